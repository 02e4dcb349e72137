"""Within doors: close by a window with its sill, and a room with a window in its far wall."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from imagelabs_server.painter.backgrounds import hill_line, paint_background
from imagelabs_server.painter.canvas import Canvas, Light
from imagelabs_server.painter.noise import Floats, fbm01, mix, smoothstep
from imagelabs_server.painter.palettes import material, materials
from imagelabs_server.painter.places.outdoors import begin, meadow
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.plants import crown, dabs, leafy_tree, polygons
from imagelabs_server.painter.scene import Scene
from imagelabs_server.painter.subjects import SUBJECTS


@dataclass(frozen=True, slots=True)
class Opening:
    """A window's opening in the wall, canvas pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def wide(self) -> float:
        """Across."""
        return self.right - self.left

    @property
    def tall(self) -> float:
        """Down."""
        return self.bottom - self.top


def windowsill(canvas: Canvas, scene: Scene) -> Stage:
    """A window seen from close by: the view, the frame, curtains, and a deep sill to sit on."""
    w, h, u = canvas.width, canvas.height, canvas.unit
    tall = 0.70 * h
    wide = min(0.70 * w, 2.0 * tall)
    shift = canvas.dice.roll("window place").uniform(-0.5, 0.5) * max(0.0, (0.72 * w - wide))
    opening = Opening(w / 2 - wide / 2 + shift, 0.055 * h, w / 2 + wide / 2 + shift, 0.055 * h + tall)
    _view(canvas, scene, opening)
    outside = canvas.light
    room = _room_light(canvas, scene, outside)
    mask = _opening_mask(canvas, opening)
    canvas.accents.drop_inside(1 - mask)
    _wall(canvas, opening, room, mask)
    _frame(canvas, opening, room, outside)
    sill_top, sill_edge = opening.bottom, min(opening.bottom + 0.135 * h, 0.93 * h)
    span = (max(opening.left - 0.075 * u, -9.0), min(opening.right + 0.075 * u, w + 9.0))
    _sill(canvas, (sill_top, sill_edge), span, room, outside)
    _curtains(canvas, scene, opening, room, outside)
    canvas.tick()
    _sill_things(canvas, scene, opening, sill_top + 0.42 * (sill_edge - sill_top), room)
    canvas.light = room
    stand = sill_top + 0.60 * (sill_edge - sill_top)
    return Stage(
        ground=(stand, stand),
        left=opening.left + 0.06 * wide,
        right=opening.right - 0.06 * wide,
        air=(opening.top + 0.15 * tall, opening.top + 0.4 * tall),
        sill=(stand, opening.left + 0.06 * wide, opening.right - 0.06 * wide),
        shadow=0.62,
        size=1.22,
    )


def room(canvas: Canvas, scene: Scene) -> Stage:
    """A room: the far wall with a window, a floor of boards, a rug, a table, a picture and a lamp."""
    w, h, u = canvas.width, canvas.height, canvas.unit
    side = canvas.dice.roll("room side").choice([-1.0, 1.0])
    tall, wide = 0.42 * h, min(0.36 * w, 0.56 * h)
    middle = w * (0.5 + side * (0.10 + 0.06 * canvas.dice.roll("room").uniform()))
    opening = Opening(middle - wide / 2, 0.12 * h, middle + wide / 2, 0.12 * h + tall)
    _view(canvas, scene, opening)
    outside = canvas.light
    inside = _room_light(canvas, scene, outside)
    mask = _opening_mask(canvas, opening)
    canvas.accents.drop_inside(1 - mask)
    _wall(canvas, opening, inside, mask)
    _frame(canvas, opening, inside, outside)
    sill = (opening.bottom, opening.bottom + 0.028 * h)
    _sill(canvas, sill, (opening.left - 0.04 * u, opening.right + 0.04 * u), inside, outside)
    _curtains(canvas, scene, opening, inside, outside)
    skirting = 0.70 * h
    _floor(canvas, skirting, opening, inside, outside)
    canvas.light = inside
    canvas.horizon = skirting
    if any(SUBJECTS[wanted.name].stance == "surface" for wanted in scene.subjects):
        board = _great_table(canvas, inside, outside)
        return Stage(ground=(0.80 * h, 0.92 * h), right=w, air=(0.1 * h, 0.3 * h), sill=board, shadow=0.55, size=0.9)
    _furniture(canvas, skirting, opening, inside, side)
    return Stage(
        ground=(0.80 * h, 0.92 * h),
        left=0.08 * w,
        right=0.92 * w,
        air=(0.1 * h, 0.3 * h),
        shadow=0.5,
    )


