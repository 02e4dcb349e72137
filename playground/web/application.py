"""The web application: our routes and middleware, and under them the Gradio page, mounted at the root.

It is made by `gradio.mount_gradio_app`, not by `Blocks.launch`, so that the server, its limits, the middleware and the
order of the routes are ours. What `launch` does beyond it, and what becomes of that here:

- It runs a uvicorn server of its own, without settings: `playground.web.server` is ours.
- It starts the queue through a request to itself, and marks the page as running: the mounted app's lifespan does both.
- It shows errors of handlers only in the log unless `show_error` is set; mounting shows them unless it is not.
- It turns monitoring on by default; here it stays off.
- It reads further variables (`GRADIO_SHARE`, `GRADIO_ALLOWED_PATHS`, …). Of these only `GRADIO_ROOT_PATH` can come
  from elsewhere, from whoever hosts the app, so it is read here too.
- On Spaces it watches for edited files (their development mode): not supported.
- It opens the public tunnel: see `playground.web.tunnel`.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import gradio as gr
from fastapi import FastAPI
from gradio.utils import get_upload_folder
from starlette.middleware import Middleware

from imagelabs_client.images import MAX_IMAGE_BYTES
from playground.admission.addresses import VisitorAddress
from playground.admission.doorkeeper import Doorkeeper
from playground.admission.unread import UnreadAnswers
from playground.guards.bodies import CheckedBodies
from playground.guards.faults import Faults
from playground.guards.headers import SafeHeaders
from playground.guards.hosts import HostPolicy, Hosts
from playground.guards.logins import LoginForms, Logins
from playground.guards.routes import OnlyListed
from playground.guards.signed_in import SignedInOnly
from playground.page import Page
from playground.tabs import tab_style
from playground.texts import FALLBACK, languages
from playground.web.assets import ASSETS, page_script, page_style
from playground.web.delivery.document import LocalizedDocument
from playground.web.delivery.kept_documents import KeptDocuments
from playground.web.delivery.long_links import LongLinks
from playground.web.delivery.prepared_blocks import prepare_blocks
from playground.web.delivery.static_files import StaticFiles
from playground.web.root_path import RootPath
from playground.web.routes import Routes
from playground.web.temp_folder import sweep
from playground.web.theme import playground_theme

_SWEEP_INTERVAL = 60.0  # seconds


def create_application(page: Page, demo: gr.Blocks, hosts: HostPolicy | None = None) -> FastAPI:
    """Make the application that serves a page.

    Args:
        page: the page; it is closed when the application's lifespan ends.
        demo: what `page.build` has returned.
        hosts: the names under which it may be opened; by default those of the settings.
    """

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(_sweep(page))
        try:
            yield
        finally:
            sweeping.cancel()
            await page.aclose()

    settings = page.settings
    root_path = settings.root_path or os.environ.get("GRADIO_ROOT_PATH", "")
    own = Routes(page.backend, page.store, page.admission, page.references.sandbox).all()
    folder = Path(get_upload_folder())
    logins = Logins.from_settings(settings)
    app = FastAPI(
        routes=own,
        middleware=[
            Middleware(RootPath, root_path),
            Middleware(SafeHeaders, in_frame=bool(settings.space_host)),
            Middleware(Faults),
            Middleware(VisitorAddress, settings.trusted_proxies),
            Middleware(Hosts, hosts or HostPolicy.from_settings(settings)),
            Middleware(OnlyListed, own, folder),
            Middleware(Doorkeeper, page.admission, page.listeners),
            *([] if logins is None else [Middleware(LoginForms), Middleware(SignedInOnly, own)]),
            Middleware(CheckedBodies, demo, folder),
            Middleware(UnreadAnswers),
            Middleware(LongLinks),
            Middleware(StaticFiles),
            *([Middleware(KeptDocuments)] if logins is None else []),
            Middleware(LocalizedDocument),
        ],
        lifespan=lifespan,
        openapi_url=None,
    )
    gr.mount_gradio_app(
        app,
        demo,
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        root_path=root_path or None,
        auth=None if logins is None else logins.check,
        auth_message=languages()[FALLBACK]("page.title"),
        theme=playground_theme(),
        css=f"{page_style()}\n{tab_style()}",
        js=page_script(),
        favicon_path=str(ASSETS / "favicon.svg"),
        i18n=gr.I18n(**page.translations()),
        footer_links=["api"],
        run_history=False,
        show_error=False,
        max_file_size=MAX_IMAGE_BYTES,
        enable_monitoring=False,
        pwa=False,
        ssr_mode=False,  # the page is the same without Node, which need not be installed
        mcp_server=False,
    )
    prepare_blocks(demo)
    return app


async def _sweep(page: Page) -> None:
    """Delete what Gradio has written and nobody uses any more, every minute, and give memory back."""
    while True:
        await asyncio.sleep(_SWEEP_INTERVAL)
        await asyncio.to_thread(sweep, Path(get_upload_folder()), page.store.folder)
        await asyncio.to_thread(_give_memory_back)


def _give_memory_back() -> None:
    """Return memory that nothing uses to the system, where the C library is glibc.

    Left to itself, it keeps a heap for each of dozens of threads, with all that was freed between two things in use:
    after thousands of pictures a hundred megabytes.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
