"""A street of old houses in perspective."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.fills import polygons
from imagelabs_server.painter.canvas.noise import fbm01
from imagelabs_server.painter.canvas.pixels import Floats, mix, smoothstep
from imagelabs_server.painter.nature.backgrounds import paint_background
from imagelabs_server.painter.palettes import material, materials
from imagelabs_server.painter.places.ground import begin
from imagelabs_server.painter.places.stage import Plot, Stage
from imagelabs_server.painter.scene import Scene


def street(canvas: Canvas, scene: Scene) -> Stage:
    """A street between old houses that runs to a vanishing point, with lamps."""
    begin(canvas, scene, 0.55)
    u = canvas.unit
    vanish = (canvas.width * (0.5 + canvas.dice.roll("vanish").uniform(-0.06, 0.06)), canvas.horizon - 0.01 * u)
    paint_background(canvas, scene, "hills")
    wet = bool({"rain", "storm"} & scene.weather)
    _paving(canvas, scene, vanish)
    for side in (-1, 1):
        _row_of_houses(canvas, side, vanish)
        canvas.tick()
    if wet or scene.time == "night":
        _sheen(canvas, vanish, 0.55 if wet else 0.28)
    _street_lamps(canvas, vanish)
    depth = canvas.height - canvas.horizon
    return Stage(
        ground=(canvas.horizon + 0.42 * depth, canvas.horizon + 0.88 * depth),
        left=canvas.width * 0.25,
        right=canvas.width * 0.75,
        air=(canvas.horizon * 0.10, canvas.horizon * 0.5),
        plot=Plot(  # at the end of the street, higher than its houses
            (canvas.horizon + 0.20 * depth, canvas.horizon + 0.32 * depth),
            canvas.width * 0.12,
            canvas.width * 0.88,
            1.12,
        ),
        edge="grains",
    )


def _paving(canvas: Canvas, scene: Scene, vanish: tuple[float, float]) -> None:
    """Cobbles, in rows that close up towards the distance."""
    rows = canvas.rows_from(vanish[1])
    depth = (canvas.y[rows] - vanish[1]) / np.float32(canvas.height - vanish[1])
    row = np.log(np.clip(depth, 0.02, 1)) * 16
    column = (canvas.x[rows] - vanish[0]) / np.float32(canvas.unit) / np.clip(depth, 0.03, 1) * 9 + np.floor(row) * 0.5
    joint = np.maximum(np.abs(row - np.floor(row) - 0.5), np.abs(column - np.floor(column) - 0.5)) * 2
    stones = fbm01(canvas.dice.roll("cobbles"), canvas.width, rows.stop - rows.start, (canvas.cells(26), 30), 3)
    fade = smoothstep(depth, 0.10, 0.40)  # far cobbles would only shimmer
    dark = smoothstep(joint, 0.72, 1.0) * fade * np.float32(0.34)
    albedo = material("snow") * np.float32(0.85) if scene.snowy else mix(material("asphalt"), material("stone"), 0.55)
    facing = np.clip(0.28 + 0.45 * (stones - 0.3), 0, 1)
    tone = canvas.light.lit(np.broadcast_to(albedo, (*facing.shape, 3)), facing) * (1 - dark)[..., None]
    canvas.rgb[rows] = mix(tone, canvas.light.haze, 0.5 * np.exp(-depth * 9))
    canvas.steer(0.0, 1.0, rows)


def _row_of_houses(canvas: Canvas, side: int, vanish: tuple[float, float]) -> None:
    """The houses along one side, far ones first; each a wall in perspective with windows, door and eaves."""
    rng = canvas.dice.roll(f"street side {side}")
    walls, roofs = materials("plaster"), materials("roof")
    distances = [1.0]
    while distances[-1] < 7.5:
        distances.append(distances[-1] * rng.uniform(1.22, 1.42))
    reach = min(0.47 * canvas.width, 0.80 * canvas.unit)  # half of the street's width at the lower edge
    lift = 1.05 * (canvas.height - vanish[1])
    outlines: list[Floats] = []
    colours: list[Floats] = []
    for near, far in reversed(list(pairwise(distances))):
        tall = rng.uniform(0.95, 1.5) * min(canvas.horizon * 1.05, canvas.unit * 0.75)
        wall = walls[int(rng.integers(len(walls)))]
        spot = _Facade(vanish, side, (reach * 1.18, lift), (0.78 * near, 0.78 * far), tall)
        shapes, tones = _facade(canvas, spot, wall, roofs[int(rng.integers(len(roofs)))], rng)
        outlines += shapes
        colours += tones
    polygons(canvas, outlines, colours)
    canvas.mark_salient(
        np.full((int(canvas.horizon), canvas.width), 0.22, np.float32), slice(0, int(canvas.horizon)), slice(None)
    )


class _Facade:
    """A wall along the street in perspective: (along 0 to 1, up in pixels at distance 1) to pixels."""

    def __init__(
        self,
        vanish: tuple[float, float],
        side: int,
        half: tuple[float, float],
        span: tuple[float, float],
        tall: float,
    ) -> None:
        self.vanish, self.side, self.half, self.span, self.tall = vanish, side, half, span, tall

    def point(self, along: float, up: float, out: float = 0.0) -> tuple[float, float]:
        """The pixel `along` the wall, `up` (share of its height), `out` pixels towards the street at distance 1."""
        near, far = self.span
        distance = near + (far - near) * along
        x = self.vanish[0] + self.side * (self.half[0] - out) / distance
        y = self.vanish[1] + (self.half[1] * 0.62 - up * self.tall * 1.55) / distance
        return x, y

    def quad(self, a: float, b: float, low: float, high: float, out: float = 0.0) -> Floats:
        """A rectangle on the wall."""
        corners = [self.point(a, low, out), self.point(b, low, out), self.point(b, high, out), self.point(a, high, out)]
        return np.array(corners, np.float32)


def _facade(
    canvas: Canvas, wall: _Facade, colour: Floats, roof: Floats, rng: np.random.Generator
) -> tuple[list[Floats], list[Floats]]:
    """The shapes of one house front and their colours."""
    light = canvas.light
    haze = float(np.clip(1 - 1.25 / wall.span[0], 0, 0.7)) * 0.8
    faces_sun = 0.72 if (light.x - wall.vanish[0]) * wall.side < 0 else 0.14

    def tone(albedo: Floats, facing: float) -> Floats:
        return mix(light.lit(albedo, facing), light.haze, haze)

    outlines = [wall.quad(0, 1, -0.1, 1.0), wall.quad(0, 1, 0.0, 0.07)]
    colours = [tone(colour, faces_sun), tone(material("stone") * np.float32(0.75), faces_sun)]
    outlines.append(
        np.array(
            [
                wall.point(-0.02, 0.985, 14),
                wall.point(1.02, 0.985, 14),
                wall.point(1, 1.13, -30),
                wall.point(0, 1.13, -30),
            ]
        )
    )
    colours.append(tone(roof, min(1.0, faces_sun + 0.1)))
    outlines.append(wall.quad(-0.02, 1.02, 0.965, 0.99, 14))
    colours.append(tone(roof * np.float32(0.6), 0.1))
    lamps = materials("window_lights")
    floors, across = int(rng.integers(2, 4)), 2 if wall.span[1] / wall.span[0] < 1.3 else 3
    shutters = roof if rng.uniform() < 0.5 else np.array([0.25, 0.42, 0.42], np.float32)
    for floor in range(floors):
        low = 0.16 + floor * 0.8 / floors
        high = low + 0.46 / floors + 0.03
        for i in range(across):
            a = (i + 0.24) / across
            b = (i + 0.76) / across
            if floor == 0 and i == across - 1:
                outlines.append(wall.quad(a, b, 0.0, high))
                colours.append(tone(shutters * np.float32(0.7), faces_sun))
                continue
            shine = rng.uniform() < 0.62
            pane = mix(light.zenith * np.float32(0.55), light.haze, 0.25)
            glow = mix(pane, lamps[int(rng.integers(3))], light.dark if shine else 0.0)
            outlines += [wall.quad(a - 0.03, b + 0.03, low - 0.015, high + 0.015), wall.quad(a, b, low, high)]
            colours += [tone(material("wood_white"), faces_sun), mix(glow, light.haze, haze * 0.6)]
            if wall.span[0] < 2.4:
                middle = (a + b) / 2
                outlines += [wall.quad(a - 0.11, a - 0.03, low, high), wall.quad(b + 0.03, b + 0.11, low, high)]
                colours += [tone(shutters, faces_sun)] * 2
                outlines += [
                    wall.quad(middle - 0.008, middle + 0.008, low, high),
                    wall.quad(a, b, (low + high) / 2, (low + high) / 2 + 0.008),
                ]
                colours += [tone(material("wood_white") * np.float32(0.8), faces_sun)] * 2
    return outlines, colours


def _sheen(canvas: Canvas, vanish: tuple[float, float], strength: float) -> None:
    """Wet or moonlit paving mirrors what is over it, drawn out downwards."""
    first = int(vanish[1] + 0.05 * canvas.unit)
    n = canvas.height - first
    if n < 2:
        return
    rows = np.clip(first - (np.arange(n) * 0.9).astype(int), 0, canvas.height - 1)
    seen = canvas.rgb[rows]
    broken = fbm01(canvas.dice.vary("puddles"), canvas.width, n, (canvas.cells(5), 14), 4, 0.6)
    part = canvas.rgb[first:]
    part += (seen - part) * (np.float32(strength) * smoothstep(broken, 0.3, 0.7))[..., None]


def _street_lamps(canvas: Canvas, vanish: tuple[float, float]) -> None:
    """Lamp posts along both sides, which shine when it is dark."""
    light, u = canvas.light, canvas.unit
    lamp = material("lamp")
    reach = min(0.47 * canvas.width, 0.80 * u) * 0.86
    for distance in (4.2, 2.6, 1.62, 1.08):
        for side in (-1, 1):
            x = vanish[0] + side * reach / distance
            foot = vanish[1] + 0.64 * (canvas.height - vanish[1]) / distance * 0.98
            tall = 0.52 * u / distance
            if foot > canvas.height * 1.2:
                continue
            iron = mix(light.lit(np.array([0.16, 0.17, 0.19], np.float32), 0.4), light.haze, min(0.7, 0.14 * distance))
            w = max(0.8, 0.008 * u / distance)
            r = 0.020 * u / distance
            head = foot - tall
            polygons(
                canvas,
                [
                    np.array([(x - w / 2, foot), (x - w / 2, head), (x + w / 2, head), (x + w / 2, foot)]),
                    np.array(
                        [
                            (x - 1.4 * w, foot),
                            (x - w, foot - 0.12 * tall),
                            (x + w, foot - 0.12 * tall),
                            (x + 1.4 * w, foot),
                        ]
                    ),
                    np.array([(x - r, head - 2 * r), (x + r, head - 2 * r), (x + 0.7 * r, head), (x - 0.7 * r, head)]),
                    np.array([(x - 1.2 * r, head - 2 * r), (x, head - 3 * r), (x + 1.2 * r, head - 2 * r)]),
                ],
                [iron, iron, mix(light.lit(material("wood_white"), 0.6), lamp, light.dark), iron],
            )
            if light.dark > 0.2:
                _halo(canvas, (x, head - r), 0.10 * u / distance, lamp * np.float32(light.dark))


def _halo(canvas: Canvas, middle: tuple[float, float], radius: float, colour: Floats) -> None:
    """Light in the air round a lamp."""
    reach = 3 * radius
    rows = slice(int(max(0, middle[1] - reach)), int(min(canvas.height, middle[1] + reach)) + 1)
    columns = slice(int(max(0, middle[0] - reach)), int(min(canvas.width, middle[0] + reach)) + 1)
    if rows.stop <= rows.start or columns.stop <= columns.start:
        return
    distance = np.hypot(canvas.x[rows, columns] - middle[0], canvas.y[rows, columns] - middle[1])
    part = canvas.rgb[rows, columns]
    glow = (np.exp(-distance / np.float32(radius * 0.75)) * 0.85)[..., None] * colour
    part += glow * (1 - np.clip(part, 0, 1))
