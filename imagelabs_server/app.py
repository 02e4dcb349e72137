"""The endpoints that serve the protocol over HTTP.

Nothing depends on the lifespan, because `httpx.ASGITransport` does not run it: workers start with the first submit and
end with `app.state.service.close()`, which is called at interpreter exit if not earlier.
"""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.types import Send

from imagelabs_server import statuses
from imagelabs_server.codes import FailureCode
from imagelabs_server.engines import DEFAULT_ENGINE
from imagelabs_server.service import QueueFullError, Service, ServiceClosedError
from imagelabs_server.tasks import StoredImage, TaskProgress
from imagelabs_server.wire.bodies import SMALL, Bodies, Model, parse, too_busy
from imagelabs_server.wire.bounded_lock import BoundedLock, TooBusyError
from imagelabs_server.wire.owners import owner_of
from imagelabs_server.wire.request_errors import RequestError, error_response
from imagelabs_server.wire.schemas import MAX_BODY_BYTES, PromptToUpgrade, TaskReference, explain, text_to_image

DEFAULT_WORKERS = 2
DEFAULT_QUEUE_SIZE = 32
DEFAULT_TASK_TTL = 900.0  # seconds

# Names of the only model of the public service; here they stand for the configured engine.
_MODEL_ALIASES = frozenset({"general", "sdxl-turbo"})

_CHUNK_SIZE = 2**16  # bytes of an image per ASGI message

JsonObject = dict[str, Any]


