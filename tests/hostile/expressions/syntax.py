"""What a pattern says: the parts that it is read into, which write the machine's instructions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from tests.hostile.expressions import machine
from tests.hostile.expressions.machine import Code, Letters, Test

Pattern: TypeAlias = re.Pattern[str] | re.Pattern[bytes]

FOREVER = 1 << 30  # more rounds than any text allows


@cache
def parsed(pattern: Pattern) -> Parsed:
    """Read a pattern.

    Raises:
        NotImplementedError: it has syntax that no pattern of ours has used so far.
    """
    return _Parser(pattern).parse()


# What a pattern is made of


@dataclass(frozen=True)
class Letter:
    """One character."""

    letters: Letters

    def write(self, code: Code) -> None:
        code.append(machine.One(self.letters))


@dataclass(frozen=True)
class Row:
    """One thing after another."""

    parts: tuple[Node, ...]

    def write(self, code: Code) -> None:
        for part in self.parts:
            part.write(code)


@dataclass(frozen=True)
class Choice:
    """One of several things; the first that leads to a match."""

    branches: tuple[Node, ...]

    def write(self, code: Code) -> None:
        jumps = []
        for branch in self.branches[:-1]:
            split = machine.Split(len(code) + 1)
            code.append(split)
            branch.write(code)
            jumps.append(machine.Jump())
            code.append(jumps[-1])
            split.second = len(code)
        self.branches[-1].write(code)
        for jump in jumps:
            jump.to = len(code)


@dataclass(frozen=True)
class Repeat:
    """A thing several times: as often as possible, as seldom as possible, or as often as possible and no less."""

    body: Node
    least: int
    most: int
    manner: Literal["greedy", "lazy", "possessive"]

    def write(self, code: Code) -> None:
        if self.manner == "possessive" and not isinstance(self.body, Letter):
            Alone(Repeat(self.body, self.least, self.most, "greedy")).write(code)
        elif isinstance(self.body, Letter):
            self._write_letters(code, self.body.letters)
        else:
            for _ in range(self.least):
                self.body.write(code)
            if self.most == FOREVER:
                self._write_loop(code)
            else:
                self._write_options(code)

    def _write_letters(self, code: Code, letters: Letters) -> None:
        if self.manner == "lazy":
            code.append(machine.Few(letters, self.least, self.most, len(code) + 1))
            code.append(machine.OneMore(letters))
        else:
            code.append(
                machine.Many(letters, self.least, self.most, None if self.manner == "possessive" else len(code) + 1)
            )
            if self.manner == "greedy":
                code.append(machine.OneLess())

    def _write_loop(self, code: Code) -> None:
        start = len(code)
        split = self._split(code)
        slot = code.new_slot()
        code.append(machine.Mark(slot))
        self.body.write(code)
        code.append(machine.Again(slot, start))
        self._lead_out(split, len(code))

    def _write_options(self, code: Code) -> None:
        splits = []
        for _ in range(self.most - self.least):
            splits.append(self._split(code))
            self.body.write(code)
        for split in splits:
            self._lead_out(split, len(code))

    def _split(self, code: Code) -> machine.Split:
        split = machine.Split(len(code) + 1, len(code) + 1)
        code.append(split)
        return split

    def _lead_out(self, split: machine.Split, to: int) -> None:
        if self.manner == "lazy":
            split.first = to
        else:
            split.second = to


@dataclass(frozen=True)
class Group:
    """A thing that is remembered under a number."""

    number: int
    body: Node

    def write(self, code: Code) -> None:
        code.append(machine.Mark(2 * self.number))
        self.body.write(code)
        code.append(machine.Mark(2 * self.number + 1))


@dataclass(frozen=True)
class Same:
    """What a group has matched, once more."""

    number: int
    variants: Callable[[str], set[str]]

    def write(self, code: Code) -> None:
        code.append(machine.Same(self.number, self.variants))


@dataclass(frozen=True)
class Place:
    """A condition on where one is, such as at the end or at a word's edge."""

    holds: Callable[[str, int], bool]

    def write(self, code: Code) -> None:
        code.append(machine.Place(self.holds))


@dataclass(frozen=True)
class Look:
    """A condition on what comes next, or on what came before."""

    body: Node
    behind: bool
    negated: bool

    def write(self, code: Code) -> None:
        back = width(self.body) if self.behind else 0
        _write_inner(machine.Inner(back, negated=self.negated, stays=True), self.body, code)


@dataclass(frozen=True)
class Alone:
    """A thing that is not tried in another way once it has matched."""

    body: Node

    def write(self, code: Code) -> None:
        _write_inner(machine.Inner(0, negated=False, stays=False), self.body, code)


