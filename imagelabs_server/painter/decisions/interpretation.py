"""From words to a scene: what the prompt asks for, what the negative prompt takes away, what is left to chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from imagelabs_server.painter.canvas import Dice
from imagelabs_server.painter.decisions.casting import arranged, cast_subjects, exemplify, without_fixtures
from imagelabs_server.painter.decisions.setting import (
    RANK,
    choose_beyond,
    choose_habitat,
    choose_season,
    choose_time,
    fit_place,
)
from imagelabs_server.painter.prompt.notes import Notes, gather
from imagelabs_server.painter.prompt.words import Word
from imagelabs_server.painter.scene import Scene

MAX_LISTED = 60  # words listed as understood, and as not
DEFAULT_STYLE = "oil"
HALF_ATTENTION = 40  # the attention that has half of the effect


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What is made of a prompt: a scene, the style to paint it in, and which of its words were understood.

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


def interpret(words: Sequence[Word], forbidden: Sequence[Word], dice: Dice, attention: int = 0) -> Interpretation:
    """Understand a prompt as far as possible and decide the rest by chance.

    Args:
        words: the prompt's, as `words.read` gives them.
        forbidden: those of what must not be in the picture.
        dice: all randomness of this picture.
        attention: above 0 the subjects count more than what is around them, below 0 less.
    """
    notes = gather(words, forbidden)
    styles = [s for s in notes.found.pop("style", ()) if s not in notes.without]
    style = styles[0] if styles else DEFAULT_STYLE
    if style == "neon" and not notes.found.get("time"):
        notes.found["time"] = ["night"]  # neon signs are lit by night
    scene = replace(_decide(notes, dice), focus=attention / (abs(attention) + HALF_ATTENTION))
    return Interpretation(scene, _unique(notes.recognised), _unique(notes.unrecognised), style)


def _unique(texts: list[str]) -> tuple[str, ...]:
    seen = {text.casefold(): text for text in reversed(texts)}
    return tuple(dict.fromkeys(seen[text.casefold()] for text in texts))[:MAX_LISTED]


def _decide(notes: Notes, dice: Dice) -> Scene:
    """Decide everything that the words leave open."""
    rng = dice.roll("decisions")
    exemplify(notes, dice.roll("examples"))
    wanted = cast_subjects(notes)
    moods = tuple(dict.fromkeys(m for m in notes.found.pop("mood", ()) if m not in notes.without))[:2]
    places = [p for p in RANK if p in notes.found.get("place", ()) and p not in notes.without]
    weather = frozenset(notes.found.get("weather", ())) - notes.without
    if "clouds" in notes.without:
        weather |= {"clear"}
    sky = frozenset(notes.found.get("sky", ())) - notes.without
    season = choose_season(notes, rng)
    place = places[0] if places else choose_habitat(wanted, notes, rng)
    wanted = arranged(wanted)
    place = fit_place(place, places, wanted)
    wanted = without_fixtures(wanted, place)
    return Scene(
        time=choose_time(notes, sky, weather, rng, moods),
        season=season,
        weather=weather,
        sky=sky,
        place=place,
        beyond=choose_beyond(place, places, notes, rng),
        subjects=tuple(wanted),
        without=frozenset(notes.without),
        tint=notes.tint if place != "abstract" else None,  # an abstract is made of the named colours
        colours=tuple(notes.colours),
        moods=moods,
        moon_size=notes.moon_size,
        disc_side=notes.disc_side,
        weights=notes.weights,
        understood=notes.understood,
    )
