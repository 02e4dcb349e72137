"""The protocol from a client's point of view, with the real service in process."""

from __future__ import annotations

import base64
import io
import json
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import anyio
import anyio.to_thread
import httpx
import pytest
from fastapi import FastAPI
from PIL import Image

from imagelabs_server import statuses
from imagelabs_server.tasks import StoredImage
from imagelabs_server.wire import schemas
from imagelabs_server.wire.bounded_lock import BoundedLock
from imagelabs_server.wire.schemas import MAX_BODY_BYTES, MAX_PROMPT, RULES

from .conftest import Wire

pytestmark = pytest.mark.anyio
OpenWire = Callable[..., Wire]
JSON = {"content-type": "application/json"}


def picture(image_format: str = "PNG", size: tuple[int, int] = (8, 8)) -> str:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, image_format)
    return base64.b64encode(buffer.getvalue()).decode()


async def test_a_prompt_becomes_a_picture_of_the_size_asked(open_wire: OpenWire) -> None:
    wire = open_wire()
    end = await wire.end(await wire.submit("quick", width=96, height=80))
    assert end["status"] == "Done"
    assert end["progress"] == 1
    answer = await wire.http.get(end["final_image_url"])
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.size == (96, 80)
        assert image.format == "PNG"


async def test_progress_tells_steps_words_and_engine(open_wire: OpenWire) -> None:
    wire = open_wire()
    end = await wire.end(await wire.submit("steps gramophone"))
    assert end["steps"] == [5, 5]
    assert end["recognised"] == ["steps"]
    assert end["unrecognised"] == ["gramophone"]
    assert end["engine"] == {"name": "scripted", "version": "0.1", "kind": "procedural"}


async def test_a_preview_can_be_fetched_while_the_picture_is_being_drawn(open_wire: OpenWire) -> None:
    wire = open_wire()
    task_id = await wire.submit("wait")
    running = await wire.begin(task_id)
    assert running["status"] == statuses.READING
    assert running["final_image_url"] is None
    answer = await wire.http.get(running["current_image_url"])
    assert answer.headers["content-type"] == "image/jpeg"
    Image.open(io.BytesIO(answer.content)).verify()


async def test_only_the_newest_previews_are_kept(open_wire: OpenWire) -> None:
    wire = open_wire()
    await wire.end(await wire.submit("steps"))
    kept = wire.http._transport.app.state.service._store._images  # type: ignore[attr-defined]
    assert len([name for name in kept if name.endswith(".jpg")]) == 3


async def test_the_queue_tells_positions_and_refuses_what_it_cannot_hold(open_wire: OpenWire) -> None:
    wire = open_wire(queue_size=2)
    busy = await wire.submit("wait")
    await wire.begin(busy)
    first, second = await wire.submit("quick"), await wire.submit("quick")
    assert (await wire.progress(first))["queue_position"] == 1
    waiting = await wire.progress(second)
    assert waiting["queue_position"] == 2
    assert "queue" in waiting["status"].lower()
    refused = await wire.http.post("/txt2img", json={"prompt": "quick"})
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.json()["code"] == "queue_full"
    await wire.http.post("/cancel", json={"task_id": busy})
    assert (await wire.end(second))["status"] == "Done"


async def test_cancel_ends_a_running_task_and_the_next_begins(open_wire: OpenWire) -> None:
    wire = open_wire()
    busy = await wire.submit("wait")
    await wire.begin(busy)
    answer = await wire.http.post("/cancel", json={"task_id": busy})
    assert answer.json() == {"cancelled": True}
    ended = await wire.progress(busy)
    assert (ended["status"], ended["code"]) == (statuses.CANCELLED, "cancelled")
    assert (await wire.end(await wire.submit("quick")))["status"] == "Done"


async def test_cancel_takes_a_waiting_task_out_of_the_queue(open_wire: OpenWire) -> None:
    wire = open_wire()
    busy = await wire.submit("wait")
    await wire.begin(busy)
    waiting = await wire.submit("quick")
    await wire.http.post("/cancel", json={"task_id": waiting})
    assert (await wire.progress(waiting))["error"] == statuses.CANCELLED
    assert (await wire.http.get("/health")).json()["queued"] == 0


