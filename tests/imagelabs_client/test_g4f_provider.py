"""The provider for g4f, with and without g4f, awaited first or iterated over at once."""

from __future__ import annotations

import asyncio
import inspect
import json
import sys
from types import ModuleType
from typing import Any

import httpx
import pytest
import respx

from imagelabs_client import GenerationFailedError, InvalidParams
from imagelabs_client import g4f_provider as module
from imagelabs_client.g4f_provider import ImageLabs

URL = "https://editor.imagelabs.net"


@pytest.fixture
def without_g4f(monkeypatch):
    monkeypatch.setitem(sys.modules, "g4f.providers.response", None)


@pytest.fixture
def wire(without_g4f, monkeypatch):
    """The real address, mocked at the level of httpcore, and no waiting."""
    real = module.AsyncImageLabs

    async def soon(_seconds):
        await asyncio.sleep(0)

    monkeypatch.setattr(module, "AsyncImageLabs", lambda **options: real(sleep=soon, **options))
    with respx.mock(base_url=URL) as mocked:
        mocked.post("/txt2img").respond(json={"task_id": "t"})
        mocked.post("/progress").mock(
            side_effect=[
                httpx.Response(200, json={"status": "In queue"}),
                *[httpx.Response(200, json={"status": "Done", "final_image_url": f"/{name}.png"}) for name in "abcdef"],
            ]
        )
        yield mocked


def collect(stream, *, wait=False):
    async def main():
        responses = await stream() if wait else stream()
        return [response async for response in responses]

    return asyncio.run(main())


@pytest.mark.parametrize("wait", [True, False])
def test_the_example_works_with_and_without_await(wire: Any, wait: Any) -> None:
    responses = collect(
        lambda: ImageLabs.create_async_generator(
            model="sdxl-turbo", messages=[{"role": "user", "content": "a cat"}], negative_prompt="dogs"
        ),
        wait=wait,
    )
    assert [response.images[0] for response in responses] == [f"{URL}/a.png"]
    assert responses[0].alt == "a cat"
    assert str(responses[0]) == f"![a cat]({URL}/a.png)"
    body = json.loads(wire.calls[0].request.content)
    assert body["prompt"] == "a cat"
    assert body["negative_prompt"] == "dogs"
    assert (body["width"], body["height"]) == (1152, 896)
    assert len(body) == 11


def test_the_picture_itself_is_not_downloaded(wire: Any) -> None:
    collect(lambda: ImageLabs.create_async_generator(None, [], prompt="a cat"))
    assert {call.request.url.path for call in wire.calls} == {"/txt2img", "/progress"}


def test_what_g4f_passes_along_is_sorted_out(wire: Any) -> None:
    responses = collect(
        lambda: ImageLabs.create_async_generator(
            None,
            [{"role": "user", "content": "Generate a image: a cat"}],
            stream=True,
            prompt="a cat",
            api_key="planted",
            proxy=None,
            n=3,
            seed="7",
            width="640",
            tiling=True,
            timeout=5,
            nonsense=object(),
        )
    )
    assert len(responses) == 3
    bodies = [json.loads(call.request.content) for call in wire.calls if call.request.url.path == "/txt2img"]
    assert sorted(body["seed"] for body in bodies) == ["7", "8", "9"]
    assert {body["prompt"] for body in bodies} == {"a cat"}
    assert {(body["width"], body["tiling"]) for body in bodies} == {(640, True)}
    assert b"planted" not in b"".join(call.request.content for call in wire.calls)


def test_contents_in_parts_are_understood(wire: Any) -> None:
    parts = [{"type": "text", "text": "a cat"}, {"type": "image_url", "image_url": "x"}]
    collect(lambda: ImageLabs.create_async_generator(None, [{"role": "user", "content": parts}]))
    assert json.loads(wire.calls[0].request.content)["prompt"] == "a cat"


def test_a_failure_raises_what_describes_it(wire: Any) -> None:
    wire.post("/progress").mock(side_effect=None, return_value=httpx.Response(200, json={"status": "Error: no paint"}))
    with pytest.raises(GenerationFailedError, match="no paint"):
        collect(lambda: ImageLabs.create_async_generator(None, [], prompt="a cat"))


@pytest.mark.parametrize("arguments", [{"prompt": ""}, {"prompt": "a", "n": 0}, {"prompt": "a", "n": 99}])
def test_arguments_that_cannot_be_used_are_refused(without_g4f: Any, arguments: Any) -> None:
    with pytest.raises(InvalidParams):
        collect(lambda: ImageLabs.create_async_generator(None, [], **arguments))


def test_with_g4f_its_own_response_type_is_used(wire: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class TheirResponse:
        def __init__(self, urls, alt, options):
            self.urls, self.alt, self.options = urls, alt, options

    theirs = ModuleType("g4f.providers.response")
    theirs.ImageResponse = TheirResponse
    monkeypatch.setitem(sys.modules, "g4f", ModuleType("g4f"))
    monkeypatch.setitem(sys.modules, "g4f.providers", ModuleType("g4f.providers"))
    monkeypatch.setitem(sys.modules, "g4f.providers.response", theirs)
    (response,) = collect(lambda: ImageLabs.create_async_generator(None, [], prompt="a cat"))
    assert type(response) is TheirResponse
    assert response.urls == response.images == [f"{URL}/a.png"]


def test_the_attributes_are_those_of_the_description() -> None:
    assert ImageLabs.url == URL
    assert ImageLabs.api_endpoint == f"{URL}/txt2img"
    assert ImageLabs.working is True
    assert ImageLabs.supports_stream is False
    assert ImageLabs.supports_system_message is False
    assert ImageLabs.supports_message_history is False
    assert ImageLabs.default_model == ImageLabs.default_image_model == "sdxl-turbo"
    assert "sdxl-turbo" in ImageLabs.image_models
    assert ImageLabs.models == ImageLabs.image_models
    for model in (None, "", "sdxl-turbo", "anything"):
        assert ImageLabs.get_model(model) == "sdxl-turbo"


def test_the_signature_is_that_of_the_description() -> None:
    parameters = inspect.signature(ImageLabs.create_async_generator).parameters
    assert list(parameters)[:7] == ["model", "messages", "proxy", "prompt", "negative_prompt", "width", "height"]
    assert (parameters["width"].default, parameters["height"].default) == (1152, 896)
