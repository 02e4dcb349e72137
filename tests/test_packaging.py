"""Packaging: the client has few dependencies, extras list the others, and the wheel contains all our files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PACKAGES = ("imagelabs_client", "imagelabs_server", "playground")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]


def requirement_set(lines: list[str]) -> set[tuple[str, str]]:
    parsed = [Requirement(line) for line in lines]
    return {(one.name, str(one.specifier)) for one in parsed if one.name != PROJECT["name"]}


def requirement_lines(name: str) -> list[str]:
    lines = ((ROOT / name).read_text(encoding="utf-8")).splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def test_the_flat_list_for_spaces_is_the_base_and_its_extras_together() -> None:
    every = [*PROJECT["dependencies"], *(line for lines in EXTRAS.values() for line in lines)]
    assert requirement_set(requirement_lines("requirements.txt")) == requirement_set(every)


def test_the_page_s_extra_brings_the_others() -> None:
    own = [Requirement(line) for line in EXTRAS["playground"] if line.startswith(PROJECT["name"])]
    assert [one.extras for one in own] == [{"cli", "server"}]


def distributions(names: list[str]) -> set[str]:
    """Return the names of these distributions and all their installed dependencies."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name.lower() in found:
            continue
        found.add(name.lower())
        for line in metadata.requires(name) or []:
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                waiting.append(need.name)
    return found


@pytest.fixture
def bare_site(tmp_path: Path) -> dict[str, str]:
    """An environment in which only the project and the client's own dependencies can be imported."""
    site = tmp_path / "site"
    site.mkdir()
    for name in distributions([Requirement(line).name for line in PROJECT["dependencies"]]):
        for file in metadata.files(name) or []:
            top = file.parts[0]
            if top not in ("..", "__pycache__") and not (site / top).exists():
                (site / top).symlink_to(Path(str(metadata.distribution(name).locate_file(top))))
    return {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join([str(site), str(ROOT)])}


def run(program: list[str], environment: dict[str, str], cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-S", *program]  # -S: hides all other installed packages
    return subprocess.run(command, env=environment, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_client_works_with_its_own_requirements_alone(bare_site: dict[str, str], tmp_path: Path) -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((ROOT / "imagelabs_client").rglob("*.py"))
        if path.stem != "__main__"
    ]
    ended = run(["-c", f"import {', '.join(modules)}"], bare_site, tmp_path)
    assert ended.stderr == ""
    help_run = run(["-m", "imagelabs_client", "--help"], bare_site, tmp_path)
    assert (help_run.returncode, help_run.stderr) == (0, "")
    assert "generate" in help_run.stdout


@pytest.mark.parametrize(
    ("package", "extra", "missing"),
    [("imagelabs_server", "server", "(fastapi, uvicorn, numpy)"), ("playground", "playground", "(gradio, fastapi, ")],
)
def test_what_is_not_installed_is_named_in_one_sentence(
    bare_site: dict[str, str], tmp_path: Path, package: str, extra: str, missing: str
) -> None:
    ended = run(["-m", package], bare_site, tmp_path)
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert missing in line
    assert line.endswith(f'pip install "imagelabs-playground[{extra}]".')


def test_the_wheel_holds_the_packages_with_all_their_files_and_nothing_else(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__", "*.pyc", ".*"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    wanted = {str(path.relative_to(source)) for package in PACKAGES for path in (source / package).rglob("*.*")}
    wanted = {name for name in wanted if (source / name).is_file()}
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--disable-pip-version-check"]
    build = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(tmp_path), str(source)]
    subprocess.run(build, check=True, capture_output=True, text=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == wanted


def test_the_constraints_fit_the_requirements_and_every_package_has_hashes() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert all("--hash=sha256:" in line for line in lines)
    pinned = {one.name.lower(): one.specifier for one in (Requirement(line.split("--hash")[0]) for line in lines)}
    for line in requirement_lines("requirements.txt"):
        wanted = Requirement(line)
        [pin] = pinned[wanted.name.lower()]
        assert pin.operator == "=="
        assert pin.version in wanted.specifier, wanted.name
