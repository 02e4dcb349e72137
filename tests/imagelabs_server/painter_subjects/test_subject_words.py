"""The subjects' words: English and Russian, every form once."""

from __future__ import annotations

import json
from collections import Counter
from importlib import resources

import pytest

from imagelabs_server.painter.subjects import SUBJECTS

WORDS: dict[str, dict[str, list[str]]] = json.loads(
    resources.files("imagelabs_server.painter.subjects").joinpath("words.json").read_text("utf-8")
)


def test_every_subject_has_words_and_every_word_a_subject() -> None:
    """The registry and the words name the same things."""
    assert set(WORDS) == set(SUBJECTS)


@pytest.mark.parametrize("name", WORDS)
def test_has_words_in_both_languages(name: str) -> None:
    """English in Latin letters, Russian in Cyrillic ones, all lower-case."""
    assert set(WORDS[name]) == {"en", "ru"}
    for language, first, last in (("en", "a", "z"), ("ru", "а", "ё")):
        forms = WORDS[name][language]
        assert forms
        for form in forms:
            assert all(first <= letter <= last for letter in form.replace(" ", "")), form
    assert name in WORDS[name]["en"]


def test_no_form_belongs_to_two_subjects() -> None:
    """No word is ambiguous, and none is listed twice."""
    counted = Counter(form for words in WORDS.values() for forms in words.values() for form in forms)
    assert [form for form, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("name", WORDS)
def test_forms_with_yo_are_also_spelled_without(name: str) -> None:
    """«котёнок» and «котенок» are the same word."""
    forms = set(WORDS[name]["ru"])
    assert {form.replace("ё", "е") for form in forms} <= forms


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("кота", "cat"), ("котята", "cat"), ("кошек", "cat"), ("собакой", "dog"), ("щенков", "dog"), ("лодку", "boat"),
        ("домов", "house"), ("замка", "castle"), ("людей", "person"), ("дети", "child"), ("детей", "child"),
        ("деревьями", "tree"), ("льва", "lion"), ("зайцев", "rabbit"), ("овец", "sheep"), ("стулья", "chair"),
        ("киты", "whale"), ("цветами", "flower"), ("часов", "clock"), ("лошадьми", "horse"), ("суда", "ship"),
        ("воздушного змея", "kite"), ("кур", "chicken"), ("змея", None),
        ("geese", None), ("который", None), ("коса", None), ("домой", None), ("лестница", None),
    ],
)  # fmt: skip
def test_knows_irregular_forms_and_nothing_that_only_looks_alike(form: str, name: str | None) -> None:
    """Suppletive plurals and fleeting vowels are there; look-alikes are not."""
    owners = [subject for subject, words in WORDS.items() if form in words["ru"] + words["en"]]
    assert owners == ([name] if name else [])
