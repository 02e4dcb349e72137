"""The application with default settings, and the folder that Gradio uploads to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from gradio.utils import get_upload_folder

from playground.backends import Backend
from playground.files import PictureStore
from playground.settings import Settings
from tests.playground.conftest import ScriptedService, scripted_backend
from tests.playground.guards.asking import Site, guarded


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that Gradio, and so the store, writes to."""
    folder = tmp_path / "gradio"
    folder.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    assert get_upload_folder() == str(folder)
    return folder


@pytest.fixture(scope="module")
def shared_uploads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that Gradio uploads to, of `shared_site`."""
    folder = tmp_path_factory.mktemp("gradio")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GRADIO_TEMP_DIR", str(folder))
        yield folder


@pytest.fixture(scope="module")
async def shared_site(anyio_backend: str, shared_uploads: Path) -> AsyncIterator[Site]:
    """The application, made once for all tests of a file that change nothing in it; its service answers nothing."""
    backend = scripted_backend(ScriptedService(refuse=True))
    async with guarded(Settings(), backend, PictureStore()) as site:
        yield site
    await backend.aclose()


@pytest.fixture
async def site(anyio_backend: str, uploads: Path, backend: Backend) -> AsyncIterator[Site]:
    async with guarded(Settings(), backend, PictureStore()) as site:
        yield site
