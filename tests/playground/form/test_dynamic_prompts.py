"""A dynamic prompt becomes the same words for the same seed, always ends, and leaves ordinary prompts alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.form.dynamic_prompts import BUILT_IN, MAX_LENGTH, expand, is_dynamic, load_wildcards

COLOURS = {"colour": ("red", "blue"), "цвет": ("красный",), "endless": ("__endless__ x __endless__",)}


def test_braces_and_wildcards_become_one_of_their_choices() -> None:
    seen = {expand("a {red|{dark|light} blue} house", seed, {}) for seed in range(100)}
    assert seen == {"a red house", "a dark blue house", "a light blue house"}
    assert {expand("a __colour__ cat", seed, COLOURS) for seed in range(50)} == {"a red cat", "a blue cat"}
    assert expand("__ЦВЕТ__ дом", 1, COLOURS) == "красный дом"


def test_neighbouring_seeds_choose_differently() -> None:
    assert len({expand("{a|b|c|d|e|f|g|h}", seed, {}) for seed in range(8)}) >= 4


@given(st.text(), st.integers(0, 2**63 - 1))
def test_the_same_seed_gives_the_same_words_and_every_prompt_ends(prompt: str, seed: int) -> None:
    became = expand(prompt, seed, COLOURS)
    assert became == expand(prompt, seed, COLOURS)
    assert len(became) <= MAX_LENGTH
    if not is_dynamic(prompt):
        assert became == prompt


@pytest.mark.parametrize(
    "prompt", ["a {red} house", "a __nothing__ house", "snake_case__", "(cat:1.3)", "{ }", "a | b"]
)
def test_what_only_looks_dynamic_stays_as_it_is(prompt: str) -> None:
    assert expand(prompt, 3, COLOURS) == prompt


def test_a_list_that_names_itself_grows_no_further_than_it_may() -> None:
    assert len(expand("__endless__", 1, COLOURS)) <= MAX_LENGTH


def test_the_built_in_lists_come_in_both_languages() -> None:
    found = load_wildcards(BUILT_IN)
    assert set(found) == {"colour", "цвет", "animal", "зверь", "place", "место", "time", "время", "style", "стиль"}
    assert all(len(lines) >= 5 and len(set(lines)) == len(lines) for lines in found.values())


def test_lists_of_ones_own_win_and_broken_ones_are_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "colour.txt").write_text("# only one\npink\n\n", encoding="utf-8")
    (tmp_path / "mood.txt").write_text("# Настроение\nтихий\n", encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes(b"\xff\xfe\xfa")
    (tmp_path / "large.txt").write_bytes(b"x\n" * (1 << 20))
    found = load_wildcards(BUILT_IN, tmp_path, None)
    assert found["colour"] == ("pink",)
    assert found["настроение"] == ("тихий",)
    assert not {"broken", "large"} & set(found)
    assert "broken.txt" in caplog.text
    assert load_wildcards(tmp_path / "nowhere") == {}
