"""What the painter's tests share: a way to draw that keeps everything the engine reported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from PIL import Image

from imagelabs_server.engine import Job
from imagelabs_server.painter import Painter


@dataclass
class Drawn:
    """A picture and the reports on the way to it."""

    image: Image.Image
    fractions: list[float] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    steps: list[tuple[int, int]] = field(default_factory=list)
    previews: list[tuple[float, Image.Image]] = field(default_factory=list)
    recognised: Sequence[str] = ()
    unrecognised: Sequence[str] = ()


Draw = Callable[..., Drawn]


@pytest.fixture(scope="module")
def draw(draw_anew: Draw) -> Draw:
    """Draw a prompt, small by default; any field of `Job` may be given. What a file's tests draw twice is kept."""
    return cache(draw_anew)


@pytest.fixture(scope="session")
def draw_anew() -> Draw:
    """Draw as `draw` does, whether it has been drawn before or not."""

    def run(prompt: str, width: int = 96, height: int = 80, **parameters: Any) -> Drawn:
        drawn = Drawn(Image.new("RGB", (1, 1)))

        def report(
            fraction: float,
            preview: Image.Image | None = None,
            *,
            status: str | None = None,
            steps: tuple[int, int] | None = None,
            recognised: Sequence[str] | None = None,
            unrecognised: Sequence[str] | None = None,
        ) -> None:
            drawn.fractions.append(fraction)
            if preview is not None:
                drawn.previews.append((fraction, preview.copy()))
            if status is not None:
                drawn.statuses.append(status)
            if steps is not None:
                drawn.steps.append(steps)
            if recognised is not None:
                drawn.recognised = recognised
            if unrecognised is not None:
                drawn.unrecognised = unrecognised

        drawn.image = Painter().draw(Job(prompt, width=width, height=height, **parameters), report, lambda: False)
        return drawn

    return run
