"""Where a subject stands by its relation to another one: on, in, under, near, in front of, behind, above, with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.figures.figure import Figure, drawn, head_of, reach_of, seat_of
from imagelabs_server.painter.figures.sprite import Contact
from imagelabs_server.painter.scene import Relation, Scene, Wanted
from imagelabs_server.painter.subjects import SUBJECTS
from imagelabs_server.painter.subjects.parts import Part, put
from imagelabs_server.painter.subjects.people.riding import astride
from imagelabs_server.painter.subjects.subject import Subject

BESIDE = 0.06  # the gap between neighbours, in the host's heights
SMALLEST, LARGEST = 0.27, 2.2  # of a subject beside, on or under another one, in that one's heights
BASKET = 0.17  # how high people in the basket of an aerostat are, in its heights
HEAVIEST = 1.85  # metres; nothing higher sits in a tree


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one of several stands: pixels, and what is seen of it.

    Attributes:
        x: the column of its middle.
        y: the row of its feet.
        height: pixels.
        after: how long after its host it is painted; below 0 before it.
        contact: what it touches.
        cut: the row under which it is hidden.
        mirrored: whether it looks the host's other way; None leaves it to chance.
        subject: what is drawn instead of the subject as it stands alone.
    """

    x: float
    y: float
    height: float
    after: float = 0.1
    contact: Contact = "none"
    cut: float | None = None
    mirrored: bool | None = None
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A subject and its host.

    Attributes:
        canvas: the picture.
        wanted: the subject as the prompt wants it.
        host: the figure it relates to.
        ratio: its height in the host's heights.
        reach: how far it reaches left and right, in its own heights.
        rank: how many of the same kind were placed before it; `of` is how many there are.
        side: 1 or -1, the side of the host that is filled first.
        luck: 0 to 1.
    """

    canvas: Canvas
    wanted: Wanted
    host: Figure
    ratio: float
    reach: tuple[float, float]
    rank: int
    of: int
    side: float
    luck: float

    @property
    def shift(self) -> float:
        """Its position among those of its kind, in widths: 0 in the middle."""
        return self.rank - (self.of - 1) / 2

    @property
    def subject(self) -> Subject:
        """What is placed."""
        return SUBJECTS[self.wanted.name]

    @property
    def height(self) -> float:
        """Its height in pixels."""
        return self.ratio * self.host.place.height

    @property
    def wide(self) -> float:
        """Its width in pixels."""
        return sum(self.reach) * self.height

    @property
    def turn(self) -> float:
        """-1 when the host is mirrored."""
        return -1.0 if self.host.place.mirrored else 1.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the host's drawing, in pixels of the picture."""
        place = self.host.place
        return place.x + self.turn * x * place.height, place.ground_y - y * place.height


_MIRRORED: dict[Relation, Relation] = {"near": "near", "with": "near", "front": "behind", "behind": "front"}


def relation_of(scene: Scene, index: int) -> tuple[Relation, int] | None:
    """The relation that decides a subject's place, and to which other subject; None if it stands on its own."""
    wanted = scene.subjects[index]
    for i, other in enumerate(scene.subjects):
        if other.other == index and (turned := _turned(scene, i)) is not None:
            return turned, i
    if wanted.relation is None or wanted.other is None or wanted.other in (index, len(scene.subjects)):
        return None
    if _turned(scene, index) is not None or _apart(wanted, scene.subjects[wanted.other]):
        return None
    return wanted.relation, wanted.other


def _apart(wanted: Wanted, other: Wanted) -> bool:
    """Whether a large thing is in the air and the other one below, so that neither decides the other's place."""
    this, that = SUBJECTS[wanted.name], SUBJECTS[other.name]
    aloft, below = (this, that) if this.stance == "air" else (that, this)
    great = aloft.stance == "air" and below.stance != "air" and aloft.metres > below.metres
    return great and wanted.relation in _MIRRORED


def _turned(scene: Scene, index: int) -> Relation | None:
    """The relation turned round, where the other one is placed by the subject.

    The smaller stands beside the larger. What is under something that flies has that above it; whoever is under an
    umbrella holds it, and whoever is in a crown wears it.
    """
    wanted = scene.subjects[index]
    if wanted.relation is None or wanted.other is None or wanted.other >= len(scene.subjects) or wanted.other == index:
        return None
    if scene.subjects[wanted.other].other is not None or _apart(wanted, scene.subjects[wanted.other]):
        return None
    this, other = SUBJECTS[wanted.name], SUBJECTS[scene.subjects[wanted.other].name]
    if other.worn is not None and wanted.relation in ("in", "with", "on", "under"):
        return "with"
    if wanted.relation == "under":
        if other.stance == "air" and this.stance != "air":
            return "above"
        return "with" if other.held_overhead and this.group == "person" else None
    larger = this.metres > 1.3 * other.metres and this.held is None
    return _MIRRORED.get(wanted.relation) if larger else None


def height_ratio(subject: Subject, host: Subject) -> float:
    """A subject's natural height in its host's heights, with small things a little larger than life."""
    return min(max(float((subject.metres / host.metres) ** 0.75), SMALLEST), LARGEST)


