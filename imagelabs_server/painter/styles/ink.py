"""Ink: pen lines along the contours, hatching by tone, and a few diluted washes laid with the brush; the paper is the
light.

The lines are the extended difference of Gaussians of Winnemöller, Kyprianidis and Olsen 2012, run along the edges; the
hatching is laid stroke by stroke, layer over layer as the tone gets darker (Salisbury et al. 1994).
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from imagelabs_server import statuses
from imagelabs_server.painter.canvas.interrupt import checkpoint
from imagelabs_server.painter.canvas.pixels import Floats, luminance, smoothstep, soften
from imagelabs_server.painter.strokes.planning import Target, directions
from imagelabs_server.painter.strokes.surface import Strokes, stroke_pixels
from imagelabs_server.painter.styles.easel import Easel, Step, Style
from imagelabs_server.painter.styles.filters import along_flow, contours, level_flow, within_edges
from imagelabs_server.painter.styles.study import Grain, Study, bands, study, whole

PAPER = np.array([0.965, 0.940, 0.885], np.float32)
INK = np.array([0.105, 0.095, 0.115], np.float32)
WASHES = ((0.24, 0.13), (0.46, 0.17), (0.68, 0.22), (0.88, 0.20))  # darkness where each begins, and what it adds
HATCHES = ((-0.20, 0.34), (-0.98, 0.54), (0.62, 0.72))  # the way its strokes run (radians), and the darkness they need
SPACING = 5.2  # of hatching strokes, in thousandths of the unit
SCENE = 480_000  # pixels: lines must be clean
FINER = 2  # how many times finer than the picture the plate is that takes the pen's strokes


def paint(easel: Easel) -> Image.Image:
    """Draw in ink."""
    sketch = easel.sketch(PAPER)
    light = _light(np.clip(sketch.rgb, 0, 1))
    easel.done(whole(PAPER * (1 - np.float32(0.45) * (1 - light))[..., None]))
    subject = study(easel, easel.scene(SCENE), accents=True)
    easel.done(whole(subject.inside(PAPER * (np.float32(0.5) + np.float32(0.5) * _light(subject.picture))[..., None])))
    form = within_edges(subject.picture, 0.012 * subject.unit, 0.35, 2)
    light = _light(form)
    lines = _lines(subject, form, light)
    easel.done(whole(subject.inside(PAPER * (1 - lines)[..., None])))
    wash = _wash(subject, form, light)
    easel.done(whole(subject.inside(PAPER * wash * (1 - lines)[..., None])))
    plate = _hatch(subject, light)
    easel.done(_print(subject, (wash, lines), plate, reduced=2))
    return _print(subject, (wash, lines), plate)


def _light(picture: Floats) -> Floats:
    """The picture's tones, stretched so that there is paper and there is ink, at any time of day."""
    light = luminance(picture)
    low, high = np.quantile(light[::4, ::4], (0.02, 0.93))
    spread = max(float(high - low), 0.22)
    return np.asarray(np.clip((light - np.float32(low)) / np.float32(spread), 0, 1) ** np.float32(0.82))


def _lines(subject: Study, form: Floats, light: Floats) -> Floats:
    """The pen's contours, 0 to 1."""
    along = directions(Target(form, level_flow(form), subject.care), 2.5)
    checkpoint()
    planes = [light, form[..., 0], form[..., 2], subject.figures]
    found = contours(planes, max(0.6, 0.0011 * subject.unit), balance=1.0)
    found = along_flow(found, along, max(1, round(0.003 * subject.unit)))
    pressure = subject.noise("pressure", 16, 3) * np.float32(0.010)
    low = np.float32(0.018) + pressure - np.float32(0.006) * subject.care
    inside = smoothstep(found, low, low + np.float32(0.022))
    around = np.float32(4) * subject.figures * (1 - subject.figures)  # 1 in the middle of a subject's soft edge
    return np.maximum(inside, smoothstep(around + 9 * pressure, 0.55, 0.95))


def _wash(subject: Study, form: Floats, light: Floats) -> Floats:
    """Diluted ink, (rows, columns, 3), what it lets through; subjects keep a breath of their own colour."""
    loose = soften(light, 0.0025 * subject.unit)
    checkpoint()
    dark = 1 - loose + subject.noise("wash", 8, 5, 0.55) * np.float32(0.07) * (1 - np.float32(0.6) * subject.care)
    checkpoint()
    laid, rims = np.zeros_like(dark), np.zeros_like(dark)
    for begins, adds in WASHES:
        apart = dark - np.float32(begins)
        laid += smoothstep(apart, 0.0, 0.028) * np.float32(adds)
        rims += np.exp(-(((apart - np.float32(0.03)) * np.float32(34)) ** 2)) * (apart > 0)
        checkpoint()
    laid += rims * np.float32(0.045)
    laid *= 1 + subject.noise("pools", 4, 5, 0.6) * np.float32(0.16)
    through = 1 - np.clip(laid, 0, 0.94)
    checkpoint()
    checkpoint()
    hue = form / (luminance(form)[..., None] + np.float32(0.12))
    tint = smoothstep(subject.figures, 0.35, 0.75)[..., None] * np.float32(0.34)
    coloured = 1 + (np.clip(hue, 0.25, 1.5) - 1) * tint
    return np.asarray(np.clip(through[..., None] * coloured, 0, 1))


