"""What a prompt asks for, gathered word by word: who and what, where, how many, in which relation to each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from imagelabs_server.painter.prompt.words import Meaning, Word, is_noise
from imagelabs_server.painter.scene import Relation, Side, Wanted
from imagelabs_server.painter.subjects import SUBJECTS

MAX_KINDS, MAX_COUNT = 6, 14
SOME = 3  # how many a plural without a number is
REACH = 3  # words over which a colour, count or size looks for its noun
_DISCS = frozenset({"moon", "crescent", "sun"})
_MANNERS = frozenset({"style", "mood"})  # how it is painted, not what
_WEIGHABLE = frozenset({"weather", "sky", "time", "season", "place"})
_NOT_FORBIDDEN = frozenset(
    {"relation", "join", "action", "negation", "picture", "stop", "verb", "count", "size", "side", "colour"}
)


@dataclass(slots=True)
class Notes:
    """What has been gathered so far.

    Attributes:
        found: kind of meaning → concepts, in the prompt's order.
        wanted: the subjects; relations point at others by their index.
        without: concepts that must not be there; "group:…" for whole groups.
        recognised: words that were understood, as spelled; `unrecognised` those that were not.
        weights: concept → weight, of weighted concepts that are not subjects.
        tint: a colour given to the picture as a whole.
        colours: every colour, in the prompt's order.
        understood: whether the prompt says anything about what should, or should not, be seen.
        moon_size: 1 is natural.
        disc_side: where the sun or moon is put.
        flying: whether the prompt says that something flies.
        over: the indices of subjects that the prompt puts over a place.
    """

    found: dict[str, list[str]] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)
    without: set[str] = field(default_factory=set)
    recognised: list[str] = field(default_factory=list)
    unrecognised: list[str] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)
    tint: str | None = None
    colours: list[str] = field(default_factory=list)
    understood: bool = False
    moon_size: float = 1.0
    disc_side: Side | None = None
    flying: bool = False
    over: set[int] = field(default_factory=set)
    _waiting: dict[str, tuple[str, int]] = field(default_factory=dict)  # colour, count, size, side → value, words left
    _relation: tuple[Relation, tuple[int, ...]] | None = None  # who stands so to the next subject
    _inverted: tuple[Relation, int] | None = None  # "under a tree, a cat": how, and to whom (-1: not yet)
    _joined: tuple[int, ...] = ()  # subjects that "and" holds together
    _join: bool = False
    _uncounted: int = -1  # the subject just named, if it is a plural without a number
    _negated: bool = False
    _last: Literal["subject", "disc", "other"] = "other"

    def has(self, kind: str, *concepts: str) -> bool:
        """Whether any of `concepts` was found."""
        return any(c in concepts for c in self.found.get(kind, ()))

    def forbid(self, word: Word) -> None:
        """Keep what a word means out of the picture."""
        for meaning in word.meanings:
            if meaning.kind == "subject":
                self.without.add(meaning.concept)
                subject = SUBJECTS[meaning.concept]
                if subject.stands_for_group:
                    self.without.add(f"group:{subject.group}")
                if subject.scenery:
                    self.without.add(subject.scenery)
            elif meaning.kind == "group":
                self.without.add(f"group:{meaning.concept}")
            elif meaning.kind not in _NOT_FORBIDDEN:
                self.without.add(meaning.concept)

    def read_word(self, word: Word, before: Word | None) -> None:
        """Read the next word of the prompt; `before` is the one before it."""
        self._waiting = {kind: (value, left - 1) for kind, (value, left) in self._waiting.items() if left > 0}
        if word.silent:
            self._read_silent(word)
            return
        if not word.meanings:
            if not is_noise(word.text):
                self.unrecognised.append(word.text)
            elif word.text.isdecimal() and 1 <= int(word.text[:6]) <= 60:
                self._waiting["count"] = (str(int(word.text)), REACH)
            return
        self.recognised.append(word.text)
        if self._negated or word.weight <= 0:
            self._negated = False
            self.forbid(word)
            return
        for meaning in word.meanings:
            if word.weight != 1 and meaning.kind in _WEIGHABLE:
                self.weights[meaning.concept] = word.weight
            _READERS.get(meaning.kind, Notes._read_concept)(self, meaning, word, before)

    def end(self) -> None:
        """Finish: a colour that found no subject is the whole picture's."""
        if (colour := self._pop("colour")) is not None:
            self.tint = self.tint or colour
        self.understood = bool(self.wanted or self.without or self.found.keys() - _MANNERS)

    def _pop(self, kind: str) -> str | None:
        """The waiting colour, count … if one is near enough; it is used up."""
        value = self._waiting.pop(kind, None)
        return value[0] if value else None

    def _read_silent(self, word: Word) -> None:
        if word.of("negation"):
            self._negated = True
        elif word.of("join"):
            self._join = True
        elif word.of("action"):
            self.flying = True
        elif meaning := word.of("relation"):
            relation = cast("Relation", meaning.concept)
            if self.wanted and self._last == "subject":
                self._relation = (relation, self._joined or (len(self.wanted) - 1,))
            elif relation in ("on", "under", "behind", "above", "front", "near") and self._inverted is None:
                self._inverted = (relation, -1)

    def _read_concept(self, meaning: Meaning, _word: Word, _before: Word | None) -> None:
        """A time, season, weather, sky thing or place; a colour before it tints the whole picture."""
        self.found.setdefault(meaning.kind, []).append(meaning.concept)
        disc = meaning.kind == "sky" and meaning.concept in _DISCS
        if disc:
            if size := self._pop("size"):
                self.moon_size = float(size) ** 1.5
            self.disc_side = cast("Side | None", self._pop("side")) or self.disc_side
        if meaning.kind in ("time", "sky", "place", "weather", "season") and (colour := self._pop("colour")):
            self.tint = colour
        if meaning.kind == "time":
            self._pop("count")  # "at five in the morning"
        if meaning.kind == "place" and self._relation is not None and self._relation[0] == "above":
            self.over.update(self._relation[1])
        self._relation = self._inverted = None
        self._joined, self._join = (), False
        self._last = "disc" if disc else "other"

    def _read_waiting(self, meaning: Meaning, _word: Word, _before: Word | None) -> None:
        self._waiting[meaning.kind] = (meaning.concept, REACH)
        if meaning.kind == "colour" and meaning.concept not in self.colours:
            self.colours.append(meaning.concept)

    def _read_side(self, meaning: Meaning, _word: Word, _before: Word | None) -> None:
        """ "on the left" belongs to what was named before it, or else to what comes next."""
        side = cast("Side", meaning.concept)
        self._relation = self._inverted = None
        if self._last == "disc":
            self.disc_side = side
        elif self.wanted and self.wanted[-1].side is None:
            self.wanted[-1] = replace(self.wanted[-1], side=side)
        else:
            self._waiting["side"] = (meaning.concept, REACH + 2)

    def _read_aside(self, meaning: Meaning, _word: Word, _before: Word | None) -> None:
        self.found.setdefault(meaning.kind, []).append(meaning.concept)

    def _read_subject(self, meaning: Meaning, word: Word, before: Word | None) -> None:
        if meaning.concept not in SUBJECTS:
            return
        wanted = self._described(meaning, word, before)
        known = next((i for i, w in enumerate(self.wanted) if w.name == wanted.name), None)
        if known is not None and wanted.colour in (None, self.wanted[known].colour):
            self._last = "subject"
            return
        if len(self.wanted) >= MAX_KINDS:
            return
        index = len(self.wanted)
        self.wanted.append(wanted)
        self._joined = (*self._joined, index) if self._join and self._joined and self._last == "subject" else (index,)
        self._join, self._last = False, "subject"
        if before is not None and not word.apart and index and _fills(wanted.name, self.wanted[index - 1].name, before):
            self.wanted[index] = replace(wanted, relation="in", other=index - 1)
            self._joined = (index - 1,)  # "on a table" is where the vase stands
        else:
            self._relate(index)

    def _described(self, meaning: Meaning, word: Word, before: Word | None) -> Wanted:
        """A subject with the count, colour, size and side that belong to it."""
        counted = self._pop("count")
        count = int(counted) if counted else SOME if _plural(meaning, None if word.apart else before) else 1
        self._uncounted = len(self.wanted) if not counted and count > 1 else -1
        return Wanted(
            name=meaning.concept,
            count=max(1, min(count, MAX_COUNT)),
            colour=self._pop("colour"),
            size=float(self._pop("size") or 1),
            side=cast("Side | None", self._pop("side")),
            weight=word.weight,
        )

    def _relate(self, index: int) -> None:
        """Record the relation of those named before to the subject at `index`, or the reverse."""
        if self._relation is not None:
            relation, who = self._relation
            self._relation = None
            if relation == "with":  # of two, the one that comes along depends on the other
                self.wanted[index] = replace(self.wanted[index], relation=relation, other=who[-1])
            else:
                who = tuple(i for i in who if i != index)
                for i in who:
                    self.wanted[i] = replace(self.wanted[i], relation=relation, other=index)
                if self._uncounted == index and relation == "on":  # "two knights on horses": each has one
                    self.wanted[index] = replace(self.wanted[index], count=sum(self.wanted[i].count for i in who) or 1)
                self._joined = (index,)
        elif self._inverted is not None:
            relation, host = self._inverted
            if host < 0:
                self._inverted = (relation, index)
            else:
                self.wanted[index] = replace(self.wanted[index], relation=relation, other=host)
                self._inverted = None


