"""Signing in: whose password is right, and how often it may be wrong.

Gradio asks `Logins.check` for every name and password. After five wrong ones in a minute an address has to wait, and so
has everybody who tries that name; the more are wrong, the longer. Whoever has signed in from an address before is not
kept out by what others try with the same name.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Final
from urllib.parse import quote

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from playground.admission.rate_memory import RateMemory
from playground.guards.passwords import hash_password, is_password
from playground.guards.refusals import refuse
from playground.guards.routes import route_path
from playground.settings import Settings

# Wrong passwords of one address, and for one name.
_TRIES: Final[Sequence[RateLimitItem]] = (
    RateLimitItemPerMinute(5),
    RateLimitItemPerMinute(10, multiples=10),
    RateLimitItemPerHour(20),
    RateLimitItemPerDay(60),
)
_AT_ONCE: Final = 2  # passwords that are checked at the same time; each keeps a processor busy for 50 ms
_MAX_WAITING: Final = 20
_MAX_NAME: Final = 100  # characters of a name that are looked at
_MAX_PASSWORD: Final = 1000
_MAX_KNOWN: Final = 1000
_LOGIN: Final = "/login"
_MAX_BODY: Final = 1 << 13  # bytes of a form with a name and a password
_UNKNOWN: Final = "unknown"

_address: ContextVar[str] = ContextVar("address", default=_UNKNOWN)


class Logins:
    """Everybody's password, and how often a wrong one was tried. Belongs to the event loop that uses it."""

    def __init__(self, accounts: Mapping[str, str]) -> None:
        """Prepare to check passwords.

        Args:
            accounts: hashes of passwords (`playground.guards.passwords`) by name.
        """
        self._accounts = dict(accounts)
        self._nobody = hash_password("")  # what the password of an unknown name is compared with: it takes as long
        self._tries = FixedWindowRateLimiter(RateMemory())
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()  # names that addresses have signed in with
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    @classmethod
    def from_settings(cls, settings: Settings) -> Logins | None:
        """Make what checks the passwords of a copy of the app; None if it asks for none."""
        accounts = dict(settings.accounts)
        if settings.auth is not None:
            name, password = settings.auth
            accounts[name] = hash_password(password)
        return cls(accounts) if accounts else None

    async def check(self, name: str, password: str) -> bool:
        """Return whether this is somebody's name and password, as Gradio's `auth=` wants to know it.

        Raises:
            HTTPException: 429, too many were wrong, or too many are being checked.
        """
        name, address = name[:_MAX_NAME], _address.get()
        keys = [("address", address)]
        if (address, name) not in self._known:
            keys.append(("name", quote(name, safe="")))
        self._spend(keys)
        if self._waiting >= _MAX_WAITING:
            raise _too_many(1)
        self._waiting += 1
        try:
            async with self._turn:
                kept = self._accounts.get(name, self._nobody)
                is_right = len(password) <= _MAX_PASSWORD and await asyncio.to_thread(is_password, password, kept)
        finally:
            self._waiting -= 1
        if not is_right or name not in self._accounts:
            return False
        for key in keys:
            for item in _TRIES:
                self._tries.clear(item, *key)
        self._known[address, name] = None
        self._known.move_to_end((address, name))
        while len(self._known) > _MAX_KNOWN:
            self._known.popitem(last=False)
        return True

    def _spend(self, keys: Sequence[tuple[str, str]]) -> None:
        """Count a try before it is known to be wrong, so that many at once are counted too.

        Raises:
            HTTPException: there were too many.
        """
        waits = [
            self._tries.get_window_stats(item, *key).reset_time - time.time()
            for key in keys
            for item in _TRIES
            if not self._tries.test(item, *key)
        ]
        if waits:
            raise _too_many(max(waits))
        for key in keys:
            for item in _TRIES:
                self._tries.hit(item, *key)


class LoginForms:
    """ASGI middleware that tells `Logins` who tries, and refuses forms that are too large to be one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or route_path(scope) != _LOGIN:
            await self._app(scope, receive, send)
            return
        length = dict(scope["headers"]).get(b"content-length", b"")
        if not length.isdigit() or len(length) > 9 or int(length) > _MAX_BODY:
            await refuse(scope, receive, send, 413, "guards.large")
            return
        token = _address.set(str((scope.get("client") or (_UNKNOWN,))[0]))
        try:
            await self._app(scope, receive, send)
        finally:
            _address.reset(token)


def _too_many(seconds: float) -> HTTPException:
    wait = max(1, math.ceil(seconds))
    return HTTPException(429, f"Too many wrong passwords. Try again in {wait} s.", {"Retry-After": str(wait)})
