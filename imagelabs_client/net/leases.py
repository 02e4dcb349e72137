"""What an exchange holds of a connection pool, and how it is returned after an interruption.

httpcore cleans up after requests that fail. It shields the clean-up from cancellation by anyio, but not from
cancellation by asyncio nor from Ctrl+C. When one of these interrupts the clean-up, the pool lists the request forever,
and its connection stays open although nothing can use it. So a pool is not used any more once a request in it was
interrupted: the connections of that request are closed immediately, new requests get a new pool, and the old pool is
closed when the other requests in it have ended.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, Final, Generic, TypeVar

P = TypeVar("P")


# The lease of the exchange in this thread or task; None outside of our exchanges.
current_lease: ContextVar[Lease | None] = ContextVar("imagelabs_lease", default=None)


class Lease:
    """One exchange's place in a pool, and the network streams that it opened or wrote to."""

    def __init__(self) -> None:
        self._pools: Pools[Any] | None = None
        self._streams: list[Any] = []

    @property
    def is_held(self) -> bool:
        """Whether there is anything to return."""
        return self._pools is not None

    def begin(self, pools: Pools[Any]) -> None:
        """Note where the place in a pool comes from."""
        self._pools = pools

    def note(self, stream: object) -> None:
        """Note that the exchange opened or used a stream."""
        if not any(stream is known for known in self._streams):
            self._streams.append(stream)

    def release(self) -> list[Any]:
        """End the lease after an exchange that succeeded, and return the pools that must be closed now."""
        return self._end(retire=False)

    def abandon(self, *, retire: bool) -> list[Any]:
        """End the lease after an exchange that failed.

        Args:
            retire: whether the exchange was interrupted, so that the pool's state may be inconsistent.

        Returns:
            the streams and pools that must be closed now; empty if the lease had ended before.
        """
        streams = self._streams[::-1] if self.is_held else []
        return streams + self._end(retire=retire)

    def _end(self, *, retire: bool) -> list[Any]:
        pools, self._pools, self._streams = self._pools, None, []
        return [] if pools is None else pools.give_back(self, retire=retire)


@contextmanager
def leased() -> Iterator[Lease]:
    """Make transports used inside this block, in this thread or task, record what the exchange holds."""
    lease = Lease()
    token = current_lease.set(lease)
    try:
        yield lease
    finally:
        current_lease.reset(token)


def note_stream(stream: object) -> None:
    """Note that the current exchange, if there is one, opened or used a stream."""
    lease = current_lease.get()
    if lease is not None:
        lease.note(stream)


def close_all(closing: Iterable[Any]) -> None:
    """Close streams and pools, ignoring errors of the operating system."""
    for one in closing:
        with suppress(OSError):
            one.close()


async def aclose_all(closing: Sequence[Any]) -> None:
    """Close asynchronous streams and pools, all of them, even if the current task is cancelled in the meantime."""
    if not closing:
        return

    async def close_each() -> None:
        for one in closing:
            with suppress(OSError):
                await one.aclose()

    await uninterrupted(close_each())


async def uninterrupted(work: Coroutine[Any, Any, object]) -> None:
    """Run `work` to completion, even if the current task is cancelled in the meantime, once or repeatedly.

    Raises:
        CancelledError: the current task was cancelled; the work has been completed nevertheless.
    """
    import asyncio  # imported here because the blocking client does not need it

    cancelled: asyncio.CancelledError | None = None
    task = asyncio.create_task(work)
    while not task.done():
        try:
            await asyncio.wait([task])  # unlike `await task`, this does not pass a cancellation on
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    task.result()


class _Shared(Generic[P]):
    """A pool and its current leases."""

    def __init__(self, pool: P) -> None:
        self.pool: Final = pool
        self.leases: set[Lease] = set()


class Pools(Generic[P]):
    """The pool for new exchanges, and retired pools that are still in use.

    Args:
        open_pool: creates a pool.
    """

    def __init__(self, open_pool: Callable[[], P]) -> None:
        self._open_pool = open_pool
        self._lock = threading.Lock()
        self._current = _Shared(open_pool())
        self._retired: list[_Shared[P]] = []

    def take(self, lease: Lease) -> P:
        """Return the current pool, and keep it open until the lease ends."""
        with self._lock:
            lease.begin(self)
            self._current.leases.add(lease)
            return self._current.pool

    def give_back(self, lease: Lease, *, retire: bool) -> list[P]:
        """Remove a lease, and return the retired pools that are not in use any more.

        Args:
            lease: a lease of one of these pools.
            retire: whether its pool gets no new exchanges.
        """
        with self._lock:
            for shared in (self._current, *self._retired):
                if lease in shared.leases:
                    shared.leases.discard(lease)
                    if retire and shared is self._current:
                        self._retired.append(shared)
                        self._current = _Shared(self._open_pool())
            unused = [shared for shared in self._retired if not shared.leases]
            self._retired = [shared for shared in self._retired if shared.leases]
        return [shared.pool for shared in unused]

    def all(self) -> list[P]:
        """Return every pool that may have open connections."""
        with self._lock:
            return [shared.pool for shared in (self._current, *self._retired)]

    @property
    def in_use(self) -> int:
        """The number of exchanges in progress."""
        with self._lock:
            return sum(len(shared.leases) for shared in (self._current, *self._retired))