async def test_cancelling_what_has_ended_or_never_was_changes_nothing(open_wire: OpenWire) -> None:
    wire = open_wire()
    done = await wire.submit("quick")
    await wire.end(done)
    for task_id in (done, "never-was"):
        assert (await wire.http.post("/cancel", json={"task_id": task_id})).json() == {"cancelled": False}
    assert (await wire.progress(done))["status"] == "Done"


async def test_an_unknown_task_is_an_error_in_the_protocol_s_own_way(open_wire: OpenWire) -> None:
    answer = await open_wire().progress("nobody")
    assert "Error" in answer["status"]
    assert answer["code"] == "unknown_task"


async def test_an_unknown_image_is_not_found(open_wire: OpenWire) -> None:
    wire = open_wire()
    for name in ("nothing.png", "..%2Fservice.py", "%00"):
        assert (await wire.http.get(f"/images/{name}")).status_code == 404


async def test_older_clients_keys_and_number_types_are_accepted(open_wire: OpenWire) -> None:
    wire = open_wire()
    older = {
        "model": "general",
        "cfg_scale": 2,
        "restore_faces": False,
        "site": "x",
        "pose": None,
        "seed": 7,
        "subseed": "8",
    }
    await wire.submit("quick", **older, reference_image_type=None, reference_image="")


@pytest.mark.parametrize("prefix", ["", "data:image/png;base64,"])
@pytest.mark.parametrize("image_format", ["PNG", "JPEG", "WEBP"])
async def test_a_reference_image_may_be_base64_or_a_data_url(
    open_wire: OpenWire, prefix: str, image_format: str
) -> None:
    await open_wire().submit("quick", reference_image=prefix + picture(image_format))


BAD_FIELDS: list[tuple[str, Any]] = [
    ("prompt", ""),
    ("prompt", " \n\t"),
    ("prompt", None),
    ("prompt", 7),
    ("prompt", "x" * (MAX_PROMPT + 1)),
    ("prompt", "a\0b"),
    ("negative_prompt", "a\0b"),
    ("width", 63),
    ("width", 2049),
    ("width", 64.5),
    ("width", True),
    ("width", float("nan")),
    ("width", float("inf")),
    ("width", 10**400),
    ("width", [64]),
    ("prompt", "a lone \ud800 surrogate"),
    ("prompt", {"prompt": "x"}),
    ("negative_prompt", "a lone \udfff surrogate"),
    ("model", "\ud800"),
    ("reference_image_type", "\ud800"),
    ("reference_image", "\ud800"),
    ("reference_image", ["x"]),
    ("width", "1_000"),
    ("height", "tall"),
    ("height", None),
    ("seed", -1),
    ("seed", "12345678901234567890123"),
    ("seed", "１２"),
    ("subseed", 2**63),
    ("attention", 10**6),
    ("tiling", "sideways"),
    ("model", "a-model-of-somebody-else"),
    ("reference_image", "not base64!"),
    ("reference_image", base64.b64encode(b"<html>").decode()),
    ("reference_image", picture("GIF")),
    ("reference_image", picture()[:40]),
    ("reference_image", 5),
    ("reference_strength", 101),
    ("reference_strength", -1),
]


@pytest.mark.parametrize(("field", "value"), BAD_FIELDS)
async def test_a_bad_field_gets_one_clear_sentence_and_nothing_is_queued(
    open_wire: OpenWire, field: str, value: Any
) -> None:
    wire = open_wire()
    body = json.dumps({"prompt": "quick", field: value})  # httpx itself refuses values that are not valid JSON
    answer = await wire.http.post("/txt2img", content=body, headers=JSON)
    assert answer.status_code == 422
    assert [(problem["loc"], problem["msg"]) for problem in answer.json()["detail"]] == [
        (["body", field], RULES[field])
    ]
    assert answer.json()["code"] == "invalid"
    health = (await wire.http.get("/health")).json()
    assert (health["queued"], health["running"]) == (0, 0)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b"[" * 90_000, b"9" * 9999])