def _great_table(canvas: Canvas, light: Light, outside: Light) -> tuple[float, float, float]:
    """A table that stands close before us; returns the row things stand on, and its first and last column."""
    w, h = canvas.width, canvas.height
    top, edge = 0.76 * h, 0.90 * h
    left, right = 0.5 * w - min(0.46 * w, 0.75 * canvas.unit), 0.5 * w + min(0.46 * w, 0.75 * canvas.unit)
    lip = 0.028 * canvas.unit
    wood = material("wood") * np.float32(0.95)
    polygons(
        canvas,
        [
            np.array(
                [(left + 0.06 * w, edge), (left + 0.10 * w, edge), (left + 0.10 * w, h + 2), (left + 0.06 * w, h + 2)]
            ),
            np.array(
                [
                    (right - 0.10 * w, edge),
                    (right - 0.06 * w, edge),
                    (right - 0.06 * w, h + 2),
                    (right - 0.10 * w, h + 2),
                ]
            ),
        ],
        [light.lit(wood * np.float32(0.6), 0.1)] * 2,
    )
    rows = canvas.rows_from(top - 1)
    y, x = canvas.y[rows], canvas.x[rows]
    depth = np.clip((y - top) / np.float32(edge - top), 0, 1)
    inset = 0.055 * w * (1 - depth)
    board = smoothstep(x, left + inset - 1, left + inset + 1) * smoothstep(x, right - inset + 1, right - inset - 1)
    board = board * smoothstep(y, top - 0.8, top + 0.8) * smoothstep(y, edge + 0.8, edge - 0.8)
    grain = fbm01(canvas.dice.roll("table grain"), w, rows.stop - rows.start, (canvas.cells(2), 40), 4, 0.6)
    pool = np.exp(-(((x - outside.x) / np.float32(0.55 * canvas.unit)) ** 2)) * (1 - 0.4 * depth)
    tone = wood * (light.ambient * np.float32(1.0) + light.key * (0.16 + 0.55 * pool)[..., None])
    tone *= (0.84 + 0.32 * grain)[..., None]
    canvas.blend(np.clip(tone, 0, 1), board, rows)
    front = smoothstep(x, left - 1, left + 1) * smoothstep(x, right + 1, right - 1)
    front = front * smoothstep(y, edge - 0.8, edge + 0.8) * smoothstep(y, edge + lip + 0.8, edge + lip - 0.8)
    canvas.blend(np.broadcast_to(light.lit(wood * np.float32(0.62), 0.12), tone.shape), front, rows)
    canvas.steer(np.float32(0.0), np.maximum(board, front), rows)
    return 0.855 * h, left + 0.06 * w, right - 0.06 * w


def _view(canvas: Canvas, scene: Scene, opening: Opening) -> None:
    """What is seen through the window, painted over the whole canvas."""
    share = (opening.bottom - 0.30 * opening.tall) / canvas.height
    begin(canvas, scene, share)
    paint_background(canvas, scene, scene.beyond)
    if scene.beyond == "city":
        _rooftops(canvas, scene, opening)
    elif scene.beyond != "sea":
        top = hill_line(canvas, "view field", canvas.horizon + 0.03 * canvas.unit, 0.035 * canvas.unit, 1.2)
        meadow(canvas, scene, top)
        if scene.beyond in ("hills", "mountains") and "trees" not in scene.without:
            rng = canvas.dice.roll("view tree")
            x = opening.left + opening.wide * rng.choice([0.14, 0.86])
            leafy_tree(canvas, (x, opening.bottom + 0.02 * canvas.unit), 0.46 * opening.tall, scene, rng, 0.10)


