"""With a password: wrong ones are few and slow, and nothing of the page is answered to strangers."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from limits.storage import memory
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from playground.backends import Backend
from playground.files import PictureStore
from playground.guards import logins as logins_module
from playground.guards.logins import LoginForms, Logins
from playground.guards.passwords import hash_password
from playground.settings import Settings
from tests.playground.guards.asking import Answer, Site, guarded

pytestmark = pytest.mark.anyio
FORM = {"content-type": "application/x-www-form-urlencoded"}
SETTINGS = Settings(auth=("me", "secret"), accounts=(("анна", hash_password("сезам")),))


@pytest.fixture(scope="module")
def hashes() -> dict[str, str]:
    return {name: hash_password(f"{name}'s") for name in ("ann", "bob")}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time of day, which only the test moves."""
    now = [time.time()]
    for module in (memory, logins_module):
        monkeypatch.setattr(module.time, "time", lambda: now[0])
    return now


async def tried(logins: Logins, name: str, password: str, address: str = "203.0.113.7") -> str:
    """Try a password as the middleware and Gradio do; return what comes of it."""
    outcome = ""

    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        nonlocal outcome
        try:
            outcome = "right" if await logins.check(name, password) else "wrong"
        except HTTPException as error:
            outcome = f"wait {(error.headers or {})['Retry-After']}"

    await Site(LoginForms(app)).ask("/login", "POST", FORM, b"x", client=address)
    return outcome


async def test_the_right_password_is_right(hashes: dict[str, str]) -> None:
    logins = Logins(hashes)
    assert await tried(logins, "ann", "ann's") == "right"
    for name, password in (("ann", "bob's"), ("eve", "ann's"), ("", ""), ("eve", ""), ("ann", "")):
        assert await tried(logins, name, password, address=f"{name} {password}") == "wrong"


async def test_after_five_wrong_ones_an_address_waits_longer_and_longer(
    hashes: dict[str, str], clock: list[float]
) -> None:
    logins, waits = Logins(hashes), []
    for number in range(80):
        outcome = await tried(logins, f"name {number}", "x")
        if outcome != "wrong":
            waits.append(int(outcome.partition(" ")[2]))
            clock[0] += waits[-1]
    assert waits[0] <= 60
    assert max(waits[:3]) <= 600
    assert max(waits) > 3600
    assert await tried(logins, "ann", "ann's", address="198.51.100.1") == "right", "others need not wait"


async def test_five_wrong_ones_for_a_name_keep_everybody_waiting_who_is_not_known(hashes: dict[str, str]) -> None:
    logins = Logins(hashes)
    assert await tried(logins, "ann", "ann's", address="home") == "right"
    outcomes = [await tried(logins, "ann", "x", address=f"botnet {number}") for number in range(8)]
    assert outcomes[:5] == ["wrong"] * 5
    assert all(outcome.startswith("wait") for outcome in outcomes[5:])
    assert (await tried(logins, "ann", "ann's", address="elsewhere")).startswith("wait")
    assert await tried(logins, "ann", "ann's", address="home") == "right", "a stranger cannot lock somebody out"
    assert await tried(logins, "bob", "bob's", address="elsewhere") == "right"


async def test_many_at_once_are_counted_too_and_do_not_hold_up_the_rest(hashes: dict[str, str]) -> None:
    logins, longest = Logins(hashes), 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.001)
            longest = max(longest, time.monotonic() - before)

    watching = asyncio.create_task(watch())
    outcomes = await asyncio.gather(*(tried(logins, "ann", f"{number}") for number in range(300)))
    watching.cancel()
    assert outcomes.count("wrong") == 5
    assert sum(outcome.startswith("wait") for outcome in outcomes) == 295
    assert longest < 1.0


async def test_few_passwords_are_checked_at_the_same_time(
    hashes: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, now, most = threading.Lock(), 0, 0

    def check(_password: str, _kept: str) -> bool:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.02)
        with lock:
            now -= 1
        return False

    monkeypatch.setattr(logins_module, "is_password", check)
    logins = Logins(hashes)
    outcomes = await asyncio.gather(*(tried(logins, f"{one}", "x", address=f"{one}") for one in range(60)))
    assert most <= 2
    assert outcomes.count("wrong") >= 20
    assert "wait 1" in outcomes, "a crowd is sent away instead of queueing for ever"


