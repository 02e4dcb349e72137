"""Where prompts are sent: the built-in service in this process, ImageLabs.net, or another address.

This is the only module of the page that knows `imagelabs_server`. Backends are shared by all visitors.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Callable, Sequence
from typing import Protocol
from urllib.parse import urlsplit

import httpx

from imagelabs_client import AsyncImageLabs, AsyncTask, Event, GenerationParams, ImageLabsError
from imagelabs_server import create_app
from imagelabs_server.command import DEFAULT_PORT as SERVICE_PORT
from playground.in_process_address import IN_PROCESS_URL
from playground.settings import Settings
from playground.texts import Texts

_HEALTH_TIMEOUT = 4.0  # seconds
_POLL_INTERVAL = 0.12  # seconds between polls in this process, where a picture takes about one second
_REMOTE_POLL_INTERVAL = 0.5  # the same at a service that has other clients


class _Service(Protocol):
    def start(self) -> None: ...

    def close(self) -> None: ...


class _InProcess(httpx.ASGITransport):
    """Transport to the built-in service without a socket; a truncated response is a connection error here too."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        try:
            return await super().handle_async_request(request)
        except AssertionError as error:  # raised by httpx for a truncated response
            raise httpx.RemoteProtocolError("the answer broke off", request=request) from error


class Backend:
    """A service that paints, and the client that talks to it.

    Making one starts nothing. The workers of the built-in service start with `open`, or when `client` is first used.
    """

    def __init__(self, kind: str, engine: str = "painter", *, client: AsyncImageLabs | None = None) -> None:
        """Describe the backend.

        Args:
            kind: `builtin`, `imagelabs`, or an http(s) URL.
            engine: the engine of the built-in service.
            client: the client to use instead of one for `kind`.
        """
        self._kind = kind
        self._engine = engine
        self._service: _Service | None = None
        self._client = client
        self._secret = secrets.token_bytes(16)

    @classmethod
    def all_from(cls, settings: Settings) -> tuple[Backend, ...]:
        """Make the backends that the settings name; the first is the page's own."""
        return tuple(cls(kind, settings.engine) for kind in (settings.backend, *settings.other_backends))

    def name(self, texts: Texts) -> str:
        """Return the name that visitors see. For a URL it is host and port, since the rest may hold secrets."""
        if self._kind in ("builtin", "imagelabs"):
            return texts(f"backend.{self._kind}")
        url = urlsplit(self._kind)
        return f"{url.hostname}:{url.port}" if url.port else str(url.hostname)

    @property
    def code_url(self) -> str | None:
        """The service's URL for code that visitors run themselves, or None if their environment has to name it.

        The built-in service has no URL; the code gets the default one of a service started by hand. The URL of another
        service is only shown if it has no user, password, path or query, which can hold secrets.
        """
        if self._kind == "builtin":
            return f"http://127.0.0.1:{SERVICE_PORT}"
        if self._kind == "imagelabs":
            return None
        url = urlsplit(self._kind)
        bare = not (url.username or url.password or url.path.strip("/") or url.query or url.fragment)
        return f"{url.scheme}://{url.netloc}" if bare else None

    @property
    def client(self) -> AsyncImageLabs:
        """The client, made when it is first used; it belongs to the event loop that uses it."""
        if self._client is None:
            self._client = self._connect()
        return self._client

    async def submit(
        self,
        params: GenerationParams,
        *,
        owner: str = "",
        on_event: Callable[[Event], object] | None = None,
    ) -> AsyncTask:
        """Submit a picture for one of this page's visitors; services of ours let owners take turns.

        Args:
            params: what to paint.
            owner: whom it is charged to; the service gets a word that says nothing about them.
            on_event: as that of `AsyncImageLabs.submit`.

        Raises:
            ImageLabsError: as `AsyncImageLabs.submit` does.
        """
        return await self.client.submit(params, owner=self._word_for(owner), on_event=on_event)

    def _word_for(self, owner: str) -> str | None:
        """Return what the service is told about an owner: the same word each time, from which nobody learns who it is.

        ImageLabs.net is none of ours, and is told nothing.
        """
        if self._kind == "imagelabs" or not owner:
            return None
        return hmac.digest(self._secret, owner.encode(), "sha256").hex()[:16]

    async def answers(self) -> bool:
        """Return whether the backend answers within four seconds."""
        try:
            async with asyncio.timeout(_HEALTH_TIMEOUT):
                await self.client.service_info()
        except (ImageLabsError, TimeoutError):
            return False
        return True

    async def models(self) -> tuple[str, ...]:
        """Return the models that the backend offers; none if it names none or does not answer within four seconds."""
        try:
            async with asyncio.timeout(_HEALTH_TIMEOUT):
                return (await self.client.service_info()).models
        except (ImageLabsError, TimeoutError):
            return ()

    def open(self) -> None:
        """Start the workers, so that the first picture need not wait for them.

        Raises:
            ValueError: there is no such engine, or the URL is not one.
        """
        if self._client is None:
            self._client = self._connect()
        if self._service is not None:
            self._service.start()

    async def aclose(self) -> None:
        """Close the client's connections, and end the workers of the built-in service."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()
        service, self._service = self._service, None
        if service is not None:
            await asyncio.to_thread(service.close)

    def _connect(self) -> AsyncImageLabs:
        if self._kind == "builtin":
            app = create_app(self._engine, trust_owner=True)  # nobody but this page can reach it
            self._service = app.state.service
            return AsyncImageLabs(
                base_url=IN_PROCESS_URL,
                transport=_InProcess(app=app, raise_app_exceptions=False),
                max_poll_interval=_POLL_INTERVAL,
            )
        base_url = None if self._kind == "imagelabs" else self._kind
        return AsyncImageLabs(base_url=base_url, max_poll_interval=_REMOTE_POLL_INTERVAL)


def by_name(backends: Sequence[Backend], texts: Texts) -> dict[str, Backend]:
    """Return backends by the names that visitors see; where two names are equal, the later one gets a number."""
    named: dict[str, Backend] = {}
    for backend in backends:
        name, number = backend.name(texts), 1
        while name in named:
            number += 1
            name = f"{backend.name(texts)} ({number})"
        named[name] = backend
    return named
