"""From words to a scene: what the prompt asks for, what the negative prompt takes away, what is left to chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from imagelabs_server.painter.canvas import Dice
from imagelabs_server.painter.notes import MAX_KINDS, Notes, gather
from imagelabs_server.painter.scene import Scene, SeasonName, Time, Wanted
from imagelabs_server.painter.subjects import SUBJECTS
from imagelabs_server.painter.words import lexicon, read

MAX_LISTED = 60  # words told as understood, and as not
DEFAULT_STYLE = "oil"
CROWD = 5
HALF_ATTENTION = 40  # the attention that has half of the effect
# Where several places are named, the first of these is where we stand; another may be seen from there.
_RANK = (
    "windowsill", "room", "underwater", "space", "street", "village", "garden", "beach", "lake", "river", "city", "sea",
    "desert", "forest", "field", "mountains", "abstract",
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
_OPEN_COUNTRY = ("mountains", "desert", "sea", "lake", "river", "field", "forest")
# The hour of a mood, where the prompt names none and neither the weather nor the sky decides.
_MOOD_TIMES: dict[str, Time] = {
    "joy": "day", "energy": "day", "hope": "dawn", "calm": "dawn", "love": "sunset", "anger": "sunset", "fear": "night",
    "mystery": "night",
}  # fmt: skip


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


def make_plan(prompt: str, negative_prompt: str, dice: Dice, attention: int = 0) -> Plan:
    """Understand a prompt as far as possible and decide the rest by chance.

    Args:
        prompt: any text; words may be weighted (see `weights`).
        negative_prompt: what must not be in the picture.
        dice: the chance of this picture.
        attention: above 0 the subjects count more than what is around them, below 0 less.
    """
    notes = gather(read(prompt), read(negative_prompt))
    styles = [s for s in notes.found.pop("style", ()) if s not in notes.without]
    style = styles[0] if styles else DEFAULT_STYLE
    if style == "neon" and not notes.found.get("time"):
        notes.found["time"] = ["night"]  # neon signs are lit by night
    scene = replace(_decide(notes, dice), focus=attention / (abs(attention) + HALF_ATTENTION))
    return Plan(scene, _unique(notes.recognised), _unique(notes.unrecognised), style)


def _unique(texts: list[str]) -> tuple[str, ...]:
    seen = {text.casefold(): text for text in reversed(texts)}
    return tuple(dict.fromkeys(seen[text.casefold()] for text in texts))[:MAX_LISTED]


def _decide(notes: Notes, dice: Dice) -> Scene:
    """Everything that the words leave open."""
    rng = dice.roll("decisions")
    _exemplify(notes, dice.roll("examples"))
    wanted = _allowed(_aloft(_balloons(notes), notes), notes)
    moods = tuple(dict.fromkeys(m for m in notes.found.pop("mood", ()) if m not in notes.without))[:2]
    places = [p for p in _RANK if p in notes.found.get("place", ()) and p not in notes.without]
    weather = frozenset(notes.found.get("weather", ())) - notes.without
    if "clouds" in notes.without:
        weather |= {"clear"}
    sky = frozenset(notes.found.get("sky", ())) - notes.without
    season = _season(notes, rng)
    place = places[0] if places else _habitat(wanted, notes, rng)
    wanted = _arranged(wanted)
    place = _fit_place(place, places, wanted)
    wanted = _without_fixtures(wanted, place)
    return Scene(
        time=_time(notes, sky, weather, rng, moods),
        season=season,
        weather=weather,
        sky=sky,
        place=place,
        beyond=_beyond(place, places, notes, rng),
        window=place == "windowsill",
        subjects=tuple(wanted),
        without=frozenset(notes.without),
        tint=notes.tint if place != "abstract" else None,  # which is made of the colours named
        colours=tuple(notes.colours),
        moods=moods,
        moon_size=notes.moon_size,
        disc_side=notes.disc_side,
        weights=notes.weights,
        understood=notes.understood,
    )


def _exemplify(notes: Notes, rng: np.random.Generator) -> None:
    """Where a prompt names only a kind of thing ("animals"), choose some of that kind."""
    for group, names in lexicon()["examples"].items():
        named = any(SUBJECTS[w.name].group == group for w in notes.wanted)
        if notes.has("group", group) and not named and len(notes.wanted) < MAX_KINDS - 1:
            chosen = rng.permutation(len(names))[:2]
            notes.wanted += [Wanted(names[i], count=CROWD if len(names) == 1 else 1) for i in chosen]


def _balloons(notes: Notes) -> list[Wanted]:
    """The wanted subjects: toy balloons where people have one, great ones where one carries them or flies afar."""
    wanted = list(notes.wanted)
    people = {i for i, w in enumerate(wanted) if SUBJECTS[w.name].group == "person"}
    for i, w in enumerate(wanted):
        subject = SUBJECTS[w.name]
        manned = any(other.other == i and other.relation in ("in", "on") for other in wanted)
        if subject.in_hand_as and w.relation == "with" and w.other in people and not manned:
            wanted[i] = replace(w, name=subject.in_hand_as)
        elif subject.lifts_people_as:
            roofs = [o.other for o in wanted if o.relation == "under" and o.other == i]
            flies = i in notes.over or roofs or (w.relation == "above" and w.other not in people)
            afar = notes.has("place", *_OPEN_COUNTRY) and w.colour is None and not people
            if manned or flies or afar:
                wanted[i] = replace(w, name=subject.lifts_people_as)
    return wanted


def _allowed(wanted: list[Wanted], notes: Notes) -> list[Wanted]:
    """The wanted subjects without the forbidden ones; relations keep pointing at the right one."""
    flying = {SUBJECTS[name].flies_as for name in notes.without & SUBJECTS.keys()}  # how a bird that flies is painted
    no = notes.without | flying
    kept = [i for i, w in enumerate(wanted) if not no & {w.name, f"group:{SUBJECTS[w.name].group}"}]
    moved = {old: new for new, old in enumerate(kept)}
    return [replace(w, other=moved.get(w.other)) if w.other is not None else w for w in (wanted[i] for i in kept)]


def _aloft(wanted: list[Wanted], notes: Notes) -> list[Wanted]:
    """Birds that fly, or that are over open water or anything else, are painted with spread wings."""
    airy = notes.flying or notes.has("sky", "sky") or notes.has("place", "sea")
    over = notes.over | {w.other for w in wanted if w.relation == "under"}
    over |= {i for i, w in enumerate(wanted) if w.relation == "above"}
    return [
        replace(w, name=flies_as)
        if (flies_as := SUBJECTS[w.name].flies_as) and (i in over or (airy and w.relation is None))
        else w
        for i, w in enumerate(wanted)
    ]


def _arranged(wanted: list[Wanted]) -> list[Wanted]:
    """Flowers in a vase are part of the vase's drawing, unless the prompt says which flowers."""
    vase = next((i for i, w in enumerate(wanted) if SUBJECTS[w.name].drawn_with), None)
    if vase is None:
        return wanted
    drawn_with = SUBJECTS[wanted[vase].name].drawn_with
    flower = next((i for i, w in enumerate(wanted) if w.name == drawn_with and w.colour is None), None)
    if flower is None:
        return wanted
    inside = wanted[flower].other == vase and wanted[flower].relation in ("in", "with")
    around = wanted[vase].other == flower and wanted[vase].relation == "with"
    return _less(wanted, flower) if inside or around else wanted


