"""Where things stand: relations, counts, sizes, sides and weights change the composition."""

from __future__ import annotations

from copy import copy
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from imagelabs_server.painter.canvas import Canvas, Dice
from imagelabs_server.painter.composition.compose import compose
from imagelabs_server.painter.decisions.interpretation import interpret
from imagelabs_server.painter.figures.figure import Figure, reach_of
from imagelabs_server.painter.places import PLACES
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.prompt.words import read

WIDTH, HEIGHT = 140, 110
SEEDS = (1, 3)


def never() -> None:
    """Nobody gives up."""


def dice_of(prompt: str, seed: int) -> Dice:
    """The dice of a prompt's words, however they are weighted."""
    return Dice(" ".join(word.text for word in read(prompt)), seed, 0)


def figures(prompt: str, seed: int = 1, attention: int = 0, size: tuple[int, int] = (WIDTH, HEIGHT)) -> list[Figure]:
    dice = dice_of(prompt, seed)
    scene = interpret(read(prompt), (), dice, attention).scene
    canvas = Canvas(*size, dice, never)
    return compose(canvas, scene, PLACES[scene.place](canvas, scene))


def named(name: str, among: list[Figure]) -> Figure:
    return next(figure for figure in among if figure.subject.name == name)


def top(figure: Figure) -> float:
    return figure.place.ground_y - figure.place.height


