"""Light on subjects: rasterise their parts, shade them, add rim light and haze."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from imagelabs_server.painter.canvas import Canvas, Light
from imagelabs_server.painter.canvas.noise import line_noise
from imagelabs_server.painter.canvas.pixels import Floats, luminance, mix, rgb, smoothstep, soften
from imagelabs_server.painter.figures.grounding import break_edge, cast_shadow, ground_of, reflect, waterline
from imagelabs_server.painter.figures.sprite import Placement, Sprite, overlap
from imagelabs_server.painter.palettes import material
from imagelabs_server.painter.subjects.parts import Part
from imagelabs_server.painter.subjects.subject import Subject

SUPERSAMPLING = 3

SNOW = {"building": 0.08, "plant": 0.05, "vehicle": 0.03, "thing": 0.02}  # how deep it lies on things, in heights
ENOUGH = 0.66  # the least light, ambient and a share of the direct one, in which a figure reads


def paint_subject(canvas: Canvas, subject: Subject, place: Placement, parts: Sequence[Part]) -> Floats:
    """Draw a subject into the canvas with the canvas's light.

    Args:
        canvas: to draw on; its `light` must be set.
        subject: what to draw.
        place: where and how.
        parts: its drawing, in a pose.

    Returns:
        Where the subject covers the canvas, (height, width), 0 to 1.
    """
    cover = np.zeros((canvas.height, canvas.width), np.float32)
    sprite = _light_parts(canvas, parts, place)
    if sprite is None:
        return cover
    ground = ground_of(canvas, sprite, place)
    if place.contact == "ground":
        cast_shadow(canvas, sprite, place)
    elif place.contact == "water":
        reflect(canvas, sprite, place)
    if canvas.snow > 0 and place.contact != "none":
        _snow_on(sprite, canvas, place, canvas.snow * SNOW.get(subject.group, 0.0))
    _paste(canvas, sprite, cover)
    canvas.accents.drop_inside(cover)
    if place.contact == "water":
        waterline(canvas, place, sprite)
    elif place.contact == "ground":
        break_edge(canvas, sprite, place, ground)
    return cover


def _light_parts(canvas: Canvas, parts: Sequence[Part], place: Placement) -> Sprite | None:
    """Rasterise and light all parts; None when nothing of them is on the canvas."""
    turn = -1.0 if place.mirrored else 1.0
    outlines = [
        np.asarray(part.outline, np.float64) * (turn * place.height, -place.height) + (place.x, place.ground_y)
        for part in parts
        if len(part.outline) >= 3
    ]
    parts = [part for part in parts if len(part.outline) >= 3]
    if not outlines:
        return None
    everything = np.concatenate(outlines)
    margin = 3 + 0.12 * place.height
    left, top = (int(v) for v in np.floor(everything.min(0) - margin))
    right, bottom = (int(v) for v in np.ceil(everything.max(0) + margin))
    left, top = max(left, -canvas.width), max(top, -canvas.height)
    right, bottom = min(right, 2 * canvas.width), min(bottom, 2 * canvas.height)
    if right <= max(left, 0) or bottom <= max(top, 0) or left >= canvas.width or top >= canvas.height:
        return None
    sprite = Sprite(
        left,
        top,
        np.zeros((bottom - top, right - left, 3), np.float32),
        np.zeros((bottom - top, right - left), np.float32),
        None,
    )
    shade = _Shade(canvas.light, place, _towards_light(canvas.light, place), float(canvas.width), _fill(canvas.light))
    tones = _body_tones(parts, place.colour)
    for part, outline, albedo in zip(parts, outlines, tones, strict=True):
        _add_part(sprite, part, outline, albedo, shade)
        canvas.tick()
    if place.cut is not None:
        rows = np.arange(top, bottom, dtype=np.float32)[:, None]
        sprite.cover *= np.clip(place.cut - rows, 0, 1)
    _model_whole(sprite, shade)
    return sprite


@dataclass(frozen=True, slots=True)
class _Shade:
    """What every part of one subject needs to be lit."""

    light: Light
    place: Placement
    towards: Floats  # (3,): x right, y down, z to the viewer
    across: float  # the picture's width, pixels
    fill: Floats  # (3,), see `_fill`


def _towards_light(light: Light, place: Placement) -> Floats:
    """The direction from the subject's middle to the light, unit length."""
    across = (light.x - place.x) / max(place.height, 1.0)
    down = (light.y - (place.ground_y - place.height * 0.5)) / max(place.height, 1.0)
    flat = np.array([across, min(down, -0.25)], np.float32)
    flat /= np.float32(np.hypot(*flat) + 1e-6)
    depth = 0.62 - 0.5 * light.backlit  # painter's licence: light from behind still wraps round the form
    towards = np.array([flat[0], flat[1], depth], np.float32)
    return (towards / np.linalg.norm(towards)).astype(np.float32)


