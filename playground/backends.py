"""Where prompts are sent: the built-in service in this process, ImageLabs.net, or another address.

The only module of the page that knows `imagelabs_server`. A backend is the one thing that visitors share.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlsplit

import httpx

from imagelabs_client import AsyncImageLabs, ImageLabsError
from imagelabs_server import create_app
from imagelabs_server.command import DEFAULT_PORT as SERVICE_PORT
from playground.settings import Settings
from playground.texts import Texts

_IN_PROCESS_URL = "http://imagelabs.invalid"  # a name that can never be looked up: requests stay in this process
_HEALTH_TIMEOUT = 4.0  # seconds
_WATCH_INTERVAL = 0.12  # seconds between looks at a painting of about one second, in this process
_WATCH_INTERVAL_ELSEWHERE = 0.5  # the same at a service that answers others too


class _Service(Protocol):
    def start(self) -> None: ...

    def close(self) -> None: ...


class _InProcess(httpx.ASGITransport):
    """Reaches the built-in service without a socket, where an answer that breaks off is a connection's fault, too."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        try:
            return await super().handle_async_request(request)
        except AssertionError as error:  # what httpx says of an answer that is not whole
            raise httpx.RemoteProtocolError("the answer broke off", request=request) from error


class Backend:
    """A place that paints, and the client that talks to it.

    Making one starts nothing: `open` starts the built-in service's workers, or the first use of `client` does.
    """

    def __init__(self, kind: str, engine: str = "painter", *, client: AsyncImageLabs | None = None) -> None:
        """Describe the backend.

        Args:
            kind: `builtin`, `imagelabs`, or an http(s) URL.
            engine: the built-in service's engine.
            client: used instead of one that connects to where `kind` says.
        """
        self._kind = kind
        self._engine = engine
        self._service: _Service | None = None
        self._client = client

    @classmethod
    def all_from(cls, settings: Settings) -> tuple[Backend, ...]:
        """Make the backends that the settings name; the first is the page's own."""
        return tuple(cls(kind, settings.engine) for kind in (settings.backend, *settings.other_backends))

    def name(self, texts: Texts) -> str:
        """Return what visitors call it; of a URL only the host, which can hold no secret."""
        if self._kind in ("builtin", "imagelabs"):
            return texts(f"backend.{self._kind}")
        url = urlsplit(self._kind)
        return f"{url.hostname}:{url.port}" if url.port else str(url.hostname)

    @property
    def code_url(self) -> str | None:
        """The service's address for people's own code: None where their environment must say it.

        The built-in service has none of its own; the code gets that of one started by hand. Of another service only
        an address without user, password or path is told: it can hold no secret.
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
        """The client, made at first use; it belongs to the event loop that uses it."""
        if self._client is None:
            self._client = self._connect()
        return self._client

    async def answers(self) -> bool:
        """Ask whether the backend is there, for at most four seconds."""
        try:
            async with asyncio.timeout(_HEALTH_TIMEOUT):
                await self.client.service_info()
        except (ImageLabsError, TimeoutError):
            return False
        return True

    async def models(self) -> tuple[str, ...]:
        """Ask which models the backend offers; none if it does not tell, or does not answer within four seconds."""
        try:
            async with asyncio.timeout(_HEALTH_TIMEOUT):
                return (await self.client.service_info()).models
        except (ImageLabsError, TimeoutError):
            return ()

    def open(self) -> None:
        """Start what takes time to start, so that the first picture need not wait for it.

        Raises:
            ValueError: there is no such engine, or the address cannot be one.
        """
        if self._client is None:
            self._client = self._connect()
        if self._service is not None:
            self._service.start()

    async def aclose(self) -> None:
        """End the client's connections and the built-in service's workers."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()
        service, self._service = self._service, None
        if service is not None:
            await asyncio.to_thread(service.close)

    def _connect(self) -> AsyncImageLabs:
        if self._kind == "builtin":
            app = create_app(self._engine)
            self._service = app.state.service
            return AsyncImageLabs(
                base_url=_IN_PROCESS_URL,
                transport=_InProcess(app=app, raise_app_exceptions=False),
                max_poll_interval=_WATCH_INTERVAL,
            )
        base_url = None if self._kind == "imagelabs" else self._kind
        return AsyncImageLabs(base_url=base_url, max_poll_interval=_WATCH_INTERVAL_ELSEWHERE)


def by_name(backends: Sequence[Backend], texts: Texts) -> dict[str, Backend]:
    """Return backends by what visitors call them; where two have the same name, the later ones have a number, too."""
    named: dict[str, Backend] = {}
    for backend in backends:
        name, number = backend.name(texts), 1
        while name in named:
            number += 1
            name = f"{backend.name(texts)} ({number})"
        named[name] = backend
    return named
