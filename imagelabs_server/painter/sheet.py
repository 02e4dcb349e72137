"""Contact sheets of what the painter knows.

python -m imagelabs_server.painter.sheet [--what subjects|places|times|moods|prompts|styles] OUT.png
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from imagelabs_server.engine import Job
from imagelabs_server.painter.canvas import Canvas, Dice
from imagelabs_server.painter.canvas.noise import fbm01
from imagelabs_server.painter.canvas.pixels import mix
from imagelabs_server.painter.engine import Painter
from imagelabs_server.painter.figures.lighting import paint_subject
from imagelabs_server.painter.figures.sprite import Contact, Placement
from imagelabs_server.painter.nature.sky import measure_haze, paint_sky
from imagelabs_server.painter.palettes import MOODS, season
from imagelabs_server.painter.places import PLACES
from imagelabs_server.painter.scene import Scene, Time
from imagelabs_server.painter.studio import CANVAS_PIXELS, canvas_size, paint_scene
from imagelabs_server.painter.styles import STYLES, Easel, Order
from imagelabs_server.painter.subjects import SUBJECTS
from imagelabs_server.painter.subjects.subject import Subject

TILE = 448  # pixels
PROMPTS = (
    "a cat sitting on a windowsill at sunset",
    "Сгенерируй изображение кота, сидящего на подоконнике.",
    "a sailboat on the sea at dawn",
    "a fox in the autumn forest",
    "a red house in a snowy village at night",
    "an astronaut in space",
    "three balloons over the mountains at sunrise",
    "northern lights over a lake in winter",
    "маяк у моря во время шторма",
    "a street at night in the rain",
    "пять лодок на озере",
    "two fish underwater",
)
STYLE_PROMPTS = (
    "a cat sitting on a windowsill at sunset",
    "a red house in the mountains in winter at night",
    "три лодки на море на рассвете",
    "an astronaut in space",
    "a street in the rain at night",
    "autumn forest with a fox",
)
What = Literal["subjects", "places", "times", "moods", "prompts", "styles"]


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture of a sheet: its caption, and how to make it."""

    caption: str
    make: Callable[[], Image.Image]


def _never() -> None:
    """A sheet is not cancelled."""


def _ignore(fraction: float, preview: Image.Image | None = None, **news: object) -> None:
    """A sheet shows no progress."""


class _Ready(Easel):
    """An easel before a canvas that is ready, instead of a scene that is still to be painted."""

    def __init__(self, canvas: Canvas, width: int, height: int) -> None:
        """Set up for a picture of `canvas`, `width` by `height` pixels."""
        super().__init__(Order(Scene(), width, height), STYLES["oil"].steps, canvas.dice, _never, _ignore)
        self._canvas = canvas

    def sketch(self, *_: object, **__: object) -> Canvas:
        """The canvas as it is."""
        return self._canvas

    def scene(self, *_: object, **__: object) -> Canvas:
        """The canvas as it is."""
        return self._canvas


def _painted(canvas: Canvas, width: int, height: int) -> Image.Image:
    """A canvas, painted in oil."""
    return STYLES["oil"].paint(_Ready(canvas, width, height))


def subject_picture(subject: Subject, time: Time, seed: int = 1, size: int = TILE) -> Image.Image:
    """One subject, lit and painted on plain ground or water, `size` pixels square."""
    canvas = Canvas(size, size, Dice(subject.name, seed, 0), _never)
    canvas.horizon = size * 0.62
    paint_sky(canvas, Scene(time=time))
    measure_haze(canvas)
    wet = subject.stance in ("water", "underwater")
    albedo = np.array([0.2, 0.4, 0.5], np.float32) if wet else season("summer").grass
    ground = canvas.light.lit(albedo)
    line = np.full(size, canvas.horizon, np.float32)
    rows = canvas.layer(line, mix(canvas.light.haze, ground, 0.5), ground, size * 0.3)
    tufts = fbm01(canvas.dice.roll("ground"), size, size, (20, 40))
    canvas.rgb[rows] *= (0.9 + 0.2 * tufts)[rows][..., None]
    height = size * min(0.62, max(subject.prominence, 0.3) * 1.25)
    feet = {"air": 0.62, "underwater": 0.75}.get(subject.stance, 0.84) * size
    contact: Contact = "water" if wet else "none" if subject.stance == "air" else "ground"
    paint_subject(
        canvas, subject, Placement(size * 0.5, feet, height, contact=contact), subject.draw(canvas.dice.roll("pose"))
    )
    return _painted(canvas, size, size)


