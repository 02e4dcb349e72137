"""From a prompt to concepts: which words are understood, and what they say about each other.

The lexicon (data/lexicon.json) lists words by concept. English words are listed in the singular; Russian ones as a
stem and a class of endings ("кошк:f"), so that every form is known and nothing but forms: "который" holds no "кот",
"лестница" no "лес", "start" no "star". Matching is by whole word or whole phrase, the longest first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

_WORD = re.compile(
    r"\d+(?:[.,]\d+)?(?![^\W\d_])"  # a number
    r"|[^\W_]+(?:['’][^\W\d_]+)?"  # a word
    r"|[☀-➿⛈⚡⭐🀀-🫿]\ufe0f?(?:\u200d[☀-➿🀀-🫿]\ufe0f?)*"  # a symbol
)
# The lexicon's sections, and the kind of meaning that each holds.
_KINDS = {
    "times": "time",
    "seasons": "season",
    "weathers": "weather",
    "skies": "sky",
    "places": "place",
    "subjects": "subject",
    "groups": "group",
    "extras": "extra",
    "colours": "colour",
    "counts": "count",
    "sizes": "size",
    "sides": "side",
    "relations": "relation",
    "actions": "action",
    "negations": "negation",
    "styles": "style",
    "pictures": "picture",
    "stops": "stop",
}
_SILENT = frozenset({"relation", "action", "negation", "picture", "stop"})  # neither recognised nor unrecognised


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word may stand for: a kind ("subject", "time" …), a concept of it, and whether the form is a plural."""

    kind: str
    concept: str
    plural: bool | None = False  # None: the form may be either


@dataclass(frozen=True, slots=True)
class Word:
    """One word or phrase of a prompt.

    Attributes:
        text: as spelled in the prompt.
        meanings: what it may stand for; none if it is not understood.
    """

    text: str
    meanings: tuple[Meaning, ...]

    def of(self, kind: str) -> Meaning | None:
        """Its meaning of one kind."""
        return next((m for m in self.meanings if m.kind == kind), None)

    @property
    def silent(self) -> bool:
        """Whether it only holds the sentence together."""
        return bool(self.meanings) and all(m.kind in _SILENT for m in self.meanings)


def read(prompt: str) -> tuple[Word, ...]:
    """Split a prompt into words and phrases and look each of them up."""
    forms, longest = _forms()
    tokens = _WORD.findall(prompt)
    plain = [_plain(token) for token in tokens]
    words: list[Word] = []
    at = 0
    while at < len(tokens):
        for length in range(min(longest, len(tokens) - at), 0, -1):
            key = " ".join(plain[at : at + length])
            if key in forms or length == 1:
                words.append(Word(" ".join(tokens[at : at + length]), forms.get(key, ())))
                at += length
                break
    return tuple(words)


def is_noise(text: str) -> bool:
    """Whether a word that is not understood means nothing either: a number, a symbol, a single letter."""
    return not any(c.isalpha() for c in text) or (len(text) < 2 and text.isascii())


def _plain(token: str) -> str:
    plain = token.casefold().replace("ё", "е").replace("’", "'").replace("\ufe0f", "")
    return plain[:-2] if plain.endswith("'s") else plain


@cache
def lexicon() -> dict[str, Any]:
    """The data file."""
    text = resources.files("imagelabs_server.painter").joinpath("data/lexicon.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def _forms() -> tuple[dict[str, tuple[Meaning, ...]], int]:
    """Every form of every word, and the number of words in the longest phrase."""
    found: dict[str, dict[tuple[str, str], Meaning]] = {}
    longest = 1
    for section, kind in _KINDS.items():
        for concept, entry in lexicon()[section].items():
            for form, plural in _entry_forms(entry, kind):
                longest = max(longest, form.count(" ") + 1)
                known = found.setdefault(form, {})
                # A form that is singular in one reading and plural in another may be either.
                before = known.get((kind, concept))
                either = before is not None and before.plural != plural
                known[kind, concept] = Meaning(kind, concept, None if either else plural)
    return {form: tuple(meanings.values()) for form, meanings in found.items()}, longest


def _entry_forms(entry: dict[str, str], kind: str) -> Iterator[tuple[str, bool | None]]:
    for word in entry.get("en", "").split():
        yield from _english(word.replace("_", " "), inflect=kind in ("subject", "place", "sky", "weather", "group"))
    for word in entry.get("ru", "").split():
        yield from _russian(word)
    for symbol in entry.get("any", "").split():
        yield _plain(symbol), False


_IRREGULAR = {
    "people",
    "men",
    "women",
    "children",
    "mice",
    "wolves",
    "cacti",
    "snowmen",
    "octopuses",
    "fishes",
    "clouds",
    "lovers",
}


def _english(word: str, *, inflect: bool) -> Iterator[tuple[str, bool]]:
    yield word, word in _IRREGULAR
    if not inflect or word in _IRREGULAR:
        return
    if re.search(r"[^aeiou]y$", word):
        yield word[:-1] + "ies", True
    elif re.search(r"(s|x|z|ch|sh)$", word):
        yield word + "es", True
    else:
        yield word + "s", True


def _russian(word: str) -> Iterator[tuple[str, bool | None]]:
    """The forms of a word or of a phrase whose parts are joined by "_"."""
    parts = [list(_russian_word(part)) for part in word.split("_")]
    for choice in product(*parts):
        plurals = [plural for _, plural in choice]
        yield " ".join(form for form, _ in choice), plurals[-1]


def _russian_word(word: str) -> Iterator[tuple[str, bool | None]]:
    stem, _, kind = word.partition(":")
    stem = _plain(stem)
    if not kind:
        yield stem, None if stem.endswith(("ы", "и", "ов", "ек", "ок", "ей", "ья", "ят")) else False
        return
    data = lexicon()
    plural = data["plural_endings"].get(kind, "").split(" ")
    maybe = data["maybe_plural_endings"].get(kind, "").split(" ")
    for ending in data["endings"][kind].split(" "):
        form = stem + _plain(ending)
        if ending in maybe and kind in data["maybe_plural_endings"]:
            yield form, None
        else:
            yield form, kind in data["plural_endings"] and ending in plural
