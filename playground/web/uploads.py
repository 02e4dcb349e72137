"""Files that visitors send, in place of Gradio's own route: bounded in number, bytes and time, and charged to whoever
sent them.

Gradio writes every part of a form to the disk before it looks at its name, and keeps what nobody asked for, as well as
what broke off half way. Here a file is spooled without a name, so that whatever happens nothing of it stays, and moves
to the store (`playground.files`) once it is complete.
"""

from __future__ import annotations

import asyncio
import math
from pathlib import PurePath
from typing import Final

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Message

from imagelabs_client.files.inspection import MAX_IMAGE_BYTES
from playground.admission.addresses import UNKNOWN
from playground.admission.admission import Admission, TooMuchError
from playground.admission.doorkeeper import refusal
from playground.files import NoRoomError, PictureStore

UPLOAD_ROUTE: Final = "/gradio_api/upload"
PROGRESS_ROUTE: Final = "/gradio_api/upload_progress"
MAX_FILES: Final = 8  # of one request
_FIELD: Final = "files"  # as Gradio's clients call it
_MAX_BODY: Final = MAX_IMAGE_BYTES + (64 << 10)  # bytes; the rest is what a form needs around its file
_MAX_NAME: Final = 80  # characters
_MEGABYTE: Final = 10**6


class Uploads:
    """The handlers of the two routes."""

    def __init__(self, store: PictureStore, admission: Admission) -> None:
        self._store = store
        self._admission = admission

    async def upload(self, request: Request) -> Response:
        """Keep the files of a form, and return their paths as Gradio's clients expect them."""
        length = request.headers.get("content-length", "")
        if not (length.isascii() and length.isdecimal() and len(length) < 12):
            return PlainTextResponse("An upload has to say how long it is.", 411)
        if int(length) > _MAX_BODY:
            return PlainTextResponse(f"At most {MAX_IMAGE_BYTES >> 20} MB can be uploaded.", 413)
        owner = request.client.host if request.client else UNKNOWN
        try:
            self._admission.spend("uploads_per_minute", owner)
            self._admission.spend("upload_megabytes_per_minute", owner, math.ceil(int(length) / _MEGABYTE))
            with self._admission.hold("uploads", owner):
                return JSONResponse(await self._kept(request, owner))
        except TooMuchError as error:
            return refusal(request.scope, error)
        except _TooLongError:
            return PlainTextResponse("The upload is longer than it said.", 413)
        except ClientDisconnect:
            return PlainTextResponse("The upload broke off.", 400)
        except HTTPException as error:  # what Starlette says of a form that is none
            return PlainTextResponse(f"The upload cannot be read: {error.detail}", 400)
        except (OSError, NoRoomError):  # in the temp folder of the system, or in ours
            return PlainTextResponse("There is no room for another file just now.", 507)

    async def progress(self, request: Request) -> Response:
        """Say that an upload is done: how far it has come is not told."""
        del request
        return Response(
            'data: {"msg": "done"}\n\n', media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    async def _kept(self, request: Request, owner: str) -> list[str]:
        bounded = Request(request.scope, _Bounded(request, int(request.headers["content-length"])))
        async with bounded.form(max_files=MAX_FILES, max_fields=MAX_FILES) as form:
            files = [file for file in form.getlist(_FIELD) if isinstance(file, UploadFile)]
            return [await asyncio.to_thread(self._keep, file, owner) for file in files]

    def _keep(self, file: UploadFile, owner: str) -> str:
        file.file.seek(0)
        return str(self._store.copy(file.file, safe_name(file.filename or ""), owner))


def safe_name(name: str) -> str:
    """Return a file name that means nothing to any system: letters, digits and `-_.`, at most 80 of them."""
    plain = PurePath(name.replace("\\", "/")).name
    kept = "".join(mark if mark.isalnum() or mark in "-_." else "-" for mark in plain).lstrip(".-")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[: _MAX_NAME - 10]}.{ending[:9]}" if dot and stem else kept[:_MAX_NAME] or "file"


class _TooLongError(Exception):
    """More bytes came than the request said."""


class _Bounded:
    """Receives the body of a request, and stops when there is more of it than there should be."""

    def __init__(self, request: Request, most: int) -> None:
        self._request = request
        self._left = most

    async def __call__(self) -> Message:
        message = await self._request.receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise _TooLongError
        return message
