"""Compressed bodies, each made once: compressing anew for every visitor would keep the event loop from all others."""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

import brotli  # type: ignore[import-untyped]

from imagelabs_client.core.numbers import parse_decimal

_BROTLI_QUALITY: Final = 6  # of 11: higher ones save little and take long
_MAX_HEADER: Final = 1000  # characters of Accept-Encoding that are looked at; browsers send thirty


def preferred_encoding(accepted: str) -> str:
    """Return the best encoding that an Accept-Encoding header allows: `br`, `gzip`, or an empty text for none."""
    codings = {coding for coding, weight in map(_coding, accepted[:_MAX_HEADER].split(",")) if weight > 0}
    return next((coding for coding in ("br", "gzip") if coding in codings), "")


def compress(body: bytes, encoding: str) -> bytes:
    """Return a body in one of the encodings of `preferred_encoding`."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=_BROTLI_QUALITY))
    if encoding == "gzip":
        return gzip.compress(body, 6, mtime=0)
    return body


class BodyCache:
    """Bodies by key, each made once, in a thread; those that were not wanted for longest are dropped.

    Belongs to the event loop that uses it.
    """

    def __init__(self, limit: int) -> None:
        """Make an empty cache.

        Args:
            limit: bytes of all bodies together.
        """
        self._limit = limit
        self._size = 0
        self._bodies: OrderedDict[Hashable, bytes] = OrderedDict()
        self._making: dict[Hashable, asyncio.Task[bytes]] = {}

    def __contains__(self, key: Hashable) -> bool:
        return key in self._bodies

    async def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return the body of a key, which `make` makes if there is none; several that ask at once wait for one."""
        body = self._bodies.get(key)
        if body is not None:
            self._bodies.move_to_end(key)
            return body
        making = self._making.get(key)
        if making is None:
            making = self._making[key] = asyncio.create_task(self._make(key, make))
        return await asyncio.shield(making)  # whoever leaves early does not take the body from the others

    async def _make(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        try:
            body = await asyncio.to_thread(make)
        finally:
            del self._making[key]
        self._bodies[key] = body
        self._size += len(body)
        while self._size > self._limit:
            self._size -= len(self._bodies.popitem(last=False)[1])
        return body


def _coding(text: str) -> tuple[str, float]:
    """Read one item of Accept-Encoding, such as `br;q=0.5`: its name and its weight, 0 if that makes no sense."""
    name, _, parameter = text.partition(";")
    weight = parameter.strip().removeprefix("q=")
    return name.strip(), (parse_decimal(weight) or 0.0) if parameter else 1.0
