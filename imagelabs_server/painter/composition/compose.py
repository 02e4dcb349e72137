"""Where subjects stand in a place: scale, spacing, and the order in which they are painted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.composition.relations import Company, height_ratio, place_related, relation_of
from imagelabs_server.painter.figures.figure import Figure, drawn, reach_of
from imagelabs_server.painter.figures.lighting import paint_subject
from imagelabs_server.painter.figures.sprite import Contact, Edge, Placement
from imagelabs_server.painter.palettes import season_of
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.scene import Relation, Scene, Wanted
from imagelabs_server.painter.subjects import SUBJECTS
from imagelabs_server.painter.subjects.subject import Subject

TALLEST = 0.80  # of the picture's height
Zone = Literal["ground", "plot", "water", "air", "deep", "sill"]
_CONTACTS: dict[Zone, Contact] = {
    "ground": "ground",
    "plot": "ground",
    "sill": "ground",
    "water": "water",
    "air": "none",
    "deep": "none",
}
_SIDES = {"left": (0.0, 0.45), "right": (0.55, 1.0), "middle": (0.35, 0.65), None: (0.0, 1.0)}


@dataclass(frozen=True, slots=True)
class _Context:
    """What the steps of one composition share.

    Attributes:
        canvas: the picture.
        scene: what is to be painted.
        stage: where subjects may stand.
        relations: each subject's relation and host; None for those that stand on their own.
    """

    canvas: Canvas
    scene: Scene
    stage: Stage
    relations: tuple[tuple[Relation, int] | None, ...]

    @property
    def independent(self) -> list[int]:
        """The subjects that stand on their own; at least one."""
        return [i for i, relation in enumerate(self.relations) if relation is None] or [0]

    @property
    def lead(self) -> Subject:
        """The subject that the others are measured by."""
        return SUBJECTS[self.scene.subjects[self.independent[0]].name]


def paint_subjects(canvas: Canvas, scene: Scene, stage: Stage) -> None:
    """Compose the scene's subjects on the stage and paint them, far ones first."""
    figures = compose(canvas, scene, stage)
    if figures and scene.focus:  # what is around them steps back, or comes forward
        grey = canvas.rgb.mean(-1, keepdims=True)
        canvas.rgb += (grey - canvas.rgb) * np.float32(0.35 * scene.focus)
        np.clip(canvas.rgb, 0, 1, out=canvas.rgb)
    for figure in figures:
        paint_subject(canvas, figure.subject, figure.place, figure.parts(canvas))
        canvas.tick()


def compose(canvas: Canvas, scene: Scene, stage: Stage) -> list[Figure]:
    """Decide where every subject stands; back to front."""
    if not scene.subjects:
        return []
    context = _Context(canvas, scene, stage, tuple(relation_of(scene, i) for i in range(len(scene.subjects))))
    lanes = _lanes(context)
    spots = {i: _stand(context, i, lanes[i]) for i in context.independent}
    waiting = {i: relation for i, relation in enumerate(context.relations) if relation is not None and i not in spots}
    while waiting:
        ready = [i for i, (_, host) in waiting.items() if host in spots]
        for i in ready:
            relation, host = waiting.pop(i)
            company = _company(context, i)
            spots[i] = place_related(canvas, scene.subjects[i], spots[host], i, relation, company)
        if not ready:  # they depend on each other
            i = min(waiting)
            del waiting[i]
            spots[i] = _stand(context, i, (stage.left, stage.right))
    for root in context.independent:
        _bring_in(context, root, spots)
    return sorted((figure for i in sorted(spots) for figure in spots[i]), key=lambda f: f.order)


def _bring_in(context: _Context, root: int, spots: dict[int, list[Figure]]) -> None:
    """Move a subject sideways, together with all that are placed by it, when one of them leaves the picture."""
    family, grown = {root}, True
    while grown:
        more = {i for i, relation in enumerate(context.relations) if relation is not None and relation[1] in family}
        grown = not more <= family
        family |= more
    extents = [figure.extent(context.canvas) for i in family for figure in spots[i]]
    left, right = min(e[0] for e in extents), max(e[1] for e in extents)
    margin = 0.01 * context.canvas.width
    by = _inside(left, (margin, context.canvas.width - margin - (right - left))) - left
    if abs(by) > margin:
        for i in family:
            spots[i] = [replace(figure, place=replace(figure.place, x=figure.place.x + by)) for figure in spots[i]]


