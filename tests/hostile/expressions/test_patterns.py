"""No text makes a regular expression of ours work out of proportion to its length.

Every pattern of the packages and of the page's scripts is found, runs on texts made to be hard for it, and has its
steps counted: see `backtracking.py`, `pumps.py` and `patterns.py`.
"""

from __future__ import annotations

import ast
import functools
import importlib
import re
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from tests.hostile.expressions.backtracking import matches, matches_of_re, steps
from tests.hostile.expressions.machine import Way
from tests.hostile.expressions.patterns import (
    PythonPattern,
    as_python,
    imported_names,
    python_patterns,
    script_patterns,
)
from tests.hostile.expressions.pumps import Pumped, pumped_texts, random_texts
from tests.hostile.expressions.syntax import Pattern

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ["imagelabs_client", "imagelabs_server", "playground"]

# Patterns that may be slow, because no visitor, no service and no file from outside decides what they look at.
EXEMPT = {
    "playground/web/assets.py:_COMMENTS_AND_INDENTS": "it looks at the style sheets and scripts that we ship",
}

# Twice the text may take twice the steps and a little more; a second look at all that is left makes it four times.
GROWTH = 2.5
# Our pattern with the most alternatives, all begun at every character, takes up to thirty steps a character. One that
# looks up to sixty characters ahead from each takes more than a hundred: on most texts as bad as a quadratic one.
CEILING = 40
LENGTH = 1024  # characters, beyond the bounds of nearly all bounded repetitions
GLANCE, GLANCE_GROWTH = 96, 2.2  # is enough to pick the texts that deserve a closer look
LEAST_REPETITIONS = 12


@dataclass(frozen=True)
class Work:
    """The steps that a pattern takes on a text, and on one that is twice as long."""

    lengths: tuple[int, int]
    steps: tuple[int, int]

    @classmethod
    def of(cls, pattern: Pattern, how: Way, pumped: Pumped, length: int) -> Work:
        repetitions = max(length // len(pumped.pump), LEAST_REPETITIONS) // 2
        texts = [pumped.text(repetitions), pumped.text(2 * repetitions)]
        few, many = (steps(pattern, text, how, CEILING * len(text)) for text in texts)
        return cls((len(texts[0]), len(texts[1])), (few, many))

    def is_too_much(self, growth: float) -> bool:
        return self.steps[1] >= CEILING * self.lengths[1] or self.steps[1] > growth * self.steps[0]

    def __str__(self) -> str:
        counts = (
            f"{'more than ' if taken >= CEILING * length else ''}{taken} steps for {length} characters"
            for taken, length in zip(self.steps, self.lengths, strict=True)
        )
        return ", ".join(counts)


def complaint(pattern: Pattern, how: Way) -> str | None:
    """Return which text makes a pattern work too hard, the shortest of them; None if none does."""
    for pumped in pumped_texts(pattern):
        if Work.of(pattern, how, pumped, GLANCE).is_too_much(GLANCE_GROWTH):
            work = Work.of(pattern, how, pumped, LENGTH)
            if work.is_too_much(GROWTH):
                return f"{pattern.pattern!r} by {how} on {pumped}: {work}"
    return None


# Those of the packages


@functools.cache
def in_modules() -> dict[str, PythonPattern]:
    """Every pattern of the packages, by its path and its name or call."""
    paths = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    sources = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in paths}
    shared = set().union(*map(imported_names, sources.values()))
    return {
        f"{path}:{found.name or ast.unparse(found.call)}": found
        for path, source in sources.items()
        for found in python_patterns(source, shared)
    }


def of_module(where: str) -> Pattern | None:
    """Return a pattern as its module has it; None if it is made of what only a call knows."""
    module = where.partition(".py:")[0].removesuffix("/__init__").replace("/", ".")
    try:
        return in_modules()[where].compiled(importlib.import_module(module))
    except NameError:
        return None


def complaints(where: str) -> list[str]:
    pattern = of_module(where)
    if pattern is None:
        return [f"{where} is made at run time: give it a name at the module's level, do without, or exempt it"]
    return [f"{where}: {found}" for how in sorted(in_modules()[where].ways) if (found := complaint(pattern, how))]


@pytest.mark.parametrize("where", [where for where in in_modules() if where not in EXEMPT])
def test_a_pattern_of_the_packages_is_quick_on_every_text(where: str) -> None:
    assert complaints(where) == []


