"""Places that people made: city, village, street, garden."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.backgrounds import hill_line, paint_background, skyline
from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.light import Placement, paint_subject
from imagelabs_server.painter.noise import Floats, fbm01, mix, smoothstep
from imagelabs_server.painter.palettes import material, materials, season
from imagelabs_server.painter.places.outdoors import begin, ground_colour, meadow, stage_on_ground
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.plants import crown, dabs, flowers, grass, leafy_tree, polygons
from imagelabs_server.painter.scene import Scene
from imagelabs_server.painter.sky import measure_haze
from imagelabs_server.painter.subjects import SUBJECTS
from imagelabs_server.painter.water import paint_water


def city(canvas: Canvas, scene: Scene) -> Stage:
    """A skyline over a river, with a quay before it."""
    begin(canvas, scene, 0.60)
    if canvas.light.dark > 0.4:
        _city_glow(canvas)
    skyline(canvas, scene)
    shore = canvas.horizon + 0.035 * canvas.unit
    stone = canvas.light.lit(material("stone") * np.float32(0.7), 0.3)
    canvas.layer(
        np.full(canvas.width, canvas.horizon + 0.012 * canvas.unit, np.float32),
        stone,
        stone * np.float32(0.6),
        0.03 * canvas.unit,
    )
    paint_water(canvas, scene, shore, 0.74)
    quay = canvas.height * 0.90
    rows = canvas.rows_from(quay)
    slabs = fbm01(canvas.dice.roll("quay"), canvas.width, rows.stop - rows.start, (canvas.cells(8), 3), 4)
    tone = canvas.light.lit(np.broadcast_to(material("stone"), (*slabs.shape, 3)), slabs * np.float32(0.6))
    canvas.rgb[rows] = tone * (0.92 + 0.08 * smoothstep(canvas.y[rows], quay, quay + 0.02 * canvas.unit))[..., None]
    _joints(canvas, quay)
    _railing(canvas, quay)
    depth = canvas.height - shore
    return Stage(
        ground=(canvas.height * 0.955, canvas.height * 0.965),
        right=float(canvas.width),
        water=(shore + 0.24 * depth, shore + 0.56 * depth),
        air=(canvas.horizon * 0.12, canvas.horizon * 0.45),
    )


def _city_glow(canvas: Canvas) -> None:
    """The light that a city throws into its own night sky."""
    rows = slice(0, int(canvas.horizon) + 1)
    rise = np.exp((canvas.y[rows] - canvas.horizon) / np.float32(0.20 * canvas.unit)) * np.float32(
        0.42 * canvas.light.dark
    )
    glow = np.array([0.98, 0.66, 0.42], np.float32)
    canvas.rgb[rows] += (glow - canvas.rgb[rows]) * (rise * np.float32(0.62))[..., None]
    measure_haze(canvas)


def _joints(canvas: Canvas, top: float) -> None:
    """The joints between the quay's slabs run to the vanishing point."""
    vanish = canvas.width / 2
    outlines = []
    for x in np.linspace(-0.6, 1.6, 18) * canvas.width:
        far = vanish + (x - vanish) * 0.8
        outlines.append(
            np.array([(far, top), (far + 1.2, top), (x + 1.8, canvas.height + 1.0), (x, canvas.height + 1.0)])
        )
    tone = canvas.light.lit(material("stone") * np.float32(0.55), 0.2)
    polygons(canvas, outlines, [tone] * len(outlines))


def _railing(canvas: Canvas, top: float) -> None:
    """A low parapet along the quay."""
    u = canvas.unit
    light = canvas.light
    stone = material("stone")
    outlines = [
        np.array(
            [
                (0, top - 0.012 * u),
                (canvas.width, top - 0.012 * u),
                (canvas.width, top + 0.004 * u),
                (0, top + 0.004 * u),
            ]
        )
    ]
    colours = [light.lit(stone, 0.75)]
    outlines.append(
        np.array(
            [
                (0, top + 0.004 * u),
                (canvas.width, top + 0.004 * u),
                (canvas.width, top + 0.014 * u),
                (0, top + 0.014 * u),
            ]
        )
    )
    colours.append(light.lit(stone * np.float32(0.6), 0.15))
    polygons(canvas, outlines, colours)


