"""The painter as an engine: reads the prompt, composes, and paints in passes, telling how far it is all the while."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PIL import Image

from imagelabs_server import statuses
from imagelabs_server.engine import DrawingCancelled, EngineKind, Job, Report
from imagelabs_server.painter.canvas import Canvas, Dice
from imagelabs_server.painter.noise import Floats
from imagelabs_server.painter.painting import PASSES, coarse_surface, run_accents, run_pass, target_of
from imagelabs_server.painter.plan import Plan, make_plan
from imagelabs_server.painter.reference import load_reference
from imagelabs_server.painter.strokes import Surface
from imagelabs_server.painter.studio import SCENE_PIXELS, SKETCH_PIXELS, build_scene, scene_size
from imagelabs_server.painter.varnish import varnish

# Smaller pictures are painted larger, so that strokes still have a form, and then reduced.
WORKING_SIDE, MOST_TIMES, MOST_PIXELS = 700, 4, 1_200_000

# Shares of the whole time, measured at 1152×896 with benchmarks/painter.py.
_SKETCH_DONE, _COARSE_DONE, _SCENE_DONE, _STROKES_DONE = 0.06, 0.12, 0.42, 0.93


class Painter:
    """A procedural painter: numpy and Pillow, English and Russian, the same job gives the same bytes."""

    name = "painter"
    version = "1.0"
    kind: EngineKind = "procedural"

    def draw(self, job: Job, report: Report, cancelled: Callable[[], bool]) -> Image.Image:
        """Draw `job`; see `imagelabs_server.engine.Engine`.

        Raises:
            DrawingCancelled: `cancelled` answered True.
        """
        return _Painting(job, report, cancelled).paint()


class _Painting:
    """One job on its way to a picture."""

    def __init__(self, job: Job, report: Report, cancelled: Callable[[], bool]) -> None:
        self.job, self.report, self.cancelled = job, report, cancelled
        wanted = min(math.ceil(WORKING_SIDE / min(job.width, job.height)), MOST_TIMES)
        self.factor = max(1, min(wanted, int((MOST_PIXELS / (job.width * job.height)) ** 0.5)))
        self.width, self.height = job.width * self.factor, job.height * self.factor
        self.dice = Dice(" ".join(job.prompt.split()), job.seed, job.subseed)
        self.steps = (0, len(PASSES) + 2)

    def tick(self) -> None:
        """Give up if somebody asked for it."""
        if self.cancelled():
            raise DrawingCancelled

    def paint(self) -> Image.Image:
        """All steps in order."""
        self.tick()
        self.report(0.0, status=statuses.READING, steps=self.steps)
        plan = make_plan(self.job.prompt, self.job.negative_prompt, self.dice)
        self.report(0.01, status=statuses.COMPOSING, recognised=plan.recognised, unrecognised=plan.unrecognised)
        surface = self._block_in(plan)
        canvas = self._build(plan, SCENE_PIXELS)
        self._done(_SCENE_DONE, None)
        surface = self._paint_forms(surface, canvas)
        self.report(_STROKES_DONE, self._preview(surface), status=statuses.VARNISHING)
        self.tick()
        finished = varnish(surface, self.dice.vary("varnish"))
        self.steps = (self.steps[1], self.steps[1])
        picture = finished.reduce(self.factor) if self.factor > 1 else finished
        self.report(0.99, picture, steps=self.steps)
        return picture

    def _build(self, plan: Plan, pixels: int) -> Canvas:
        size = scene_size(self.width, self.height, pixels)
        reference: Floats | None = None
        strength = self.job.reference_strength / 100
        if self.job.reference_image and strength > 0:
            reference = load_reference(self.job.reference_image, *size)
        return build_scene(plan.scene, size, self.dice, self.tick, (self.job.tiling, reference, strength))

    def _block_in(self, plan: Plan) -> Surface:
        """The coarse passes, after a small sketch of the scene, so that there is something to see at once."""
        sketch = self._build(plan, SKETCH_PIXELS)
        target = target_of(sketch)
        surface = coarse_surface(self.width, self.height, target.picture, wrap=self.job.tiling)
        self.report(_SKETCH_DONE * 0.7, status=statuses.BLOCKING_IN)
        rng = self.dice.vary("coarse strokes")
        coarse = [step for step in PASSES if step.coarse]
        for i, step in enumerate(coarse):
            for _ in run_pass(surface, target, step, rng, self.tick):
                pass
            self._done(_SKETCH_DONE + (_COARSE_DONE - _SKETCH_DONE) * (i + 1) / len(coarse), surface)
        self.report(_COARSE_DONE, status=statuses.PAINTING)
        return surface.enlarged(self.width, self.height)

    def _paint_forms(self, surface: Surface, canvas: Canvas) -> Surface:
        """The passes over the full scene, and the strokes set by hand."""
        target = target_of(canvas)
        rng = self.dice.vary("strokes")
        fine = [step for step in PASSES if not step.coarse]
        weights = np.cumsum([0.0, *(1.0 for _ in fine)]) / len(fine)
        for i, step in enumerate(fine):
            begin, end = (_SCENE_DONE + (_STROKES_DONE - _SCENE_DONE) * w for w in (weights[i], weights[i + 1]))
            if i == len(fine) - 1:
                self.report(begin, status=statuses.DETAILING)
            shown = 0.0
            for share in run_pass(surface, target, step, rng, self.tick):
                if share - shown >= 0.45 and share < 1:
                    shown = share
                    self.report(begin + (end - begin) * share, self._preview(surface))
                else:
                    self.report(begin + (end - begin) * share)
            self._done(end, surface)
        run_accents(surface, canvas, rng, self.tick)
        return surface

    def _done(self, fraction: float, surface: Surface | None) -> None:
        """One step more is done."""
        self.steps = (self.steps[0] + 1, self.steps[1])
        self.report(fraction, self._preview(surface) if surface else None, steps=self.steps)

    def _preview(self, surface: Surface) -> Image.Image:
        """The painting so far, at the picture's own size."""
        image = surface.image()
        size = (self.job.width, self.job.height)
        return image if image.size == size else image.resize(size, Image.Resampling.BILINEAR)
