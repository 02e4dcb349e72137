"""Improve a prompt: add what it leaves out and a painter would ask for: when, where, in what light.

Imports neither numpy nor Pillow: the service's main process uses it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Any

from imagelabs_server.painter.data import load
from imagelabs_server.painter.prompt.words import Word, read


def improve_prompt(prompt: str) -> str:
    """The prompt with a time of day, a place and a light added where it names none, in its own language.

    The same prompt always gives the same answer; what is already there is kept word for word, and a prompt that says
    everything is returned as it is (without blanks around it). English and Russian are completed; a prompt in
    another language is returned as it is, since words of another language would not improve it.

    Args:
        prompt: any text.
    """
    text = prompt.strip()
    words = read(text)
    language = _language(text, words)
    if language is None:
        return text
    additions = _additions(text, words, _phrases()[language])
    if not additions:
        return text
    end = len(text)
    while end and (text[end - 1].isspace() or text[end - 1] in ".,;:!…"):  # a pattern would try at every blank inside
        end -= 1
    return ", ".join([text[:end], *additions])


@cache
def _phrases() -> dict[str, Any]:
    return load("phrases")


def _language(text: str, words: Sequence[Word]) -> str | None:
    """ "ru", "en", or None when it is neither: letters decide, then whether any English word is there."""
    letters = [c for c in text.casefold() if c.isalpha()]
    if not letters:
        return None
    if sum("а" <= c <= "я" or c == "ё" for c in letters) * 2 > len(letters):
        return "ru"
    latin = sum(c.isascii() for c in letters) * 10 >= 9 * len(letters)
    return "en" if latin and any(word.meanings for word in words) else None


def _pick(choices: Sequence[str], text: str, salt: str) -> str:
    digest = hashlib.sha256(f"{salt}|{text.casefold()}".encode("utf-8", "surrogatepass")).digest()
    return choices[digest[0] % len(choices)]


def _additions(text: str, words: Sequence[Word], phrases: dict[str, Any]) -> list[str]:
    """What is missing, in the order in which it is added."""
    kinds = {m.kind for w in words for m in w.meanings}
    concepts = {m.concept for w in words for m in w.meanings}
    rich = len(words) >= _phrases()["rich"]
    indoors = bool(concepts & {"space", "underwater"})
    additions: list[str] = []
    if "place" not in kinds:
        place = _place(text, concepts, phrases)
        additions.append(place)
        indoors = place in phrases["deep"] or place in phrases["high"]
    time = next((m.concept for w in words for m in w.meanings if m.kind == "time"), None)
    if time is None and not indoors:
        time = _pick(tuple(phrases["times"]), text, "time")
        if {"stars", "moon", "crescent", "aurora"} & concepts:
            time = "night"
        additions.append(phrases["times"][time])
    lit = kinds & {"weather", "sky"} or {w.text.casefold() for w in words} & set(phrases["light_words"])
    if time is not None and not lit and not rich and not indoors:
        additions.append(_pick(phrases["lights"][time], text, "light"))
    if not rich and not kinds & {"picture", "style"}:
        additions.append(phrases["finish"])
    return additions


def _place(text: str, concepts: set[str], phrases: dict[str, Any]) -> str:
    """A place that suits what the prompt names."""
    for kind, group in (("homely", "homes"), ("deep", "deep"), ("high", "high")):
        if concepts & set(_phrases()[kind]):
            return _pick(phrases[group], text, "place")
    return _pick(phrases["places"], text, "place")
