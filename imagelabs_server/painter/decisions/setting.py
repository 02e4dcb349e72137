"""Where and when: the place, what is seen beyond it, the season and the time of day, by the words or at random."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from imagelabs_server.painter.prompt.lexicon import lexicon
from imagelabs_server.painter.prompt.notes import Notes
from imagelabs_server.painter.scene import SeasonName, Time, Wanted
from imagelabs_server.painter.subjects import SUBJECTS

# Where several places are named, the first of these is where we stand; another may be seen from there.
RANK = (
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
# The hour of a mood, where the prompt names none and neither the weather nor the sky decides.
_MOOD_TIMES: dict[str, Time] = {
    "joy": "day", "energy": "day", "hope": "dawn", "calm": "dawn", "love": "sunset", "anger": "sunset", "fear": "night",
    "mystery": "night",
}  # fmt: skip


def choose_season(notes: Notes, rng: np.random.Generator) -> SeasonName:
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


def choose_time(
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


def choose_habitat(wanted: list[Wanted], notes: Notes, rng: np.random.Generator) -> str:
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


def fit_place(place: str, places: list[str], wanted: list[Wanted]) -> str:
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


def choose_beyond(place: str, places: list[str], notes: Notes, rng: np.random.Generator) -> str:
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
