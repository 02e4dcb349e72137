"""Flat: clean shapes of a few tones with smooth outlines, as cut from coloured paper; no brush."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from imagelabs_server import statuses
from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.interrupt import checkpoint
from imagelabs_server.painter.canvas.pixels import Floats, luminance, smoothstep, soften
from imagelabs_server.painter.styles.colours import choose_colours, nearest
from imagelabs_server.painter.styles.easel import Easel, Step, Style
from imagelabs_server.painter.styles.filters import simplify, within_edges
from imagelabs_server.painter.styles.study import Study, bands, study, whole

COLOURS = 22
SCENE = 480_000  # pixels: outlines must be smooth


def paint(easel: Easel) -> Image.Image:
    """Cut shapes."""
    sketch = np.clip(easel.sketch().rgb, 0, 1)
    rough = choose_colours(sketch, 7, easel.dice.vary("rough colours"))
    easel.done(whole(rough[nearest(sketch, rough)]))
    canvas: Canvas = easel.scene(SCENE)
    subject = study(easel, canvas, accents=True)
    easel.done(whole(subject.inside(subject.picture)))
    form = _calm(subject)
    easel.done(whole(subject.inside(form)))
    care = 1 + 5 * smoothstep(subject.care, 0.3, 0.8)
    table = choose_colours(form, COLOURS, easel.dice.vary("colours"), weights=care)
    labels = nearest(form, table)
    easel.done(whole(subject.inside(table[labels])))
    masks = _smooth_masks(subject, form, labels, len(table))
    easel.done(_cut(subject, masks, table, reduced=2))
    return _cut(subject, masks, table)


def _calm(subject: Study) -> Floats:
    """The scene without its textures, its colours clear."""
    calm = within_edges(subject.picture, 0.024 * subject.unit, 0.42)
    own = simplify(subject.picture, max(1, round(0.0026 * subject.unit)), 6)
    form = calm + (own - calm) * smoothstep(subject.care, 0.3, 0.8)[..., None] * np.float32(0.8)
    checkpoint()
    light = luminance(form)[..., None]
    return np.clip(light + (form - light) * np.float32(1.22) + np.float32(0.01), 0, 1)


def _smooth_masks(subject: Study, form: Floats, labels: NDArray[np.uint8], count: int) -> list[Image.Image]:
    """Where each tone is, softened, so that its outline can be drawn smoothly at any size: wide curves where nothing
    much happens, tight ones in subjects and where there are details."""
    down, across = np.gradient(luminance(form))
    busy = soften(np.hypot(down, across), 0.004 * subject.unit)
    checkpoint()
    tight = np.maximum(smoothstep(subject.care, 0.1, 0.5), smoothstep(busy, 0.018, 0.05))
    masks = []
    for label in range(count):
        here = (labels == label).astype(np.float32)
        fine = soften(here, max(0.7, 0.0017 * subject.unit))
        checkpoint()
        wide = soften(here, 0.0065 * subject.unit)
        soft = wide + (fine - wide) * tight
        masks.append(Image.fromarray((soft * 255).astype(np.uint8)))
        checkpoint()
    return masks


def _cut(subject: Study, masks: list[Image.Image], table: Floats, reduced: int = 1) -> Image.Image:
    """The shapes at the picture's size: each place takes the tone whose mask is the strongest there, and the powers of
    the masks make the step between two tones about a pixel wide."""
    easel = subject.easel
    width, height = easel.width // reduced, easel.height // reduced
    finished = np.empty((height, width, 3), np.uint8)
    for top, bottom in bands(height):
        total = np.full((bottom - top, width), 1e-28, np.float32)
        colour = np.zeros((3, bottom - top, width), np.float32)
        for mask, tone in zip(masks, table, strict=True):
            here = subject.rows(mask, top, bottom, reduced)
            if here.max() < 6:
                continue
            here *= np.float32(1 / 255)
            here *= here
            here *= here
            here *= here
            here *= here
            total += here
            for channel in range(3):
                colour[channel] += here * tone[channel]
            checkpoint()
        colour /= total
        finished[top:bottom] = np.moveaxis(np.clip(colour * 255 + np.float32(0.5), 0, 255), 0, -1)
    return Image.fromarray(finished)


FLAT = Style(
    "flat",
    (
        Step(0.06, status=statuses.COMPOSING),
        Step(0.36, status=statuses.BLOCKING_IN),
        Step(0.20, status=statuses.PAINTING),
        Step(0.10),
        Step(0.20, 0.07),
        Step(0.0, 0.28, statuses.DETAILING),
    ),
    paint,
)