def _write_inner(inner: machine.Inner, body: Node, code: Code) -> None:
    code.append(inner)
    body.write(code)
    code.append(machine.Stop())
    inner.after = len(code)


Node: TypeAlias = Letter | Row | Choice | Repeat | Group | Same | Place | Look | Alone


@dataclass(frozen=True)
class Parsed:
    """A pattern's parts, the program that they make, and the characters that it names."""

    node: Node
    code: Code
    alphabet: tuple[str, ...]


def width(node: Node) -> int:
    """Return how many characters a thing takes, which must be the same always."""
    if isinstance(node, Letter):
        return 1
    if isinstance(node, Row):
        return sum(map(width, node.parts))
    if isinstance(node, Choice) and len({width(branch) for branch in node.branches}) == 1:
        return width(node.branches[0])
    if isinstance(node, Repeat) and node.least == node.most:
        return node.least * width(node.body)
    if isinstance(node, Group | Alone):
        return width(node.body)
    if isinstance(node, Place | Look):
        return 0
    raise NotImplementedError("what it looks back at has no certain length")


# Reading


_REPEATS = {"*": (0, FOREVER), "+": (1, FOREVER), "?": (0, 1)}
_BOUNDS = re.compile(r"\{(\d*)(,?)(\d*)\}")
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}
_GROUP_STARTS = re.compile(r"\?(?:P<\w+>|P=\w+\)|<?[=!]|[:>]|[aiLmsu]+\))|")
_KNOWN_FLAGS = re.UNICODE | re.ASCII | re.IGNORECASE | re.MULTILINE | re.DOTALL


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


_CLASSES: dict[str, Test] = {"w": _is_word, "d": str.isdecimal, "s": str.isspace}
_ASCII_SPACE = " \t\n\r\f\v"
_ASCII_CLASSES: dict[str, Test] = {
    "w": lambda letter: letter.isascii() and _is_word(letter),
    "d": lambda letter: letter.isascii() and letter.isdecimal(),
    "s": lambda letter: letter in _ASCII_SPACE,
}


def _itself(letter: str) -> set[str]:
    return {letter}


def _either_case(letter: str) -> set[str]:
    return {letter, *(other for other in (letter.lower(), letter.upper()) if len(other) == 1)}


def _either_ascii_case(letter: str) -> set[str]:
    return _either_case(letter) if letter.isascii() else {letter}