async def test_a_body_that_is_no_json_object_is_refused_in_words(open_wire: OpenWire, body: bytes) -> None:
    answer = await open_wire().http.post("/txt2img", content=body, headers=JSON)
    assert answer.status_code == 422
    assert [problem["loc"] for problem in answer.json()["detail"]] == [["body"]]


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_that_is_too_large_is_refused(open_wire: OpenWire, announced: bool) -> None:
    async def chunks() -> Any:
        for _ in range(MAX_BODY_BYTES // 2**20 + 2):
            yield b" " * 2**20

    content = b" " * (MAX_BODY_BYTES + 1) if announced else chunks()
    answer = await open_wire().http.post("/txt2img", content=content, headers=JSON)
    assert answer.status_code == 413
    assert answer.json()["detail"]
    assert answer.json()["code"] == "invalid"


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"])
async def test_what_a_page_of_another_site_could_send_is_refused(open_wire: OpenWire, content_type: str) -> None:
    """Browsers send these content types cross-site without a preflight, so they must not start a task."""
    wire = open_wire()
    answer = await wire.http.post("/txt2img", content=b'{"prompt": "quick"}', headers={"content-type": content_type})
    assert answer.status_code == 415
    assert "content-type: application/json" in answer.json()["detail"]


async def test_json_with_a_charset_or_a_suffix_is_json(open_wire: OpenWire) -> None:
    wire = open_wire()
    for content_type in ("application/json; charset=utf-8", "Application/JSON", "application/vnd.x+json"):
        answer = await wire.http.post("/progress", content=b'{"task_id": "x"}', headers={"content-type": content_type})
        assert answer.status_code == 200


async def test_other_paths_and_methods_are_answered_in_json(open_wire: OpenWire) -> None:
    wire = open_wire()
    assert (await wire.http.get("/nowhere")).json() == {"detail": "Not Found"}
    for method in ("GET", "PUT", "OPTIONS"):
        answer = await wire.http.request(method, "/txt2img")
        assert answer.status_code == 405
        assert answer.headers["allow"] == "POST"
        assert answer.json()["detail"]


async def test_head_tells_what_get_would_bring(open_wire: OpenWire) -> None:
    wire = open_wire()
    end = await wire.end(await wire.submit("quick"))
    for url in ("/health", "/models", end["final_image_url"]):
        get, head = await wire.http.get(url), await wire.http.head(url)
        assert head.status_code == 200
        assert head.content == b""
        assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.content))


async def test_a_closed_service_says_so(open_wire: OpenWire) -> None:
    wire = open_wire()
    wire.http._transport.app.state.service.close()  # type: ignore[attr-defined]
    answer = await wire.http.post("/txt2img", json={"prompt": "quick"})
    assert answer.status_code == 503
    assert "closing" in answer.json()["detail"]
    assert answer.json()["code"] == "closing"


async def test_polls_are_answered_while_a_reference_image_is_decoded(
    open_wire: OpenWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoding, go_on = threading.Event(), threading.Event()

    def slow(_encoded: str) -> bytes:
        decoding.set()
        assert go_on.wait(30)
        return b""

    monkeypatch.setattr(schemas, "read_reference", slow)
    wire = open_wire()
    async with anyio.create_task_group() as group:
        group.start_soon(partial(wire.submit, "quick", reference_image="x"))
        try:
            await anyio.to_thread.run_sync(decoding.wait, 30)
            assert (await wire.http.get("/health")).status_code == 200
            assert "Error" in (await wire.progress("nobody"))["status"]
        finally:
            go_on.set()


async def test_where_many_reference_images_wait_one_more_is_told_to_come_again_and_plain_prompts_get_in(
    open_wire: OpenWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imagelabs_server.wire.reference_image._decoding", lock := BoundedLock(most_waiting=0))
    wire = open_wire()
    body = {"prompt": "quick", "reference_image": picture()}
    with lock.hold():
        refused = await wire.http.post("/txt2img", json=body)
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) >= 1
        assert refused.json()["detail"]
        await wire.submit("quick")
    assert (await wire.http.post("/txt2img", json=body)).status_code == 200


async def test_who_does_not_read_on_keeps_no_image_that_the_service_has_forgotten(open_wire: OpenWire) -> None:
    app = open_wire().http._transport.app  # type: ignore[attr-defined]
    store = app.state.service._store
    content = bytes(300_000)
    references = sys.getrefcount(content)
    store._keep(StoredImage("forgotten.png", content, "image/png"))
    sent = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)
        if message.get("body"):
            store.clear()
            assert sys.getrefcount(content) == references

    await app(scope_of("/images/forgotten.png"), anyio.sleep_forever, send)
    assert len([message for message in sent if message.get("body")]) == 1
    assert sent[-1]["more_body"], "a picture that is cut off must not pass for a whole one"


