"""The canvas: a lit picture, which way its brush strokes run, and where they must be exact."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from imagelabs_server.painter.canvas.accents import Accents
from imagelabs_server.painter.canvas.dice import Dice
from imagelabs_server.painter.canvas.light import Light
from imagelabs_server.painter.canvas.pixels import Floats, mix


class Canvas:
    """The picture that the strokes will copy.

    Attributes:
        width: pixels across.
        height: pixels down.
        unit: the length that sizes are measured in, pixels: the height, or less in upright formats.
        x: (height, width), each pixel's x; `y` likewise.
        flow: (height, width, 2), the direction that strokes take where the picture itself suggests none.
        salience: (height, width), 0 to 1, how carefully a spot is painted.
        figures: (height, width), 0 to 1, where the subjects are, with soft edges.
        bare: (height, width), 0 to 1, where nothing grows on the ground: trodden paths.
        horizon: the row where sky and ground meet.
        light: set once the sky is known.
        snow: how deep snow lies on what stands there, 1 is as usual.
        accents: strokes set by hand at the end.
        dice: all randomness.
    """

    def __init__(self, width: int, height: int, dice: Dice, tick: Callable[[], None]) -> None:
        """An empty canvas; `tick` is called between layers and may raise to cancel."""
        self.width, self.height, self.dice, self.tick = width, height, dice, tick
        self.unit = float(min(height, width * 1.25))
        self._rgb: Floats = np.zeros((height, width, 3), np.float32)
        self.x: Floats = np.broadcast_to(np.arange(width, dtype=np.float32)[None], (height, width))
        self.y: Floats = np.broadcast_to(np.arange(height, dtype=np.float32)[:, None], (height, width))
        self.flow: Floats = np.zeros((height, width, 2), np.float32)
        self.flow[..., 0] = 1
        self.salience: Floats = np.zeros((height, width), np.float32)
        self.figures: Floats = np.zeros((height, width), np.float32)
        self.bare: Floats = np.zeros((height, width), np.float32)
        self.horizon = height * 0.6
        self.snow = 0.0
        white = np.ones(3, np.float32)
        self.light = Light(0, 0, key=white, ambient=white, disc=white, haze=white, zenith=white, backlit=0, dark=0)
        self.accents = Accents(picture=self._rgb)

    @property
    def rgb(self) -> Floats:
        """(height, width, 3), 0 to 1."""
        return self._rgb

    @rgb.setter
    def rgb(self, picture: Floats) -> None:
        self._rgb = self.accents.picture = picture.astype(np.float32, copy=False)

    def grows(self, x: Floats, y: Floats) -> NDArray[np.bool_]:
        """Whether anything grows at (n,) columns and rows, which may lie outside."""
        rows, columns = np.clip(y, 0, self.height - 1).astype(int), np.clip(x, 0, self.width - 1).astype(int)
        return np.asarray(self.bare[rows, columns] < 0.4)

    def cells(self, per_unit: float) -> float:
        """How many noise cells fit across when there are `per_unit` in one unit of length."""
        return max(1.0, per_unit * self.width / self.unit)

    def rows_from(self, top: float) -> slice:
        """The rows from `top` down, at least one."""
        return slice(int(np.clip(top, 0, self.height - 1)), self.height)

    def blend(self, colour: Floats, mask: Floats, rows: slice | None = None) -> None:
        """Lay `colour` (one, or an array) over the rows as far as `mask` says."""
        part = self.rgb[rows or slice(None)]
        part += (colour - part) * mask[..., None]

    def layer(self, top: Floats, colour: Floats, deep: Floats, fall: float, edge: float = 1.0) -> slice:
        """Fill everything under the line `top` (a row for each column), from `colour` at the line to `deep`.

        Args:
            top: (width,), rows.
            colour: the colour at the line, (3,) or (width, 3).
            deep: the colour `fall` pixels under it.
            fall: pixels.
            edge: softness of the line in pixels.

        Returns:
            The rows that were touched.
        """
        rows = self.rows_from(float(top.min()) - edge)
        depth = self.y[rows] - top[None, :]
        paint = mix(np.broadcast_to(colour, (1, self.width, 3)), deep, np.clip(depth / fall, 0, 1))
        self.blend(paint, np.clip(depth / edge + 0.5, 0, 1), rows)
        return rows

    def steer(self, angle: float | Floats, mask: Floats | float, rows: slice | None = None) -> None:
        """Turn the flow to `angle` (radians, 0 along the rows, positive downwards) as far as `mask` says."""
        part = self.flow[rows or slice(None)]
        along = np.stack(np.broadcast_arrays(np.cos(angle), np.sin(angle)), -1).astype(np.float32)
        part += (along - part) * (mask[..., None] if isinstance(mask, np.ndarray) else mask)

    def mark_salient(self, mask: Floats, rows: slice, columns: slice) -> None:
        """Raise the salience of a part of the picture to at least `mask`, 0 to 1."""
        part = self.salience[rows, columns]
        np.maximum(part, mask, out=part)
