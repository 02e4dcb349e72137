"""The abstract: colours and forms in a mood, for prompts that name nothing that can be seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from imagelabs_server.painter.canvas import Canvas, Light
from imagelabs_server.painter.canvas.interrupt import checkpoint
from imagelabs_server.painter.canvas.noise import fbm, fbm01, line_noise
from imagelabs_server.painter.canvas.pixels import Floats, luminance, mix, ramp, rgb
from imagelabs_server.painter.palettes import MOODS, mood
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.scene import Scene

TURNS = 1024  # how finely a form that goes round a centre is known
Form = tuple[Floats, Floats]  # (height, width) each: where in the palette, about 0 to 1; which way the strokes run


def abstract(canvas: Canvas, scene: Scene) -> Stage:
    """Fields of colour in the form of the prompt's mood, or in one of them by chance; subjects stand before them.

    Of two moods the first gives the colours, the second the form.
    """
    rng = canvas.dice.roll("abstract")
    moods = scene.moods or (MOODS[int(rng.integers(len(MOODS)))],)
    choice = mood(moods[0]).tones
    tones = _mixed(scene.colours) if scene.colours else choice[int(rng.integers(len(choice)))]
    place, angle = _FORMS[mood(moods[-1]).form](canvas, rng)
    canvas.tick()
    place = _stepped(_spread(place))
    canvas.rgb[...] = ramp(place, tones)
    canvas.tick()
    _relief(canvas, place)
    canvas.steer(angle, 1.0)
    canvas.light = _light(canvas, tones)
    canvas.horizon = canvas.height * 0.82
    return Stage(
        ground=(canvas.height * 0.86, canvas.height * 0.94),
        right=float(canvas.width),
        air=(canvas.height * 0.18, canvas.height * 0.62),
        deep=(canvas.height * 0.28, canvas.height * 0.66),
        shadow=0.45,
    )


def _mixed(colours: Sequence[str]) -> tuple[Floats, ...]:
    """Six tones, from dark to light, of the colours that the prompt names."""
    named = sorted((rgb(c) for c in colours), key=lambda tone: float(luminance(tone)))
    middle = [named[min(i * len(named) // 4, len(named) - 1)] for i in range(4)]
    if len(named) == 1:  # of one colour, its own shades
        middle = [named[0] * np.float32(0.62), named[0], mix(named[0], np.ones(3, np.float32), 0.3), named[0]]
    return (middle[0] * np.float32(0.32), *middle, mix(middle[-1], np.ones(3, np.float32), 0.72))


def _light(canvas: Canvas, tones: Sequence[Floats]) -> Light:
    """Even light of the palette's own brightness, so that subjects belong to it."""
    bright = max(float(luminance(np.stack(tones)).mean()), 0.2)
    return Light(
        x=canvas.width * 0.3,
        y=canvas.height * 0.1,
        key=mix(np.full(3, 0.78, np.float32), tones[-1], 0.3),
        ambient=mix(np.full(3, 0.30 + 0.3 * bright, np.float32), tones[3], 0.2),
        disc=tones[-1],
        haze=tones[3],
        zenith=tones[1],
        backlit=0.15,
        dark=max(0.0, 0.7 - 1.4 * bright),
    )


def _spread(place: Floats) -> Floats:
    """Every tone of the palette gets its share of the picture, whatever the form."""
    marks = np.quantile(place[::4, ::4], np.linspace(0.03, 0.97, 24))
    ranks = np.interp(place, marks, np.linspace(0, 1, 24)).astype(np.float32)
    checkpoint()
    even = np.clip((place - np.float32(marks[0])) / np.float32(max(marks[-1] - marks[0], 1e-3)), 0, 1)
    return mix(even, ranks, 0.6)


def _stepped(place: Floats, steps: int = 7) -> Floats:
    """Colours that gather in fields with soft edges, instead of running evenly into each other."""
    turn = np.float32(2 * np.pi * steps)
    stepped: Floats = np.clip(place - np.float32(0.86) * np.sin(place * turn) / turn, 0, 1)
    return stepped


def _relief(canvas: Canvas, place: Floats) -> None:
    """Light on one flank of every fold and shade on the other."""
    down, across = np.gradient(place)
    slope = (across - down) * np.float32(0.10 * canvas.unit)
    grain = fbm(canvas.dice.vary("grain"), canvas.width, canvas.height, (canvas.cells(9), 9), 3)
    canvas.rgb *= (1 + np.clip(slope, -1, 1) * np.float32(0.26) + grain * np.float32(0.06))[..., None]
    np.clip(canvas.rgb, 0, 1, out=canvas.rgb)


def _warp(canvas: Canvas, per_unit: float = 1.3) -> Floats:
    """Slow irregularity, about -1 to 1."""
    down = per_unit * canvas.height / canvas.unit
    return fbm(canvas.dice.roll("abstract warp"), canvas.width, canvas.height, (canvas.cells(per_unit), down), 4)


def _waves(canvas: Canvas, rng: np.random.Generator) -> Form:
    """Bands that lie one over the other and swell slowly."""
    w, h = canvas.width, canvas.height
    swell = fbm(canvas.dice.roll("swell"), w, h, (canvas.cells(0.8), 2.2), 3)
    place = canvas.y / np.float32(h) + swell * np.float32(0.22)
    return (place if rng.random() < 0.5 else 1 - place), swell * np.float32(0.5)


