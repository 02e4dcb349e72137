"""Answers of the guards: a status and one sentence, in the language of the request."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from playground.texts import texts_for

_API = "/gradio_api/"


async def refuse(  # what an ASGI application takes, and what it is to say
    scope: Scope,
    receive: Receive,
    send: Send,
    status: int,
    key: str,
    headers: Mapping[str, str] | None = None,
    **values: object,
) -> None:
    """Answer a request with a sentence; a call of Gradio's API gets it in JSON, as its clients and the page expect it.

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
    lines = {"cache-control": "no-store", **(headers or {})}
    answer: Response
    if scope["method"] == "POST" and _API in scope["path"]:
        answer = JSONResponse({"detail": sentence}, status, lines)
    else:
        answer = PlainTextResponse(f"{sentence}\n", status, lines)
    await answer(scope, receive, send)