def _body_tones(parts: Sequence[Part], colour: str | None) -> list[Floats]:
    """Each part's local colour; body parts take `colour` and keep their relative lightness."""
    tones = [rgb(part.colour) for part in parts]
    bodies = [float(luminance(tone)) for part, tone in zip(parts, tones, strict=True) if part.role == "body"]
    if colour is None or not bodies:
        return tones
    target, middle = rgb(colour), max(float(np.median(bodies)), 0.08)
    return [
        np.clip(np.maximum(target, 0.07) * np.clip(float(luminance(tone)) / middle, 0.55, 1.5), 0, 1).astype(np.float32)
        if part.role == "body"
        else tone
        for part, tone in zip(parts, tones, strict=True)
    ]


def _rasterise(outline: Floats, left: int, top: int, width: int, height: int) -> Floats:
    """The coverage of a polygon in a box of canvas pixels, anti-aliased."""
    mask = Image.new("L", (width * SUPERSAMPLING, height * SUPERSAMPLING))
    corners = (np.asarray(outline) - (left, top)) * SUPERSAMPLING
    ImageDraw.Draw(mask).polygon([(float(x), float(y)) for x, y in corners], fill=255)
    return np.asarray(mask.reduce(SUPERSAMPLING), np.float32) / np.float32(255)


def _add_part(sprite: Sprite, part: Part, outline: Floats, albedo: Floats, shade: _Shade) -> None:
    """Light one part and lay it over the parts before it."""
    rows, columns = sprite.cover.shape
    x0, y0 = (int(v) for v in np.maximum(np.floor(outline.min(0)) - 2 - (sprite.left, sprite.top), 0))
    x1 = min(int(np.ceil(outline[:, 0].max())) + 3 - sprite.left, columns)
    y1 = min(int(np.ceil(outline[:, 1].max())) + 3 - sprite.top, rows)
    if x1 - x0 < 1 or y1 - y0 < 1:
        return
    mask = _rasterise(outline, sprite.left + x0, sprite.top + y0, x1 - x0, y1 - y0)
    here = (slice(y0, y1), slice(x0, x1))
    colour = _part_colour(part, albedo, mask, shade, sprite.top + y0)
    cover = mask * np.float32(part.alpha)
    under, covered = sprite.colour[here], sprite.cover[here]
    under += (colour - under) * np.where(covered > 0.02, cover, np.minimum(1, cover * 50))[..., None]
    covered += (1 - covered) * cover
    if part.role == "light" and shade.light.dark > 0.05:
        if sprite.glow is None:
            sprite.glow = np.zeros_like(sprite.colour)
        sprite.glow[here] += cover[..., None] * albedo * np.float32(shade.light.dark)
    elif sprite.glow is not None:
        sprite.glow[here] *= 1 - cover[..., None] * np.float32(0.8)