def create_app(
    engine: str = DEFAULT_ENGINE,
    *,
    workers: int = DEFAULT_WORKERS,
    queue_size: int = DEFAULT_QUEUE_SIZE,
    task_ttl: float = DEFAULT_TASK_TTL,
    trust_owner: bool = False,
) -> FastAPI:
    """Return the ASGI application; its `state.service` is the `Service` behind it.

    Args:
        engine: a name that `imagelabs_server.engines.make_engine` accepts.
        workers: number of worker processes; each draws one picture at a time.
        queue_size: maximum number of waiting tasks; beyond it, submits are refused with 503 and Retry-After.
        task_ttl: seconds to keep an ended task and its images.
        trust_owner: whether the header `X-ImageLabs-Owner` says whose a submit is, because only a page of ours can
            reach this service; otherwise the client's address does.

    Raises:
        ValueError: there is no such engine, or a number is out of range.
    """
    service = Service(engine, workers=workers, queue_size=queue_size, task_ttl=task_ttl)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        service.start()
        yield
        service.close()

    app = FastAPI(title="ImageLabs server", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.service = service
    app.add_exception_handler(RequestError, error_response)
    _Endpoints(service, trust_owner=trust_owner).add_to(app)
    return app


class _Endpoints:
    """The handlers of all paths. Those that run on the event loop only look up data in memory."""

    def __init__(self, service: Service, *, trust_owner: bool) -> None:
        self._service = service
        self._trust_owner = trust_owner
        self._bodies = Bodies()
        # Every thread that computes makes the event loop wait longer for its turn of the interpreter.
        self._improving = BoundedLock(most_waiting=16)
        engine = service.engine
        self._engine = {"name": engine.name, "version": engine.version, "kind": engine.kind}
        self._model = engine.name
        self._text_to_image = text_to_image(getattr(engine, "parameters", ()))

    def add_to(self, app: FastAPI) -> None:
        routes: tuple[tuple[str, str, Callable[..., Any]], ...] = (
            ("POST", "/txt2img", self.txt2img),
            ("POST", "/progress", self.progress),
            ("POST", "/cancel", self.cancel),
            ("POST", "/upgrade_prompt", self.upgrade_prompt),
            ("GET", "/models", self.models),
            ("GET", "/health", self.health),
            ("GET", "/images/{name}", self.image),
        )
        for method, path, endpoint in routes:
            methods = ["GET", "HEAD"] if method == "GET" else [method]
            app.add_api_route(path, endpoint, methods=methods)

    async def txt2img(self, request: Request) -> JsonObject:
        async with self._bodies.read(request, MAX_BODY_BYTES) as body:
            # decoding a reference image must not delay polls
            return await run_in_threadpool(self._submit, body, owner_of(request, trust_header=self._trust_owner))

    def _submit(self, body: bytearray, owner: str) -> JsonObject:
        params = parse(self._text_to_image, body)
        if params.model is not None and params.model not in _MODEL_ALIASES | {self._model}:
            raise RequestError(422, explain(["model"]), FailureCode.INVALID)
        try:
            task = self._service.submit(params.job(), owner)
        except QueueFullError as error:
            headers = {"Retry-After": str(error.retry_after)}
            raise RequestError(503, str(error), FailureCode.QUEUE_FULL, headers) from error
        except ServiceClosedError as error:
            raise RequestError(503, str(error), FailureCode.CLOSING) from error
        return {"task_id": task.id, "cancel": True}

    async def progress(self, request: Request) -> JsonObject:
        progress = self._service.progress((await self._read_small(request, TaskReference)).task_id)
        if progress is None:
            text = statuses.UNKNOWN_TASK
            return {"status": text, "error": text, "code": FailureCode.UNKNOWN_TASK}
        return _describe(progress) | {"engine": self._engine}

    async def cancel(self, request: Request) -> JsonObject:
        task = self._service.find((await self._read_small(request, TaskReference)).task_id)
        return {"cancelled": task is not None and self._service.cancel(task)}

    async def upgrade_prompt(self, request: Request) -> JsonObject:
        prompt = (await self._read_small(request, PromptToUpgrade)).prompt
        return {"prompt": await run_in_threadpool(self._improve, prompt)}

    def _improve(self, prompt: str) -> str:
        try:
            with self._improving.hold():
                return self._service.engine.improve_prompt(prompt)
        except TooBusyError as error:
            raise too_busy() from error

    async def models(self) -> JsonObject:
        return {"models": [self._model], "default": self._model}

    async def health(self) -> JsonObject:
        return {"status": "ok", "engine": self._engine, **dataclasses.asdict(self._service.load())}

    async def image(self, name: str) -> Response:
        image = self._service.image(name)
        if image is None:
            raise HTTPException(404, "There is no such image, or it has expired.")
        return _ImageResponse(self._service, image)

    async def _read_small(self, request: Request, model: type[Model]) -> Model:
        async with self._bodies.read(request, SMALL) as body:
            return parse(model, body)


class _ImageResponse(StreamingResponse):
    """Sends an image in chunks, looking it up again for each of them.

    A client that stops reading therefore keeps one chunk in memory, not an image that the service has already dropped.
    If such a client continues to read, the response is cut short, and the server closes the connection.
    """

    def __init__(self, service: Service, image: StoredImage) -> None:
        self._find, self._name, self._size = service.image, image.name, len(image.content)
        headers = {
            "Cache-Control": "private, max-age=3600, immutable",
            "Content-Length": str(self._size),
            "X-Content-Type-Options": "nosniff",
        }
        super().__init__((), headers=headers, media_type=image.media_type)

    async def stream_response(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        for position in range(0, self._size, _CHUNK_SIZE):
            chunk = self._chunk(position)
            if chunk is None:
                return
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    def _chunk(self, position: int) -> bytes | None:
        image = self._find(self._name)
        return image.content[position : position + _CHUNK_SIZE] if image else None


def _describe(progress: TaskProgress) -> JsonObject:
    """Return the /progress response for a task."""
    answer: JsonObject = {
        "status": progress.status,
        "progress": round(progress.fraction, 4),
        "current_image_url": f"/images/{progress.preview}" if progress.preview else None,
        "final_image_url": f"/images/{progress.result}" if progress.result else None,
    }
    optional = {
        "queue_position": progress.queue_position,
        "steps": progress.steps,
        "recognised": progress.recognised,
        "unrecognised": progress.unrecognised,
        "error": progress.status if progress.failed else None,
        "code": progress.code,
    }
    return answer | {key: value for key, value in optional.items() if value is not None}
