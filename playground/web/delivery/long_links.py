"""Addresses that are too long for Gradio, which would answer them with an error page, or take long to read them."""

from __future__ import annotations

from urllib.parse import unquote_plus

from starlette.types import ASGIApp, Receive, Scope, Send

from playground.form.share_link import MAX_LENGTH

_MAX_PAIRS = 200  # several times as many as a link of ours has
_MAX_QUERY = 60_000  # bytes; Gradio parses addresses with httpx, which rejects more than 65,536


class LongLinks:
    """ASGI middleware that shortens a query that is too long, so that the page opens and says what is wrong."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope.get("query_string", b"")
        if len(query) > _MAX_QUERY or query.count(b"&") >= _MAX_PAIRS:
            scope = {**scope, "query_string": shortened(query)}
        await self._app(scope, receive, send)


def shortened(query: bytes) -> bytes:
    """Return a query of bounded length, with the same first keys as far as there is room.

    A value that is too long for any field is replaced by one that is just too long.
    """
    pairs, room = [], _MAX_QUERY
    for pair in query.split(b"&", _MAX_PAIRS)[:_MAX_PAIRS]:
        name, _, value = pair.partition(b"=")
        if len(unquote_plus(value.decode("latin-1"))) > MAX_LENGTH:
            pair = name + b"=" + b"x" * (MAX_LENGTH + 1)
        if len(pair) < room:
            pairs.append(pair)
            room -= len(pair) + 1
    return b"&".join(pairs)