@pytest.mark.parametrize("where", in_modules())
def test_the_machine_matches_as_python_does(where: str) -> None:
    pattern = of_module(where)
    if pattern is not None:
        assert_same_matches(pattern)


@pytest.mark.parametrize("where", EXEMPT)
def test_no_pattern_is_exempt_that_need_not_be(where: str) -> None:
    assert complaints(where)


def assert_same_matches(pattern: Pattern) -> None:
    for text in random_texts(pattern, 100):
        for how in get_args(Way):
            assert matches(pattern, text, how) == matches_of_re(pattern, text, how), (text, how)


def test_patterns_are_found_by_name_and_by_use() -> None:
    found = in_modules()["imagelabs_client/core/numbers.py:_DECIMAL"]
    assert found.ways == {"fullmatch"}
    assert isinstance(of_module("imagelabs_client/core/numbers.py:_DECIMAL"), re.Pattern)


# Those of the page's scripts


@functools.cache
def in_scripts() -> dict[str, tuple[str, str]]:
    """Every pattern of the page's scripts with its flags, by its path and itself."""
    found = {}
    for path in sorted((ROOT / "playground").rglob("*")):
        if path.suffix in (".js", ".html"):
            text = path.read_text(encoding="utf-8")
            scripts = [text] if path.suffix == ".js" else re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL)
            for literal, flags in (one for script in scripts for one in script_patterns(script)):
                found[f"{path.relative_to(ROOT)}:/{literal}/{flags}"] = literal, flags
    return found


@pytest.mark.parametrize("where", in_scripts())
def test_a_pattern_of_the_scripts_is_quick_on_every_text(where: str) -> None:
    assert complaint(as_python(*in_scripts()[where]), "search") is None


@pytest.mark.parametrize("where", in_scripts())
def test_the_machine_matches_a_scripts_pattern_as_python_does(where: str) -> None:
    assert_same_matches(as_python(*in_scripts()[where]))


# How these tests see


SLOW: list[tuple[str, Way]] = [
    # These were ours.
    (r"\s*([A-Za-z]{1,8})[A-Za-z0-9-]*\s*(?:;\s*q\s*=\s*([0-9.]+))?\s*", "fullmatch"),
    (r"\{([^{}]*\|[^{}]*)\}", "search"),
    (r":[ \t]*([+-]?\d*[.,]?\d+)[ \t]*\)", "search"),
    (r'(\w[\w \-/]{1,60}):\s*("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)', "search"),
    (r"(?is)<(script|style)\b.*?</\1>|<[^>]*>", "search"),
    (r"\{[^{}]*\|[^{}]*\}|__\w+?__", "search"),
    (r"[^\s,()]*$", "search"),
    (r"(?s)^\((.*):(\d*\.?\d+)\)$", "search"),
    (r"^:(\d*\.?\d+)\)", "search"),
    # These are everybody's.
    (r"(a+)+$", "search"),
    (r"^(\w+\s?)*$", "match"),
    (r"(x+x+)+y", "match"),
    (r"(?:a|b|ab)*c", "match"),
    (r"(?:(?:a|b)|(?:a|c))*d", "fullmatch"),
    (r"^(a?){25}a{25}$", "search"),
    (r"^(([a-z])+.)+[A-Z]([a-z])+$", "match"),
    (r"\s+$", "search"),
    (r"^\s+|\s+$", "search"),
    (r"(\d+)-(\d+)", "search"),
    (r"(\w+)\s*=\s*(\w+)\s*;", "search"),
    (r"[\w.]+@[\w.]+\.\w+", "search"),
    (r"a.*b.*c", "match"),
    (r"a(?=[^b]*b)", "search"),
    (r"(?<=a)\d*\d*x", "search"),
    (r'"(?:\\.|[^\\"])*"', "search"),
    (r"\[([^\]]*)\]\(([^)]*)\)", "search"),
    (r"(?s)<!--.*?-->", "search"),
    (r"(?s)/\*.*?\*/|//[^\n]*", "search"),
    (r"(?m)^\s*#", "search"),
    (r"https?://\S+/\S+\.png", "fullmatch"),
    (r"(\w+) \1!", "search"),
]
QUICK: list[tuple[str, Way]] = [
    (r"\w+", "search"),
    (r"<[^<>]*>", "search"),
    (r"\{([^{}]*)\}", "search"),
    (r"\s+(?!\s)", "search"),
    (r"__(\w{1,64}?)__", "search"),
    (r"\d{1,6}x\d{1,6}", "search"),
    (r"\s*(\w+)\s*=\s*(\w+)\s*", "fullmatch"),
    (r"(?:/[a-z][a-z0-9]*)+", "fullmatch"),
    (r'"(?:\\.|[^\\"])*"', "match"),
    (r"\s++$", "match"),
    (r"(?:\d+,)*\d+", "fullmatch"),
    (r"a{1,253}b{0,1000}", "fullmatch"),
    (r"(?m)^[ \t]*#.*$", "search"),
]


