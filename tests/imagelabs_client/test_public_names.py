"""What the package promises by name: the two clients alike, nothing loaded before it is used, types that hold."""

from __future__ import annotations

import ast
import inspect
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import imagelabs_client
from imagelabs_client import AsyncImageLabs, AsyncTask, ImageLabs, ImageLabsError, RateLimitError, Task, errors, events

ROOT = Path(__file__).resolve().parents[2]
PAIRS = [(ImageLabs, AsyncImageLabs), (Task, AsyncTask)]


def test_what_is_imported_for_type_checkers_is_exactly_what_is_public() -> None:
    tree = ast.parse(Path(imagelabs_client.__file__).read_text(encoding="utf-8"))
    (checked,) = (node for node in tree.body if isinstance(node, ast.If))
    imported = [alias.name for node in checked.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(imported) == imagelabs_client.__all__


def test_every_error_and_every_event_is_public() -> None:
    for module, root in ((errors, ImageLabsError), (events, events._JobEvent)):
        named = {name for name, kind in vars(module).items() if inspect.isclass(kind) and issubclass(kind, root)}
        assert {name for name in named if not name.startswith("_")} <= set(imagelabs_client.__all__)


def test_everything_public_is_documented() -> None:
    for name in imagelabs_client.__all__:
        kind = getattr(imagelabs_client, name)
        if not inspect.isclass(kind) and not inspect.isfunction(kind):
            continue
        assert inspect.getdoc(kind), name
        for member, value in vars(kind).items():
            if not member.startswith("_") and (inspect.isfunction(value) or isinstance(value, property | classmethod)):
                assert inspect.getdoc(value), f"{name}.{member}"


def test_nothing_is_left_to_the_end_of_objects() -> None:
    """What runs in `__del__` runs at some time, in some thread, after its event loop has gone."""
    for path in Path(imagelabs_client.__file__).parent.rglob("*.py"):
        names = [node.name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if hasattr(node, "name")]
        assert "__del__" not in names, path


def public(kind):
    return sorted(name for name in vars(kind) if not name.startswith("_"))


def test_all_public_names_are_there_and_sorted() -> None:
    assert imagelabs_client.__all__ == sorted(imagelabs_client.__all__)
    for name in imagelabs_client.__all__:
        assert getattr(imagelabs_client, name) is not None
        assert name in dir(imagelabs_client)
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        _ = imagelabs_client.nothing_of_this_name


@pytest.mark.parametrize(("sync", "asynchronous"), PAIRS)
def test_both_clients_have_the_same_methods(sync: Any, asynchronous: Any) -> None:
    inherited = public(sync.__mro__[1]), public(asynchronous.__mro__[1])
    assert public(sync) == public(asynchronous)
    assert inherited[0] == inherited[1]


@pytest.mark.parametrize(
    ("name", "sync", "asynchronous"),
    [(name, *pair) for pair in PAIRS for name in ["__init__", *public(pair[0])]],
)
def test_both_clients_have_the_same_signatures(name: Any, sync: Any, asynchronous: Any) -> None:
    one, other = inspect.getattr_static(sync, name), inspect.getattr_static(asynchronous, name)
    if isinstance(one, property):
        assert isinstance(other, property)
        return
    one, other = inspect.signature(one), inspect.signature(other)
    assert list(one.parameters) == list(other.parameters)
    for parameter in one.parameters:
        if parameter not in ("sleep", "self"):
            assert one.parameters[parameter].default == other.parameters[parameter].default, parameter
            assert one.parameters[parameter].kind == other.parameters[parameter].kind, parameter
        if parameter not in ("sleep", "transport", "http_client", "client", "job"):
            assert one.parameters[parameter].annotation == other.parameters[parameter].annotation, parameter


def test_signatures_name_every_argument() -> None:
    parameters = inspect.signature(ImageLabs.generate).parameters
    wanted = "prompt negative_prompt model width height seed subseed attention tiling reference_image"
    wanted += " reference_image_type reference_strength extra deadline on_event"
    assert set(wanted.split()) < set(parameters)
    assert parameters["width"].default == 1152
    options = inspect.signature(ImageLabs).parameters
    wanted = "base_url deadline timeout max_retries proxy user_agent headers cookies transport http_client clock sleep"
    wanted += " max_poll_interval"
    assert set(wanted.split()) == set(options)


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_importing_the_package_loads_next_to_nothing() -> None:
    assert loaded_by("import imagelabs_client").isdisjoint({"httpx", "PIL", "rich", "asyncio"})


def test_the_blocking_client_loads_no_pillow_and_no_sockets_before_they_are_used() -> None:
    unwanted = {"PIL", "rich", "httpcore", "asyncio", "imagelabs_client.cli", "imagelabs_client.async_client"}
    assert loaded_by("from imagelabs_client import ImageLabs").isdisjoint(unwanted - loaded_by("import httpx"))


def test_every_error_has_its_place_and_survives_pickling() -> None:
    for name in imagelabs_client.__all__:
        kind = getattr(imagelabs_client, name)
        if inspect.isclass(kind) and issubclass(kind, Exception):
            assert issubclass(kind, ImageLabsError)
            error = kind("what happened", task_id="t")
            copy = pickle.loads(pickle.dumps(error))
            assert (type(copy), str(copy), copy.task_id) == (kind, str(error), "t")
    error = RateLimitError("slow down", status_code=429, retry_after=3)
    assert vars(pickle.loads(pickle.dumps(error))) == vars(error)


USER_FILE = """
import asyncio
from imagelabs_client import (
    AsyncImageLabs, Event, Finished, GeneratedImage, GenerationParams, ImageLabs, ImageLabsError, Queued, Retrying,
    Running, Submitted, read_metadata,
)

def told(event: Event) -> str:
    match event:
        case Submitted():
            return event.task_id or ""
        case Queued(position=position):
            return str(position)
        case Running(fraction=fraction, eta=eta):
            return f"{fraction} {eta}"
        case Retrying(reason=reason, delay=delay):
            return f"{reason} {delay:.1f}"
        case Finished(image=image):
            return image.url

def blocking() -> bytes:
    with ImageLabs(base_url="http://127.0.0.1:8000", deadline=None, cookies="a=b", max_retries=2) as client:
        for event in client.stream("a cat", width=640, seed=None, extra={"cfg_scale": 2}):
            told(event)
        task = client.submit(GenerationParams("a cat"), reference_image="cat.png")
        for outcome in client.generate_many(["a", GenerationParams("b")], concurrency=2, tiling=True):
            image: GeneratedImage | ImageLabsError = outcome
            print(image)
        task.cancel()
        return client.resume(task.id, task.params).result(deadline=5).content

async def asynchronous() -> GeneratedImage:
    async with AsyncImageLabs() as client:
        async for event in client.stream("a cat"):
            told(event)
        task = await client.submit("a cat")
        async for _ in client.generate_many(["a"]):
            pass
        return await task.result()

asyncio.run(asynchronous()).save("cat.png")
params: GenerationParams | None = read_metadata("cat.png").params
"""


def test_a_users_file_is_type_checked_strictly(tmp_path: Path) -> None:
    (tmp_path / "user.py").write_text(USER_FILE)
    (tmp_path / "wrong.py").write_text(USER_FILE.replace("width=640", 'width="640", wdth=3'))
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file="]
    command += [f"--cache-dir={tmp_path / 'cache'}", str(tmp_path / "user.py"), str(tmp_path / "wrong.py")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.stderr == ""
    found = done.stdout.splitlines()
    assert [line for line in found if "wrong.py" not in line] == [], "the right file is right, and so is the package"
    assert any("wdth" in line for line in found)
    assert any("incompatible type" in line for line in found)
