"""Places under the open sky: sea, beach, lake, river, mountains, forest, field, desert."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.backgrounds import forest as far_forest
from imagelabs_server.painter.backgrounds import hill_line, paint_background, slope_light
from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.noise import Floats, fbm, fbm01, line_noise, mix, smoothstep
from imagelabs_server.painter.palettes import material, season
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.plants import crown, dabs, firs, flowers, grass, leafy_tree, polygons
from imagelabs_server.painter.scene import Scene
from imagelabs_server.painter.subjects.shapes import stroke
from imagelabs_server.painter.sky import measure_haze, paint_sky
from imagelabs_server.painter.water import paint_water


def begin(canvas: Canvas, scene: Scene, horizon: float) -> None:
    """Set the horizon (share of the height), paint the sky over it, and take the air's colour from that."""
    sway = canvas.dice.roll("horizon").uniform(-0.03, 0.03)
    upright = min(max(canvas.height / canvas.width - 1.0, 0.0), 2.0)  # tall pictures get more sky than empty ground
    canvas.horizon = canvas.height * (horizon + sway + (0.92 - horizon) * 0.24 * upright)
    paint_sky(canvas, scene)
    measure_haze(canvas)


def ground_colour(scene: Scene) -> Floats:
    """The local colour of open ground in this season."""
    return material("snow") * np.float32(0.96) if scene.snowy else season(scene.season).grass


def meadow(canvas: Canvas, scene: Scene, top: Floats, colour: Floats | None = None) -> None:
    """Open ground under the line `top`: rolling light and shade, warmer near, greyer far."""
    albedo = ground_colour(scene) if colour is None else colour
    light = canvas.light
    rows = canvas.rows_from(float(top.min()) - 1)
    depth = np.clip((canvas.y[rows] - top[None]) / np.float32(max(canvas.height - float(top.mean()), 1)), 0, 1)
    n = rows.stop - rows.start
    roll = fbm01(canvas.dice.roll("roll"), canvas.width, n, (canvas.cells(1.6), 3), 3)
    tuft = fbm01(canvas.dice.vary("tufts"), canvas.width, n, (canvas.cells(16), 26), 4, 0.6)
    facing = np.clip(0.22 + 0.62 * roll + (tuft - 0.5) * (0.2 if scene.snowy else 0.45), 0.02, 1)
    dry = (
        mix(albedo, albedo * np.array([1.16, 1.0, 0.7], np.float32), tuft)
        if not scene.snowy
        else np.broadcast_to(albedo, (*tuft.shape, 3))
    )
    tone = light.lit(dry * (1 - np.float32(0.24) * depth[..., None]), facing)
    tone = mix(tone, light.haze, 0.46 * (1 - depth) ** 2.2)
    canvas.blend(tone, np.clip(canvas.y[rows] - top[None] + 0.5, 0, 1), rows)
    canvas.steer((roll - 0.5) * np.float32(1.1), 0.9, rows)
    canvas.tick()


def stage_on_ground(canvas: Canvas, far: float = 0.30, near: float = 0.86) -> Stage:
    """A stage on open ground: feet between these shares of the way from the horizon to the lower edge."""
    depth = canvas.height - canvas.horizon
    return Stage(
        ground=(canvas.horizon + far * depth, canvas.horizon + near * depth),
        right=float(canvas.width),
        air=(canvas.horizon * 0.16, canvas.horizon * 0.72),
    )


def sea(canvas: Canvas, scene: Scene) -> Stage:
    """Open water to the horizon, perhaps a headland."""
    begin(canvas, scene, 0.52)
    if canvas.dice.roll("coast").uniform() < 0.55 and scene.beyond != "none":
        _headland(canvas, scene)
    rough = 0.05 if "storm" in scene.weather else 0.45 if {"rain", "wind"} & scene.weather else 0.68
    paint_water(canvas, scene, canvas.horizon, rough)
    depth = canvas.height - canvas.horizon
    return Stage(
        ground=(canvas.height * 0.95, canvas.height * 0.96),
        right=float(canvas.width),
        water=(canvas.horizon + 0.08 * depth, canvas.horizon + 0.46 * depth),
        air=(canvas.horizon * 0.16, canvas.horizon * 0.72),
    )


