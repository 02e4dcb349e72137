"""Pastel: soft sticks dragged over toned paper whose tooth takes the chalk on its hills and leaves its valleys bare.

The strokes are those of `imagelabs_server.painter.strokes`, every bristle a streak of the stick's side with a
pressure of its own; what sticks is decided by pressure and tooth, as in Murakami, Tsuruno and Genda 2005 ("Multiple
illuminated paper textures for drawing strokes").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from imagelabs_server import statuses
from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.interrupt import checkpoint
from imagelabs_server.painter.canvas.noise import fbm
from imagelabs_server.painter.canvas.pixels import Floats, luminance, mix, smoothstep
from imagelabs_server.painter.strokes.passes import Pass, run_accents, run_pass
from imagelabs_server.painter.strokes.planning import Brush, Target
from imagelabs_server.painter.strokes.surface import Surface
from imagelabs_server.painter.styles.easel import Easel, Step, Style
from imagelabs_server.painter.styles.study import Grain, bands, ragged_border, whole

WARM, COOL = np.array([0.64, 0.56, 0.48], np.float32), np.array([0.34, 0.36, 0.42], np.float32)
PASSES = (
    Pass(Brush(34, 0.0, bristle=0.045, jitter=0.06, everywhere=True)),
    Pass(Brush(15, 0.06, bristle=0.045, jitter=0.06)),
    Pass(Brush(7.4, 0.11, bristle=0.04, jitter=0.045)),
    Pass(Brush(3.4, 0.20, bristle=0.035, jitter=0.025)),
)
HAND = -0.9  # radians: the way the hand drags the stick where nothing else is suggested


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is drawn on: the paper's colour, its tooth, and the border that is left bare."""

    paper: Floats
    tooth: Grain
    border: Image.Image


def paint(easel: Easel) -> Image.Image:
    """Draw in pastel."""
    sketch = easel.sketch(WARM)
    paper = _paper(sketch)
    surface = _toned(easel, paper)
    tooth = Grain(easel, max(2.0, 0.0032 * easel.unit), 2, 0.7)
    rng = easel.dice.vary("strokes")
    target = _chalks(sketch)
    for _ in run_pass(surface, target, PASSES[0], rng, easel.tick):
        pass
    sheet = _Sheet(paper, tooth, _border(easel))
    easel.done(_rubbed(surface, sheet))
    canvas = easel.scene()
    easel.done()
    target = _chalks(canvas)
    for step in PASSES[1:]:
        for share in run_pass(surface, target, step, rng, easel.tick):
            easel.within(0.9 * share)
        if step is PASSES[-1]:
            run_accents(surface, canvas, rng, easel.tick)
        easel.done(_rubbed(surface, sheet, quick=True))
    return _rubbed(surface, sheet)


def _paper(sketch: Canvas) -> Floats:
    """Dark paper for night, warm paper for day, with a touch of the colour opposite to the picture's own."""
    own = np.clip(sketch.rgb, 0, 1).mean((0, 1))
    light = float(luminance(own))
    toned = mix(COOL, WARM, float(smoothstep(np.array(light), 0.16, 0.40)))
    against = light - own
    return np.asarray(np.clip(toned + np.float32(0.35) * against, 0, 1).astype(np.float32))


def _toned(easel: Easel, paper: Floats) -> Surface:
    """A surface with no chalk on it: the fourth byte, the pressure, is 0."""
    surface = Surface(easel.width, easel.height, np.broadcast_to(paper, (2, 2, 3)), wrap=easel.wrap)
    surface.bytes[..., 3] = 0
    return surface


def _chalks(canvas: Canvas) -> Target:
    """What to draw: the scene in the colours that sticks come in, clear and a little milky, dragged one way."""
    picture = np.clip(canvas.rgb, 0, 1)
    light = luminance(picture)[..., None]
    vivid = light + (picture - light) * np.float32(1.38)
    chalky = np.clip(vivid, 0, 1) * np.float32(0.90) + np.float32(0.07)
    checkpoint()
    drag = np.array([np.cos(HAND), np.sin(HAND)], np.float32)
    flow = mix(np.broadcast_to(drag, canvas.flow.shape), canvas.flow, 0.35 + 0.5 * canvas.salience)
    return Target(chalky, flow, canvas.salience)


def _border(easel: Easel) -> Image.Image:
    """Where the hand stopped short of the paper's edge: floats, 0 there to 1; of any size."""
    if easel.wrap:
        return whole(np.ones((2, 2), np.float32))
    scale = min(1.0, 700 / max(easel.width, easel.height))
    columns, rows = max(8, round(easel.width * scale)), max(8, round(easel.height * scale))
    cells = 34 * columns / max(rows, columns), 34 * rows / max(rows, columns)
    noise = fbm(easel.dice.vary("border"), columns, rows, cells, 4, 0.65)
    painted, _ = ragged_border(noise * np.float32(0.014), 0.012, 0.040)
    return whole(painted)


def _rubbed(surface: Surface, sheet: _Sheet, *, quick: bool = False) -> Image.Image:
    """The chalk as the paper took it; `quick` at a half of the size."""
    step = 2 if quick else 1
    paint = surface.bytes[::step, ::step]
    height, width = paint.shape[:2]
    finished = np.empty((height, width, 3), np.uint8)
    for top, bottom in bands(height):
        chalk = paint[top:bottom].astype(np.float32) * np.float32(1 / 255)
        hills = sheet.tooth.rows(top, bottom, width)
        box = (0, top * sheet.border.height / height, sheet.border.width, bottom * sheet.border.height / height)
        drawn = np.asarray(sheet.border.resize((width, bottom - top), Image.Resampling.BILINEAR, box=box))
        taken = smoothstep(chalk[..., 3] * drawn * np.float32(1.7) + hills * np.float32(0.42), 0.25, 1.05)
        dust = np.float32(0.45) * drawn * (chalk[..., 3] > 0)
        colour = chalk[..., :3] * (1 + np.float32(0.055) * hills[..., None])
        ground = sheet.paper * (1 + np.float32(0.06) * hills[..., None])
        share = dust + (1 - dust) * taken
        finished[top:bottom] = np.clip((ground + (colour - ground) * share[..., None]) * 255, 0, 255)
    return Image.fromarray(finished)


PASTEL = Style(
    "pastel",
    (
        Step(0.13, 0.1, status=statuses.COMPOSING),
        Step(0.27, 0.0, statuses.BLOCKING_IN),
        Step(0.055, 0.09, statuses.PAINTING),
        Step(0.055, 0.09),
        Step(0.055, 0.09, statuses.DETAILING),
        Step(0.01, 0.12),
    ),
    paint,
)
