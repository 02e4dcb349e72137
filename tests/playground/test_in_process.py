"""The built-in service behind no socket fails the way that one behind a socket does."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from playground.backends import _InProcess


@pytest.mark.anyio
async def test_an_answer_that_breaks_off_is_a_fault_of_the_connection() -> None:
    async def breaks_off(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})

    async with httpx.AsyncClient(transport=_InProcess(breaks_off), base_url="http://builtin.test") as client:
        with pytest.raises(httpx.RemoteProtocolError, match="broke off"):
            await client.get("/images/1.png")