def _headland(canvas: Canvas, scene: Scene) -> None:
    """Land that runs out into the sea on one side."""
    x = np.arange(canvas.width, dtype=np.float32)
    if canvas.dice.roll("headland side").uniform() < 0.5:
        x = x[::-1]
    for i, far in enumerate((0.7, 0.45)):
        ridge = line_noise(canvas.dice.roll(f"headland {i}"), canvas.width, canvas.cells(2.2), 6, 0.5)
        end = canvas.width * (0.46 - 0.14 * i)
        falls = smoothstep(x, end, end * 0.35)
        top = canvas.horizon + 1 - canvas.unit * (0.13 - 0.03 * i) * falls * (0.72 + 0.35 * ridge)
        tone = mix(
            canvas.light.lit(mix(material("rock_warm"), ground_colour(scene), 0.45), 0.4), canvas.light.haze, far
        )
        canvas.layer(top.astype(np.float32), tone, mix(tone, canvas.light.haze, 0.35), canvas.unit * 0.08)


def beach(canvas: Canvas, scene: Scene) -> Stage:
    """Sand before the sea, with foam where they meet."""
    sea(canvas, scene)
    depth = canvas.height - canvas.horizon
    line = line_noise(canvas.dice.roll("shore"), canvas.width, canvas.cells(1.3), 4, 0.45)
    slant = canvas.dice.roll("slant shore").uniform(-0.16, 0.16) * np.linspace(-1, 1, canvas.width)
    edge = (canvas.horizon + depth * (0.48 + 0.05 * line + slant)).astype(np.float32)
    rows = canvas.rows_from(float(edge.min()) - 0.05 * canvas.unit)
    into = (canvas.y[rows] - edge[None]) / np.float32(canvas.unit)
    n = rows.stop - rows.start
    ripple = fbm01(canvas.dice.vary("sand"), canvas.width, n, (canvas.cells(6), 30), 4, 0.55)
    dry = material("snow") * np.float32(0.9) if scene.snowy else material("sand")
    wet = mix(dry * np.float32(0.62), canvas.light.haze, 0.30)
    tone = canvas.light.lit(np.broadcast_to(dry, (*ripple.shape, 3)), np.clip(0.35 + 0.55 * (ripple - 0.2), 0, 1))
    tone = mix(
        canvas.light.lit(wet, 0.4) * np.float32(0.55) + canvas.rgb[rows] * np.float32(0.45),
        tone,
        smoothstep(into, 0.015, 0.075),
    )
    canvas.blend(tone, smoothstep(into, -0.004, 0.006), rows)
    foam = canvas.light.lit(material("foam"), 0.6)
    lace = fbm01(canvas.dice.vary("lace"), canvas.width, n, (canvas.cells(14), 20), 4, 0.6)
    for at, wide, strength in ((0.0, 0.007, 0.95), (-0.035, 0.006, 0.6), (-0.075, 0.004, 0.4)):
        sway = (lace - 0.5) * np.float32(0.035)
        line_of_foam = np.exp(-(((into - at + sway) / np.float32(wide)) ** 2)) * smoothstep(lace, 0.18, 0.55)
        canvas.blend(np.broadcast_to(foam, tone.shape), line_of_foam * np.float32(strength), rows)
    canvas.steer((ripple - 0.5) * np.float32(0.7), smoothstep(into, 0, 0.02), rows)
    canvas.accents.drop_inside(
        np.vstack([np.zeros((rows.start, canvas.width), np.float32), smoothstep(into, -0.02, 0.0)])
    )
    return Stage(
        ground=(float(edge.max()) + 0.12 * depth, canvas.horizon + depth * 0.93),
        right=float(canvas.width),
        water=(canvas.horizon + 0.06 * depth, canvas.horizon + 0.3 * depth),
        air=(canvas.horizon * 0.16, canvas.horizon * 0.72),
    )


def lake(canvas: Canvas, scene: Scene) -> Stage:
    """A still lake under mountains or woods, with a bank of reeds before it."""
    begin(canvas, scene, 0.50)
    paint_background(canvas, scene, scene.beyond if scene.beyond in ("mountains", "forest", "city") else "hills")
    if scene.beyond == "mountains":
        _wooded_shore(canvas, scene)
    shore = canvas.horizon + 0.035 * canvas.unit
    strip = hill_line(canvas, "far bank", shore - 0.01 * canvas.unit, 0.012 * canvas.unit, 3)
    meadow(canvas, scene, strip)
    paint_water(canvas, scene, shore, 0.93 if not {"storm", "rain", "wind"} & scene.weather else 0.55)
    bank = _bank(canvas, scene)
    _reeds(canvas, scene, bank)
    depth = canvas.height - shore
    return Stage(
        ground=(float(bank.mean()) + 0.12 * depth, canvas.height * 0.955),
        right=float(canvas.width),
        water=(shore + 0.14 * depth, shore + 0.50 * depth),
        air=(canvas.horizon * 0.16, canvas.horizon * 0.72),
    )