def _rooftops(canvas: Canvas, scene: Scene, opening: Opening) -> None:
    """Roofs of old houses between us and the towers."""
    rng = canvas.dice.roll("rooftops")
    light = canvas.light
    roofs, walls = materials("roof"), materials("plaster")
    outlines: list[Floats] = []
    colours: list[Floats] = []
    floor = opening.bottom + 0.05 * canvas.unit
    stone = mix(light.lit(materials("plaster")[0] * np.float32(0.5), 0.2), light.haze, 0.3)
    outlines.append(
        np.array([(-2, canvas.horizon), (canvas.width + 2, canvas.horizon), (canvas.width + 2, floor), (-2, floor)])
    )
    colours.append(stone)
    for row, far in enumerate((0.35, 0.18, 0.05)):
        eaves = canvas.horizon + (floor - canvas.horizon) * (0.30, 0.58, 0.95)[row]
        x = opening.left - rng.uniform(0.0, 0.12) * canvas.unit
        while x < opening.right:
            wide = canvas.unit * rng.uniform(0.10, 0.17) * (0.8 + 0.25 * row)
            rise = wide * rng.uniform(0.36, 0.55)
            roof, wall = roofs[int(rng.integers(len(roofs)))], walls[int(rng.integers(len(walls)))]
            sunny = light.x < x + wide / 2
            ridge = x + wide * (0.36 if rng.uniform() < 0.5 else 0.64)
            body = np.array(
                [
                    (x + 0.04 * wide, eaves - 2),
                    (x + 0.96 * wide, eaves - 2),
                    (x + 0.96 * wide, floor),
                    (x + 0.04 * wide, floor),
                ]
            )
            left = np.array([(x, eaves), (ridge, eaves - rise), (ridge, eaves)])
            right = np.array([(ridge, eaves - rise), (x + wide, eaves), (ridge, eaves)])
            chimney_x = ridge + 0.14 * wide
            chimney = np.array(
                [
                    (chimney_x, eaves - 1.12 * rise),
                    (chimney_x + 0.08 * wide, eaves - 1.12 * rise),
                    (chimney_x + 0.08 * wide, eaves - 0.4 * rise),
                    (chimney_x, eaves - 0.4 * rise),
                ]
            )
            pane = np.array(
                [
                    (x + 0.42 * wide, eaves + 0.10 * wide),
                    (x + 0.58 * wide, eaves + 0.10 * wide),
                    (x + 0.58 * wide, eaves + 0.32 * wide),
                    (x + 0.42 * wide, eaves + 0.32 * wide),
                ]
            )
            outlines += [body, chimney, left, right, pane]
            lamp = mix(light.zenith * np.float32(0.6), material("lamp"), light.dark)
            tones = [
                light.lit(wall, 0.35),
                light.lit(roof * np.float32(0.8), 0.4),
                light.lit(roof, 0.85 if sunny else 0.15),
                light.lit(roof, 0.15 if sunny else 0.85),
                lamp,
            ]
            if scene.snowy:
                tones[2:4] = [
                    light.lit(material("snow"), 0.8 if sunny else 0.2),
                    light.lit(material("snow"), 0.2 if sunny else 0.8),
                ]
            colours += [mix(tone, light.haze, far) for tone in tones]
            x += wide * rng.uniform(0.9, 1.1)
    polygons(canvas, outlines, colours)


def _room_light(canvas: Canvas, scene: Scene, outside: Light) -> Light:
    """The light within: from the window, and by night from a lamp behind us."""
    lamp = {"night": 1.0, "sunset": 0.35, "dawn": 0.15, "day": 0.0}[scene.time]
    ambient = mix(outside.ambient, np.array([0.50, 0.40, 0.30], np.float32), 0.25 + 0.55 * lamp)
    ambient = ambient * np.float32({"day": 1.18, "dawn": 1.08, "sunset": 1.0, "night": 0.92}[scene.time])
    key = outside.key if scene.time != "night" else mix(outside.key, np.array([0.75, 0.55, 0.34], np.float32), 0.35)
    return replace(
        outside,
        ambient=ambient.astype(np.float32),
        key=key,
        backlit=0.62 if scene.time == "day" else max(0.6, outside.backlit),
    )


def _opening_mask(canvas: Canvas, o: Opening) -> Floats:
    across = smoothstep(canvas.x, o.left - 0.8, o.left + 0.8) * smoothstep(canvas.x, o.right + 0.8, o.right - 0.8)
    return (
        across * smoothstep(canvas.y, o.top - 0.8, o.top + 0.8) * smoothstep(canvas.y, o.bottom + 0.8, o.bottom - 0.8)
    )


