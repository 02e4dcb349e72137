"""Contact sheets: `python -m imagelabs_server.painter.sheet [--what subjects|places|times|prompts] OUT.png`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from imagelabs_server.painter.canvas import Canvas, Dice
from imagelabs_server.painter.light import Placement, paint_subject
from imagelabs_server.painter.noise import fbm01
from imagelabs_server.painter.painting import paint
from imagelabs_server.painter.palettes import season
from imagelabs_server.painter.scene import Scene, Time
from imagelabs_server.painter.sky import measure_haze, paint_sky
from imagelabs_server.painter.subjects import SUBJECTS
from imagelabs_server.painter.subjects.shapes import Subject

TILE = 448
TIMES: tuple[Time, ...] = ("day", "sunset", "night")


def _never() -> None:
    """Nobody gives up a sheet."""


def subject_tile(subject: Subject, time: Time, seed: int = 1, size: int = TILE) -> Image.Image:
    """One subject, lit and painted on plain ground or water, `size` pixels square."""
    canvas = Canvas(size, size, Dice(subject.name, seed, 0), _never)
    canvas.horizon = size * 0.62
    paint_sky(canvas, Scene(time=time))
    measure_haze(canvas)
    wet = subject.stance in ("water", "underwater")
    ground = (
        canvas.light.lit(season("summer").grass) if not wet else canvas.light.lit(np.array([0.2, 0.4, 0.5], np.float32))
    )
    rows = canvas.layer(
        np.full(size, canvas.horizon, np.float32), canvas.light.haze * 0.5 + ground * 0.5, ground, size * 0.3
    )
    canvas.rgb[rows] *= (0.9 + 0.2 * fbm01(canvas.dice.roll("ground"), size, size, (20, 40)))[rows][..., None]
    height = size * min(0.62, max(subject.prominence, 0.3) * 1.25)
    feet = {"air": 0.62, "underwater": 0.75}.get(subject.stance, 0.84) * size
    contact = "water" if wet else "none" if subject.stance == "air" else "ground"
    place = Placement(size * 0.5, feet, height, contact=contact)  # type: ignore[arg-type]
    paint_subject(canvas, subject, place, canvas.dice.roll("pose"))
    return paint(canvas, size, size)


def subjects_sheet(names: Sequence[str]) -> Image.Image:
    """Every subject (or the named ones) by day, at sunset and at night."""
    chosen = [SUBJECTS[name] for name in names] if names else list(SUBJECTS.values())
    tiles = [(s.name, lambda s=s, t=t: subject_tile(s, t)) for s in chosen for t in TIMES]  # type: ignore[misc]
    return assemble(tiles, 3 if len(chosen) < 8 else 9)


def assemble(tiles: Sequence[tuple[str, Callable[[], Image.Image]]], columns: int) -> Image.Image:
    """Lay tiles out row by row, each with its caption."""
    caption = 18
    made: list[tuple[str, Image.Image]] = [(name, make()) for name, make in tiles]
    wide, high = max(i.width for _, i in made), max(i.height for _, i in made)
    rows = -(-len(made) // columns)
    sheet = Image.new("RGB", (columns * (wide + 4), rows * (high + caption)), "#f6f5f2")
    pen = ImageDraw.Draw(sheet)
    for i, (name, image) in enumerate(made):
        x, y = i % columns * (wide + 4), i // columns * (high + caption)
        sheet.paste(image, (x, y))
        pen.text((x + 4, y + high + 2), name, fill="#1d1c1a")
    return sheet


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw a sheet and save it."""
    parser = argparse.ArgumentParser(prog="python -m imagelabs_server.painter.sheet", description=__doc__)
    parser.add_argument("--what", choices=("subjects",), default="subjects")
    parser.add_argument("--only", nargs="*", default=[], help="names of subjects")
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    subjects_sheet(options.only).save(options.out)


if __name__ == "__main__":
    main()
