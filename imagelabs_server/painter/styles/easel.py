"""The easel that every style works at: it provides the canvas, as a sketch and in full, and reports progress."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from PIL import Image

from imagelabs_server.engine import Report
from imagelabs_server.painter.canvas import Canvas, Dice
from imagelabs_server.painter.canvas.pixels import Floats, mix
from imagelabs_server.painter.reference import load_reference
from imagelabs_server.painter.scene import Scene
from imagelabs_server.painter.studio import CANVAS_PIXELS, SKETCH_PIXELS, Wishes, canvas_size, paint_scene

MOST_SHOWN = 1_100_000  # pixels of a preview
BARE = np.array([0.62, 0.56, 0.50], np.float32)  # a primed, toned canvas


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of a style costs, in seconds on the machine where it was measured (benchmarks/painter.py): only
    the proportions matter.

    Attributes:
        fixed: whatever the picture's size.
        per_megapixel: more for every million pixels of the picture.
        status: reported when the step begins; None keeps the one before.
    """

    fixed: float
    per_megapixel: float = 0.0
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """A way to paint a scene.

    Attributes:
        name: as the lexicon has it.
        steps: what `paint` goes through; it calls `Easel.done` after every one of them but the last.
        paint: makes the picture, at the easel's size.
        working_side: pictures whose shorter side is less are painted larger and then reduced; 0 for never.
    """

    name: str
    steps: tuple[Step, ...]
    paint: Callable[[Easel], Image.Image] = field(repr=False)
    working_side: int = 700


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be painted.

    Attributes:
        scene: what is to be painted.
        width: pixels, at which to paint; `height` likewise.
        reduced: how many times smaller the finished picture will be.
        wrap: whether the picture must be seamless.
        reference: an encoded image, or None.
        strength: of the reference, 0 to 1.
    """

    scene: Scene
    width: int
    height: int
    reduced: int = 1
    wrap: bool = False
    reference: bytes | None = None
    strength: float = 0.0


class Easel:
    """One picture in the making.

    Attributes:
        width: pixels, at which to paint; `height` likewise.
        shown: width and height of previews: the picture's own size, or a smaller one for large pictures.
        wrap: whether the picture must be seamless.
        dice: all randomness.
        tick: raises when the job is cancelled; call it every few milliseconds.
    """

    def __init__(
        self, order: Order, steps: tuple[Step, ...], dice: Dice, tick: Callable[[], None], report: Report
    ) -> None:
        """Set up for `order`; `steps` are those of the style that will work here."""
        self.width, self.height, self.wrap, self.dice, self.tick = order.width, order.height, order.wrap, dice, tick
        least = math.ceil((order.width * order.height / MOST_SHOWN) ** 0.5)
        self._coarser = order.reduced * max(1, math.ceil(least / order.reduced))
        self.shown = -(-order.width // self._coarser), -(-order.height // self._coarser)
        self._order, self._steps, self._report = order, steps, report
        self._costs = [step.fixed + step.per_megapixel * order.width * order.height / 1e6 for step in steps]
        self._index = 0

    @property
    def unit(self) -> float:
        """The length that tools are measured in: 1000 for a picture of a million pixels."""
        return float(np.sqrt(self.width * self.height))

    @property
    def steps(self) -> tuple[int, int]:
        """Steps done and steps in all."""
        return self._index, len(self._steps)

    def begin(self) -> None:
        """Report that the first step begins."""
        self._report(self._fraction(), status=self._steps[0].status, steps=self.steps)

    def done(self, preview: Image.Image | None = None) -> None:
        """Report that the current step is done and the next one begins."""
        self._index += 1
        status = self._steps[self._index].status if self._index < len(self._steps) else None
        self._report(self._fraction(), self._sized(preview), status=status, steps=self.steps)

    def within(self, share: float, preview: Image.Image | None = None) -> None:
        """Report that a `share` (0 to 1) of the current step is done."""
        self._report(self._fraction(share), self._sized(preview))

    def sketch(self, ground: Floats = BARE) -> Canvas:
        """The scene on a small canvas; its first layers are reported as a preview, thin over the `ground`'s colour."""
        seen = False

        def watch(canvas: Canvas) -> None:
            nonlocal seen
            if seen:
                return
            painted = canvas.rgb.any(-1)
            if painted.mean() < 0.2:
                return
            seen = True
            thin = mix(np.broadcast_to(ground, canvas.rgb.shape), np.clip(canvas.rgb, 0, 1), 0.6 * painted)
            self.within(0.2, Image.fromarray((np.clip(thin, 0, 1) * 255).astype(np.uint8)))

        return self._build(canvas_size(self.width, self.height, SKETCH_PIXELS), watch)

    def scene(self, pixels: int = CANVAS_PIXELS, most: float = 1.0) -> Canvas:
        """The scene in full: on a canvas of about `pixels` pixels, at most `most` times as wide as the picture."""
        return self._build(canvas_size(self.width, self.height, pixels, most), None)

    def _build(self, size: tuple[int, int], watch: Callable[[Canvas], None] | None) -> Canvas:
        order = self._order
        reference = None
        if order.reference and order.strength > 0:
            reference = partial(load_reference, order.reference, *size)
        wishes = Wishes(order.wrap, reference, order.strength, watch)
        return paint_scene(order.scene, size, self.dice, self.tick, wishes)

    def _fraction(self, share: float = 0.0) -> float:
        """The share of the whole that is done, below 1 until the picture is delivered."""
        now = self._costs[self._index] * share if self._index < len(self._costs) else 0.0
        return min(0.01 + 0.98 * (sum(self._costs[: self._index]) + now) / sum(self._costs), 0.99)

    def _sized(self, preview: Image.Image | None) -> Image.Image | None:
        if preview is None or preview.size == self.shown:
            return preview
        if preview.size == (self.width, self.height):
            return preview.reduce(self._coarser)
        return preview.resize(self.shown, Image.Resampling.BILINEAR)