def _less(wanted: list[Wanted], gone: int) -> list[Wanted]:
    """The wanted subjects without one; relations keep pointing at the right one."""
    kept = [replace(w, relation=None, other=None) if w.other == gone else w for w in wanted]
    del kept[gone]
    return [replace(w, other=w.other - 1) if w.other is not None and w.other > gone else w for w in kept]


def _without_fixtures(wanted: list[Wanted], place: str) -> list[Wanted]:
    """In a room, a table that things lie on is part of the room (see `places.room`)."""
    table = next((i for i, w in enumerate(wanted) if SUBJECTS[w.name].built_into == place and w.other is None), None)
    if table is None:
        return wanted
    laid = (SUBJECTS[w.name].lies_on_tables for w in wanted if w.other == table and w.relation == "on")
    return _less(wanted, table) if any(laid) else wanted


def _season(notes: Notes, rng: np.random.Generator) -> SeasonName:
    chance = rng.uniform()
    named = [s for s in notes.found.get("season", ()) if s not in notes.without]
    if named:
        # A winter that must have no snow is what late autumn looks like.
        return cast("SeasonName", "autumn" if named[0] == "winter" and "snow" in notes.without else named[0])
    if notes.has("weather", "snow"):
        return "winter"
    implied = [s for w in notes.wanted if (s := SUBJECTS[w.name].season) and s not in notes.without]
    if implied and not notes.found.get("place"):
        return implied[0]
    return "summer" if chance < 0.72 else "spring" if chance < 0.9 else "autumn"