def _part_colour(part: Part, albedo: Floats, mask: Floats, shade: _Shade, top: int) -> Floats:
    """The lit colours over a part's own box, or the one colour of all of it, (1, 1, 3)."""
    light = shade.light
    facing, sky_share, edge = _rounding(mask, part.bulge, shade.towards)
    if part.role == "light" and light.dark > 0.05:
        plain = light.lit(albedo, facing)
        return mix(plain, np.minimum(albedo * 1.12 + 0.06, 1), light.dark)
    if part.role == "glass":
        rows = np.arange(mask.shape[0], dtype=np.float32)[:, None] + top
        height = np.clip((shade.place.ground_y - rows) / max(shade.place.height, 1), 0, 1)
        sky = mix(light.haze, light.zenith, np.broadcast_to(height, mask.shape))
        albedo = mix(sky, albedo, 0.3)
        return mix(albedo, light.disc, np.clip(facing - 0.7, 0, 1) * np.float32(0.8))
    fill = shade.fill
    albedo = albedo + np.float32(0.35) * fill * (1 - luminance(albedo)) ** 4  # blacks keep their forms in the dark
    key_strength = np.float32(1 - 0.3 * light.backlit)
    from_sky = np.float32(0.62) + np.float32(0.5) * sky_share  # the sky lights upper sides, the ground warms lower ones
    colour = albedo * ((light.ambient + fill) * from_sky[..., None] + light.key * (facing * key_strength)[..., None])
    # Broken colour: a part's turning edge is cooler and a little deeper, as painters set it.
    cooled: Floats = colour * (1 - np.float32(0.16) * edge[..., None] * np.array([1.1, 1.0, 0.75], np.float32))
    return cooled


def _fill(light: Light) -> Floats:
    """Extra light for a figure in weak light, (3,), so that its forms and colours stay readable."""
    missing = ENOUGH - float(luminance(light.ambient)) - 0.35 * (1 - 0.75 * light.backlit) * float(luminance(light.key))
    return np.array([1.05, 0.95, 0.85], np.float32) * np.float32(np.clip(missing, 0.0, 0.3))


def _rounding(mask: Floats, bulge: float, towards: Floats) -> tuple[Floats, Floats, Floats]:
    """How a part faces the light and the sky, and how near its turning edge is: each over its box, or one for all."""
    size = float(min(mask.shape))
    if bulge < 0.02 or size < 4:
        flat = np.full((1, 1), max(0.0, float(towards[2])) * 0.8 + 0.2, np.float32)
        return flat, np.full((1, 1), 0.6, np.float32), np.zeros((1, 1), np.float32)
    # Thin, bent shapes have a large box and little area: their thickness is what must be rounded.
    thickness = max(2.0, min(size, 2.0 * float(mask.sum()) / max(mask.shape)))
    sigma = 0.24 * thickness
    pad = int(2 * sigma) + 1
    wide = np.zeros((mask.shape[0] + 2 * pad, mask.shape[1] + 2 * pad), np.float32)
    wide[pad:-pad, pad:-pad] = mask
    height = soften(wide, sigma)[pad:-pad, pad:-pad]
    down, across = np.gradient(height)
    scale = np.float32(2.3 * sigma * bulge)
    nx, ny = -across * scale, -down * scale
    length = np.sqrt(nx * nx + ny * ny)
    shrink = np.where(length > 0.97, 0.97 / (length + 1e-6), 1.0).astype(np.float32)
    nx, ny = nx * shrink, ny * shrink
    nz = np.sqrt(np.maximum(1 - nx * nx - ny * ny, 0.05))
    facing = np.clip(nx * towards[0] + ny * towards[1] + nz * towards[2] + 0.12, 0, 1.1) / np.float32(1.1)
    return facing, 0.5 - 0.5 * ny, np.minimum(length, 1) ** 2