def _wall(canvas: Canvas, o: Opening, light: Light, mask: Floats) -> None:
    """A papered wall, lit round the window and dusky in the corners."""
    rng = canvas.dice.roll("wall")
    walls = materials("wall")
    albedo = walls[int(rng.integers(len(walls)))]
    dx = np.maximum(np.maximum(o.left - canvas.x, canvas.x - o.right), 0) / np.float32(canvas.unit)
    dy = np.maximum(np.maximum(o.top - canvas.y, canvas.y - o.bottom), 0) / np.float32(canvas.unit)
    spill = np.exp(-np.hypot(dx, dy) * 3.4)
    mottle = fbm01(canvas.dice.roll("plaster"), canvas.width, canvas.height, (canvas.cells(3), 4), 4)
    stripe = 0.5 + 0.5 * np.sin(canvas.x / np.float32(canvas.unit) * 2 * np.pi * 13)
    tone = albedo * (light.ambient * np.float32(0.80) + light.key * (0.05 + spill * np.float32(0.30))[..., None])
    tone *= (0.90 + 0.16 * mottle + 0.045 * smoothstep(stripe, 0.35, 0.65))[..., None]
    canvas.rgb = mix(tone, canvas.rgb, mask)
    canvas.steer(np.float32(np.pi / 2), 1 - mask)


def _bars(o: Opening, thick: float, panes: int) -> list[tuple[float, float, float, float]]:
    """The frame's bars as boxes: outer ones first, then mullions and a transom."""
    bars = [
        (o.left - thick, o.top - thick, o.right + thick, o.top + 0.35 * thick),
        (o.left - thick, o.top - thick, o.left + 0.45 * thick, o.bottom),
        (o.right - 0.45 * thick, o.top - thick, o.right + thick, o.bottom),
        (o.left, o.bottom - 0.55 * thick, o.right, o.bottom),
    ]
    for i in range(1, panes):
        x = o.left + o.wide * i / panes
        bars.append((x - 0.32 * thick, o.top, x + 0.32 * thick, o.bottom))
    y = o.top + 0.34 * o.tall
    bars.append((o.left, y - 0.25 * thick, o.right, y + 0.25 * thick))
    return bars


def _frame(canvas: Canvas, o: Opening, light: Light, outside: Light) -> None:
    """The wooden frame: each bar with an edge that catches the light and one in its own shade."""
    thick = max(2.0, 0.026 * canvas.unit)
    panes = 2 if o.wide < 1.15 * o.tall else 3 if o.wide < 1.9 * o.tall else 4
    wood = material("wood_white") if canvas.dice.roll("frame").uniform() < 0.6 else material("wood")
    base = wood * (light.ambient * np.float32(0.80) + light.key * np.float32(0.10))
    bright = np.minimum(wood * (light.ambient * np.float32(0.9) + light.key * np.float32(0.85)), 1)
    dim = base * np.float32(0.62)
    outlines: list[Floats] = []
    colours: list[Floats] = []

    def box(left: float, top: float, right: float, bottom: float, colour: Floats) -> None:
        outlines.append(np.array([(left, top), (right, top), (right, bottom), (left, bottom)]))
        colours.append(colour)

    for left, top, right, bottom in _bars(o, thick, panes):
        edge = max(1.0, 0.16 * min(right - left, bottom - top))
        sun_left = outside.x < (left + right) / 2
        box(left, top, right, bottom, base)
        if right - left < bottom - top:
            box(left, top, left + edge, bottom, bright if sun_left else dim)
            box(right - edge, top, right, bottom, dim if sun_left else bright)
        else:
            box(left, top, right, top + edge, bright if outside.y < top else dim)
            box(left, bottom - edge, right, bottom, dim if outside.y < top else bright)
    polygons(canvas, outlines, colours)
    pad = int(thick) + 2
    rows = slice(max(0, int(o.top) - pad), min(canvas.height, int(o.bottom) + pad))
    columns = slice(max(0, int(o.left) - pad), min(canvas.width, int(o.right) + pad))
    care = np.zeros((rows.stop - rows.start, columns.stop - columns.start), np.float32)
    mask = np.zeros((canvas.height, canvas.width), np.float32)
    for left, top, right, bottom in _bars(o, thick, panes):
        here = (
            slice(max(0, int(top) - 1), max(0, int(bottom) + 2)),
            slice(max(0, int(left) - 1), max(0, int(right) + 2)),
        )
        mask[here] = 1
    care[...] = mask[rows, columns] * np.float32(0.55)
    canvas.mind(care, rows, columns)
    canvas.accents.drop_inside(mask)