def _fills(name: str, holder: str, before: Word) -> bool:
    """Whether a subject right after another is what is in that one: "a vase of roses", «ваза роз»."""
    directly = before.of("subject") is not None or before.text.casefold() == "of"
    return directly and SUBJECTS[holder].holds == SUBJECTS[name].group


def _plural(meaning: Meaning, before: Word | None) -> bool:
    """Whether a subject is meant in the plural; forms that may be either are, unless a genitive is at hand."""
    if meaning.plural is not None:
        return meaning.plural
    if before is None:
        return True
    governs = any(before.of(kind) for kind in ("picture", "negation", "relation", "subject"))
    return not governs and not before.text.casefold().endswith(("ой", "ей", "ого", "его"))


_Reader = Callable[[Notes, Meaning, Word, Word | None], None]
_READERS: dict[str, _Reader] = {
    "subject": Notes._read_subject,
    "colour": Notes._read_waiting,
    "count": Notes._read_waiting,
    "size": Notes._read_waiting,
    "side": Notes._read_side,
    "style": Notes._read_aside,
    "mood": Notes._read_aside,
    "group": Notes._read_aside,
    "extra": Notes._read_aside,
}


def gather(words: Sequence[Word], forbidden: Sequence[Word]) -> Notes:
    """Read a prompt's words, then those of what must not be in the picture."""
    notes = Notes()
    for before, word in zip((None, *words), words, strict=False):
        notes.read_word(word, before)
    notes.end()
    for word in forbidden:
        notes.forbid(word)
    return notes
