"""What an exchange holds of a connection pool, and how it is given back when the exchange is interrupted.

httpcore tidies up after a request that fails. It shields that from anyio's cancellation, but neither asyncio's nor
Ctrl+C can be shielded from, and where one of them strikes while httpcore tidies up, the request stays listed and its
connection stays open, with nobody left to use it. So a pool in which a request was interrupted is not trusted any more:
the connections of that request are closed at once, new requests get a fresh pool, and the old one is closed as soon as
the other requests in it have ended.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, Final, Generic, TypeVar

P = TypeVar("P")


# The lease of the exchange that this thread or task is in, or None outside of ours.
current_lease: ContextVar[Lease | None] = ContextVar("imagelabs_lease", default=None)


class Lease:
    """One exchange's place in a pool, and the network streams that it opened or wrote to."""

    def __init__(self) -> None:
        self._pools: Pools[Any] | None = None
        self._streams: list[Any] = []

    @property
    def is_held(self) -> bool:
        """Whether there is anything to give back."""
        return self._pools is not None

    def begin(self, pools: Pools[Any]) -> None:
        """Note which pools the exchange takes its place from."""
        self._pools = pools

    def note(self, stream: object) -> None:
        """Note that the exchange uses a stream."""
        if not any(stream is known for known in self._streams):
            self._streams.append(stream)

    def release(self) -> list[Any]:
        """Give everything back after an exchange that ended well, and return the pools that are to be closed."""
        return self._end(retire=False)

    def abandon(self, *, retire: bool) -> list[Any]:
        """Give everything back after an exchange that did not end well.

        Args:
            retire: whether it was interrupted, so that its pool may be in disorder.

        Returns:
            the streams, and the pools, that are to be closed; empty if nothing is held.
        """
        streams = self._streams[::-1] if self.is_held else []
        return streams + self._end(retire=retire)

    def _end(self, *, retire: bool) -> list[Any]:
        pools, self._pools, self._streams = self._pools, None, []
        return [] if pools is None else pools.give_back(self, retire=retire)


@contextmanager
def leased() -> Iterator[Lease]:
    """Let the exchange inside this block, in this thread or task, note what it holds."""
    lease = Lease()
    token = current_lease.set(lease)
    try:
        yield lease
    finally:
        current_lease.reset(token)


def note_stream(stream: object) -> None:
    """Note that the current exchange, if there is one, uses a stream."""
    lease = current_lease.get()
    if lease is not None:
        lease.note(stream)


def close_all(closing: Iterable[Any]) -> None:
    """Close streams and pools that are of no more use."""
    for one in closing:
        with suppress(OSError):
            one.close()


async def aclose_all(closing: Sequence[Any]) -> None:
    """Close asynchronous streams and pools that are of no more use, whoever is cancelled meanwhile."""
    if not closing:
        return

    async def close_each() -> None:
        for one in closing:
            with suppress(OSError):
                await one.aclose()

    await uninterrupted(close_each())


async def uninterrupted(work: Coroutine[Any, Any, object]) -> None:
    """Do something to its end, even if whoever waits for it is cancelled, once or more often, in the meantime.

    Raises:
        CancelledError: it was cancelled; the work is done all the same.
    """
    import asyncio  # here, so that the blocking client does not load it

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
    """A pool and the leases of it."""

    def __init__(self, pool: P) -> None:
        self.pool: Final = pool
        self.leases: set[Lease] = set()


class Pools(Generic[P]):
    """The pool that new exchanges use, and retired ones that are still in use.

    Args:
        open_pool: makes a pool.
    """

    def __init__(self, open_pool: Callable[[], P]) -> None:
        self._open_pool = open_pool
        self._lock = threading.Lock()
        self._current = _Shared(open_pool())
        self._retired: list[_Shared[P]] = []

    def take(self, lease: Lease) -> P:
        """Return the pool for an exchange, which holds it until the lease ends."""
        with self._lock:
            lease.begin(self)
            self._current.leases.add(lease)
            return self._current.pool

    def give_back(self, lease: Lease, *, retire: bool) -> list[P]:
        """End a lease, and return the pools that nobody uses any more.

        Args:
            lease: of a pool of these.
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
        """How many exchanges are under way."""
        with self._lock:
            return sum(len(shared.leases) for shared in (self._current, *self._retired))