class _Parser:
    def __init__(self, pattern: Pattern) -> None:
        source = pattern.pattern
        self.source = source if isinstance(source, str) else source.decode("latin-1")
        self.flags = pattern.flags
        self.names = pattern.groupindex
        if self.flags & ~_KNOWN_FLAGS:
            raise NotImplementedError(f"flags of {self.source!r}")
        self.ascii = isinstance(source, bytes) or bool(self.flags & re.ASCII)
        self.variants = _itself
        if self.flags & re.IGNORECASE:
            self.variants = _either_ascii_case if self.ascii else _either_case
        self.at = 0
        self.groups = 0
        self.alphabet: list[str] = []

    def parse(self) -> Parsed:
        node = self._choice()
        if self.at < len(self.source):
            raise self._unknown()
        code = Code(2 * (self.groups + 1))
        Group(0, node).write(code)
        code.append(machine.End())
        return Parsed(node, code, tuple(dict.fromkeys(self.alphabet)))

    def _unknown(self) -> NotImplementedError:
        return NotImplementedError(f"the syntax of {self.source!r} at {self.at}")

    def _next(self) -> str:
        return self.source[self.at : self.at + 1]

    def _take(self, length: int = 1) -> str:
        taken = self.source[self.at : self.at + length]
        self.at += length
        return taken

    def _takes(self, text: str) -> bool:
        if self.source.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def _choice(self) -> Node:
        branches = [self._sequence()]
        while self._takes("|"):
            branches.append(self._sequence())
        return Choice(tuple(branches)) if len(branches) > 1 else branches[0]

    def _sequence(self) -> Node:
        parts = []
        while self._next() not in ("", "|", ")"):
            parts.append(self._repeated(self._atom()))
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _repeated(self, body: Node) -> Node:
        bounds = self._bounds()
        if bounds is None:
            return body
        manner: Literal["greedy", "lazy", "possessive"] = "greedy"
        if self._takes("?"):
            manner = "lazy"
        elif self._takes("+"):
            manner = "possessive"
        return Repeat(body, *bounds, manner)

    def _bounds(self) -> tuple[int, int] | None:
        if self._next() in tuple(_REPEATS):
            return _REPEATS[self._take()]
        found = _BOUNDS.match(self.source, self.at)
        if found is None or found[0] == "{}":
            return None
        self.at = found.end()
        least = int(found[1] or 0)
        return least, int(found[3] or FOREVER) if found[2] else least

    def _atom(self) -> Node:
        letter = self._take()
        if letter == "(":
            return self._group()
        if letter == "[":
            return Letter(self._class())
        if letter == "\\":
            return self._escape()
        if letter in "^$":
            return Place(self._edge(letter))
        if letter == "." and self.flags & re.DOTALL:
            return Letter(self._letters([lambda _: True]))
        if letter == ".":
            return Letter(self._letters([lambda one: one != "\n"]))
        return Letter(self._letters([self._named(letter)[0]]))

    def _named(self, letter: str) -> tuple[Test, str]:
        self.alphabet.append(letter)
        return letter.__eq__, letter

    def _letters(self, tests: Sequence[Test], *, negated: bool = False) -> Letters:
        return Letters(tests, negated=negated, variants=self.variants)

    def _edge(self, sign: str) -> Callable[[str, int], bool]:
        if self.flags & re.MULTILINE:
            return _at_line_start if sign == "^" else _at_line_end
        return _at_start if sign == "^" else _at_last_line_end

    def _group(self) -> Node:
        found = _GROUP_STARTS.match(self.source, self.at)
        start = found[0] if found else ""
        if not start and self._next() == "?":
            raise self._unknown()
        self.at += len(start)
        if start.endswith(")"):  # a name's repetition, or flags, which `re` has read already
            return Same(self.names[start[3:-1]], self.variants) if start.startswith("?P=") else Row(())
        number = 0
        if not start or start.startswith("?P<"):
            self.groups += 1
            number = self.groups
        body = self._choice()
        if not self._takes(")"):
            raise self._unknown()
        if number:
            return Group(number, body)
        if start == "?>":
            return Alone(body)
        return body if start == "?:" else Look(body, "<" in start, "!" in start)

    def _escape(self) -> Node:
        letter = self._next()
        if letter in tuple("123456789"):
            found = re.compile(r"\d{1,2}").match(self.source, self.at)
            return Same(int(self._take(len(found[0]) if found else 0)), self.variants)
        if letter in tuple("AZbB"):
            self.at += 1
            is_word = (_ASCII_CLASSES if self.ascii else _CLASSES)["w"]
            return Place({"A": _at_start, "Z": _at_end}.get(letter) or _word_edge(is_word, inside=letter == "B"))
        return Letter(self._letters([self._escaped()[0]]))

    def _escaped(self) -> tuple[Test, str | None]:
        """Read what follows a backslash, in a class or not: which characters it means, and the one if it is one."""
        letter = self._take()
        if letter.lower() in tuple("wds"):
            test = (_ASCII_CLASSES if self.ascii else _CLASSES)[letter.lower()]
            return (test if letter.islower() else lambda one: not test(one)), None
        if letter in _HEX_DIGITS:
            letter = chr(int(self._take(_HEX_DIGITS[letter]), 16))
        elif letter in _CONTROL:
            letter = _CONTROL[letter]
        elif letter == "0":
            letter = chr(int(letter + self._take(len(self._octal())), 8))
        elif letter.isalnum():
            raise self._unknown()
        return self._named(letter)

    def _octal(self) -> str:
        found = re.compile("[0-7]{0,2}").match(self.source, self.at)
        return found[0] if found else ""

    def _class(self) -> Letters:
        negated = self._takes("^")
        tests: list[Test] = []
        while not tests or self._next() != "]":
            test, letter = self._class_item()
            if letter and self._next() == "-" and self.source[self.at + 1] != "]":
                self.at += 1
                test = _within(letter, self._class_item()[1] or "")
            tests.append(test)
        self.at += 1
        return self._letters(tests, negated=negated)

    def _class_item(self) -> tuple[Test, str | None]:
        letter = self._take()
        if letter != "\\":
            return self._named(letter)
        if self._takes("b"):
            return self._named("\b")
        return self._escaped()


def _within(first: str, last: str) -> Test:
    return lambda letter: first <= letter <= last


def _at_start(text: str, at: int) -> bool:
    return at == 0


def _at_end(text: str, at: int) -> bool:
    return at == len(text)


def _at_last_line_end(text: str, at: int) -> bool:
    return text[at:] in ("", "\n") if at >= len(text) - 1 else False


def _at_line_start(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _at_line_end(text: str, at: int) -> bool:
    return at == len(text) or text[at] == "\n"


def _word_edge(is_word: Test, *, inside: bool) -> Callable[[str, int], bool]:
    def holds(text: str, at: int) -> bool:
        before, after = at > 0 and is_word(text[at - 1]), at < len(text) and is_word(text[at])
        return bool(text) and (before == after) == inside

    return holds
