"""The things that the painter can draw, each by its name in the lexicon.

A room here holds what is alike, a module of it what is drawn alike. A drawing registers itself with the decorator
`subject`; nothing lists it. docs/painter.md tells how to add one, and the tests in
tests/imagelabs_server/painter/subjects then draw and check it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from imagelabs_server.painter.subjects.parts import Part
from imagelabs_server.painter.subjects.shapes import Point
from imagelabs_server.painter.subjects.subject import Subject, registered

__all__ = ["SUBJECTS", "Part", "Point", "Subject"]

for _room in pkgutil.iter_modules(__path__, f"{__name__}."):
    if _room.ispkg:
        for _module in pkgutil.iter_modules(import_module(_room.name).__path__, f"{_room.name}."):
            import_module(_module.name)

# By name: nothing may hang on the order in which modules happen to be imported.
SUBJECTS: Mapping[str, Subject] = MappingProxyType(dict(sorted(registered.items())))