def village(canvas: Canvas, scene: Scene) -> Stage:
    """Cottages among trees on the slopes, a church where there is one, a lane."""
    begin(canvas, scene, 0.50)
    paint_background(canvas, scene, scene.beyond if scene.beyond in ("mountains", "forest", "hills") else "hills")
    top = hill_line(canvas, "village hill", canvas.horizon + 0.03 * canvas.unit, 0.06 * canvas.unit, 1.0)
    meadow(canvas, scene, top)
    _lane(canvas, scene, float(top.mean()))
    rng = canvas.dice.roll("village")
    depth = canvas.height - canvas.horizon
    count = int(round(7 * canvas.width / canvas.unit))
    spots = [((i + rng.uniform(0.1, 0.9)) / count, rng.uniform(0.05, 0.42)) for i in range(count)]
    for i, (u, share) in enumerate(sorted(spots, key=lambda s: s[1])):
        if abs(u - 0.5) < 0.10:
            u = u - 0.14 if u < 0.5 else u + 0.14
        y = canvas.horizon + depth * (0.05 + share)
        size = canvas.unit * (0.075 + 0.24 * share)
        if rng.uniform() < 0.8 and "trees" not in scene.without:
            leafy_tree(
                canvas,
                (u * canvas.width + rng.choice([-1, 1]) * size * 0.85, y - 2),
                size * rng.uniform(1.0, 1.5),
                scene,
                rng,
                0.34 - 0.6 * share,
            )
        kind = "church" if i == 1 and "church" in SUBJECTS else "house"
        _house(
            canvas,
            kind,
            (u * canvas.width, y, size * (1.7 if kind == "church" else 1.0)),
            0.34 - 0.7 * share,
            f"house {i}",
        )
        canvas.tick()
    grass(canvas, canvas.horizon + 0.62 * depth, scene, 1.0)
    flowers(canvas, canvas.horizon + 0.6 * depth, scene, 0.4)
    return stage_on_ground(canvas, 0.52, 0.86)


def _house(canvas: Canvas, kind: str, spot: tuple[float, float, float], far: float, name: str) -> None:
    """One house of the village, from the subjects: x, ground and height in `spot`."""
    if kind not in SUBJECTS:
        return
    rng = canvas.dice.roll(name)
    walls = materials("plaster")
    wall = walls[int(rng.integers(len(walls)))]
    colour = "#" + "".join(f"{int(c * 255):02x}" for c in wall) if kind == "house" and rng.uniform() < 0.6 else None
    x, y, height = spot
    place = Placement(
        x, y, height, mirrored=bool(rng.uniform() < 0.5), colour=colour, distance=max(0.0, far), shadow=0.5
    )
    paint_subject(canvas, SUBJECTS[kind], place, rng)