@pytest.mark.parametrize("seed", SEEDS)
class TestRelations:
    def test_on(self, seed: int) -> None:
        """Its feet are on the other one, not on the ground, and it is painted after it."""
        for prompt in ("a cat on a book", "a cat on a chair", "кот на крыше", "a bird on a fence"):
            cast = figures(prompt, seed)
            above, host = (cast[1], cast[0]) if cast[0].order < cast[1].order else (cast[0], cast[1])
            assert top(host) - 3 < above.place.ground_y < host.place.ground_y - 0.2 * host.place.height
            assert abs(above.place.x - host.place.x) < host.place.height
            assert above.place.contact == "none"

    def test_astride(self, seed: int) -> None:
        """A rider's hips are on the back, looking ahead, with no feet under the belly."""
        cast = figures("a knight on a horse", seed)
        knight, horse = named("knight", cast), named("horse", cast)
        assert knight.order > horse.order
        assert knight.place.mirrored == horse.place.mirrored
        seat = horse.place.ground_y - 0.64 * horse.place.height
        hip = knight.place.ground_y - 0.46 * knight.place.height
        assert abs(hip - seat) < 0.15 * horse.place.height
        low = [part for part in knight.subject.draw(np.random.default_rng(1)) if min(y for _, y in part.outline) < 0.3]
        assert len(low) == 2, "one leg and one shoe"

    def test_in(self, seed: int) -> None:
        """What is in something open is hidden below its rim; a bird is in the crown of its tree."""
        for prompt in ("a cat in a cup", "a man in a boat", "roses in a vase"):
            cast = figures(prompt, seed)
            inside, host = cast[-1], cast[0]
            assert inside.place.cut is not None
            assert top(host) <= inside.place.cut < host.place.ground_y
        cast = figures("a bird in a tree", seed)
        bird, tree = named("bird", cast), named("tree", cast)
        assert top(tree) < bird.place.ground_y < tree.place.ground_y - 0.4 * tree.place.height

    def test_under(self, seed: int) -> None:
        """Under a table there is room up to its top; a boat passes beneath a bridge, behind its arches."""
        cast = figures("a cat under a table", seed)
        cat, table = named("cat", cast), named("table", cast)
        assert cat.order < table.order
        assert top(cat) > top(table)
        assert abs(cat.place.ground_y - table.place.ground_y) < 0.1 * table.place.height
        cast = figures("a boat under a bridge", seed)
        assert named("boat", cast).order < named("bridge", cast).order

    def test_above_and_below_what_flies(self, seed: int) -> None:
        """The bird flies over the roof; a house under a balloon stays on the ground."""
        cast = figures("a bird above a house", seed)
        assert named("gull", cast).place.ground_y < top(named("house", cast))
        cast = figures("a house under a balloon", seed)
        house, balloon = named("house", cast), named("aerostat", cast)
        assert house.place.contact == "ground"
        assert balloon.place.ground_y < top(house)

    def test_near_front_and_behind(self, seed: int) -> None:
        """Beside it; nearer to us and over it; farther and half hidden."""
        cast = figures("a dog near a house", seed)
        dog, house = named("dog", cast), named("house", cast)
        assert 0.2 * house.place.height < abs(dog.place.x - house.place.x) < 2.2 * house.place.height
        cast = figures("a dog in front of a house", seed)
        dog, house = named("dog", cast), named("house", cast)
        assert dog.place.ground_y > house.place.ground_y
        assert dog.order > house.order
        cast = figures("дерево за домом", seed)
        assert named("tree", cast).order < named("house", cast).order

    def test_with(self, seed: int) -> None:
        """An umbrella is held, a crown is worn, also by a cat "in" it."""
        cast = figures("a woman with an umbrella", seed)
        woman, umbrella = named("woman", cast), named("umbrella", cast)
        assert top(umbrella) < top(woman) + 0.2 * woman.place.height
        cast = figures("a cat in a crown", seed)
        cat, crown = named("cat", cast), named("crown", cast)
        assert abs(crown.place.ground_y - top(cat)) < 0.15 * cat.place.height

    def test_everybody_in_a_sentence_shares_its_relation(self, seed: int) -> None:
        """ "Two cats and a dog on a sofa" are three on it, side by side."""
        cast = figures("two cats and a dog on a sofa", seed)
        sofa = named("sofa", cast)
        others = [f for f in cast if f is not sofa]
        assert len(others) == 3
        assert all(f.place.ground_y < sofa.place.ground_y - 0.2 * sofa.place.height for f in others)
        columns = sorted(f.place.x for f in others)
        assert min(b - a for a, b in pairwise(columns)) > 3

    def test_chains(self, seed: int) -> None:
        """A cat on a book on a chair."""
        cast = figures("a cat on a book on a chair", seed)
        cat, book, chair = (named(n, cast) for n in ("cat", "book", "chair"))
        assert cat.place.ground_y < book.place.ground_y < chair.place.ground_y
        assert cat.order > book.order > chair.order


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("a balloon", "balloon"),
        ("a red balloon in the forest", "balloon"),
        ("воздушные шарики", "balloon"),
        ("a child with balloons in the mountains", "balloon"),
        ("мальчик с воздушным шаром", "balloon"),
        ("a hot air balloon", "aerostat"),
        ("воздушный шар", "aerostat"),
        ("three balloons over the mountains", "aerostat"),
        ("a balloon above a church", "aerostat"),
        ("people in a balloon", "aerostat"),
        ("balloons, desert", "aerostat"),
    ],
)
def test_which_balloon_is_meant(prompt: str, name: str) -> None:
    """The one that is called so, or that fits who has it, who is in it and what it flies over."""
    assert name in {figure.subject.name for figure in figures(prompt)}
    assert ({"balloon", "aerostat"} - {name}).isdisjoint(figure.subject.name for figure in figures(prompt))


def test_balloons_are_held_by_their_strings() -> None:
    """Their strings end at the hand, and none of them covers the face."""
    for seed in SEEDS:
        cast = figures("a woman with three balloons", seed)
        woman = named("woman", cast)
        balloons = [figure for figure in cast if figure.subject.name == "balloon"]
        assert len(balloons) == 3
        for balloon in balloons:
            height = woman.place.height
            assert abs(balloon.place.x - woman.place.x) < 0.3 * height
            assert 0.3 * height < woman.place.ground_y - balloon.place.ground_y < 0.5 * height
            body = next(
                part
                for part in balloon.parts(Canvas(WIDTH, HEIGHT, Dice("", 1, 0), lambda: None))
                if part.role == "body"
            )
            low = balloon.place.ground_y - min(y for _, y in body.outline) * balloon.place.height
            assert low < woman.place.ground_y - 0.7 * height


