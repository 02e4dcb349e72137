"""The client for asyncio; it shares all decisions with the blocking one."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing, closing
from types import TracebackType
from typing import Self, TypeVar, Unpack, cast

import httpx

from imagelabs_client.core.commands import Command, Emit, Flow, HTTPResponse, Reply, Send, Sleep
from imagelabs_client.core.concurrency import check_concurrency, run_in_tasks
from imagelabs_client.core.flow import Flows, KnownJob, resumed_job
from imagelabs_client.core.settings import OPTION_DEFAULTS, ConnectionOptions, Settings, checked_deadline
from imagelabs_client.core.signatures import spelled_out
from imagelabs_client.errors import ImageLabsError
from imagelabs_client.events import Event
from imagelabs_client.images import GeneratedImage
from imagelabs_client.net.clients import open_client
from imagelabs_client.net.deadlines import UNSET, Clock, Deadline, Unset, limited_to
from imagelabs_client.net.exchange import FAULTS, Exchange
from imagelabs_client.net.leases import Lease, aclose_all, leased
from imagelabs_client.parameters import FIELD_DEFAULTS, GenerationFields, GenerationParams
from imagelabs_client.service_info import ServiceInfo
from imagelabs_client.tasks import AsyncJobActions, AsyncTask, Seconds

T = TypeVar("T")


class AsyncImageLabs:
    """A client of an ImageLabs service for asyncio. `ImageLabs` is the same, blocking.

    One client may be shared by many tasks of one event loop. Use it in an `async with` block, or call `close`.

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
        transport: httpx.AsyncBaseTransport | None = None,
        http_client: httpx.AsyncClient | None = None,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        **options: Unpack[ConnectionOptions],
    ) -> None:
        self._settings = Settings.gather(base_url, deadline, options, http_client)
        self._owns_http = http_client is None
        self._http = open_client(httpx.AsyncClient, self._settings, transport, http_client)
        self._clock = clock
        self._sleep = sleep
        self._flows = Flows(self._settings, clock)
        self._owns_sockets = http_client is None and transport is None
        self._loop: asyncio.AbstractEventLoop | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections; a given `http_client` stays open.

        Raises:
            RuntimeError: the connections belong to another event loop.
        """
        if self._owns_http:
            self._check_loop()
            await self._http.aclose()

    @property
    def base_url(self) -> str:
        """The service's address, without user name and password."""
        return self._settings.address

    @spelled_out(GenerationFields, FIELD_DEFAULTS)
    async def generate(
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
            on_event: called with each event; its result is awaited if it is awaitable.
            fields: see `GenerationParams`.

        Raises:
            InvalidParams: a parameter is invalid; nothing was sent.
            ImageLabsError: anything else; see `imagelabs_client.errors`.
        """
        limit = self._deadline(deadline)
        return await self._run(
            self._flows.generate(await self._prepared(GenerationParams.of(prompt, fields)), limit), on_event
        )

    @spelled_out(GenerationFields, FIELD_DEFAULTS)
    def stream(
        self,
        prompt: str | GenerationParams,
        *,
        deadline: float | Unset | None = UNSET,
        on_event: Callable[[Event], object] | None = None,
        **fields: Unpack[GenerationFields],
    ) -> AsyncGenerator[Event, None]:
        """Generate a picture, and yield events as they happen; the last one is `Finished`.

        Parameters are checked immediately; nothing is sent before the first event is requested. Closing the generator
        does not stop the service's job: `resume` picks it up again.

        Args and Raises: as for `generate`.
        """
        limit = self._deadline(deadline)
        params = GenerationParams.of(prompt, fields)

        async def events() -> AsyncGenerator[Event, None]:
            flow = self._flows.generate(await self._prepared(params), limit)
            async with aclosing(self._stream(flow, on_event)) as stream:
                async for event in stream:
                    yield event

        return events()

    @spelled_out(GenerationFields, FIELD_DEFAULTS)
    async def submit(
        self,
        prompt: str | GenerationParams,
        *,
        deadline: float | Unset | None = UNSET,
        on_event: Callable[[Event], object] | None = None,
        owner: str | None = None,
        **fields: Unpack[GenerationFields],
    ) -> AsyncTask:
        """Submit a job, and return a handle on it without waiting for the picture.

        Args and Raises: as for `generate`; the deadline is for the submit alone.
        `owner`, an opaque text in ASCII, says for whom this is: services that believe this client let its owners take
        turns.
        """
        limit = self._deadline(deadline)
        params = await self._prepared(GenerationParams.of(prompt, fields))
        return AsyncTask(self._actions, await self._run(self._flows.submit(params, limit, owner), on_event))

    def resume(self, task_id: str, params: GenerationParams | None = None) -> AsyncTask:
        """Return a handle on a job that was submitted earlier, here or elsewhere. Nothing is sent yet.

        Args:
            task_id: the service's id of the job.
            params: the parameters that it was submitted with, if known; they go into the picture's metadata.

        Raises:
            InvalidParams: `task_id` is not a valid id.
        """
        return AsyncTask(self._actions, resumed_job(task_id, params, self._clock(), self._settings))

    @spelled_out(GenerationFields, FIELD_DEFAULTS)
    def generate_many(
        self,
        prompts: Iterable[str | GenerationParams],
        *,
        concurrency: int = 4,
        deadline: float | Unset | None = UNSET,
        on_event: Callable[[Event], object] | None = None,
        **fields: Unpack[GenerationFields],
    ) -> AsyncGenerator[GeneratedImage | ImageLabsError, None]:
        """Generate many pictures, several at a time, and yield each as soon as it is finished.

        A failure does not stop the others: its error is yielded in the picture's place, with the job's `params`.
        `prompts` is read only as far as needed, so it may be infinite. At most `concurrency` jobs and pictures that
        have not been consumed yet are held at a time.

        Args:
            prompts: texts or params.
            concurrency: number of jobs at a time, 1 or more.
            deadline: seconds for each.
            on_event: called with each event.
            fields: see `GenerationParams`; they apply to all pictures.
        """

        check_concurrency(concurrency)

        async def one(prompt: str | GenerationParams) -> GeneratedImage:
            return await self.generate(prompt, deadline=deadline, on_event=on_event, **fields)

        return run_in_tasks(one, prompts, concurrency)

    async def upgrade_prompt(self, text: str) -> str:
        """Have the service improve a prompt.

        Raises:
            InvalidParams: `text` is empty.
            ImageLabsError: the service cannot be reached, does not offer this, or sends an unexpected answer.
        """
        limit = self._deadline(UNSET)
        return await self._run(self._flows.upgrade_prompt(GenerationParams(text).prompt, limit))

    async def service_info(self) -> ServiceInfo:
        """Ask the service which engine and which models it has; empty if the service does not say.

        Raises:
            APIConnectionError: the service cannot be reached.
            ImageLabsError: the service answers with an error.
        """
        return await self._run(self._flows.service_info(self._deadline(UNSET)))

    async def fetch(self, url: str) -> bytes:
        """Download a preview or picture from the service, under the same rules as a job's result.

        Args:
            url: absolute or relative to the base.

        Raises:
            DownloadError: the URL may not be fetched, is not that of a picture, or cannot be downloaded.
        """
        return await self._run(self._flows.fetch(url, self._deadline(UNSET)))

    @property
    def _actions(self) -> AsyncJobActions:
        # Made anew for each task: kept, it would tie the client into a reference cycle.
        return AsyncJobActions(stream=self._follow, wait=self._wait, poll=self._poll, cancel=self._cancel)

    def _follow(self, job: KnownJob, deadline: Seconds) -> AsyncGenerator[Event, None]:
        return self._stream(self._flows.follow(job, self._deadline(deadline)))

    async def _wait(self, job: KnownJob, deadline: Seconds) -> GeneratedImage:
        return await self._run(self._flows.follow(job, self._deadline(deadline)))

    async def _poll(self, job: KnownJob) -> Event:
        return await self._run(self._flows.look(job, self._deadline(UNSET)))

    async def _cancel(self, job: KnownJob) -> bool:
        return await self._run(self._flows.cancel(job, self._deadline(UNSET)))

    def _deadline(self, seconds: float | Unset | None) -> Deadline:
        return Deadline(
            self._settings.deadline if isinstance(seconds, Unset) else checked_deadline(seconds), self._clock
        )

    async def _prepared(self, params: GenerationParams) -> GenerationParams:
        """Decide the seeds, and prepare the reference image in a thread, since decoding is slow."""
        seeded = params.with_seeds()
        return seeded if seeded.reference_image is None else await asyncio.to_thread(seeded.with_reference)

    async def _run(self, flow: Flow[T], on_event: Callable[[Event], object] | None = None) -> T:
        reply: Reply | None = None
        with closing(flow):
            while True:
                try:
                    command = flow.send(reply)
                except StopIteration as stop:
                    return cast(T, stop.value)
                reply = await self._perform(command)
                if isinstance(command, Emit):
                    await _tell(on_event, command.event)

    async def _stream(
        self, flow: Flow[object], on_event: Callable[[Event], object] | None = None
    ) -> AsyncGenerator[Event, None]:
        reply: Reply | None = None
        with closing(flow):
            while True:
                try:
                    command = flow.send(reply)
                except StopIteration:
                    return
                reply = await self._perform(command)
                if isinstance(command, Emit):
                    await _tell(on_event, command.event)
                    yield command.event

    async def _perform(self, command: Command) -> Reply | None:
        match command:
            case Send():
                return await self._exchange(command)
            case Sleep(seconds=seconds):
                await self._sleep(seconds)
        return None

    async def _exchange(self, send: Send) -> Reply:
        self._check_loop()
        exchange = Exchange(send, self._settings, self._http, self._clock, ours=self._owns_http)
        # In virtual time a second may pass at once, but sockets only know real time.
        is_real = self._owns_sockets or self._clock is time.monotonic
        try:
            with limited_to(send.seconds, self._clock), leased() as lease:
                async with asyncio.timeout(send.seconds if is_real else None):
                    return await self._answer(exchange, lease)
        except FAULTS as error:
            return exchange.fault(error)

    async def _answer(self, exchange: Exchange, lease: Lease) -> HTTPResponse:
        try:
            response = await self._http.send(exchange.request, stream=True, follow_redirects=False, auth=exchange.auth)
            try:
                body = exchange.body_reader(response)
                if response.is_stream_consumed:
                    body.add(response.content)
                else:
                    async for piece in response.aiter_raw():
                        body.add(piece)
                        exchange.check_time()
                return exchange.answer(response, body)
            finally:
                await response.aclose()
        except GeneratorExit:
            raise  # the event loop has ended, so nothing can be awaited
        except BaseException:
            await aclose_all(lease.abandon(retire=True))
            raise

    def _check_loop(self) -> None:
        """Refuse to use connections of another event loop, which would fail in obscure ways."""
        loop = asyncio.get_running_loop()
        if self._loop is None:
            self._loop = loop
        elif self._owns_sockets and self._loop is not loop:
            raise RuntimeError(
                "This AsyncImageLabs was used on another event loop before, and its connections belong to that one. "
                "Make one client for each event loop, or call asyncio.run once around everything."
            )


async def _tell(on_event: Callable[[Event], object] | None, event: Event) -> None:
    if on_event is not None:
        told = on_event(event)
        if inspect.isawaitable(told):
            await told
