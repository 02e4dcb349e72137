"""The things that the painter can draw, each by its name in the lexicon.

To add one, write a function that makes its parts (see `shapes`), add a `Subject` to a module's `SUBJECTS` (or list a
new module in `_FAMILIES`), and give its English and Russian words, in all their forms, in `data/subjects.json`
(docs/painter.md tells how). The tests in tests/imagelabs_server/painter_subjects then draw and check it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from . import (
    aircraft,
    big_animals,
    birds,
    boats,
    buildings,
    cat,
    dog,
    far_animals,
    figures,
    forest_animals,
    furniture,
    horse,
    household,
    landmarks,
    large_birds,
    more_animals,
    more_vehicles,
    music,
    people,
    performers,
    plants,
    sea_animals,
    small_animals,
    things,
    traffic,
    trees,
    vehicles,
    winged,
)
from .shapes import Part, Point, Subject

__all__ = ["SUBJECTS", "Part", "Point", "Subject"]

_FAMILIES = (
    cat,
    dog,
    horse,
    forest_animals,
    big_animals,
    far_animals,
    small_animals,
    birds,
    large_birds,
    sea_animals,
    winged,
    people,
    performers,
    figures,
    boats,
    vehicles,
    more_vehicles,
    music,
    aircraft,
    buildings,
    landmarks,
    more_animals,
    trees,
    plants,
    household,
    furniture,
    things,
    traffic,
)

SUBJECTS: Mapping[str, Subject] = MappingProxyType({s.name: s for family in _FAMILIES for s in family.SUBJECTS})
