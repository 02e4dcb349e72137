"""Where subjects stand in a place: scale, spacing, relations and the order in which they are painted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.light import Contact, Placement, paint_subject
from imagelabs_server.painter.palettes import season
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.scene import Scene, Wanted
from imagelabs_server.painter.subjects import SUBJECTS
from imagelabs_server.painter.subjects.shapes import Subject
from imagelabs_server.painter.words import lexicon

Zone = Literal["ground", "water", "air", "deep", "sill"]
_CONTACTS: dict[Zone, Contact] = {"ground": "ground", "sill": "ground", "water": "water", "air": "none", "deep": "none"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One subject to be painted: which, where, the name of its dice (its pose), and when (low first)."""

    subject: Subject
    place: Placement
    pose: str
    order: float


def paint_subjects(canvas: Canvas, scene: Scene, stage: Stage) -> None:
    """Compose the scene's subjects on the stage and paint them, far ones first."""
    for figure in compose(canvas, scene, stage):
        paint_subject(canvas, figure.subject, figure.place, canvas.dice.roll(figure.pose))
        canvas.tick()


def compose(canvas: Canvas, scene: Scene, stage: Stage) -> list[Figure]:
    """Decide where every subject stands; back to front."""
    if not scene.subjects:
        return []
    spots: dict[int, list[Figure]] = {}
    independent = [i for i, w in enumerate(scene.subjects) if not _depends(scene, w)]
    lanes = _lanes(canvas, scene, stage, independent)
    for i in independent:
        spots[i] = _stand(canvas, scene, stage, (i, lanes[i]))
    for i, wanted in enumerate(scene.subjects):
        if i not in spots:
            spots[i] = _relate(canvas, scene, stage, (i, spots.get(wanted.other or 0, [])))
    figures = [figure for i in sorted(spots) for figure in spots[i]]
    return sorted(figures, key=lambda f: f.order)


def _depends(scene: Scene, wanted: Wanted) -> bool:
    """Whether a subject's place follows from another's."""
    if wanted.other is None or wanted.other >= len(scene.subjects):
        return False
    other = scene.subjects[wanted.other]
    if wanted.relation == "with":
        return wanted.name in lexicon()["held"] and SUBJECTS[other.name].group == "person"
    if other.other is not None or wanted.relation not in ("on", "in", "under", "above"):
        return False
    return SUBJECTS[wanted.name].metres < 1.6 * SUBJECTS[other.name].metres or wanted.relation in ("under", "above")


def _zone(subject: Subject, stage: Stage) -> Zone:
    """Which part of the stage suits a subject."""
    small = subject.metres < 1.3 and subject.group in ("animal", "thing", "plant")
    if stage.sill is not None and (subject.stance == "surface" or (stage.ground[0] == stage.ground[1] and small)):
        return "sill"
    if subject.stance == "surface" and stage.sill is None:
        return "ground"
    if subject.stance == "water" and stage.water is not None:
        return "water"
    if subject.stance == "underwater":
        return "deep" if stage.deep is not None else "water" if stage.water is not None else "ground"
    if subject.stance == "air":
        return "air"
    if stage.deep is not None and subject.group == "vehicle":
        return "deep"
    return "ground"


def _shape(canvas: Canvas, subject: Subject, pose: str) -> tuple[float, float]:
    """How far a subject reaches left and right of its middle, in its own heights."""
    parts = subject.draw(canvas.dice.roll(pose))
    corners = np.concatenate(
        [np.asarray(p.outline, np.float64) for p in parts if len(p.outline) >= 3] or [np.zeros((1, 2))]
    )
    return float(-corners[:, 0].min()), float(corners[:, 0].max())


def _height(canvas: Canvas, scene: Scene, stage: Stage, wanted: Wanted) -> float:
    """How high a subject stands, in pixels: its prominence when alone, its metres among others."""
    lead = SUBJECTS[scene.subjects[0].name]
    subject = SUBJECTS[wanted.name]
    share = subject.prominence
    if len(scene.subjects) > 1 and subject is not lead:
        grown = float(np.clip((subject.metres / lead.metres) ** 0.42, 0.38, 2.4))
        share = 0.5 * share + 0.5 * min(lead.prominence * grown, 0.8)
    crowd = wanted.count**-0.38 * len(scene.subjects) ** -0.16
    return float(np.clip(canvas.unit * share * crowd * wanted.size * stage.size, 6, 0.80 * canvas.height))


