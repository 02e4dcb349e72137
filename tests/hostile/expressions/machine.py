"""The machine: instructions, and their run over a text. It has its own stack, so that no text makes Python recurse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Way: TypeAlias = Literal["search", "match", "fullmatch"]
Groups: TypeAlias = tuple[int, ...]  # where each group begins and ends, then where each loop's last round began
Test: TypeAlias = Callable[[str], bool]

_DONE = -1  # where a program has ended
_UNSET = -1


class Letters(dict[str, bool]):
    """Which characters one place of a pattern accepts; what has been asked once is remembered."""

    def __init__(self, tests: Sequence[Test], *, negated: bool, variants: Callable[[str], set[str]]) -> None:
        super().__init__()
        self._tests = tests
        self._negated = negated
        self._variants = variants

    def __missing__(self, letter: str) -> bool:
        hit = any(test(one) for one in self._variants(letter) for test in self._tests)
        self[letter] = hit != self._negated
        return self[letter]


class EnoughError(Exception):
    """The limit is reached."""


class Instruction:
    def step(self, run: Run) -> bool:
        """Change where the run is, and return whether this way may still lead to a match."""
        raise NotImplementedError


class Code(list[Instruction]):
    """A program."""

    def __init__(self, slots: int) -> None:
        super().__init__()
        self.slots = slots

    def new_slot(self) -> int:
        """Reserve a place for a position."""
        self.slots += 1
        return self.slots - 1


class Run:
    """A program at work on a text: where it is in both, what it remembers, and which ways it has yet to try."""

    def __init__(self, code: Code, text: str, limit: int) -> None:
        self.code = code
        self.text = text
        self.limit = limit
        self.steps = 0
        self.at = 0
        self.position = 0
        self.groups: Groups = ()
        self.bound = 0  # of the repetition whose entry came from the stack last
        self.waiting: list[tuple[int, int, Groups, int]] = []
        self.must_end = False
        self.no_empty_match_at = _UNSET

    def matches(self, how: Way) -> Iterator[Groups]:
        """Find the match at the start, or one match after the other."""
        self.must_end = how == "fullmatch"
        start, last = 0, len(self.text) if how == "search" else 0
        while start <= last:
            self.at, self.position, self.groups = 0, start, (_UNSET,) * self.code.slots
            if self.reaches_end():
                yield self.groups
                start = self.position
                self.no_empty_match_at = start if self.groups[0] == start else _UNSET
                if how != "search":
                    return
            else:
                start += 1

    def reaches_end(self) -> bool:
        """Go on from where the run is to the end of its program, if any way leads there."""
        before, self.waiting = self.waiting, []
        code = self.code
        while self.at != _DONE:
            self.steps += 1
            if self.steps > self.limit:
                raise EnoughError
            if not code[self.at].step(self):
                if not self.waiting:
                    break
                self.at, self.position, self.groups, self.bound = self.waiting.pop()
        self.waiting = before
        return self.at == _DONE

    def later(self, at: int, position: int, bound: int = 0) -> None:
        """Keep a way to be tried when the present one has failed."""
        self.waiting.append((at, position, self.groups, bound))


@dataclass
class One(Instruction):
    letters: Letters

    def step(self, run: Run) -> bool:
        if run.position < len(run.text) and self.letters[run.text[run.position]]:
            run.position += 1
            run.at += 1
            return True
        return False


@dataclass
class Many(Instruction):
    """As many characters as possible, at once; each is a step. `less` is where one less is tried."""

    letters: Letters
    least: int
    most: int
    less: int | None

    def step(self, run: Run) -> bool:
        text, letters = run.text, self.letters
        start = end = run.position
        stop = min(len(text), start + self.most)
        while end < stop and letters[text[end]]:
            end += 1
        run.steps += end - start
        if end - start < self.least:
            return False
        if self.less is None:
            run.at += 1
        else:
            if end > start + self.least:
                run.later(self.less, end - 1, start + self.least)
            run.at += 2
        run.position = end
        return True


@dataclass
class OneLess(Instruction):
    def step(self, run: Run) -> bool:
        if run.position > run.bound:
            run.later(run.at, run.position - 1, run.bound)
        run.at += 1
        return True


@dataclass
class Few(Instruction):
    """As few characters as possible. `more` is where one more is tried."""

    letters: Letters
    least: int
    most: int
    more: int

    def step(self, run: Run) -> bool:
        text = run.text
        start, end = run.position, run.position + self.least
        if end > len(text) or not all(self.letters[letter] for letter in text[start:end]):
            return False
        run.steps += self.least
        if self.most > self.least:
            run.later(self.more, end, start + self.most)
        run.position = end
        run.at += 2
        return True


@dataclass
class OneMore(Instruction):
    letters: Letters

    def step(self, run: Run) -> bool:
        if run.position >= len(run.text) or not self.letters[run.text[run.position]]:
            return False
        run.position += 1
        if run.position < run.bound:
            run.later(run.at, run.position, run.bound)
        run.at += 1
        return True


@dataclass
class Split(Instruction):
    first: int
    second: int = _UNSET

    def step(self, run: Run) -> bool:
        run.later(self.second, run.position)
        run.at = self.first
        return True


@dataclass
class Jump(Instruction):
    to: int = _UNSET

    def step(self, run: Run) -> bool:
        run.at = self.to
        return True


@dataclass
class Mark(Instruction):
    slot: int

    def step(self, run: Run) -> bool:
        run.groups = (*run.groups[: self.slot], run.position, *run.groups[self.slot + 1 :])
        run.at += 1
        return True


@dataclass
class Again(Instruction):
    """A loop's end; a round that has taken nothing is its last."""

    slot: int
    start: int

    def step(self, run: Run) -> bool:
        run.at = run.at + 1 if run.position == run.groups[self.slot] else self.start
        return True


@dataclass
class Same(Instruction):
    number: int
    variants: Callable[[str], set[str]]

    def step(self, run: Run) -> bool:
        start, end = run.groups[2 * self.number : 2 * self.number + 2]
        if end == _UNSET:
            return False
        there = run.text[run.position : run.position + end - start]
        run.steps += len(there)
        run.position += end - start
        run.at += 1
        before = run.text[start:end]
        return len(there) == len(before) and all(
            one == other or self.variants(one) & self.variants(other) for one, other in zip(there, before, strict=True)
        )


@dataclass
class Place(Instruction):
    holds: Callable[[str, int], bool]

    def step(self, run: Run) -> bool:
        run.at += 1
        return self.holds(run.text, run.position)


@dataclass
class Inner(Instruction):
    """A program within the program, which has its own ways to try; afterwards all of them are forgotten."""

    back: int
    negated: bool
    stays: bool
    after: int = _UNSET

    def step(self, run: Run) -> bool:
        position, groups = run.position, run.groups
        run.position -= self.back
        run.at += 1
        found = run.position >= 0 and run.reaches_end()
        if self.stays:
            run.position = position
        if self.negated:
            run.groups = groups
        run.at = self.after
        return found != self.negated


class Stop(Instruction):
    def step(self, run: Run) -> bool:
        run.at = _DONE
        return True


class End(Instruction):
    """The end of the whole, which must be the text's end too for a full match, and which may have to be further on."""

    def step(self, run: Run) -> bool:
        if run.must_end and run.position != len(run.text):
            return False
        if run.position == run.groups[0] == run.no_empty_match_at:
            return False
        run.at = _DONE
        return True
