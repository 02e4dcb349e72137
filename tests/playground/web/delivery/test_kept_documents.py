"""The page is made once for all who get the same one, and for nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest
from starlette.types import Receive, Scope, Send

from playground.web.delivery.kept_documents import KeptDocuments
from tests.playground.guards.asking import Answer, Site

pytestmark = pytest.mark.anyio


class Application:
    """Answers with what it was asked, and counts how often."""

    def __init__(self, status: int = 200) -> None:
        self.asked = 0
        self._status = status

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await asyncio.sleep(0)
        headers = sorted(f"{name.decode()}: {value.decode('latin-1')}" for name, value in scope["headers"])
        body = "\n".join([scope["path"], scope["query_string"].decode(), *headers]).encode()
        await send({"type": "http.response.start", "status": self._status, "headers": [(b"a", b"b")]})
        await send({"type": "http.response.body", "body": body})


async def ask(site: Site, target: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Answer:
    return await site.ask(target, method, headers)


@pytest.mark.parametrize("target", ["/", "/config", "/gradio_api/info"])
async def test_everybody_who_gets_the_same_gets_it_without_asking_again(target: str) -> None:
    application = Application()
    site = Site(KeptDocuments(application))
    first = await ask(site, target)
    for headers in ({"cookie": "a=b"}, {"user-agent": "x"}, {"accept-language": "en-GB,fr"}, {"x-forwarded-for": "1"}):
        again = await ask(site, f"{target}?a=b", headers)
        assert (again.status, again.body, again.headers["a"]) == (200, first.body, "b")
    assert application.asked == 1
    assert "cookie" not in first.text


async def test_several_at_once_wait_for_one() -> None:
    application = Application()
    site = Site(KeptDocuments(application))
    answers = await asyncio.gather(*(ask(site, "/") for _ in range(20)))
    assert application.asked == 1
    assert len({answer.body for answer in answers}) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": "ru"},
        {"accept-encoding": "br"},
        {"host": "page.example"},
        {"x-forwarded-host": "page.example"},
        {"x-forwarded-proto": "https"},
    ],
    ids=lambda headers: next(iter(headers)),
)
async def test_what_makes_it_another_page_is_asked_for(headers: dict[str, str]) -> None:
    application = Application()
    site = Site(KeptDocuments(application))
    first, other = await ask(site, "/"), await ask(site, "/", headers)
    assert application.asked == 2
    assert first.body != other.body
    assert (await ask(site, "/?lang=ru")).text.count("accept-language: ru") == 1


async def test_faults_and_other_requests_are_not_kept() -> None:
    application = Application(500)
    site = Site(KeptDocuments(application))
    for _ in range(2):
        assert (await ask(site, "/")).status == 500
    assert application.asked == 2
    application = Application()
    site = Site(KeptDocuments(application))
    for _ in range(2):
        await ask(site, "/", method="HEAD")
        await ask(site, "/gradio_api/queue/data")
    assert application.asked == 4


async def test_it_keeps_a_hundred() -> None:
    kept = KeptDocuments(Application())
    for number in range(150):
        await ask(Site(kept), "/", {"host": f"{number}.example"})
    assert len(kept._kept) == 100