@pytest.mark.parametrize(
    ("prompt", "count"), [("five boats on a lake", 5), ("пять лодок", 5), ("two cats and a dog", 3)]
)
def test_as_many_as_asked_for(prompt: str, count: int) -> None:
    """All of them, and all in the picture."""
    cast = figures(prompt)
    assert len(cast) == count
    assert all(0 < f.place.x < WIDTH for f in cast)


def test_sizes_and_sides() -> None:
    """Huge is larger than tiny; left is left of right."""
    for seed in SEEDS:
        assert (
            named("cat", figures("a huge cat", seed)).place.height
            > named("cat", figures("a tiny cat", seed)).place.height
        )
        cast = figures("a tree on the left, a tower on the right", seed)
        assert named("tree", cast).place.x < named("tower", cast).place.x
        assert named("fox", figures("a fox on the left", seed)).place.x < 0.5 * WIDTH
        assert named("fox", figures("лиса справа", seed)).place.x > 0.5 * WIDTH


def test_a_weight_stresses_and_keeps_the_rest() -> None:
    """Heavier is larger, nearer and stronger in colour; lighter is smaller, farther and paler; the pose stays."""
    for seed in SEEDS:
        light, plain, heavy = (
            named("fox", figures(p, seed)) for p in ("a (fox:0.6), forest", "a fox, forest", "a (fox:1.5), forest")
        )
        assert light.place.height < plain.place.height < heavy.place.height
        assert light.place.vivid < plain.place.vivid < heavy.place.vivid
        assert light.place.distance > heavy.place.distance
        assert light.place.mirrored == plain.place.mirrored == heavy.place.mirrored


def test_a_weighted_place_takes_room_from_the_subject() -> None:
    """More forest, less fox."""
    assert named("fox", figures("fox, (forest:1.6)")).place.height < named("fox", figures("fox, forest")).place.height


def test_attention_is_for_the_subjects() -> None:
    """Above nought they grow, below they shrink, at nought nothing changes."""
    less, plain, more = (named("fox", figures("fox, forest", attention=a)).place.height for a in (-200, 0, 200))
    assert less < plain < more
    assert named("fox", figures("fox, forest")).place.height == plain


@pytest.mark.parametrize("prompt", ["a whale underwater", "a dolphin under the sea", "кит в космосе"])
def test_what_swims_is_whole_where_there_is_no_surface(prompt: str) -> None:
    """No flat cut at a waterline, no reflection, nothing outside the picture."""
    (swimmer,) = figures(prompt)
    assert swimmer.place.contact == "none"
    assert swimmer.subject.draw is swimmer.subject.below
    assert swimmer.place.ground_y <= HEIGHT


@pytest.mark.parametrize("size", [(64, 256), (256, 64), (96, 96)])
@pytest.mark.parametrize(
    "prompt", ["a cat on a house", "a bird above a castle", "a person under an elephant", "a bear on a key"]
)
def test_nothing_leaves_the_picture(prompt: str, size: tuple[int, int]) -> None:
    """In upright and wide formats, too."""
    for figure in figures(prompt, 3, size=size):
        assert -1 <= figure.place.x <= size[0] + 1
        assert top(figure) > -2


