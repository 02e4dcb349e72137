"""A scripted service, a clock that nobody waits for, and both clients behind one face."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import ssl
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from imagelabs_client import AsyncImageLabs, Finished, GeneratedImage, ImageLabs
from imagelabs_client.net import transports as network
from tests.imagelabs_client.pictures import png
from tests.imagelabs_client.socket_service import SocketService

PROMPT = "a cat on a windowsill"


class VirtualClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.slept.append(seconds)
        self.now += seconds

    async def async_sleep(self, seconds: float) -> None:
        self.sleep(seconds)
        await asyncio.sleep(0)


MakeImage = Callable[..., bytes]
Serve = Callable[..., SocketService]
Reply = Any  # an httpx.Response, an exception to raise, JSON, or a function of the request that returns one of these


class Service:
    """A service that plays a script: per path a list of replies, of which the last is repeated."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.scripts: dict[str, list[Reply]] = {
            "/txt2img": [{"task_id": "task-1"}],
            "/progress": [
                {"status": "In the queue", "queue_position": 2},
                {"status": "Painting", "progress": 0.25, "current_image_url": "/images/p1.png"},
                {"status": "Painting", "progress": 0.75, "current_image_url": "/images/p2.png"},
                {"status": "Done", "progress": 1, "final_image_url": "/images/final.png"},
            ],
            "/images/final.png": [self.picture()],
            "/upgrade_prompt": [{"prompt": "a better cat"}],
            "/cancel": [{"status": "ok"}],
        }

    @staticmethod
    def picture(content: bytes | None = None, content_type: str = "image/png") -> Callable[[httpx.Request], Any]:
        body = png() if content is None else content
        return lambda _request: httpx.Response(200, content=body, headers={"content-type": content_type})

    def script(self, path: str, *replies: Reply) -> None:
        self.scripts[path] = list(replies)

    def before(self, path: str, *replies: Reply) -> None:
        """Let these replies come first, and then what comes anyway."""
        self.scripts[path] = [*replies, *self.scripts[path]]

    def asked(self, path: str) -> list[httpx.Request]:
        return [request for request in self.requests if request.url.path == path]

    def bodies(self, path: str) -> list[Any]:
        return [json.loads(request.content) for request in self.asked(path)]

    @property
    def counts(self) -> Counter[str]:
        return Counter(request.url.path for request in self.requests)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        script = self.scripts.get(request.url.path, [httpx.Response(404, json={"detail": "Not Found"})])
        reply = script.pop(0) if len(script) > 1 else script[0]
        if callable(reply):
            reply = reply(request)
        if isinstance(reply, Exception):
            raise reply
        if isinstance(reply, httpx.Response):
            # A response may be read once only, so a repeated one is made anew.
            return httpx.Response(reply.status_code, headers=reply.headers, content=reply.content)
        return httpx.Response(200, json=reply)


class Both:
    """One of the two clients, driven without waiting; every method of theirs by its name."""

    def __init__(self, kind: str, service: Service, clock: VirtualClock) -> None:
        self.kind = kind
        self.service = service
        self.clock = clock
        self.options: dict[str, Any] = {"base_url": "http://service.test"}

    def client(self, **options: Any) -> Any:
        made = {"transport": httpx.MockTransport(self.service), "clock": self.clock} | self.options | options
        if self.kind == "sync":
            return ImageLabs(**{"sleep": self.clock.sleep} | made)
        return AsyncImageLabs(**{"sleep": self.clock.async_sleep} | made)

    def run(self, work: Callable[[Any], Iterable[Any]], **options: Any) -> list[Any]:
        """Run `work`, a generator function that yields what the client returned and is sent what that amounts to."""
        if self.kind == "sync":
            with self.client(**options) as client:
                return self._follow_sync(work(client))
        return asyncio.run(self._run_async(work, options))

    def _follow_sync(self, steps: Any) -> list[Any]:
        results: list[Any] = []
        value: Any = None
        while True:
            try:
                step = steps.send(value)
            except StopIteration:
                return results
            value = list(step) if hasattr(step, "__next__") else step
            results.append(value)

    async def _run_async(self, work: Any, options: dict[str, Any]) -> list[Any]:
        results: list[Any] = []
        value: Any = None
        async with self.client(**options) as client:
            steps = work(client)
            while True:
                try:
                    step = steps.send(value)
                except StopIteration:
                    return results
                if hasattr(step, "__anext__"):
                    value = [item async for item in step]
                else:
                    value = await step if hasattr(step, "__await__") else step
                results.append(value)

    def call(self, method: str, *args: Any, client: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        """Call one method and return what it amounts to: of an iterator, the list."""

        def work(made: Any) -> Any:
            yield getattr(made, method)(*args, **kwargs)

        return self.run(work, **(client or {}))[0]

    def events(self, prompt: Any = PROMPT, **kwargs: Any) -> list[Any]:
        events: list[Any] = self.call("stream", prompt, **kwargs)
        assert isinstance(events[-1], Finished)
        return events

    def generate(self, prompt: Any = PROMPT, **kwargs: Any) -> GeneratedImage:
        image: GeneratedImage = self.call("generate", prompt, **kwargs)
        return image


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture(params=["sync", "async"])
def both(request: pytest.FixtureRequest, service: Service, clock: VirtualClock) -> Both:
    return Both(request.param, service, clock)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start services of bare sockets, and end them."""
    services: list[SocketService] = []

    def start(*args: Any, **kwargs: Any) -> SocketService:
        services.append(SocketService(*args, **kwargs))
        return services[-1]

    yield start
    for service in services:
        service.close()


@pytest.fixture
def transports(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The network transports that clients open during the test, in that order, each with its guard and proxy."""
    opened: list[Any] = []

    def noting(kind: Any) -> Any:
        def open_transport(ssl_context: ssl.SSLContext, guard: Any = None, proxy: Any = None) -> Any:
            transport = kind(ssl_context, guard, proxy)
            transport.guard, transport.proxy = guard, proxy
            opened.append(transport)
            return transport

        return open_transport

    for kind in (network.NetworkTransport, network.AsyncNetworkTransport):
        monkeypatch.setattr(network, kind.__name__, noting(kind))
    return opened


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate of one's own making, as a file to trust, and what a service that shows it needs."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes certificates, is not installed")
    folder = tmp_path_factory.mktemp("authority")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    names = "subjectAltName=DNS:localhost,DNS:service.test,IP:127.0.0.1"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", str(key), "-out", str(certificate), "-days", "2", "-subj", "/CN=a test", "-addext", names]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return certificate, context


@pytest.fixture
def make_png() -> Callable[..., bytes]:
    return png


@pytest.fixture
def make_picture() -> Callable[..., bytes]:
    """Encode a picture with some structure, in any format."""

    def make(format_: str = "PNG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any) -> bytes:
        from PIL import Image

        ramp = Image.linear_gradient("L").resize(size)
        picture = Image.merge("RGB", (ramp, ramp.rotate(180), ramp.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))
        if mode == "RGBA":
            picture.putalpha(ramp)
        file = io.BytesIO()
        picture.convert(mode).save(file, format_, **options)
        return file.getvalue()

    return make
