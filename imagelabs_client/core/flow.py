"""The life cycle of a job: submit, poll, download.

Every flow is a generator that yields commands and is sent replies (see `commands`). One question decides whether a
request may be retried: could the job already exist?

- A submit is retried only if it certainly was not processed: no connection was made, or the service responded with
  429 or 503. If the response is lost, an error is raised that says that the job may exist.
- Polls and downloads have no side effects, so they are retried after any transient failure until the deadline.
  Responses that waiting is unlikely to change (401, 404, a challenge, a page instead of a picture) are retried only a
  few times.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

import httpx

from imagelabs_client.core import protocol
from imagelabs_client.core.commands import Emit, Flow, HTTPRequest, HTTPResponse, Sleep
from imagelabs_client.core.failures import Failure, doubt_job
from imagelabs_client.core.protocol import ProgressReport
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
    TaskNotFoundError,
)
from imagelabs_client.events import Event, Finished, Queued, Retrying, Running, Submitted
from imagelabs_client.files.inspection import MAX_IMAGE_BYTES, ImageInfo, inspect_image
from imagelabs_client.images import GeneratedImage
from imagelabs_client.net import addresses
from imagelabs_client.net.deadlines import Clock, Deadline
from imagelabs_client.parameters import GenerationParams
from imagelabs_client.polling.durations import Durations
from imagelabs_client.polling.policy import PollingPolicy
from imagelabs_client.service_info import EngineInfo, ServiceInfo

T = TypeVar("T")

MAX_REDIRECTS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
UNKNOWN_TASK: Final = "unknown_task"  # a failure code of the protocol
UNKNOWN_ENDPOINT: Final = frozenset({404, 405, 501})
SHORT_CALL: Final = 15.0  # seconds; time limit of requests that are cheap for the service
_PLAIN_PATH: Final = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+")  # needs no URL resolution
IMAGE_CALL: Final = 120.0  # seconds; time limit of one download attempt


@dataclass(slots=True)
class KnownJob:
    """The client's state of one job.

    Attributes:
        task_id: the service's id of the job, or None until the submit succeeds.
        params: the submitted parameters, or None if unknown.
        started: clock time, in seconds, of the submit or of `resume`.
        is_resumed: whether it was resumed by its id, so that it may have been submitted long ago.
        status: the latest status text.
        steps: completed and total steps, as last reported.
        recognised: words of the prompt that the engine understood.
        unrecognised: words of the prompt that it did not understand.
        engine: the engine that draws the picture.
        image: the picture, once it is downloaded.
        policy: decides when to poll next.
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
        settings: the settings of the client.
        clock: returns monotonic seconds.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._asker = Asker(settings)
        self._durations = Durations()
        self._urls: dict[str, httpx.URL] = {}
        self._origin = str(settings.base_url.copy_with(raw_path=b"/")).rstrip("/")
        self._can_cancel = False  # set once the response to a submit offers it

    def generate(self, params: GenerationParams, deadline: Deadline) -> Flow[GeneratedImage]:
        """Submit a job and follow it to its picture."""
        job = yield from self.submit(params, deadline)
        return (yield from self.follow(job, deadline))

    def submit(self, params: GenerationParams, deadline: Deadline, owner: str | None = None) -> Flow[KnownJob]:
        """Submit a job, and never create a second one.

        Args:
            params: with seeds chosen and the reference image prepared.
            deadline: covers all attempts.
            owner: for whom, as the service is told; None says nothing.
        """
        usual = self._durations.usual(self._duration_key(params))
        policy = PollingPolicy(usual, max_interval=self._settings.max_poll_interval)
        job = KnownJob(None, params, self._clock(), policy=policy)
        call = replace(self._post("/txt2img", params.to_payload()), owner=owner)
        with _annotate_errors(job):
            attempt = 0
            while True:
                reply = yield from self._asker.once(call, deadline)
                outcome = self._asker.understand(reply, call, _body_parser(protocol.parse_submission))
                if not isinstance(outcome, Failure):
                    break
                attempt += 1
                delay = backoff(attempt, outcome.retry_after)
                give_up = attempt > self._settings.max_retries or delay >= deadline.remaining()
                if outcome.unreachable:
                    give_up = give_up or self._elapsed(job) + delay > CONNECT_PATIENCE
                if give_up or not outcome.not_taken:
                    raise doubt_job(outcome)
                yield self._retrying(job, outcome.error, delay)
                yield Sleep(delay)
                if deadline.remaining() <= 0:  # the pause ended late
                    raise doubt_job(outcome)
        job.task_id = outcome.task_id
        job.policy.submitted(self._elapsed(job))
        self._can_cancel = self._can_cancel or outcome.can_cancel
        yield Emit(Submitted(task_id=job.task_id, elapsed=self._elapsed(job)))
        return job

    def follow(self, job: KnownJob, deadline: Deadline) -> Flow[GeneratedImage]:
        """Poll until the job is done, then download its picture."""
        with _annotate_errors(job):
            if job.image is None:
                url = yield from self._poll_until_done(job, deadline)
                job.image = yield from self._download_image(job, url, deadline)
            yield Emit(_finished(job, job.image))
            return job.image

    def locate(self, params: GenerationParams, deadline: Deadline) -> Flow[str]:
        """Submit a job, poll until it is done, and return the URL of its picture."""
        job = yield from self.submit(params, deadline)
        with _annotate_errors(job):
            address = yield from self._poll_until_done(job, deadline)
            try:
                return str(addresses.resolve(address, self._settings.base_url))
            except addresses.ForbiddenAddressError as error:
                raise DownloadError(f"The picture's address is not allowed: {error}.") from error

    def look(self, job: KnownJob, deadline: Deadline) -> Flow[Event]:
        """Poll once; download the picture if the job is done."""
        with _annotate_errors(job):
            if job.image is None:
                progress = yield from self._poll(job, deadline)
                if progress.final_url is None:
                    return self._event_and_delay(job, progress)[0]
                job.image = yield from self._download_image(job, progress.final_url, deadline)
            return _finished(job, job.image)

    def cancel(self, job: KnownJob, deadline: Deadline) -> Flow[bool]:
        """Ask the service to stop the job; return False, without a request, if it never offered to cancel jobs."""
        if not self._can_cancel:
            return False
        with _annotate_errors(job):
            call = self._post("/cancel", {"task_id": job.task_id}, seconds=SHORT_CALL)
            yield from self._asker.briefly(call, deadline, lambda answer: answer)
        return True

    def upgrade_prompt(self, text: str, deadline: Deadline) -> Flow[str]:
        """Return a prompt as improved by the service."""
        call = self._post("/upgrade_prompt", {"prompt": text})
        return (yield from self._asker.briefly(call, deadline, _body_parser(protocol.parse_upgraded_prompt)))

    def service_info(self, deadline: Deadline) -> Flow[ServiceInfo]:
        """Query the service for its engine and models; the result is empty if it lacks these endpoints."""
        health = yield from self._asker.briefly(self._get_optional("/health"), deadline, _body_or_empty)
        models = yield from self._asker.briefly(self._get_optional("/models"), deadline, _body_or_empty)
        return ServiceInfo(protocol.parse_health(health), *protocol.parse_models(models))

    def fetch(self, url: str, deadline: Deadline) -> Flow[bytes]:
        """Download a preview or a picture."""

        def ask(call: HTTPRequest) -> Flow[_Picture | str]:
            return self._asker.briefly(call, deadline, _picture_or_redirect)

        picture, _ = yield from self._download(url, ask)
        return picture.content

    def _poll_until_done(self, job: KnownJob, deadline: Deadline) -> Flow[str]:
        """Poll until the job is done, and return the URL of its picture as sent by the service."""
        pause = Pause(deadline)
        next_delay = 0.0 if job.is_resumed else job.policy.first_delay(self._elapsed(job))
        while True:
            delay = pause.cut(next_delay)
            if delay is None:
                raise too_late(deadline)
            yield Sleep(delay)
            progress = yield from self._poll(job, deadline)
            if progress.final_url is not None:
                self._record_duration(job)
                return progress.final_url
            event, next_delay = self._event_and_delay(job, progress)
            yield Emit(event)

    def _poll(self, job: KnownJob, deadline: Deadline) -> Flow[ProgressReport]:
        """Poll once, retrying after failures, and store the reported state in `job`."""
        call = self._post("/progress", {"task_id": job.task_id})
        progress = yield from self._asker.patiently(
            call,
            deadline,
            _body_parser(protocol.parse_progress),
            lambda error, delay: self._retrying(job, error, delay),
            lambda error: self._min_delay(job, error),
        )
        job.status = self._settings.redacted(progress.status) if progress.status else None
        job.steps = progress.steps or job.steps
        job.recognised = progress.recognised or job.recognised
        job.unrecognised = progress.unrecognised or job.unrecognised
        job.engine = progress.engine or job.engine
        if progress.state == "failed":
            raise self._job_error(progress)
        return progress

    def _job_error(self, progress: ProgressReport) -> GenerationFailedError:
        """Return the exception for a job that the service reports as failed."""
        reason = self._settings.redacted(progress.error or "it does not say why").rstrip(".")
        if progress.code == UNKNOWN_TASK:
            error: GenerationFailedError = TaskNotFoundError(f"The service does not know this task: {reason}.")
        else:
            error = GenerationFailedError(f"The service could not make the picture: {reason}.")
        error.code = progress.code
        return error

    def _min_delay(self, job: KnownJob, error: ImageLabsError) -> float:
        """Return the minimum seconds until a poll is retried; poll less often once the service asks for it."""
        if isinstance(error, RateLimitError) or (isinstance(error, APIStatusError) and error.retry_after):
            job.policy.refused(error.retry_after)
            return 0.0  # Retry-After already determines this delay
        return job.policy.least

    def _record_duration(self, job: KnownJob) -> None:
        """Record how long the job took, for later jobs of the same kind."""
        seconds = job.policy.ended(self._elapsed(job))
        if seconds is not None and job.params is not None:
            self._durations.remember(self._duration_key(job.params), seconds)

    def _duration_key(self, params: GenerationParams) -> Hashable:
        """Return the key under which jobs of similar duration are grouped."""
        return self._settings.address, params.model, params.width, params.height

    def _event_and_delay(self, job: KnownJob, progress: ProgressReport) -> tuple[Event, float]:
        """Return the event for a poll, and the seconds until the next poll."""
        elapsed = self._elapsed(job)
        if progress.state == "queued":
            delay = job.policy.queued(elapsed, progress.position)
            position = progress.position
            return Queued(task_id=job.task_id, elapsed=elapsed, status=job.status, position=position), delay
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
        """Return a preview's absolute URL, or None if it is not allowed: a bad preview must not fail the job."""
        if url is None:
            return None
        if _PLAIN_PATH.fullmatch(url):  # fast path: nearly all services send this, in every poll
            return self._origin + url
        try:
            return str(addresses.resolve(url, self._settings.base_url))
        except addresses.ForbiddenAddressError:
            return None

    def _download_image(self, job: KnownJob, address: str, deadline: Deadline) -> Flow[GeneratedImage]:
        def ask(call: HTTPRequest) -> Flow[_Picture | str]:
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

    def _download(
        self, address: str, ask: Callable[[HTTPRequest], Flow[_Picture | str]]
    ) -> Flow[tuple[_Picture, httpx.URL]]:
        """Download a picture, applying the rules for the first URL to every redirect as well."""
        base = self._settings.base_url
        try:
            url = addresses.resolve(address, base)
            for _ in range(MAX_REDIRECTS + 1):
                result = yield from ask(self._get_image(url))
                if isinstance(result, _Picture):
                    return result, url
                url = addresses.follow(result, url, base)
        except addresses.ForbiddenAddressError as error:
            raise DownloadError(f"The picture's address is not allowed: {error}.") from error
        except (ChallengeError, DownloadError, GenerationTimeoutError):
            raise
        except ImageLabsError as error:
            raise DownloadError(
                f"The picture could not be downloaded. {error.message}", url=addresses.shown(url)
            ) from error
        raise DownloadError("The picture's address leads on to others without end.", url=addresses.shown(url))

    def _get_image(self, url: httpx.URL) -> HTTPRequest:
        to_service = addresses.origin(url) == addresses.origin(self._settings.base_url)
        return HTTPRequest(
            "GET", url, to_service=to_service, max_bytes=MAX_IMAGE_BYTES, seconds=IMAGE_CALL, accepts=REDIRECTS
        )

    def _get_optional(self, path: str) -> HTTPRequest:
        return HTTPRequest("GET", self._url(path), seconds=SHORT_CALL, accepts=UNKNOWN_ENDPOINT)

    def _post(self, path: str, body: dict[str, Any], seconds: float = 60.0) -> HTTPRequest:
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        return HTTPRequest("POST", self._url(path), content, seconds=seconds)

    def _url(self, path: str) -> httpx.URL:
        if path not in self._urls:
            base = self._settings.base_url
            self._urls[path] = base.copy_with(path=base.path.rstrip("/") + path)
        return self._urls[path]

    def _elapsed(self, job: KnownJob) -> float:
        return self._clock() - job.started

    def _retrying(self, job: KnownJob, error: ImageLabsError, delay: float) -> Emit:
        return Emit(
            Retrying(
                task_id=job.task_id, elapsed=self._elapsed(job), status=job.status, reason=error.message, delay=delay
            )
        )