def _hatch(subject: Study, light: Floats) -> Image.Image:
    """The hatching: how much ink lies on each pixel of the picture, drawn `FINER` times finer."""
    easel = subject.easel
    size = easel.width * FINER, easel.height * FINER
    plate = np.zeros(size[0] * size[1], np.uint8)
    rng = easel.dice.vary("hatching")
    dark = 1 - subject.inside(light)
    step = max(2.6, SPACING * easel.unit / 1000) * FINER
    side = np.linspace(-1, 1, max(3, int(step * 0.5)), dtype=np.float32)
    for angle, needed in HATCHES:
        points = _hatch_points(size, (step, angle), dark, needed, rng)
        strokes = Strokes(points, np.zeros(0, np.int32), max(2.0, step * 0.22), np.zeros((0, 3), np.float32), blunt=2.0)
        for first in range(0, len(points), 300):
            checkpoint()
            part = points[first : first + 300]
            plate[stroke_pixels(part, side, strokes, size, easel.wrap)] = 255
    checkpoint()
    return Image.fromarray(plate.reshape(size[1], size[0])).reduce(FINER)


def _hatch_points(
    size: tuple[int, int], pen: tuple[float, float], dark: Floats, needed: float, rng: np.random.Generator
) -> Floats:
    """The control points, (n, 3, 2), of strokes that lie side by side and end where it gets light.

    Args:
        size: width and height of the plate.
        pen: how far apart strokes lie, and the angle at which they run.
        dark: (rows, columns), 0 to 1, over the whole plate.
        needed: the darkness where strokes begin.
        rng: no two strokes are alike.
    """
    width, height = size
    step, angle = pen
    reach = float(np.hypot(width, height)) / 2
    long = 5.0 * step
    u, v = np.meshgrid(np.arange(-reach, reach, long), np.arange(-reach, reach, step))
    u, v = u.ravel() + rng.uniform(0, long, u.size), v.ravel() + rng.normal(0, 0.16 * step, u.size)
    cos, sin = np.cos(angle), np.sin(angle)
    checkpoint()
    x, y = width / 2 + u * cos - v * sin, height / 2 + u * sin + v * cos
    half = long * rng.uniform(0.42, 0.85, u.size)

    def tone(share: float) -> Floats:
        column = np.clip((x + share * half * cos) * dark.shape[1] / width, 0, dark.shape[1] - 1)
        row = np.clip((y + share * half * sin) * dark.shape[0] / height, 0, dark.shape[0] - 1)
        return np.asarray(dark[row.astype(np.int32), column.astype(np.int32)])

    on_plate = (x > 0) & (x < width) & (y > 0) & (y < height)
    enough = needed + rng.normal(0, 0.035, u.size)
    keep = on_plate & (tone(0) > enough)
    back, forth = (half * np.where(tone(end) > enough - 0.08, 1.0, 0.3) for end in (-1.0, 1.0))
    checkpoint()
    bend = rng.normal(0, 0.05, u.size) * half
    turn = rng.normal(0, 0.045, u.size)
    cos, sin = np.cos(angle + turn), np.sin(angle + turn)
    corners = [(x - back * cos, y - back * sin), (x - bend * sin, y + bend * cos), (x + forth * cos, y + forth * sin)]
    return np.asarray(np.stack([np.stack(corner, -1) for corner in corners], 1)[keep].astype(np.float32))


def _print(subject: Study, drawn: tuple[Floats, Floats], plate: Image.Image, reduced: int = 1) -> Image.Image:
    """Wash, hatching and lines on paper, at the picture's size or `reduced` times smaller."""
    easel = subject.easel
    width, height = easel.width // reduced, easel.height // reduced
    grain = Grain(easel, max(2.5, 0.0036 * easel.unit), 3, 0.8)
    wash, lines = whole(drawn[0]), whole(drawn[1])
    hatching = plate.reduce(reduced) if reduced > 1 else plate
    finished = np.empty((height, width, 3), np.uint8)
    for top, bottom in bands(height):
        relief = grain.rows(top, bottom, width)
        paper = PAPER * (1 + np.float32(0.016) * relief)[..., None]
        through = subject.rows(wash, top, bottom, reduced) * np.float32(1 / 255)
        through = 1 - (1 - through) * (1 - np.float32(0.13) * relief)[..., None]
        pen = smoothstep(subject.rows(lines, top, bottom, reduced) - np.float32(0.06) * relief, 0.22, 0.62)
        hatch = np.asarray(hatching.crop((0, top, width, bottom)), np.float32) * np.float32(0.78 / 255)
        cover = 1 - (1 - pen) * (1 - hatch * (1 - np.float32(0.25) * relief))
        sheet = paper * (INK + (1 - INK) * through)
        sheet += (INK - sheet) * np.clip(cover, 0, 1)[..., None]
        finished[top:bottom] = np.clip(sheet * 255, 0, 255)
    return Image.fromarray(finished)


INK_STYLE = Style(
    "ink",
    (
        Step(0.05, status=statuses.COMPOSING),
        Step(0.36, status=statuses.BLOCKING_IN),
        Step(0.30, status=statuses.PAINTING),
        Step(0.12),
        Step(0.02, 0.14, statuses.DETAILING),
        Step(0.01, 0.15),
    ),
    paint,
)