def _wooded_shore(canvas: Canvas, scene: Scene) -> None:
    rng = canvas.dice.roll("wooded shore")
    n = int(46 * canvas.width / canvas.unit)
    x = np.sort(rng.uniform(0, canvas.width, n))
    x = x[rng.permutation(n)]
    thick = np.sin(x / canvas.unit * 3.1 + rng.uniform(0, 6)) * 0.5 + 0.6
    feet = np.stack([x, np.full(n, canvas.horizon + 0.02 * canvas.unit)], 1)
    firs(canvas, feet, canvas.unit * (0.035 + 0.05 * np.clip(thick, 0, 1)) * rng.uniform(0.7, 1.2, n), scene, rng, 0.30)


def _bank(canvas: Canvas, scene: Scene) -> Floats:
    """The near bank; returns its upper line."""
    bank = hill_line(canvas, "near bank", canvas.height * 0.93, 0.075 * canvas.unit, 0.9)
    side = canvas.dice.roll("bank side").choice([-1.0, 1.0])
    bank = bank + (np.linspace(-1, 1, canvas.width) * side * 0.045 * canvas.unit).astype(np.float32)
    rows = canvas.rows_from(float(bank.min()) - 2)
    tone = fbm01(canvas.dice.roll("bank"), canvas.width, rows.stop - rows.start, (canvas.cells(12), 10), 4, 0.6)
    earth = mix(ground_colour(scene), season(scene.season).earth, 0.25 if not scene.snowy else 0.0)
    paint = canvas.light.lit(np.broadcast_to(earth, (*tone.shape, 3)) * np.float32(0.86), np.clip(tone, 0, 1))
    canvas.blend(paint, np.clip(canvas.y[rows] - bank[None], 0, 1), rows)
    mask = np.zeros((canvas.height, canvas.width), np.float32)
    mask[rows] = np.clip(canvas.y[rows] - bank[None], 0, 1)
    canvas.accents.drop_inside(mask)
    grass(canvas, float(bank.mean()), scene, 0.8)
    return bank


def _reeds(canvas: Canvas, scene: Scene, bank: Floats) -> None:
    """Tufts of reeds at the water's edge, thicker to the sides, each blade bent in two strokes."""
    rng = canvas.dice.vary("reeds")
    tufts = int(13 * canvas.width / canvas.unit)
    n = tufts * 11
    at = np.repeat(rng.beta(0.5, 0.5, tufts), 11) + rng.normal(0, 0.012, n) * canvas.unit / canvas.width
    x = np.clip(at, 0, 1) * (canvas.width - 1)
    y = bank[x.astype(int)] + rng.uniform(0.0, 0.025, n) * canvas.unit
    tall = canvas.unit * np.repeat(rng.uniform(0.035, 0.085, tufts), 11) * rng.uniform(0.55, 1.15, n)
    lean = rng.normal(0, 0.16, n)
    starts = np.stack([x, y], 1)
    knees = np.stack([x + 0.25 * lean * tall, y - 0.6 * tall], 1)
    tips = np.stack([x + lean * tall, y - tall], 1)
    leaf = season(scene.season).leaves[0] if not scene.snowy else np.array([0.6, 0.55, 0.45], np.float32)
    tone = canvas.light.lit(leaf * rng.uniform(0.75, 1.35, (n, 1)).astype(np.float32), 0.4)
    canvas.accents.add(starts, knees, canvas.unit * 0.0022, tone)
    canvas.accents.add(knees, tips, canvas.unit * 0.0014, tone)