def _model_whole(sprite: Sprite, shade: _Shade) -> None:
    """Shade the figure as a whole: its large form, rim light, darker feet, strength of colour, and haze."""
    light, place, towards = shade.light, shade.place, shade.towards
    solid = sprite.cover
    big = soften(solid, max(1.0, 0.085 * place.height))
    down, across = np.gradient(big)
    spread = np.float32(0.085 * place.height * 2.0)
    form = np.clip((-across * towards[0] - down * towards[1]) * spread, -0.6, 0.6)
    sprite.colour *= 1 + (form * np.float32(0.42))[..., None] * np.minimum(1, light.key + 0.4)
    fine = soften(solid, max(0.8, 0.008 * place.height))
    down, across = np.gradient(fine)
    flat = towards[:2] / np.float32(np.hypot(towards[0], towards[1]) + 1e-6)
    outward = -(across * flat[0] + down * flat[1]) * np.float32(max(0.8, 0.008 * place.height) * 2.6)
    # Only a light that stands behind the figure draws a bright line around it; from the side it would be a halo.
    behind = float(np.exp(-(((light.x - place.x) / (0.45 * shade.across)) ** 2)))
    rim = np.clip(outward, 0, 1) * solid * np.float32(0.12 + (0.15 + 0.65 * behind) * light.backlit)
    sprite.colour += rim[..., None] * light.key * (0.55 + 0.45 * light.disc)
    if place.contact == "ground":
        rows = np.arange(solid.shape[0], dtype=np.float32)[:, None] + sprite.top
        low = smoothstep(rows, place.ground_y - 0.16 * place.height, place.ground_y + 0.02 * place.height)
        sprite.colour *= 1 - np.float32(0.28) * low[..., None]
    if place.vivid != 1:
        grey = luminance(sprite.colour)[..., None]
        sprite.colour += (sprite.colour - grey) * np.float32(np.clip(0.6 * (place.vivid - 1), -0.3, 0.7))
    if place.distance > 0:
        sprite.colour += (light.haze - sprite.colour) * np.float32(np.clip(place.distance, 0, 0.92))
    np.clip(sprite.colour, 0, 1, out=sprite.colour)


def _snow_on(sprite: Sprite, canvas: Canvas, place: Placement, deep: float) -> None:
    """Lay snow, `deep` in the figure's heights, on all its edges that face the sky."""
    rows, columns = sprite.cover.shape
    if deep * place.height < 0.7:
        return
    rough = line_noise(canvas.dice.vary(f"snow {place.x:.0f}"), columns, max(1.0, 6 * columns / place.height), 3, 0.6)
    drop = np.clip(deep * place.height * (0.85 + 0.5 * rough), 1, rows - 1)
    whole = drop.astype(np.int32)
    above = np.arange(rows)[:, None] - whole[None]
    taken = [np.where(a >= 0, np.take_along_axis(sprite.cover, np.maximum(a, 0), 0), 0) for a in (above, above - 1)]
    hidden = taken[0] + (taken[1] - taken[0]) * (drop - whole)
    lies = np.clip(sprite.cover - hidden, 0, 1)
    snow = canvas.light.lit(material("snow"), 0.7)
    snow = mix(snow, canvas.light.haze, np.clip(place.distance, 0, 0.92))
    sprite.colour += (np.minimum(snow, 1) - sprite.colour) * (np.float32(0.94) * lies)[..., None]


def _paste(canvas: Canvas, sprite: Sprite, cover: Floats) -> None:
    """Lay the sprite over the canvas, with the glow of its lamps, and mark it as salient."""
    on_canvas, inside = overlap(sprite, canvas)
    solid = sprite.cover[inside]
    part = canvas.rgb[on_canvas]
    part += (sprite.colour[inside] - part) * solid[..., None]
    if sprite.glow is not None:
        radius = 0.05 * max(sprite.cover.shape)
        halo = np.stack([soften(sprite.glow[..., c], radius) for c in range(3)], -1)[inside]
        part += halo * np.float32(0.75) * (1 - part)
    cover[on_canvas] = solid
    care = soften(solid, 2.0)
    canvas.mark_salient(care, *on_canvas)
