"""Uploads: a few files, of bounded size, charged to whoever sends them; of everything else nothing stays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from playground.admission.admission import Admission
from playground.admission.limits import limits_for
from playground.files import PictureStore
from playground.web import uploads as module
from playground.web.uploads import UPLOAD_ROUTE, Uploads, safe_name

pytestmark = pytest.mark.anyio
FORM = {"content-type": "multipart/form-data; boundary=x"}


@asynccontextmanager
async def site(store: PictureStore, chosen: str = "") -> AsyncIterator[httpx.AsyncClient]:
    uploads = Uploads(store, Admission(limits_for("public", chosen)))
    app = Starlette(routes=[Route(UPLOAD_ROUTE, uploads.upload, methods=["POST"])])
    transport = httpx.ASGITransport(app, client=("192.0.2.1", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://page.test") as client:
        yield client


def kept(store: PictureStore) -> list[str]:
    return sorted(path.name for path in store.folder.rglob("*") if path.is_file())


async def test_a_file_is_kept_under_its_name_and_its_path_returned(store: PictureStore) -> None:
    async with site(store) as client:
        answer = await client.post(UPLOAD_ROUTE, files={"files": ("a cat.png", b"picture", "image/png")})
    [path] = answer.json()
    assert kept(store) == ["a-cat.png"]
    assert store.find(Path(path).parent.name, "a-cat.png") == Path(path)


async def test_what_nobody_asked_for_does_not_stay(store: PictureStore) -> None:
    async with site(store) as client:
        answer = await client.post(UPLOAD_ROUTE, files={"other": ("x.png", b"picture")}, data={"files": "no file"})
    assert (answer.status_code, answer.json(), kept(store)) == (200, [], [])


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", FORM | {"content-length": "99999999999"}, 413),
        (b"", FORM | {"content-length": "999999999999999999999"}, 411),
        (b"--x\r\nnonsense", FORM, 200),
        (b"nonsense", FORM, 400),
        (b"hello", {"content-type": "text/plain"}, 200),
    ],
)
async def test_what_is_no_upload_is_refused_and_leaves_nothing(
    body: bytes, headers: dict[str, str], status: int, store: PictureStore
) -> None:
    async with site(store) as client:
        answer = await client.post(UPLOAD_ROUTE, content=body, headers=headers)
    assert answer.status_code == status, answer.text
    assert kept(store) == []


async def test_a_body_of_unknown_length_is_not_read(store: PictureStore) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"--x\r\n"
        raise AssertionError("nobody should ask for more")

    async with site(store) as client:
        assert (await client.post(UPLOAD_ROUTE, content=endless(), headers=FORM)).status_code == 411


async def test_a_body_that_is_longer_than_it_said_is_cut_off(store: PictureStore) -> None:
    uploads = Uploads(store, Admission())
    sent: list[Any] = []
    parts = iter([b"--x\r\n", b"y" * 1000])

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": next(parts), "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", b"multipart/form-data; boundary=x"), (b"content-length", b"20")]
    scope = {"type": "http", "method": "POST", "path": UPLOAD_ROUTE, "headers": headers, "query_string": b""}
    app = Starlette(routes=[Route(UPLOAD_ROUTE, uploads.upload, methods=["POST"])])
    await app(scope, receive, send)
    assert sent[0]["status"] == 413


async def test_too_many_files_in_one_request_are_refused(store: PictureStore) -> None:
    files = [("files", (f"{number}.png", b"x")) for number in range(module.MAX_FILES + 1)]
    async with site(store) as client:
        assert (await client.post(UPLOAD_ROUTE, files=files)).status_code == 400
    assert kept(store) == []


@pytest.mark.parametrize("chosen", ["uploads_per_minute=2", "upload_megabytes_per_minute=2"])
async def test_beyond_the_limit_it_says_when_to_come_back(chosen: str, store: PictureStore) -> None:
    async with site(store, chosen) as client:
        answers = [await client.post(UPLOAD_ROUTE, files={"files": ("a.png", b"x")}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 60
    assert "at most 2" in answers[-1].text


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("cat.png", "cat.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\evil\\..\\x.png", "x.png"),
        (".htaccess", "htaccess"),
        ("", "file"),
        ("..", "file"),
        ("кот & пёс.webp", "кот---пёс.webp"),
        ("a\0b\n.png", "a-b-.png"),
        ("x" * 500 + ".png", "x" * 70 + ".png"),
        ("x." + "y" * 500, "x.yyyyyyyyy"),
    ],
)
def test_a_name_means_nothing_to_any_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe
