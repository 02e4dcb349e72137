"""Only what the page and programs need can be asked for, however its path is written."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount, Route

from playground.backends import Backend
from playground.files import PictureStore
from playground.guards.routes import is_file_of
from playground.settings import Settings
from tests.playground.guards.asking import Site, guarded

pytestmark = pytest.mark.anyio

# All that Gradio answers in this version, as its routes are written. A new one is closed until somebody has looked.
OPEN = {
    "/", "/config", "/theme.css", "/favicon.ico", "/robots.txt", "/login", "/logout", "/assets/{path:path}",
    "/static/{path:path}", "/gradio_api/info", "/gradio_api/app_id", "/gradio_api/queue/data", "/gradio_api/queue/join",
    "/gradio_api/heartbeat/{session_hash}", "/gradio_api/upload", "/gradio_api/upload_progress", "/gradio_api/cancel",
    "/gradio_api/reset", "/gradio_api/call/{api_name}", "/gradio_api/call/v2/{api_name}",
    "/gradio_api/call/{api_name}/{event_id}", "/gradio_api/call/v2/{api_name}/{event_id}", "/gradio_api/run/{api_name}",
    "/gradio_api/file={path_or_url:path}",
}  # fmt: skip
CLOSED = {
    "/config/", "/gradio_api/api/{api_name}", "/gradio_api/api/{api_name}/", "/gradio_api/app_id/",
    "/gradio_api/call/v2/{api_name}/", "/gradio_api/call/{api_name}/", "/gradio_api/component_server",
    "/gradio_api/component_server/", "/gradio_api/custom_component/{id}/{environment}/{type}/{file_name}",
    "/gradio_api/deep_link", "/gradio_api/dev/reload", "/gradio_api/file/{path:path}", "/gradio_api/info/",
    "/gradio_api/login_check", "/gradio_api/login_check/", "/gradio_api/openapi.json",
    "/gradio_api/process_recording", "/gradio_api/proxy={url_path:path}", "/gradio_api/queue/status",
    "/gradio_api/reset/", "/gradio_api/run/{api_name}/", "/gradio_api/runs", "/gradio_api/runs/",
    "/gradio_api/startup-events", "/gradio_api/stream/{event_id}", "/gradio_api/stream/{event_id}/close",
    "/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist-file",
    "/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist.m3u8",
    "/gradio_api/stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}", "/gradio_api/theme.css",
    "/gradio_api/token", "/gradio_api/token/", "/gradio_api/undo-vibe-edit", "/gradio_api/undo-vibe-edit/",
    "/gradio_api/user", "/gradio_api/user/", "/gradio_api/vibe-code", "/gradio_api/vibe-code/",
    "/gradio_api/vibe-edit", "/gradio_api/vibe-edit/", "/gradio_api/vibe-starter-queries",
    "/gradio_api/vibe-starter-queries/", "/login/", "/manifest.json", "/monitoring",
    "/monitoring/summary", "/monitoring/{key}",
    "/openapi.json", "/pwa_icon", "/pwa_icon/{size}", "/svelte/{path:path}",
}  # fmt: skip


def paths_of(routes: list[BaseRoute]) -> set[str]:
    found = set()
    for route in routes:
        if isinstance(route, Route):
            found.add(route.path)
        elif getattr(route, "original_router", None) is not None:
            found |= paths_of(route.original_router.routes)
        elif getattr(route, "routes", None):
            found |= paths_of(list(route.routes))
    return found


async def test_nothing_of_gradio_s_is_open_that_nobody_has_looked_at(site: Site) -> None:
    assert isinstance(site.app, FastAPI)
    gradio = next(route for route in site.app.routes if isinstance(route, Mount))
    assert paths_of(list(gradio.routes)) - OPEN - CLOSED == set()


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE"])
async def test_what_is_closed_is_not_there(shared_site: Site, method: str) -> None:
    for template in sorted(CLOSED):
        path = template
        for name in ("api_name", "path:path", "path_or_url:path", "id", "type", "file_name", "key", "size", "event_id",
                     "session_hash", "run", "component_id", "segment_id", "ext", "url_path:path"):  # fmt: skip
            path = path.replace("{" + name + "}", "1")
        answer = await shared_site.ask(path.replace("{environment}", "client"), method)
        assert answer.status == 404, path
        assert method == "HEAD" or "There is nothing at this address." in answer.text, path


@pytest.mark.parametrize(
    "path",
    [
        "//config", "/./config", "/x/../config", "/config/", "/config/.", "/CONFIG", "/Config", "/config%00",
        "/config%0a",
        "/config%2f", "/config%5c", "\\config", "/%5cconfig", "/%2e/config", "/x/%2e%2e/config", "/config;x",
        "/config%20",
        "/%252e%252e/config", "config", "http://localhost:7860/config", "*", "/gradio_api//info", "/gradio_api/./info",
        "/gradio_api/gradio_api/info", "/gradio_api%2f%2finfo", "/gradio_api/INFO", "/gradio_api/info%ff", "/info",
        "/gradio_api/monitoring", "/gradio_api/file/etc/passwd", "/file=/etc/passwd",
        "/gradio_api/proxy=https://x.hf.space",
        "/assets/../index.html", "/assets/%2e%2e/index.html", "/assets/..%2findex.html", "/assets/..\\index.html",
        "/assets//etc/passwd", "/assets/", "/static/", "/static/../x", "/static/js/../../x", "/static/img//etc/passwd",
        "/static/ffmpeg/ffmpeg-core.js", "/gradio_api/heartbeat/", "/gradio_api/heartbeat/a/b", "/gradio_api/call/",
        "/playground-pictures/a/b/c.jpg", "/playground-pictures/../x/y.jpg", "/playground-assets/../config",
    ],
)  # fmt: skip
async def test_a_path_has_one_spelling(shared_site: Site, path: str) -> None:
    for method in ("GET", "POST"):
        assert (await shared_site.ask(path, method)).status == 404


def tricks(folder: Path) -> list[str]:
    """Paths that once led out of Gradio's folder, or may yet."""
    inside = f"{folder}/a.png"
    return [
        "http://example.com/x.png", "https://example.com/x.png", "HTTPS://example.com/x", "http:/example.com/x",
        "http:example.com", "//example.com/x.png", "%2f%2fexample.com/x.png", "\\\\example.com\\x",
        "%5c%5cexample.com%5cx",
        "/\\example.com/x", "file:///etc/passwd", "file:/etc/passwd", "FILE:///etc/passwd", "ftp://example.com/x",
        "data:text/html,x", "javascript:alert(1)", "/etc/passwd", "/etc/../etc/passwd", f"{folder}/../secret.txt",
        f"{folder}/%2e%2e/secret.txt", f"{folder}/..%2fsecret.txt", f"{folder}/../{folder.name}/a.png",
        f"{folder}//a.png",
        f"/{inside}", f"{folder}/./a.png", f"{inside}/", f"{inside}%00", f"{inside}%00.html", f"{inside}%0d%0aX: 1",
        f"{folder}", f"{folder}/", f"{folder}/sub", f"{folder}-evil/secret.txt", f"{folder}/link.txt",
        f"{folder}/linked/secret.txt", f"{folder}/../linkback/a.png", "a.png", "./a.png", "~/a.png", "", "%",
        "/proc/self/environ",
        "/dev/zero", "/dev/stdin", f"{folder}/pipe", f"{folder}/" + "a" * 300, f"{folder}/" + "a/" * 3000,
        "C:\\Windows\\win.ini",
        "C:/Windows/win.ini", "\\\\?\\C:\\x", "app.py", "playground/settings.py", "/proc/self/cwd/app.py",
        f"/proc/self/root{inside}", f"{folder}/\udcff".encode("utf-8", "surrogateescape").decode("latin-1"),
    ]  # fmt: skip


