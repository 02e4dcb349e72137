"""Giving up in the middle: within `interruptible`, everything that takes long asks now and then whether to go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ask: ContextVar[Callable[[], None] | None] = ContextVar("ask", default=None)


@contextmanager
def interruptible(tick: Callable[[], None]) -> Iterator[None]:
    """Within this context, in this thread, `tick` is called every few milliseconds; it may raise to give up."""
    token = _ask.set(tick)
    try:
        yield
    finally:
        _ask.reset(token)


def breathe() -> None:
    """Ask whether to give up, if anybody wants to be asked."""
    ask = _ask.get()
    if ask is not None:
        ask()
