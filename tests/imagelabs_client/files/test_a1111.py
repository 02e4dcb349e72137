"""The scanner of the settings line finds what the regular expression of A1111 finds, in time that any line permits."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from imagelabs_client.files.a1111 import MAX_FIELDS, MAX_TEXT, read_pairs, read_text

# What A1111 itself goes by, `re_param`, with a bound for the key; it takes sixty steps a letter.
ORACLE = re.compile(r'(\w[\w \-/]{1,60}):\s*("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)')
LETTERS = 'a1 ,:"\\-/_é٣\t{}'
PIECES = ["Steps: 20", "Lora hashes: ", '"a: 1, b: 2"', '"', "\\", ", ", ",", ":", " ", "Size: 1x2", "k" * 61, "-" * 30]


class CountingLine(str):
    """A line that counts how many of its letters are looked at one by one."""

    __slots__ = ("looks",)

    def __new__(cls, text: str) -> CountingLine:
        line = super().__new__(cls, text)
        line.looks = 0
        return line

    def __getitem__(self, key: Any) -> str:
        self.looks += isinstance(key, int)
        return super().__getitem__(key)


@given(st.text(LETTERS, max_size=80) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example('a1:"a\\",b:1",c1: 2')
@example('a1:  "a" ,b1:"\\\\",c1:"')
@example("x" * 70 + ": 1")
@example("-" + "x" * 60 + ": 1")
@example("x" + "-" * 70 + ": 1, ab: 2")
@settings(max_examples=500, deadline=None)
def test_pairs_are_those_of_the_regular_expression(line: str) -> None:
    assert list(read_pairs(line)) == ORACLE.findall(line)


def test_each_letter_is_looked_at_a_few_times() -> None:
    for text in ("a" * 10_000, "a:" * 5000, "ab :" * 2500, "- " * 5000, ("k" * 70 + ":") * 100, 'a1:"\\"b\\",' * 1000):
        line = CountingLine(text)
        list(read_pairs(line))
        assert line.looks <= 3 * len(line), text[:20]


def test_the_number_of_settings_is_bounded() -> None:
    fields = read_text("a cat\n" + ", ".join(f"key {number}: 1" for number in range(2 * MAX_FIELDS)))[1]
    assert len(fields) == MAX_FIELDS
    assert len(list(read_pairs(":" * 100_000 + "key: 1"))) == 0, "nor are colons looked at for ever"


def test_a_text_that_is_longer_than_any_parameters_says_nothing() -> None:
    line = "\nSteps: 20, Sampler: x, Seed: 5"
    assert read_text("a" * (MAX_TEXT - len(line)) + line)[1]["Seed"] == "5"
    assert read_text("a" * MAX_TEXT + line) == (None, {})


def test_numbers_of_any_length_are_harmless() -> None:
    params, fields = read_text(f"a cat\nSteps: 1, Seed: {'7' * 100_000}, Size: {'1' * 9}x{' ' * 1000}5, Model: m")
    assert params is not None
    assert (params.seed, params.model) == (None, "m")
    assert len(fields["Seed"]) == 100_000
