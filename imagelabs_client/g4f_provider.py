"""ImageLabs as a provider for g4f, the multi-provider chat library; it works as well without g4f installed.

    async for response in ImageLabs.create_async_generator(None, [], prompt="a cat on a windowsill"):
        print(response.images[0])

With g4f: `g4f.client.AsyncClient(image_provider=ImageLabs)`. g4f is imported only if it is there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Generator, Mapping, Sequence
from importlib import import_module
from typing import Any, ClassVar, Final, Protocol

from imagelabs_client.async_client import AsyncImageLabs
from imagelabs_client.core.concurrency import run_in_tasks
from imagelabs_client.core.numbers import parse_whole
from imagelabs_client.core.settings import DEFAULT_BASE_URL
from imagelabs_client.errors import ImageLabsError, InvalidParams, Problem
from imagelabs_client.net.deadlines import UNSET
from imagelabs_client.parameters import DEFAULT_MODEL, PARAMETERS, SEED_LIMIT, GenerationParams, parse_value

MAX_IMAGES: Final = 10  # for one call; what OpenAI's interface allows, which g4f imitates
CONCURRENCY: Final = 4

# What users of g4f pass along to the generation. `model` is not among them: there is only one.
_PASSED_ON: Final = [name for name in PARAMETERS if name not in ("prompt", "model")]


@dataclasses.dataclass
class ImageResponse:
    """URLs of pictures, in the form of g4f's class of the same name.

    Attributes:
        urls: absolute URLs.
        alt: the prompt.
        options: additional information about the pictures.
    """

    urls: list[str]
    alt: str
    options: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def images(self) -> list[str]:
        """The URLs, under the name that earlier versions of g4f use."""
        return self.urls

    def get(self, key: str, default: Any = None) -> Any:
        """Return an option."""
        return self.options.get(key, default)

    def get_list(self) -> list[str]:
        """Return the URLs."""
        return self.urls

    def __str__(self) -> str:
        """Return the pictures as Markdown."""
        alt = " ".join(self.alt.replace("[", "(").replace("]", ")").split())
        return "\n".join(f"![{alt}]({url})" for url in self.urls)


class AnyImageResponse(Protocol):
    """What our responses and those of g4f have in common."""

    urls: list[str]
    alt: str

    @property
    def images(self) -> list[str]: ...


class ResponseStream:
    """Responses as they arrive, to iterate over with `async for`, either directly or after awaiting this object."""

    def __init__(self, responses: AsyncIterator[AnyImageResponse]) -> None:
        self._responses = responses

    def __await__(self) -> Generator[None, None, ResponseStream]:
        return self
        yield  # makes this a generator, which is what `__await__` must return

    def __aiter__(self) -> AsyncIterator[AnyImageResponse]:
        return self._responses


class _AddressClient(AsyncImageLabs):
    """A client that does not download pictures: g4f passes on their URLs."""

    async def locate(self, params: GenerationParams) -> str:
        """Generate a picture, and return its absolute URL.

        Raises:
            ImageLabsError: it could not be made.
        """
        deadline = self._deadline(UNSET)
        return await self._run(self._flows.locate(await self._prepared(params), deadline))


class ImageLabs:
    """The provider. `url` may be set to another service that speaks the same protocol."""

    label: ClassVar[str] = "ImageLabs"
    url: ClassVar[str] = DEFAULT_BASE_URL
    api_endpoint: ClassVar[str] = f"{DEFAULT_BASE_URL}/txt2img"
    working: ClassVar[bool] = True
    needs_auth: ClassVar[bool] = False
    supports_stream: ClassVar[bool] = False
    supports_system_message: ClassVar[bool] = False
    supports_message_history: ClassVar[bool] = False
    default_model: ClassVar[str] = DEFAULT_MODEL
    default_image_model: ClassVar[str] = DEFAULT_MODEL
    image_models: ClassVar[list[str]] = [DEFAULT_MODEL]
    models: ClassVar[list[str]] = [DEFAULT_MODEL]

    @classmethod
    def get_model(cls, model: str | None = None, **_ignored: Any) -> str:  # noqa: ARG003 - g4f's signature
        """Return the model, which is the same whatever was requested."""
        return cls.default_model

    @classmethod
    def get_models(cls, **_ignored: Any) -> list[str]:
        """Return the available models."""
        return cls.models

    @classmethod
    def create_async_generator(
        cls,
        model: str | None,  # noqa: ARG003 - g4f passes it; there is only one
        messages: Sequence[Mapping[str, Any]],
        proxy: str | None = None,
        prompt: str | None = None,
        negative_prompt: str = "",
        width: int = 1152,
        height: int = 896,
        **kwargs: Any,
    ) -> ResponseStream:
        """Generate pictures, and yield a response with the URL of each.

        Args:
            model: ignored.
            messages: the last one's content is the prompt, if `prompt` is not given.
            proxy: address of a proxy.
            prompt: what to draw.
            negative_prompt: what to avoid.
            width: pixels.
            height: pixels.
            kwargs: `n` is the number of pictures; the other arguments of `GenerationParams` are passed on, and those of
                g4f that mean nothing here are ignored.

        Raises:
            ImageLabsError: while iterating, when a picture could not be made.
        """
        wanted = {"negative_prompt": negative_prompt, "width": width, "height": height}
        wanted |= {name: kwargs[name] for name in _PASSED_ON if kwargs.get(name) is not None and name not in wanted}
        return ResponseStream(cls._responses(prompt or _last_content(messages), wanted, proxy, kwargs.get("n")))

    @classmethod
    async def _responses(
        cls, prompt: str, wanted: Mapping[str, Any], proxy: str | None, number: Any
    ) -> AsyncIterator[AnyImageResponse]:
        params = _several(
            GenerationParams(prompt, **{name: _plain(name, value) for name, value in wanted.items()}), number
        )
        base_url = None if cls.url == DEFAULT_BASE_URL else cls.url
        failure: ImageLabsError | None = None
        async with _AddressClient(base_url=base_url, proxy=proxy) as client:
            async for outcome in run_in_tasks(client.locate, params, CONCURRENCY):
                if isinstance(outcome, ImageLabsError):
                    failure = failure or outcome
                else:
                    yield _response(outcome, prompt)
        if failure is not None:
            raise failure


def _several(params: GenerationParams, number: Any) -> list[GenerationParams]:
    """Return the params of `number` pictures, with consecutive seeds."""
    count = 1 if number is None else parse_whole(number) if isinstance(number, str) else number
    if not isinstance(count, int) or not 1 <= count <= MAX_IMAGES:
        raise InvalidParams.listing([Problem("n", "type", f"n must be a whole number from 1 to {MAX_IMAGES}")])
    first = params.with_seeds()
    return [first.replace(seed=((first.seed or 0) + index) % SEED_LIMIT) for index in range(count)]


def _last_content(messages: Sequence[Mapping[str, Any]]) -> str:
    content = messages[-1].get("content") if messages else None
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, Mapping)]
        return "\n".join(text for text in parts if isinstance(text, str))
    return content if isinstance(content, str) else ""


def _plain(name: str, value: Any) -> Any:
    return parse_value(PARAMETERS[name], value)


def _response(url: str, prompt: str) -> AnyImageResponse:
    """Return a response of g4f's own class, which it checks for, if g4f is installed. Later versions lack `images`."""
    try:
        theirs = import_module("g4f.providers.response")
    except ImportError:
        return ImageResponse([url], prompt)
    response: AnyImageResponse = theirs.ImageResponse([url], prompt, {})
    if not hasattr(response, "images"):
        vars(response)["images"] = [url]
    return response
