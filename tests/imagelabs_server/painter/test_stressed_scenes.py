"""A weight on weather, a season or a time is seen: more of it, or less, measured in the scene that is painted."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from imagelabs_server.painter.canvas import Canvas, Dice
from imagelabs_server.painter.canvas.pixels import luminance
from imagelabs_server.painter.decisions.interpretation import interpret
from imagelabs_server.painter.prompt.words import read
from imagelabs_server.painter.studio import paint_scene

SIZE = (240, 180)
SEEDS = (1, 5)
WEIGHTS = ("0.5", "1", "1.6")


def scene(prompt: str, seed: int) -> Canvas:
    words = read(prompt)
    dice = Dice(" ".join(word.text for word in words), seed, 0)
    return paint_scene(interpret(words, (), dice).scene, SIZE, dice, lambda: None)


def stressed(prompt: str, seed: int) -> list[Canvas]:
    """The same scene three times, `{}` in the prompt weighted less, as usual and more."""
    return [scene(prompt.format(weight), seed) for weight in WEIGHTS]


def strokes(canvas: Canvas) -> int:
    return sum(len(group) for group in canvas.accents.starts)


def contrast(canvas: Canvas) -> float:
    """How much is to be seen around the horizon."""
    low, high = int(canvas.horizon - 0.2 * canvas.height), int(canvas.horizon + 0.1 * canvas.height)
    return float(luminance(canvas.rgb[low:high]).std())


def ground(canvas: Canvas) -> np.ndarray:
    part: np.ndarray = canvas.rgb[int(canvas.horizon + 0.6 * (canvas.height - canvas.horizon)) :]
    return part


def colourful(part: np.ndarray) -> float:
    return float((part.max(-1) - part.min(-1)).mean())


def warmth(part: np.ndarray) -> float:
    return float((part[..., 0] - part[..., 1]).mean())


def rises(values: list[float], by: float) -> bool:
    """Whether each value is larger than the one before it, by this factor at least."""
    return all(later > by * earlier for earlier, later in pairwise(values))


@pytest.mark.parametrize("seed", SEEDS)
class TestMoreAndLess:
    """Less than 1 is less of it, more than 1 is more."""

    def test_snow_falls_and_lies(self, seed: int) -> None:
        """More flakes; and under thin snow the ground's colours show."""
        canvases = stressed("a field in the (snow:{})", seed)
        assert rises([float(strokes(c)) for c in canvases], 1.3)
        thin, usual, _ = (ground(c) for c in canvases)
        assert colourful(thin) > 1.5 * colourful(usual)

    def test_winter(self, seed: int) -> None:
        """A thin one leaves ground bare; a hard one is bluer."""
        thin, usual, hard = (ground(c) for c in stressed("a village in (winter:{})", seed))
        assert colourful(thin) > 1.3 * colourful(usual)
        assert warmth(thin) > warmth(usual)
        assert (hard[..., 2] / hard[..., 0]).mean() > (usual[..., 2] / usual[..., 0]).mean()

    def test_autumn(self, seed: int) -> None:
        """From half green to fiery leaves."""
        warm = [warmth(c.rgb[: SIZE[1] // 6]) for c in stressed("(autumn:{}) forest", seed)]
        assert warm[0] + 0.02 < warm[1] < warm[2] - 0.01

    @pytest.mark.parametrize("season", ["spring", "summer"])
    def test_green_seasons(self, season: str, seed: int) -> None:
        """Stronger in colour when stressed."""
        usual, more = (ground(c) for c in stressed(f"a field in ({season}:{{}})", seed)[1:])
        assert colourful(more) > 1.1 * colourful(usual)

    def test_fog(self, seed: int) -> None:
        """The thicker, the less is seen far off."""
        assert rises([contrast(c) for c in reversed(stressed("mountains in the (fog:{})", seed))], 1.1)

    def test_rain(self, seed: int) -> None:
        """More streaks, and less colour."""
        canvases = stressed("a field in the (rain:{})", seed)
        assert rises([float(strokes(c)) for c in canvases], 1.1)
        assert rises([colourful(c.rgb) for c in reversed(canvases)], 1.02)

    def test_clouds(self, seed: int) -> None:
        """They take more of the sky's blue."""
        skies = [colourful(c.rgb[: int(c.horizon)]) for c in stressed("a field, day, (clouds:{})", seed)]
        assert skies[0] > skies[2]

    def test_night(self, seed: int) -> None:
        """From the blue hour to the dead of night."""
        assert rises([float(luminance(c.rgb).mean()) for c in reversed(stressed("a lake, (night:{})", seed))], 1.1)

    @pytest.mark.parametrize("time", ["sunset", "dawn"])
    def test_low_suns(self, time: str, seed: int) -> None:
        """Stronger in colour."""
        assert rises([colourful(c.rgb[: int(c.horizon)]) for c in stressed(f"a field, ({time}:{{}})", seed)], 1.1)


def test_snow_lies_on_roofs() -> None:
    """Where it lies on the ground, and nowhere else."""
    white = {}
    for season in ("winter", "summer"):
        canvas = scene(f"a red house in a field, {season}, day", 3)
        rows, columns = np.nonzero(canvas.figures > 0.9)
        top = rows < rows.min() + 0.12 * np.ptp(rows)
        white[season] = float(canvas.rgb[rows[top], columns[top]].min(-1).mean())
    assert white["winter"] > white["summer"] + 0.15
