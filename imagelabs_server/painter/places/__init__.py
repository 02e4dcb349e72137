"""Places: each paints itself into a canvas and says where subjects may stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.places import elsewhere, indoors, outdoors, town
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.scene import Scene

PLACES: Mapping[str, Callable[[Canvas, Scene], Stage]] = {
    "sea": outdoors.sea,
    "beach": outdoors.beach,
    "lake": outdoors.lake,
    "river": outdoors.river,
    "mountains": outdoors.mountains,
    "forest": outdoors.forest,
    "field": outdoors.field,
    "desert": outdoors.desert,
    "city": town.city,
    "village": town.village,
    "street": town.street,
    "garden": town.garden,
    "room": indoors.room,
    "windowsill": indoors.windowsill,
    "space": elsewhere.space,
    "underwater": elsewhere.underwater,
}
