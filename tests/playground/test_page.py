"""The page puts panels, painting and files together; building it starts nothing."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import gradio as gr
import pytest

from playground.backends import Backend
from playground.files import PictureStore
from playground.page import Page
from playground.settings import Settings
from playground.texts import languages

ROOT = Path(__file__).resolve().parents[2]


def visitor(language: str = "en", session: str = "s-1") -> Any:
    return SimpleNamespace(
        headers={"accept-language": language}, query_params={}, session_hash=session, username=None, client=None
    )


def values_of(page: Page, **values: Any) -> dict[Any, Any]:
    given = {name: component.value for name, component in page.form.fields.items()}
    given |= {"prompt": "a cat", "width": 128, "height": 96, "seed": "5", "count": 1}
    return {getattr(page.form, name): value for name, value in (given | values).items()}


async def shown(page: Page, message: Any, request: Any) -> list[dict[Any, Any]]:
    updates = [update async for update in page.act(json.dumps(message), request)]
    assert updates, "without any update Gradio empties what is shown"
    return [update for update in updates if update != gr.skip()]


def files_shown(update: dict[Any, Any], page: Page) -> list[Path]:
    found = re.findall(r"&quot;url&quot;: &quot;[^&]*file=([^&]*)&quot;", update[page.result.gallery])
    return [Path(unquote(path)) for path in found]


async def everything_kept(page: Page) -> None:
    """The visitor sees a picture before it is copied elsewhere."""
    for picture in page.visitors.desk("s-1").pictures:
        assert picture.following is not None
        await picture.following


def contents(folder: Path, pattern: str) -> list[bytes]:
    return [path.read_bytes() for path in folder.glob(pattern)]


@pytest.fixture
async def page(backend: Backend, store: PictureStore, tmp_path: Path) -> AsyncIterator[Page]:
    """A page, built where an event loop runs: elsewhere Gradio leaves loops of its own unclosed."""
    page = Page(Settings(outputs=tmp_path / "outputs"), backends=(backend,), store=store)
    page.build()
    with ExitStack() as streams:
        for session in ("s-1", "one", "another", "before", "after"):
            streams.enter_context(page.listeners.listening(session))
        yield page
    await page.aclose()


@pytest.mark.anyio
async def test_a_finished_picture_is_also_kept_where_outputs_go(
    page: Page, service: Any, painting: Callable[..., Any], pictures: dict[str, bytes], tmp_path: Path
) -> None:
    service.images, service.polls = pictures, painting()
    updates = [update async for update in page.generate(values_of(page), visitor())]
    assert 'data-phase="done"' in updates[-1][page.result.stage]
    await everything_kept(page)
    [file] = files_shown(updates[-1], page)
    assert contents(tmp_path / "outputs", "20??-??-??/imagelabs-5-a-cat.png") == [file.read_bytes()]


@pytest.mark.anyio
async def test_a_picture_that_cannot_be_kept_is_still_the_visitors(
    page: Page, service: Any, painting: Callable[..., Any], pictures: dict[str, bytes], tmp_path: Path, caplog: Any
) -> None:
    (tmp_path / "outputs").write_text("a file where the folder should be")
    service.images, service.polls = pictures, painting()
    updates = [update async for update in page.generate(values_of(page), visitor())]
    assert 'data-phase="done"' in updates[-1][page.result.stage]
    await everything_kept(page)
    assert "could not be kept" in caplog.text


@pytest.mark.anyio
async def test_what_cannot_be_painted_is_said_and_nothing_is_sent(page: Page, service: Any) -> None:
    updates = [update async for update in page.generate(values_of(page, prompt=""), visitor("ru"))]
    assert len(updates) == 1
    assert "напишите, что хотите увидеть" in updates[0][page.result.notice]
    assert service.submitted == []


@pytest.mark.anyio
async def test_a_model_that_nobody_can_choose_here_is_not_asked_for(
    page: Page, service: Any, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    """It comes from another program's file, say, and its field is hidden."""
    service.images, service.polls = pictures, painting()
    async for _ in page.generate(values_of(page, model="dreamshaper_8"), visitor()):
        pass
    assert "model" not in service.submitted[0]


