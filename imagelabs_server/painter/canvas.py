"""The scene under construction: a lit picture, which way its brush strokes run, and where they must be careful."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from imagelabs_server.painter.noise import Floats, luminance, mix


@dataclass(frozen=True, slots=True)
class Dice:
    """All chance of one picture: every step draws from its own generator, so that no step disturbs another.

    Attributes:
        prompt: the prompt, which is part of the seed.
        seed: decides the composition.
        subseed: decides the small things.
    """

    prompt: str
    seed: int
    subseed: int

    def roll(self, step: str) -> np.random.Generator:
        """The generator of a step that shapes the composition."""
        return self._generator(f"{self.seed}|{step}|{self.prompt}")

    def vary(self, step: str) -> np.random.Generator:
        """The generator of a step that the variation seed may change too."""
        return self._generator(f"{self.seed}|{self.subseed}|{step}|{self.prompt}")

    @staticmethod
    def _generator(text: str) -> np.random.Generator:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "little")))


@dataclass(frozen=True, slots=True)
class Light:
    """Where the light comes from and what it does to colours.

    Attributes:
        x: the sun or moon, in pixels of the canvas; may lie outside it.
        y: the same, downwards.
        key: colour and strength of the direct light.
        ambient: colour and strength of the light that comes from everywhere.
        disc: the colour of the sun or moon itself.
        haze: the colour that far things fade into.
        zenith: the sky's colour high up, which glass shows.
        backlit: 0 to 1, how much the light stands behind what we look at.
        dark: 0 to 1, how much lamps and lit windows shine.
        blue: 0 to 1, how much colour the eye loses in the dark (Purkinje), where nothing shines.
    """

    x: float
    y: float
    key: Floats
    ambient: Floats
    disc: Floats
    haze: Floats
    zenith: Floats
    backlit: float
    dark: float
    blue: float = 0.0

    def lit(self, albedo: Floats, facing: float | Floats = 0.5) -> Floats:
        """The colour of a surface of `albedo` that faces the direct light by `facing` (0 away, 1 straight at it)."""
        if isinstance(facing, np.ndarray):
            facing = facing[..., None]
        if self.blue > 0:
            albedo = mix(albedo, luminance(albedo)[..., None] * np.array([0.92, 1.0, 1.12], np.float32), self.blue)
        return (albedo * (self.ambient + self.key * facing)).astype(np.float32)


@dataclass(slots=True)
class Accents:
    """Strokes that are set by hand over the finished forms: stars, glints, blossoms, rain. Units are canvas pixels."""

    starts: list[Floats] = field(default_factory=list)  # each (n, 2): x, y
    ends: list[Floats] = field(default_factory=list)
    widths: list[Floats] = field(default_factory=list)  # each (n,)
    colours: list[Floats] = field(default_factory=list)  # each (n, 3)
    grounds: list[Floats] = field(default_factory=list)  # each (n, 3): what lay under their starts

    picture: Floats = field(default_factory=lambda: np.zeros((1, 1, 3), np.float32))  # what they are set over

    def add(self, starts: Floats, ends: Floats, widths: float | Floats, colours: Floats) -> None:
        """Add n strokes from `starts` to `ends`, (n, 2) each; widths and colours are one or n."""
        n = len(starts)
        self.grounds.append(self._under(np.asarray(starts, np.float32)))
        self.starts.append(np.asarray(starts, np.float32))
        self.ends.append(np.asarray(ends, np.float32))
        self.widths.append(np.broadcast_to(np.asarray(widths, np.float32), (n,)))
        self.colours.append(np.broadcast_to(np.asarray(colours, np.float32), (n, 3)))

    def _under(self, places: Floats) -> Floats:
        rows, columns = self.picture.shape[:2]
        x = np.clip(places[:, 0], 0, columns - 1).astype(np.int32)
        y = np.clip(places[:, 1], 0, rows - 1).astype(np.int32)
        return self.picture[y, x]

    def since(self, first: int) -> slice:
        """The groups added from the `first` on; `len(accents.starts)` tells where one is."""
        return slice(first, len(self.starts))

    def drop_covered(self) -> None:
        """Forget the strokes over which something else was painted after they were set."""
        for i, (starts, ground) in enumerate(zip(self.starts, self.grounds, strict=True)):
            self._keep(i, np.abs(self._under(starts) - ground).sum(1) < 0.10)

    def drop_inside(self, mask: Floats, groups: slice | None = None) -> None:
        """Forget the strokes that start, pass or end where `mask` (rows, columns; 0 to 1) is over a half."""
        rows, columns = mask.shape
        for i in range(len(self.starts))[groups or slice(None)]:
            starts, ends = self.starts[i], self.ends[i]
            keep = np.ones(len(starts), bool)
            for share in (0.0, 0.5, 1.0):
                places = starts + (ends - starts) * np.float32(share)
                x = np.clip(places[:, 0], 0, columns - 1).astype(np.int32)
                y = np.clip(places[:, 1], 0, rows - 1).astype(np.int32)
                keep &= mask[y, x] < 0.5
            self._keep(i, keep)

    def _keep(self, group: int, keep: NDArray[np.bool_]) -> None:
        for values in (self.starts, self.ends, self.widths, self.colours, self.grounds):
            values[group] = values[group][keep]


class Canvas:
    """The picture that the strokes will copy.

    Attributes:
        width: pixels across.
        height: pixels down.
        unit: the length that things are measured in: the height, or less in upright formats.
        x: (height, width), each pixel's x; `y` likewise.
        flow: (height, width, 2), the direction that strokes take where the picture itself suggests none.
        salience: (height, width), 0 to 1, how much care a place deserves.
        figures: (height, width), 0 to 1, where the subjects are, with soft edges.
        bare: (height, width), 0 to 1, where nothing grows on the ground: trodden paths.
        horizon: the row where sky and ground meet.
        light: set once the sky is known.
        snow: how deep snow lies on what stands there, 1 is as usual.
        accents: strokes set by hand at the end.
        dice: all chance.
    """

    def __init__(self, width: int, height: int, dice: Dice, tick: Callable[[], None]) -> None:
        """An empty canvas; `tick` is called between layers and may raise to give up."""
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

    def mind(self, mask: Floats, rows: slice, columns: slice) -> None:
        """Ask for care (0 to 1) in a part of the picture."""
        part = self.salience[rows, columns]
        np.maximum(part, mask, out=part)