def _lanes(canvas: Canvas, scene: Scene, stage: Stage, independent: list[int]) -> dict[int, tuple[float, float]]:
    """The columns that each kind of subject may use: side by side, in the prompt's order or the seed's."""
    order = list(independent)
    if len(order) > 1 and canvas.dice.roll("lanes").uniform() < 0.5:
        order.reverse()
    order.sort(key=lambda i: {"left": 0, None: 1, "middle": 1, "right": 2}[scene.subjects[i].side])
    weights = [SUBJECTS[scene.subjects[i].name].prominence * scene.subjects[i].count ** 0.7 + 0.12 for i in order]
    total, at = sum(weights), 0.0
    left, right = stage.left, stage.right
    lanes: dict[int, tuple[float, float]] = {}
    for i, weight in zip(order, weights, strict=True):
        begin, end = at / total, (at + weight) / total
        at += weight
        if len(order) == 1:
            begin, end = {"left": (0.0, 0.45), "right": (0.55, 1.0), "middle": (0.35, 0.65), None: (0.0, 1.0)}[
                scene.subjects[i].side
            ]
        lanes[i] = (left + begin * (right - left), left + end * (right - left))
    return lanes


def _stand(canvas: Canvas, scene: Scene, stage: Stage, lane: tuple[int, tuple[float, float]]) -> list[Figure]:
    """Place all of one kind in its lane."""
    index, (left, right) = lane
    wanted = scene.subjects[index]
    subject = SUBJECTS[wanted.name]
    zone = _zone(subject, stage)
    if zone == "sill" and stage.sill is not None and stage.right > stage.left:
        # The lane's share of the stage is taken of the sill.
        scale = (stage.sill[2] - stage.sill[1]) / (stage.right - stage.left)
        left, right = (stage.sill[1] + (edge - stage.left) * scale for edge in (left, right))
    if zone == "water" and stage.banks is not None:
        left, right = stage.banks
    rng = canvas.dice.roll(f"stand {index}")
    nudge = canvas.dice.vary(f"stand {index}")
    figures = []
    slots = rng.permutation(wanted.count)
    for k in range(wanted.count):
        pose = f"pose {index} {k}"
        reach = _shape(canvas, subject, pose)
        mirrored = bool(subject.facing and rng.uniform() < 0.5)
        if mirrored:
            reach = (reach[1], reach[0])
        height = _height(canvas, scene, stage, wanted)
        room = (right - left) / wanted.count
        height = min(
            height, max(room * (1.25 if wanted.count > 1 else 0.92), 0.16 * canvas.width) / max(sum(reach), 0.2)
        )
        if zone == "water" and stage.banks is not None and subject.group == "building":
            height = 1.5 * (right - left) / max(sum(reach), 0.2)  # a bridge reaches from bank to bank
        luck = rng.uniform()
        if zone in ("air", "deep") and wanted.count > 1:
            luck = (slots[(k * 7 + 3) % wanted.count] + luck) / wanted.count
        y, far = _feet(canvas, stage, zone, subject, (luck, height))
        if wanted.count > 1:
            height *= float(rng.uniform(0.86, 1.08))
        if zone == "ground":
            height *= 1.08 - 0.36 * far
        if wanted.count == 1:
            across = rng.uniform(0.30, 0.70) if right - left > 0.8 * canvas.width else rng.uniform(0.38, 0.62)
        else:
            across = (slots[k] + 0.5 + rng.uniform(-0.3, 0.3)) / wanted.count
        x = left + across * (right - left) + nudge.normal(0, 0.006) * canvas.unit
        edges = (left, right) if zone == "sill" else (0.02 * canvas.width, 0.98 * canvas.width)
        x = _inside(x, (edges[0] + reach[0] * height, edges[1] - reach[1] * height))
        place = Placement(
            x,
            y,
            height,
            mirrored=mirrored,
            colour=_colour(scene, wanted, rng),
            distance=0.34 * far * (1 - stage.size * 0.3) if zone != "sill" else 0.0,
            contact=_CONTACTS[zone],
            shadow=stage.shadow * (1 - 0.55 * scene.overcast),
        )
        figures.append(Figure(subject, place, pose, 0.0 if zone == "air" else y))
    return figures


def _inside(x: float, room: tuple[float, float]) -> float:
    """`x` moved into `room`, or to its middle when there is none."""
    return float(np.clip(x, *room)) if room[0] <= room[1] else (room[0] + room[1]) / 2


