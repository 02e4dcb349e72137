"""A service for this machine is not opened by another site's name, nor used by another site's page."""

from __future__ import annotations

import httpx
import pytest
from starlette.responses import PlainTextResponse

from imagelabs_server.wire.hosts import Hosts, is_local

pytestmark = pytest.mark.anyio


async def status(method: str, address: str = "127.0.0.1", names: tuple[str, ...] = (), **headers: str) -> int:
    guarded = Hosts(PlainTextResponse("ok"), address=address, names=names)
    transport = httpx.ASGITransport(guarded)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:7861") as client:
        lines = {name.replace("_", "-"): value for name, value in headers.items()}
        return (await client.request(method, "/health", headers=lines)).status_code


@pytest.mark.parametrize(
    "host", ["127.0.0.1:7861", "localhost", "LOCALHOST:1", "[::1]:7861", "a.localhost", "127.9.9.9"]
)
async def test_names_of_this_machine_are_answered(host: str) -> None:
    assert await status("GET", host=host) == 200
    assert await status("POST", host=host) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.test", "evil.test:7861", "localhost.evil.test", "127.0.0.1.nip.io", "evil@localhost", "", "[::1", "a/b"],
)
async def test_other_names_are_refused(host: str) -> None:
    assert await status("GET", host=host) == 403


async def test_further_names_can_be_given() -> None:
    assert await status("GET", names=("paint.test",), host="PAINT.test:7861") == 200
    assert await status("GET", address="0.0.0.0", host="any.test") == 200
    assert await status("GET", address="0.0.0.0", names=("paint.test",), host="any.test") == 403


@pytest.mark.parametrize("origin", ["https://evil.test", "null", "http://localhost:3000", "http://127.0.0.1", ""])
async def test_pages_of_other_sites_change_nothing(origin: str) -> None:
    assert await status("POST", origin=origin) == 403
    assert await status("GET", origin=origin) == 200
    assert await status("POST", address="0.0.0.0", host="any.test", origin=origin) == 403


async def test_a_page_of_its_own_may_and_a_browser_that_says_cross_site_may_not() -> None:
    assert await status("POST", origin="http://127.0.0.1:7861") == 200
    assert await status("POST", sec_fetch_site="cross-site") == 403


def test_only_what_means_this_machine_is_local() -> None:
    assert all(map(is_local, ["localhost", "::1", "[::1]", "127.0.0.1"]))
    assert not any(map(is_local, ["", "0.0.0.0", "::", "evil.test", "127.1"]))
