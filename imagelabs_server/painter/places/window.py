"""A window in a wall: the view through it, its frame, sill and curtains."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from imagelabs_server.painter.canvas import Canvas, Light
from imagelabs_server.painter.canvas.fills import polygons
from imagelabs_server.painter.canvas.noise import fbm01
from imagelabs_server.painter.canvas.pixels import Floats, mix, smoothstep
from imagelabs_server.painter.nature.backgrounds import hill_line, paint_background
from imagelabs_server.painter.nature.vegetation import leafy_tree
from imagelabs_server.painter.palettes import material, materials
from imagelabs_server.painter.places.ground import begin, meadow
from imagelabs_server.painter.scene import Scene


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


def paint_view(canvas: Canvas, scene: Scene, opening: Opening) -> None:
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


def room_light(scene: Scene, outside: Light) -> Light:
    """The light indoors: from the window, and by night from a lamp behind us."""
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


def opening_mask(canvas: Canvas, o: Opening) -> Floats:
    across = smoothstep(canvas.x, o.left - 0.8, o.left + 0.8) * smoothstep(canvas.x, o.right + 0.8, o.right - 0.8)
    return (
        across * smoothstep(canvas.y, o.top - 0.8, o.top + 0.8) * smoothstep(canvas.y, o.bottom + 0.8, o.bottom - 0.8)
    )


def paint_wall(canvas: Canvas, o: Opening, light: Light, mask: Floats) -> None:
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
    canvas.steer(np.pi / 2, 1 - mask)


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


def paint_frame(canvas: Canvas, o: Opening, light: Light, outside: Light) -> None:
    """The wooden frame: each bar with an edge that catches the light and one in its own shade."""
    thick = max(2.0, 0.026 * canvas.unit)
    panes = 2 if o.wide < 1.15 * o.tall else 3 if o.wide < 1.9 * o.tall else 4 if o.wide < 2.6 * o.tall else 6
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
    canvas.mark_salient(care, rows, columns)
    canvas.accents.drop_inside(mask)


def paint_sill(
    canvas: Canvas, edges: tuple[float, float], span: tuple[float, float], light: Light, outside: Light
) -> None:
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
    canvas.steer(0.0, on_board, rows)
    mask = np.zeros((canvas.height, canvas.width), np.float32)
    mask[rows] = on_board
    canvas.accents.drop_inside(mask)


def paint_curtains(canvas: Canvas, scene: Scene, o: Opening, light: Light, outside: Light) -> None:
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
        canvas.tick()
        fold = 0.5 + 0.5 * wave
        through = np.exp(-np.maximum(u, 0) * 2.4) * np.exp(
            -np.abs(canvas.y - outside.y) / np.float32(0.8 * canvas.unit)
        )
        facing = 0.10 + 0.20 * fold + (0.25 + 0.40 * outside.backlit) * through * (0.35 + 0.65 * fold)
        canvas.tick()
        tone = cloth * (light.ambient * (0.50 + 0.55 * fold)[..., None] + light.key * facing[..., None])
        canvas.blend(np.clip(tone, 0, 1).astype(np.float32), cover)
        canvas.steer(np.pi / 2, cover)
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
