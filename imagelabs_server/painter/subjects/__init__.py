"""The things that the painter can draw, each by its name in the lexicon.

To add one, write a function that makes its parts (see `shapes`), add a `Subject` to a module's `SUBJECTS` (or list a
new module in `_FAMILIES`), and give its English and Russian words, in all their forms, in `words.json`. The tests in
tests/imagelabs_server/painter_subjects then draw and check it.
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
    figures,
    forest_animals,
    horse,
    household,
    landmarks,
    people,
    plants,
    sea_animals,
    things,
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
    birds,
    sea_animals,
    winged,
    people,
    figures,
    boats,
    vehicles,
    aircraft,
    buildings,
    landmarks,
    trees,
    plants,
    household,
    things,
)

SUBJECTS: Mapping[str, Subject] = MappingProxyType({s.name: s for family in _FAMILIES for s in family.SUBJECTS})
