"""The application with default settings, and the folder that Gradio uploads to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from gradio.utils import get_upload_folder

from playground.backends import Backend
from playground.files import PictureStore
from playground.settings import Settings
from tests.playground.guards.asking import Site, guarded


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that Gradio, and so the store, writes to."""
    folder = tmp_path / "gradio"
    folder.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    assert get_upload_folder() == str(folder)
    return folder


@pytest.fixture
async def site(anyio_backend: str, uploads: Path, backend: Backend) -> AsyncIterator[Site]:
    async with guarded(Settings(), backend, PictureStore()) as site:
        yield site
