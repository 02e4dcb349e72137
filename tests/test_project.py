"""The project's statements about itself are true: README, Spaces card, requirements, licence."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import gradio
import pytest
from huggingface_hub import SpaceCard
from packaging.requirements import Requirement

from playground.admission import limits
from playground.settings import OPTIONS

PLACES = ("local", "public", "space")
ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PACKAGES = ("imagelabs_client", "imagelabs_server", "playground")

# Limits of Spaces: https://huggingface.co/docs/hub/spaces-config-reference
SPACE_COLOURS = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}
SHORT_DESCRIPTION_LIMIT = 60


def requirements(name: str) -> dict[str, Requirement]:
    lines = (line.partition("#")[0].strip() for line in (ROOT / name).read_text().splitlines())
    parsed = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {requirement.name: requirement for requirement in parsed}


def first_code_block(heading: str) -> str:
    match = re.search(rf"^## {heading}\n.*?^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert match
    return match[1].strip()


def imported_distributions(*folders: str) -> set[str]:
    """Return the names of the distributions that files in `folders` import."""
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    names = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    foreign = names - set(sys.stdlib_module_names) - set(PACKAGES) - {"app", "g4f", "_typeshed"}
    owners = metadata.packages_distributions()
    return {owners[name][0].lower() for name in foreign}


def test_the_spaces_card_is_valid_and_names_the_gradio_that_runs() -> None:
    card = SpaceCard(README).data
    assert card.sdk == "gradio"
    assert card.sdk_version == gradio.__version__
    assert str(requirements("requirements.txt")["gradio"].specifier) == f"=={card.sdk_version}"
    assert (ROOT / card.app_file).is_file()
    assert {card.colorFrom, card.colorTo} <= SPACE_COLOURS
    assert len(card.short_description) <= SHORT_DESCRIPTION_LIMIT
    assert card.license == "mit"
    assert card.title
    assert card.emoji
    assert card.tags
    minor = tuple(int(part) for part in str(card.python_version).split("."))
    assert minor >= (3, 11)


def test_quick_start_and_tests_are_one_command_each_in_a_venv() -> None:
    for heading in ("Quick start", "Tests"):
        command = first_code_block(heading)
        assert len(command.splitlines()) == 1
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install -r ")


@pytest.mark.parametrize("name", re.findall(r"\]\((?!https?://|#)([^)]+)\)", README))
def test_what_the_readme_links_to_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_the_readme_lists_every_option_of_the_app_as_its_help_does() -> None:
    rows = re.findall(r"^\| `(--\S+)(?: (\S+))?` \| `(\w+)` \| (.+) \|$", README, re.MULTILINE)
    options = [(option.flag, option.metavar or "", option.variable, option.help) for option in OPTIONS]
    assert rows == options


def test_requirements_list_exactly_what_is_imported() -> None:
    assert imported_distributions(*PACKAGES) | {"gradio"} == set(requirements("requirements.txt"))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_bounded_against_the_next_major(name: str) -> None:
    for requirement in requirements(name).values():
        assert any(part.operator in ("<", "==") for part in requirement.specifier), requirement


def test_nothing_that_ships_is_under_a_strong_copyleft() -> None:
    for name in requirements("requirements.txt"):
        about = metadata.metadata(name)
        licence = " ".join(
            [about.get("License-Expression") or about.get("License") or "", *about.get_all("Classifier", [])]
        )
        assert not re.search(r"\bA?GPL", licence), name


def test_the_gate_says_what_is_missing_where_it_cannot_install_it(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "dirname"):
        (tools / name).symlink_to(shutil.which(name) or name)
    command = [tools / "bash", tmp_path / ".ci" / "run"]
    ended = subprocess.run(command, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert line.endswith("start this again: python3 python3-venv chromium fonts-dejavu-core")


def test_importing_any_package_starts_no_thread_and_no_process() -> None:
    program = f"import threading, {', '.join(PACKAGES)}; print(threading.active_count())"
    output = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert output.stdout.strip() == "1"


def test_the_table_of_limits_is_the_one_that_counts() -> None:
    page = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (\w+) \| (\w+) \| (\w+) \|$", page, re.MULTILINE)
    told = [(row.name, row.about, *(str(getattr(row, place) or "none") for place in PLACES)) for row in limits.TABLE]
    assert rows == told
