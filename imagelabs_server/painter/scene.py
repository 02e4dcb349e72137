"""What is to be painted: time, season, weather, place and subjects, decided before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Time = Literal["dawn", "day", "sunset", "night"]
SeasonName = Literal["spring", "summer", "autumn", "winter"]
Side = Literal["left", "middle", "right"]
Relation = Literal["on", "in", "under", "near", "front", "behind", "above", "with"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A subject that the prompt asks for.

    Attributes:
        name: its name among the subjects.
        count: how many.
        colour: "#rrggbb" for its body, if named.
        size: 1 is natural; more is bigger.
        side: where the prompt puts it.
        relation: how it stands to `other`, the index of another wanted subject.
        other: see `relation`.
        weight: how important the prompt says it is; 1 is as usual, more is larger, nearer and stronger in colour.
    """

    name: str
    count: int = 1
    colour: str | None = None
    size: float = 1.0
    side: Side | None = None
    relation: Relation | None = None
    other: int | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that is to be seen in a picture.

    Attributes:
        time: time of day.
        season: season.
        weather: any of "rain", "storm", "snow", "fog", "clouds", "clear", "wind".
        sky: any of "moon", "crescent", "stars", "rainbow", "aurora", "sun".
        place: where it is; a key of the places.
        beyond: what stands far off, or is seen through the window; a key of the backgrounds.
        subjects: what stands there.
        without: concepts that must not be in it.
        tint: a colour that the prompt gave to the picture as a whole.
        colours: every colour that the prompt names, "#rrggbb", in its order; an abstract picture is made of them.
        moods: those of the moods that the prompt names, two at most.
        moon_size: 1 is natural.
        disc_side: where the prompt puts the sun or moon.
        understood: whether any word of the prompt says what is to be seen.
        focus: -1 to 1; above 0 the subjects count more than what is around them, below 0 less.
        weights: concept → weight, of the times, seasons, weathers, sky things and places that are weighted.
    """

    time: Time = "day"
    season: SeasonName = "summer"
    weather: frozenset[str] = frozenset()
    sky: frozenset[str] = frozenset()
    place: str = "field"
    beyond: str = "hills"
    subjects: tuple[Wanted, ...] = ()
    without: frozenset[str] = frozenset()
    tint: str | None = None
    colours: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    moon_size: float = 1.0
    disc_side: Side | None = None
    understood: bool = True
    focus: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)

    def strength(self, concept: str) -> float:
        """How strongly a weather, time, season, sky thing or place shows; 1 is as usual."""
        return self.weights.get(concept, 1.0)

    @property
    def overcast(self) -> float:
        """How much of the sky's colour the weather takes, 0 to 1."""
        cover = {"storm": 1.0, "rain": 0.85, "fog": 0.62, "snow": 0.45, "clouds": 0.2}
        most = max((min(cover.get(kind, 0.0) * self.strength(kind), 1.0) for kind in self.weather), default=0.0)
        return 0.0 if "rainbow" in self.sky and most < 1 else most

    @property
    def snowy(self) -> bool:
        """Whether the ground is white."""
        return (self.season == "winter" or "snow" in self.weather) and "snow" not in self.without

    @property
    def snow_depth(self) -> float:
        """How much snow lies: 0 none, under 1 the ground shows through it, 1 is as usual."""
        return self.strength("snow") * self.strength("winter") if self.snowy else 0.0
