"""Watercolour: transparent washes over white paper, with dark rims where they dried, grain and a ragged border.

The pigment's density varies as in Bousseau et al. 2006 ("Interactive watercolor rendering"): C' = C - (C - C²)(d - 1),
where the density d comes from the paper, the flow of the water and the edges of the washes; the washes are laid one
over another from light to dark, as painters do (Curtis et al. 1997).
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from imagelabs_server import statuses
from imagelabs_server.painter.canvas.interrupt import checkpoint
from imagelabs_server.painter.canvas.pixels import Floats, luminance, smoothstep, soften
from imagelabs_server.painter.styles.easel import Easel, Step, Style
from imagelabs_server.painter.styles.filters import contours, displaced, simplify, within_edges
from imagelabs_server.painter.styles.study import Grain, Study, bands, ragged_border, study, whole

PAPER = np.array([0.985, 0.975, 0.945], np.float32)
WASHES = ((0.10, 0.20), (0.34, 0.28), (0.62, 0.30), (0.95, 0.26))  # darkness where each begins, and what it adds
RIM = 0.45  # how much denser the pigment is where a wash dried
GRANULATION = 0.26  # how much pigment settles in the paper's valleys
SCENE = 480_000  # pixels: washes have clear edges


def paint(easel: Easel) -> Image.Image:
    """Paint in watercolour."""
    sketch = easel.sketch(PAPER)
    pale = 1 - (1 - np.clip(sketch.rgb, 0, 1)) * np.float32(0.45)
    easel.done(whole(np.stack([soften(pale[..., i], 1.5) for i in range(3)], -1) * PAPER))
    subject = study(easel, easel.scene(SCENE), accents=True)
    easel.done()
    form = _forms(subject)
    easel.done(whole(subject.inside(PAPER * _wet(subject, form))))
    washed = _washes(subject, form)
    easel.done(whole(subject.inside(PAPER * washed)))
    density = _density(subject, washed, form)
    easel.done(_on_paper(subject, washed, density, reduced=2))
    return _on_paper(subject, washed, density)


def _forms(subject: Study) -> Floats:
    """The scene in flat shapes with edges as a hand draws them: what is asked for clearly, the rest loosely."""
    sway = np.float32(0.0034 * subject.unit) * (1 - np.float32(0.6) * subject.care)
    across, down = subject.noise("sway across", 34, 3), subject.noise("sway down", 34, 3)
    checkpoint()
    picture = displaced(subject.picture, across * sway, down * sway)
    checkpoint()
    loose = simplify(within_edges(picture, 0.014 * subject.unit, 0.45, 2), max(1, round(0.0042 * subject.unit)))
    close = simplify(picture, max(1, round(0.0030 * subject.unit)))
    form = loose + (close - loose) * smoothstep(subject.care, 0.15, 0.7)[..., None]
    checkpoint()
    # Paper is lighter than any light, and pigment on it clearer than paint.
    light = luminance(form)[..., None]
    form = np.clip(light + (form - light) * np.float32(1.28), 0.02, 1)
    checkpoint()
    form = form ** np.float32(0.76)
    checkpoint()
    return np.clip((form - np.float32(0.02)) * np.float32(1.05), 0.035, 1)


def _wet(subject: Study, form: Floats) -> Floats:
    """The first wash, wet in wet: pale, and everything runs."""
    pale = 1 - (1 - form) * np.float32(0.5)
    return np.stack([soften(pale[..., i], 0.02 * subject.unit) for i in range(3)], -1)


def _washes(subject: Study, form: Floats) -> Floats:
    """Washes over one another, each with a rim where it dried; (rows, columns, 3), what they let through."""
    dark = 1 - luminance(form)
    checkpoint()
    flow = subject.noise("washes", 7, 5, 0.55) * np.float32(0.055) * (1 - np.float32(0.7) * subject.care)
    level, rims = np.zeros_like(dark), np.zeros_like(dark)
    edge = 0.02
    depth = dark * np.float32(1.25) + flow
    for begins, adds in WASHES:
        apart = depth - np.float32(begins)
        level += smoothstep(apart, 0.0, edge) * np.float32(adds)
        rims += np.exp(-(((apart - np.float32(edge)) * np.float32(26)) ** 2)) * (apart > 0)
        checkpoint()
    # Half of each tone is flat washes, half follows the form.
    tone = (dark * np.float32(0.6) + level * np.float32(0.4)) / np.maximum(dark, np.float32(0.02))
    checkpoint()
    density = np.clip(tone, 0.5, 1.5) + rims * np.float32(0.35 * RIM)
    return _denser(form, density)


def _density(subject: Study, washed: Floats, form: Floats) -> Floats:
    """The pigment's density over the study: rims around shapes, the water's flow."""
    dark = 1 - luminance(washed)
    checkpoint()
    rim = dark - soften(dark, 0.0042 * subject.unit)
    checkpoint()
    flow = subject.noise("pigment", 5, 5, 0.6)
    lines = contours([luminance(form), 1 - subject.figures], 0.0011 * subject.unit)
    density = 1 + np.float32(0.20) * flow + np.clip(rim * np.float32(3.2), -0.5, 0.8)
    density += np.clip((lines - np.float32(0.012)) * np.float32(14), 0, 0.75)
    return density * _border(subject)


def _border(subject: Study) -> Floats:
    """1 where there is paint, 0 on the white border that is left all around; 1 everywhere if it must be seamless."""
    if subject.easel.wrap:
        return np.ones(subject.shape, np.float32)
    painted, away = ragged_border(subject.noise("border", 9, 6, 0.62) * np.float32(0.014), 0.020, 0.026)
    rim = np.exp(-(((away - np.float32(0.027)) * np.float32(260)) ** 2))
    return np.asarray(painted * (1 + np.float32(0.5) * rim))


def _denser(colour: Floats, density: Floats) -> Floats:
    """Bousseau's change of a pigment's density: 1 keeps the colour, more darkens it, 0 is clear paper."""
    return np.clip(colour - (colour - colour * colour) * (density - 1)[..., None], 0, 1)


def _on_paper(subject: Study, washed: Floats, density: Floats, reduced: int = 1) -> Image.Image:
    """The washes on rough paper, at the picture's size or `reduced` times smaller."""
    easel = subject.easel
    width, height = easel.width // reduced, easel.height // reduced
    grain = Grain(easel, max(2.5, 0.0042 * easel.unit), 3, 0.8)
    colours, amounts = whole(washed), whole(density)
    finished = np.empty((height, width, 3), np.uint8)
    for top, bottom in bands(height):
        colour = subject.rows(colours, top, bottom, reduced) * np.float32(1 / 255)
        amount = subject.rows(amounts, top, bottom, reduced)
        relief = grain.rows(top, bottom, width)
        settled = amount * (1 - np.float32(GRANULATION) * relief * smoothstep(amount, 0.0, 0.5))
        # Where little paint is left on the brush it skips the valleys.
        cover = smoothstep(amount + np.float32(0.5) * relief * amount, 0.10, 0.42)
        painted = 1 - (1 - _denser(colour, settled)) * cover[..., None]
        light = 1 + np.float32(0.018) * relief
        finished[top:bottom] = np.clip(painted * PAPER * light[..., None] * 255, 0, 255)
    return Image.fromarray(finished)


WATERCOLOUR = Style(
    "watercolour",
    (
        Step(0.05, status=statuses.COMPOSING),
        Step(0.33, status=statuses.BLOCKING_IN),
        Step(0.25, 0.0),
        Step(0.15, 0.0, statuses.PAINTING),
        Step(0.15, 0.05),
        Step(0.01, 0.2, statuses.DETAILING),
    ),
    paint,
)
