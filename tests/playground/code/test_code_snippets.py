"""Every snippet is code that really runs, and whatever was typed stays data in it."""

from __future__ import annotations

import ast
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from imagelabs_client import GenerationParams
from imagelabs_client.metadata import read_metadata
from imagelabs_client.parameters import PARAMETERS
from playground.code.snippets import REFERENCE_FILE, Address, chosen, snippets
from playground.web.endpoints import GENERATE_PARAMETERS
from tests.serving import SCRIPTED, serving

ROOT = Path(__file__).resolve().parents[3]
NASTY = "a cat's \"hat\" $(touch pwned) `touch pwned` \\ ; touch pwned\n-- 'кот' 🎨 % {seed}"
PARAMS = GenerationParams(NASTY, negative_prompt="-people", width=64, height=64, seed=2**63 - 1, subseed=7)
ADDRESS = Address("http://127.0.0.1:1", "http://127.0.0.1:2/", tuple(PARAMETERS))

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip)


def code(params: GenerationParams, name: str, address: Address = ADDRESS) -> str:
    return next(snippet.code for snippet in snippets(params, address) if snippet.name == name)


def call(source: str, function: str) -> ast.Call:
    """Find the one call of a function or method in Python code."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return next(node for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr == function)


def arguments(source: str, function: str) -> dict[str, Any]:
    found = call(source, function)
    values = {str(word.arg): ast.literal_eval(word.value) for word in found.keywords}
    return values | ({"prompt": ast.literal_eval(found.args[0])} if found.args else {})


@given(prompt=text, negative=text, extra=st.dictionaries(st.from_regex(r"\A[a-z]{1,9}\Z"), text | st.booleans()))
def test_python_gives_every_text_back_as_it_was(prompt: str, negative: str, extra: dict[str, Any]) -> None:
    extra = {key: value for key, value in extra.items() if key not in PARAMETERS}
    params = GenerationParams(prompt, negative_prompt=negative, seed=1, subseed=2, extra=extra or None)
    expected = chosen(params)
    assert arguments(code(params, "python"), "generate") == expected
    assert arguments(code(params, "async"), "generate") == expected
    g4f = arguments(code(params, "g4f"), "create_async_generator")
    assert g4f == expected | {"model": None, "messages": []}
    gradio = arguments(code(params, "gradio_client"), "predict")
    assert gradio == expected | {"seed": "1", "subseed": "2", "api_name": "/generate"}


def words_of(line: str) -> list[str]:
    """Return the words that a shell gives to the `python` of a line."""
    shell = ["sh", "-c", f'python() {{ for word in "$@"; do printf "%s\\0" "$word"; done; }}\n{line}']
    return subprocess.run(shell, capture_output=True, check=True).stdout.decode("utf-8", "replace").split("\0")[:-1]


@given(prompt=text, negative=text)
def test_the_shell_gives_every_text_back_as_it_was(prompt: str, negative: str) -> None:
    params = GenerationParams(prompt, negative_prompt=negative, seed=1, subseed=2)
    words = words_of(code(params, "cli"))
    assert words[:3] == ["-m", "imagelabs_client", "generate"]
    assert f"--negative={negative}" in words
    assert words[-2] == "--"
    assert words[-1].strip() == prompt.strip()
    body = next(word for word in shlex.split(code(params, "curl"), comments=False) if word.startswith("{"))
    assert json.loads(_body(code(params, "curl"))) == params.to_payload(), body


@given(prompt=st.text(min_size=1).filter(str.strip).filter(lambda text: "\0" not in text))
def test_nothing_that_a_terminal_takes_for_a_key_is_pasted(prompt: str) -> None:
    params = GenerationParams(
        f"a {prompt}", negative_prompt=f"\x1b[31m\x03{prompt}", seed=1, subseed=2, extra={"a": prompt}
    )
    for snippet in snippets(params, ADDRESS):
        hidden = {mark for mark in snippet.code if not mark.isprintable()} - {"\n"}
        assert hidden == set(), snippet.name


def test_a_pasted_interrupt_ends_nothing(tmp_path: Path) -> None:
    """A real terminal: Ctrl-C in a prompt would end the line, and the rest would be a command."""
    pty = pytest.importorskip("pty")
    params = GenerationParams("a\x03\ntouch pwned\n\x15touch pwned\n\x04\t\x1b", seed=1, subseed=2)
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(tmp_path)
        os.execvp("sh", ["sh", "-i"])
    line = "python() { printf '%s' \"$*\" > said; }\n" + code(params, "cli") + "exit\n"
    os.write(terminal, line.encode())
    with suppress(OSError):  # the end of a terminal
        while os.read(terminal, 1 << 16):
            pass
    os.waitpid(process, 0)
    assert not (tmp_path / "pwned").exists()
    assert (tmp_path / "said").read_text().endswith(params.prompt)


def _body(source: str) -> str:
    """Cut the JSON out of the curl snippet the way a shell reads it."""
    start = source.index("post txt2img ") + len("post txt2img ")
    return shlex.split(source[start : source.index(" | value task_id")])[0]


def test_letters_that_cannot_be_seen_are_escaped() -> None:
    params = GenerationParams("a\u202e cat\u200b", seed=1, subseed=2)
    for snippet in snippets(params, ADDRESS):
        assert not {"\u202e", "\u200b"} & set(snippet.code), snippet.name


def test_only_what_matters_is_written() -> None:
    params = GenerationParams("a cat", seed=1, subseed=2)
    assert list(chosen(params)) == ["prompt", "width", "height", "seed", "subseed"]
    assert list(chosen(params.replace(tiling=True, extra={}))) == [
        "prompt",
        "width",
        "height",
        "seed",
        "subseed",
        "tiling",
    ]


def test_an_address_that_is_nobodys_business_is_left_to_the_environment() -> None:
    for snippet in snippets(PARAMS, Address(None, "http://page.test/", ("prompt",))):
        assert "base_url" not in snippet.code
    assert "${IMAGELABS_BASE_URL:-https://editor.imagelabs.net}" in code(PARAMS, "curl", Address(None, "x", ()))


def test_gradio_client_names_only_what_the_endpoint_takes() -> None:
    address = Address(None, "http://page.test/", ("prompt", "seed"))
    assert set(arguments(code(PARAMS, "gradio_client", address), "predict")) == {"prompt", "seed", "api_name"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service over HTTP, as people run it."""
    with serving(tmp_path_factory.mktemp("server"), SCRIPTED) as url:
        yield url


