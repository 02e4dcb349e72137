"""From words to a scene: what the prompt asks for, what the negative prompt takes away, what is left to chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import numpy as np

from imagelabs_server.painter.canvas import Dice
from imagelabs_server.painter.scene import Relation, Scene, SeasonName, Time, Wanted
from imagelabs_server.painter.subjects import SUBJECTS
from imagelabs_server.painter.words import Meaning, Word, is_noise, lexicon, read

MAX_KINDS, MAX_COUNT = 6, 14
MAX_LISTED = 60  # words told as understood, and as not
DEFAULT_STYLE = "oil"
HALF_ATTENTION = 40  # the attention that has half of the effect
REACH = 3  # words over which a colour, count or size looks for its noun
# Where several places are named, the first of these is where we stand; another may be seen from there.
_RANK = (
    "windowsill", "room", "underwater", "space", "street", "village", "garden", "beach", "lake", "river", "city", "sea",
    "desert", "forest", "field", "mountains",
)  # fmt: skip
_BEYOND = {
    "mountains": "mountains",
    "forest": "forest",
    "city": "city",
    "sea": "sea",
    "beach": "sea",
    "lake": "sea",
    "field": "hills",
}
_ABSTRACT_PLACES = ("sea", "mountains", "lake", "field", "desert", "forest", "space", "river", "beach")


@dataclass(frozen=True, slots=True)
class Plan:
    """A scene, the manner in which it is to be painted, and the prompt's own words that were and were not understood.

    Attributes:
        scene: what is to be painted.
        recognised: words that were understood, as spelled, in the prompt's order.
        unrecognised: words that mean something and were not understood.
        style: a key of the lexicon's section "styles"; "oil" unless the prompt names another.
    """

    scene: Scene
    recognised: tuple[str, ...]
    unrecognised: tuple[str, ...]
    style: str = DEFAULT_STYLE


@dataclass(slots=True)
class _Notes:
    """What has been gathered from the words so far."""

    found: dict[str, list[str]] = field(default_factory=dict)  # kind → concepts, in order
    wanted: list[Wanted] = field(default_factory=list)
    without: set[str] = field(default_factory=set)
    recognised: list[str] = field(default_factory=list)
    unrecognised: list[str] = field(default_factory=list)
    waiting: dict[str, tuple[str, int]] = field(default_factory=dict)  # colour, count, size, side → value, words left
    relation: tuple[Relation, int] | None = None
    negated: bool = False
    flying: bool = False
    tint: str | None = None
    moon_size: float = 1.0

    def take(self, kind: str) -> str | None:
        """The waiting colour, count … if one is near enough; it is used up."""
        value = self.waiting.pop(kind, None)
        return value[0] if value else None

    def has(self, kind: str, *concepts: str) -> bool:
        """Whether any of `concepts` was found."""
        return any(c in concepts for c in self.found.get(kind, ()))


def make_plan(prompt: str, negative_prompt: str, dice: Dice, attention: int = 0) -> Plan:
    """Understand a prompt as far as possible and decide the rest by chance.

    Args:
        prompt: any text; words may be weighted (see `weights`).
        negative_prompt: what must not be in the picture.
        dice: the chance of this picture.
        attention: above 0 the subjects count more than what is around them, below 0 less.
    """
    notes = _Notes()
    words = read(prompt)
    for before, word in zip((None, *words), words, strict=False):
        _note(notes, word, before)
    for word in read(negative_prompt):
        _forbid(notes, word)
    if (colour := notes.take("colour")) is not None:
        notes.tint = notes.tint or colour
    styles = [s for s in notes.found.pop("style", ()) if s not in notes.without]
    style = styles[0] if styles else DEFAULT_STYLE
    if style == "neon" and not notes.found.get("time"):
        notes.found["time"] = ["night"]  # neon signs are lit by night
    scene = replace(_decide(notes, dice), focus=attention / (abs(attention) + HALF_ATTENTION))
    return Plan(scene, _unique(notes.recognised), _unique(notes.unrecognised), style)


def subject_named(concept: str) -> str | None:
    """The name of the subject that draws a concept, if there is one."""
    names: Sequence[str] = lexicon()["subjects"].get(concept, {}).get("is", (concept,))
    return next((name for name in names if name in SUBJECTS), None)


def _unique(texts: list[str]) -> tuple[str, ...]:
    seen = {text.casefold(): text for text in reversed(texts)}
    return tuple(dict.fromkeys(seen[text.casefold()] for text in texts))[:MAX_LISTED]


def _usable(meaning: Meaning) -> bool:
    return meaning.kind != "subject" or subject_named(meaning.concept) is not None


def _note(notes: _Notes, word: Word, before: Word | None) -> None:
    """Take in one word of the prompt."""
    notes.waiting = {kind: (value, left - 1) for kind, (value, left) in notes.waiting.items() if left > 0}
    if word.silent:
        _note_silent(notes, word)
        return
    usable = [m for m in word.meanings if _usable(m)]
    if not usable:
        if not is_noise(word.text):
            notes.unrecognised.append(word.text)
        elif word.text.isdecimal() and 1 <= int(word.text[:6]) <= 60:
            notes.waiting["count"] = (word.text, REACH)
        return
    notes.recognised.append(word.text)
    if notes.negated:
        notes.negated = False
        _forbid(notes, word)
        return
    for meaning in usable:
        _NOTERS.get(meaning.kind, _note_concept)(notes, meaning, before)


def _note_silent(notes: _Notes, word: Word) -> None:
    if word.of("negation"):
        notes.negated = True
    elif word.of("action"):
        notes.flying = True
    elif (meaning := word.of("relation")) and notes.wanted:
        notes.relation = (cast("Relation", meaning.concept), len(notes.wanted) - 1)


def _note_concept(notes: _Notes, meaning: Meaning, _before: Word | None) -> None:
    """A time, season, weather, sky thing or place; a colour before it tints the whole picture."""
    notes.found.setdefault(meaning.kind, []).append(meaning.concept)
    if meaning.concept in ("moon", "crescent") and (size := notes.take("size")):
        notes.moon_size = float(size) ** 1.5
    if meaning.kind in ("time", "sky", "place", "weather") and (colour := notes.take("colour")):
        notes.tint = colour
    if meaning.kind == "place":
        notes.relation = None


def _note_waiting(notes: _Notes, meaning: Meaning, _before: Word | None) -> None:
    notes.waiting[meaning.kind] = (meaning.concept, REACH)


def _note_side(notes: _Notes, meaning: Meaning, _before: Word | None) -> None:
    """ "on the left" belongs to the subject before it, or else to the next one."""
    if notes.wanted and notes.wanted[-1].side is None:
        notes.wanted[-1] = replace(notes.wanted[-1], side=cast("Any", meaning.concept))
    else:
        notes.waiting["side"] = (meaning.concept, REACH + 2)


def _note_subject(notes: _Notes, meaning: Meaning, before: Word | None) -> None:
    name = subject_named(meaning.concept)
    if name is None:
        return
    counted = notes.take("count")
    count = int(counted) if counted else 3 if _plural(meaning, before) else 1
    wanted = Wanted(
        name=name,
        count=max(1, min(count, MAX_COUNT)),
        colour=notes.take("colour"),
        size=float(notes.take("size") or 1),
        side=cast("Any", notes.take("side")),
    )
    known = next((i for i, w in enumerate(notes.wanted) if w.name == name), None)
    if known is not None and wanted.colour in (None, notes.wanted[known].colour):
        return
    if len(notes.wanted) >= MAX_KINDS:
        return
    notes.wanted.append(wanted)
    if notes.relation is not None:
        relation, index = notes.relation
        if relation == "with":  # of two, the one that comes along depends on the other
            notes.wanted[-1] = replace(wanted, relation=relation, other=index)
            notes.relation = None
            return
        notes.wanted[index] = replace(notes.wanted[index], relation=relation, other=len(notes.wanted) - 1)
        notes.relation = None


def _note_extra(notes: _Notes, meaning: Meaning, _before: Word | None) -> None:
    notes.found.setdefault("extra", []).append(meaning.concept)


def _plural(meaning: Meaning, before: Word | None) -> bool:
    """Whether a subject is meant in the plural; forms that may be either are, unless a genitive is at hand."""
    if meaning.plural is not None:
        return meaning.plural
    if before is None:
        return True
    governs = before.of("picture") or before.of("negation") or before.of("relation")
    return not governs and not before.text.casefold().endswith(("ой", "ей", "ого", "его"))


_NOTERS: dict[str, Any] = {
    "subject": _note_subject,
    "colour": _note_waiting,
    "count": _note_waiting,
    "size": _note_waiting,
    "side": _note_side,
    "group": _note_extra,
    "extra": _note_extra,
}


def _forbid(notes: _Notes, word: Word) -> None:
    """Keep what a word means out of the picture."""
    for meaning in word.meanings:
        if meaning.kind == "subject":
            name = subject_named(meaning.concept)
            if name is not None:
                notes.without.add(name)
                if name == "person":
                    notes.without.add("group:person")
        elif meaning.kind == "group":
            notes.without.add(f"group:{meaning.concept}")
        elif meaning.kind not in _SILENT_KINDS:
            notes.without.add(meaning.concept)
    if "tree" in notes.without:
        notes.without.add("trees")


_SILENT_KINDS = frozenset({"relation", "action", "negation", "picture", "stop", "count", "size", "side", "colour"})


def _decide(notes: _Notes, dice: Dice) -> Scene:
    """Everything that the words leave open."""
    rng = dice.roll("decisions")
    wanted = _aloft(_allowed(notes), notes)
    understood = bool(notes.found or wanted or notes.tint)
    places = [p for p in _RANK if p in notes.found.get("place", ()) and p not in notes.without]
    weather = frozenset(notes.found.get("weather", ())) - notes.without
    if "clouds" in notes.without:
        weather |= {"clear"}
    sky = frozenset(notes.found.get("sky", ())) - notes.without
    season = _season(notes, rng)
    place = places[0] if places else _habitat(wanted, understood, notes, rng)
    place = _fit_place(place, places, wanted)
    if place == "room":
        wanted = _without_table(wanted)
    return Scene(
        time=_time(notes, sky, weather, rng, understood),
        season=season,
        weather=weather,
        sky=sky,
        place=place,
        beyond=_beyond(place, places, notes, rng),
        window=place == "windowsill",
        subjects=tuple(wanted),
        without=frozenset(notes.without),
        tint=notes.tint,
        moon_size=notes.moon_size,
        understood=understood,
    )


def _allowed(notes: _Notes) -> list[Wanted]:
    """The wanted subjects without the forbidden ones; relations keep pointing at the right one."""
    kept = [
        i
        for i, w in enumerate(notes.wanted)
        if w.name not in notes.without and f"group:{SUBJECTS[w.name].group}" not in notes.without
    ]
    moved = {old: new for new, old in enumerate(kept)}
    return [replace(w, other=moved.get(w.other)) if w.other is not None else w for w in (notes.wanted[i] for i in kept)]


def _aloft(wanted: list[Wanted], notes: _Notes) -> list[Wanted]:
    """Birds that fly, or that are over open water, are painted with spread wings."""
    if "gull" not in SUBJECTS or not (notes.flying or notes.has("sky", "sky") or notes.has("place", "sea")):
        return wanted
    return [replace(w, name="gull") if w.name == "bird" and w.relation in (None, "above") else w for w in wanted]


def _without_table(wanted: list[Wanted]) -> list[Wanted]:
    """In a room, a table that things lie on is part of the room."""
    if not any(SUBJECTS[w.name].stance == "surface" for w in wanted):
        return wanted
    return [replace(w, relation=None, other=None) for w in wanted if w.name != "table"]


def _season(notes: _Notes, rng: np.random.Generator) -> SeasonName:
    chance = rng.uniform()
    named = [s for s in notes.found.get("season", ()) if s not in notes.without]
    if named:
        # A winter that must have no snow is what late autumn looks like.
        return cast("SeasonName", "autumn" if named[0] == "winter" and "snow" in notes.without else named[0])
    if notes.has("weather", "snow"):
        return "winter"
    implied = [s for w in notes.wanted if (s := lexicon()["implied_seasons"].get(w.name)) not in (None, *notes.without)]
    if implied and not notes.found.get("place"):
        return cast("SeasonName", implied[0])
    return "summer" if chance < 0.72 else "spring" if chance < 0.9 else "autumn"


def _time(
    notes: _Notes, sky: frozenset[str], weather: frozenset[str], rng: np.random.Generator, understood: bool
) -> Time:
    chance = rng.uniform()
    named = [t for t in notes.found.get("time", ()) if t not in notes.without]
    # "A starry evening": the stars need night more than the evening needs red.
    if {"stars", "aurora"} & sky and "dawn" not in named:
        return "night"
    if named:
        return cast("Time", named[-1] if named[-1] != "day" or len(named) == 1 else named[0])
    if {"moon", "crescent"} & sky:
        return "night"
    if weather & {"rain", "storm", "fog", "snow"} or sky & {"rainbow"}:
        return "day" if "day" not in notes.without else "dawn"
    shares: list[tuple[Time, float]] = [("day", 0.62), ("sunset", 0.22), ("dawn", 0.16)]
    if not understood:
        shares = [("day", 0.25), ("sunset", 0.30), ("dawn", 0.25), ("night", 0.20)]
    open_times = [(t, s) for t, s in shares if t not in notes.without] or [("day", 1.0)]
    total = sum(s for _, s in open_times)
    for time, share in open_times:
        chance -= share / total
        if chance <= 0:
            return time
    return open_times[-1][0]


def _habitat(wanted: list[Wanted], understood: bool, notes: _Notes, rng: np.random.Generator) -> str:
    """A place that suits the subjects, when none was named."""
    chance = rng.uniform()
    if not understood:
        choices: Sequence[str] = _ABSTRACT_PLACES
    elif not wanted:
        choices = ("field", "sea", "mountains", "lake", "river")
        if notes.has("season", "autumn", "winter", "spring") or notes.has("weather", "snow", "fog"):
            choices = ("forest", "lake", "field", "village", "mountains")
        if notes.has("extra", "path"):
            choices = ("forest", "field", "garden")
    else:
        habitats = lexicon()["habitats"]
        subject = max((SUBJECTS[w.name] for w in wanted), key=lambda s: s.metres if s.stance != "air" else 0.0)
        stance = subject.stance if subject.stance in ("water", "air", "underwater") else subject.group
        choices = habitats.get(subject.name, habitats.get(stance, ("field",)))
    choices = [c for c in choices if c not in notes.without] or ["field"]
    return choices[min(int(chance * len(choices)), len(choices) - 1)]


def _fit_place(place: str, places: list[str], wanted: list[Wanted]) -> str:
    """Move from open water to its shore when something must stand, or under it when all that is wanted swims there."""
    if place != "sea":
        return place
    stances = [SUBJECTS[w.name].stance for w in wanted if w.relation not in ("on", "in") or w.other is None]
    if stances and all(s == "underwater" for s in stances) and SUBJECTS[wanted[0].name].metres < 3:
        return "underwater"
    stands = any(s in ("ground", "surface") for s in stances)
    return "beach" if stands or "beach" in places else "sea"


def _beyond(place: str, places: list[str], notes: _Notes, rng: np.random.Generator) -> str:
    """What stands far off."""
    chance = rng.uniform()
    others = [_BEYOND[p] for p in places if p != place and p in _BEYOND]
    if others:
        return others[0]
    choices = {
        "windowsill": ("hills", "mountains", "sea", "hills", "city"),
        "room": ("hills", "hills", "city", "mountains"),
        "lake": ("mountains", "forest", "hills", "mountains"),
        "river": ("hills", "mountains", "forest"),
        "field": ("hills", "hills", "forest", "mountains"),
        "village": ("hills", "mountains", "forest"),
    }.get(place, ("hills",))
    choices = tuple(c for c in choices if c not in notes.without) or ("none",)
    return choices[min(int(chance * len(choices)), len(choices) - 1)]