def resumed_job(task_id: object, params: GenerationParams | None, now: float, settings: Settings) -> KnownJob:
    """Return the state of a job that is known only by its id.

    Raises:
        InvalidParams: `task_id` cannot be a task id.
    """
    if not isinstance(task_id, str) or not protocol.is_task_id(task_id):
        raise InvalidParams.listing([Problem("task_id", "type", "task_id is not the id of a task")])
    policy = PollingPolicy(max_interval=settings.max_poll_interval)
    return KnownJob(task_id, params, now, is_resumed=True, policy=policy)


@dataclass(frozen=True, slots=True)
class _Picture:
    content: bytes
    info: ImageInfo


def _picture_or_redirect(answer: HTTPResponse) -> _Picture | str:
    if answer.status in REDIRECTS:
        return answer.headers.get("location", "")
    return _Picture(answer.body, inspect_image(answer.body))


def _body_or_empty(answer: HTTPResponse) -> bytes:
    return b"" if answer.status in UNKNOWN_ENDPOINT else answer.body


def _body_parser(parse: Callable[[bytes], T]) -> Callable[[HTTPResponse], T]:
    return lambda answer: parse(answer.body)


def _finished(job: KnownJob, image: GeneratedImage) -> Finished:
    return Finished(task_id=job.task_id, elapsed=image.elapsed, status=job.status, image=image)


@contextmanager
def _annotate_errors(job: KnownJob) -> Iterator[None]:
    """Set the task id and parameters of `job` on errors that are raised in the block and lack them."""
    try:
        yield
    except ImageLabsError as error:
        error.task_id = error.task_id or job.task_id
        error.params = error.params or job.params
        raise
