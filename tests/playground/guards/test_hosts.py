"""Other sites neither read the page by a name of their own nor act through a visitor's browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.backends import Backend
from playground.files import PictureStore
from playground.guards.hosts import HostPolicy
from playground.settings import Settings
from tests.playground.guards.asking import Site, guarded

pytestmark = pytest.mark.anyio

RESET = {"event_id": "1"}  # Gradio's shortest request that changes something


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1:7860", "[::1]:7860", "app.localhost", "LOCALHOST."])
async def test_a_local_copy_answers_under_names_of_this_machine(shared_site: Site, host: str) -> None:
    assert (await shared_site.ask("/robots.txt", headers={"host": host})).status == 200


@pytest.mark.parametrize("host", ["evil.test", "evil.test:7860", "192.168.0.5:7860", "localhost.evil.test", "0.0.0.0"])
async def test_a_local_copy_answers_under_no_other_name(shared_site: Site, host: str) -> None:
    for path in ("/", "/config", "/gradio_api/info", "/playground-assets/backend", "/nothing"):
        answer = await shared_site.ask(path, headers={"host": host})
        assert answer.status == 403, path
        assert "--allowed-hosts" in answer.text
        assert len(answer.text.splitlines()) == 1


async def test_the_sentence_is_in_the_visitor_s_language(shared_site: Site) -> None:
    answer = await shared_site.ask("/", headers={"host": "evil.test", "accept-language": "ru"})
    assert "не открывается" in answer.text
    assert "evil.test" in answer.text


@pytest.mark.parametrize("host", ["evil.test/", "a b", "", "<script>", "xn--a", "localhost, evil.test"])
async def test_a_host_that_is_none_is_refused_and_not_repeated(shared_site: Site, host: str) -> None:
    answer = await shared_site.ask("/", headers={"host": host})
    assert answer.status == 400
    assert not host or host not in answer.text


async def test_what_a_proxy_says_of_the_host_counts_too(shared_site: Site) -> None:
    assert (await shared_site.ask("/", headers={"x-forwarded-host": "evil.test"})).status == 403
    assert (await shared_site.ask("/", headers={"x-forwarded-host": "\xff[::"})).status == 400
    assert (await shared_site.ask("/", headers={"x-forwarded-host": "localhost"})).status == 200


async def test_nobody_tells_gradio_where_it_is_served(shared_site: Site) -> None:
    page = await shared_site.ask(
        "/", headers={"x-gradio-server": "http://evil.test", "x-forwarded-proto": "javascript"}
    )
    assert page.status == 200
    assert "evil.test" not in page.text
    assert "javascript://" not in page.text


async def test_names_can_be_allowed(uploads: Path, backend: Backend) -> None:
    settings = Settings(allowed_hosts=("paint.example.org", "*.example.net"))
    async with guarded(settings, backend, PictureStore()) as site:
        for host in ("paint.example.org", "a.example.net:8443", "localhost:7860"):
            assert (await site.ask("/robots.txt", headers={"host": host})).status == 200, host
        for host in ("example.org", "example.net", "evil.test"):
            assert (await site.ask("/robots.txt", headers={"host": host})).status == 403, host
        posted = await site.post("/gradio_api/reset", RESET, {"host": HOST, "origin": "https://paint.example.org"})
        assert posted.status == 200, "a proxy may put its own name for the page's"


HOST = "127.0.0.1:7860"


async def test_whoever_listens_for_others_answers_under_any_name_unless_some_are_named(
    uploads: Path, backend: Backend
) -> None:
    async with guarded(Settings(host="0.0.0.0"), backend, PictureStore()) as site:
        assert (await site.ask("/robots.txt", headers={"host": "192.168.0.5:7860"})).status == 200
        foreign = await site.post("/gradio_api/reset", RESET, {"host": "a.test", "origin": "https://b.test"})
        assert foreign.status == 403
    async with guarded(Settings(host="0.0.0.0", allowed_hosts=("a.test",)), backend, PictureStore()) as site:
        assert (await site.ask("/robots.txt", headers={"host": "b.test"})).status == 403


async def test_a_space_is_found_under_its_name_even_if_others_are_named(uploads: Path, backend: Backend) -> None:
    environment = {"SPACE_ID": "me/paint", "SPACE_HOST": "me-paint.hf.space"}
    settings = Settings.load(("--allowed-hosts", "paint.example.org"), environment)
    async with guarded(settings, backend, PictureStore()) as site:
        assert (await site.ask("/robots.txt", headers={"host": "me-paint.hf.space"})).status == 200
        assert (await site.ask("/robots.txt", headers={"host": "evil.test"})).status == 403


def test_the_name_of_a_tunnel_is_allowed_once_it_is_known() -> None:
    policy = HostPolicy.from_settings(Settings(share=True))
    from playground.guards.host_names import Host

    assert not policy.allows(Host("abc.gradio.live"))
    policy.add("ABC.gradio.live")
    assert policy.allows(Host("abc.gradio.live"))
    assert not policy.allows(Host("xyz.gradio.live"))


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.test"},
        {"origin": "null"},
        {"origin": "http://localhost:3000"},
        {"origin": "http://localhost"},
        {"origin": "https://localhost:7860@evil.test"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://localhost:7860"},
    ],
)
async def test_a_page_of_another_site_changes_nothing(shared_site: Site, headers: dict[str, str]) -> None:
    for path in ("/gradio_api/queue/join", "/gradio_api/upload", "/login", "/gradio_api/reset"):
        answer = await shared_site.post(path, RESET, headers)
        assert answer.status == 403, path
        assert "Another site" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://localhost:7860", "sec-fetch-site": "same-origin"},
        {"origin": "https://localhost", "host": "localhost"},
        {"origin": "https://localhost:8443", "host": "localhost"},
    ],
)
async def test_the_page_itself_and_programs_may(shared_site: Site, headers: dict[str, str]) -> None:
    assert (await shared_site.post("/gradio_api/reset", RESET, headers)).status == 200


async def test_no_other_site_is_told_that_it_may_read_answers(uploads: Path, backend: Backend) -> None:
    settings = Settings(host="0.0.0.0", auth=("me", "secret"))
    async with guarded(settings, backend, PictureStore()) as site:
        for method, more in (("GET", {}), ("OPTIONS", {"access-control-request-method": "POST"})):
            for origin in ("https://evil.test", "null"):
                answer = await site.ask("/config", method, {"host": "paint.test", "origin": origin, **more})
                assert not [name for name in answer.headers if name.startswith("access-control-")], origin
        own = await site.ask("/config", headers={"host": "paint.test", "origin": "https://paint.test"})
        assert own.headers["access-control-allow-origin"] == "https://paint.test"
