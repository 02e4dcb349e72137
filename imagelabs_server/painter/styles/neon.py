"""Neon: a dark ground on which outlines glow like bent glass tubes, with the light they throw around them."""

from __future__ import annotations

import numpy as np
from PIL import Image

from imagelabs_server import statuses
from imagelabs_server.painter.canvas.interrupt import checkpoint
from imagelabs_server.painter.canvas.pixels import Floats, luminance, mix, smoothstep, soften
from imagelabs_server.painter.strokes.planning import Target, directions
from imagelabs_server.painter.styles.easel import Easel, Step, Style
from imagelabs_server.painter.styles.filters import along_flow, contours, level_flow, simplify
from imagelabs_server.painter.styles.study import Study, bands, study, whole

NIGHT = np.array([0.030, 0.022, 0.075], np.float32)
CYAN, MAGENTA = np.array([0.10, 0.86, 1.0], np.float32), np.array([1.0, 0.16, 0.72], np.float32)
HALOES = ((0.0035, 0.75), (0.012, 0.60), (0.045, 0.55))  # radius in units, and strength
SCENE = 440_000


def paint(easel: Easel) -> Image.Image:
    """Bend tubes."""
    sketch = np.clip(easel.sketch(NIGHT).rgb, 0, 1)
    easel.done(whole(_darkened(sketch)))
    subject = study(easel, easel.scene(SCENE), accents=True)
    dark = _darkened(subject.picture)
    checkpoint()
    dark *= 1 + np.float32(0.9) * subject.figures[..., None]
    easel.done(whole(subject.inside(dark)))
    form = simplify(subject.picture, max(1, round(0.0035 * subject.unit)))
    tubes = _tubes(subject, form)
    easel.done(whole(subject.inside(dark + tubes[..., None] * np.float32(0.5))))
    hues = _hues(subject, form)
    lit = _glow(subject, dark, tubes, hues)
    easel.done(whole(subject.inside(lit)))
    easel.done(_switched_on(subject, lit, tubes, hues, reduced=2))
    return _switched_on(subject, lit, tubes, hues)


def _darkened(picture: Floats) -> Floats:
    """The scene at its darkest: deep blue and violet, with what little colour is left in it."""
    light = luminance(picture)[..., None]
    vivid = np.clip(light + (picture - light) * np.float32(1.7), 0, 1)
    checkpoint()
    return np.asarray(NIGHT + vivid * (np.float32(0.05) + np.float32(0.16) * light), np.float32)


def _tubes(subject: Study, form: Floats) -> Floats:
    """Where the tubes run, 0 to 1: along every clear edge, most of all around what was asked for."""
    along = directions(Target(form, level_flow(form), subject.care), 2.5)
    checkpoint()
    planes = [form[..., 0], form[..., 1], form[..., 2], subject.figures * np.float32(0.7)]
    lines = contours(planes, max(0.7, 0.0016 * subject.unit), balance=1.0)
    lines = along_flow(lines, along, max(1, round(0.004 * subject.unit)))
    low = np.float32(0.012) - np.float32(0.004) * subject.care
    inside = smoothstep(lines, low, low * np.float32(3.2)) * (np.float32(0.55) + np.float32(0.45) * subject.care)
    around = np.float32(4) * subject.figures * (1 - subject.figures)  # the middle of a subject's soft edge
    return np.maximum(inside, around * around)


def _hues(subject: Study, form: Floats) -> Floats:
    """The colour of the light at each place: the scene's own hue, as pure as glass and gas make it; where there is
    none, from cyan on top to magenta below."""
    # Near a subject its own colour counts, not that of what lies behind it.
    counts = np.float32(0.04) + subject.figures**2
    sigma = 0.008 * subject.unit
    amount = soften(counts, sigma)
    wide = np.stack([soften(form[..., i] * counts, sigma) / amount for i in range(3)], -1)
    checkpoint()
    least, most = wide.min(-1, keepdims=True), wide.max(-1, keepdims=True)
    chroma = most - least
    checkpoint()
    pure = (wide - least * np.float32(0.9)) / (most - least * np.float32(0.9) + np.float32(0.02))
    checkpoint()
    rows = subject.shape[0]
    fall = np.linspace(0, 1, rows, dtype=np.float32)[:, None] + subject.noise("hues", 2.5, 2) * np.float32(0.3)
    plain = mix(CYAN, MAGENTA, smoothstep(fall, 0.25, 0.75))
    checkpoint()
    return mix(plain, pure, smoothstep(chroma[..., 0], 0.05, 0.22))


def _glow(subject: Study, dark: Floats, tubes: Floats, hues: Floats) -> Floats:
    """The light of the tubes, and of what shines in the scene itself, on the dark around them."""
    light = luminance(subject.picture)
    shining = smoothstep(light, 0.72, 0.98) * np.float32(0.5)
    source = hues * np.maximum(tubes, shining)[..., None]
    lit = dark.copy()
    for radius, strength in HALOES:
        for channel in range(3):
            halo = soften(source[..., channel], radius * subject.unit) * np.float32(strength * (1 + 30 * radius))
            lit[..., channel] += halo * (1 - lit[..., channel])
            checkpoint()
    return np.clip(lit, 0, 1)


def _switched_on(subject: Study, lit: Floats, tubes: Floats, hues: Floats, reduced: int = 1) -> Image.Image:
    """The tubes themselves over their glow, white in the middle, at the picture's size."""
    easel = subject.easel
    width, height = easel.width // reduced, easel.height // reduced
    ground, glass, colour = whole(lit), whole(tubes), whole(hues)
    finished = np.empty((height, width, 3), np.uint8)
    for top, bottom in bands(height):
        paint = subject.rows(ground, top, bottom, reduced) * np.float32(1 / 255)
        tube = np.clip(subject.rows(glass, top, bottom, reduced), 0, 1)[..., None]
        hue = subject.rows(colour, top, bottom, reduced) * np.float32(1 / 255)
        core = smoothstep(tube, 0.45, 1.0)
        paint += (hue - paint) * np.minimum(tube * np.float32(1.2), 1)
        paint += (1 - paint) * core * np.float32(0.62)
        finished[top:bottom] = np.clip(paint * 255, 0, 255)
    return Image.fromarray(finished)


NEON = Style(
    "neon",
    (
        Step(0.05, status=statuses.COMPOSING),
        Step(0.36, status=statuses.BLOCKING_IN),
        Step(0.25, status=statuses.PAINTING),
        Step(0.25, status=statuses.DETAILING),
        Step(0.0, 0.05),
        Step(0.0, 0.15),
    ),
    paint,
)