def _sill(canvas: Canvas, edges: tuple[float, float], span: tuple[float, float], light: Light, outside: Light) -> None:
    """The sill: a board in the window's light, its front edge, and its shadow on the wall below."""
    top, edge = edges
    lip = max(2.0, 0.24 * (edge - top))
    wood = material("wood_white") if canvas.dice.roll("frame").uniform() < 0.6 else material("wood")
    rows = canvas.rows_from(top)
    y, x = canvas.y[rows], canvas.x[rows]
    n = rows.stop - rows.start
    inside = smoothstep(x, span[0] - 1, span[0] + 1) * smoothstep(x, span[1] + 1, span[1] - 1)
    grain = fbm01(canvas.dice.roll("grain"), canvas.width, n, (canvas.cells(2), 60), 4, 0.6)
    t = np.clip((y - top) / np.float32(max(edge - top, 1)), 0, 1)
    pool = np.exp(-(((x - outside.x) / np.float32(0.50 * canvas.unit)) ** 2)) * np.float32(
        0.35 + 0.65 * outside.backlit
    )
    facing = (0.34 + 0.50 * pool) * (1 - 0.45 * t) + 0.10 * (grain - 0.5)
    board = wood * (light.ambient * np.float32(0.80) + light.key * facing[..., None]) * (0.90 + 0.2 * grain[..., None])
    canvas.blend(
        np.clip(board, 0, 1), smoothstep(y, top - 0.8, top + 0.8) * smoothstep(y, edge + 0.8, edge - 0.8) * inside, rows
    )
    front = wood * (light.ambient * np.float32(0.66) + light.key * np.float32(0.05)) * (0.92 + 0.14 * grain[..., None])
    canvas.blend(
        front, smoothstep(y, edge - 0.8, edge + 0.8) * smoothstep(y, edge + lip + 0.8, edge + lip - 0.8) * inside, rows
    )
    shade = np.exp(-np.maximum(y - edge - lip, 0) / np.float32(0.035 * canvas.unit)) * (y > edge + lip) * inside
    canvas.rgb[rows] *= 1 - shade[..., None] * np.float32(0.55)
    on_board = smoothstep(y, top - 1, top + 1) * inside * (y < edge + lip)
    canvas.steer(np.float32(0), on_board, rows)
    mask = np.zeros((canvas.height, canvas.width), np.float32)
    mask[rows] = on_board
    canvas.accents.drop_inside(mask)


def _curtains(canvas: Canvas, scene: Scene, o: Opening, light: Light, outside: Light) -> None:
    """Curtains on a rod, drawn aside, with the light of the window in their folds."""
    if "curtains" in scene.without:
        return
    rng = canvas.dice.roll("curtains")
    choices = materials("curtain")
    cloth = choices[int(rng.integers(len(choices)))]
    phase, folds = rng.uniform(0, 6.28), rng.uniform(6.5, 8.5)
    rod = max(o.top - 0.032 * canvas.unit, 0.004 * canvas.height)
    reach = min(0.24 * o.wide, 0.20 * canvas.unit)
    hem = min(
        canvas.height * 1.02, o.bottom + (0.30 * canvas.unit if o.tall > 0.6 * canvas.height else 0.07 * canvas.unit)
    )
    for side in (-1, 1):
        inner = o.left if side < 0 else o.right
        out = (canvas.x - inner) * np.float32(side)  # positive away from the window's middle
        v = np.clip((canvas.y - rod) / np.float32(max(hem - rod, 1)), 0, 1)
        gather = smoothstep(v, 0.0, 0.62) - 0.55 * smoothstep(v, 0.62, 1.0)
        edge_in = -reach * (0.52 - 0.38 * gather) + 0.004 * canvas.unit * np.sin(v * 19 + phase)
        edge_out = np.float32(0.115 * canvas.unit)
        u = (out - edge_in) / np.maximum(edge_out - edge_in, 1)
        cover = (
            smoothstep(u, -0.012, 0.02)
            * smoothstep(u, 1.02, 0.98)
            * (canvas.y > rod - 1)
            * smoothstep(canvas.y, hem + 1, hem - 1)
        )
        wave = np.sin(u * folds * 2 * np.pi * 0.62 + phase + 1.1 * np.sin(v * 3.1 + side) + 0.8 * np.sin(u * 9 + phase))
        fold = 0.5 + 0.5 * wave
        through = np.exp(-np.maximum(u, 0) * 2.4) * np.exp(
            -np.abs(canvas.y - outside.y) / np.float32(0.8 * canvas.unit)
        )
        facing = 0.10 + 0.20 * fold + (0.25 + 0.40 * outside.backlit) * through * (0.35 + 0.65 * fold)
        tone = cloth * (light.ambient * (0.50 + 0.55 * fold)[..., None] + light.key * facing[..., None])
        canvas.blend(np.clip(tone, 0, 1).astype(np.float32), cover)
        canvas.steer(np.float32(np.pi / 2), cover)
        canvas.accents.drop_inside(cover)
        canvas.tick()
    _rod(canvas, (o.left - 0.15 * canvas.unit, o.right + 0.15 * canvas.unit), rod, light)


