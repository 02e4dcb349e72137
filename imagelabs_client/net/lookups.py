"""Name resolution, and other system calls that cannot be interrupted: each runs in a thread of its own.

The client for asyncio needs such threads too: asyncio waits for those of its own executor when the event loop ends.
When the time is up, the thread is abandoned, and ends as soon as the system call returns.
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
    """Run `work` in a daemon thread, and pass its result or its error to `tell`."""

    def run() -> None:
        try:
            outcome: T | Exception = work()
        except Exception as error:  # noqa: BLE001 - whoever waits raises it
            outcome = error
        tell(outcome)

    threading.Thread(target=run, name=f"imagelabs-{name}", daemon=True).start()


def awaited(work: Callable[[], T], timeout: float | None, name: str, discard: Callable[[T], object] | None = None) -> T:
    """Run `work` in a thread, and stop waiting when the time is up or the exchange is given up.

    Args:
        work: the blocking call; its errors are raised here.
        timeout: seconds, or None.
        name: name of the thread.
        discard: called with a result that comes too late.

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


def look_up(host: str, port: int, timeout: float | None) -> list[str]:
    """Return the addresses of a host.

    Args:
        host: a name or an address.
        port: the port to connect to.
        timeout: seconds, or None; at most the time left for the exchange.

    Raises:
        ConnectError: the name cannot be resolved.
        ConnectTimeout: the system does not answer in time.
    """
    literal = literal_address(host)
    if literal is not None and "%" not in host:
        return [str(literal)]
    try:
        return awaited(lambda: _look_up(host, port), timeout, "look-up")
    except (OSError, UnicodeError) as error:
        raise _unresolved(host, error) from error


async def look_up_async(host: str, port: int) -> list[str]:
    """Return the addresses of a host, for asyncio; the caller limits the time."""
    literal = literal_address(host)
    if literal is not None and "%" not in host:
        return [str(literal)]
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str] | Exception] = loop.create_future()

    def settle(outcome: list[str] | Exception) -> None:
        if not answer.done():
            answer.set_result(outcome)

    def tell(outcome: list[str] | Exception) -> None:
        with suppress(RuntimeError):  # the event loop has ended
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
    failure.__context__ = error  # httpcore removes causes
    return failure
