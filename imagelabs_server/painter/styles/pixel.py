"""Pixel art: a coarse grid, few colours, ordered dithering in the soft places, dark outlines around what matters."""

from __future__ import annotations

import numpy as np
from PIL import Image

from imagelabs_server import statuses
from imagelabs_server.painter.canvas.interrupt import checkpoint
from imagelabs_server.painter.canvas.pixels import Floats, luminance, resize, smoothstep, soften
from imagelabs_server.painter.styles.colours import choose_colours, nearest
from imagelabs_server.painter.styles.easel import Easel, Step, Style
from imagelabs_server.painter.styles.study import study, whole

CELLS = 136  # along the side of a square picture
COLOURS = 28
SCENE = 200_000  # pixels: each cell is the mean of a dozen
# Bayer 1973: the order in which the cells of a four by four square are filled, from -0.5 to 0.5.
BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16 - np.float32(0.47)


def cell_size(width: int, height: int) -> int:
    """How many pixels a cell is wide and high: near to what `CELLS` asks for, and a divisor of both sides if one is."""
    wish = (width * height) ** 0.5 / CELLS
    near = range(max(1, int(wish * 0.7)), max(1, int(wish * 1.45)) + 1)
    return min(near, key=lambda cell: (width % cell > 0 or height % cell > 0, abs(cell - wish)))


def paint(easel: Easel) -> Image.Image:
    """Set pixels."""
    cell = cell_size(easel.width, easel.height)
    sketch = np.clip(easel.sketch().rgb, 0, 1)
    easel.done(_blown_up(_grid(easel, sketch, cell * 4), easel.shown))
    subject = study(easel, easel.scene(SCENE, most=4.0), accents=True, margin=0)
    easel.done(_blown_up(_grid(easel, subject.picture, cell * 2), easel.shown))
    grid = _vivid(_grid(easel, subject.picture, cell))
    easel.done(_blown_up(grid, easel.shown))
    care = _grid(easel, subject.care[..., None], cell)[..., 0]
    table = choose_colours(grid, COLOURS, easel.dice.vary("colours"), weights=1 + 4 * care)
    easel.done(_blown_up(table[nearest(grid, table)], easel.shown))
    dithered = _dithered(grid, care, table)
    easel.done(_blown_up(dithered, easel.shown))
    figures = _grid(easel, subject.figures[..., None], cell)[..., 0]
    return _blown_up(_outlined(dithered, figures, table), (easel.width, easel.height))


def _grid(easel: Easel, picture: Floats, cell: int) -> Floats:
    """The mean of `picture` (rows, columns, channels) in every cell."""
    columns, rows = max(1, round(easel.width / cell)), max(1, round(easel.height / cell))
    planes = [resize(picture[..., i], columns, rows, Image.Resampling.BOX) for i in range(picture.shape[-1])]
    checkpoint()
    return np.stack(planes, -1)


def _vivid(grid: Floats) -> Floats:
    """Clear colours, and edges as crisp as a hand that sets every cell would make them."""
    sharp = np.stack([plane + (plane - soften(plane, 1.2)) * np.float32(0.7) for plane in np.moveaxis(grid, -1, 0)], -1)
    light = luminance(sharp)[..., None]
    return np.clip(light + (sharp - light) * np.float32(1.25), 0, 1)


def _dithered(grid: Floats, care: Floats, table: Floats) -> Floats:
    """The grid in the table's colours; where tones change slowly, two of them alternate in Bayer's order."""
    rows, columns = grid.shape[:2]
    pattern = np.tile(BAYER, (rows // 4 + 1, columns // 4 + 1))[:rows, :columns]
    light = luminance(grid)
    down, across = np.gradient(light) if min(rows, columns) > 1 else (light * 0, light * 0)
    calm = smoothstep(np.hypot(down, across), 0.07, 0.02) * (1 - smoothstep(care, 0.2, 0.6))
    apart = np.linalg.norm(table[:, None] - table[None], axis=2) + np.eye(len(table)) * 9
    spread = np.float32(0.62 * float(np.median(apart.min(1))))
    checkpoint()
    return table[nearest(grid + (pattern * calm * spread)[..., None], table)]


def _outlined(grid: Floats, figures: Floats, table: Floats) -> Floats:
    """Subjects with a line around them in a dark shade of their own colour, unless that would be most of them."""
    solid = np.pad(figures > 0.5, 1, mode="edge")
    inner = solid[:-2, 1:-1] & solid[2:, 1:-1] & solid[1:-1, :-2] & solid[1:-1, 2:]
    edge = solid[1:-1, 1:-1] & ~inner
    if edge.sum() > inner.sum():
        return grid
    dark = table[nearest(grid * np.float32(0.38), table)]
    return np.where(edge[..., None], dark, grid)


def _blown_up(grid: Floats, size: tuple[int, int]) -> Image.Image:
    """The grid at a size: every cell a square with hard edges."""
    return whole(grid).resize(size, Image.Resampling.NEAREST)


PIXEL = Style(
    "pixel",
    (
        Step(0.05, status=statuses.COMPOSING),
        Step(0.20, 0.005, statuses.BLOCKING_IN),
        Step(0.01, 0.01, statuses.PAINTING),
        Step(0.03, 0.01),
        Step(0.01, 0.01),
        Step(0.005, 0.01, statuses.DETAILING),
    ),
    paint,
    working_side=0,
)