def _company(context: _Context, index: int) -> Company:
    """All that share a subject's relation to its host."""
    same = [i for i, relation in enumerate(context.relations) if relation == context.relations[index]]
    counts = {i: context.scene.subjects[i].count for i in same}
    return Company(sum(counts.values()), sum(counts[i] for i in same if i < index))


def _zone(subject: Subject, stage: Stage) -> Zone:
    """Which part of the stage suits a subject."""
    small = subject.metres < 1.3 and subject.group in ("animal", "thing", "plant")
    if stage.sill is not None and (subject.stance == "surface" or (stage.ground[0] == stage.ground[1] and small)):
        return "sill"
    if subject.stance == "surface" and stage.sill is None:
        return "ground"
    if subject.stance == "water" and stage.water is not None:
        return "water"
    if stage.deep is not None and subject.group == "building":
        return "ground"  # a bridge stands on the bottom
    swims = subject.stance in ("water", "underwater")
    if stage.deep is not None and (swims or (subject.stance == "air" and subject.group == "vehicle")):
        return "deep"
    if subject.stance == "underwater":
        return "water" if stage.water is not None else "ground"
    if subject.stance == "air":
        return "air"
    return "plot" if stage.plot is not None and subject.group == "building" else "ground"


def _height(context: _Context, index: int) -> float:
    """How high a subject stands, in pixels: its prominence when alone, its metres among others."""
    canvas, scene, stage, lead = context.canvas, context.scene, context.stage, context.lead
    wanted = scene.subjects[index]
    subject = SUBJECTS[wanted.name]
    alone = len(context.independent)
    share = subject.prominence
    if alone > 1 and subject is not lead:
        grown = float(np.clip((subject.metres / lead.metres) ** 0.42, 0.38, 2.4))
        share = 0.5 * share + 0.5 * min(lead.prominence * grown, 0.8)
    crowd = wanted.count**-0.38 * alone**-0.16
    stressed = wanted.weight**0.7 * (1 + 0.4 * scene.focus) / scene.strength(scene.place) ** 0.6
    zone = _zone(subject, stage)
    size = stage.plot.size if zone == "plot" and stage.plot is not None else stage.size
    height = canvas.unit * share * crowd * wanted.size * size * stressed
    return float(np.clip(height, 6, TALLEST * canvas.height / _load(context, index)))


def _load(context: _Context, host: int) -> float:
    """How high a subject is together with what is on it or above it, in its own heights."""
    most = 1.0
    subject = SUBJECTS[context.scene.subjects[host].name]
    for wanted, relation in zip(context.scene.subjects, context.relations, strict=True):
        if relation is not None and relation[1] == host and relation[0] in ("on", "in", "above", "with", "under"):
            ratio = height_ratio(SUBJECTS[wanted.name], subject) * wanted.size
            share = {"on": 0.9, "above": 1.15, "in": 0.5}.get(relation[0], 0.0)
            held = SUBJECTS[wanted.name].held if relation[0] == "with" else None
            most = max(
                most,
                sum(held) if held else 1.0,
                1 + share * ratio + (0.2 if relation[0] == "above" else 0.0),
                0.9 * ratio,
            )
    return most


def _lanes(context: _Context) -> dict[int, tuple[float, float]]:
    """The columns that each kind of subject may use: side by side, in the prompt's order or the seed's."""
    subjects, stage = context.scene.subjects, context.stage
    order = list(context.independent)
    if len(order) > 1 and context.canvas.dice.roll("lanes").uniform() < 0.5:
        order.reverse()
    order.sort(key=lambda i: {"left": 0, None: 1, "middle": 1, "right": 2}[subjects[i].side])
    weights = [SUBJECTS[subjects[i].name].prominence * subjects[i].count ** 0.7 + 0.12 for i in order]
    total, at = sum(weights), 0.0
    lanes: dict[int, tuple[float, float]] = {}
    for i, weight in zip(order, weights, strict=True):
        begin, end = (at / total, (at + weight) / total) if len(order) > 1 else _SIDES[subjects[i].side]
        at += weight
        lanes[i] = (stage.left + begin * (stage.right - stage.left), stage.left + end * (stage.right - stage.left))
    return lanes


