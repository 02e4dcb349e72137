"""The painter as an engine: reads the prompt, sets up the easel, lets the style paint, and reports progress."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PIL import Image

from imagelabs_server import statuses
from imagelabs_server.engine import DrawingCancelled, EngineKind, Job, Report
from imagelabs_server.painter.canvas import Dice
from imagelabs_server.painter.canvas.interrupt import interruptible
from imagelabs_server.painter.decisions.interpretation import interpret
from imagelabs_server.painter.prompt.improve import improve_prompt
from imagelabs_server.painter.prompt.words import Word, read
from imagelabs_server.painter.styles import STYLES, Easel, Order, Style

MOST_TIMES, MOST_PIXELS = 4, 1_200_000  # how much larger small pictures are painted, and up to which size


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

        def tick() -> None:
            if cancelled():
                raise DrawingCancelled

        tick()
        report(0.0, status=statuses.READING)
        words = read(job.prompt)
        dice = Dice(_subject_matter(words) or " ".join(job.prompt.split()), job.seed, job.subseed)
        understood = interpret(words, read(job.negative_prompt), dice, job.attention)
        report(0.01, recognised=understood.recognised, unrecognised=understood.unrecognised)
        style = STYLES[understood.style]
        factor = _times_larger(job, style)
        order = Order(
            understood.scene,
            job.width * factor,
            job.height * factor,
            factor,
            wrap=job.tiling,
            reference=job.reference_image,
            strength=job.reference_strength / 100,
        )
        easel = Easel(order, style.steps, dice, tick, report)
        easel.begin()
        with interruptible(tick):
            finished = style.paint(easel)
        picture = finished.reduce(factor) if factor > 1 else finished
        steps = easel.steps[1]
        report(0.99, picture, steps=(steps, steps))
        return picture

    def improve_prompt(self, prompt: str) -> str:
        """Rewrite `prompt` so that the painter makes more of it; see `imagelabs_server.engine.Engine`."""
        return improve_prompt(prompt)


def _subject_matter(words: Sequence[Word]) -> str:
    """A prompt's words without those that name a style: the same picture is then painted in any style."""
    return " ".join(word.text for word in words if not word.of("style"))


def _times_larger(job: Job, style: Style) -> int:
    """How many times larger than asked for a small picture is painted, so that strokes still have a form."""
    wanted = min(math.ceil(style.working_side / min(job.width, job.height)), MOST_TIMES)
    return max(1, min(wanted, int((MOST_PIXELS / (job.width * job.height)) ** 0.5)))
