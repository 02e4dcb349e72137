"""The lexicon knows word forms, and nothing but word forms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagelabs_server.painter.prompt.lexicon import lexicon, subject_entries
from imagelabs_server.painter.prompt.words import read


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


CONTEXT_DECIDES = {"verbs", "others", "habitats", "examples"}
DOUBLE = {  # forms that need a neighbour to tell which of two things they mean
    form
    for entry in (lexicon()["verbs"]["verb"], *subject_entries()["couple"].values())
    if isinstance(entry, dict)
    for forms in entry.values()
    for form in forms
}


@pytest.mark.parametrize("section", [name for name in lexicon() if name not in CONTEXT_DECIDES])
def test_every_listed_form_is_understood(section: str) -> None:
    """No form is hidden by another entry, misspelled in capitals, or listed twice."""
    for concept, entry in lexicon()[section].items():
        for forms in entry.values():
            assert len(set(forms)) == len(forms), concept
            for form in forms:
                assert form == form.lower()
                assert form in DOUBLE or concept in {c for _, c in meanings(form)}, form


@pytest.mark.parametrize(
    ("text", "there", "not_there"),
    [
        ("a couple of red boats", ("count", "2"), ("subject", "couple")),
        ("пара старых лодок", ("count", "2"), ("subject", "couple")),
        ("a couple on the beach", ("subject", "couple"), ("count", "2")),
        ("пара на пляже", ("subject", "couple"), ("count", "2")),
        ("влюблённая пара и дом", ("subject", "couple"), ("count", "2")),
        ("дети ели яблоки", ("verb", "verb"), ("subject", "pine")),
        ("ели в снегу", ("subject", "pine"), ("verb", "verb")),
        ("сосны, ели и берёзы", ("subject", "pine"), ("verb", "verb")),
        ("the sun rose over hills", ("verb", "verb"), ("subject", "rose")),
        ("a red rose", ("subject", "rose"), ("verb", "verb")),
        ("snow falls in the city", ("verb", "verb"), ("season", "autumn")),
        ("a forest in the fall", ("season", "autumn"), ("verb", "verb")),
        ("поле цветов", ("subject", "flower"), ("stop", "stop")),
        ("всех цветов радуги", ("stop", "stop"), ("subject", "flower")),
        ("мышь под столом", ("subject", "mouse"), ("other", "other")),
        ("в пять часов утра", ("time", "dawn"), ("subject", "clock")),
        ("пять часов на стене", ("subject", "clock"), ("time", "dawn")),
        ("горе и лев", ("subject", "lion"), ("side", "left")),
        ("на левой стороне", ("side", "left"), ("subject", "lion")),
        ("берег озера", ("place", "lake"), ("place", "beach")),
        ("under, water", ("relation", "under"), ("place", "underwater")),
    ],
)
def test_the_neighbours_decide(text: str, there: tuple[str, str], not_there: tuple[str, str]) -> None:
    """What may mean two things means one of them here."""
    found = meanings(text)
    assert there in found
    assert not_there not in found


@pytest.mark.parametrize("text", ["летучая мышь", "летучих мышей", "hot dog", "морской котик", "ice cream", "рота"])
def test_what_means_something_else_is_not_understood(text: str) -> None:
    """Rather than half understood: no mouse, no dog, no cat, no ice."""
    (word,) = read(text)
    assert word.meanings == ()


def test_words_are_given_back_as_they_were_spelled() -> None:
    """Case, ё and apostrophes survive."""
    assert [w.text for w in read("Тёмная НОЧЬ, dog’s life")] == ["Тёмная", "НОЧЬ", "dog’s", "life"]


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    """Every word found is a part of the text."""
    for word in read(text):
        assert all(part in text for part in word.text.split(" "))