def river(canvas: Canvas, scene: Scene) -> Stage:
    """A river that winds through meadows from the hills towards us."""
    begin(canvas, scene, 0.46)
    paint_background(canvas, scene, scene.beyond if scene.beyond in ("mountains", "forest", "city") else "hills")
    top = hill_line(canvas, "plain", canvas.horizon + 0.015 * canvas.unit, 0.02 * canvas.unit, 1.5)
    meadow(canvas, scene, top)
    rng = canvas.dice.roll("river")
    start = float(top.max()) + 1
    depth = np.clip((canvas.y - start) / np.float32(canvas.height - start), 0, 1)
    turn, lean = rng.uniform(0, 2 * np.pi), rng.uniform(-0.10, 0.10)
    near = np.sqrt(depth)
    middle = canvas.width * (0.5 + lean) + canvas.unit * 0.30 * np.sin(turn + 7.6 * near**1.1) * (0.18 + near)
    half = canvas.unit * (0.012 + 0.30 * depth**1.35)
    ripple = (
        fbm(canvas.dice.roll("banks"), canvas.width, canvas.height, (canvas.cells(8), 14), 3)
        * 0.012
        * canvas.unit
        * (0.2 + depth)
    )
    inside = half - np.abs(canvas.x - middle) + ripple
    bank = smoothstep(inside, -0.016 * canvas.unit, 0.0) * (depth > 0)
    earth = canvas.light.lit(season(scene.season).earth * np.float32(0.8), 0.25)
    canvas.blend(np.broadcast_to(earth, canvas.rgb.shape), bank * np.float32(0.8))
    mask = (smoothstep(inside, -0.5, 1.0) * (depth > 0)).astype(np.float32)
    # Still water shows the sky; the banks' own reflections are a dark rim.
    paint_water(canvas, scene, start, 0.9, mask)
    rim = smoothstep(inside, 0.05 * canvas.unit, 0.0) * mask * np.float32(0.35)
    canvas.rgb *= 1 - rim[..., None] * np.array([0.9, 0.8, 0.8], np.float32)
    before = len(canvas.accents.starts)
    _scattered_trees(canvas, scene, mask)
    grass(canvas, canvas.height * 0.8, scene, 0.7)
    flowers(canvas, canvas.height * 0.72, scene, 0.35)
    canvas.accents.drop_inside(mask, canvas.accents.since(before))
    depth_px = canvas.height - canvas.horizon
    bank_left = float(middle[int(canvas.height * 0.86), 0]) > canvas.width / 2
    return Stage(
        ground=(canvas.horizon + 0.34 * depth_px, canvas.horizon + 0.80 * depth_px),
        left=0.04 * canvas.width if bank_left else 0.60 * canvas.width,
        right=0.40 * canvas.width if bank_left else 0.96 * canvas.width,
        water=(canvas.horizon + 0.62 * depth_px, canvas.horizon + 0.8 * depth_px),
        air=(canvas.horizon * 0.16, canvas.horizon * 0.72),
        size=0.85,
    )


def _scattered_trees(canvas: Canvas, scene: Scene, keep_off: Floats | None = None) -> None:
    """A few leafy trees in the middle distance, far ones first."""
    if "trees" in scene.without:
        return
    rng = canvas.dice.roll("scattered trees")
    n = int(rng.integers(5, 9) * canvas.width / canvas.unit) + 1
    far = np.sort(rng.uniform(0.0, 0.22, n))
    for share in far:
        x = rng.uniform(0, canvas.width)
        if abs(x / canvas.width - 0.5) < 0.16:
            x = rng.choice([0.1, 0.9]) * canvas.width + rng.normal(0, 0.04) * canvas.width
        y = canvas.horizon + (canvas.height - canvas.horizon) * (0.06 + share)
        column, row = int(np.clip(x, 0, canvas.width - 1)), int(np.clip(y, 0, canvas.height - 1))
        if keep_off is not None and keep_off[row, column] > 0.1:
            continue
        height = canvas.unit * (0.07 + 0.75 * share) * rng.uniform(0.8, 1.2)
        leafy_tree(canvas, (x, y), height, scene, rng, 0.45 - 1.4 * share)


