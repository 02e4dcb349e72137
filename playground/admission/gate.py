"""One at a time and in turns: the visitors whose requests are let in when many come at once."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Final

_ROUNDS: Final = 12  # of the event loop between two requests, at least, so that what was let in before gets on
_CALM: Final = 0.002  # seconds that a round takes in which little is done
_LONGEST: Final = 0.2  # seconds after which a busy event loop lets in the next one all the same
_NEW: Final = 1  # turns that a newcomer is ahead of the others; who was here before is one more for each second since
_CREDIT: Final = 4  # turns that anybody is ahead, at most
_OLD_TURN: Final = 8  # every so many turns, one goes to whoever waits for longest, credit or not
_MANY: Final = 200  # visitors who are remembered besides those who wait


class Gate:
    """Lets requests in one by one, in turns between visitors, as fast as the event loop gets on with its work.

    Whoever sends a hundred at once makes another wait for one of them, and who asks seldom goes first: every turn of a
    visitor makes their next one due a unit of virtual time later, and the earliest is let in (start-time fair queuing,
    as in `imagelabs_server.fair_queue`). A turn for which nobody else waits costs nothing, and who was here before is
    ahead of newcomers. Belongs to the event loop that uses it.
    """

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}  # by visitor, who came first
        self._due: dict[str, int] = {}  # the virtual time of a visitor's next turn
        self._left: dict[str, float] = {}  # the time of their last one
        self._now = 0  # virtual time: that of the latest turn
        self._turns = 0
        self._opening: asyncio.Task[None] | None = None

    async def enter(self, owner: str) -> None:
        """Return when it is this visitor's turn."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if owner not in self._waiting:
            self._waiting[owner] = deque()
            ahead = self._now - self._credit(owner)
            self._due[owner] = max(self._due.get(owner, ahead), ahead)
        self._waiting[owner].append(turn)
        if self._opening is None or self._opening.done():
            self._opening = asyncio.create_task(self._open())
        await turn  # one that is cancelled is passed over

    async def _open(self) -> None:
        while self._waiting:
            turn = self._next()
            if not turn.done():
                turn.set_result(None)
                await self._let_work()

    def _credit(self, owner: str) -> int:
        """Return how many turns somebody is ahead of those who have theirs now: the more, the longer they paused."""
        now = time.monotonic()
        return min(_NEW + int(now - self._left.get(owner, now)), _CREDIT)

    def _next(self) -> asyncio.Future[None]:
        self._turns += 1
        # Of several whose turn is due, who came first.
        is_usual = self._turns % _OLD_TURN != 0
        owner = min(self._waiting, key=self._due.__getitem__) if is_usual else next(iter(self._waiting))
        self._now = max(self._now, self._due[owner])
        self._left[owner] = time.monotonic()
        turns = self._waiting.pop(owner)
        turn = turns.popleft()
        if self._waiting:
            self._due[owner] += 1
        if turns:
            self._waiting[owner] = turns  # behind all others
        if len(self._left) > _MANY + len(self._waiting):
            self._forget()
        return turn

    def _forget(self) -> None:
        """Drop those who had their last turn longest ago."""
        gone = sorted(self._left.keys() - self._waiting.keys(), key=self._left.__getitem__)[: _MANY // 2]
        for owner in gone:
            del self._left[owner], self._due[owner]

    async def _let_work(self) -> None:
        """Wait until the event loop has little to do, so that whoever is let in next is done soon."""
        now = time.monotonic()
        until, rounds, took = now + _LONGEST, 0, 0.0
        while now < until and (rounds < _ROUNDS or took > _CALM):
            await asyncio.sleep(0)
            before, now = now, time.monotonic()
            rounds, took = rounds + 1, now - before