def _stand(context: _Context, index: int, lane: tuple[float, float]) -> list[Figure]:
    """Place all of one kind in its lane."""
    canvas, stage = context.canvas, context.stage
    wanted = context.scene.subjects[index]
    subject = SUBJECTS[wanted.name]
    zone = _zone(subject, stage)
    if zone == "deep" and subject.below is not None:
        subject = replace(subject, draw=subject.below)
    rng, nudge = canvas.dice.roll(f"stand {index}"), canvas.dice.vary(f"stand {index}")
    slots = rng.permutation(wanted.count)
    left, right = lane = _room(stage, zone, lane)
    figures = []
    for k in range(wanted.count):
        pose = f"pose {index} {k}"
        reach = reach_of(drawn(subject.draw, canvas.dice, pose))
        mirrored = bool(subject.facing and rng.uniform() < 0.5)
        reach = (reach[1], reach[0]) if mirrored else reach
        height = _fitted(context, index, zone, lane, sum(reach))
        luck = rng.uniform()
        if zone in ("air", "deep") and wanted.count > 1:
            luck = (slots[(k * 7 + 3) % wanted.count] + luck) / wanted.count
        y, far = _feet(context, zone, wanted, (luck, height))
        if wanted.count > 1:
            height *= float(rng.uniform(0.86, 1.08))
        if zone == "ground":
            height *= 1.08 - (0.2 if subject.group == "building" else 0.36) * far
        if _CONTACTS[zone] == "ground":
            height = min(height, y - 0.02 * canvas.height)
        x = left + _across(wanted, slots[k], rng, right - left > 0.8 * canvas.width) * (right - left)
        x += nudge.normal(0, 0.006) * canvas.unit
        edges = (left, right) if zone == "sill" else (0.02 * canvas.width, 0.98 * canvas.width)
        place = Placement(
            _inside(x, (edges[0] + reach[0] * height, edges[1] - reach[1] * height)),
            y,
            height,
            mirrored=mirrored,
            colour=_colour(context.scene, wanted, rng),
            distance=_distance(stage, zone, wanted, far),
            contact=_CONTACTS[zone],
            edge=_edge(stage, zone, subject),
            shadow=stage.shadow * (1 - 0.55 * context.scene.overcast),
            vivid=wanted.weight * (1 + 0.25 * context.scene.focus),
        )
        figures.append(Figure(subject, place, pose, 0.0 if zone == "air" else y))
    return figures


def _edge(stage: Stage, zone: Zone, subject: Subject) -> Edge:
    """What comes over a subject's feet: grass over everything, sand and snow only over what has sunk in a little."""
    if zone == "sill" or _CONTACTS[zone] != "ground":
        return "none"
    return "none" if stage.edge == "grains" and subject.stance == "surface" else stage.edge


def _room(stage: Stage, zone: Zone, lane: tuple[float, float]) -> tuple[float, float]:
    """The columns of a lane in its zone: a sill or a river is narrower than the stage, a plot may be elsewhere."""
    plot = stage.plot
    if zone == "plot" and plot is not None and stage.right > stage.left:
        scale = (plot.right - plot.left) / (stage.right - stage.left)
        return plot.left + (lane[0] - stage.left) * scale, plot.left + (lane[1] - stage.left) * scale
    if zone == "sill" and stage.sill is not None and stage.right > stage.left:
        scale = (stage.sill[2] - stage.sill[1]) / (stage.right - stage.left)
        return stage.sill[1] + (lane[0] - stage.left) * scale, stage.sill[1] + (lane[1] - stage.left) * scale
    return stage.banks if zone == "water" and stage.banks is not None else lane


