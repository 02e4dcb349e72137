"""A room with a window in its far wall."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas import Canvas, Light
from imagelabs_server.painter.canvas.fills import polygons
from imagelabs_server.painter.canvas.noise import fbm01
from imagelabs_server.painter.canvas.pixels import Floats, mix, smoothstep
from imagelabs_server.painter.palettes import material, materials
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.places.window import (
    Opening,
    opening_mask,
    paint_curtains,
    paint_frame,
    paint_sill,
    paint_view,
    paint_wall,
    room_light,
)
from imagelabs_server.painter.scene import Scene
from imagelabs_server.painter.subjects import SUBJECTS


def room(canvas: Canvas, scene: Scene) -> Stage:
    """A room: the far wall with a window, a floor of boards, a rug, a table, a picture and a lamp."""
    w, h, u = canvas.width, canvas.height, canvas.unit
    side = canvas.dice.roll("room side").choice([-1.0, 1.0])
    tall, wide = 0.42 * h, min(0.36 * w, 0.56 * h)
    middle = w * (0.5 + side * (0.10 + 0.06 * canvas.dice.roll("room").uniform()))
    opening = Opening(middle - wide / 2, 0.12 * h, middle + wide / 2, 0.12 * h + tall)
    paint_view(canvas, scene, opening)
    outside = canvas.light
    inside = room_light(scene, outside)
    mask = opening_mask(canvas, opening)
    canvas.accents.drop_inside(1 - mask)
    paint_wall(canvas, opening, inside, mask)
    canvas.tick()
    paint_frame(canvas, opening, inside, outside)
    sill = (opening.bottom, opening.bottom + 0.028 * h)
    paint_sill(canvas, sill, (opening.left - 0.04 * u, opening.right + 0.04 * u), inside, outside)
    paint_curtains(canvas, scene, opening, inside, outside)
    skirting = 0.70 * h
    _floor(canvas, skirting, opening, inside, outside)
    canvas.light = inside
    canvas.horizon = skirting
    if any(SUBJECTS[w.name].lies_on_tables and w.other is None for w in scene.subjects):
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
    canvas.steer(0.0, np.maximum(board, front), rows)
    return 0.855 * h, left + 0.06 * w, right - 0.06 * w


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
    canvas.steer(0.0, smoothstep(d, 1.0, 0.98), rows)


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

    def by_lamp(tone: Floats, facing: float, share: float) -> Floats:
        """The wood in the room's light, and in its own lamp's as far as that shines."""
        lamp = tone * np.array([1.15, 0.90, 0.58], np.float32)
        return mix(light.lit(tone, facing), lamp, share * light.dark)

    left, right = x - 0.17 * u, x + 0.17 * u
    for leg in (left + 0.02 * u, right - 0.035 * u):
        box(leg, table, leg + 0.016 * u, table + 0.17 * u, by_lamp(wood * np.float32(0.8), 0.1, 0.3))
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
    colours.append(by_lamp(wood * np.float32(1.2), 0.5, 0.85))
    box(left, table + 0.01 * u, right, table + 0.01 * u + deep, by_lamp(wood, 0.12, 0.5))
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
