"""The blocking client."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from types import TracebackType
from typing import Self, TypeVar, Unpack, cast

import httpx

from imagelabs_client.core.commands import Command, Emit, Flow, HTTPResponse, Reply, Send, Sleep
from imagelabs_client.core.concurrency import check_concurrency, run_in_threads
from imagelabs_client.core.flow import Flows, KnownJob, resumed_job
from imagelabs_client.core.settings import OPTION_DEFAULTS, ConnectionOptions, Settings, checked_deadline
from imagelabs_client.core.signatures import spelled_out
from imagelabs_client.errors import ImageLabsError
from imagelabs_client.events import Event
from imagelabs_client.images import GeneratedImage
from imagelabs_client.net.clients import open_client
from imagelabs_client.net.deadlines import UNSET, Clock, Deadline, GivenUpError, Unset, limited_to
from imagelabs_client.net.exchange import FAULTS, Exchange
from imagelabs_client.net.leases import Lease, close_all, leased
from imagelabs_client.parameters import FIELD_DEFAULTS, GenerationFields, GenerationParams
from imagelabs_client.service_info import ServiceInfo
from imagelabs_client.tasks import JobActions, Seconds, Task

T = TypeVar("T")


class ImageLabs:
    """A blocking client of an ImageLabs service. `AsyncImageLabs` is the same for asyncio.

    One client may be shared by many threads. Use it in a `with` block, or call `close`.

    Args:
        base_url: the service's address; by default IMAGELABS_BASE_URL, or else https://editor.imagelabs.net.
        deadline: seconds that one generation may take in total, or None for no limit; by default IMAGELABS_DEADLINE, or
            else 300.
        transport: an httpx transport to use instead of the network. The client then resolves no host names itself.
        http_client: an httpx client to use instead of the client's own; its base_url is used if none is given. It is
            not closed, and observes the deadline only as far as its own timeouts do.
        clock: returns monotonic seconds.
        sleep: waits for a number of seconds.
        timeout: seconds without any data after which an exchange fails, or an httpx.Timeout.
        max_retries: how often a request is repeated that certainly did not arrive. Polls and downloads, which change
            nothing, are repeated until the deadline.
        max_poll_interval: maximum seconds between polls while a job runs, for live previews; by default the client
            polls when progress is likely.
        proxy: address of a proxy for all requests; by default the proxies of the environment that httpx reads.
        user_agent: sent with every request; by default IMAGELABS_USER_AGENT, or else that of a browser.
        headers: additional headers, sent to the service only.
        cookies: a mapping, or text such as "cf_clearance=…; session=…", sent to the service only; by default
            IMAGELABS_COOKIE.

    Raises:
        InvalidParams: an argument cannot be used.
    """

    @spelled_out(ConnectionOptions, OPTION_DEFAULTS)
    def __init__(
        self,
        *,
        base_url: str | httpx.URL | None = None,
        deadline: float | Unset | None = UNSET,
        transport: httpx.BaseTransport | None = None,
        http_client: httpx.Client | None = None,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
        **options: Unpack[ConnectionOptions],
    ) -> None:
        self._settings = Settings.gather(base_url, deadline, options, http_client)
        self._owns_http = http_client is None
        self._http = open_client(httpx.Client, self._settings, transport, http_client)
        self._clock = clock
        self._sleep = sleep
        self._flows = Flows(self._settings, clock)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a given `http_client` stays open."""
        if self._owns_http:
            self._http.close()

    @property
    def base_url(self) -> str:
        """The service's address, without user name and password."""
        return self._settings.address

    @spelled_out(GenerationFields, FIELD_DEFAULTS)
    def generate(
        self,
        prompt: str | GenerationParams,
        *,
        deadline: float | Unset | None = UNSET,
        on_event: Callable[[Event], object] | None = None,
        **fields: Unpack[GenerationFields],
    ) -> GeneratedImage:
        """Generate a picture, and wait for it.

        Args:
            prompt: what to draw, or params, in which the other arguments replace values.
            deadline: seconds in total, instead of the client's own deadline; None for no limit.
            on_event: called with each event.
            fields: see `GenerationParams`.

        Raises:
            InvalidParams: a parameter is invalid; nothing was sent.
            ImageLabsError: anything else; see `imagelabs_client.errors`.
        """
        limit = self._deadline(deadline)
        return self._run(self._flows.generate(self._prepared(prompt, fields), limit), on_event)

    @spelled_out(GenerationFields, FIELD_DEFAULTS)
    def stream(
        self,
        prompt: str | GenerationParams,
        *,
        deadline: float | Unset | None = UNSET,
        on_event: Callable[[Event], object] | None = None,
        **fields: Unpack[GenerationFields],
    ) -> Generator[Event, None, None]:
        """Generate a picture, and yield events as they happen; the last one is `Finished`.

        Parameters are checked immediately; nothing is sent before the first event is requested. Closing the generator
        does not stop the service's job: `resume` picks it up again.

        Args and Raises: as for `generate`.
        """
        limit = self._deadline(deadline)
        return self._stream(self._flows.generate(self._prepared(prompt, fields), limit), on_event)

    @spelled_out(GenerationFields, FIELD_DEFAULTS)
    def submit(
        self,
        prompt: str | GenerationParams,
        *,
        deadline: float | Unset | None = UNSET,
        on_event: Callable[[Event], object] | None = None,
        owner: str | None = None,
        **fields: Unpack[GenerationFields],
    ) -> Task:
        """Submit a job, and return a handle on it without waiting for the picture.

        Args and Raises: as for `generate`; the deadline is for the submit alone.
        `owner`, an opaque text in ASCII, says for whom this is: services that believe this client let its owners take
        turns.
        """
        limit = self._deadline(deadline)
        return Task(
            self._actions, self._run(self._flows.submit(self._prepared(prompt, fields), limit, owner), on_event)
        )

    def resume(self, task_id: str, params: GenerationParams | None = None) -> Task:
        """Return a handle on a job that was submitted earlier, here or elsewhere. Nothing is sent yet.

        Args:
            task_id: the service's id of the job.
            params: the parameters that it was submitted with, if known; they go into the picture's metadata.

        Raises:
            InvalidParams: `task_id` is not a valid id.
        """
        return Task(self._actions, resumed_job(task_id, params, self._clock(), self._settings))

    @spelled_out(GenerationFields, FIELD_DEFAULTS)
    def generate_many(
        self,
        prompts: Iterable[str | GenerationParams],
        *,
        concurrency: int = 4,
        deadline: float | Unset | None = UNSET,
        on_event: Callable[[Event], object] | None = None,
        **fields: Unpack[GenerationFields],
    ) -> Generator[GeneratedImage | ImageLabsError, None, None]:
        """Generate many pictures, several at a time, and yield each as soon as it is finished.

        A failure does not stop the others: its error is yielded in the picture's place, with the job's `params`.
        `prompts` is read only as far as needed, so it may be infinite. At most `concurrency` jobs and pictures that
        have not been consumed yet are held at a time.

        Args:
            prompts: texts or params.
            concurrency: number of jobs at a time, 1 or more.
            deadline: seconds for each.
            on_event: called with each event, from the threads that do the work.
            fields: see `GenerationParams`; they apply to all pictures.
        """

        check_concurrency(concurrency)
        unwanted = threading.Event()

        def one(prompt: str | GenerationParams) -> GeneratedImage:
            limit = self._deadline(deadline)
            return self._run(self._flows.generate(self._prepared(prompt, fields), limit), on_event, unwanted)

        return run_in_threads(one, prompts, concurrency, unwanted.set)

    def upgrade_prompt(self, text: str) -> str:
        """Have the service improve a prompt.

        Raises:
            InvalidParams: `text` is empty.
            ImageLabsError: the service cannot be reached, does not offer this, or sends an unexpected answer.
        """
        limit = self._deadline(UNSET)
        return self._run(self._flows.upgrade_prompt(GenerationParams(text).prompt, limit))

    def service_info(self) -> ServiceInfo:
        """Ask the service which engine and which models it has; empty if the service does not say.

        Raises:
            APIConnectionError: the service cannot be reached.
            ImageLabsError: the service answers with an error.
        """
        return self._run(self._flows.service_info(self._deadline(UNSET)))

    def fetch(self, url: str) -> bytes:
        """Download a preview or picture from the service, under the same rules as a job's result.

        Args:
            url: absolute or relative to the base.

        Raises:
            DownloadError: the URL may not be fetched, is not that of a picture, or cannot be downloaded.
        """
        return self._run(self._flows.fetch(url, self._deadline(UNSET)))

    @property
    def _actions(self) -> JobActions:
        # Made anew for each task: kept, it would tie the client into a reference cycle.
        return JobActions(stream=self._follow, wait=self._wait, poll=self._poll, cancel=self._cancel)

    def _follow(self, job: KnownJob, deadline: Seconds) -> Generator[Event, None, None]:
        return self._stream(self._flows.follow(job, self._deadline(deadline)))

    def _wait(self, job: KnownJob, deadline: Seconds) -> GeneratedImage:
        return self._run(self._flows.follow(job, self._deadline(deadline)))

    def _poll(self, job: KnownJob) -> Event:
        return self._run(self._flows.look(job, self._deadline(UNSET)))

    def _cancel(self, job: KnownJob) -> bool:
        return self._run(self._flows.cancel(job, self._deadline(UNSET)))

    def _deadline(self, seconds: float | Unset | None) -> Deadline:
        return Deadline(
            self._settings.deadline if isinstance(seconds, Unset) else checked_deadline(seconds), self._clock
        )

    def _prepared(self, prompt: str | GenerationParams, fields: GenerationFields) -> GenerationParams:
        return GenerationParams.of(prompt, fields).with_seeds().with_reference()

    def _run(
        self,
        flow: Flow[T],
        on_event: Callable[[Event], object] | None = None,
        unwanted: threading.Event | None = None,
    ) -> T:
        reply: Reply | None = None
        with closing(flow):
            while True:
                try:
                    command = flow.send(reply)
                except StopIteration as stop:
                    return cast(T, stop.value)
                # Events are delivered in any case: one may hold the id of a job that was submitted just now.
                if unwanted is not None and unwanted.is_set() and not isinstance(command, Emit):
                    raise GivenUpError
                reply = self._perform(command, unwanted)
                if isinstance(command, Emit) and on_event is not None:
                    on_event(command.event)

    def _stream(
        self, flow: Flow[object], on_event: Callable[[Event], object] | None = None
    ) -> Generator[Event, None, None]:
        reply: Reply | None = None
        with closing(flow):
            while True:
                try:
                    command = flow.send(reply)
                except StopIteration:
                    return
                reply = self._perform(command)
                if isinstance(command, Emit):
                    if on_event is not None:
                        on_event(command.event)
                    yield command.event

    def _perform(self, command: Command, unwanted: threading.Event | None = None) -> Reply | None:
        match command:
            case Send():
                return self._exchange(command, unwanted)
            case Sleep(seconds=seconds) if unwanted is not None and self._sleep is time.sleep:
                unwanted.wait(seconds)
            case Sleep(seconds=seconds):
                self._sleep(seconds)
        return None

    def _exchange(self, send: Send, unwanted: threading.Event | None) -> Reply:
        exchange = Exchange(send, self._settings, self._http, self._clock, ours=self._owns_http)
        try:
            with limited_to(send.seconds, self._clock, unwanted), leased() as lease:
                return self._answer(exchange, lease)
        except FAULTS as error:
            return exchange.fault(error)

    def _answer(self, exchange: Exchange, lease: Lease) -> HTTPResponse:
        try:
            response = self._http.send(exchange.request, stream=True, follow_redirects=False, auth=exchange.auth)
            try:
                body = exchange.body_reader(response)
                if response.is_stream_consumed:
                    body.add(response.content)
                else:
                    for piece in response.iter_raw():
                        body.add(piece)
                        exchange.check_time()
                return exchange.answer(response, body)
            finally:
                response.close()
        except BaseException:
            close_all(lease.abandon(retire=True))
            raise