def _fitted(context: _Context, index: int, zone: Zone, lane: tuple[float, float], wide: float) -> float:
    """The height of a subject that must fit into its lane; `wide` in its own heights."""
    wanted = context.scene.subjects[index]
    if zone == "water" and context.stage.banks is not None and SUBJECTS[wanted.name].group == "building":
        return 1.5 * (lane[1] - lane[0]) / max(wide, 0.2)  # a bridge reaches from bank to bank
    room = (lane[1] - lane[0]) / wanted.count * (0.92 if wanted.count == 1 else 1.0 if zone == "plot" else 1.25)
    return min(_height(context, index), max(room, 0.16 * context.canvas.width) / max(wide, 0.2))


def _across(wanted: Wanted, slot: int, rng: np.random.Generator, wide: bool) -> float:
    """Where in its lane one of several stands, 0 to 1; the greater its weight, the nearer to the middle."""
    if wanted.count > 1:
        return float((slot + 0.5 + rng.uniform(-0.3, 0.3)) / wanted.count)
    across = float(rng.uniform(0.30, 0.70) if wide else rng.uniform(0.38, 0.62))
    return 0.5 + (across - 0.5) * min(1.0, max(0.0, 2 - wanted.weight))


def _distance(stage: Stage, zone: Zone, wanted: Wanted, far: float) -> float:
    """How much haze lies before a subject; one of little weight fades."""
    if zone == "sill":
        return 0.0
    return min(0.34 * far * (1 - stage.size * 0.3) + 0.2 * max(0.0, 1 - wanted.weight), 0.8)


def _inside(x: float, room: tuple[float, float]) -> float:
    """`x` moved into `room`, or to its middle when there is none."""
    return float(np.clip(x, *room)) if room[0] <= room[1] else (room[0] + room[1]) / 2


def _colour(scene: Scene, wanted: Wanted, rng: np.random.Generator) -> str | None:
    """The colour that the prompt names, or else the season's, for subjects that turn with the season."""
    luck = float(rng.uniform())
    if wanted.colour is not None or not SUBJECTS[wanted.name].turns_with_season or scene.season == "summer":
        return wanted.colour
    leaves = season_of(scene).leaves
    tone = leaves[int(luck * len(leaves))]
    return "#" + "".join(f"{round(float(c) * 255):02x}" for c in tone)


def _feet(context: _Context, zone: Zone, wanted: Wanted, chance: tuple[float, float]) -> tuple[float, float]:
    """The row of a subject's feet, and how far off that is, 0 to 1."""
    canvas, stage = context.canvas, context.stage
    luck, height = chance
    near = min(max(wanted.weight + 0.5 * context.scene.focus, 0.25), 2.0)  # what has more weight stands nearer
    if zone == "sill" and stage.sill is not None:
        return stage.sill[0], 0.0
    if zone == "deep" and stage.deep is not None:
        low, high = stage.deep
        return min(low + luck * (high - low) + 0.5 * height, 0.9 * canvas.height), 0.25 * (1 - luck)
    if zone == "water" and stage.water is not None:
        far = min((1 - (0.25 + 0.65 * luck)) / near, 1.0)
        return stage.water[1] + (stage.water[0] - stage.water[1]) * far, far
    if zone == "air":
        low, high = stage.air
        middle = low + (0.15 + 0.7 * luck) * (high - low)
        return max(middle + 0.5 * height, height + 0.02 * canvas.height), 0.15
    if zone == "plot" and stage.plot is not None:
        far = min((0.2 + 0.6 * luck) / near, 1.0)
        return stage.plot.rows[1] + (stage.plot.rows[0] - stage.plot.rows[1]) * far, 0.5 * far
    far_row, near_row = stage.ground
    subject = SUBJECTS[wanted.name]
    far = 0.45 + 0.4 * luck if subject.group == "building" or subject.metres > 4 else 0.05 + 0.35 * luck
    if subject.stance == "surface":
        far *= 0.5  # a small thing is seen from near by
    far = min(far / near, 1.0)
    y = near_row + (far_row - near_row) * far
    return max(y, min(height + 0.03 * canvas.height, near_row)), far
