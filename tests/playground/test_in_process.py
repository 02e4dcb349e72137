"""The built-in service behind no socket fails the way that one behind a socket does."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from imagelabs_client import AsyncImageLabs, GenerationParams
from playground.backends import Backend, _InProcess


@pytest.mark.anyio
async def test_an_answer_that_breaks_off_is_a_fault_of_the_connection() -> None:
    async def breaks_off(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})

    async with httpx.AsyncClient(transport=_InProcess(breaks_off), base_url="http://builtin.test") as client:
        with pytest.raises(httpx.RemoteProtocolError, match="broke off"):
            await client.get("/images/1.png")


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("kind", "owner", "is_told"),
    [
        ("builtin", "192.0.2.1", True),
        ("http://painter.test", "192.0.2.1", True),
        ("imagelabs", "192.0.2.1", False),
        ("builtin", "", False),
    ],
)
async def test_a_service_of_ours_is_told_for_whom_but_not_who_that_is(kind: str, owner: str, is_told: bool) -> None:
    told: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        told.append(request.headers.get("x-imagelabs-owner"))
        return httpx.Response(200, json={"task_id": "t-1"})

    client = AsyncImageLabs(base_url="http://painter.test", transport=httpx.MockTransport(answer))
    backend, other = Backend(kind, client=client), Backend(kind, client=client)
    for one in (backend, backend, other):
        await one.submit(GenerationParams("a cat"), owner=owner)
    await client.close()
    assert [word is not None for word in told] == [is_told] * 3
    if is_told:
        assert told[0] == told[1] != told[2]
        assert owner not in str(told)


def test_an_error_never_names_the_address_that_stands_for_the_service_in_this_process() -> None:
    message = "The service at http://imagelabs.invalid/txt2img did not answer."
    assert Backend("builtin").without_address(message) == "The service at the built-in service did not answer."
