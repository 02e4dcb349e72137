"""Every example in the README and in the client's documentation works as a separate program."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from imagelabs_client.cli.arguments import EXIT_CODES
from tests.serving import SCRIPTED, serving

ROOT = Path(__file__).resolve().parent.parent
PAGES = ["README.md", "docs/client.md"]
COMMANDS = ("imagelabs ", "printf ", "#")


def blocks(language: str) -> list[tuple[str, str]]:
    """Return the name and text of every fenced block in a language."""
    found: list[tuple[str, str]] = []
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        matches = re.finditer(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        found += [(f"{page}, line {text[: match.start()].count(chr(10)) + 1}", match[1]) for match in matches]
    return found


def is_ours(block: str) -> bool:
    return all(line.startswith(COMMANDS) for line in block.splitlines())


PYTHON = blocks("python")
SHELL = [(name, block) for name, block in blocks("sh") if is_ours(block)]


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("server"), SCRIPTED) as url:
        yield url


@pytest.fixture
def environment(server_url: str, tmp_path: Path) -> dict[str, str]:
    """An environment with `imagelabs` on the search path, and with the local service as its default."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "imagelabs").write_text(f'#!/bin/sh\nexec "{sys.executable}" -W error -m imagelabs_client "$@"\n')
    (programs / "imagelabs").chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"IMAGELABS_BASE_URL": server_url, "PYTHONPATH": str(ROOT), "PATH": path}


def run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    (folder / "work").mkdir()
    done = subprocess.run(
        command, cwd=folder / "work", env=environment, capture_output=True, text=True, timeout=120, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    for path in (folder / "work").rglob("*.png"):
        with Image.open(path) as picture:
            picture.load()
    return done.stdout


@pytest.mark.parametrize(("name", "program"), PYTHON, ids=[name for name, _ in PYTHON])
def test_the_python_example_runs(name: str, program: str, tmp_path: Path, environment: dict[str, str]) -> None:
    compile(program, name, "exec")
    if re.search(r"^(from|import) g4f", program, re.MULTILINE):
        return  # g4f is not a dependency; test_g4f_provider tests the code that it calls
    (tmp_path / "example.py").write_text(program, encoding="utf-8")
    run([sys.executable, "-W", "error", str(tmp_path / "example.py")], tmp_path, environment)


@pytest.mark.parametrize(("name", "script"), SHELL, ids=[name for name, _ in SHELL])
def test_the_commands_run(name: str, script: str, tmp_path: Path, environment: dict[str, str]) -> None:
    assert run(["sh", "-e", "-c", script], tmp_path, environment)


def test_the_exit_codes_are_those_that_the_program_documents() -> None:
    listed = re.findall(r"^  (\d+) +(.+)$", EXIT_CODES, re.MULTILINE)
    assert listed
    text = (ROOT / "docs" / "client.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d+) \| (.+) \|$", text, re.MULTILINE) == listed