@pytest.fixture
def traps(uploads: Path) -> Path:
    """The folder with one file, and around it what must not be served."""
    (uploads / "a.png").write_bytes(b"ours")
    (uploads / "sub").mkdir()
    outside = uploads.parent
    (outside / "secret.txt").write_text("secret")
    (outside / f"{uploads.name}-evil").mkdir()
    (outside / f"{uploads.name}-evil" / "secret.txt").write_text("secret")
    (uploads / "link.txt").symlink_to(outside / "secret.txt")
    (uploads / "linked").symlink_to(outside)
    (outside / "linkback").symlink_to(uploads)
    if hasattr(os, "mkfifo"):
        os.mkfifo(uploads / "pipe")
    return uploads


async def test_only_files_of_the_folder_are_served(traps: Path, site: Site) -> None:
    assert (await site.ask(f"/gradio_api/file={traps}/a.png")).body == b"ours"
    assert (await site.ask(f"/gradio_api/file={quote(str(traps / 'a.png'), safe='')}")).body == b"ours"
    assert (await site.ask(f"/gradio_api/file={traps}/a.png", "HEAD")).status == 200
    assert (await site.ask(f"/gradio_api/file={traps}/a.png", "POST")).status == 404
    for trick in tricks(traps):
        answer = await site.ask(f"/gradio_api/file={quote(trick, safe='/%:')}")
        assert answer.status == 404, trick
        assert answer.text == "There is nothing at this address.\n", trick


