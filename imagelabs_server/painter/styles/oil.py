"""Oil: strokes in passes from coarse to fine over the whole picture (Hertzmann 1998), then varnish."""

from __future__ import annotations

from PIL import Image

from imagelabs_server import statuses
from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.strokes.passes import PASSES, coarse_surface, run_accents, run_pass, target_of
from imagelabs_server.painter.strokes.surface import Surface
from imagelabs_server.painter.strokes.varnish import varnish
from imagelabs_server.painter.styles.easel import Easel, Step, Style

COARSE = tuple(step for step in PASSES if step.coarse)
FINE = tuple(step for step in PASSES if not step.coarse)
PLANNING = 0.055  # seconds of a fine pass that go by before its first stroke, whatever the size


def paint(easel: Easel) -> Image.Image:
    """Paint in oil."""
    surface = _block_in(easel)
    canvas = easel.scene()
    surface = surface.enlarged(easel.width, easel.height)
    easel.done()
    _paint_forms(easel, surface, canvas)
    return varnish(surface, easel.dice.vary("varnish"), easel.tick)


def _block_in(easel: Easel) -> Surface:
    """The coarse passes, after a small sketch of the scene, so that there is something to see at once."""
    target = target_of(easel.sketch())
    surface = coarse_surface(easel.width, easel.height, target.picture, wrap=easel.wrap)
    easel.done(surface.image())
    rng = easel.dice.vary("coarse strokes")
    for step in COARSE:
        for _ in run_pass(surface, target, step, rng, easel.tick):
            pass
        easel.done(surface.image())
    return surface


def _paint_forms(easel: Easel, surface: Surface, canvas: Canvas) -> None:
    """The passes over the full scene, and the strokes set by hand."""
    target = target_of(canvas)
    rng = easel.dice.vary("strokes")
    planned = PLANNING / (PLANNING + 0.055 * easel.unit**2 / 1e6)
    for step in FINE:
        shown = False
        for share in run_pass(surface, target, step, rng, easel.tick):
            halfway = not shown and 0.45 <= share < 0.8
            shown = shown or halfway
            easel.within(planned + share * (1 - planned), surface.image() if halfway else None)
        if step is FINE[-1]:
            run_accents(surface, canvas, rng, easel.tick)
        easel.done(surface.image())


OIL = Style(
    "oil",
    (
        Step(0.05, status=statuses.COMPOSING),
        Step(0.012, 0.010, statuses.BLOCKING_IN),
        *(Step(0.012, 0.010) for _ in COARSE[1:]),
        Step(0.27, 0.02, statuses.PAINTING),
        *(Step(PLANNING, 0.055) for _ in FINE[:-1]),
        Step(PLANNING, 0.055, statuses.DETAILING),
        Step(0.01, 0.07, statuses.VARNISHING),
    ),
    paint,
)