def mountains(canvas: Canvas, scene: Scene) -> Stage:
    """Great peaks over wooded foothills and an alpine meadow."""
    begin(canvas, scene, 0.62)
    paint_background(canvas, scene, "mountains")
    rng = canvas.dice.roll("foothills")
    for i, far in enumerate((0.5, 0.28)):
        top = hill_line(
            canvas, f"foothill {i}", canvas.horizon + canvas.unit * (0.012 + 0.045 * i), canvas.unit * 0.075, 1.5
        )
        green = mix(canvas.light.lit(ground_colour(scene) * np.float32(0.62), 0.35), canvas.light.haze, far)
        canvas.layer(top, green, mix(green, canvas.light.haze, 0.25), canvas.unit * 0.1)
        n = int((40 - 12 * i) * canvas.width / canvas.unit)
        x = rng.uniform(0, canvas.width, n)
        y = top[np.clip(x, 0, canvas.width - 1).astype(int)] + canvas.unit * rng.uniform(0.004, 0.03, n)
        order = np.argsort(y)
        firs(
            canvas,
            np.stack([x, y], 1)[order],
            canvas.unit * (0.05 + 0.035 * i) * rng.uniform(0.6, 1.25, n),
            scene,
            rng,
            far,
        )
    top = hill_line(canvas, "alp", canvas.horizon + 0.15 * canvas.unit, 0.085 * canvas.unit, 0.8)
    meadow(canvas, scene, top)
    if "trees" not in scene.without:
        _corner_firs(canvas, scene)
    flowers(canvas, float(top.mean()) + 0.04 * canvas.unit, scene, 0.55)
    grass(canvas, float(top.mean()) + 0.03 * canvas.unit, scene, 0.8)
    return stage_on_ground(canvas, 0.48, 0.88)


def _corner_firs(canvas: Canvas, scene: Scene) -> None:
    """A group of near firs at one side frames the view."""
    rng = canvas.dice.roll("corner firs")
    side = canvas.light.x > canvas.width / 2
    n = 4
    u = np.sort(rng.uniform(0.0, 0.16, n))[::-1]
    x = canvas.width * (u if side else 1 - u)
    y = canvas.height * (0.86 + 0.22 * (0.16 - u) / 0.16 * rng.uniform(0.6, 1.0, n))
    order = np.argsort(y)
    firs(canvas, np.stack([x, y], 1)[order], (canvas.unit * rng.uniform(0.38, 0.6, n))[order], scene, rng, 0.05)


def forest(canvas: Canvas, scene: Scene) -> Stage:
    """Within a forest: trunks behind trunks, a path into the light, leaves overhead."""
    begin(canvas, scene, 0.56)
    far_forest(canvas, scene)
    top = hill_line(canvas, "forest floor", canvas.horizon + 0.03 * canvas.unit, 0.03 * canvas.unit, 1.2)
    floor = (
        material("snow") * np.float32(0.92)
        if scene.snowy
        else mix(season(scene.season).grass, season(scene.season).earth, 0.5)
    )
    meadow(canvas, scene, top, floor * np.float32(0.82))
    _path(canvas, scene, float(top.mean()))
    firry = scene.snowy or (scene.season != "autumn" and canvas.dice.roll("kind of wood").uniform() < 0.45)
    for i, far in enumerate((0.55, 0.34, 0.14, 0.0)):
        _trunks(canvas, scene, i, far, firry)
        canvas.tick()
    if not firry:
        _canopy(canvas, scene)
    _shafts(canvas, scene)
    _shade_edges(canvas)
    grass(canvas, canvas.height * 0.78, scene, 1.1)
    if scene.season in ("spring", "summer"):
        flowers(canvas, canvas.height * 0.8, scene, 0.22)
    return stage_on_ground(canvas, 0.42, 0.86)


def _path(canvas: Canvas, scene: Scene, start: float) -> None:
    """A beaten track from near to far."""
    rng = canvas.dice.roll("path")
    depth = np.clip((canvas.y - start) / np.float32(max(canvas.height - start, 1)), 0, 1)
    bend = rng.uniform(0, 2 * np.pi)
    middle = canvas.width * rng.uniform(0.44, 0.56) + canvas.unit * 0.11 * np.sin(bend + 4.2 * np.sqrt(depth)) * (
        0.3 + depth
    )
    half = canvas.unit * (0.008 + 0.15 * depth**1.3)
    rough = (
        fbm(canvas.dice.roll("ruts"), canvas.width, canvas.height, (canvas.cells(9), 16), 4)
        * 0.02
        * canvas.unit
        * (0.15 + depth)
    )
    cover = smoothstep(half - np.abs(canvas.x - middle) + rough, -0.01 * canvas.unit, 0.012 * canvas.unit) * (depth > 0)
    earth = season(scene.season).earth * np.float32(1.12)
    texture = fbm01(canvas.dice.vary("trodden"), canvas.width, canvas.height, (canvas.cells(10), 40), 3)
    tone = canvas.light.lit(np.broadcast_to(earth, canvas.rgb.shape), texture * np.float32(0.8))
    canvas.blend(mix(tone, canvas.light.haze, 0.4 * (1 - depth)), cover * np.float32(0.85))


