"""The page puts panels, painting and files together; building it starts nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from playground.backends import Backend
from playground.files import PictureStore
from playground.page import Page
from playground.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def visitor(language: str = "en", session: str = "s-1") -> Any:
    return SimpleNamespace(headers={"accept-language": language}, query_params={}, session_hash=session)


def values_of(page: Page, **values: Any) -> dict[Any, Any]:
    given = {"prompt": "a cat", "negative_prompt": "", "width": 128, "height": 96, "seed": "5", "subseed": ""}
    return {getattr(page.form, name): value for name, value in (given | values).items()}


def contents(folder: Path, pattern: str) -> list[bytes]:
    return [path.read_bytes() for path in folder.glob(pattern)]


@pytest.fixture
async def page(backend: Backend, store: PictureStore, tmp_path: Path) -> Page:
    """A page, built where an event loop runs: elsewhere Gradio leaves loops of its own unclosed."""
    page = Page(Settings(outputs=tmp_path / "outputs"))
    page.backend, page.store = backend, store
    page.build()
    return page


@pytest.mark.anyio
async def test_a_finished_picture_is_also_kept_where_outputs_go(
    page: Page, service: Any, painting: Callable[..., Any], pictures: dict[str, bytes], tmp_path: Path
) -> None:
    service.images, service.polls = pictures, painting()
    updates = [update async for update in page.generate(values_of(page), visitor())]
    assert 'data-phase="done"' in updates[-1][page.result.stage]
    shown = contents(Path(updates[-1][page.result.download]["value"]).parent, "*")
    assert len(shown) == 1
    assert contents(tmp_path / "outputs", "20??-??-??/imagelabs-5-a-cat.png") == shown


@pytest.mark.anyio
async def test_a_picture_that_cannot_be_kept_is_still_the_visitors(
    page: Page, service: Any, painting: Callable[..., Any], pictures: dict[str, bytes], tmp_path: Path, caplog: Any
) -> None:
    (tmp_path / "outputs").write_text("a file where the folder should be")
    service.images, service.polls = pictures, painting()
    updates = [update async for update in page.generate(values_of(page), visitor())]
    assert 'data-phase="done"' in updates[-1][page.result.stage]
    assert "could not be kept" in caplog.text


@pytest.mark.anyio
async def test_what_cannot_be_painted_leaves_the_picture_that_is_shown(page: Page, service: Any) -> None:
    updates = [update async for update in page.generate(values_of(page, prompt=""), visitor("ru"))]
    assert len(updates) == 1
    assert page.result.stage not in updates[0]
    assert "напишите, что хотите увидеть" in updates[0][page.result.notice]
    assert service.submitted == []


@pytest.mark.anyio
async def test_stop_stops_only_the_visitor_who_pressed_it(
    page: Page, service: Any, painting: Callable[..., Any], pictures: dict[str, bytes]
) -> None:
    service.images, service.polls = pictures, painting()
    phases = []
    async for update in page.generate(values_of(page), visitor(session="one")):
        page.stop(visitor(session="another"))
        phases.append(update[page.result.stage])
    assert 'data-phase="done"' in phases[-1]
    assert service.cancelled == []


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
