"""Which pages listen to what they asked for: what is made for nobody would pile up in Gradio's queue.

A page opens a stream for its session soon after it has asked for something. Gradio keeps every answer until it is
fetched, and does not notice that nobody will.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

PATIENCE: Final = 15.0  # seconds in which a page has to open its stream, or to open it again after a fault


class Listeners:
    """The sessions with an open stream. Belongs to the event loop that uses it."""

    def __init__(self, patience: float = PATIENCE) -> None:
        """Begin with nobody; `patience` is in seconds."""
        self._patience = patience
        self._open: Counter[str] = Counter()
        self._changed = asyncio.Event()

    @contextmanager
    def listening(self, session: str) -> Iterator[None]:
        """Note that a session listens for as long as the block lasts."""
        self._open[session] += 1
        self._changed.set()
        self._changed = asyncio.Event()
        try:
            yield
        finally:
            self._open[session] -= 1
            if not self._open[session]:
                del self._open[session]

    async def wait_for(self, session: str) -> bool:
        """Return True as soon as a session listens, or False if it does not for too long."""
        try:
            async with asyncio.timeout(self._patience):
                while not self._open[session]:
                    await self._changed.wait()
        except TimeoutError:
            return False
        return True
