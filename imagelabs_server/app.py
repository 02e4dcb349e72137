"""The endpoints: the protocol over HTTP, and nothing else.

`httpx.ASGITransport` runs no lifespan, so nothing depends on it: workers start with the first submit, and end with
`app.state.service.close()`, at the latest when the interpreter does.
"""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from imagelabs_server import statuses
from imagelabs_server.body_limit import BodyLimit
from imagelabs_server.engines import DEFAULT_ENGINE
from imagelabs_server.schemas import MAX_BODY_BYTES, RULES, PromptToUpgrade, TaskReference, TextToImage
from imagelabs_server.service import QueueFullError, Service
from imagelabs_server.tasks import Task

DEFAULT_WORKERS = 2
DEFAULT_QUEUE_SIZE = 32
DEFAULT_TASK_TTL = 900.0  # seconds

# What clients of the public service call its only model; here they mean the engine that there is.
_MODEL_ALIASES = frozenset({"general", "sdxl-turbo"})

Answer = dict[str, Any]


def create_app(
    engine: str = DEFAULT_ENGINE,
    *,
    workers: int = DEFAULT_WORKERS,
    queue_size: int = DEFAULT_QUEUE_SIZE,
    task_ttl: float = DEFAULT_TASK_TTL,
) -> FastAPI:
    """Make the ASGI application; its `state.service` is the `Service` behind it.

    Args:
        engine: a name that `imagelabs_server.engines.make_engine` takes.
        workers: processes that draw, one picture at a time each.
        queue_size: tasks that may wait; a further one is answered 503 with Retry-After.
        task_ttl: seconds that an ended task and its images are kept.

    Raises:
        ValueError: no such engine, or a number out of range.
    """
    service = Service(engine, workers=workers, queue_size=queue_size, task_ttl=task_ttl)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        service.start()
        yield
        service.close()

    app = FastAPI(title="ImageLabs server", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.service = service
    app.add_middleware(BodyLimit, max_bytes=MAX_BODY_BYTES)
    app.add_exception_handler(RequestValidationError, _explain_bad_input)
    _Endpoints(service).add_to(app)
    return app


class _Endpoints:
    """What each path answers. Every `async` one only reads what is in memory."""

    def __init__(self, service: Service) -> None:
        self._service = service
        engine = service.engine
        self._engine = {"name": engine.name, "version": engine.version, "kind": engine.kind}
        self._model = engine.name

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
            app.add_api_route(path, endpoint, methods=[method])

    # A plain function: FastAPI runs it in a thread, so that decoding a reference image holds no poll up.
    def txt2img(self, request: TextToImage) -> Answer:
        if request.model is not None and request.model not in _MODEL_ALIASES | {self._model}:
            raise HTTPException(422, [{"loc": ["body", "model"], "msg": RULES["model"], "type": "value_error"}])
        try:
            task = self._service.submit(request.job())
        except QueueFullError as error:
            raise HTTPException(503, str(error), {"Retry-After": str(error.retry_after)}) from error
        return {"task_id": task.id, "cancel": True}

    async def progress(self, request: TaskReference) -> Answer:
        task = self._service.find(request.task_id)
        if task is None:
            return {"status": statuses.UNKNOWN_TASK, "error": statuses.UNKNOWN_TASK}
        return _describe(task, self._service.queue_position(task)) | {"engine": self._engine}

    async def cancel(self, request: TaskReference) -> Answer:
        task = self._service.find(request.task_id)
        return {"cancelled": task is not None and self._service.cancel(task)}

    async def upgrade_prompt(self, request: PromptToUpgrade) -> Answer:
        return {"prompt": self._service.engine.improve_prompt(request.prompt)}

    async def models(self) -> Answer:
        return {"models": [self._model], "default": self._model}

    async def health(self) -> Answer:
        return {"status": "ok", "engine": self._engine, **dataclasses.asdict(self._service.load())}

    async def image(self, name: str) -> Response:
        stored = self._service.image(name)
        if stored is None:
            raise HTTPException(404, "There is no such image, or it has expired.")
        headers = {"Cache-Control": "private, max-age=3600, immutable", "X-Content-Type-Options": "nosniff"}
        return Response(stored.content, media_type=stored.media_type, headers=headers)


def _describe(task: Task, queue_position: int | None) -> Answer:
    """A task as /progress answers it."""
    answer: Answer = {
        "status": task.status,
        "progress": round(task.fraction, 4),
        "current_image_url": f"/images/{task.previews[-1].name}" if task.previews else None,
        "final_image_url": f"/images/{task.result.name}" if task.result else None,
    }
    optional = {
        "queue_position": queue_position,
        "steps": task.steps,
        "recognised": task.recognised,
        "unrecognised": task.unrecognised,
        "error": task.status if task.state == "failed" else None,
    }
    return answer | {key: value for key, value in optional.items() if value is not None}


async def _explain_bad_input(_request: Request, error: Exception) -> JSONResponse:
    """Answer 422 with one sentence for each wrong field; what was sent is not echoed."""
    if not isinstance(error, RequestValidationError):
        raise error
    explained: dict[str, Answer] = {}
    for problem in error.errors():
        field = str(problem["loc"][1]) if len(problem["loc"]) > 1 else ""
        message = RULES.get(field, "The body must be a JSON object as the protocol describes it.")
        loc = ["body", field] if field in RULES else ["body"]
        explained.setdefault(field, {"loc": loc, "msg": message, "type": "value_error"})
    return JSONResponse({"detail": list(explained.values())}, status_code=422)
