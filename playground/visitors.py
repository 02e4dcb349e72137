"""Who is who: which desk each open page shows, and what belongs to whom.

A visitor is known by a key, a random text that only their browser keeps. An open page is known by its session, the
hash that Gradio gives it anew with every load. A page names its visitor's key once it has loaded (`attach`); what is
asked for before that goes to a desk of the session's own, which the visitor takes over.

Everything here is bounded: the oldest sessions, the desks that nobody uses and the oldest grids are forgotten. Nothing
here knows Gradio's components: `playground.result.view` turns a desk into what a page shows.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

from imagelabs_client import GenerationParams
from playground.compare.runner import Grids
from playground.desks import commands
from playground.desks.desk import Desk

MAX_DESKS = 500
MAX_SESSIONS = 5000
_IDLE_LIFE = 24 * 3600.0  # seconds that a desk is kept while nobody uses it
_MIN_INTERVAL = 0.04  # seconds between two views of a desk, so that eight pictures at once do not flood the browser
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True)
class Attachment:
    """What an open page shows from now on.

    Attributes:
        desk: the visitor's desk.
        lost: pictures that the browser remembers, but that cannot be painted any more as they were asked for.
    """

    desk: Desk
    lost: tuple[GenerationParams, ...] = ()


class Visitors:
    """The desks and grids of all visitors, and the open pages. Belongs to the event loop that uses it."""

    def __init__(self, make_desk: Callable[[], Desk], *, clock: Callable[[], float] = time.monotonic) -> None:
        """Make a register without any visitor.

        Args:
            make_desk: makes an empty desk.
            clock: the time in seconds.
        """
        self.desks = Desks(make_desk, clock=clock)
        self.grids = Grids()
        self._keys: OrderedDict[str, str] = OrderedDict()  # by session, the oldest first
        self._watchers: dict[str, object] = {}  # by session: only the newest event of a page shows the desk

    def owner(self, session: str) -> str:
        """Return the key that an open page belongs to; a page that has not named any gets one of its own."""
        if session not in self._keys:
            self._remember(session, f"session {session}")  # no browser can name this one: a key has no space
        return self._keys[session]

    def desk(self, session: str) -> Desk:
        """Return the desk that an open page shows."""
        return self.desks.get(self.owner(session))

    async def attach(self, session: str, key: object, jobs: object) -> Attachment | None:
        """Let an open page show the desk of the visitor whose key it names, a new desk if the key is unknown.

        Args:
            session: the page.
            key: what the page's script sent as the key.
            jobs: what the page's script sent as the work that the browser remembers; used if the desk is new.

        Returns:
            what the page shows, or None if the key is none.
        """
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            return None
        before = self._keys.get(session)
        is_known = self.desks.known(key) is not None
        if before is not None and not is_known and self.desks.known(before) is not None:
            self.desks.rename(before, key)  # something was requested before the page named its visitor
        desk = self.desks.get(key)
        if before is not None and before != key:
            desk.notice = desk.notice or self.desks.get(before).notice
            await self.grids.rename(before, key)
        self._remember(session, key)
        lost = [] if is_known or desk.pictures else commands.restore_jobs(desk, jobs)
        return Attachment(desk, tuple(lost))

    async def watch(self, session: str, desk: Desk) -> AsyncGenerator[None, None]:
        """Yield whenever an open page has to show its desk anew.

        It ends once nothing is on its way, or once a newer event of the same page watches. Leaving it early stops
        nothing.
        """
        watcher = self._watchers[session] = object()
        desk.touch()  # an older watcher notices that it has been replaced
        try:
            while self._watchers.get(session) is watcher:
                change, is_busy = desk.change, desk.is_busy
                yield
                if not is_busy:
                    return
                await asyncio.sleep(_MIN_INTERVAL)
                await change.wait()
        finally:
            if self._watchers.get(session) is watcher:
                del self._watchers[session]

    async def aclose(self) -> None:
        """Stop following anything."""
        await self.desks.aclose()
        await self.grids.aclose()

    def _remember(self, session: str, key: str) -> None:
        self._keys[session] = key
        self._keys.move_to_end(session)
        while len(self._keys) > MAX_SESSIONS:
            self._keys.popitem(last=False)


class Desks:
    """All desks by key. Those that nobody uses are forgotten."""

    def __init__(self, make: Callable[[], Desk], *, clock: Callable[[], float] = time.monotonic) -> None:
        """Make the collection.

        Args:
            make: makes an empty desk.
            clock: the time in seconds.
        """
        self._make = make
        self._clock = clock
        self._desks: OrderedDict[str, Desk] = OrderedDict()

    def known(self, key: str) -> Desk | None:
        """Return the desk with this key, or None."""
        return self._desks.get(key)

    def get(self, key: str) -> Desk:
        """Return the desk with this key, a new one if there is none."""
        self._forget()
        desk = self._desks.get(key)
        if desk is None:
            desk = self._desks[key] = self._make()
        desk.used = self._clock()
        self._desks.move_to_end(key)
        return desk

    def rename(self, key: str, new_key: str) -> None:
        """Give a desk another key."""
        self._desks[new_key] = self._desks.pop(key)

    async def aclose(self) -> None:
        """Stop following anything."""
        desks = list(self._desks.values())
        self._desks.clear()
        for desk in desks:
            await desk.aclose()

    def _forget(self) -> None:
        """Drop idle desks that nobody has used for long, and more of them if there are too many, the oldest first."""
        now = self._clock()
        for key, desk in list(self._desks.items()):
            is_old = now - desk.used > _IDLE_LIFE
            if not desk.is_busy and (is_old or len(self._desks) >= MAX_DESKS):
                del self._desks[key]