def run(source: str, name: str, folder: Path) -> str:
    """Run a snippet as a person would, in an empty folder."""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NO_PROXY": "*",
    }
    program = ["sh", "-c", source] if name in ("curl", "cli") else [sys.executable, "-c", source]
    done = subprocess.run(program, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert not (folder / "pwned").exists()
    return done.stdout


@pytest.fixture(params=["plain", "reference"])
def wish(request: pytest.FixtureRequest, tmp_path: Path) -> GenerationParams:
    """What is made: nasty texts alone, or with a reference image, whose file lies where the code looks for it."""
    if request.param == "plain":
        return PARAMS
    file = io.BytesIO()
    Image.effect_noise((400, 400), 90).convert("RGB").save(file, "PNG")
    (tmp_path / REFERENCE_FILE).write_bytes(file.getvalue())
    return PARAMS.replace(reference_image=file.getvalue(), reference_strength=40).with_reference()


@pytest.mark.parametrize("name", ["python", "async", "cli"])
def test_our_own_client_makes_the_picture(name: str, wish: GenerationParams, service: str, tmp_path: Path) -> None:
    run(code(wish, name, Address(service, "http://page.test/", ())), name, tmp_path)
    (picture,) = tmp_path.glob("imagelabs-*.png")
    found = read_metadata(picture)
    assert found.params is not None
    assert (found.params.seed, found.params.subseed, found.params.negative_prompt) == (2**63 - 1, 7, "-people")
    assert found.params.prompt == NASTY
    assert bool(found.reference_sha256) == (wish.reference_image is not None)


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on the search path")
def test_curl_makes_the_picture(wish: GenerationParams, service: str, tmp_path: Path) -> None:
    run(code(wish, "curl", Address(service, "http://page.test/", ())), "curl", tmp_path)
    (picture,) = tmp_path.glob("imagelabs-*.png")
    with Image.open(picture) as image:
        assert image.size == (64, 64)


def test_the_g4f_provider_makes_the_picture(wish: GenerationParams, service: str, tmp_path: Path) -> None:
    url = run(code(wish, "g4f", Address(service, "http://page.test/", ())), "g4f", tmp_path).strip()
    content = httpx.get(url, trust_env=False).content
    assert Image.open(io.BytesIO(content)).size == (64, 64)


def test_gradio_client_makes_the_picture_on_the_page_itself(app: Any, tmp_path: Path) -> None:
    told = run(code(PARAMS, "gradio_client", Address(None, app.url, GENERATE_PARAMETERS)), "gradio_client", tmp_path)
    assert str(2**63 - 1) in told
