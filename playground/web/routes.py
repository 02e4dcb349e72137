"""Our own routes, in front of Gradio's: the example picture, the backend's state, pictures in other formats."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from imagelabs_client import GeneratedImage, ImageLabsError
from imagelabs_client.metadata import read_metadata
from playground.admission.addresses import UNKNOWN
from playground.admission.admission import Admission, TooMuchError
from playground.admission.doorkeeper import refusal
from playground.backends import Backend
from playground.files import PictureStore
from playground.sandbox.sandbox import Sandbox
from playground.web.assets import ASSETS
from playground.web.uploads import PROGRESS_ROUTE, UPLOAD_ROUTE, Uploads

EXAMPLE_ROUTE = "/playground-assets/example.webp"  # "a cat sitting on a windowsill at sunset", seed 10, subseed 1
BACKEND_ROUTE = "/playground-assets/backend"  # assets/page.js spells it too
_PICTURE_ROUTE = "/playground-pictures/{folder}/{name}.{ending}"
_FORMATS = {"jpg": "JPEG", "webp": "WEBP"}  # by file extension
_FRESH = 5.0  # seconds for which the backend's state is cached for all visitors


class Routes:
    """The handlers. A picture is served to whoever knows its URL, which cannot be guessed."""

    def __init__(self, backend: Backend, store: PictureStore, admission: Admission, sandbox: Sandbox) -> None:
        """Prepare the handlers."""
        self._sandbox = sandbox
        self._uploads = Uploads(store, admission)
        self._backend = backend
        self._store = store
        self._asked = -_FRESH
        self._answers = False
        self._asking = asyncio.Lock()

    def all(self) -> list[BaseRoute]:
        """Return the routes, which have to come before Gradio's."""
        # Not StaticFiles: once mounted, it resolves paths wrongly if a proxy serves the app under a path.
        return [
            Route(EXAMPLE_ROUTE, self.example),
            Route(BACKEND_ROUTE, self.backend_state),
            Route(_PICTURE_ROUTE, self.picture),
            Route(UPLOAD_ROUTE, self._uploads.upload, methods=["POST"]),
            Route(PROGRESS_ROUTE, self._uploads.progress),
        ]

    async def example(self, _request: Request) -> FileResponse:
        """Serve the example picture."""
        return FileResponse(ASSETS / "example.webp", headers={"cache-control": "max-age=86400"})

    async def backend_state(self, _request: Request) -> JSONResponse:
        """Return whether the backend answers; many pages that ask at once cost it a single request."""
        async with self._asking:
            if time.monotonic() - self._asked >= _FRESH:
                self._answers = await self._backend.answers()
                self._asked = time.monotonic()
        state = "ready" if self._answers else "silent"
        return JSONResponse({"state": state}, headers={"cache-control": "no-store"})

    async def picture(self, request: Request) -> Response:
        """Serve a finished picture in another format, with its parameters inside."""
        folder, name, ending = (request.path_params[key] for key in ("folder", "name", "ending"))
        file = self._store.find(folder, f"{name}.png")
        if file is None or ending not in _FORMATS:
            return PlainTextResponse("There is no such picture here (any more).", 404)
        try:
            async with self._sandbox.turn(request.client.host if request.client else UNKNOWN):
                content = await asyncio.to_thread(_converted, file, _FORMATS[ending])
        except TooMuchError as error:
            return refusal(request.scope, error)
        except (OSError, ValueError, ImageLabsError):
            return PlainTextResponse("This picture cannot be written in that format.", 404)
        headers = {"content-disposition": f"attachment; filename*=utf-8''{quote(f'{name}.{ending}')}"}
        return Response(content, media_type=f"image/{_FORMATS[ending].lower()}", headers=headers)


def picture_url(root_path: str, file: Path, ending: str) -> str:
    """Return the URL of a picture of the store in another format, without scheme and host.

    Args:
        root_path: the path under which a proxy serves the app, or empty.
        file: the PNG file.
        ending: `jpg` or `webp`.
    """
    return f"{root_path}/playground-pictures/{file.parent.name}/{quote(file.stem)}.{ending}"


def _converted(file: Path, form: str) -> bytes:
    """Encode a PNG file of ours in another format, metadata included."""
    content = file.read_bytes()
    metadata = read_metadata(content)
    return GeneratedImage(
        url="",
        task_id=metadata.task_id or "",
        params=metadata.params,
        content=content,
        content_type="image/png",
        elapsed=metadata.elapsed or 0.0,
        recognised=metadata.recognised,
        unrecognised=metadata.unrecognised,
        engine=metadata.engine,
        steps=metadata.steps,
    ).encode(form)
