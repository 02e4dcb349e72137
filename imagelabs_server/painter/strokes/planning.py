"""Which strokes a pass lays: an oil painting of a picture, from coarse to fine (Hertzmann 1998).

Each pass lays curved strokes where the painting still differs from the picture by more than its tolerance. A stroke
follows the edges nearby (a smoothed structure tensor, as in Kyprianidis and Döllner 2008); where there are none, it
follows the flow that the canvas asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from imagelabs_server.painter.canvas.pixels import Floats, luminance, resize, soften
from imagelabs_server.painter.strokes.surface import MAX_SEGMENTS, Strokes, Surface

PLANNED_RADIUS = 3.0  # pixels: much wider strokes are planned on a smaller picture


@dataclass(frozen=True, slots=True)
class Brush:
    """How one pass paints.

    Attributes:
        radius: half of the distance that strokes keep, in pixels.
        tolerance: colour difference (sum over channels) that is left alone.
        bristle: how much bristles differ in brightness.
        jitter: how much strokes differ in colour.
        everywhere: whether to paint regardless of the difference.
    """

    radius: float
    tolerance: float
    bristle: float = 0.03
    jitter: float = 0.02
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be painted, at a painting's own size or smaller.

    Attributes:
        picture: (rows, columns, 3), 0 to 1.
        flow: (rows, columns, 2), the direction of strokes where the picture suggests none.
        salience: (rows, columns), where strokes must be exact.
    """

    picture: Floats
    flow: Floats
    salience: Floats

    def reduced(self, factor: float) -> Target:
        """The same at a `factor` less."""
        rows, columns = self.salience.shape
        size = max(2, round(columns / factor)), max(2, round(rows / factor))

        def planes(values: Floats) -> Floats:
            return np.stack([resize(values[..., i], *size, Image.Resampling.BOX) for i in range(values.shape[-1])], -1)

        return Target(planes(self.picture), planes(self.flow), planes(self.salience[..., None])[..., 0])


