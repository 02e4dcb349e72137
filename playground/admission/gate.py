"""One at a time and in turns: the visitors whose requests are let in when many come at once."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from typing import Final

_ROUNDS: Final = 12  # of the event loop between two requests, so that what was let in before gets on
_LONGEST: Final = 0.04  # seconds after which a busy event loop lets in the next one all the same


class Gate:
    """Lets requests in one by one, round-robin between visitors, as fast as the event loop gets on with its work.

    Whoever sends a hundred at once makes another wait for one of them. Belongs to the event loop that uses it.
    """

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()  # by visitor, next first
        self._opening: asyncio.Task[None] | None = None

    async def enter(self, owner: str) -> None:
        """Return when it is this visitor's turn."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(owner, deque()).append(turn)
        if self._opening is None or self._opening.done():
            self._opening = asyncio.create_task(self._open())
        await turn  # one that is cancelled is passed over

    async def _open(self) -> None:
        while self._waiting:
            owner, turns = self._waiting.popitem(last=False)
            turn = turns.popleft()
            if turns:
                self._waiting[owner] = turns  # behind all others
            if not turn.done():
                turn.set_result(None)
                await self._let_work()

    async def _let_work(self) -> None:
        until = time.monotonic() + _LONGEST
        for _ in range(_ROUNDS):
            await asyncio.sleep(0)
            if time.monotonic() > until:
                return
