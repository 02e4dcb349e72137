"""Weighted words: `(cat:1.3)`, `((cat))`, `[cat]`, as other tools write them.

Round brackets make what they hold 1.1 times as important, or as important as the number after a colon says; square
brackets 1.1 times less; they nest and multiply. Brackets that are never closed hold the rest of the prompt, ones that
were never opened hold nothing, and `\\(` is a plain bracket.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

STEP = 1.1  # the weight of a bracket without a number
MOST = 2.0  # no word is more important than this
DEEPEST = 40  # brackets within brackets
MOST_NUMBER = 1e6  # a larger one is not a weight

_WORTH = {"(": STEP, "[": 1 / STEP}
_OPENS = {")": "(", "]": "["}
_ESCAPED = re.compile(r"\\[()\[\]\\]")
_NUMBER = r"[+-]?(?:\d{1,20}(?:[.,]\d{1,20})?|[.,]\d{1,20})"
_LOST_WEIGHT = re.compile(rf":{_NUMBER}")  # its bracket is missing: certainly no count
_PIECE = re.compile(
    rf"{_ESCAPED.pattern}|[(\[]|:[ \t]*({_NUMBER})[ \t]*\)|[)\]]|{_LOST_WEIGHT.pattern}(?![^\W_])"
    r"|[^\\()\[\]:]+|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a prompt's bare text and how important it is: 1 as usual, 0 or less not wanted at all."""

    text: str
    weight: float


def parse_weights(prompt: str) -> tuple[Span, ...]:
    """Split a prompt into stretches of one weight each, without the brackets and numbers.

    Args:
        prompt: any text.
    """
    spans = _Spans()
    for found in _PIECE.finditer(prompt):
        spans.add(found[0], found[1])
    while spans.opened:
        spans.close(spans.opened[-1][0])
    return tuple(Span(text, min(weight, MOST)) for text, weight in zip(spans.texts, spans.weights, strict=True))


@dataclass(slots=True)
class _Spans:
    """What has been read so far, and the brackets (each with the number of pieces before it) still open."""

    texts: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    opened: list[tuple[str, int]] = field(default_factory=list)

    def add(self, piece: str, number: str | None) -> None:
        """Read one more piece; `number` is the weight in it, if it is one that closes a round bracket."""
        if piece in _WORTH:
            if len(self.opened) < DEEPEST:
                self.opened.append((piece, len(self.texts)))
        elif number is not None:
            self.close("(", _number(number))
        elif piece in _OPENS:
            self.close(_OPENS[piece])
        elif not _LOST_WEIGHT.fullmatch(piece):
            self.texts.append(piece[1:] if _ESCAPED.fullmatch(piece) else piece)
            self.weights.append(1.0)

    def close(self, bracket: str, worth: float | None = None) -> None:
        """Weigh everything since the last such bracket; those opened after it end here too."""
        if all(known != bracket for known, _ in self.opened):
            return
        last = ""
        while last != bracket:
            last, first = self.opened.pop()
            share = worth if worth is not None and last == bracket else _WORTH[last]
            self.weights[first:] = [weight * share for weight in self.weights[first:]]


def _number(text: str) -> float:
    value = float(text.replace(",", "."))
    return max(-MOST_NUMBER, min(value, MOST_NUMBER))
