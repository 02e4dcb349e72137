"""The real client with the real service, in process and over a port."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from PIL import Image
from sd_parsers import ParserManager

from imagelabs_client import (
    AsyncImageLabs,
    Finished,
    GenerationFailedError,
    ImageLabs,
    InvalidParams,
    Running,
    Submitted,
    read_metadata,
)
from imagelabs_server import create_app
from tests.serving import serving

ROOT = Path(__file__).resolve().parent.parent
BASE = "http://imagelabs.invalid"
SMALL = {"width": 320, "height": 240}


@pytest.fixture(scope="module")
def app() -> Iterator[FastAPI]:
    app = create_app(workers=1)
    yield app
    app.state.service.close()


def in_process(app: FastAPI, max_poll_interval: float | None = None) -> AsyncImageLabs:
    transport = httpx.ASGITransport(app=app)
    return AsyncImageLabs(base_url=BASE, transport=transport, max_poll_interval=max_poll_interval)


@pytest.mark.anyio
@pytest.mark.parametrize("prompt", ["a cat on a windowsill at sunset", "кот на подоконнике на закате"])
async def test_a_prompt_becomes_a_picture_that_knows_its_prompt(app: FastAPI, prompt: str, tmp_path: Path) -> None:
    # Frequent polls and a large picture, so that even a fast machine leaves time to fetch a preview.
    async with in_process(app, max_poll_interval=0.1) as client:
        events, previews = [], []
        async for event in client.stream(prompt, seed=1, subseed=2, width=1024, height=1024):
            events.append(event)
            if isinstance(event, Running) and event.preview_url and not previews:
                previews.append(await client.fetch(event.preview_url))
        assert isinstance(events[0], Submitted)
        assert previews
        finished = events[-1]
        assert isinstance(finished, Finished)
        image = finished.image
        assert image.pil().size == (1024, 1024)
        assert len(image.recognised) >= 2
        assert image.engine is not None
        assert image.engine.kind == "procedural"
        image.save(tmp_path / "cat.png")
        found = read_metadata(tmp_path / "cat.png")
        assert found.params == image.params
        assert found.digital_source_type == "algorithmicMedia"
        again = await client.generate(prompt, seed=1, subseed=2, width=1024, height=1024)
        assert again.content == image.content, "the same seeds give the same picture, byte for byte"


@pytest.mark.anyio
async def test_the_service_tells_what_it_is(app: FastAPI) -> None:
    async with in_process(app) as client:
        info = await client.service_info()
    assert info.engine is not None
    assert info.engine.name == info.default_model == "painter"


@pytest.mark.anyio
async def test_cancel_stops_the_job_and_the_next_one_is_painted(app: FastAPI) -> None:
    async with in_process(app, max_poll_interval=0.1) as client:
        task = await client.submit("a lighthouse in a storm", width=2048, height=2048)
        async for event in task.events():
            if isinstance(event, Running):
                break
        assert await task.cancel()
        with pytest.raises(GenerationFailedError, match="cancelled"):
            await task.result()
        assert await client.generate("a red house", **SMALL)


@pytest.mark.anyio
async def test_a_job_is_found_again_by_another_client(app: FastAPI) -> None:
    async with in_process(app) as client:
        task = await client.submit("three birds", **SMALL)
    async with in_process(app) as other:
        image = await other.resume(task.id, task.params).result()
    assert image.params is task.params


@pytest.mark.anyio
async def test_prompts_are_improved(app: FastAPI) -> None:
    async with in_process(app) as client:
        assert len(await client.upgrade_prompt("a cat")) > len("a cat")


@pytest.mark.anyio
async def test_a_task_that_never_was_is_a_failure_at_once(app: FastAPI) -> None:
    async with in_process(app) as client:
        with pytest.raises(GenerationFailedError, match="unknown"):
            await client.resume("no-such-task").result(deadline=10)


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("server")) as url:
        yield url


def test_the_blocking_client_over_http(server_url: str) -> None:
    with ImageLabs(base_url=server_url) as client:
        images = list(client.generate_many(["a cat", "a red house", "кот"], concurrency=2, **SMALL))
        assert len(images) == 3
        with pytest.raises(InvalidParams):
            client.generate("", **SMALL)
        with pytest.raises(Exception, match="width"):
            client.generate("a cat", width=1)


PROMPTS = [f"{number} birds over the sea" for number in range(1, 15)]
PROMPTS += [
    "кот на подоконнике",
    "a fox, asleep",
    "Negative prompt: none",
    'a "red" house',
    "снег 😀",
    "a lighthouse: storm",
]


def command_line(url: str, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    (folder / "prompts.txt").write_text("\n".join(PROMPTS), encoding="utf-8")
    command = ["generate", "-f", "prompts.txt", "--size", "96x64", "-o", "out/{index}.png", "--base-url", url]
    return subprocess.Popen(
        [sys.executable, "-m", "imagelabs_client", *(arguments or command)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_twenty_prompts_from_a_file_become_twenty_pictures_that_everybody_can_read(
    server_url: str, tmp_path: Path
) -> None:
    with command_line(server_url, tmp_path) as process:
        out, err = process.communicate(timeout=240)
    assert process.returncode == 0, err
    names = sorted(out.split())
    assert names == [f"out/{number:03d}.png" for number in range(1, 21)]
    assert sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / "out").iterdir()) == names
    with command_line(server_url, tmp_path, "info", "--json", *names) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [facts["params"]["prompt"] for facts in lines] == PROMPTS
    assert {facts["digital_source_type"] for facts in lines} == {"algorithmicMedia"}
    for name, facts in zip(names, lines, strict=True):
        found = ParserManager().parse(tmp_path / name)
        assert found is not None
        assert found.samplers[0].parameters["seed"] == facts["params"]["seed"]
        assert next(text.value for text in found.prompts).replace(" :", ":") == facts["params"]["prompt"]


def test_killed_half_way_it_leaves_whole_pictures_and_nothing_else(server_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with command_line(server_url, tmp_path) as process:
        until = time.monotonic() + 120
        while not folder.exists() or len(list(folder.iterdir())) < 5:
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < until
            time.sleep(0.005)
        process.kill()
    found = list(folder.iterdir())
    assert 5 <= len(found) < len(PROMPTS)
    for path in found:
        assert path.suffix == ".png", "no part of a file is left"
        assert read_metadata(path).params is not None
        with Image.open(path) as picture:
            picture.load()


def test_the_g4f_provider_over_http(server_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from imagelabs_client.g4f_provider import ImageLabs as Provider

    monkeypatch.setenv("IMAGELABS_BASE_URL", server_url)

    async def first() -> str:
        stream = await Provider.create_async_generator(None, [{"content": "a cat"}], width=320, height=240)
        async for response in stream:
            return response.images[0]
        return ""

    url = asyncio.run(first())
    assert httpx.get(url, trust_env=False).headers["content-type"] == "image/png"