def _veils(canvas: Canvas, rng: np.random.Generator) -> Form:
    """Veils that fall, darker towards the ground."""
    w, h = canvas.width, canvas.height
    folds = fbm01(canvas.dice.roll("folds"), w, h, (canvas.cells(3.4), 1.2), 4, 0.55)
    fall = np.float32(0.9) - canvas.y / np.float32(h) * np.float32(rng.uniform(0.55, 0.75))
    return folds * np.float32(0.75) + fall - np.float32(0.42), (folds - 0.5) * np.float32(0.9) + np.float32(np.pi / 2)


def _centre(canvas: Canvas, rng: np.random.Generator, rise: float = 0.5) -> tuple[Floats, Floats]:
    """Angle (in turns, 0 to 1) and distance (in units) from a point near the middle; `rise` is its height."""
    across, up = rng.uniform(0.36, 0.64), rise + rng.uniform(-0.08, 0.08)
    dx = (canvas.x - np.float32(canvas.width * across)) / np.float32(canvas.unit)
    dy = (canvas.y - np.float32(canvas.height * up)) / np.float32(canvas.unit)
    checkpoint()
    return np.arctan2(dy, dx) / np.float32(2 * np.pi) + np.float32(0.5), np.hypot(dx, dy)


def _around(profile: Floats, turns: Floats) -> Floats:
    """A closed profile, `TURNS` values long, at any number of turns."""
    closed: Floats = profile[(turns * TURNS).astype(np.int32) % TURNS]
    return closed


def _fan(canvas: Canvas, rng: np.random.Generator, rise: float) -> Form:
    """Rays that leave one bright point."""
    turns, far = _centre(canvas, rng, rise)
    bend = _warp(canvas) * np.float32(0.035)
    rays = _around(line_noise(canvas.dice.roll("rays"), TURNS, 11.0, 3, 0.5), turns + bend)
    place = np.float32(1.02) - far * np.float32(0.62) + rays * np.minimum(far * np.float32(1.2), 1) * np.float32(0.26)
    return place, (turns + bend - np.float32(0.5)) * np.float32(2 * np.pi)


def _rays(canvas: Canvas, rng: np.random.Generator) -> Form:
    """Rays from the middle."""
    return _fan(canvas, rng, 0.5)


def _sunrise(canvas: Canvas, rng: np.random.Generator) -> Form:
    """Rays that rise from below."""
    return _fan(canvas, rng, 0.84)


def _swirl(canvas: Canvas, rng: np.random.Generator) -> Form:
    """Arms that wind into one point."""
    turns, far = _centre(canvas, rng)
    wind = np.float32(rng.choice([-1.0, 1.0]) * rng.uniform(0.38, 0.55))
    warp = _warp(canvas)
    arms = _around(
        line_noise(canvas.dice.roll("arms"), TURNS, 5.0, 4, 0.55),
        turns + wind * np.log(far + np.float32(0.08)) + warp * np.float32(0.05),
    )
    place = np.float32(0.74) + arms * np.float32(0.34) - far * np.float32(0.42)
    # A logarithmic spiral cuts every radius at the same angle.
    lean = np.arctan(1 / (2 * np.pi * wind))
    return place, (turns - np.float32(0.5)) * np.float32(2 * np.pi) - np.float32(lean)


def _petals(canvas: Canvas, rng: np.random.Generator) -> Form:
    """Petals that lie over each other round one heart, each dark where the next one shades it."""
    turns, far = _centre(canvas, rng)
    wind = float(rng.choice([-1.0, 1.0]) * rng.uniform(1.1, 1.4))
    phase = turns * 3 + np.float32(wind) * np.log(far + np.float32(0.05)) + _warp(canvas) * np.float32(0.16)
    within = phase - np.floor(phase)
    place = np.float32(0.9) - far * np.float32(0.75) + (within - np.float32(0.5)) * np.float32(0.42)
    lean = np.arctan(3 / (2 * np.pi * wind))
    return place, (turns - np.float32(0.5)) * np.float32(2 * np.pi) - np.float32(lean)


def _shards(canvas: Canvas, rng: np.random.Generator) -> Form:
    """Planes that straight cracks cut out, each with a tone and a slope of its own."""
    warp = _warp(canvas, 2.4) * np.float32(0.012)
    x = (canvas.x - np.float32(canvas.width / 2)) / np.float32(canvas.unit)
    y = (canvas.y - np.float32(canvas.height / 2)) / np.float32(canvas.unit)
    place = np.full(x.shape, 0.5, np.float32)
    angle = np.zeros(x.shape, np.float32)
    wide = canvas.width / canvas.unit
    main = rng.uniform(0, np.pi)
    for cut in range(9):
        lean = main + rng.normal(0, 0.65)
        along = x * np.float32(np.cos(lean)) + y * np.float32(np.sin(lean)) + warp
        along -= np.float32(rng.uniform(-0.45, 0.45) * max(wide, 1.0))
        side = np.tanh(along * np.float32(130))
        step, slope = rng.uniform(0.05, 0.14) * (1 if cut % 2 else -1), rng.uniform(-0.3, 0.3)
        place += side * np.float32(step) + along * np.float32(slope)
        angle = np.where(np.abs(along) < 0.16, np.float32(lean + np.pi / 2), angle)
        checkpoint()
    return place, angle


_FORMS: Mapping[str, Callable[[Canvas, np.random.Generator], Form]] = {
    "waves": _waves,
    "veils": _veils,
    "rays": _rays,
    "sunrise": _sunrise,
    "swirl": _swirl,
    "petals": _petals,
    "shards": _shards,
}