def _colour(scene: Scene, wanted: Wanted, rng: np.random.Generator) -> str | None:
    """The colour that the prompt names; a broad-leaved tree takes its season's."""
    luck = float(rng.uniform())
    if wanted.colour is not None or wanted.name != "tree" or scene.season == "summer":
        return wanted.colour
    leaves = season(scene.season).leaves
    tone = leaves[int(luck * len(leaves))]
    return "#" + "".join(f"{round(float(c) * 255):02x}" for c in tone)


def _feet(
    canvas: Canvas, stage: Stage, zone: Zone, subject: Subject, chance: tuple[float, float]
) -> tuple[float, float]:
    """The row of a subject's feet, and how far off that is, 0 to 1."""
    luck, height = chance
    if zone == "sill" and stage.sill is not None:
        return stage.sill[0], 0.0
    if zone == "deep" and stage.deep is not None:
        low, high = stage.deep
        return min(low + luck * (high - low) + 0.5 * height, 0.9 * canvas.height), 0.25 * (1 - luck)
    if zone == "water" and stage.water is not None:
        far = 1 - (0.25 + 0.65 * luck)
        return stage.water[1] + (stage.water[0] - stage.water[1]) * far, far
    if zone == "air":
        low, high = stage.air
        middle = low + (0.15 + 0.7 * luck) * (high - low)
        return max(middle + 0.5 * height, height + 0.02 * canvas.height), 0.15
    far_row, near_row = stage.ground
    far = 0.45 + 0.4 * luck if subject.group == "building" or subject.metres > 4 else 0.05 + 0.35 * luck
    y = near_row + (far_row - near_row) * far
    return max(y, min(height + 0.03 * canvas.height, near_row)), far


def _relate(canvas: Canvas, scene: Scene, stage: Stage, base: tuple[int, list[Figure]]) -> list[Figure]:
    """Place a subject by its relation to another one."""
    index, others = base
    wanted = scene.subjects[index]
    if not others:
        return _stand(canvas, scene, stage, (index, (stage.left, stage.right)))
    subject = SUBJECTS[wanted.name]
    host = others[0]
    rng = canvas.dice.roll(f"stand {index}")
    ratio = float(np.clip((subject.metres / host.subject.metres) ** 0.75, 0.16, 1.1))
    height = max(8.0, host.place.height * ratio * wanted.size)
    figures = []
    for k in range(wanted.count):
        mirrored = bool(subject.facing and rng.uniform() < 0.5)
        x, y, tall, after = _beside(canvas, wanted, host, (height, float(rng.uniform(-0.15, 0.15))))
        x += (k - (wanted.count - 1) / 2) * height * 0.8
        y = max(y, tall + 0.02 * canvas.height)
        contact: Contact = "ground" if y > host.place.ground_y else "none"
        place = replace(
            host.place, x=x, ground_y=y, height=tall, mirrored=mirrored, colour=wanted.colour, contact=contact
        )
        figures.append(Figure(subject, place, f"pose {index} {k}", host.order + after))
    return figures


def _beside(
    canvas: Canvas, wanted: Wanted, host: Figure, chance: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Where a subject stands by its relation to `host`: x, y of its feet, its height, and how long after the host
    it is painted (what stands on something comes after it, though its feet are higher up)."""
    height, luck = chance
    x, y, tall = host.place.x, host.place.ground_y, host.place.height
    side = 1.0 if host.place.mirrored else -1.0
    if wanted.relation == "with":
        return x - side * 0.20 * tall, y - lexicon()["held"][wanted.name] * tall, 0.62 * tall, 0.1
    if wanted.relation == "on" and host.subject.group == "animal" and SUBJECTS[wanted.name].group == "person":
        return x, y - 0.40 * tall, max(height, 0.72 * tall), -0.1  # astride: the mount hides the rider's legs
    if wanted.relation == "on":
        return x, y - tall * _top(canvas, host), height, 0.1
    if wanted.relation == "in":
        return x + side * 0.20 * tall, y - 0.10 * tall, max(height, 0.34 * tall), 0.1
    if wanted.relation == "above":
        return x, y - 1.12 * tall, height, 0.1
    return x + luck * tall, y + 0.03 * tall, height, 0.1


def _top(canvas: Canvas, host: Figure) -> float:
    """How high the host's upper side is over its middle, in its own heights."""
    parts = host.subject.draw(canvas.dice.roll(host.pose))
    heights = []
    for part in parts:
        corners = np.asarray(part.outline, np.float64)
        if len(corners) >= 3 and corners[:, 0].min() <= 0 <= corners[:, 0].max():
            heights.append(float(corners[np.abs(corners[:, 0]) < 0.12, 1].max(initial=0.0)))
    return min(0.98, max(heights, default=0.9)) * 0.97