def place_picture(place: str, time: Time, seed: int = 1, size: tuple[int, int] = (576, 448)) -> Image.Image:
    """A place without anybody in it, painted twice as large as `size` and reduced."""
    width, height = size[0] * 2, size[1] * 2
    dice = Dice(place, seed, 0)
    scene = Scene(time=time, place=place, beyond="mountains" if place == "lake" else "hills")
    canvas = paint_scene(scene, canvas_size(width, height, CANVAS_PIXELS), dice, _never)
    return _painted(canvas, width, height).reduce(2)


def prompt_picture(prompt: str, seed: int = 7) -> Image.Image:
    """A prompt, drawn by the engine at 1152×896 and reduced by a half."""
    return Painter().draw(Job(prompt, seed=seed), _ignore, lambda: False).reduce(2)


def tiles_of(what: What, only: Sequence[str] = ()) -> list[Tile]:
    """The tiles of one kind of sheet; `only` names the subjects, places or prompts to show."""
    if what == "subjects":
        chosen = [SUBJECTS[name] for name in only] if only else list(SUBJECTS.values())
        return [
            Tile(f"{s.name}, {t}", partial(subject_picture, s, t)) for s in chosen for t in ("day", "sunset", "night")
        ]
    if what == "styles":
        return [Tile(f"{p}, {s}", partial(prompt_picture, f"{p}, {s}")) for p in only or STYLE_PROMPTS for s in STYLES]
    if what in ("prompts", "moods"):
        return [Tile(p, partial(prompt_picture, p)) for p in only or (MOODS if what == "moods" else PROMPTS)]
    places = only or (tuple(PLACES) if what == "places" else ("sea", "mountains", "windowsill"))
    times: tuple[Time, ...] = ("day", "sunset", "night") if what == "places" else get_args(Time)
    return [Tile(f"{p}, {t}", partial(place_picture, p, t)) for p in places for t in times]


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font that has Cyrillic letters, if this machine has one: Pillow's own has none."""
    try:
        return ImageFont.truetype("DejaVuSans.ttf", 13)
    except OSError:
        return ImageFont.load_default(14)


def assemble(tiles: Sequence[Tile], columns: int) -> Image.Image:
    """Lay tiles out row by row, each with its caption."""
    caption = 20
    made = [tile.make() for tile in tiles]
    wide, high = max(i.width for i in made), max(i.height for i in made)
    rows = -(-len(made) // columns)
    sheet = Image.new("RGB", (columns * (wide + 4), rows * (high + caption)), "#f6f5f2")
    pen = ImageDraw.Draw(sheet)
    font = _font()
    for i, (tile, image) in enumerate(zip(tiles, made, strict=True)):
        x, y = i % columns * (wide + 4), i // columns * (high + caption)
        sheet.paste(image, (x, y))
        pen.text((x + 4, y + high + 2), tile.caption, fill="#1d1c1a", font=font)
    return sheet


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw a sheet and save it."""
    parser = argparse.ArgumentParser(prog="python -m imagelabs_server.painter.sheet", description=__doc__)
    parser.add_argument("--what", choices=get_args(What), default="subjects")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="which of them to show")
    parser.add_argument("--columns", type=int, default=0, help="tiles in a row")
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    tiles = tiles_of(options.what, options.only)
    columns = options.columns or {"times": 4, "moods": 3, "prompts": 3, "styles": len(STYLES)}.get(
        options.what, 3 if len(tiles) < 24 else 6
    )
    assemble(tiles, columns).save(options.out)


if __name__ == "__main__":
    main()
