"""Everything that a visitor reads exists in every language, and nothing else does."""

from __future__ import annotations

import re
import string
from pathlib import Path
from types import SimpleNamespace

import pytest

import playground
from imagelabs_server import statuses
from imagelabs_server.codes import FailureCode
from playground.texts import languages, texts_for

FOLDER = Path(playground.__file__).parent
SOURCES = [path.read_text(encoding="utf-8") for kind in ("**/*.py", "assets/*.js") for path in FOLDER.glob(kind)]
FILES = {path.name for path in FOLDER.glob("assets/*")}
# Keys that the code makes from a name that it knows only when it runs.
MADE_KEYS = re.compile(
    r"service\..*|failures\.\w+|errors\.\w+\.(title|detail|action)|problems\.\w+|backend\.\w+|parameters\.\w+|tabs\.\w+"
    r"|manner\.(sound|title)|code\.\w+|info\.from_\w+"
    r"|compare\.(axis_\w+|problem_\w+|take_\w+|across|down|beside|slider|flicker)"
    r"|limits\.\w+|history\.(favourite|use|download|compare|code|delete)"
)
# Names that are the same in every language.
NAMES = {"code.python", "code.async", "code.curl", "code.g4f", "code.gradio_client"}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def request(language: str = "", **query: str) -> SimpleNamespace:
    return SimpleNamespace(headers={"accept-language": language}, query_params=query)


def test_every_language_has_the_same_keys_and_blanks_as_english() -> None:
    english = languages()["en"].table
    for texts in languages().values():
        assert set(texts.table) == set(english)
        for key, text in texts.table.items():
            assert fields(text) == fields(english[key]), (texts.language, key)


def test_every_text_is_used_and_every_used_text_exists() -> None:
    english = languages()["en"].table
    literals = {found for source in SOURCES for found in re.findall(r"[\"']([a-z_]+(?:\.[a-z_]+)+)[\"']", source)}
    literals -= FILES
    used = {key for key in literals if key.split(".")[0] in {known.split(".")[0] for known in english}}
    assert used <= set(english)
    assert {key for key in english if key not in used and not MADE_KEYS.fullmatch(key)} == set()


def test_every_status_of_our_own_service_is_translated() -> None:
    said = {value for value in vars(statuses).values() if isinstance(value, str) and value[:1].isupper()}
    said = {status for status in said if status in (*statuses.RUNNING, statuses.QUEUED, statuses.DONE)}
    for texts in languages().values():
        assert {f"service.{status}" for status in said} == {key for key in texts.table if key.startswith("service.")}


def test_every_code_of_our_own_service_has_a_text() -> None:
    for texts in languages().values():
        assert {f"failures.{code}" for code in FailureCode} == {
            key for key in texts.table if key.startswith("failures.")
        }


def test_no_russian_text_was_left_in_english() -> None:
    russian = languages()["ru"].table
    latin = {key for key, text in russian.items() if not re.search("[а-яё]", text, re.IGNORECASE)}
    assert latin - NAMES <= {
        "page.title", "page.decimal_point", "backend.imagelabs", "facts.pixels", "status.percent", "problems.other",
        "queue.images",
    } | {"errors.failed.detail"}  # fmt: skip


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ru-RU,ru;q=0.9,en-US;q=0.8", "ru"),
        ("en-US,en;q=0.9", "en"),
        ("de-DE,de;q=0.9,ru;q=0.5,en;q=0.3", "ru"),
        ("en;q=0.3, ru;q=0.7", "ru"),
        ("fr", "en"),
        ("", "en"),
        ("ru;q=zero, ;;, *", "en"),
    ],
)
def test_the_language_follows_the_browser(accepted: str, language: str) -> None:
    assert texts_for(request(accepted)).language == language


def test_a_language_in_the_address_wins_if_there_is_such_a_language() -> None:
    assert texts_for(request("en", lang="ru")).language == "ru"
    assert texts_for(request("ru", lang="<script>")).language == "ru"


def test_a_caller_without_a_request_gets_english() -> None:
    assert texts_for(None).language == "en"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert languages()["en"].number(4.13, 1) == "4.1"
    assert languages()["ru"].number(4.13, 1) == "4,1"