def _rod(canvas: Canvas, span: tuple[float, float], y: float, light: Light) -> None:
    r = max(1.0, 0.007 * canvas.unit)
    brass = np.array([0.55, 0.42, 0.24], np.float32)
    outlines = [
        np.array([(span[0], y - r), (span[1], y - r), (span[1], y + r), (span[0], y + r)]),
        np.array([(span[0], y - r), (span[1], y - r), (span[1], y - 0.3 * r), (span[0], y - 0.3 * r)]),
    ]
    polygons(canvas, outlines, [light.lit(brass, 0.25), light.lit(brass, 0.9)])


def _sill_things(canvas: Canvas, scene: Scene, o: Opening, foot: float, light: Light) -> None:
    """A potted plant or a few books at one end of the sill."""
    rng = canvas.dice.roll("sill things")
    kind = rng.uniform()
    if kind < 0.2 or "plant" in scene.without or o.wide < 0.5 * canvas.unit:
        return
    u = canvas.unit
    x = o.left + 0.10 * o.wide if rng.uniform() < 0.5 else o.right - 0.10 * o.wide
    if kind < 0.75:
        pot, tall = rng.choice([0.042, 0.05]) * u, 0.085 * u
        clay = np.array([0.66, 0.36, 0.24], np.float32)
        side = 1 if light.x > x else -1
        outlines = [
            np.array([(x - pot, foot - tall), (x + pot, foot - tall), (x + 0.72 * pot, foot), (x - 0.72 * pot, foot)]),
            np.array(
                [
                    (x + 0.25 * side * pot, foot - tall),
                    (x + side * pot, foot - tall),
                    (x + 0.72 * side * pot, foot),
                    (x + 0.2 * side * pot, foot),
                ]
            ),
            np.array(
                [
                    (x - 1.12 * pot, foot - 1.2 * tall),
                    (x + 1.12 * pot, foot - 1.2 * tall),
                    (x + 1.08 * pot, foot - 0.92 * tall),
                    (x - 1.08 * pot, foot - 0.92 * tall),
                ]
            ),
        ]
        polygons(canvas, outlines, [light.lit(clay, 0.12), light.lit(clay, 0.55), light.lit(clay, 0.3)])
        keep, canvas.light = canvas.light, light
        leaves = (np.array([0.25, 0.45, 0.2], np.float32), np.array([0.38, 0.56, 0.26], np.float32))
        centres, radii, colours = crown(canvas, (x, foot - 1.2 * tall - 0.055 * u), 0.16 * u, leaves, rng)
        dabs(canvas, centres, radii, colours)
        m = 16
        bloom = np.stack(
            [x + rng.normal(0, 0.035, m) * u, foot - 1.2 * tall - 0.06 * u + rng.normal(0, 0.03, m) * u], 1
        )
        tone = light.lit(np.array([0.9, 0.3, 0.32], np.float32), 0.6)
        canvas.accents.add(
            bloom.astype(np.float32), (bloom + [0.004 * u, 0]).astype(np.float32), 0.008 * u, np.clip(tone, 0, 1)
        )
        canvas.light = keep
        return
    outlines, colours = [], []
    y = foot
    for _ in range(3):
        half, thick = rng.uniform(0.05, 0.075) * u, rng.uniform(0.014, 0.022) * u
        tone = np.array([[0.6, 0.22, 0.2], [0.2, 0.34, 0.46], [0.72, 0.6, 0.34], [0.28, 0.42, 0.3]], np.float32)[
            int(rng.integers(4))
        ]
        outlines += [
            np.array([(x - half, y - thick), (x + half, y - thick), (x + half, y), (x - half, y)]),
            np.array(
                [(x - half, y - thick), (x + half, y - thick), (x + half, y - 0.7 * thick), (x - half, y - 0.7 * thick)]
            ),
        ]
        colours += [light.lit(tone, 0.15), light.lit(tone, 0.7)]
        y -= thick
    polygons(canvas, outlines, colours)


