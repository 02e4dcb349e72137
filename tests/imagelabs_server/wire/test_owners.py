"""Whose a request is: an address that nobody chooses freely, or what a page of ours says."""

from __future__ import annotations

import httpx
import pytest
from starlette.requests import Request

from imagelabs_server.app import create_app
from imagelabs_server.wire.owners import network_of, owner_of
from playground.admission import addresses


def request(host: str | None = "192.0.2.1", owner: str = "") -> Request:
    headers = [(b"x-imagelabs-owner", owner.encode())] if owner else []
    return Request({"type": "http", "client": None if host is None else (host, 1), "headers": headers})


def test_the_header_is_believed_only_where_a_page_of_ours_alone_can_send_it() -> None:
    assert owner_of(request(owner="ann"), trust_header=True) == "ann"
    assert owner_of(request(owner="ann"), trust_header=False) == "192.0.2.1"
    assert owner_of(request(), trust_header=True) == "192.0.2.1"
    assert owner_of(request(None), trust_header=False) == ""
    assert len(owner_of(request(owner="x" * 5000), trust_header=True)) <= 64


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8:1:2::9", "::ffff:192.0.2.1", "fe80::1%eth0"])
def test_service_and_page_read_addresses_alike(host: str) -> None:
    assert network_of(host) == addresses.network_of(host)


@pytest.mark.anyio
async def test_turns_are_taken_between_addresses(scripted_engine: str) -> None:
    app = create_app(scripted_engine, workers=1, queue_size=20)
    try:
        positions = {}
        for host, count in (("192.0.2.1", 9), ("192.0.2.2", 1)):
            transport = httpx.ASGITransport(app, client=(host, 1))
            async with httpx.AsyncClient(transport=transport, base_url="http://service.invalid") as client:
                for _ in range(count):
                    answer = await client.post("/txt2img", json={"prompt": "wait", "width": 64, "height": 64})
                    task = answer.json()["task_id"]
                positions[host] = (await client.post("/progress", json={"task_id": task})).json()["queue_position"]
        assert positions["192.0.2.2"] <= 2
    finally:
        app.state.service.close()