def scope_of(path: str) -> dict[str, Any]:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [],
        "asgi": {"version": "3.0", "spec_version": "2.4"},
    }


async def test_images_are_sent_in_pieces_that_wait_for_their_reader(open_wire: OpenWire) -> None:
    app = open_wire().http._transport.app  # type: ignore[attr-defined]
    image = StoredImage.png(bytes(300_000))
    app.state.service._store._keep(image)
    sizes = []

    async def receive() -> dict[str, Any]:
        await anyio.sleep_forever()
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        sizes.append(len(message.get("body", b"")))

    path = f"/images/{image.name}"
    await app(
        {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "asgi": {"version": "3.0"}},
        receive,
        send,
    )
    assert sum(sizes) == 300_000
    assert max(sizes) <= 2**16


def test_one_app_serves_several_event_loops_in_several_threads(make_app: Callable[..., FastAPI]) -> None:
    app = make_app(workers=2)
    statuses_seen = []

    async def use() -> None:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://service.invalid") as http:
            wire = Wire(http)
            statuses_seen.append((await wire.end(await wire.submit("quick")))["status"])

    threads = [threading.Thread(target=anyio.run, args=(use,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses_seen == ["Done"] * 4


async def test_upgrade_prompt_asks_the_engine(open_wire: OpenWire) -> None:
    answer = await open_wire().http.post("/upgrade_prompt", json={"prompt": "a cat"})
    assert answer.json() == {"prompt": "a cat, improved"}


async def test_prompts_are_improved_one_at_a_time_and_few_wait(
    make_app: Callable[..., FastAPI], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each that is worked at takes the interpreter away from everybody else."""
    inside, most, may_end = 0, 0, threading.Event()

    def slow(prompt: str) -> str:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        may_end.wait(20)
        inside -= 1
        return prompt

    app = make_app()
    monkeypatch.setattr(app.state.service.engine, "improve_prompt", slow)
    answers = []

    async def ask() -> None:
        answers.append(await http.post("/upgrade_prompt", json={"prompt": "a cat"}))
        if len(answers) == 3:  # as many as are refused at once; the others wait until then
            may_end.set()

    transport = httpx.ASGITransport(app=app)
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://service.invalid") as http,
        anyio.create_task_group() as group,
    ):
        for _ in range(20):
            group.start_soon(ask)
    assert most == 1
    refused = [answer for answer in answers if answer.status_code == 503]
    assert len(refused) == 3
    assert all(answer.headers["retry-after"] == "2" for answer in refused)


async def test_models_and_health_describe_the_service(open_wire: OpenWire) -> None:
    wire = open_wire(workers=2)
    assert (await wire.http.get("/models")).json() == {"models": ["scripted"], "default": "scripted"}
    health = (await wire.http.get("/health")).json()
    assert health["status"] == "ok"
    assert health["workers"] == 2
    assert health["engine"]["name"] == "scripted"


async def test_ids_and_image_names_are_long_and_never_repeat(open_wire: OpenWire) -> None:
    wire = open_wire()
    ends = [await wire.end(await wire.submit("quick")) for _ in range(5)]
    names = {end["final_image_url"] for end in ends}
    assert len(names) == 5
    assert all(len(name) >= len("/images/") + 24 for name in names)
