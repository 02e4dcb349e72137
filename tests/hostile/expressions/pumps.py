"""Texts that make a pattern work: a piece that is repeated, with something before it and something after it.

They come from the pattern itself. What it repeats is repeated, after the least that leads there, and before something
that lets the match fail late; so is what leads there, which a search then begins to match again and again; and so are
the characters that it treats differently, alone, in pairs and, where they are few, in threes.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatchmethod
from itertools import product

from tests.hostile.expressions.syntax import (
    Alone,
    Choice,
    Group,
    Letter,
    Look,
    Node,
    Pattern,
    Place,
    Repeat,
    Row,
    Same,
    parsed,
)

_COMMON = "aZж0_ \n\t-.,:;!?\"'\\/<>(){}[]|#=@é中"  # beside those that a pattern names
_FEW = 4  # examples of one thing
_MOST_IN_PAIRS = 20  # characters
_MOST_IN_THREES = 7


@dataclass(frozen=True)
class Pumped:
    """A text of any length."""

    prefix: str
    pump: str
    suffix: str

    def text(self, repetitions: int) -> str:
        """Return the text with its middle so many times."""
        return self.prefix + self.pump * repetitions + self.suffix

    def __str__(self) -> str:
        parts = [repr(part) for part in (self.prefix, self.suffix)]
        return " + ".join([*parts[: bool(self.prefix)], f"{self.pump!r} * n", *parts[2 - bool(self.suffix) :]])


def pumped_texts(pattern: Pattern) -> list[Pumped]:
    """Return the texts for a pattern, the shortest first."""
    source = _Source(pattern)
    texts = {text for text in (*source.of_repeats(), *source.of_letters()) if text.pump}
    return sorted(texts, key=lambda text: (len(str(text)), str(text)))


def random_texts(pattern: Pattern, count: int) -> Iterator[str]:
    """Return texts in which a pattern finds something now and then, the same ones every time."""
    source = _Source(pattern)
    pieces = [*source.letters, *source.examples(source.node), *(text.prefix for text in source.of_repeats())]
    chance = random.Random(repr(pattern))
    for _ in range(count):
        yield "".join(chance.choices(pieces, k=chance.randrange(8)))


class _Source:
    def __init__(self, pattern: Pattern) -> None:
        tree = parsed(pattern)
        self.node = tree.node
        nodes = list(_walk(self.node))
        self.bodies = {node.number: node.body for node in nodes if isinstance(node, Group)}
        self.repeats = any(isinstance(node, Repeat) and node.most > 1 for node in nodes)
        sets = [node.letters for node in nodes if isinstance(node, Letter)]
        different: dict[tuple[bool, ...], str] = {}
        for letter in (*tree.alphabet, *_COMMON):
            if isinstance(pattern.pattern, str) or letter < "\u0100":
                accepted = [letters[letter] for letters in sets]
                different.setdefault((*accepted, letter.isalnum() or letter == "_", letter == "\n"), letter)
        self.letters = list(different.values())
        self.foreign = different[min(different, key=sum)]

    def of_repeats(self) -> Iterator[Pumped]:
        for before, repeat, after in self._repeats(self.node, [""], [""]):
            if isinstance(repeat.body, Letter):
                pumps = [letter for letter in self.letters if repeat.body.letters[letter]]
            else:
                pumps = self.examples(repeat.body)
            ends = dict.fromkeys(["", self.foreign, after[0], after[0] + self.foreign])
            for start, end in product(before, ends):
                yield Pumped("", start, end)
                for pump in pumps:
                    yield Pumped(start, pump, end)
                    yield Pumped("", start + pump, end)

    def of_letters(self) -> Iterator[Pumped]:
        pumps = [*self.letters]
        if self.repeats:  # otherwise no text can be hard
            pumps += map("".join, product(self.letters[:_MOST_IN_PAIRS], repeat=2))
        if self.repeats and len(self.letters) <= _MOST_IN_THREES:
            pumps += map("".join, product(self.letters, repeat=3))
        for pump in (*pumps, *self.examples(self.node)):
            yield Pumped("", pump, "")
            yield Pumped("", pump, self.foreign)
            yield Pumped(self.foreign, pump, self.foreign)

    def _repeats(
        self, node: Node, before: list[str], after: list[str]
    ) -> Iterator[tuple[list[str], Repeat, list[str]]]:
        """Find what is repeated, with examples of what may be before it and after it."""
        if isinstance(node, Row):
            for i, part in enumerate(node.parts):
                yield from self._repeats(
                    part,
                    _joined(before, self.examples(Row(node.parts[:i]))),
                    _joined(self.examples(Row(node.parts[i + 1 :])), after),
                )
            return
        if isinstance(node, Repeat) and node.most > 1:
            yield before, node, after
        for child in _children(node):
            yield from self._repeats(child, before, after)

    @singledispatchmethod
    def examples(self, node: Node) -> list[str]:
        """Return a few texts that a thing matches, if nothing around it forbids them."""
        raise NotImplementedError(type(node).__name__)

    @examples.register
    def _(self, node: Letter) -> list[str]:
        return [letter for letter in self.letters if node.letters[letter]][:_FEW] or [""]

    @examples.register
    def _(self, node: Row) -> list[str]:
        texts = [""]
        for part in node.parts:
            texts = _joined(texts, self.examples(part))
        return texts

    @examples.register
    def _(self, node: Choice) -> list[str]:
        found = [self.examples(branch) for branch in node.branches]
        return list(dict.fromkeys([*(texts[0] for texts in found), *(text for texts in found for text in texts)]))[:16]

    @examples.register
    def _(self, node: Repeat) -> list[str]:
        once = self.examples(node.body)
        return _few([*([] if node.least else [""]), *(text * max(node.least, 1) for text in once)])

    @examples.register
    def _(self, node: Group | Alone) -> list[str]:
        return self.examples(node.body)

    @examples.register
    def _(self, node: Same) -> list[str]:
        return self.examples(self.bodies[node.number])

    @examples.register
    def _(self, node: Look) -> list[str]:
        return self.examples(node.body) if node.behind and not node.negated else [""]

    @examples.register
    def _(self, node: Place) -> list[str]:
        return [""]


def _children(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Row):
        return node.parts
    if isinstance(node, Choice):
        return node.branches
    return (node.body,) if isinstance(node, Repeat | Group | Look | Alone) else ()


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in _children(node):
        yield from _walk(child)


def _few(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))[:_FEW]


def _joined(starts: list[str], ends: list[str]) -> list[str]:
    """Put texts together, in such an order that the first few differ in both halves."""
    both = sorted(product(range(len(starts)), range(len(ends))), key=lambda pair: (sum(pair), pair))
    return _few(starts[i] + ends[j] for i, j in both)
