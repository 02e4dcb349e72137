"""Cookies: those that were given reach the service, and those that it sets come back to it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import httpx
import pytest

from imagelabs_client import InvalidParams

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import Both


def own_client(both: Both, **options: object) -> httpx.Client | httpx.AsyncClient:
    kind = httpx.Client if both.kind == "sync" else httpx.AsyncClient
    return kind(transport=httpx.MockTransport(both.service), **options)  # type: ignore[arg-type]


def test_cookies_that_the_service_sets_come_back_to_it(both: Both) -> None:
    both.service.script(
        "/txt2img", httpx.Response(200, json={"task_id": "t"}, headers={"set-cookie": "node=7; Path=/"})
    )
    both.call("generate", "a cat", client={"cookies": "session=mine"})
    assert both.service.asked("/txt2img")[0].headers["cookie"] == "session=mine"
    sent = both.service.asked("/progress")[0].headers["cookie"]
    assert sorted(sent.split("; ")) == ["node=7", "session=mine"]


def test_cookies_given_together_with_a_client_of_ones_own_are_sent(both: Both) -> None:
    client = {"http_client": own_client(both, cookies={"own": "1"}), "transport": None, "cookies": "session=mine"}
    both.call("generate", "a cat", client=client)
    assert sorted(both.service.requests[0].headers["cookie"].split("; ")) == ["own=1", "session=mine"]


@pytest.mark.parametrize("name", ["proxy", "transport"])
def test_what_a_client_of_ones_own_decides_cannot_be_given_as_well(both: Both, name: str) -> None:
    value = "http://proxy.test:3128" if name == "proxy" else httpx.MockTransport(both.service)
    with pytest.raises(InvalidParams, match=name):
        both.client(**{"http_client": own_client(both), "transport": None} | {name: value})


def test_a_flood_of_cookies_is_not_kept(both: Both) -> None:
    numbers = itertools.count()

    def flood(_request: httpx.Request) -> httpx.Response:
        headers = [("set-cookie", f"c{next(numbers)}={'x' * 100}; Path=/") for _ in range(400)]
        return httpx.Response(200, json={"prompt": "better"}, headers=headers)

    both.service.script("/upgrade_prompt", flood)

    def work(client):
        for _ in range(3):
            yield client.upgrade_prompt("a cat")

    both.run(work)
    assert len(both.service.requests[-1].headers["cookie"]) < 20_000
