"""From a prompt to concepts: which words are understood, and what they may stand for.

Two data files list every form of every word, by concept: data/subjects.json what can be drawn, singular and plural
apart, data/lexicon.json all the rest. Nothing is guessed from a word's beginning or ending, so that "который" holds no
"кот", "лестница" no "лес", "start" no "star". Matching is by whole word or whole phrase, the longest first; ё and е are
the same, and so are a word and its English genitive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from imagelabs_server.painter.prompt.lexicon import lexicon, subject_entries
from imagelabs_server.painter.prompt.weights import parse_weights

_WORD = re.compile(
    r"\d+(?:[.,]\d+)?(?![^\W\d_])"  # a number
    r"|[^\W_]+(?:['’][^\W\d_]+)?"  # a word
    r"|[☀-➿⛈⚡⭐🀀-🫿]\ufe0f?(?:\u200d[☀-➿🀀-🫿]\ufe0f?)*"  # a symbol
)
_BREAK = re.compile(r"[.,;:!?…()\n]")  # a phrase does not reach over these
# The lexicon's sections, and the kind of meaning that each holds.
_KINDS = {
    "times": "time",
    "seasons": "season",
    "weathers": "weather",
    "skies": "sky",
    "places": "place",
    "groups": "group",
    "extras": "extra",
    "colours": "colour",
    "counts": "count",
    "sizes": "size",
    "sides": "side",
    "relations": "relation",
    "joins": "join",
    "actions": "action",
    "negations": "negation",
    "moods": "mood",
    "styles": "style",
    "pictures": "picture",
    "stops": "stop",
    "verbs": "verb",
    "others": "other",
}
_SILENT = frozenset({"relation", "join", "action", "negation", "picture", "stop", "verb"})
_DOERS = frozenset({"subject", "sky", "weather", "group"})  # what a verb may stand right after


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
        weight: how important the prompt says it is: 1 as usual, 0 or less not wanted.
        apart: whether a comma, a full stop … is between it and the word before.
    """

    text: str
    meanings: tuple[Meaning, ...]
    weight: float = 1.0
    apart: bool = False

    def of(self, kind: str) -> Meaning | None:
        """Its meaning of one kind."""
        return next((m for m in self.meanings if m.kind == kind), None)

    @property
    def silent(self) -> bool:
        """Whether it only holds the sentence together: neither understood nor not."""
        return bool(self.meanings) and all(m.kind in _SILENT for m in self.meanings)


def read(prompt: str) -> tuple[Word, ...]:
    """Split a prompt into words and phrases and look each of them up."""
    forms, lengths = _forms()
    tokens = _tokens(prompt)
    plain = [_plain(token.text) for token in tokens]
    words: list[Word] = []
    at = 0
    while at < len(tokens):
        for length in range(min(lengths.get(plain[at], 1), len(tokens) - at), 0, -1):
            parts = tokens[at : at + length]
            key = " ".join(plain[at : at + length])
            if length == 1 or (key in forms and not any(part.apart for part in parts[1:])):
                weight = next((part.weight for part in parts if part.weight != 1), 1.0)
                text = " ".join(part.text for part in parts)
                words.append(Word(text, forms.get(key, ()), weight, parts[0].apart))
                at += length
                break
    return tuple(_disambiguated(words, i) for i in range(len(words)))


def is_noise(text: str) -> bool:
    """Whether a word that is not understood means nothing either: a number, a symbol, a single letter."""
    return not any(c.isalpha() for c in text) or (len(text) < 2 and text.isascii())


def _tokens(prompt: str) -> list[Word]:
    """The prompt's words as they stand, not looked up yet."""
    tokens: list[Word] = []
    apart = False
    for span in parse_weights(prompt):
        end = 0
        for found in _WORD.finditer(span.text):
            apart = apart or bool(_BREAK.search(span.text, end, found.start()))
            tokens.append(Word(found[0], (), span.weight, apart))
            apart, end = False, found.end()
        apart = apart or bool(_BREAK.search(span.text, end))
    return tokens


def _disambiguated(words: Sequence[Word], at: int) -> Word:
    """A word with only those meanings that its neighbours allow."""
    word = words[at]
    if word.of("other"):  # "hot dog": no dog, and nothing else that is known
        return replace(word, meanings=())
    if word.of("verb"):  # "the sun rose", «дети ели»
        before = words[at - 1] if at and not word.apart else None
        does = before is not None and any(m.kind in _DOERS for m in before.meanings)
        return replace(word, meanings=tuple(m for m in word.meanings if (m.kind == "verb") == does))
    if word.of("count") and word.of("subject"):  # "a couple", and «пара лодок»
        counted = _counts_something(words[at + 1 : at + 4])
        return replace(word, meanings=tuple(m for m in word.meanings if (m.kind == "count") == counted))
    return word


def _counts_something(after: Sequence[Word]) -> bool:
    """Whether the words after a numeral lead to a thing before anything else."""
    for word in after:
        if word.apart or not word.meanings or word.of("relation") or word.of("join"):
            return False
        if word.of("subject") or word.of("group"):
            return True
    return False


def _plain(token: str) -> str:
    plain = token.casefold().replace("ё", "е").replace("’", "'").replace("\ufe0f", "")
    return plain[:-2] if plain.endswith("'s") else plain


@cache
def _forms() -> tuple[dict[str, tuple[Meaning, ...]], dict[str, int]]:
    """Every form of every word, and by the first word the number of words in the longest phrase that begins with it."""
    found: dict[str, dict[tuple[str, str], Meaning]] = {}
    for form, meaning in _listed():
        known = found.setdefault(_plain(form), {})
        before = known.get((meaning.kind, meaning.concept))
        # A form that is listed as a singular and as a plural may be either.
        either = before is not None and before.plural != meaning.plural
        known[meaning.kind, meaning.concept] = replace(meaning, plural=None) if either else meaning
    lengths: dict[str, int] = {}
    for form in found:
        parts = form.split(" ")
        lengths[parts[0]] = max(len(parts), lengths.get(parts[0], 1))
    return {form: tuple(meanings.values()) for form, meanings in found.items()}, lengths


def _listed() -> Iterator[tuple[str, Meaning]]:
    for name, entry in subject_entries().items():
        for language in ("en", "ru"):
            for number, forms in entry[language].items():
                for form in forms:
                    yield form, Meaning("subject", name, number == "many")
        for symbol in entry.get("any", ()):
            yield symbol, Meaning("subject", name)
    for section, kind in _KINDS.items():
        for concept, entry in lexicon()[section].items():
            for form in (form for forms in entry.values() for form in forms):
                yield form, Meaning(kind, concept)