@dataclass(frozen=True, slots=True)
class Company:
    """All that stand in the same relation to the same hosts: how many there are, and how many came before."""

    count: int
    before: int = 0


def place_related(
    canvas: Canvas, wanted: Wanted, hosts: list[Figure], index: int, relation: Relation, company: Company
) -> list[Figure]:
    """Place all of one kind by their relation to `hosts`.

    Args:
        canvas: the picture.
        wanted: the subject.
        hosts: the other one's figures.
        index: the subject's index, which names its dice.
        relation: how it stands to them.
        company: all that share the place.
    """
    rng = canvas.dice.roll(f"stand {index}")
    side = float(canvas.dice.roll(f"beside {hosts[0].pose}").choice([-1.0, 1.0]))  # one for all who share the host
    figures = []
    for k in range(wanted.count):
        number = company.before + k
        host = hosts[number % len(hosts)]
        sharing = len(range(number % len(hosts), company.count, len(hosts)))
        subject = SUBJECTS[wanted.name]
        pose = f"pose {index} {k}"
        mirrored = bool(subject.facing and rng.uniform() < 0.5)
        reach = reach_of(drawn(subject.draw, canvas.dice, pose))
        ratio = height_ratio(subject, host.subject) * wanted.size * wanted.weight**0.5 * float(sharing) ** -0.25
        pair = Pair(canvas, wanted, host, ratio, reach, number // len(hosts), sharing, side, float(rng.uniform()))
        spot = _SPOTS[relation](pair)
        place = replace(
            host.place,
            x=spot.x,
            ground_y=max(spot.y, spot.height + 0.01 * canvas.height) if spot.cut is None else spot.y,
            height=min(spot.height, 0.75 * canvas.height),
            mirrored=mirrored if spot.mirrored is None else spot.mirrored,
            colour=wanted.colour,
            contact=spot.contact,
            edge=host.place.edge if spot.contact == "ground" else "none",
            cut=spot.cut,
            vivid=wanted.weight,
        )
        figures.append(Figure(spot.subject or subject, place, pose, host.order + spot.after + 0.001 * k))
    return figures


def _on(pair: Pair) -> Spot:
    host = pair.host.subject
    if pair.subject.can_ride and host.is_mount:
        return _ride(pair)
    if host.rim is not None and host.stance == "water" and host.group == "vehicle":
        return _in(pair)
    x, y = host.seat or seat_of(pair.host.parts(pair.canvas), min(0.8 * pair.wide / pair.host.place.height, 0.5))
    across, row = pair.at(x, y - 0.02)
    return Spot(across + pair.shift * 0.9 * pair.wide, row, pair.height)


def _ride(pair: Pair) -> Spot:
    """Astride, in the middle of the back, looking ahead."""
    rider, hip = astride(pair.subject)
    ratio = min(max(pair.ratio, 0.62), 1.05)
    x, y = pair.host.subject.seat or seat_of(pair.host.parts(pair.canvas), 0.22)
    across, row = pair.at(x, y)
    height = ratio * pair.host.place.height
    return Spot(across + pair.shift * 0.3 * height, row + (hip - 0.03) * height, height,
                mirrored=pair.host.place.mirrored, subject=rider)  # fmt: skip


def _in(pair: Pair) -> Spot:
    host, tall = pair.host.subject, pair.host.place.height
    if host.rim is not None:
        inner = 0.8 * min(sum(reach_of(pair.host.parts(pair.canvas))), 0.9) * tall
        height = min(pair.height, 1.3 * inner / max(sum(pair.reach), 0.3)) if host.group == "thing" else pair.height
        height = max(height, 0.3 * tall) if host.group == "vehicle" else height
        height = BASKET * tall if host.stance == "air" else height
        across, row = pair.at(0.02, host.rim)
        return Spot(across + pair.shift * 0.5 * sum(pair.reach) * height, row + 0.42 * height, height, cut=row)
    if host.branches is not None:
        if pair.subject.metres > HEAVIEST:
            return _under(pair)
        across, row = pair.at(
            (0.06 if pair.shift else 0.30) * (pair.luck - 0.5), host.branches + 0.12 * (pair.luck - 0.5)
        )
        return Spot(across + 0.9 * pair.shift * pair.wide, row, pair.height)
    if host.seat is not None:
        return _on(pair)
    across, row = pair.at(-0.15 + 0.3 * pair.luck, -0.02)
    return Spot(across + pair.shift * pair.wide, row, pair.height, contact=pair.host.place.contact)


def _under(pair: Pair) -> Spot:
    host, tall = pair.host.subject, pair.host.place.height
    if host.clearance is not None:
        height = min(pair.height, 0.96 * host.clearance * tall * (1.6 if host.stance == "water" else 1.0))
        across, row = pair.at(0.0, 0.0 if host.stance == "water" else 0.03)
        wide = sum(pair.reach) * height
        return Spot(across + pair.shift * 0.8 * wide, row, height, after=-0.1, contact=pair.host.place.contact)
    side = 1.0 if pair.luck < 0.5 else -1.0
    height = min(pair.height, 0.66 * tall)
    wide = sum(pair.reach) * height
    across, row = pair.at(side * (0.10 + 0.5 * wide / tall), -0.035)
    return Spot(across + pair.shift * wide, row, height, contact=pair.host.place.contact)


def _near(pair: Pair) -> Spot:
    return _aside(pair, 0.02, 0.1)


def _columns(pair: Pair) -> list[float]:
    """Where there is room beside the host, now on one side, now on the other, the nearest first."""
    place, reach = pair.host.place, reach_of(pair.host.parts(pair.canvas))
    reach = (reach[1], reach[0]) if place.mirrored else reach
    margin = 0.5 * pair.wide + 0.01 * pair.canvas.width
    columns = []
    for step in range(pair.of):
        for to in (pair.side, -pair.side):
            edge = place.x + to * reach[to > 0] * place.height
            x = edge + to * (BESIDE * place.height + (0.5 + 1.05 * step) * pair.wide)
            if margin <= x <= pair.canvas.width - margin:
                columns.append(x)
    return columns


def _aside(pair: Pair, nearer: float, after: float) -> Spot:
    """To one side of the host, or to the other where the picture ends; without room, somewhere along the picture."""
    place, columns = pair.host.place, _columns(pair)
    if pair.rank < len(columns):
        x = columns[pair.rank]
    else:
        margin = min(0.5 * pair.wide + 0.01 * pair.canvas.width, 0.5 * pair.canvas.width)
        left = pair.of - len(columns)
        x = margin + (pair.canvas.width - 2 * margin) * (pair.rank - len(columns) + 0.5) / left
    row = place.ground_y + nearer * place.height
    if pair.subject.stance == "air" and place.contact != "none":
        return Spot(x, row - 0.75 * place.height, pair.height, after)
    return Spot(x, row, pair.height, after, place.contact)


def _front(pair: Pair) -> Spot:
    place = pair.host.place
    row = min(place.ground_y + max(0.14 * place.height, 0.07 * pair.canvas.unit), 0.97 * pair.canvas.height)
    across, _ = pair.at(0.30 * (1 if pair.luck < 0.5 else -1), 0.0)
    height = pair.height * (1.4 if pair.ratio < 0.6 else 1.12)  # nearer to us
    return Spot(across + pair.shift * 1.05 * pair.wide, row, height, 0.1 + row - place.ground_y, place.contact)


def _behind(pair: Pair) -> Spot:
    place = pair.host.place
    row = place.ground_y - 0.06 * place.height
    if pair.height > 1.15 * place.height:
        across, _ = pair.at(0.15, 0.0)
        return Spot(across + pair.shift * pair.wide, row, pair.height, -0.1 - 0.06 * place.height, place.contact)
    spot = _aside(pair, -0.06, -0.1)
    towards = 1.0 if spot.x < place.x else -1.0
    return replace(spot, x=spot.x + towards * (BESIDE * place.height + 0.45 * pair.wide))


def _above(pair: Pair) -> Spot:
    place = pair.host.place
    gap = 0.10 * pair.canvas.unit + 0.05 * place.height
    row = place.ground_y - place.height - gap
    x = place.x + (pair.luck - 0.5) * 0.3 * place.height + pair.shift * 1.15 * pair.wide
    height = min(pair.height, max(0.45 * pair.canvas.height, 8.0))
    if row - height < 0.02 * pair.canvas.height:  # no room over it: up and to the side
        spot = _aside(pair, 0.0, 0.1)
        x, row = spot.x, height + 0.04 * pair.canvas.height
    return Spot(x, row, height)


def _with(pair: Pair) -> Spot:
    worn, held = pair.subject.worn, pair.subject.held
    tall = pair.host.place.height
    if worn is not None:
        x, y = head_of(pair.host.parts(pair.canvas))
        across, row = pair.at(x, y - 0.035)
        return Spot(across, row, worn * tall * pair.wanted.size)
    if held is None or not pair.host.subject.can_hold:
        return _near(pair)
    across, row = pair.at(0.20, held[0])
    subject = pair.subject
    height = held[1] * tall
    if subject.stance == "air" and pair.shift:  # several on their strings, in one hand: those over the head are higher
        lean = -(0.3 if pair.shift > 0 else 0.12) * pair.shift
        subject = replace(subject, draw=partial(_leaning, subject.draw, lean))
        height *= 1 + min(0.22 * max(-pair.shift, 0.0), 0.4)
    return Spot(across, row, height, mirrored=False, subject=subject)


def _leaning(draw: Callable[[np.random.Generator], list[Part]], turn: float, rng: np.random.Generator) -> list[Part]:
    """A drawing turned about its foot."""
    return put(draw(rng), turn=turn)


_SPOTS: dict[Relation, Callable[[Pair], Spot]] = {
    "on": _on,
    "in": _in,
    "under": _under,
    "near": _near,
    "front": _front,
    "behind": _behind,
    "above": _above,
    "with": _with,
}
