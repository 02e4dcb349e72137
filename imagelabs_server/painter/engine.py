"""The painter as an engine: reads the prompt, composes, and paints in passes, telling how far it is all the while."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from imagelabs_server import statuses
from imagelabs_server.engine import DrawingCancelled, EngineKind, Job, Report
from imagelabs_server.painter.canvas import Canvas, Dice
from imagelabs_server.painter.improve import improve_prompt
from imagelabs_server.painter.noise import Floats
from imagelabs_server.painter.painting import PASSES, coarse_surface, run_accents, run_pass, target_of
from imagelabs_server.painter.plan import Plan, make_plan
from imagelabs_server.painter.reference import load_reference
from imagelabs_server.painter.strokes import Surface
from imagelabs_server.painter.studio import SCENE_PIXELS, SKETCH_PIXELS, build_scene, scene_size
from imagelabs_server.painter.varnish import varnish
from imagelabs_server.painter.weights import bare_text

# Smaller pictures are painted larger, so that strokes still have a form, and then reduced.
WORKING_SIDE, MOST_TIMES, MOST_PIXELS = 700, 4, 1_200_000
COARSE = tuple(step for step in PASSES if step.coarse)
FINE = tuple(step for step in PASSES if not step.coarse)


@dataclass(frozen=True, slots=True)
class Pace:
    """What every step costs, in seconds on the machine where it was measured (benchmarks/painter.py): only the
    proportions matter. Scenes are of one size whatever the picture's; strokes cost by the picture's million pixels."""

    megapixels: float

    @property
    def sketch(self) -> float:
        """Composing, in small."""
        return 0.05

    @property
    def coarse(self) -> float:
        """One coarse pass."""
        return 0.012 + 0.010 * self.megapixels

    @property
    def scene(self) -> float:
        """Building the scene in full, and enlarging the painting."""
        return 0.27 + 0.02 * self.megapixels

    @property
    def planning(self) -> float:
        """Deciding the strokes of one fine pass."""
        return 0.055

    @property
    def laying(self) -> float:
        """Laying them."""
        return 0.055 * self.megapixels

    @property
    def varnish(self) -> float:
        """Varnishing, and the last preview."""
        return 0.01 + 0.07 * self.megapixels

    @property
    def total(self) -> float:
        """All steps."""
        fine = len(FINE) * (self.planning + self.laying)
        return self.sketch + len(COARSE) * self.coarse + self.scene + fine + self.varnish


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

    def improve_prompt(self, prompt: str) -> str:
        """Say `prompt` again so that the painter makes more of it; see `imagelabs_server.engine.Engine`."""
        return improve_prompt(prompt)


class _Painting:
    """One job on its way to a picture."""

    def __init__(self, job: Job, report: Report, cancelled: Callable[[], bool]) -> None:
        self.job, self.report, self.cancelled = job, report, cancelled
        wanted = min(math.ceil(WORKING_SIDE / min(job.width, job.height)), MOST_TIMES)
        self.factor = max(1, min(wanted, int((MOST_PIXELS / (job.width * job.height)) ** 0.5)))
        self.width, self.height = job.width * self.factor, job.height * self.factor
        self.dice = Dice(bare_text(job.prompt), job.seed, job.subseed)
        self.pace = Pace(self.width * self.height / 1e6)
        self.spent = 0.0  # of the pace's total
        self.steps = (0, len(PASSES) + 2)

    def tick(self) -> None:
        """Give up if somebody asked for it."""
        if self.cancelled():
            raise DrawingCancelled

    def paint(self) -> Image.Image:
        """All steps in order."""
        self.tick()
        self.report(0.0, status=statuses.READING, steps=self.steps)
        plan = make_plan(self.job.prompt, self.job.negative_prompt, self.dice, self.job.attention)
        self.report(0.01, status=statuses.COMPOSING, recognised=plan.recognised, unrecognised=plan.unrecognised)
        surface = self._block_in(plan)
        self.report(self._fraction(), status=statuses.PAINTING)
        canvas = self._build(plan, SCENE_PIXELS)
        surface = surface.enlarged(self.width, self.height)
        self._step_done(self.pace.scene)
        self._paint_forms(surface, canvas)
        self.report(self._fraction(), status=statuses.VARNISHING)
        finished = varnish(surface, self.dice.vary("varnish"), self.tick)
        picture = finished.reduce(self.factor) if self.factor > 1 else finished
        self.steps = (self.steps[1], self.steps[1])
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
        target = target_of(self._build(plan, SKETCH_PIXELS))
        surface = coarse_surface(self.width, self.height, target.picture, wrap=self.job.tiling)
        self.spent += self.pace.sketch
        self.report(self._fraction(), self._preview(surface), status=statuses.BLOCKING_IN)
        rng = self.dice.vary("coarse strokes")
        for step in COARSE:
            for _ in run_pass(surface, target, step, rng, self.tick):
                pass
            self._step_done(self.pace.coarse, surface)
        return surface

    def _paint_forms(self, surface: Surface, canvas: Canvas) -> None:
        """The passes over the full scene, and the strokes set by hand."""
        target = target_of(canvas)
        rng = self.dice.vary("strokes")
        for step in FINE:
            if step is FINE[-1]:
                self.report(self._fraction(), status=statuses.DETAILING)
            shown = 0.0
            for share in run_pass(surface, target, step, rng, self.tick):
                halfway = shown == 0 and 0.45 <= share < 0.8
                shown = share if halfway else shown
                done = self._fraction(self.pace.planning + share * self.pace.laying)
                self.report(done, self._preview(surface) if halfway else None)
            if step is FINE[-1]:
                run_accents(surface, canvas, rng, self.tick)
            self._step_done(self.pace.planning + self.pace.laying, surface)

    def _fraction(self, more: float = 0.0) -> float:
        """The share of the whole that is done, counting `more` of the step in hand; nothing is over before its end."""
        return min(0.01 + 0.98 * (self.spent + more) / self.pace.total, 0.99)

    def _step_done(self, cost: float, surface: Surface | None = None) -> None:
        """One step more is done."""
        self.spent += cost
        self.steps = (self.steps[0] + 1, self.steps[1])
        self.report(self._fraction(), self._preview(surface) if surface else None, steps=self.steps)

    def _preview(self, surface: Surface) -> Image.Image:
        """The painting so far, at the picture's own size."""
        image = surface.image()
        size = (self.job.width, self.job.height)
        return image if image.size == size else image.resize(size, Image.Resampling.BILINEAR)
