"""A study of the canvas: what the styles work from that do not paint stroke by stroke, and how it is enlarged.

Everything is worked out at the canvas's own size, with a margin of what lies over the edges when the picture must be
seamless, and is enlarged in bands of rows with a checkpoint between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.interrupt import checkpoint
from imagelabs_server.painter.canvas.noise import fbm
from imagelabs_server.painter.canvas.pixels import Floats, smoothstep
from imagelabs_server.painter.strokes.passes import run_accents
from imagelabs_server.painter.strokes.surface import Surface
from imagelabs_server.painter.styles.easel import Easel

BAND = 96  # rows done between two checkpoints
GRAIN_TILE = 512  # pixels after which the grain of paper repeats


@dataclass(frozen=True, slots=True)
class Study:
    """A scene with its margin.

    Attributes:
        picture: (rows, columns, 3), 0 to 1, the strokes set by hand included or not.
        care: (rows, columns), 0 to 1: how carefully a spot is painted.
        figures: (rows, columns), 0 to 1: where the subjects are.
        margin: how many rows and columns, on every side, lie over the edge.
        unit: the length that tools are measured in: 1000 for a scene of a million pixels.
        easel: who asks for it.
    """

    picture: Floats
    care: Floats
    figures: Floats
    margin: int
    unit: float
    easel: Easel

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns, with the margin."""
        rows, columns = self.picture.shape[:2]
        return rows, columns

    def rows(self, image: Image.Image, top: int, bottom: int, reduced: int = 1) -> Floats:
        """Rows `top` to `bottom` of a study's image, enlarged to the picture's size.

        Args:
            image: of the study's size, any mode.
            top: the first row, of the picture.
            bottom: the row after the last one.
            reduced: how many times smaller than the picture the result is.

        Returns:
            (bottom - top, width, channels) or without the channels, float32, in the image's own range.
        """
        width, height = self.easel.width // reduced, self.easel.height // reduced
        rows, columns = (size - 2 * self.margin for size in self.shape)
        m, step = self.margin, rows / height
        box = (m, m + top * step, m + columns, m + bottom * step)
        return np.asarray(image.resize((width, bottom - top), Image.Resampling.BICUBIC, box=box), np.float32)

    def inside(self, values: Floats) -> Floats:
        """`values` without the margin."""
        m = self.margin
        return values[m:-m, m:-m] if m else values

    def noise(self, step: str, cells: float, octaves: int = 4, gain: float = 0.5) -> Floats:
        """Fractal noise of about -1 to 1 over the study, `cells` bumps to the unit."""
        rows, columns = (size - 2 * self.margin for size in self.shape)
        across = (max(1.0, cells * columns / self.unit), max(1.0, cells * rows / self.unit))
        rng = self.easel.dice.vary(step)
        return over_the_edge(fbm(rng, columns, rows, across, octaves, gain), self.margin)


def study(easel: Easel, canvas: Canvas, *, accents: bool, margin: float = 0.06) -> Study:
    """A study of `canvas`.

    Args:
        easel: what it is for.
        canvas: the scene.
        accents: whether the strokes set by hand (stars, rain, blossoms) are put into the picture.
        margin: share of the size that is looked at over the edges of a seamless picture.
    """
    picture = np.clip(canvas.rgb, 0, 1)
    if accents and canvas.accents.starts:
        surface = Surface(canvas.width, canvas.height, picture, wrap=easel.wrap)
        surface.bytes[..., 3] = 0
        run_accents(surface, canvas, easel.dice.vary("accents"), easel.tick)
        set_by_hand = surface.bytes[..., 3:] > 0
        picture = np.where(set_by_hand, surface.colours(), picture)
    m = round(margin * min(canvas.width, canvas.height)) if easel.wrap else 0
    unit = float(np.sqrt(canvas.width * canvas.height))
    care, figures = over_the_edge(canvas.salience, m), over_the_edge(canvas.figures, m)
    return Study(over_the_edge(picture, m), care, figures, m, unit, easel)


def over_the_edge(values: Floats, margin: int) -> Floats:
    """`values` with `margin` rows and columns more on every side, as they come in from the opposite one."""
    if not margin:
        return values
    return np.pad(values, ((margin, margin), (margin, margin), *((0, 0),) * (values.ndim - 2)), mode="wrap")


def bands(height: int) -> Iterator[tuple[int, int]]:
    """The first row of every band, and the row after its last one."""
    for top in range(0, height, BAND):
        checkpoint()
        yield top, min(top + BAND, height)


def whole(image: Floats) -> Image.Image:
    """Floats from 0 to 1 as an image: (rows, columns, 3) in colour, (rows, columns) as floats."""
    if image.ndim == 2:
        return Image.fromarray(np.ascontiguousarray(image, np.float32))
    return Image.fromarray((np.clip(image, 0, 1) * np.float32(255) + np.float32(0.5)).astype(np.uint8))


def ragged_border(noise: Floats, low: float, high: float) -> tuple[Floats, Floats]:
    """A border of bare paper with an uneven edge.

    Args:
        noise: (rows, columns), how uneven, in shares of the shorter side.
        low: how far from the picture's edge the paint begins, as such a share; `high`, where it is whole.

    Returns:
        0 on the paper to 1 on the paint; and how far from the edge each place is, uneven too.
    """
    rows, columns = noise.shape
    x = np.minimum(np.arange(columns), np.arange(columns)[::-1]).astype(np.float32)[None]
    y = np.minimum(np.arange(rows), np.arange(rows)[::-1]).astype(np.float32)[:, None]
    away = np.minimum(x, y) / np.float32(min(rows, columns)) + noise
    return smoothstep(away, low, high), away


class Grain:
    """The grain of a paper: a height of about -1 to 1 for every pixel of a picture, seamless if the picture is."""

    def __init__(self, easel: Easel, size: float, octaves: int = 3, gain: float = 0.7) -> None:
        """A paper whose largest bumps are `size` pixels across."""
        self.width, self.height = (
            (easel.width, easel.height) if easel.wrap else (min(GRAIN_TILE, easel.width), min(GRAIN_TILE, easel.height))
        )
        cells = (max(1.0, self.width / size), max(1.0, self.height / size))
        self.tile = fbm(easel.dice.vary("grain"), self.width, self.height, cells, octaves, gain)
        checkpoint()

    def rows(self, top: int, bottom: int, width: int) -> Floats:
        """The grain of the rows from `top` to `bottom`."""
        rows, columns = np.arange(top, bottom) % self.height, np.arange(width) % self.width
        return self.tile[rows][:, columns]
