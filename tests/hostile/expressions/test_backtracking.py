"""The machine that counts steps matches as `re` does, so that its counts mean something."""

from __future__ import annotations

import random
import re
from typing import get_args

import pytest

from tests.hostile.expressions.backtracking import matches, matches_of_re, steps
from tests.hostile.expressions.machine import Way
from tests.hostile.expressions.syntax import parsed

# Every kind of syntax that the machine knows, with texts over a few characters that make it match in many ways.
CLASSICS = [
    r"(\d+)[,.]?(\d*)",
    r"(a|b)*?c",
    r"(?:a*)*b",
    r"(a?)*?b",
    r"(a|ab)(c|bcd)(d*)",
    r"((a)|b)+",
    r"(ab?){1,3}c",
    r"(?:ab?){2}",
    r"(ab){2,}+a",
    r"a{2,3}?b{,2}",
    r"(?>a+)b|a++c",
    r"(\w)\1",
    r"(?i)(\w)\1",
    r"(?P<twice>a)(?P=twice)",
    r"(?<=a)b|(?<!b)c",
    r"a(?=b)|b(?!c)",
    r"(?=(a+))\1b",
    r"^a|b$",
    r"(?m)^a|b$",
    r"\A[^ab]\Z",
    r"\ba\B|\Bb\b",
    r"(?s).a|..",
    r"[\x61-\u0062\d-]+",
    r"[]a]+|[^]a]",
    r"(?i)[a-c\W]+",
    r"(?ai)[k-s\W]+",
    r"\n|\t|\0|[\b]|\.",
    r"\w*",
    r"a*?",
    r"|a",
    r"\s+$",
    rb"(?i)(\w+)\xe9|[^\xe0-\xe9]\b",
]
LETTERS = "aabbcABkKd1., \n-éÉſ"
TEXTS = 400


@pytest.mark.parametrize("source", CLASSICS)
def test_it_matches_what_re_matches(source: str | bytes) -> None:
    chance = random.Random(str(source))
    pattern = re.compile(source)
    letters = LETTERS if isinstance(source, str) else LETTERS.replace("ſ", "")
    for _ in range(TEXTS):
        text = "".join(chance.choices(letters, k=chance.randrange(10)))
        for how in get_args(Way):
            assert matches(pattern, text, how) == matches_of_re(pattern, text, how), (text, how)


def test_a_step_is_a_character_looked_at_or_a_turn_taken() -> None:
    # a, a and a no more, the end; and where the match begins and ends.
    assert steps(re.compile("a+b"), "aab", "fullmatch", 100) == 7


def test_it_stops_when_there_are_enough_steps() -> None:
    assert 10_000 <= steps(re.compile("(a+)+$"), "a" * 50 + "!", "search", 10_000) <= 10_100


def test_a_long_text_makes_nothing_recurse() -> None:
    text = "ab" * 20_000
    assert matches(re.compile("(?:a|b)*"), text, "fullmatch") == [((0, len(text)),)]


@pytest.mark.parametrize("source", ["(?i:a)", "(a)?(?(1)b|c)", "(?x) a # b", "(?#nothing)a"])
def test_syntax_that_it_does_not_know_is_refused(source: str) -> None:
    with pytest.raises(NotImplementedError, match=r"syntax|flags"):
        parsed(re.compile(source))
