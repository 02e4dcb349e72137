"""Look-ups of names, and other calls of the system that cannot be cut short: each has a thread of its own.

That is so in the blocking client as in asyncio, whose own threads for it are waited for when the event loop ends. When
the time is up such a thread is left alone: it ends as soon as the system gives up too.
"""

from __future__ import annotations

import asyncio
import queue
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import httpcore

from imagelabs_client.net.addresses import literal_address
from imagelabs_client.net.deadlines import slices

T = TypeVar("T")


def _look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a host, in the system's order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _in_thread(work: Callable[[], T], tell: Callable[[T | Exception], object], name: str) -> None:
    """Do what cannot be cut short in a thread that nobody has to wait for, and tell the result or the error."""

    def run() -> None:
        try:
            outcome: T | Exception = work()
        except Exception as error:  # noqa: BLE001 - whoever waits raises it
            outcome = error
        tell(outcome)

    threading.Thread(target=run, name=f"imagelabs-{name}", daemon=True).start()


def awaited(work: Callable[[], T], timeout: float | None, name: str, discard: Callable[[T], object] | None = None) -> T:
    """Do it in a thread, and stop waiting when the time is up or somebody gives up.

    Args:
        work: what to do; its errors are raised here.
        timeout: seconds, or None.
        name: of the thread.
        discard: called with a result that came too late.

    Raises:
        ConnectTimeout: the time is up.
    """
    outcomes: queue.SimpleQueue[T | Exception] = queue.SimpleQueue()
    over = threading.Event()

    def clear() -> None:
        with suppress(queue.Empty):
            late = outcomes.get_nowait()
            if discard is not None and not isinstance(late, Exception):
                discard(late)

    def tell(outcome: T | Exception) -> None:
        outcomes.put(outcome)
        if over.is_set():
            clear()

    _in_thread(work, tell, name)
    try:
        for seconds in slices(timeout, httpcore.ConnectTimeout):
            try:
                outcome = outcomes.get(timeout=seconds)
            except queue.Empty:
                continue
            if isinstance(outcome, Exception):
                raise outcome
            return outcome
        raise httpcore.ConnectTimeout("not in time")
    finally:
        over.set()
        clear()


def resolve(host: str, port: int, timeout: float | None) -> list[str]:
    """Return the addresses of a host within the time that is left.

    Raises:
        ConnectError: it has none.
        ConnectTimeout: the system does not find them in time.
    """
    literal = literal_address(host)
    if literal is not None and "%" not in host:
        return [str(literal)]
    try:
        return awaited(lambda: _look_up(host, port), timeout, "look-up")
    except (OSError, UnicodeError) as error:
        raise _unresolved(host, error) from error


async def resolve_async(host: str, port: int) -> list[str]:
    """The same for asyncio; the time is for the caller to watch."""
    literal = literal_address(host)
    if literal is not None and "%" not in host:
        return [str(literal)]
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str] | Exception] = loop.create_future()

    def settle(outcome: list[str] | Exception) -> None:
        if not answer.done():
            answer.set_result(outcome)

    def tell(outcome: list[str] | Exception) -> None:
        with suppress(RuntimeError):  # the event loop has ended, and nobody waits any more
            loop.call_soon_threadsafe(settle, outcome)

    _in_thread(lambda: _look_up(host, port), tell, "look-up")
    outcome = await answer
    if isinstance(outcome, OSError | UnicodeError):
        raise _unresolved(host, outcome) from outcome
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _unresolved(host: str, error: Exception) -> httpcore.ConnectError:
    failure = httpcore.ConnectError(f"{host} cannot be resolved")
    failure.__context__ = error  # httpcore takes causes away
    return failure
