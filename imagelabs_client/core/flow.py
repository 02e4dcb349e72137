"""The whole life of a job, written once: submit, poll, decide, download.

Every flow is a generator that yields commands and is sent replies (see `commands`). What may be tried again is
decided by one question, "could the job already exist?":

- A submit is repeated only if it certainly did not arrive: no connection was made, or the service answered 429 or
  503. When its answer is lost, that is an error, and it says that the job may exist.
- Polls and downloads change nothing, so they outlive every passing fault until the deadline; answers that waiting
  hardly mends (401, 404, a challenge, a page instead of a picture) are asked for a few times only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import httpx

from imagelabs_client.core import protocol
from imagelabs_client.core.commands import Answer, Call, Emit, Flow, Sleep
from imagelabs_client.core.failures import Failure, doubt_job
from imagelabs_client.core.protocol import EngineInfo, Progress, ServiceInfo
from imagelabs_client.core.retries import CONNECT_PATIENCE, Asker, Pause, backoff, too_late
from imagelabs_client.core.settings import Settings
from imagelabs_client.errors import (
    APIStatusError,
    ChallengeError,
    DownloadError,
    GenerationFailedError,
    GenerationTimeoutError,
    ImageLabsError,
    InvalidParams,
    Problem,
    RateLimitError,
)
from imagelabs_client.events import Event, Finished, Queued, Retrying, Running, Submitted
from imagelabs_client.images import MAX_IMAGE_BYTES, GeneratedImage, ImageInfo, inspect_image
from imagelabs_client.net import addresses
from imagelabs_client.net.deadlines import Clock, Deadline
from imagelabs_client.parameters import GenerationParams
from imagelabs_client.polling.durations import Durations
from imagelabs_client.polling.policy import PollingPolicy

T = TypeVar("T")

MAX_REDIRECTS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
UNKNOWN_ENDPOINT: Final = frozenset({404, 405, 501})
SHORT_CALL: Final = 15.0  # seconds for a call that costs the service little
_PLAIN_PATH: Final = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+")  # one that needs no resolving
IMAGE_CALL: Final = 120.0  # seconds for one attempt at a download


@dataclass(slots=True)
class Job:
    """What is known about a job of the service.

    Attributes:
        task_id: the service's id, or None until the submit is answered.
        params: what was sent, or None if unknown.
        started: the clock's time of the submit, or of `resume`.
        is_resumed: whether it was submitted long ago, as far as anybody knows.
        status: its latest words.
        steps: steps done and in all, as last told.
        recognised: words of the prompt that the engine understood.
        unrecognised: words of the prompt that it did not understand.
        engine: what draws.
        image: the picture, once it is here.
        policy: when to ask next.
    """

    task_id: str | None
    params: GenerationParams | None
    started: float
    is_resumed: bool = False
    status: str | None = None
    steps: tuple[int, int] | None = None
    recognised: tuple[str, ...] = ()
    unrecognised: tuple[str, ...] = ()
    engine: EngineInfo | None = None
    image: GeneratedImage | None = None
    policy: PollingPolicy = field(default_factory=PollingPolicy)


class Flows:
    """The flows of one client.

    Args:
        settings: where the service is and how patient to be.
        clock: monotonic seconds.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._asker = Asker(settings)
        self._durations = Durations()
        self._urls: dict[str, httpx.URL] = {}
        self._origin = str(settings.base_url.copy_with(raw_path=b"/")).rstrip("/")
        self._service_cancels = False  # until the answer to any submit says otherwise

    def generate(self, params: GenerationParams, deadline: Deadline) -> Flow[GeneratedImage]:
        """Submit, and follow to the end."""
        job = yield from self.submit(params, deadline)
        return (yield from self.follow(job, deadline))

    def submit(self, params: GenerationParams, deadline: Deadline) -> Flow[Job]:
        """Make the job, once.

        Args:
            params: with their seeds decided and their reference image prepared.
            deadline: over all attempts.
        """
        usual = self._durations.usual(self._kind(params))
        policy = PollingPolicy(usual, max_interval=self._settings.max_poll_interval)
        job = Job(None, params, self._clock(), policy=policy)
        call = self._post("/txt2img", params.to_payload())
        with _about(job):
            attempt = 0
            while True:
                reply = yield from self._asker.once(call, deadline)
                outcome = self._asker.understand(reply, call, _reads(protocol.parse_submission))
                if not isinstance(outcome, Failure):
                    break
                attempt += 1
                delay = backoff(attempt, outcome.retry_after)
                in_vain = attempt > self._settings.max_retries or delay >= deadline.remaining()
                if outcome.unreachable:
                    in_vain = in_vain or self._elapsed(job) + delay > CONNECT_PATIENCE
                if in_vain or not outcome.not_taken:
                    raise doubt_job(outcome)
                yield self._retrying(job, outcome.error, delay)
                yield Sleep(delay)
        job.task_id = outcome.task_id
        job.policy.submitted(self._elapsed(job))
        self._service_cancels = self._service_cancels or outcome.can_cancel
        yield Emit(Submitted(task_id=job.task_id, elapsed=self._elapsed(job)))
        return job

    def follow(self, job: Job, deadline: Deadline) -> Flow[GeneratedImage]:
        """Poll until the job has ended, then download its picture."""
        with _about(job):
            if job.image is None:
                url = yield from self._await_end(job, deadline)
                job.image = yield from self._image(job, url, deadline)
            yield Emit(_finished(job, job.image))
            return job.image

    def locate(self, params: GenerationParams, deadline: Deadline) -> Flow[str]:
        """Submit, poll until there is a picture, and return its address."""
        job = yield from self.submit(params, deadline)
        with _about(job):
            address = yield from self._await_end(job, deadline)
            try:
                return str(addresses.resolve(address, self._settings.base_url))
            except addresses.ForbiddenAddressError as error:
                raise DownloadError(f"The picture's address is not one to fetch: {error}.") from error

    def look(self, job: Job, deadline: Deadline) -> Flow[Event]:
        """Ask once how the job is; download the picture if it is done."""
        with _about(job):
            if job.image is None:
                progress = yield from self._progress(job, deadline)
                if progress.final_url is None:
                    return self._news(job, progress)[0]
                job.image = yield from self._image(job, progress.final_url, deadline)
            return _finished(job, job.image)

    def cancel(self, job: Job, deadline: Deadline) -> Flow[bool]:
        """Ask the service to stop the job; False, and nothing sent, if it never told this client that it can."""
        if not self._service_cancels:
            return False
        with _about(job):
            call = self._post("/cancel", {"task_id": job.task_id}, seconds=SHORT_CALL)
            yield from self._asker.briefly(call, deadline, lambda answer: answer)
        return True

    def upgrade_prompt(self, text: str, deadline: Deadline) -> Flow[str]:
        """Have a prompt improved."""
        call = self._post("/upgrade_prompt", {"prompt": text})
        return (yield from self._asker.briefly(call, deadline, _reads(protocol.parse_upgraded_prompt)))

    def service_info(self, deadline: Deadline) -> Flow[ServiceInfo]:
        """Ask what the service is; one that does not know the questions gives an empty answer."""
        health = yield from self._asker.briefly(self._optional("/health"), deadline, _body_if_known)
        listed = yield from self._asker.briefly(self._optional("/models"), deadline, _body_if_known)
        return ServiceInfo(protocol.parse_health(health), *protocol.parse_models(listed))

    def fetch(self, url: str, deadline: Deadline) -> Flow[bytes]:
        """Download a preview or a picture."""

        def ask(call: Call) -> Flow[_Picture | str]:
            return self._asker.briefly(call, deadline, _picture_or_redirect)

        picture, _ = yield from self._download(url, ask)
        return picture.content

    def _await_end(self, job: Job, deadline: Deadline) -> Flow[str]:
        """Poll until there is a picture, and return its address as the service gave it."""
        pause = Pause(deadline)
        wanted = 0.0 if job.is_resumed else job.policy.first_delay(self._elapsed(job))
        while True:
            delay = pause.cut(wanted)
            if delay is None:
                raise too_late(deadline)
            yield Sleep(delay)
            progress = yield from self._progress(job, deadline)
            if progress.final_url is not None:
                self._learn(job)
                return progress.final_url
            event, wanted = self._news(job, progress)
            yield Emit(event)

    def _progress(self, job: Job, deadline: Deadline) -> Flow[Progress]:
        """Poll once, outliving faults, and remember what the service says."""
        call = self._post("/progress", {"task_id": job.task_id})
        progress = yield from self._asker.patiently(
            call,
            deadline,
            _reads(protocol.parse_progress),
            lambda error, delay: self._retrying(job, error, delay),
            lambda error: self._distance(job, error),
        )
        job.status = self._settings.redacted(progress.status) if progress.status else None
        job.steps = progress.steps or job.steps
        job.recognised = progress.recognised or job.recognised
        job.unrecognised = progress.unrecognised or job.unrecognised
        job.engine = progress.engine or job.engine
        if progress.state == "failed":
            told = self._settings.redacted(progress.error or "it does not say why").rstrip(".")
            raise GenerationFailedError(f"The service could not make the picture: {told}.")
        return progress

    def _distance(self, job: Job, error: ImageLabsError) -> float:
        """Return the seconds until a poll may be repeated; who asks for patience is asked less often from now on."""
        if isinstance(error, RateLimitError) or (isinstance(error, APIStatusError) and error.retry_after):
            job.policy.refused(error.retry_after)
            return 0.0  # how long this once is said by the refusal itself
        return job.policy.least

    def _learn(self, job: Job) -> None:
        """Remember how long the job took, for the next one of its kind."""
        seconds = job.policy.ended(self._elapsed(job))
        if seconds is not None and job.params is not None:
            self._durations.remember(self._kind(job.params), seconds)

    def _kind(self, params: GenerationParams) -> Hashable:
        """Return what jobs that take equally long have in common."""
        return self._settings.address, params.model, params.width, params.height

    def _news(self, job: Job, progress: Progress) -> tuple[Event, float]:
        """Make the event that a poll amounts to, and the seconds until the next one."""
        elapsed = self._elapsed(job)
        if progress.state == "queued":
            delay = job.policy.queued(elapsed, progress.position)
            place = progress.position
            return Queued(task_id=job.task_id, elapsed=elapsed, status=job.status, position=place), delay
        delay = job.policy.running(elapsed, progress.fraction)
        running = Running(
            task_id=job.task_id,
            elapsed=elapsed,
            status=job.status,
            fraction=progress.fraction,
            eta=job.policy.eta(),
            preview_url=self._preview(progress.preview_url),
            steps=progress.steps,
            recognised=job.recognised,
            unrecognised=job.unrecognised,
        )
        return running, delay

    def _preview(self, url: str | None) -> str | None:
        """Return a preview's absolute address; None if it is not one to fetch, since the picture matters more."""
        if url is None:
            return None
        if _PLAIN_PATH.fullmatch(url):  # what nearly all services send, once a poll
            return self._origin + url
        try:
            return str(addresses.resolve(url, self._settings.base_url))
        except addresses.ForbiddenAddressError:
            return None

    def _image(self, job: Job, address: str, deadline: Deadline) -> Flow[GeneratedImage]:
        def ask(call: Call) -> Flow[_Picture | str]:
            return self._asker.patiently(
                call, deadline, _picture_or_redirect, lambda error, delay: self._retrying(job, error, delay)
            )

        picture, url = yield from self._download(address, ask)
        return GeneratedImage(
            url=str(url),
            task_id=job.task_id or "",
            params=job.params,
            content=picture.content,
            content_type=picture.info.content_type,
            elapsed=self._elapsed(job),
            recognised=job.recognised,
            unrecognised=job.unrecognised,
            engine=job.engine,
            steps=job.steps[1] if job.steps else None,
        )

    def _download(self, address: str, ask: Callable[[Call], Flow[_Picture | str]]) -> Flow[tuple[_Picture, httpx.URL]]:
        """Fetch a picture, following redirects under the same rules as the first address."""
        base = self._settings.base_url
        try:
            url = addresses.resolve(address, base)
            for _ in range(MAX_REDIRECTS + 1):
                found = yield from ask(self._get_image(url))
                if isinstance(found, _Picture):
                    return found, url
                url = addresses.follow(found, url, base)
        except addresses.ForbiddenAddressError as error:
            raise DownloadError(f"The picture's address is not one to fetch: {error}.") from error
        except (ChallengeError, DownloadError, GenerationTimeoutError):
            raise
        except ImageLabsError as error:
            raise DownloadError(
                f"The picture could not be downloaded. {error.message}", url=addresses.shown(url)
            ) from error
        raise DownloadError("The picture's address leads on to others without end.", url=addresses.shown(url))

    def _get_image(self, url: httpx.URL) -> Call:
        to_service = addresses.origin(url) == addresses.origin(self._settings.base_url)
        return Call("GET", url, to_service=to_service, max_bytes=MAX_IMAGE_BYTES, seconds=IMAGE_CALL, accepts=REDIRECTS)

    def _optional(self, path: str) -> Call:
        return Call("GET", self._url(path), seconds=SHORT_CALL, accepts=UNKNOWN_ENDPOINT)

    def _post(self, path: str, body: dict[str, Any], seconds: float = 60.0) -> Call:
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        return Call("POST", self._url(path), content, seconds=seconds)

    def _url(self, path: str) -> httpx.URL:
        if path not in self._urls:
            base = self._settings.base_url
            self._urls[path] = base.copy_with(path=base.path.rstrip("/") + path)
        return self._urls[path]

    def _elapsed(self, job: Job) -> float:
        return self._clock() - job.started

    def _retrying(self, job: Job, error: ImageLabsError, delay: float) -> Emit:
        return Emit(
            Retrying(
                task_id=job.task_id, elapsed=self._elapsed(job), status=job.status, reason=error.message, delay=delay
            )
        )


