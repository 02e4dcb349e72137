"""Answers of the guards: a status and one sentence, in the language of the request."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from playground.texts import texts_for


async def refuse(  # what an ASGI application takes, and what it is to say
    scope: Scope,
    receive: Receive,
    send: Send,
    status: int,
    key: str,
    headers: Mapping[str, str] | None = None,
    **values: object,
) -> None:
    """Answer a request with a sentence.

    Args:
        scope: the request.
        receive: as in ASGI.
        send: as in ASGI.
        status: the HTTP status.
        key: key of the sentence in the locales.
        headers: further headers.
        values: what is filled into the sentence.
    """
    sentence = texts_for(Request(scope))(key, **values)
    answer = PlainTextResponse(f"{sentence}\n", status, {"cache-control": "no-store", **(headers or {})})
    await answer(scope, receive, send)