def _trunks(canvas: Canvas, scene: Scene, row: int, far: float, firry: bool) -> None:
    """One row of trees: far rows many and thin, near rows few, thick and to the sides."""
    rng = canvas.dice.roll(f"trunks {row}")
    n = max(2, int(round((26, 15, 8, 3)[row] * canvas.width / canvas.unit)))
    u = (np.arange(n) + rng.uniform(0.05, 0.95, n)) / n
    clear = (0.05, 0.09, 0.17, 0.31)[row]  # leave the middle open for the path and the light
    u = np.where(np.abs(u - 0.5) < clear, np.where(u < 0.5, u - clear, u + clear), u)
    foot = canvas.horizon + (canvas.height - canvas.horizon) * (0.06, 0.17, 0.36, 0.66)[row]
    wide = canvas.unit * (0.007, 0.014, 0.028, 0.058)[row]
    x = u * canvas.width
    y = foot + rng.uniform(-0.03, 0.05, n) * canvas.unit * (0.3 + 0.7 * row)
    if firry and row < 3:
        order = np.argsort(y)
        tall = canvas.unit * (0.30, 0.48, 0.74)[row] * rng.uniform(0.8, 1.15, n)
        firs(canvas, np.stack([x, y], 1)[order], tall[order], scene, rng, far)
        return
    birch = canvas.dice.roll("birches").uniform() < 0.35
    albedo = material("birch") if birch else material("bark")
    side = 1.0 if canvas.light.x > canvas.width / 2 else -1.0
    outlines: list[Floats] = []
    colours: list[Floats] = []
    for px, py in zip(x.tolist(), y.tolist(), strict=True):
        w = wide * rng.uniform(0.7, 1.3)
        lean, bow = rng.normal(0, 0.02) * canvas.height, rng.normal(0, 0.35) * w
        tone = albedo * np.float32(rng.normal(1, 0.08))
        t = np.linspace(0, 1, 7)
        flare = 1 + 1.1 * np.exp(-t * 16)
        line = px + lean * t + bow * np.sin(t * np.pi)
        half = w * (1 - 0.35 * t) * flare / 2
        ys = py * (1 - t) + (-0.02 * canvas.height) * t
        for begin_at, end_at, facing in (
            (-1.0, 1.0, 0.14),
            (-0.15 * side, 1.0 * side, 0.42),
            (0.45 * side, 1.0 * side, 0.85),
        ):
            left, right = line + half * min(begin_at, end_at), line + half * max(begin_at, end_at)
            outlines.append(np.concatenate([np.stack([left, ys], 1), np.stack([right, ys], 1)[::-1]]))
            colours.append(mix(canvas.light.lit(tone, facing), canvas.light.haze, far))
        if birch:
            for _ in range(9):
                at = rng.uniform(0.02, 0.98)
                my, mx = float(np.interp(at, t, ys)), float(np.interp(at, t, line)) + rng.uniform(-0.3, 0.3) * w
                outlines.append(
                    np.array([(mx - 0.2 * w, my), (mx + 0.2 * w, my - 0.05 * w), (mx + 0.15 * w, my + 0.12 * w)])
                )
                colours.append(mix(canvas.light.lit(material("bark") * np.float32(0.5), 0.2), canvas.light.haze, far))
        outlines += _boughs(rng, w, (line, ys))
        colours += [mix(canvas.light.lit(tone * np.float32(0.8), 0.15), canvas.light.haze, far)] * (
            len(outlines) - len(colours)
        )
    polygons(canvas, outlines, colours)


def _boughs(rng: np.random.Generator, wide: float, trunk: tuple[Floats, Floats]) -> list[Floats]:
    """A few bare boughs that leave the trunk upwards."""
    line, ys = trunk
    boughs: list[Floats] = []
    for _ in range(3):
        at = rng.uniform(0.35, 0.9)
        bx, by = (
            float(np.interp(at, np.linspace(0, 1, len(ys)), line)),
            float(np.interp(at, np.linspace(0, 1, len(ys)), ys)),
        )
        out = rng.choice([-1.0, 1.0]) * wide * rng.uniform(1.6, 3.6)
        up = wide * rng.uniform(2.0, 5.0)
        limb = [(bx, by), (bx + 0.5 * out, by - 0.30 * up), (bx + 0.85 * out, by - 0.72 * up), (bx + out, by - up)]
        twig = [limb[1], (bx + 0.9 * out, by - 0.42 * up), (bx + 1.25 * out, by - 0.62 * up)]
        boughs.append(np.array(stroke(limb, 0.26 * wide, 0.04 * wide), np.float32))
        boughs.append(np.array(stroke(twig, 0.10 * wide, 0.03 * wide), np.float32))
    return boughs


