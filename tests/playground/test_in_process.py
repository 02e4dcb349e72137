"""The built-in service behind no socket fails the way that one behind a socket does."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from imagelabs_client import APIConnectionError, AsyncImageLabs, GenerationParams
from playground.backends import Backend, _InProcess
from playground.in_process_address import without_address
from playground.result import narration
from playground.texts import languages


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
    message = "http://imagelabs.invalid/txt2img answered 503 (Service Unavailable)."
    assert without_address(message, "built-in painter") == "Built-in painter answered 503 (Service Unavailable)."
    error = APIConnectionError("http://imagelabs.invalid cannot be reached: it is closed.")
    shown = narration.error_notice(error, "Built-in painter", languages()["en"])
    assert "imagelabs.invalid" not in str(shown)