def _floor(canvas: Canvas, top: float, o: Opening, light: Light, outside: Light) -> None:
    """Boards that run to a vanishing point, a rug, and the window's light lying across them."""
    rows = canvas.rows_from(top)
    n = rows.stop - rows.start
    depth = (canvas.y[rows] - top) / np.float32(max(canvas.height - top, 1))
    vanish = canvas.width / 2
    spread = 1 + 1.5 * depth
    across = (canvas.x[rows] - vanish) / np.float32(canvas.unit) / spread * 9
    board = np.floor(across)
    joint = smoothstep(np.abs(across - board - 0.5) * 2, 0.93, 1.0)
    tint = (np.sin(board * 12.9898) * 43758.5453) % 1
    grain = fbm01(canvas.dice.roll("boards"), canvas.width, n, (canvas.cells(14), 5), 4, 0.6)
    slant = np.float32(np.clip((o.left + o.right) / 2 - outside.x, -canvas.unit, canvas.unit) * 0.5)
    px = canvas.x[rows] - slant * depth
    grow = 0.12 * o.wide * depth
    pool = smoothstep(px, o.left - grow - 4, o.left - grow + 6) * smoothstep(px, o.right + grow + 4, o.right + grow - 6)
    pool = pool * smoothstep(depth, 0.10, 0.16) * smoothstep(depth, 0.85, 0.72)
    cross = np.abs(px - (o.left + o.right) / 2) < 0.014 * canvas.unit
    pool = np.where(cross, 0.25 * pool, pool) * np.float32(0.75 if outside.dark < 0.9 else 0.4)
    wood = material("wood") * np.float32(0.92)
    tone = wood * (light.ambient * np.float32(1.0) + light.key * (0.10 + 0.70 * pool)[..., None])
    tone *= ((0.90 + 0.16 * tint + 0.16 * (grain - 0.5)) * (1 - 0.40 * joint))[..., None]
    canvas.rgb[rows] = tone
    canvas.steer(np.float32(np.pi / 2) + (canvas.x[rows] - vanish) / np.float32(-canvas.width) * 0.9, 1.0, rows)
    _rug(canvas, top, light)
    u = canvas.unit
    white = material("wood_white")
    polygons(
        canvas,
        [np.array([(0, top - 0.022 * u), (canvas.width, top - 0.022 * u), (canvas.width, top), (0, top)])],
        [light.lit(white * np.float32(0.82), 0.12)],
    )


def _rug(canvas: Canvas, top: float, light: Light) -> None:
    """An oval rug with a border."""
    rng = canvas.dice.roll("rug")
    choices = materials("curtain")
    cloth, border = choices[int(rng.integers(len(choices)))], materials("wall")[int(rng.integers(5))]
    rows = canvas.rows_from(top)
    x, y = (
        (canvas.x[rows] - canvas.width / 2) / np.float32(0.44 * min(canvas.width, 1.5 * canvas.unit)),
        (canvas.y[rows] - (top + 0.62 * (canvas.height - top))) / np.float32(0.30 * (canvas.height - top)),
    )
    d = np.sqrt(x * x + y * y)
    weave = fbm01(canvas.dice.roll("weave"), canvas.width, rows.stop - rows.start, (canvas.cells(30), 20), 2)
    tone = np.where((d > 0.78)[..., None] & (d < 0.88)[..., None], border, cloth) * (0.9 + 0.2 * weave)[..., None]
    lit = tone * (light.ambient * np.float32(1.05) + light.key * np.float32(0.22))
    lit = mix(lit, canvas.rgb[rows] * np.float32(1.3), 0.22)  # the light that lies on the boards lies on the rug too
    canvas.blend(lit.astype(np.float32), smoothstep(d, 1.0, 0.985), rows)
    canvas.steer(np.float32(0), smoothstep(d, 1.0, 0.98), rows)


