"""The application: Gradio and our own routes under one roof, wherever a proxy serves it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from playground.backends import Backend
from playground.files import PictureStore
from playground.page import Page
from playground.settings import Settings
from playground.web.application import create_application
from playground.web.routes import BACKEND_ROUTE, EXAMPLE_ROUTE

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def served(settings: Settings, backend: Backend, store: PictureStore) -> AsyncIterator[httpx.AsyncClient]:
    page = Page(settings, backends=(backend,), store=store)
    transport = httpx.ASGITransport(create_application(page, page.build()))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


@pytest.mark.parametrize("prefix", ["", "/x"])
async def test_everything_is_found_whether_a_proxy_removes_the_path_or_keeps_it(
    prefix: str, backend: Backend, store: PictureStore
) -> None:
    async with served(Settings(root_path="/x"), backend, store) as client:
        page = await client.get(f"{prefix}/")
        assert '"root":"http://localhost/x"' in page.text
        for path in (EXAMPLE_ROUTE, BACKEND_ROUTE, "/favicon.ico", "/config", "/gradio_api/info", "/theme.css"):
            assert (await client.get(f"{prefix}{path}")).status_code == 200, path
        assert (await client.get(f"{prefix}/nothing-of-the-kind")).status_code == 404


async def test_a_hosts_own_root_path_is_respected(
    backend: Backend, store: PictureStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "GRADIO_ROOT_PATH", "/hosted")
    async with served(Settings(), backend, store) as client:
        assert '"root":"http://localhost/hosted"' in (await client.get("/")).text
        assert (await client.get(f"/hosted{EXAMPLE_ROUTE}")).status_code == 200


async def test_with_a_password_only_the_login_page_is_shown(backend: Backend, store: PictureStore) -> None:
    async with served(Settings(auth=("me", "secret")), backend, store) as client:
        page = await client.get("/")
        assert '"auth_required":true' in page.text
        assert "compare" not in page.text
        assert (await client.get("/config")).status_code == 401


async def test_there_is_no_page_of_monitoring_api_docs_or_runs(backend: Backend, store: PictureStore) -> None:
    async with served(Settings(), backend, store) as client:
        for path in ("/monitoring", "/docs", "/redoc", "/gradio_api/runs"):
            assert (await client.get(path)).status_code == 404, path
