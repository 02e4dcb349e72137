"""What asks Gradio to do something names events that there are, and no files but those of this copy."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message

from playground.guards import bodies
from tests.playground.conftest import Reply, ScriptedService
from tests.playground.guards.asking import HOST, Site

pytestmark = pytest.mark.anyio
META = {"_type": "gradio.FileData"}
UPGRADE = "/gradio_api/call/upgrade_prompt"
READ = "/gradio_api/call/read_metadata"


@pytest.fixture(autouse=True)
def polls(service: ScriptedService) -> list[Reply]:
    return service.polls


@pytest.fixture
def ours(uploads: Path) -> str:
    (uploads / "deep").mkdir()
    (uploads / "deep" / "a.png").write_bytes(b"ours")
    return str(uploads / "deep" / "a.png")


async def test_what_was_uploaded_here_can_be_used(site: Site, ours: str) -> None:
    urls = [
        None,
        f"http://{HOST}/gradio_api/file={ours}",
        f"/gradio_api/file={ours}",
        f"https://{HOST}/gradio_api/file={ours}",
    ]
    for url in urls:
        file = {"path": ours, "url": url, "orig_name": "a.png", "size": 4, "is_stream": False, "meta": META}
        answer = await site.post(READ, {"data": [file]})
        assert answer.status == 200, url
        assert "event_id" in answer.json()


def files(ours: str, outside: str) -> list[dict[str, Any]]:
    """Files that are none of ours, or that make Gradio fetch something."""
    bad = [
        "http://example.com/x.png", "https://example.com/x.png", "HTTPS://example.com/x", "//example.com/x",
        "/etc/passwd",
        "file:///etc/passwd", "\\\\example.com\\x", "data:image/png;base64,AAAA", "app.py", "", "/", ".",
        f"{ours}/../../..",
        f"{ours}/../a.png", outside, f"{ours}\0.png", "/gradio_api/file=http://example.com",
        ours + "/" + "a/" * 3000, " " + ours,
    ]  # fmt: skip
    found: list[dict[str, Any]] = [{"path": path, "meta": META} for path in bad]
    found += [{"path": path} for path in bad[:3]]
    found += [{"path": path, "meta": META} for path in (5, ["http://example.com"], {"path": ours}, True)]
    found += [
        {"path": ours, "url": url, "meta": META}
        for url in (
            "http://example.com/x", f"http://example.com/gradio_api/file={ours}", "data:image/svg+xml,<svg/>", "", "x",
            "data:image/png;base64,iVBORw0KGgo=", f"//{HOST}/gradio_api/file={ours}", "http://[", "javascript:alert(1)",
            f"http://{HOST}/gradio_api/file=/etc/passwd", f"http://{HOST}/gradio_api/file=http://example.com", 5,
            f"http://{HOST}@example.com/gradio_api/file={ours}", f"http://{HOST}/gradio_api/proxy=http://example.com",
        )
    ]  # fmt: skip
    return [
        *found,
        {"path": ours, "is_stream": True, "meta": META},
        {"url": "http://example.com/x", "meta": META},
        {"url": "http://example.com/x"},
    ]


async def test_every_other_file_is_refused_before_gradio_sees_it(site: Site, ours: str, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    for file in files(ours, str(tmp_path / "secret.png")):
        hidden = [file, [[file]], {"a": {"b": [1, file]}}, {"value": file, "__type__": "update"}, {"meta": file}]
        for value in hidden:
            answer = await site.post(READ, {"data": [value]})
            assert (answer.status, "uploaded here" in answer.text) == (400, True), value
    file = {"path": "http://example.com/x.png", "meta": META}
    for path, body in (
        ("/gradio_api/call/v2/read_metadata", {"file": file}),
        ("/gradio_api/queue/join", {"data": [file], "fn_index": read_metadata(site), "session_hash": "abc"}),
        (
            "/gradio_api/queue/join",
            {"data": [None], "event_data": file, "fn_index": read_metadata(site), "session_hash": "abc"},
        ),
    ):
        assert (await site.post(path, body)).status == 400, path


def read_metadata(site: Site) -> int:
    assert site.page is not None
    app: Any = site.app
    demo = next(route.app.get_blocks() for route in app.routes if hasattr(getattr(route, "app", None), "get_blocks"))
    return next(number for number, event in demo.fns.items() if event.api_name == "read_metadata")


async def test_gradio_gets_what_was_checked_and_nothing_that_reads_otherwise(ours: str, uploads: Path) -> None:
    seen: list[bytes] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        message: Message = await receive()
        seen.append(message["body"])
        assert dict(scope["headers"])[b"content-length"] == str(len(message["body"])).encode()

    guard = Site(bodies.CheckedBodies(app, None, uploads))  # type: ignore[arg-type]
    twice = f'{{"path": "http://example.com/", "event_id": "\\u0441", "path": {json.dumps(ours)}, "nan": NaN}}'.encode()
    await guard.ask("/gradio_api/reset", "POST", {"content-type": "application/json; charset=utf-8"}, twice)
    assert json.loads(seen[0])["path"] == ours
    assert seen[0].count(b'"path"') == 1, "of two values under one name, only the one that was checked is passed on"


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"", 400),
        ("application/json", b"{", 400),
        ("application/json", b"[]", 400),
        ("application/json", b"null", 400),
        ("application/json", b'{"a": "\xff"}', 400),
        ("application/json", '{"event_id": "1"}'.encode("utf-16"), 400),
        ("application/json", b"[" * 9_000, 400),
        ("application/json", b"[" * 200_000, 413),
        ("application/json", b'{"event_id": [' + b"[]," * 6_000 + b"[]]}", 413),
        ("application/json", b'{"event_id": [' + b"1," * 12_000 + b"1]}", 413),
        ("application/json", b'{"event_id": [' + b"{}," * 6_000 + b"{}]}", 413),
        ("application/json", b'{"event_id": "' + b'\\"' * 3 + b'", "more": [' + b"1," * 12_000 + b"1]}", 413),
        ("application/json", b'{"a":' * 400 + b"1" + b"}" * 400, 400),
        ("application/json", b'{"a": ' + b"9" * 5000 + b"}", 400),
        ("text/plain", b'{"event_id": "1"}', 415),
        ("", b'{"event_id": "1"}', 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("application/json", b'{"event_id": "' + b"a" * (1 << 20) + b'"}', 413),
    ],
)  # fmt: skip
async def test_what_is_no_json_of_bounded_size_is_refused(
    shared_site: Site, kind: str, body: bytes, status: int
) -> None:
    for path in ("/gradio_api/reset", "/gradio_api/queue/join", UPGRADE):
        answer = await shared_site.ask(path, "POST", {"content-type": kind}, body)
        assert answer.status == status
        assert list(answer.json()) == ["detail"], "as Gradio's clients, and so the page, read what went wrong"


async def test_a_text_may_be_full_of_commas_and_brackets(site: Site) -> None:
    """They are letters there, and not values."""
    text = '[{,"\\' * 100_000
    assert (await site.post(UPGRADE, {"data": [text]})).status == 200


async def test_a_body_that_does_not_say_how_long_it_is_is_bounded_too() -> None:
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        taken += 1 << 16
        return {"type": "http.request", "body": b"a" * (1 << 16), "more_body": True}

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def app(*_: object) -> None:
        raise AssertionError("it was passed on")

    headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/gradio_api/reset", "query_string": b"", "headers": headers}
    await bodies.CheckedBodies(app, None, Path("/nowhere"))(scope, receive, send)  # type: ignore[arg-type]
    assert sent[0]["status"] == 413
    assert taken <= (1 << 20) + (1 << 16)


async def test_a_body_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "_READING_TIMEOUT", 0.05)
    guard = Site(bodies.CheckedBodies(None, None, Path("/nowhere")))  # type: ignore[arg-type]

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        async def trickle() -> Message:
            await asyncio.sleep(0.01)
            return {"type": "http.request", "body": b" ", "more_body": True}

        await guard.app(scope, trickle, send)

    answer = await Site(slow).ask("/gradio_api/reset", "POST", {"content-type": "application/json"})
    assert answer.status == 408


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("queue/join", {"data": [], "fn_index": 9999, "session_hash": "a"}),
        ("queue/join", {"data": [], "fn_index": -1, "session_hash": "a"}),
        ("queue/join", {"data": [], "fn_index": "0", "session_hash": "a"}),
        ("queue/join", {"data": [], "fn_index": None, "session_hash": "a"}),
        ("queue/join", {"data": [1, 2, 3], "fn_index": 2, "session_hash": "a"}),
        ("queue/join", {"data": {}, "fn_index": 0, "session_hash": "a"}),
        ("queue/join", {"data": [None], "fn_index": 1, "session_hash": "../x"}),
        ("queue/join", {"data": [None], "fn_index": 1, "session_hash": ["a"]}),
        ("run/generate", {"data": ["a"], "fn_index": 0}),
        ("run/predict", {"data": ["a cat"], "fn_index": 1}),
        ("run/upgrade_prompt", {"data": ["a cat"]}),
        ("call/nothing", {"data": []}),
        ("call/generate", {"data": ["a"]}),
        ("call/generate", {"prompt": "a"}),
        ("call/act", {"data": ["a"]}),
        ("call/run", {"data": ["a"]}),
        ("call/v2/nothing", {}),
        ("call/v2/generate", {}),
        ("call/v2/generate", {"prompt": "a", "nonsense": 1}),
        ("call/v2/act", {"message": "a"}),
        ("call/read_metadata", {"data": ["a.png"]}),
        ("call/read_metadata", {"data": [[None, None]]}),
        ("call/read_metadata", {"data": [{"path": None}]}),
        ("call/v2/read_metadata", {"file": 5}),
        ("call/v2/generate", {"prompt": "a", "reference_image": 5}),
    ],
)
async def test_only_events_that_there_are_can_be_asked_for(shared_site: Site, path: str, body: dict[str, Any]) -> None:
    answer = await shared_site.post(f"/gradio_api/{path}", body)
    assert answer.status == 400
    assert "event_id" not in answer.text


async def test_what_only_browsers_do_cannot_be_asked_for(shared_site: Site) -> None:
    events = (await shared_site.ask("/config")).json()["dependencies"]
    without = [event for event in events if not event["backend_fn"]]
    assert without
    for event in without:
        body = {"data": [None] * len(event["inputs"]), "fn_index": event["id"], "session_hash": "a"}
        assert (await shared_site.post("/gradio_api/queue/join", body)).status == 400


async def test_programs_call_by_name_with_values_or_arguments(site: Site) -> None:
    assert "event_id" in (await site.post(UPGRADE, {"data": ["a cat"]})).json()
    assert "event_id" in (await site.post("/gradio_api/call/v2/upgrade_prompt", {"prompt": "a cat"})).json()
    assert "event_id" in (await site.post("/gradio_api/call/v2/generate", {"prompt": "a cat", "width": 64})).json()