def _lane(canvas: Canvas, scene: Scene, start: float) -> None:
    """The lane through the village."""
    depth = np.clip((canvas.y - start) / np.float32(max(canvas.height - start, 1)), 0, 1)
    rng = canvas.dice.roll("lane")
    middle = canvas.width * 0.5 + canvas.unit * 0.13 * np.sin(rng.uniform(0, 6.28) + 4.4 * np.sqrt(depth)) * (
        0.2 + depth
    )
    half = canvas.unit * (0.008 + 0.13 * depth**1.2)
    rough = (
        (fbm01(canvas.dice.roll("lane edge"), canvas.width, canvas.height, (canvas.cells(10), 20), 3) - 0.5)
        * 0.03
        * canvas.unit
    )
    cover = smoothstep(
        half - np.abs(canvas.x - middle) + rough * (0.2 + depth), -0.008 * canvas.unit, 0.008 * canvas.unit
    ) * (depth > 0)
    earth = season(scene.season).earth * np.float32(1.25) if not scene.snowy else material("snow") * np.float32(0.78)
    tone = mix(canvas.light.lit(np.minimum(earth, 1), 0.5), canvas.light.haze, 0.3 * (1 - depth))
    canvas.blend(tone, cover * np.float32(0.9))


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
    canvas.steer(np.float32(0.0), 1.0, rows)


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
    for near, far in reversed(list(zip(distances, distances[1:], strict=False))):
        tall = rng.uniform(0.95, 1.5) * min(canvas.horizon * 1.05, canvas.unit * 0.75)
        wall = walls[int(rng.integers(len(walls)))]
        spot = _Facade(vanish, side, (reach * 1.18, lift), (0.78 * near, 0.78 * far), tall)
        shapes, tones = _facade(canvas, spot, wall, roofs[int(rng.integers(len(roofs)))], rng)
        outlines += shapes
        colours += tones
    polygons(canvas, outlines, colours)
    canvas.mind(
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


def garden(canvas: Canvas, scene: Scene) -> Stage:
    """A garden: hedge and trees behind, flower beds along a path."""
    begin(canvas, scene, 0.42)
    paint_background(canvas, scene, "hills")
    top = np.full(canvas.width, canvas.horizon + 0.02 * canvas.unit, np.float32)
    meadow(canvas, scene, top, ground_colour(scene) * np.float32(1.04))
    rng = canvas.dice.roll("garden")
    n = int(round(5 * canvas.width / canvas.unit))
    for i in range(n):
        u = (i + rng.uniform(0.2, 0.8)) / n
        if abs(u - 0.5) > 0.09 and "trees" not in scene.without:
            leafy_tree(
                canvas,
                (u * canvas.width, canvas.horizon + 0.06 * canvas.unit),
                canvas.unit * rng.uniform(0.24, 0.42),
                scene,
                rng,
                0.12,
            )
    _hedge(canvas, scene)
    _lane(canvas, scene, canvas.horizon + 0.09 * canvas.unit)
    _fence(canvas)
    _beds(canvas, scene)
    grass(canvas, canvas.height * 0.72, scene, 0.7)
    return stage_on_ground(canvas, 0.46, 0.84)


def _hedge(canvas: Canvas, scene: Scene) -> None:
    """A clipped hedge across the back."""
    leaves = season(scene.season).leaves
    rng = canvas.dice.roll("hedge")
    for u in np.arange(-0.02, 1.04, 0.05 * canvas.unit / canvas.width):
        middle = (float(u * canvas.width), canvas.horizon + 0.075 * canvas.unit)
        if abs(u - 0.5) < 0.05:
            continue
        centres, radii, colours = crown(canvas, middle, 0.085 * canvas.unit, leaves, rng)
        dabs(canvas, centres, radii * 1.3, mix(colours * np.float32(0.92), canvas.light.haze, 0.08))


def _fence(canvas: Canvas) -> None:
    """A white picket fence before the hedge, with a gap for the path."""
    light, u = canvas.light, canvas.unit
    foot, tall = canvas.horizon + 0.135 * u, 0.072 * u
    lit, dim = light.lit(material("wood_white"), 0.7), light.lit(material("wood_white") * np.float32(0.75), 0.2)
    outlines: list[Floats] = []
    colours: list[Floats] = []
    gap = 0.10 * u
    for left, right in ((0.0, canvas.width / 2 - gap), (canvas.width / 2 + gap, float(canvas.width))):
        for up in (0.3, 0.72):
            y = foot - up * tall
            outlines.append(np.array([(left, y), (right, y), (right, y + 0.1 * tall), (left, y + 0.1 * tall)]))
            colours.append(dim)
        for x in np.arange(left, right, 0.026 * u):
            w = 0.0075 * u
            outlines.append(
                np.array(
                    [
                        (x - w, foot),
                        (x - w, foot - 0.9 * tall),
                        (x, foot - tall),
                        (x + w, foot - 0.9 * tall),
                        (x + w, foot),
                    ]
                )
            )
            colours.append(lit)
    polygons(canvas, outlines, colours)


def _beds(canvas: Canvas, scene: Scene) -> None:
    """Flower beds in deep banks on both sides: leaves first, then blossoms."""
    rng = canvas.dice.roll("beds")
    greens = season("summer" if scene.season == "spring" else scene.season).leaves
    kinds = season(scene.season).flowers
    n = int(round(30 * canvas.width / canvas.unit))
    depth = np.sort(rng.uniform(0.12, 1.0, n))
    for share in depth:
        side = rng.choice([-1.0, 1.0])
        y = canvas.horizon + (canvas.height * 1.02 - canvas.horizon) * (0.22 + 0.78 * share)
        out = canvas.unit * (0.10 + 0.24 * share) + abs(rng.normal(0, 0.17)) * canvas.width
        x = canvas.width / 2 + side * out
        size = canvas.unit * (0.05 + 0.13 * share) * rng.uniform(0.7, 1.1)
        centres, radii, colours = crown(canvas, (x, y - 0.3 * size), size, greens, rng)
        dabs(canvas, centres * [1, 1], radii, colours * np.float32(0.85), 0.7)
        if scene.snowy or "flowers" in scene.without:
            continue
        kind = kinds[int(rng.integers(len(kinds)))]
        m = int(16 + 26 * share)
        bloom = np.stack([x + rng.normal(0, 0.33, m) * size, y - size * (0.3 + rng.normal(0.12, 0.22, m))], 1)
        tone = canvas.light.lit(
            (kind * rng.normal(1, 0.08, (m, 1))).astype(np.float32), rng.uniform(0.4, 1, m).astype(np.float32)
        )
        wide = canvas.unit * (0.003 + 0.0085 * share) * rng.uniform(0.7, 1.3, m)
        ends = bloom + np.stack([wide * 0.7, -wide * 0.3], 1)
        canvas.accents.add(
            bloom.astype(np.float32), ends.astype(np.float32), wide.astype(np.float32), np.clip(tone, 0, 1)
        )
