"""The lexicon knows word forms, and nothing but word forms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagelabs_server.painter.words import read


def meanings(text: str) -> set[tuple[str, str]]:
    return {(m.kind, m.concept) for word in read(text) for m in word.meanings}


@pytest.mark.parametrize(
    ("text", "kind", "concept"),
    [
        ("cats", "subject", "cat"),
        ("Cat's", "subject", "cat"),
        ("wolves", "subject", "wolf"),
        ("butterflies", "subject", "butterfly"),
        ("кота", "subject", "cat"),
        ("кошками", "subject", "cat"),
        ("котёнок", "subject", "cat"),
        ("собак", "subject", "dog"),
        ("птицы", "subject", "bird"),
        ("подоконнике", "place", "windowsill"),
        ("лесу", "place", "forest"),
        ("морем", "place", "sea"),
        ("в горах", "place", "mountains"),
        ("на закате", "time", "sunset"),
        ("ночью", "time", "night"),
        ("зимний", "season", "winter"),
        ("осенью", "season", "autumn"),
        ("дождливый", "weather", "rain"),
        ("golden hour", "time", "sunset"),
        ("northern lights", "sky", "aurora"),
        ("северного сияния", "sky", "aurora"),
        ("под водой", "place", "underwater"),
        ("in front of", "relation", "front"),
        ("красного", "colour", "#c8312b"),
        ("🐱", "subject", "cat"),
    ],
)
def test_a_word_form_is_understood(text: str, kind: str, concept: str) -> None:
    """Singular, plural, every case, phrases and emoji."""
    assert (kind, concept) in meanings(text)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("catalogue", "cat"),
        ("category", "cat"),
        ("который", "cat"),
        ("которая", "cat"),
        ("котёл", "cat"),
        ("лестница", "forest"),
        ("мороз", "sea"),
        ("морковь", "sea"),
        ("start", "stars"),
        ("starting", "stars"),
        ("домой", "house"),
        ("домино", "house"),
        ("садится", "garden"),
        ("столица", "room"),
        ("горький", "mountains"),
        ("рекорд", "river"),
        ("carpet", "car"),
        ("foxtrot", "fox"),
        ("seat", "sea"),
        ("birdcage", "bird"),
        ("моряк", "sea"),
        ("китай", "whale"),
        ("белка", "#f2efe8"),
    ],
)
def test_a_word_that_only_begins_alike_is_not(text: str, concept: str) -> None:
    """No stem matches the beginning of another word."""
    assert concept not in {c for _, c in meanings(text)}


def test_words_are_given_back_as_they_were_spelled() -> None:
    """Case, ё and apostrophes survive."""
    assert [w.text for w in read("Тёмная НОЧЬ, dog’s life")] == ["Тёмная", "НОЧЬ", "dog’s", "life"]


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    """Every word found is a part of the text."""
    for word in read(text):
        assert all(part in text for part in word.text.split(" "))
