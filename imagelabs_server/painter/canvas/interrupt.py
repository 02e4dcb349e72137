"""Cancelling: within `interruptible`, everything that takes long passes a checkpoint every few milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ask: ContextVar[Callable[[], None] | None] = ContextVar("ask", default=None)


@contextmanager
def interruptible(tick: Callable[[], None]) -> Iterator[None]:
    """Within this context, in this thread, `tick` is called every few milliseconds; it may raise to cancel."""
    token = _ask.set(tick)
    try:
        yield
    finally:
        _ask.reset(token)


def checkpoint() -> None:
    """Call the tick of the `interruptible` context around us, if there is one."""
    ask = _ask.get()
    if ask is not None:
        ask()