def resumed_job(task_id: object, params: GenerationParams | None, now: float, settings: Settings) -> Job:
    """Make the job that belongs to an id from elsewhere.

    Raises:
        InvalidParams: it cannot be the id of a task.
    """
    if not isinstance(task_id, str) or not protocol.is_task_id(task_id):
        raise InvalidParams.listing([Problem("task_id", "type", "task_id is not the id of a task")])
    policy = PollingPolicy(max_interval=settings.max_poll_interval)
    return Job(task_id, params, now, is_resumed=True, policy=policy)


@dataclass(frozen=True, slots=True)
class _Picture:
    content: bytes
    info: ImageInfo


def _picture_or_redirect(answer: Answer) -> _Picture | str:
    if answer.status in REDIRECTS:
        return answer.headers.get("location", "")
    return _Picture(answer.body, inspect_image(answer.body))


def _body_if_known(answer: Answer) -> bytes:
    return b"" if answer.status in UNKNOWN_ENDPOINT else answer.body


def _reads(parse: Callable[[bytes], T]) -> Callable[[Answer], T]:
    return lambda answer: parse(answer.body)


def _finished(job: Job, image: GeneratedImage) -> Finished:
    return Finished(task_id=job.task_id, elapsed=image.elapsed, status=job.status, image=image)


@contextmanager
def _about(job: Job) -> Iterator[None]:
    """Let every error that passes know which job it is about."""
    try:
        yield
    except ImageLabsError as error:
        error.task_id = error.task_id or job.task_id
        error.params = error.params or job.params
        raise
