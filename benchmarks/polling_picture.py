"""Draws lateness against requests: one point a policy, and the line of all fixed beats between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, SCALE = 1200, 640, 2  # drawn larger by SCALE, then reduced, so that edges are smooth
LEFT, RIGHT, TOP, BOTTOM = 84, 40, 92, 76
X_RANGE, Y_RANGE = (2.0, 130.0), (0.06, 5.0)
X_TICKS, Y_TICKS = (2.0, 5.0, 10.0, 20.0, 50.0, 100.0), (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
PAGE, CARD, LINE, INK, QUIET, ACCENT = "#f6f5f2", "#ffffff", "#e4e0d8", "#1d1c1a", "#6b675f", "#b4532a"
Point = tuple[float, float]


class Chart:
    """A sheet with two logarithmic axes."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAGE)
        self._draw = ImageDraw.Draw(self.image)

    def place(self, point: Point) -> Point:
        """Return the pixels of a point."""
        x, y = (
            math.log(value / low) / math.log(high / low)
            for value, (low, high) in zip(point, (X_RANGE, Y_RANGE), strict=True)
        )
        return LEFT + x * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - y * (HEIGHT - TOP - BOTTOM)

    def text(self, at: Point, words: str, size: int, fill: str, anchor: str = "la") -> None:
        font = ImageFont.load_default(size * SCALE)
        self._draw.text((at[0] * SCALE, at[1] * SCALE), words, fill=fill, font=font, anchor=anchor)

    def path(self, points: Sequence[Point], fill: str, width: float) -> None:
        self._draw.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=fill, width=round(width * SCALE), joint="curve"
        )

    def disc(self, at: Point, radius: float, fill: str, outline: str) -> None:
        x, y, r = at[0] * SCALE, at[1] * SCALE, radius * SCALE
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=fill, outline=outline, width=2 * SCALE)

    def frame(self) -> None:
        """Draw the sheet, the grid and the words around it."""
        (x0, y0), (x1, y1) = self.place((X_RANGE[0], Y_RANGE[1])), self.place((X_RANGE[1], Y_RANGE[0]))
        box = (x0 * SCALE, y0 * SCALE, x1 * SCALE, y1 * SCALE)
        self._draw.rounded_rectangle(box, radius=10 * SCALE, fill=CARD, outline=LINE, width=SCALE)
        for tick in X_TICKS[1:]:
            x, _ = self.place((tick, Y_RANGE[0]))
            self.path([(x, y0 + 1), (x, y1 - 1)], LINE, 1)
        for tick in Y_TICKS[:-1]:
            _, y = self.place((X_RANGE[0], tick))
            self.path([(x0 + 1, y), (x1 - 1, y)], LINE, 1)
        for tick in X_TICKS:
            self.text((self.place((tick, Y_RANGE[0]))[0], y1 + 10), f"{tick:g}", 17, QUIET, "ma")
        for tick in Y_TICKS:
            self.text((x0 - 12, self.place((X_RANGE[0], tick))[1]), f"{tick:g} s", 17, QUIET, "rm")
        self.text((x0, 24), "When is the picture known to be done, and at what price?", 26, INK)
        self.text((x0, 60), "mean lateness, against requests a job; both logarithmic, less is better", 18, QUIET)
        self.text((x1, HEIGHT - 26), "requests a job", 18, QUIET, "rm")


def draw(file: Path, peers: dict[str, Point], ours: Point, beats: Sequence[Point]) -> None:
    """Draw the picture.

    Args:
        file: where to save it.
        peers: requests and lateness, by name; fixed beats among them have names that begin with "every".
        ours: of the client.
        beats: of other fixed beats, for the line.
    """
    chart = Chart()
    chart.frame()
    fixed = sorted([*beats, *(point for name, point in peers.items() if name.startswith("every"))])
    chart.path([chart.place(point) for point in fixed], "#cfc9be", 3)
    for name, point in peers.items():
        at = chart.place(point)
        chart.disc(at, 8, QUIET, CARD)
        near_edge = at[0] > 0.8 * WIDTH
        chart.text(
            (at[0] + 8, at[1] + 30) if near_edge else (at[0] + 15, at[1] - 7),
            name,
            18,
            INK,
            "rs" if near_edge else "ls",
        )
    at = chart.place(ours)
    chart.disc(at, 12, ACCENT, CARD)
    chart.text((at[0] - 20, at[1] + 3), "this client", 22, ACCENT, "rs")
    chart.text((at[0] - 20, at[1] + 26), f"{ours[0]:.1f} requests, {ours[1]:.2f} s", 17, ACCENT, "rs")
    file.parent.mkdir(parents=True, exist_ok=True)
    chart.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(file, optimize=True)
