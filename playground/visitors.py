"""Who is who: which desk each open page shows, and what belongs to whom.

A visitor is known by a key, a random text that only their browser keeps. An open page is known by its session, the
hash that Gradio gives it anew with every load. A page names its visitor's key once it has loaded (`attach`); what is
asked for before that goes to a desk of the session's own, which the visitor takes over.

Sessions and keys are free: anybody can make up as many as they like. So everything here is bounded, and charged to the
owner (`playground.admission.addresses.owner_of`) who asked for it: where there is too much, whoever has the most loses
their oldest. Nothing here knows Gradio's components: `playground.result.view` turns a desk into what a page shows.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from imagelabs_client import GenerationParams
from playground.admission.admission import Admission, Hold, TooMuchError
from playground.admission.ledger import Ledger
from playground.admission.listeners import Listeners
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
        too_much: why further ones that it remembers are not painted, or None.
    """

    desk: Desk
    lost: tuple[GenerationParams, ...] = ()
    too_much: TooMuchError | None = None


class Visitors:
    """The desks and grids of all visitors, and the open pages. Belongs to the event loop that uses it."""

    def __init__(
        self,
        make_desk: Callable[[], Desk],
        admission: Admission | None = None,
        *,
        listeners: Listeners | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make a register without any visitor.

        Args:
            make_desk: makes an empty desk.
            admission: asked before anything is begun; by default that of a local copy.
            listeners: who listens; by default everybody does.
            clock: the time in seconds.
        """
        self.admission = admission or Admission()
        self._listeners = listeners
        self.desks = Desks(make_desk, clock=clock)
        self.grids = Grids()
        self._keys: dict[str, str] = {}  # by session
        self._sessions: Ledger[str] = Ledger()
        self._watchers: dict[str, object] = {}  # by session: only the newest event of a page shows the desk
        self._shown: Counter[str] = Counter()  # pages that are shown something that changes, by owner

    def key_of(self, session: str, owner: str = "") -> str:
        """Return the key that an open page belongs to; a page that has not named any gets one of its own."""
        if session not in self._keys:
            self._remember(session, f"session {session}", owner)  # no browser can name this one: a key has no space
        else:
            self._sessions.refresh(session)
        return self._keys[session]

    def desk(self, session: str, owner: str = "") -> Desk:
        """Return the desk that an open page shows."""
        return self.desks.get(self.key_of(session, owner), owner)

    def known_desk(self, session: str) -> Desk | None:
        """Return the desk that an open page shows, or None if it has none."""
        key = self._keys.get(session)
        return None if key is None else self.desks.known(key)

    async def attach(self, session: str, key: object, jobs: object, owner: str = "") -> Attachment | None:
        """Let an open page show the desk of the visitor whose key it names, a new desk if the key is unknown.

        Args:
            session: the page.
            key: what the page's script sent as the key.
            jobs: what the page's script sent as the work that the browser remembers; used if the desk is new.
            owner: whom everything is charged to.

        Returns:
            what the page shows, or None if the key is none.
        """
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            return None
        before = self._keys.get(session)
        is_known = self.desks.known(key) is not None
        if before is not None and not is_known and self.desks.known(before) is not None:
            self.desks.rename(before, key)  # something was requested before the page named its visitor
        desk = self.desks.get(key, owner)
        if before is not None and before != key:
            earlier = self.desks.known(before)
            desk.notice = desk.notice or (earlier.notice if earlier is not None else None)
            await self.grids.rename(before, key)
        self._remember(session, key, owner)
        if is_known or desk.pictures:
            return Attachment(desk)

        def admit(wanted: Sequence[GenerationParams]) -> Hold:
            return self.admission.pictures(owner, wanted)

        try:
            return Attachment(desk, tuple(commands.restore_jobs(desk, jobs, admit, owner)))
        except TooMuchError as error:
            return Attachment(desk, too_much=error)

    async def watch(self, session: str, desk: Desk) -> AsyncGenerator[None, None]:
        """Yield whenever an open page has to show its desk anew.

        It ends once nothing is on its way, once a newer event of the same page watches, or once the page does not
        listen any more. Leaving it early stops nothing.
        """
        watcher = self._watchers[session] = object()
        desk.touch()  # an older watcher notices that it has been replaced
        try:
            with self.watching(session) as pause:
                while self._watchers.get(session) is watcher:
                    change, is_busy = desk.change, desk.is_busy
                    yield
                    if not is_busy:
                        return
                    await pause(_MIN_INTERVAL)
                    await change.wait()
                    if not await self.is_heard(session):
                        return
                # Gradio shows the last view once more when an event ends, perhaps after a newer event's: let it be new.
                if self.known_desk(session) is desk:
                    yield
        finally:
            if self._watchers.get(session) is watcher:
                del self._watchers[session]

    @contextmanager
    def watching(self, session: str) -> Iterator[Callable[[float], Awaitable[None]]]:
        """Count a page as one that is shown something that changes.

        Returns:
            what sleeps between two views, for longer the more pages of the same visitor are shown something: all of
            them together cost no more than one.
        """
        owner = self._sessions.owner(session) if session in self._sessions else session
        self._shown[owner] += 1
        try:
            yield lambda seconds: asyncio.sleep(seconds * self._shown[owner])
        finally:
            self._shown[owner] -= 1
            if not self._shown[owner]:
                del self._shown[owner]

    async def is_heard(self, session: str) -> bool:
        """Return whether an open page listens, waiting a little for one that does not just now."""
        return self._listeners is None or await self._listeners.wait_for(session)

    async def aclose(self) -> None:
        """Stop following anything."""
        await self.desks.aclose()
        await self.grids.aclose()

    def _remember(self, session: str, key: str, owner: str) -> None:
        self._keys[session] = key
        self._sessions.add(session, owner)
        most = self.admission.limits["pages"]
        while most is not None and self._sessions.count(owner) > most:
            self._forget(self._sessions.oldest_of(owner))
        while len(self._sessions) > MAX_SESSIONS:
            self._forget(next(self._sessions.next_to_lose()))

    def _forget(self, session: str | None) -> None:
        if session is not None:
            self._sessions.remove(session)
            self._keys.pop(session, None)


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
        self._desks: dict[str, Desk] = {}
        self._owners: Ledger[str] = Ledger()

    def known(self, key: str) -> Desk | None:
        """Return the desk with this key, or None."""
        return self._desks.get(key)

    def get(self, key: str, owner: str = "") -> Desk:
        """Return the desk with this key, a new one of the owner's if there is none."""
        desk = self._desks.get(key)
        if desk is None:
            self._make_room()
            desk = self._desks[key] = self._make()
            self._owners.add(key, owner)
        desk.used = self._clock()
        self._owners.refresh(key)
        return desk

    def rename(self, key: str, new_key: str) -> None:
        """Give a desk another key."""
        self._desks[new_key] = self._desks.pop(key)
        self._owners.add(new_key, self._owners.owner(key))
        self._owners.remove(key)

    async def aclose(self) -> None:
        """Stop following anything."""
        desks = list(self._desks.values())
        self._desks.clear()
        self._owners.clear()
        for desk in desks:
            await desk.aclose()

    def _make_room(self) -> None:
        """Drop idle desks that nobody has used for long; if there are too many, those of whoever has the most too."""
        now = self._clock()
        idle = [key for key in self._owners.next_to_lose() if not self._desks[key].is_busy]
        for key in idle:
            if now - self._desks[key].used > _IDLE_LIFE or len(self._desks) >= MAX_DESKS:
                self._desks.pop(key).forget()
                self._owners.remove(key)
