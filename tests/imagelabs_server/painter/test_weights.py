"""Weighted words: as other tools write them, and never in the way."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from imagelabs_server.painter.prompt.weights import MOST, parse_weights
from imagelabs_server.painter.prompt.words import read


def weights(prompt: str) -> dict[str, float]:
    return {word.text: round(word.weight, 3) for word in read(prompt)}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("(cat:1.3) here", {"cat": 1.3, "here": 1.0}),
        ("( cat : 1.3 )", {"cat": 1.3}),
        ("(cat:1,3)", {"cat": 1.3}),
        ("((cat)) dog", {"cat": 1.21, "dog": 1.0}),
        ("[cat]", {"cat": 0.909}),
        ("(a cat, (dog:1.5):0.5)", {"a": 0.5, "cat": 0.5, "dog": 0.75}),
        ("(cat:-1)", {"cat": -1.0}),
        ("(cat:0)", {"cat": 0.0}),
        ("(cat:9)", {"cat": MOST}),
        ("(cat", {"cat": 1.1}),
        ("cat) dog]", {"cat": 1.0, "dog": 1.0}),
        ("[a (cat] dog)", {"a": 0.909, "cat": 1.0, "dog": 1.0}),
        ("(cat:1.3", {"cat": 1.1}),
        ("cat:1.3, dog", {"cat": 1.0, "dog": 1.0}),
        (r"\(cat\)", {"cat": 1.0}),
        ("(golden hour:1.4)", {"golden hour": 1.4}),
    ],
)
def test_a_word_has_its_weight(prompt: str, expected: dict[str, float]) -> None:
    """Round and square brackets, nested, with numbers, never closed or never opened."""
    assert weights(prompt) == expected


def test_weights_are_no_counts_and_no_words() -> None:
    """Neither the brackets nor the number is left in the text."""
    assert [word.text for word in read("(five (cats):1.3), [2 dogs:3]")] == ["five", "cats", "2", "dogs"]


def bare_text(prompt: str) -> str:
    return " ".join("".join(span.text for span in parse_weights(prompt)).split())


def test_the_bare_text_is_the_prompt_without_weights() -> None:
    """So that stressing a word does not deal the cards anew."""
    assert bare_text("a (cat:1.4)  on [a (sofa)]") == bare_text("a cat on a sofa") == "a cat on a sofa"


@given(st.text(alphabet="()[]:.,-+\\ 0123456789catкот", max_size=60) | st.text(max_size=60))
@example("(" * 5000 + "cat" + ":2)" * 5000)
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_parsed(text: str) -> None:
    """Every stretch is a part of the text, and its weight is a number up to the limit."""
    for span in parse_weights(text):
        assert span.text in text
        assert span.weight <= MOST
        assert span.weight == span.weight  # not NaN
