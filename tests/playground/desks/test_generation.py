"""A visitor sees every step of a painting, in their language, and whatever goes wrong is said."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from PIL import Image

from imagelabs_client import GenerationParams
from playground.backends import Backend
from playground.desks.generation import Generation
from playground.files import PictureStore
from playground.result.stage import StageContent
from playground.result.stage_content import stage_content
from playground.texts import languages

pytestmark = pytest.mark.anyio

PARAMS = GenerationParams("a cat on a gramophone", width=128, height=96, seed=2**60 + 1, subseed=7)


async def run(
    backend: Backend, store: PictureStore, language: str = "en", task_id: str | None = None
) -> list[StageContent]:
    texts = languages()[language]
    generation = Generation(PARAMS, backend, store, task_id=task_id)
    return [stage_content(progress, PARAMS, backend.name(texts), store, texts) async for progress in generation.run()]


def file_of(stage: StageContent) -> Path:
    assert stage.picture is not None
    return Path(unquote(stage.picture.partition("file=")[2]))


async def test_a_painting_is_told_step_by_step_in_the_visitors_language(
    service: Any, backend: Backend, store: PictureStore, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    service.images = pictures
    for language, expected in {
        "en": ("Sending the prompt", "In the queue · you are next", "Painting · 46 %", "Done in"),
        "ru": ("Отправляю описание", "В очереди · вы следующий", "Рисую · 46 %", "Готово за"),
    }.items():
        service.polls = painting(recognised=["cat"], unrecognised=["gramophone"])
        stages = await run(backend, store, language)
        lines = list(dict.fromkeys(stage.line for stage in stages))
        assert len(lines) >= 5
        for text in expected:
            assert any(text in line for line in lines), (text, lines)
        last = stages[-1]
        assert last.phase == "done"
        assert last.words == "cat"
        assert last.aside == languages()[language]("status.not_understood", words="gramophone")


async def test_previews_and_the_result_are_files_with_the_services_own_bytes(
    service: Any, backend: Backend, store: PictureStore, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    service.images, service.polls = pictures, painting()
    stages = await run(backend, store)
    files = list(dict.fromkeys(file_of(stage) for stage in stages if stage.picture))
    assert [file.read_bytes() for file in files[:-1]] == [pictures[f"/images/{n}.jpg"] for n in (1, 2, 3)]
    assert files[-1].name == f"imagelabs-{2**60 + 1}-a-cat-on-a-gramophone.png"
    with Image.open(files[-1]) as result, Image.open(io.BytesIO(pictures["/images/end.png"])) as original:
        assert result.tobytes() == original.tobytes()
        assert str(2**60 + 1) in result.text["parameters"]


async def test_the_frame_has_the_pictures_shape_from_the_start(
    service: Any, backend: Backend, store: PictureStore, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    service.images, service.polls = pictures, painting()
    stages = await run(backend, store)
    assert {(stage.width, stage.height) for stage in stages} == {(128, 96)}


async def test_the_facts_tell_the_seed_that_was_really_used(
    service: Any, backend: Backend, store: PictureStore, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    service.images = pictures
    service.polls = painting(engine={"name": "painter", "version": "1.0", "kind": "procedural"})
    last = (await run(backend, store))[-1]
    facts = {fact.name: fact.value for fact in last.facts}
    assert facts["seed"] == str(2**60 + 1) == service.submitted[0]["seed"]
    assert facts["subseed"] == "7"
    assert facts["size"] == "128 × 96"
    assert facts["engine"] == "painter 1.0"
    assert facts["backend"] == "painter.test"
    assert "Seed: " + facts["seed"] in last.copy_text


async def test_a_preview_that_cannot_be_fetched_is_only_a_preview_less(
    service: Any, backend: Backend, store: PictureStore, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    service.images = pictures | {"/images/2.jpg": b"<html>not a picture</html>"}
    service.polls = painting()
    stages = await run(backend, store)
    assert stages[-1].phase == "done"
    assert len({stage.picture for stage in stages if stage.picture}) == 3


async def test_stop_cancels_the_task_at_the_service(
    service: Any, backend: Backend, store: PictureStore, pictures: dict[str, bytes]
) -> None:
    service.images = pictures
    service.polls = [{"status": "Painting the forms", "progress": 0.3, "current_image_url": "/images/1.jpg"}]
    generation = Generation(PARAMS, backend, store)
    async for progress in generation.run():
        if progress.preview:
            generation.stop()
    assert service.cancelled == ["t-1"]
    last = stage_content(generation.progress, PARAMS, "x", store, languages()["ru"])
    assert last.phase == "stopped"
    assert last.picture is not None
    assert "Остановлено" in last.line


async def test_leaving_the_page_leaves_the_task_alone_and_no_task_of_ours_behind(
    service: Any, backend: Backend, store: PictureStore
) -> None:
    service.polls = [{"status": "Painting the forms", "progress": 0.3}]
    before = asyncio.all_tasks()
    steps = Generation(PARAMS, backend, store).run()
    async for progress in steps:
        if progress.fraction == 0.3:
            break
    await steps.aclose()
    assert service.cancelled == []
    assert asyncio.all_tasks() == before


async def test_a_dead_backend_is_named_and_nothing_typed_is_lost(
    service: Any, backend: Backend, store: PictureStore
) -> None:
    service.refuse = True
    for language, words in {
        "en": ("painter.test does not answer", "What you typed is still here."),
        "ru": ("painter.test не отвечает", "Всё, что вы ввели, на месте."),
    }.items():
        last = (await run(backend, store, language))[-1]
        assert last.phase == "failed"
        assert last.notice is not None
        assert (last.notice.title, last.notice.safe) == words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            httpx.Response(403, text="<html>", headers={"content-type": "text/html", "cf-mitigated": "challenge"}),
            "проверки",
        ),
        (httpx.Response(422, json={"detail": "no"}), "отклонил"),
        (httpx.Response(200, json={"nothing": 1}), "непонятно"),
    ],
)
async def test_each_kind_of_refusal_has_words_of_its_own(
    answer: httpx.Response, words: str, service: Any, backend: Backend, store: PictureStore
) -> None:
    service.submit = answer
    notice = (await run(backend, store, "ru"))[-1].notice
    assert notice is not None
    assert words in notice.title


async def test_a_failed_task_is_told_with_its_reason(service: Any, backend: Backend, store: PictureStore) -> None:
    service.polls = [{"status": "Error: a text that may change", "code": "engine_failed"}]
    notice = (await run(backend, store, "ru"))[-1].notice
    assert notice is not None
    assert "Движок не смог нарисовать эту картину." in notice.details


async def test_a_fault_of_the_page_itself_is_logged_and_told_without_its_details(
    service: Any,
    backend: Backend,
    store: PictureStore,
    painting: Callable[..., Any],
    pictures: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr("playground.desks.generation.save_painting", broken)
    service.images, service.polls = pictures, painting()
    last = (await run(backend, store))[-1]
    assert last.notice is not None
    assert "secret" not in str(last.notice)
    assert "ZeroDivisionError" in caplog.text


async def test_a_job_is_taken_up_by_its_id_without_submitting_it_again(
    service: Any, backend: Backend, store: PictureStore, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    service.images, service.polls = pictures, painting()
    last = (await run(backend, store, task_id="t-1"))[-1]
    assert last.phase == "done"
    assert service.submitted == []
    assert {fact.name: fact.value for fact in last.facts}["seed"] == str(2**60 + 1)


async def test_a_job_that_the_service_has_forgotten_is_submitted_again_with_the_same_seeds(
    service: Any, backend: Backend, store: PictureStore, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    service.images = pictures
    service.polls = [{"status": "Error: a text that may change", "code": "unknown_task"}, *painting()]
    stages = await run(backend, store, task_id="t-0")
    assert stages[-1].phase == "done"
    assert [body["seed"] for body in service.submitted] == [str(2**60 + 1)]


async def test_a_job_that_is_forgotten_twice_fails_instead_of_going_round(
    service: Any, backend: Backend, store: PictureStore
) -> None:
    service.polls = [{"status": "Error: a text that may change", "code": "unknown_task"}]
    stages = await run(backend, store, task_id="t-0")
    assert stages[-1].phase == "failed"
    assert len(service.submitted) == 1


async def test_a_failure_that_only_sounds_like_a_forgotten_job_is_not_repeated(
    service: Any, backend: Backend, store: PictureStore
) -> None:
    service.polls = [{"status": "Error: unknown or expired task"}]
    assert (await run(backend, store, task_id="t-0"))[-1].phase == "failed"
    assert service.submitted == []


async def test_a_finished_picture_has_a_small_copy(
    service: Any, backend: Backend, store: PictureStore, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    service.images, service.polls = pictures, painting()
    last = (await run(backend, store))[-1]
    assert last.thumbnail is not None
    with Image.open(Path(unquote(last.thumbnail.partition("file=")[2]))) as small:
        assert small.format == "WEBP"