def _canopy(canvas: Canvas, scene: Scene) -> None:
    """Leaves overhead, thick at the upper corners and open in the middle."""
    if scene.season == "winter":
        return
    rng = canvas.dice.roll("canopy")
    leaves = season(scene.season).leaves
    spots = int(round(13 * canvas.width / canvas.unit))
    for _ in range(spots):
        u = rng.beta(0.6, 0.6)
        sag = 0.07 + 0.34 * abs(u - 0.5) ** 1.2
        y = canvas.horizon * rng.uniform(-0.1, sag * 1.5)
        size = canvas.unit * rng.uniform(0.16, 0.30)
        centres, radii, colours = crown(canvas, (u * canvas.width, y), size, leaves, rng)
        dabs(canvas, centres * [1, 1], radii * 0.8, mix(colours * np.float32(0.9), canvas.light.haze, 0.06))


def _shafts(canvas: Canvas, scene: Scene) -> None:
    """Shafts of light that fall through the trees."""
    if scene.overcast > 0.5 or scene.time == "night":
        return
    angle = np.arctan2(canvas.y - canvas.light.y, canvas.x - canvas.light.x)
    beams = line_noise(canvas.dice.roll("shafts"), 720, 15.0, 2, 0.4)
    index = ((angle + np.pi) / (2 * np.pi) * 719).astype(np.int32)
    distance = np.hypot(canvas.x - canvas.light.x, canvas.y - canvas.light.y) / np.float32(canvas.unit)
    strength = (
        smoothstep(beams[index], 0.0, 0.9)
        * np.exp(-distance * 1.7)
        * smoothstep(distance, 0.02, 0.3)
        * np.float32(0.26)
    )
    glow = np.exp(-distance * 3.2) * np.float32(0.35) * np.float32(0.3 + canvas.light.backlit)
    canvas.rgb += (canvas.light.disc - canvas.rgb) * (strength + glow)[..., None]


def _shade_edges(canvas: Canvas) -> None:
    """The forest's own dusk towards the sides and the lower edge."""
    u = np.abs(canvas.x / np.float32(canvas.width) - 0.5) * 2
    v = smoothstep(canvas.y, 0.72 * canvas.height, 1.05 * canvas.height)
    dusk = np.clip(0.30 * u**2.5 + 0.28 * v, 0, 0.6)
    canvas.rgb *= 1 - dusk[..., None] * np.array([1.0, 0.92, 0.85], np.float32)


def field(canvas: Canvas, scene: Scene) -> Stage:
    """Rolling meadows, trees in the distance, flowers and grass before us."""
    begin(canvas, scene, 0.54)
    paint_background(canvas, scene, scene.beyond)
    top = hill_line(canvas, "field", canvas.horizon + 0.045 * canvas.unit, 0.05 * canvas.unit, 0.9)
    meadow(canvas, scene, top)
    _scattered_trees(canvas, scene)
    near = hill_line(
        canvas, "near field", canvas.horizon + 0.42 * (canvas.height - canvas.horizon), 0.06 * canvas.unit, 0.7
    )
    _fold(canvas, scene, near)
    flowers(canvas, canvas.horizon + 0.25 * (canvas.height - canvas.horizon), scene, 1.0)
    grass(canvas, canvas.horizon + 0.4 * (canvas.height - canvas.horizon), scene, 1.2)
    return stage_on_ground(canvas, 0.34, 0.84)


def _fold(canvas: Canvas, scene: Scene, top: Floats) -> None:
    """A fold of the ground: shade along its upper line lifts the near meadow off the far one."""
    rows = canvas.rows_from(float(top.min()) - 0.05 * canvas.unit)
    below = (canvas.y[rows] - top[None]) / np.float32(canvas.unit)
    shade = np.exp(-np.maximum(-below, 0) * 34) * (below < 0) * np.float32(0.26)
    sheen = np.exp(-np.maximum(below, 0) * 14) * (below >= 0) * np.float32(0.16)
    canvas.rgb[rows] *= (1 - shade + sheen * (0.4 if scene.snowy else 1.0))[..., None]