def _furniture(canvas: Canvas, top: float, o: Opening, light: Light, side: float) -> None:
    """A picture on the wall, a table with a lamp that shines when it is dark."""
    u, w = canvas.unit, canvas.width
    x = w * (0.5 - side * 0.25)
    wood = material("wood") * np.float32(0.72)
    outlines: list[Floats] = []
    colours: list[Floats] = []

    def box(left: float, up: float, right: float, down: float, colour: Floats) -> None:
        outlines.append(np.array([(left, up), (right, up), (right, down), (left, down)]))
        colours.append(colour)

    half, tall = 0.085 * u, 0.13 * u
    if o.left - 0.13 * u < x + half and x - half < o.right + 0.13 * u:
        x = o.left - 0.15 * u - half if side > 0 else o.right + 0.15 * u + half
    up = o.top + 0.08 * u
    box(x - half, up, x + half, up + 2 * tall * 0.8, light.lit(material("wood") * np.float32(0.9), 0.2))
    inset = 0.014 * u
    scene_tones = [mix(light.zenith, light.haze, 0.4), light.lit(np.array([0.35, 0.5, 0.3], np.float32), 0.4)]
    box(x - half + inset, up + inset, x + half - inset, up + tall * 0.95, scene_tones[0] * np.float32(0.8))
    box(x - half + inset, up + tall * 0.95, x + half - inset, up + 1.6 * tall - inset, scene_tones[1])
    table, deep = top + 0.005 * canvas.height, 0.018 * u
    left, right = x - 0.17 * u, x + 0.17 * u
    for leg in (left + 0.02 * u, right - 0.035 * u):
        box(leg, table, leg + 0.016 * u, table + 0.17 * u, light.lit(wood * np.float32(0.8), 0.1))
    outlines.append(
        np.array(
            [
                (left + 0.03 * u, table - 0.02 * u),
                (right - 0.03 * u, table - 0.02 * u),
                (right, table + 0.01 * u),
                (left, table + 0.01 * u),
            ]
        )
    )
    colours.append(light.lit(wood * np.float32(1.2), 0.5))
    box(left, table + 0.01 * u, right, table + 0.01 * u + deep, light.lit(wood, 0.12))
    polygons(canvas, outlines, colours)
    _table_lamp(canvas, (x - side * 0.10 * u, table - 0.006 * u), light)


def _table_lamp(canvas: Canvas, foot: tuple[float, float], light: Light) -> None:
    x, y = foot
    u = canvas.unit
    shade = mix(
        light.lit(np.array([0.9, 0.82, 0.66], np.float32), 0.35), np.array([1.0, 0.86, 0.56], np.float32), light.dark
    )
    brass = light.lit(np.array([0.55, 0.42, 0.26], np.float32), 0.4)
    polygons(
        canvas,
        [
            np.array(
                [
                    (x - 0.022 * u, y),
                    (x - 0.006 * u, y - 0.012 * u),
                    (x - 0.006 * u, y - 0.075 * u),
                    (x + 0.006 * u, y - 0.075 * u),
                    (x + 0.006 * u, y - 0.012 * u),
                    (x + 0.022 * u, y),
                ]
            ),
            np.array(
                [
                    (x - 0.026 * u, y - 0.14 * u),
                    (x + 0.026 * u, y - 0.14 * u),
                    (x + 0.052 * u, y - 0.068 * u),
                    (x - 0.052 * u, y - 0.068 * u),
                ]
            ),
        ],
        [brass, shade],
    )
    if light.dark > 0.2:
        distance = np.hypot(canvas.x - x, (canvas.y - (y - 0.1 * u)))
        glow = np.exp(-distance / np.float32(0.13 * u)) * np.float32(0.5 * light.dark)
        canvas.rgb += glow[..., None] * np.array([1.0, 0.78, 0.45], np.float32) * (1 - np.clip(canvas.rgb, 0, 1))