@pytest.mark.anyio
async def test_of_several_models_only_those_can_be_asked_for(
    page: Page, service: Any, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    page.form.offered(["turbo", "large"], languages()["en"])
    page.form.offered([], languages()["en"])  # the backend did not answer just now
    updates = [update async for update in page.generate(values_of(page, model="dreamshaper_8"), visitor("ru"))]
    assert "Модель" in updates[0][page.result.notice]
    service.images, service.polls = pictures, painting()
    async for _ in page.generate(values_of(page, model="large"), visitor()):
        pass
    assert [body["model"] for body in service.submitted] == ["large"]


@pytest.mark.anyio
async def test_stop_stops_only_the_visitor_who_pressed_it(
    page: Page, service: Any, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    service.images, service.polls = pictures, painting()
    phases = []
    async for update in page.generate(values_of(page), visitor(session="one")):
        await page.stop(visitor(session="another"))
        phases.append(update[page.result.stage])
    assert 'data-phase="done"' in phases[-1]
    assert service.cancelled == []


KEY = "k" * 32


@pytest.mark.anyio
async def test_a_page_that_was_closed_finds_its_picture_again_in_another_session(
    page: Page, service: Any, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    service.images, service.polls = pictures, painting()
    assert await shown(page, {"do": "attach", "desk": KEY}, visitor(session="before")) == []
    watching = page.generate(values_of(page), visitor(session="before"))
    await anext(watching)
    await watching.aclose()  # the tab is closed
    updates = await shown(page, {"do": "attach", "desk": KEY}, visitor("ru", session="after"))
    assert 'data-phase="done"' in updates[-1][page.result.stage]
    assert "Готово за" in updates[-1][page.result.stage]
    assert len(service.submitted) == 1
    assert service.cancelled == []


@pytest.mark.anyio
async def test_another_visitor_sees_nothing_of_it_whatever_key_they_send(
    page: Page, service: Any, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    service.images, service.polls = pictures, painting()
    await shown(page, {"do": "attach", "desk": KEY}, visitor())
    updates = [update async for update in page.generate(values_of(page), visitor())]
    mine = page.visitors.desks.get(KEY).pictures[0].id
    for key in ("x" * 32, "", None, 5, ["k" * 32], "session s-1"):
        other = visitor(session=f"other {key}")
        assert await shown(page, {"do": "attach", "desk": key}, other) == []
        for do in ("select", "stop", "delete", "vary"):
            [view] = await shown(page, {"do": do, "id": mine}, other)
            assert 'data-phase="idle"' in view[page.result.stage]
    assert files_shown(updates[-1], page)[0].is_file()
    assert len(service.submitted) == 1


@pytest.mark.anyio
async def test_a_server_that_forgot_the_desk_takes_up_what_the_browser_remembers(
    page: Page, service: Any, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    service.images, service.polls = pictures, painting()
    wanted = {"prompt": "a cat", "width": "128", "height": "96", "seed": "7", "subseed": "8"}
    jobs = [
        {"wanted": [wanted | {"prompt": "a dog"}]},
        {"wanted": [wanted], "taskId": "t-1"},
        "nonsense",
        {"wanted": [{"width": "-5"}]},
        {"wanted": "x"},
    ]
    updates = await shown(page, {"do": "attach", "desk": KEY, "jobs": jobs}, visitor())
    assert len(files_shown(updates[-1], page)) == 2
    assert [body["prompt"] for body in service.submitted] == ["a dog"], "the other one was resumed"


@pytest.mark.anyio
async def test_only_the_newest_event_of_a_page_shows_the_desk(page: Page, service: Any, pictures: Any) -> None:
    service.images = pictures
    service.polls = [{"status": "Painting the forms", "progress": 0.3}]
    older = page.generate(values_of(page), visitor())
    await anext(older)
    newer = page.act("{}", visitor())
    await anext(newer)
    async with asyncio.timeout(5):
        left = [update async for update in older]
    assert len(left) == 1, "once more, since Gradio repeats what an event shows last: it must not be old"
    await page.stop(visitor())
    async with asyncio.timeout(5):
        last = [update async for update in newer][-1]
    assert 'data-phase="stopped"' in last[page.result.stage]


@pytest.mark.anyio
async def test_a_link_fills_the_form_and_says_what_it_could_not_use(page: Page) -> None:
    request = visitor("ru")
    request.query_params = {"prompt": "кот", "width": "5", "seed": str(2**63 - 1), "lang": "ru"}
    updates = await page.open_link(request)
    assert updates[page.form.prompt] == "кот"
    assert updates[page.form.seed] == str(2**63 - 1)
    assert updates[page.form.width] == 1152
    assert "Ширина: не меньше 64." in updates[page.result.notice]


@pytest.mark.anyio
async def test_models_are_offered_where_the_backend_has_several(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    async def models() -> tuple[str, ...]:
        return ("painter", "sdxl-turbo")

    assert await page.open_link(visitor()) == gr.skip()
    monkeypatch.setattr(page.backend, "models", models)
    request = visitor()
    request.query_params = {"model": "sdxl-turbo"}
    update = (await page.open_link(request))[page.form.model]
    assert update["visible"] is True
    assert update["value"] == "sdxl-turbo"
    assert [choice if isinstance(choice, str) else choice[1] for choice in update["choices"]] == [
        "", "painter", "sdxl-turbo",
    ]  # fmt: skip


@pytest.mark.anyio
async def test_building_the_page_starts_no_thread_and_writes_no_file(page: Page, tmp_path: Path) -> None:
    before = threading.active_count()
    Page(Settings()).build()
    assert threading.active_count() == before
    assert contents(tmp_path, "**/*") == []


def test_importing_the_app_starts_no_process_and_no_server(tmp_path: Path) -> None:
    code = (
        "import app, multiprocessing, threading, os\n"
        "assert app.demo.is_running is False\n"
        "assert multiprocessing.active_children() == []\n"
        "assert not os.path.exists(f'/proc/{os.getpid()}/task/{os.getpid()}/children') or "
        "open(f'/proc/{os.getpid()}/task/{os.getpid()}/children').read() == ''\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