def desert(canvas: Canvas, scene: Scene) -> Stage:
    """Dunes with a sharp crest between light and shade."""
    begin(canvas, scene, 0.46)
    rng = canvas.dice.roll("dunes")
    sand = mix(material("dune"), material("sand"), float(rng.uniform(0.1, 0.7)))
    flat = canvas.light.lit(sand, 0.6)
    canvas.layer(
        np.full(canvas.width, canvas.horizon, np.float32), mix(flat, canvas.light.haze, 0.7), flat, 0.5 * canvas.unit
    )
    depth = canvas.height - canvas.horizon
    wide = canvas.width / canvas.unit
    for row, far in enumerate((0.66, 0.48, 0.28, 0.08)):
        count = max(1, round((3.4, 2.6, 1.8, 1.2)[row] * wide))
        for i in range(count):
            u = (i + rng.uniform(0.1, 0.9)) / count
            foot = canvas.horizon + depth * ((0.10, 0.26, 0.52, 1.02)[row] + rng.uniform(-0.03, 0.05))
            rise = canvas.unit * (0.10, 0.14, 0.20, 0.30)[row] * rng.uniform(0.75, 1.2)
            reach = canvas.unit * (0.42, 0.52, 0.75, 1.05)[row] * rng.uniform(0.8, 1.2)
            _dune(canvas, sand, (u * canvas.width, foot, rise, reach), far, f"{row} {i}")
        canvas.tick()
    return stage_on_ground(canvas, 0.62, 0.90)


def _dune(canvas: Canvas, sand: Floats, form: tuple[float, float, float, float], far: float, name: str) -> None:
    """One dune: its crest winds down towards us and parts the sunny side from the shaded one."""
    x0, foot, rise, reach = form
    light = canvas.light
    rng = canvas.dice.roll(f"dune {name}")
    columns = slice(int(np.clip(x0 - reach, 0, canvas.width)), int(np.clip(x0 + reach, 0, canvas.width)))
    rows = slice(int(np.clip(foot - 1.25 * rise, 0, canvas.height)), int(np.clip(foot + 0.3 * rise, 0, canvas.height)))
    if columns.stop - columns.start < 3 or rows.stop - rows.start < 3:
        return
    here = (rows, columns)
    x, y = canvas.x[here], canvas.y[here]
    t = (x[0] - x0) / np.float32(reach)
    top = foot - rise * np.maximum(np.cos(np.clip(t, -1, 1) * np.float32(np.pi / 2)), 0) ** 1.7
    top = top - np.float32(0.05 * rise) * np.sin(t * np.float32(7) + np.float32(rng.uniform(0, 6)))
    down = np.clip((y - (foot - rise)) / np.float32(rise * 1.2), 0, 1)
    side = np.float32(1 if light.x > x0 else -1)
    bend, sway = rng.uniform(0.25, 0.6), rng.uniform(2.5, 4.5)
    crest = x0 - side * reach * (bend * down**1.4 - 0.10 * np.sin(down * sway) * down)
    ripple = fbm01(canvas.dice.vary(f"ripple {name}"), x.shape[1], x.shape[0], (4, 30), 3)
    lit = smoothstep((x - crest) * side / np.float32(reach), -0.02, 0.02)
    slope = np.gradient(top)[None] * side
    facing = lit * np.clip(0.72 - 0.9 * slope, 0.4, 1.0) + (1 - lit) * np.float32(
        0.13 + 0.25 * (1 - light.backlit) * 0.4
    )
    facing = np.clip(facing + (ripple - 0.5) * 0.10 * lit, 0.03, 1).astype(np.float32)
    warm = mix(sand, sand * np.array([1.06, 0.94, 0.86], np.float32), ripple)
    tone = mix(light.lit(warm, facing), light.haze, np.clip(far + 0.25 * down**3 * (1 - far), 0, 1))
    cover = np.clip(y - top[None] + 0.5, 0, 1) * smoothstep(y, foot + 0.3 * rise, foot - 0.25 * rise)
    part = canvas.rgb[here]
    part += (tone - part) * cover[..., None]
    flow = canvas.flow[here]
    angle = np.broadcast_to(np.arctan(np.gradient(top))[None], x.shape) * (1 - 0.6 * down) + 0.25 * side * down
    flow += (np.stack([np.cos(angle), np.sin(angle)], -1).astype(np.float32) - flow) * cover[..., None]