async def test_a_success_forgets_what_was_wrong_before(hashes: dict[str, str]) -> None:
    logins = Logins(hashes)
    for _ in range(3):
        for _ in range(4):
            assert await tried(logins, "ann", "x") == "wrong"
        assert await tried(logins, "ann", "ann's") == "right"


async def test_a_form_of_any_size_is_not_read() -> None:
    async def app(*_: object) -> None:
        raise AssertionError("it was passed on")

    for headers in ({"content-length": "9000"}, {"content-length": "x"}, {"content-length": ""}):
        assert (await Site(LoginForms(app)).ask("/login", "POST", FORM | headers)).status == 413


@pytest.fixture
async def site(anyio_backend: str, uploads: Path, backend: Backend) -> AsyncIterator[Site]:
    async with guarded(SETTINGS, backend, PictureStore()) as site:
        yield site


async def sign_in(site: Site, name: str, password: str, **headers: str) -> Answer:
    body = urlencode({"username": name, "password": password}).encode()
    return await site.ask("/login", "POST", FORM | headers, body)


def cookies(answer: Answer) -> str:
    return "; ".join(cookie.partition(";")[0] for cookie in answer.headers.getlist("set-cookie"))


async def test_both_kinds_of_passwords_open_the_page(site: Site) -> None:
    for name, password in (("me", "secret"), ("анна", "сезам")):
        answer = await sign_in(site, name, password)
        assert answer.status == 200
        assert (await site.ask("/config", headers={"cookie": cookies(answer)})).json()["username"] == name
    assert (await sign_in(site, "me", "сезам")).status == 400


async def test_too_many_wrong_ones_are_told_when_to_come_back(site: Site) -> None:
    answers = [await sign_in(site, "me", f"{number}") for number in range(6)]
    assert [answer.status for answer in answers] == [400] * 5 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert "Too many wrong passwords" in answers[-1].text


async def test_strangers_get_nothing_but_the_page_that_asks_for_the_password(site: Site) -> None:
    assert site.page is not None
    picture = site.page.store.put(b"picture", "a.png")
    paths = [
        f"/playground-pictures/{picture.parent.name}/a.jpg", "/playground-assets/example.webp",
        "/playground-assets/backend",
        f"/gradio_api/file={picture}", "/config", "/gradio_api/info", "/gradio_api/heartbeat/a", "/gradio_api/app_id",
        "/gradio_api/queue/data?session_hash=a", "/gradio_api/upload_progress?upload_id=a",
    ]  # fmt: skip
    for cookie in ("", "access-token-x=1", "\xff"):
        for path in paths:
            assert (await site.ask(path, headers={"cookie": cookie})).status == 401, path
        for path in ("cancel", "reset", "queue/join", "call/upgrade_prompt", "run/predict", "upload"):
            answer = await site.post(f"/gradio_api/{path}", {"event_id": "1", "data": ["a"]}, {"cookie": cookie})
            assert answer.status in (400, 401), path
            assert "event_id" not in answer.text
    page = await site.ask("/")
    assert '"auth_required":true' in page.text


async def test_who_has_signed_in_gets_pictures_until_they_sign_out(site: Site) -> None:
    cookie = cookies(await sign_in(site, "me", "secret"))
    for _ in range(2):
        answer = await site.ask("/playground-assets/example.webp", headers={"cookie": cookie})
        assert answer.status == 200
    assert (await site.ask("/logout", headers={"cookie": cookie})).status == 302
    assert (await site.ask("/playground-assets/example.webp", headers={"cookie": cookie})).status == 401


async def test_cookies_are_as_strict_as_the_place_allows(site: Site, uploads: Path, backend: Backend) -> None:
    local = (await sign_in(site, "me", "secret")).headers.getlist("set-cookie")
    secure = (await sign_in(site, "me", "secret", **{"x-forwarded-proto": "https"})).headers.getlist("set-cookie")
    assert len(local) == len(secure) == 2
    for cookie in (*local, *secure):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "SameSite=None" not in cookie
    assert all("Secure" in cookie for cookie in secure)
    space = Settings(host="0.0.0.0", auth=("me", "secret"), space_host="me-paint.hf.space")
    async with guarded(space, backend, PictureStore()) as framed:
        for cookie in (await sign_in(framed, "me", "secret", **{"x-forwarded-proto": "https"})).headers.getlist(
            "set-cookie"
        ):
            assert {"HttpOnly", "Secure", "SameSite=None", "Partitioned"} <= set(cookie.split("; "))
