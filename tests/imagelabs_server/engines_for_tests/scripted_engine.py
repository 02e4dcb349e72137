"""Engines for the service's tests, controlled by the prompt."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable

from PIL import Image, ImageDraw

from imagelabs_server import statuses
from imagelabs_server.engine import DrawingCancelled, EngineKind, EngineParameter, Job, Report


class ScriptedEngine:
    """Draws a plain picture; the first word of the prompt selects the behaviour.

    "quick" draws at once; "wait" runs until cancelled; "deaf" runs for ever and ignores cancels; "numb" does too, while
    holding the interpreter lock; "die" ends the process; "silent" does too, before reporting anything; "fail" raises;
    "small" draws the wrong size; "print" writes to standard output first; "steps" reports several times; "odd" reports
    an invalid value; "wordy" reports a thousand words; "noise" draws an incompressible picture.
    """

    name = "scripted"
    version = "0.1"
    kind: EngineKind = "procedural"

    def draw(self, job: Job, report: Report, cancelled: Callable[[], bool]) -> Image.Image:
        image = Image.new("RGB", (job.width, job.height), (job.seed % 256, job.subseed % 256, 90))
        order = job.prompt.split()[0]
        if order == "silent":
            os._exit(3)
        report(0.1, image, status=statuses.READING, recognised=[order], unrecognised=job.prompt.split()[1:])
        getattr(self, f"_{order}", lambda *_: None)(image, report, cancelled)
        if order == "small":
            return image.resize((64, 64))
        return image

    def _wait(self, _image: Image.Image, _report: Report, cancelled: Callable[[], bool]) -> None:
        while not cancelled():
            time.sleep(0.005)
        raise DrawingCancelled

    def _deaf(self, *_: object) -> None:
        time.sleep(3600)

    def _numb(self, *_: object) -> None:
        re.fullmatch("(?:a|a)*b", "a" * 99)

    def _die(self, *_: object) -> None:
        os._exit(3)

    def _fail(self, *_: object) -> None:
        raise RuntimeError("the paint has run out")

    def _print(self, *_: object) -> None:
        print("a stray line on standard output", flush=True)

    def _steps(self, image: Image.Image, report: Report, _cancelled: Callable[[], bool]) -> None:
        draw = ImageDraw.Draw(image)
        for step in range(1, 6):
            draw.rectangle((0, 0, 8 * step, 8 * step), fill="white")
            report(step / 6, image, status=statuses.RUNNING[step], steps=(step, 5))

    def _odd(self, _image: Image.Image, report: Report, _cancelled: Callable[[], bool]) -> None:
        report(0.5, steps=(1, 2, 3))  # type: ignore[arg-type]

    def _wordy(self, _image: Image.Image, report: Report, _cancelled: Callable[[], bool]) -> None:
        words = [str(number) for number in range(1000)]
        report(0.5, recognised=words, unrecognised=words)

    def _noise(self, image: Image.Image, *_: object) -> None:
        image.frombytes(os.urandom(image.width * image.height * 3))

    def improve_prompt(self, prompt: str) -> str:
        return f"{prompt}, improved"


class EngineWithParameters(ScriptedEngine):
    """Has its own parameters, and reports their values."""

    parameters = (
        EngineParameter("brushes", "integer", 3, 1, 9),
        EngineParameter("pressure", "number", None, 0.0, 1.0),
        EngineParameter("is_varnished", "boolean", False),
        EngineParameter("medium", "text", "oil"),
    )

    def draw(self, job: Job, report: Report, cancelled: Callable[[], bool]) -> Image.Image:
        report(0.5, recognised=[f"{name}={value}" for name, value in job.options.items()])
        return super().draw(job, lambda *_, **__: None, cancelled)


class EngineWithAProtocolName(ScriptedEngine):
    """Defines a parameter that the protocol already has."""

    parameters = (EngineParameter("width", "integer", 3),)


class EngineWithoutItsModel(ScriptedEngine):
    """Fails in its constructor."""

    def __init__(self) -> None:
        raise RuntimeError("no model is installed")
