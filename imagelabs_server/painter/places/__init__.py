"""Places: each paints itself into a canvas and says where subjects may stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.places.abstract import abstract
from imagelabs_server.painter.places.city import city
from imagelabs_server.painter.places.country import garden, village
from imagelabs_server.painter.places.land import desert, field, mountains
from imagelabs_server.painter.places.room import room
from imagelabs_server.painter.places.space import space
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.places.street import street
from imagelabs_server.painter.places.underwater import underwater
from imagelabs_server.painter.places.waterside import beach, lake, river, sea
from imagelabs_server.painter.places.windowsill import windowsill
from imagelabs_server.painter.places.woods import forest
from imagelabs_server.painter.scene import Scene

PLACES: Mapping[str, Callable[[Canvas, Scene], Stage]] = {
    "sea": sea,
    "beach": beach,
    "lake": lake,
    "river": river,
    "mountains": mountains,
    "forest": forest,
    "field": field,
    "desert": desert,
    "city": city,
    "village": village,
    "street": street,
    "garden": garden,
    "room": room,
    "windowsill": windowsill,
    "space": space,
    "underwater": underwater,
    "abstract": abstract,
}