def directions(target: Target, sigma: float) -> Floats:
    """Unit vectors along the edges, from a structure tensor smoothed by `sigma` pixels of the target.

    Returns:
        (rows, columns, 2); fewer rows and columns than the target has when `sigma` is large.
    """
    rows, columns = target.picture.shape[:2]
    coarser = max(1.0, sigma / 1.5)
    size = max(2, round(columns / coarser)), max(2, round(rows / coarser))
    light = resize(luminance(target.picture), *size, Image.Resampling.BOX)
    flow_x, flow_y = (resize(target.flow[..., i], *size, Image.Resampling.BILINEAR) for i in range(2))
    within = sigma / coarser
    down, across = (np.asarray(slope) for slope in np.gradient(soften(light, 0.35 * within)))
    # The flow takes part as a faint gradient of its own, across the direction that it asks for.
    faint = np.float32((0.006 * coarser) ** 2)
    tensor = across * across + faint * flow_y**2, down * down + faint * flow_x**2, across * down
    tensor = (*tensor[:2], tensor[2] - faint * flow_x * flow_y)
    half = max(1, size[0] // 2), max(1, size[1] // 2)  # as smooth as it becomes, a half of the size is enough
    xx, yy, xy = (soften(resize(v, *half, Image.Resampling.BOX), within / 2) for v in tensor)
    # Half of the angle atan2(2 xy, xx - yy), turned by a right angle.
    far = np.hypot(xx - yy, 2 * xy)
    turn = np.clip((xx - yy) / np.maximum(far, np.float32(1e-12)), -1, 1)
    return np.stack([-np.copysign(np.sqrt((1 - turn) / 2), xy), np.sqrt((1 + turn) / 2)], -1).astype(np.float32)


def plan_strokes(
    surface: Surface, target: Target, brush: Brush, rng: np.random.Generator, tick: Callable[[], None]
) -> Strokes:
    """Decide the strokes of one pass.

    Args:
        surface: the painting so far, which decides where strokes are needed.
        target: what it should become; any size, it is scaled.
        brush: the pass.
        rng: small differences from stroke to stroke.
        tick: called between the steps; may raise to cancel.
    """
    tick()
    factor = brush.radius * target.picture.shape[1] / surface.width / PLANNED_RADIUS
    if factor > 1.5:
        target = target.reduced(factor)
    rows, columns = target.picture.shape[:2]
    scale = columns / surface.width
    radius = brush.radius * scale
    picture = np.stack([soften(target.picture[..., c], radius * 0.33) for c in range(3)], -1)
    tick()
    if brush.everywhere:
        need = np.full((rows, columns), 9.0, np.float32)
    else:
        now = Image.frombuffer("RGBX", (surface.width, surface.height), surface.bytes, "raw", "RGBX", 0, 1).resize(
            (columns, rows), Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
        )
        tick()
        seen = np.asarray(now, np.float32)[..., :3] * np.float32(1 / 255)
        need = _difference(seen, picture) * (0.75 + 1.5 * target.salience)
        need *= 1.5 / (0.5 + luminance(picture) + luminance(seen))  # the eye sees small differences in the dark
    tick()
    x, y, worst = _starts(need, radius, rng)
    chosen = worst > brush.tolerance
    x, y = x[chosen], y[chosen]
    order = rng.permutation(len(x))
    x, y = x[order], y[order]
    tick()
    along = directions(target, max(1.0, radius * 0.8))
    tick()
    # An axis has two ends: without the toss, strokes on both sides of a turning axis would all run away from it.
    first = rng.choice(np.array([-1, 1], np.float32), (len(x), 1))
    points, segments = _trace(picture, along, (x, y, first), radius, surface.wrap)
    colours = picture[_index(y, rows, surface.wrap), _index(x, columns, surface.wrap)]
    bright = rng.normal(0, brush.jitter, (len(x), 1))
    colours = colours * (1 + bright) + rng.normal(0, brush.jitter * 0.35, (len(x), 3))
    return Strokes(
        (points / np.float32(scale)).astype(np.float32),
        segments,
        max(1.0, brush.radius * 1.0),
        np.clip(colours, 0, 1).astype(np.float32),
    )


def _difference(first: Floats, second: Floats) -> Floats:
    """The sum of the channels' differences (added one by one: numpy sums short axes slowly)."""
    apart = np.abs(first - second)
    return np.asarray(apart[..., 0] + apart[..., 1] + apart[..., 2])


def _index(values: Floats, size: int, wrap: bool) -> NDArray[np.int32]:
    whole = values.astype(np.int32)
    return np.remainder(whole, size) if wrap else np.clip(whole, 0, size - 1)


def _starts(need: Floats, radius: float, rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """One start for every grid cell, where the need is greater of two tries: its x, y and need."""
    rows, columns = need.shape
    step = max(0.7, radius * 0.86)
    down, across = max(1, round(rows / step)), max(1, round(columns / step))
    middle_x = ((np.arange(across) + 0.5) * columns / across - step / 2).astype(np.float32)
    middle_y = ((np.arange(down) + 0.5) * rows / down - step / 2).astype(np.float32)[:, None]
    tries = []
    for _ in range(2):
        x = (middle_x + rng.random((down, across), np.float32) * np.float32(step)).ravel()
        y = (middle_y + rng.random((down, across), np.float32) * np.float32(step)).ravel()
        tries.append((x, y, need[_index(y, rows, wrap=False), _index(x, columns, wrap=False)]))
    first, second = tries
    better = second[2] > first[2]
    x, y, worst = (np.where(better, b, a) for a, b in zip(first, second, strict=True))
    return x, y, worst


def _trace(
    picture: Floats, along: Floats, starts: tuple[Floats, Floats, Floats], radius: float, wrap: bool
) -> tuple[Floats, NDArray[np.int32]]:
    """Follow the directions from each start until the picture's colour leaves the stroke's."""
    rows, columns = picture.shape[:2]
    x, y, first = starts
    n = len(x)
    own = picture[_index(y, rows, wrap), _index(x, columns, wrap)]
    points = np.empty((n, MAX_SEGMENTS + 1, 2), np.float32)
    points[:, 0, 0], points[:, 0, 1] = x, y
    segments = np.ones(n, np.int32)
    alive = np.ones(n, bool)
    before: Floats = np.zeros((n, 2), np.float32)
    for step in range(MAX_SEGMENTS):
        row, column = _index(y, rows, wrap), _index(x, columns, wrap)
        if step:
            alive &= _difference(picture[row, column], own) < 0.16
            segments += alive
        vector = along[row * len(along) // rows, column * along.shape[1] // columns]
        if step == 0:
            before = vector * first
        else:
            turn = np.where((vector * before).sum(1, keepdims=True) < 0, np.float32(-1), np.float32(1))
            before = 0.7 * vector * turn + 0.3 * before
        x, y = x + before[:, 0] * np.float32(radius * 1.15), y + before[:, 1] * np.float32(radius * 1.15)
        points[:, step + 1, 0], points[:, step + 1, 1] = x, y
    return points, segments


def accent_strokes(starts: Floats, ends: Floats, widths: Floats, colours: Floats, scale: float) -> Iterator[Strokes]:
    """Accents as strokes, grouped by width; canvas pixels times `scale` are painting pixels.

    Args:
        starts: (n, 2).
        ends: (n, 2).
        widths: (n,).
        colours: (n, 3).
        scale: painting pixels for each canvas pixel.
    """
    wide = np.maximum(np.round(widths * scale * 2) / 2, 1.0)
    for width in np.unique(wide):
        chosen = wide == width
        points = np.zeros((int(chosen.sum()), MAX_SEGMENTS + 1, 2), np.float32)
        points[:, 0], points[:, 1] = starts[chosen] * scale, ends[chosen] * scale
        yield Strokes(points, np.ones(len(points), np.int32), float(width), colours[chosen], blunt=2.0)
