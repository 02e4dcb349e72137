"""What a subject is: its drawing, and what is known of the thing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from typing import Concatenate, Literal, ParamSpec

import numpy as np

from imagelabs_server.painter.scene import SeasonName
from imagelabs_server.painter.subjects.parts import Part
from imagelabs_server.painter.subjects.shapes import Point

Rng = np.random.Generator
Draw = Callable[[Rng], list[Part]]
Stance = Literal["ground", "water", "air", "underwater", "surface"]  # "surface": small things; on a table or sill too
Group = Literal["animal", "person", "building", "vehicle", "plant", "thing"]
Facts = ParamSpec("Facts")

MOUNT = 0.9  # metres; an animal that is as high can be ridden


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that the painter can draw.

    Its unit box has its origin on the ground under the subject's middle: x to the right, y **up**, height 1.0 for the
    subject's own height. So a cat and a castle are both 1.0 high there; `metres` says how high they are in the world,
    and the composition decides their size in the picture.

    Attributes:
        draw: makes the parts, from back to front; the generator decides the pose's small variations, and the same
            generator state gives the same parts.
        name: the concept's name in data/subjects.json, a singular English noun.
        metres: height in the world, used for scale among subjects.
        stance: where it stands, floats or flies.
        group: what kind of thing it is.
        facing: True when it looks to one side and may be mirrored.
        prominence: its height as a share of the picture's height when it is the picture's only subject.
        seat: where others sit, stand or lie on it (x, y); found from its outline if left out.
        rim: how high the rim is behind which things in it stand: a cup's, a boat's.
        branches: how high the branches are that hold things in it.
        clearance: how high the free space under it is: a table's, a bridge's.
        below: makes its parts where it is seen whole under water, if `draw` shows only what is above.
        found_in: the places where it is painted if the prompt names none, those named twice twice as often; if left
            out, those of its kind (the lexicon's `habitats`).
        season: the season that it brings along if the prompt names neither a season nor a place.
        held: how people hold it: the height of its foot and its own height, both in their heights.
        held_overhead: whether people under it hold it.
        worn: how high it is on the head of whoever wears it, in their heights.
        has_hands: whether it holds things, though it is no person.
        rides: whether it sits astride, though it is no person.
        ridden: whether people sit astride on it, though it is no animal.
        flies_as: the subject that is painted where it flies.
        lifts_people_as: the subject that is painted where it carries people, or flies over open country.
        in_hand_as: the subject that is painted where people have it with them.
        holds: the kind of thing that is in it when it is named with its contents: "a vase of roses".
        drawn_with: a subject that its own drawing shows already.
        built_into: the place that has one of its own for things to lie on.
        turns_with_season: whether its body takes the colour of the season's leaves.
        scenery: what a place has of it; left out together with the subject.
        stands_for_group: whether its word stands for everybody of its group.
    """

    draw: Draw = field(repr=False)
    name: str
    _: KW_ONLY
    metres: float
    stance: Stance
    group: Group
    facing: bool = True
    prominence: float = 0.42
    seat: Point | None = None
    rim: float | None = None
    branches: float | None = None
    clearance: float | None = None
    below: Draw | None = field(default=None, repr=False)
    found_in: tuple[str, ...] = ()
    season: SeasonName | None = None
    held: tuple[float, float] | None = None
    held_overhead: bool = False
    worn: float | None = None
    has_hands: bool = False
    rides: bool = False
    ridden: bool = False
    flies_as: str | None = None
    lifts_people_as: str | None = None
    in_hand_as: str | None = None
    holds: Group | None = None
    drawn_with: str | None = None
    built_into: str | None = None
    turns_with_season: bool = False
    scenery: str | None = None
    stands_for_group: bool = False

    @property
    def can_hold(self) -> bool:
        """Whether it holds what it has with it."""
        return self.has_hands or self.group == "person"

    @property
    def can_ride(self) -> bool:
        """Whether it sits astride on what can be ridden."""
        return self.rides or self.group == "person"

    @property
    def is_mount(self) -> bool:
        """Whether others sit astride on it."""
        return self.ridden or (self.group == "animal" and self.metres >= MOUNT)

    @property
    def lies_on_tables(self) -> bool:
        """Whether it is a thing that lies or stands on tables."""
        return self.stance == "surface" and self.group != "animal"


registered: dict[str, Subject] = {}


def _registering(describe: Callable[Concatenate[Draw, Facts], Subject]) -> Callable[Facts, Callable[[Draw], Draw]]:
    """A decorator that takes what `describe` takes besides the drawing."""

    def decorator(*args: Facts.args, **kwargs: Facts.kwargs) -> Callable[[Draw], Draw]:
        def register(draw: Draw) -> Draw:
            made = describe(draw, *args, **kwargs)
            if made.name in registered:
                raise ValueError(f"There are two subjects named {made.name!r}.")
            registered[made.name] = made
            return draw

        return register

    return decorator


# Above a drawing, this registers it as a subject: @subject("fox", metres=0.7, stance="ground", group="animal").
subject = _registering(Subject)
