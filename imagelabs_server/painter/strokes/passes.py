"""The passes of an oil painting: their brushes, their order, and what they copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.pixels import Floats, soften
from imagelabs_server.painter.strokes.planning import Brush, Target, accent_strokes, plan_strokes
from imagelabs_server.painter.strokes.surface import Surface

EDGE = 0.006  # of the scene's unit: how wide a figure's edge is
EDGE_CARE = 2.0  # beside the 1 that a figure itself has
COARSE = 2  # the coarse passes are painted at a half of the size


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass: its brush (radius in thousandths of the picture's size), and whether it is a coarse one."""

    brush: Brush
    coarse: bool = False


PASSES = (
    Pass(Brush(48, 0.0, bristle=0.035, jitter=0.035, everywhere=True), coarse=True),
    Pass(Brush(25, 0.09, bristle=0.035, jitter=0.03), coarse=True),
    Pass(Brush(13, 0.085, bristle=0.035, jitter=0.028)),
    Pass(Brush(6.8, 0.105, bristle=0.03, jitter=0.022)),
    Pass(Brush(3.6, 0.17, bristle=0.02, jitter=0.014)),
    Pass(Brush(2.1, 0.36, bristle=0.012, jitter=0.008)),
)


def stroke_unit(width: int, height: int) -> float:
    """The length that brush sizes are thousandths of: 1000 for a picture of a million pixels."""
    return float(np.sqrt(width * height))


def target_of(canvas: Canvas) -> Target:
    """What the strokes must copy; most exactly along the edges of figures, where paint that ran over makes a halo."""
    near = soften(canvas.figures, EDGE * canvas.unit)
    edges = np.clip(4 * near * (1 - near), 0, 1)
    return Target(np.clip(canvas.rgb, 0, 1), canvas.flow, canvas.salience + np.float32(EDGE_CARE) * edges)


def coarse_surface(width: int, height: int, picture: Floats, *, wrap: bool) -> Surface:
    """A surface for the coarse passes, washed in with the picture's own colours so that no gap shows bare canvas."""
    return Surface(max(1, width // COARSE), max(1, height // COARSE), picture, wrap=wrap)


def run_pass(
    surface: Surface, target: Target, step: Pass, rng: np.random.Generator, tick: Callable[[], None]
) -> Iterator[float]:
    """Paint one pass; yields the share of its strokes laid, first a 0 once they are planned."""
    unit = stroke_unit(surface.width, surface.height)
    brush = step.brush
    sized = Brush(brush.radius * unit / 1000, brush.tolerance, brush.bristle, brush.jitter, brush.everywhere)
    strokes = plan_strokes(surface, target, sized, rng, tick)
    yield 0.0
    yield from surface.lay(strokes, brush.bristle, rng, tick)


def run_accents(surface: Surface, canvas: Canvas, rng: np.random.Generator, tick: Callable[[], None]) -> None:
    """Lay the canvas's accents."""
    accents = canvas.accents
    if not accents.starts:
        return
    scale = surface.width / canvas.width
    parts = (accents.starts, accents.ends, accents.widths, accents.colours)
    starts, ends, widths, colours = (np.concatenate(part) for part in parts)
    for strokes in accent_strokes(starts, ends, widths, np.clip(colours, 0, 1), scale):
        for _ in surface.lay(strokes, 0.015, rng, tick):
            pass