def _time(
    notes: Notes, sky: frozenset[str], weather: frozenset[str], rng: np.random.Generator, moods: Sequence[str]
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
    of_moods = [_MOOD_TIMES[m] for m in moods if m in _MOOD_TIMES and _MOOD_TIMES[m] not in notes.without]
    if of_moods:
        return of_moods[0]
    shares: list[tuple[Time, float]] = [("day", 0.62), ("sunset", 0.22), ("dawn", 0.16)]
    open_times = [(t, s) for t, s in shares if t not in notes.without] or [("day", 1.0)]
    total = sum(s for _, s in open_times)
    for time, share in open_times:
        chance -= share / total
        if chance <= 0:
            return time
    return open_times[-1][0]


def _habitat(wanted: list[Wanted], notes: Notes, rng: np.random.Generator) -> str:
    """A place that suits the subjects, when none was named."""
    chance = rng.uniform()
    if not notes.understood:
        return "abstract"
    if not wanted:
        choices: Sequence[str] = ("field", "sea", "mountains", "lake", "river")
        if notes.has("season", "autumn", "winter", "spring") or notes.has("weather", "snow", "fog"):
            choices = ("forest", "lake", "field", "village", "mountains")
        if notes.has("extra", "path"):
            choices = ("forest", "field", "garden")
    else:
        habitats = lexicon()["habitats"]
        aboard = [w for w in wanted if w.relation == "in" and w.other is not None]
        aboard = [w for w in aboard if SUBJECTS[wanted[w.other or 0].name].stance == "air"]
        free = [SUBJECTS[w.name] for w in wanted if w not in aboard]
        subject = max(free or [SUBJECTS[w.name] for w in wanted], key=lambda s: s.metres if s.stance != "air" else 0.0)
        stance = subject.stance if subject.stance in ("water", "air", "underwater") else subject.group
        choices = subject.found_in or habitats[stance]
    choices = [c for c in choices if c not in notes.without] or ["field"]
    return choices[min(int(chance * len(choices)), len(choices) - 1)]


def _is_furniture(wanted: Wanted) -> bool:
    """Whether a subject stands on the floor of a room."""
    subject = SUBJECTS[wanted.name]
    return subject.group == "thing" and subject.stance == "ground" and subject.metres > 0.6


def _fit_place(place: str, places: list[str], wanted: list[Wanted]) -> str:
    """Move from open water to its shore when something must stand, or under it when all that is wanted swims there;
    and from the window into the room when there is furniture."""
    if place == "windowsill" and any(_is_furniture(w) for w in wanted):
        return "room"
    if place != "sea":
        return place
    stances = [SUBJECTS[w.name].stance for w in wanted if w.relation not in ("on", "in") or w.other is None]
    if stances and all(s == "underwater" for s in stances) and SUBJECTS[wanted[0].name].metres < 3:
        return "underwater"
    stands = any(s in ("ground", "surface") for s in stances)
    return "beach" if stands or "beach" in places else "sea"


def _beyond(place: str, places: list[str], notes: Notes, rng: np.random.Generator) -> str:
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