async def test_nobody_s_address_is_fetched(shared_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fetch(*_arguments: object, **_more: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(httpx.AsyncClient, "send", fetch)
    monkeypatch.setattr("safehttpx.async_validate_url", fetch)
    for start in ("file=", "proxy=", "file/"):
        for address in (
            "http://example.com/x.png",
            "https://a.hf.space/x",
            "http:%2f%2fexample.com",
            "HTTP://example.com",
        ):
            assert (await shared_site.ask(f"/gradio_api/{start}{address}")).status == 404


def test_a_folder_that_is_a_link_serves_its_files(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.png").touch()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert is_file_of(tmp_path / "link", str(tmp_path / "link" / "a.png"))
    assert is_file_of(tmp_path / "link", str(tmp_path / "real" / "a.png"))
    assert not is_file_of(tmp_path / "link", str(tmp_path / "link"))


@pytest.mark.skipif(sys.platform == "win32", reason="a backslash is no separator elsewhere")
def test_a_backslash_is_no_separator(tmp_path: Path) -> None:
    (tmp_path / "a\\b").touch()
    assert not is_file_of(tmp_path, f"{tmp_path}/a\\b")


async def test_a_part_of_a_file_is_not_answered_with_the_visitor_s_own_headers(traps: Path, site: Site) -> None:
    for part in ("bytes=0-1", "bytes=0-1-2", "bytes=-", "bytes=x"):
        headers = {"range": part, "cookie": "secret=1", "x-mine": "2"}
        answer = await site.ask(f"/gradio_api/file={traps}/a.png", headers=headers)
        assert (answer.status, answer.body) == (200, b"ours"), part
        assert not {"cookie", "x-mine"} & set(answer.headers), part


async def test_the_page_opens_whatever_its_address_asks_gradio_for(shared_site: Site) -> None:
    for query in ("page=zzz", "p%61ge=zzz", "deep_link=../x", "deep_link=a&prompt=cat", "%ff=%zz&a=%", "lang=%00"):
        answer = await shared_site.ask(f"/?{query}")
        assert answer.status == 200, query
        assert 'deep_link_state":"invalid' not in answer.text, query


async def test_under_a_path_the_same_is_there_and_nothing_else(uploads: Path, backend: Backend) -> None:
    (uploads / "a.png").write_bytes(b"ours")
    async with guarded(Settings(root_path="/x"), backend, PictureStore()) as site:
        for prefix in ("", "/x"):
            for path in ("/", "/config", "/gradio_api/info", f"/gradio_api/file={uploads}/a.png", "/favicon.ico"):
                assert (await site.ask(prefix + path)).status == 200, prefix + path
            for path in (
                "/monitoring",
                "/gradio_api/openapi.json",
                "/x/x/config",
                "//config",
                "/gradio_api/file=/etc/passwd",
            ):
                assert (await site.ask(prefix + path)).status == 404, prefix + path
        assert (await site.ask("/xconfig")).status == 404


async def test_web_sockets_are_not_spoken(site: Site) -> None:
    async def wait() -> dict[str, str]:
        return {"type": "websocket.connect"}

    sent: list[object] = []

    async def send(message: object) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/gradio_api/queue/join", "headers": [(b"host", b"localhost")]}
    await site.app(scope, wait, send)  # type: ignore[arg-type]
    assert {getattr(message, "get", dict)("type") for message in sent} <= {"websocket.close"}
