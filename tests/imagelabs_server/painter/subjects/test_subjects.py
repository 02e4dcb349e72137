"""Every subject can be drawn, in every pose, within its box."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw

from imagelabs_server.painter.subjects import SUBJECTS, Part, Point
from imagelabs_server.painter.subjects.subject import subject

SEEDS = range(12)
ROLES = {"body", "detail", "light", "glass"}


def draw_anew(name: str, seed: int) -> tuple[Part, ...]:
    return tuple(SUBJECTS[name].draw(np.random.default_rng(seed)))


draw = cache(draw_anew)  # most of the tests look at the same drawings


@pytest.fixture(scope="module", autouse=True)
def forget_drawings() -> Iterator[None]:
    yield
    draw.cache_clear()


def area(outline: tuple[Point, ...]) -> float:
    pairs = zip(outline, (*outline[1:], outline[0]), strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def mask(outline: tuple[Point, ...], side: int = 400) -> Image.Image:
    """Where a part lies, on a square that holds the widest subject."""
    image = Image.new("L", (side, side // 2))
    scale = side / 3.4
    corners = [((x + 1.7) * scale, side / 2 - (y + 0.2) * scale) for x, y in outline]
    ImageDraw.Draw(image).polygon(corners, fill=255)
    return image


def covered(image: Image.Image) -> int:
    return int((np.asarray(image) > 0).sum())


@pytest.mark.parametrize("name", SUBJECTS)
class TestEachSubject:
    def test_stands_one_high_in_its_box(self, name: str) -> None:
        """Feet at 0, top at 1, nothing far outside, whatever the pose."""
        for seed in SEEDS:
            corners = [q for part in draw(name, seed) for q in part.outline]
            assert all(math.isfinite(x) and math.isfinite(y) for x, y in corners)
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            assert min(xs) >= -1.6
            assert max(xs) <= 1.6
            assert -0.15 <= min(ys) <= 0.02
            assert 0.97 <= max(ys) <= 1.03
            assert abs(min(xs) + max(xs)) < 0.12, "its middle is above the origin"

    def test_has_parts_that_can_be_painted(self, name: str) -> None:
        """Real polygons, real colours, known roles."""
        for seed in SEEDS:
            parts = draw(name, seed)
            assert len(parts) >= 5, "an outline alone is a cut-out, not a drawing"
            for part in parts:
                assert len(part.outline) >= 3
                assert area(part.outline) > 1e-5
                assert re.fullmatch(r"#[0-9a-f]{6}", part.colour)
                assert part.role in ROLES
                assert 0 <= part.bulge <= 1
                assert 0 < part.alpha <= 1

    def test_repeats_itself_for_the_same_generator_state(self, name: str) -> None:
        """The same state gives the same parts."""
        for seed in SEEDS:
            assert draw(name, seed) == draw_anew(name, seed)

    def test_varies_with_the_generator(self, name: str) -> None:
        """Twelve states give at least four different drawings."""
        assert len({draw(name, seed) for seed in SEEDS}) >= 4

    def test_can_take_a_colour(self, name: str) -> None:
        """Enough of it is "body" for "a red …" to be seen."""
        for seed in SEEDS:
            parts = draw(name, seed)
            body = max((area(p.outline) for p in parts if p.role == "body"), default=0.0)
            assert body > 0.06 * max(area(p.outline) for p in parts)

    def test_keeps_its_shades_on_itself(self, name: str) -> None:
        """What is see-through darkens or lightens the parts below it, never the scene behind."""
        for seed in SEEDS[:3]:
            solid = Image.new("L", (400, 200))
            for part in draw(name, seed):
                here = mask(part.outline)
                if part.alpha < 0.6 and part.role == "detail" and part.bulge == 0.0:
                    outside = ImageChops.subtract(here, solid)
                    assert covered(outside) <= 0.10 * covered(here) + 6
                elif part.alpha == 1.0:
                    solid = ImageChops.lighter(solid, here)

    def test_has_a_size_in_the_world_and_in_a_picture(self, name: str) -> None:
        """Scale and prominence are sensible, and the name is the registry's key."""
        subject = SUBJECTS[name]
        assert subject.name == name
        assert re.fullmatch(r"[a-z]+", name)
        assert 0.03 <= subject.metres <= 60
        assert 0.15 <= subject.prominence <= 0.65


def test_there_are_many() -> None:
    """At least forty subjects, of every group and stance."""
    assert len(SUBJECTS) >= 40
    assert {s.group for s in SUBJECTS.values()} == {"animal", "person", "building", "vehicle", "plant", "thing"}
    assert {s.stance for s in SUBJECTS.values()} == {"ground", "water", "air", "underwater", "surface"}


def test_a_name_is_given_once() -> None:
    """Two drawings of one name are a mistake, not a matter of which is imported last."""
    with pytest.raises(ValueError, match="two subjects named 'fox'"):
        subject("fox", metres=0.7, stance="ground", group="animal")(SUBJECTS["fox"].draw)


def test_subjects_come_by_name() -> None:
    """Whatever the order in which their modules are found."""
    assert list(SUBJECTS) == sorted(SUBJECTS)