@pytest.mark.parametrize("seed", SEEDS)
class TestGround:
    def test_buildings_have_the_ground_they_need(self, seed: int) -> None:
        """A church closes its street and is higher than its houses; a pyramid by a river is great, on one bank."""
        church = named("church", figures("a church on a street at night", seed))
        assert church.place.height > 0.45 * HEIGHT
        prompt = "a pyramid by a river by day"
        dice = Dice(prompt, seed, 0)
        scene = interpret(read(prompt), (), dice).scene
        canvas = Canvas(WIDTH, HEIGHT, dice, never)
        stage = PLACES[scene.place](canvas, scene)
        pyramid = named("pyramid", compose(canvas, scene, stage))
        left, right = reach_of(pyramid.parts(canvas))
        assert stage.plot is not None
        assert pyramid.place.x - left * pyramid.place.height > stage.plot.left - 0.05 * WIDTH
        assert pyramid.place.x + right * pyramid.place.height < stage.plot.right + 0.05 * WIDTH
        assert pyramid.place.height > 0.2 * HEIGHT

    def test_a_bridge_stands_on_the_bottom_of_the_sea(self, seed: int) -> None:
        """What is built does not swim."""
        bridge = named("bridge", figures("a bridge underwater", seed))
        assert bridge.place.contact == "ground"
        assert bridge.place.ground_y > 0.8 * HEIGHT

    def test_in_space_things_leave_the_planet_free(self, seed: int) -> None:
        """On the side that the prompt names, if it names one."""
        assert named("shark", figures("a shark on the left in space", seed)).place.x < 0.5 * WIDTH
        assert named("shark", figures("a shark on the right in space", seed)).place.x > 0.5 * WIDTH

    def test_grass_grows_over_feet_but_sand_not_over_a_saucer(self, seed: int) -> None:
        """Blades in a meadow, grains where somebody sinks in, nothing on what lies on top or flies."""
        assert named("cow", figures("a cow in a field in summer", seed)).place.edge == "blades"
        assert named("cow", figures("a cow in a field in winter", seed)).place.edge == "grains"
        assert named("camel", figures("a camel in the desert", seed)).place.edge == "grains"
        assert named("cup", figures("a cup in the desert", seed)).place.edge == "none"
        assert named("aerostat", figures("a balloon over a field", seed)).place.edge == "none"


@pytest.mark.parametrize("seed", range(1, 7))
@pytest.mark.parametrize(
    "prompt",
    ["a bear on a bicycle", "an elephant on a ball", "a cow on a book", "a horse on a car", "a whale on a boat"],
)
def test_who_stands_on_something_small_is_not_cut_off(prompt: str, seed: int) -> None:
    """The pair moves into the picture as a whole, or shrinks."""
    cast = figures(prompt, seed)
    canvas = Canvas(WIDTH, HEIGHT, dice_of(prompt, seed), never)
    for figure in cast:
        left, right = figure.extent(canvas)
        assert left > -0.03 * WIDTH
        assert right < 1.03 * WIDTH
    above, host = sorted(cast, key=lambda f: -f.order)
    assert abs(above.place.x - host.place.x) < max(host.place.height, above.place.height)


@pytest.mark.parametrize("seed", range(1, 7))
@pytest.mark.parametrize(
    ("prompt", "name"),
    [("two horses near a castle", "horse"), ("three dogs near a house", "dog"), ("две кошки у дома", "cat")],
)
def test_several_near_something_do_not_stand_in_one_place(prompt: str, name: str, seed: int) -> None:
    """Each beside the other, not on top of it."""
    places = sorted(figure.place.x for figure in figures(prompt, seed) if figure.subject.name == name)
    tall = next(figure.place.height for figure in figures(prompt, seed) if figure.subject.name == name)
    assert all(right - left > 0.5 * tall for left, right in pairwise(places))


@pytest.mark.parametrize(
    "subject", ["tower", "lighthouse", "church", "castle", "windmill", "rocket", "giraffe", "tree"]
)
@pytest.mark.parametrize(
    "place", ["by a river", "in a village", "on a street", "by a lake", "in a garden", "underwater"]
)
def test_nobody_loses_their_head_to_the_upper_edge(subject: str, place: str) -> None:
    """However near the prompt's place brings them, in wide pictures too."""
    for seed in range(1, 4):
        for size in ((WIDTH, HEIGHT), (3 * HEIGHT, HEIGHT)):
            empty, stage, painted = stage_of(place, seed, size)
            canvas = copy(empty)
            canvas.dice = dice_of(f"a {subject} {place}", seed)
            scene = interpret(read(f"a {subject} {place}"), (), canvas.dice).scene
            assert scene.place == painted, "the stage is that of the place in which they are"
            assert min(map(top, compose(canvas, scene, stage))) >= 0


@cache
def stage_of(place: str, seed: int, size: tuple[int, int]) -> tuple[Canvas, Stage, str]:
    """A place without anybody in it, painted once for all who come to stand there, and its name."""
    dice = dice_of(place, seed)
    scene = interpret(read(place), (), dice).scene
    canvas = Canvas(*size, dice, never)
    return canvas, PLACES[scene.place](canvas, scene), scene.place