@pytest.mark.parametrize(("source", "how"), SLOW)
def test_a_slow_pattern_is_seen(source: str, how: Way) -> None:
    assert complaint(re.compile(source), how)


@pytest.mark.parametrize(("source", "how"), QUICK)
def test_a_quick_pattern_is_not_blamed(source: str, how: Way) -> None:
    assert complaint(re.compile(source), how) is None


def test_a_complaint_names_the_pattern_the_text_and_the_steps() -> None:
    found = str(complaint(re.compile(r"\d+x"), "search"))
    assert found.startswith(r"'\\d+x' by search on '0' * n: ")
    assert found.endswith(" steps for 1024 characters")


def test_how_a_pattern_is_used_is_read_from_the_source() -> None:
    source = """
import re
_A = re.compile("a")
_B: Final = re.compile("b")
_C, _D = re.compile("c"), re.compile("d")
_E = re.compile("e")
_F = re.compile("f")
G = re.compile("g")
def use(text):
    return _A.fullmatch(text) or _A.pattern or _B.sub("", text) or _B.match(text) or hand_on(_E), _F.match, G.match
    re.split("h", text)
"""
    either_way = frozenset({"search", "fullmatch"})
    assert [(one.name, one.ways) for one in python_patterns(source, {"_F"})] == [
        ("_A", frozenset({"fullmatch"})),
        ("_B", frozenset({"search", "match"})),
        ("_E", either_way),
        ("_F", either_way),
        ("G", either_way),
        (None, either_way),
        (None, either_way),
        (None, frozenset({"search"})),
    ]
    assert imported_names("from one.two import _F, a as b\nfrom three import (\n    _G,\n)") == {
        "_F",
        "a",
        "as",
        "b",
        "_G",
    }


def test_a_pattern_without_a_name_is_read_from_its_call() -> None:
    (found,) = python_patterns("import re\nre.sub(rf'{WORD};', '', text, flags=re.IGNORECASE)")
    module = ModuleType("one")
    vars(module).update(re=re, WORD="[a-z]+")
    assert found.compiled(module) == re.compile("[a-z]+;", re.IGNORECASE)


def test_a_pattern_made_at_run_time_is_not_overlooked() -> None:
    (found,) = python_patterns("import re\ndef f(word): return re.compile(word)")
    with pytest.raises(NameError, match="word"):
        found.compiled(ModuleType("one"))


@pytest.mark.parametrize("line", ["from re import compile", "import re as regex"])
def test_a_module_cannot_hide_its_patterns(line: str) -> None:
    with pytest.raises(ValueError, match="import re"):
        list(python_patterns(line))


def test_patterns_are_told_from_what_else_has_a_slash() -> None:
    script = r"""
        // /comment/ and "quotes
        const half = all / 2 / 3, [one] = [4] / 5; /* /another/ */
        if (text.match(/^a\/[/"`]+/gi) && "/text/" !== '/\'/')
            return /b{2}/.test(`/no/ ${all / 2} ${x.replace(/c/u, `${{ d: 1 }}`)} /e/`);
    """
    assert script_patterns(script) == [(r'^a\/[/"`]+', "gi"), ("b{2}", ""), ("c", "u")]
    with pytest.raises(ValueError, match="made of a text"):
        script_patterns("new RegExp(word)")


def test_a_scripts_pattern_means_the_same_in_python() -> None:
    pattern = as_python(r"(?<word>\w+)\u{1F600}[$]\/$", "iu")
    assert pattern.fullmatch("Word😀$/")
    assert not pattern.fullmatch("Слово😀$/")
    assert not pattern.search("word😀$/\n")
