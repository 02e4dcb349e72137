"""The subjects' words: English and Russian, every form once, singular and plural apart."""

from __future__ import annotations

from collections import Counter

import pytest

from imagelabs_server.painter.places import PLACES
from imagelabs_server.painter.prompt.lexicon import lexicon, subject_entries
from imagelabs_server.painter.prompt.words import read
from imagelabs_server.painter.subjects import SUBJECTS

ENTRIES = subject_entries()


def forms_of(name: str, language: str) -> list[str]:
    return [form for forms in ENTRIES[name][language].values() for form in forms]


def read_as(form: str) -> set[tuple[str, bool | None]]:
    """The subjects that a form stands for, with its number."""
    return {(m.concept, m.plural) for word in read(form) for m in word.meanings if m.kind == "subject"}


def test_every_subject_has_words_and_every_word_a_subject() -> None:
    """The drawings and the words name the same things."""
    assert set(ENTRIES) == set(SUBJECTS)


@pytest.mark.parametrize("name", ENTRIES)
def test_has_words_in_both_languages(name: str) -> None:
    """English in Latin letters, Russian in Cyrillic ones, all lower-case, each once in its number."""
    for language, first, last in (("en", "a", "z"), ("ru", "а", "ё")):
        assert set(ENTRIES[name][language]) <= {"one", "many"}
        for forms in ENTRIES[name][language].values():
            assert forms
            assert len(set(forms)) == len(forms)
            for form in forms:
                assert all(first <= letter <= last for letter in form.replace(" ", "")), form
    assert name in ENTRIES[name]["en"]["one"]


def test_no_form_belongs_to_two_subjects() -> None:
    """No word is ambiguous among the subjects."""
    owners = Counter(
        form
        for name in ENTRIES
        for form in {form.replace("ё", "е") for language in ("en", "ru") for form in forms_of(name, language)}
    )
    assert [form for form, times in owners.items() if times > 1] == []


@pytest.mark.parametrize("name", ENTRIES)
def test_every_form_is_read_as_its_subject(name: str) -> None:
    """Alone, with and without ё; the few that are also something else need a neighbour to tell."""
    for form in {*forms_of(name, "en"), *forms_of(name, "ru")}:
        for spelled in (form, form.replace("ё", "е"), form.upper()):
            assert name in {concept for concept, _ in read_as(spelled)}, spelled


def test_what_else_is_known_of_a_subject_is_sensible() -> None:
    """Places that exist, seasons that exist, hands that hold."""
    for name, subject in SUBJECTS.items():
        assert set(ENTRIES[name]) <= {"en", "ru", "any"}, name
        assert set(subject.found_in) <= set(PLACES)
        assert (subject.season or "winter") in lexicon()["seasons"]
        foot, height = subject.held or (0.4, 0.2)
        assert 0 <= foot < 1
        assert 0 < height < 1


def test_what_subjects_say_of_each_other_and_of_places_exists() -> None:
    """No fact names a subject, a place or scenery that there is not."""
    for subject in SUBJECTS.values():
        others = {subject.flies_as, subject.lifts_people_as, subject.in_hand_as, subject.drawn_with} - {None}
        assert others <= set(SUBJECTS), subject.name
        assert subject.built_into in {None, *PLACES}
        assert subject.scenery in {None, *lexicon()["extras"]}


@pytest.mark.parametrize(
    ("form", "name", "plural"),
    [
        ("кота", "cat", False), ("котята", "cat", True), ("кошек", "cat", True), ("собакой", "dog", False),
        ("кошки", "cat", None), ("щенков", "dog", True), ("лодку", "boat", False), ("домов", "house", True),
        ("замка", "castle", False), ("людей", "person", True), ("дети", "child", True), ("детям", "child", True),
        ("деревьям", "tree", True), ("деревьями", "tree", True), ("льва", "lion", False), ("львам", "lion", True),
        ("зайцев", "rabbit", True), ("овец", "sheep", True), ("стулья", "chair", True), ("стульев", "chair", True),
        ("киты", "whale", True), ("цветами", "flower", True), ("часов", "clock", True), ("лошадьми", "horse", True),
        ("яблоки", "apple", True), ("подарка", "gift", False), ("сердца", "heart", None), ("суда", "ship", True),
        ("воздушного змея", "kite", False), ("кур", "chicken", True), ("мышь", "mouse", False),
        ("змея", "snake", False), ("маки", "flower", True), ("мост", "bridge", False), ("щенята", "dog", True),
    ],
)  # fmt: skip
def test_number_is_known(form: str, name: str, plural: bool | None) -> None:
    """Suppletive plurals and fleeting vowels too; None where a form may be either."""
    assert read_as(form) == {(name, plural)}


@pytest.mark.parametrize("form", ["geese", "который", "коса", "домой", "лестница", "рота", "котёл", "горох", "рот"])
def test_what_only_looks_alike_is_no_subject(form: str) -> None:
    """Nothing is guessed from how a word begins."""
    assert read_as(form) == set()
