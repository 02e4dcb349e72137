"""From a scene to a lit canvas: everything that happens before the first stroke."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from imagelabs_server.painter.canvas import Canvas, Dice
from imagelabs_server.painter.canvas.pixels import Floats, luminance, rgb
from imagelabs_server.painter.canvas.tiling import make_seamless
from imagelabs_server.painter.composition.compose import paint_subjects
from imagelabs_server.painter.nature.weather import paint_lightning, paint_weather
from imagelabs_server.painter.palettes import mood
from imagelabs_server.painter.places import PLACES
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.reference import follow_reference
from imagelabs_server.painter.scene import Scene

CANVAS_PIXELS = 400_000  # finer detail would be lost under the strokes
_SHELTERED = ("room", "windowsill", "space", "underwater", "abstract")  # no snow lies there, no lightning strikes
SKETCH_PIXELS = 14_000  # enough for the first, coarse strokes


def canvas_size(width: int, height: int, pixels: int, most: float = 1.0) -> tuple[int, int]:
    """The size of the canvas for a picture: the same format, at most about `pixels` pixels, and at most
    `most` times as wide."""
    scale = min(most, (pixels / (width * height)) ** 0.5)
    return max(24, round(width * scale)), max(24, round(height * scale))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the canvas must be besides showing the scene.

    Attributes:
        tiling: whether its edges must meet.
        reference: gives the picture to follow, (height, width, 3) of the canvas's size, 0 to 1; None for none.
        strength: of the reference, 0 to 1.
        watch: called with the canvas between layers.
    """

    tiling: bool = False
    reference: Callable[[], Floats] | None = None
    strength: float = 0.0
    watch: Callable[[Canvas], None] | None = None


def paint_scene(
    scene: Scene, size: tuple[int, int], dice: Dice, tick: Callable[[], None], wishes: Wishes | None = None
) -> Canvas:
    """Paint the place, its weather and its subjects, lit.

    Args:
        scene: what is to be painted.
        size: width and height of the canvas.
        dice: all randomness.
        tick: called between layers; may raise to cancel.
        wishes: what else the canvas must be.
    """
    wishes = wishes or Wishes()
    canvas = Canvas(*size, dice, tick)
    if wishes.watch is not None:
        canvas.tick = _watched(canvas, tick, wishes.watch)
    if scene.place not in _SHELTERED:
        canvas.snow = min(scene.snow_depth, 1.6)
    stage = PLACES[scene.place](canvas, scene)
    if scene.place not in _SHELTERED:
        paint_lightning(canvas, scene)
    if wishes.tiling:
        make_seamless(canvas)
    _paint_figures(canvas, scene, stage)
    canvas.accents.drop_covered()
    paint_weather(canvas, scene)
    _grade(canvas, scene)
    if wishes.reference is not None:
        follow_reference(canvas, wishes.reference(), wishes.strength)
        if wishes.tiling:
            make_seamless(canvas)
    tick()
    return canvas


def _paint_figures(canvas: Canvas, scene: Scene, stage: Stage) -> None:
    """Paint the subjects, and record where they are."""
    ground = canvas.salience
    canvas.salience = np.zeros_like(ground)
    paint_subjects(canvas, scene, stage)
    canvas.figures = canvas.salience
    canvas.salience = np.maximum(ground, canvas.figures)


def _watched(canvas: Canvas, tick: Callable[[], None], watch: Callable[[Canvas], None]) -> Callable[[], None]:
    def both() -> None:
        tick()
        watch(canvas)

    return both


def _temper(canvas: Canvas, name: str, light: Floats, part: float) -> None:
    """Move the picture towards a mood by `part` (0 to 1): its tint, its strength of colour, its brightness."""
    look = mood(name)
    canvas.rgb += (canvas.rgb - light) * np.float32(look.colour * part)
    tone = look.tint / max(float(luminance(look.tint)), 0.12)
    canvas.rgb += (np.minimum(light * tone, 1) - canvas.rgb) * np.float32(look.share * part)
    canvas.rgb *= np.float32(1 + (look.light - 1) * part)


def _grade(canvas: Canvas, scene: Scene) -> None:
    """The last look over the whole: a little more contrast and colour, and the tint that the prompt asked for."""
    np.clip(canvas.rgb, 0, 1, out=canvas.rgb)
    light = luminance(canvas.rgb)[..., None]
    canvas.rgb += (canvas.rgb - light) * np.float32(0.10)
    cold = scene.strength("winter") - 1 if scene.season == "winter" else 0.0
    if cold > 0:  # a stressed winter is frosty
        canvas.rgb += (light * np.array([0.90, 1.0, 1.16], np.float32) - canvas.rgb) * np.float32(min(0.5 * cold, 0.5))
    if scene.place != "abstract":
        for name in scene.moods:
            _temper(canvas, name, light, 1 / len(scene.moods))
    if scene.tint is not None:
        tone = rgb(scene.tint)
        tone = tone / max(float(luminance(tone)), 0.12)
        canvas.rgb += (np.minimum(light * tone, 1) - canvas.rgb) * np.float32(0.34)
    np.clip(canvas.rgb, 0, 1, out=canvas.rgb)
