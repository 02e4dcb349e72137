"""The painter keeps the engine's contract at every size, for every prompt."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from imagelabs_server import statuses
from imagelabs_server.engine import DrawingCancelled, Engine, Job
from imagelabs_server.painter import Painter
from imagelabs_server.painter.canvas import Dice
from imagelabs_server.painter.palettes import MOODS
from imagelabs_server.painter.places import PLACES
from imagelabs_server.painter.scene import Scene
from imagelabs_server.painter.studio import paint_scene

if TYPE_CHECKING:
    from conftest import Draw

CAT = "a cat sitting on a windowsill at sunset"


def ignore(fraction: float, preview: Image.Image | None = None, **news: object) -> None:
    """A report that nobody reads."""


def pixels(image: Image.Image) -> Any:
    return np.asarray(image).astype(np.float64)


def png(colour: str | tuple[int, int, int], mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def test_the_painter_is_an_engine() -> None:
    """By name, version and kind."""
    engine: Engine = Painter()
    assert (engine.name, engine.version, engine.kind) == ("painter", "1.0", "procedural")


def test_the_same_job_gives_the_same_bytes(draw_anew: Draw) -> None:
    """Byte for byte."""
    assert draw_anew(CAT, seed=3, subseed=4).image.tobytes() == draw_anew(CAT, seed=3, subseed=4).image.tobytes()


def test_the_seed_changes_the_picture_and_the_subseed_varies_it(draw: Draw) -> None:
    """A new seed is another composition, a new subseed the same one, set differently."""
    base, varied, other = draw(CAT, seed=1), draw(CAT, seed=1, subseed=9), draw(CAT, seed=2)
    small = np.abs(pixels(base.image) - pixels(varied.image)).mean()
    large = np.abs(pixels(base.image) - pixels(other.image)).mean()
    assert 0 < small < 0.6 * large


@pytest.mark.parametrize("mood", MOODS)
def test_every_mood_is_painted(draw: Draw, mood: str) -> None:
    """With light and dark in it."""
    assert pixels(draw(mood).image).std() > 15


@pytest.mark.parametrize("mood", MOODS)
def test_every_mood_tempers_a_scene(mood: str) -> None:
    """The same composition in another light."""
    plain, tempered = (
        paint_scene(Scene(moods=named), (96, 80), Dice("a field", 1, 0), lambda: None).rgb for named in ((), (mood,))
    )
    assert 0.01 < np.abs(tempered - plain).mean() < 0.25


def test_of_two_moods_both_are_seen() -> None:
    """An abstract in the colours of the first is of another form with the second; a scene is in a light of its own."""
    for place in ("abstract", "field"):
        joy, joy_and_anger, anger = (
            paint_scene(Scene(place=place, moods=moods), (96, 80), Dice("", 1, 0), lambda: None).rgb
            for moods in (("joy",), ("joy", "anger"), ("anger",))
        )
        assert np.abs(joy_and_anger - joy).mean() > 0.01
        assert np.abs(joy_and_anger - anger).mean() > 0.01


def test_an_abstract_has_the_colours_that_were_named(draw: Draw) -> None:
    """More blue than red in a blue one, more red than blue in a red one."""
    red, blue = (pixels(draw(colour, seed=2).image).mean((0, 1)) for colour in ("red", "синий"))
    assert red[0] > red[2] + 30
    assert blue[2] > blue[0] + 30


def test_attention_changes_the_picture(draw: Draw, draw_anew: Draw) -> None:
    """Above nought and below it, each in its own way; nought is what is painted when it is not given."""
    plain, more, less = (draw(CAT, attention=a).image.tobytes() for a in (0, 200, -200))
    assert plain == draw_anew(CAT).image.tobytes()
    assert len({plain, more, less}) == 3


def test_progress_previews_statuses_and_steps(draw: Draw) -> None:
    """Rising fractions, at least six previews and five statuses, the first preview early, the steps complete."""
    drawn = draw(CAT, 400, 320)
    assert drawn.fractions == sorted(drawn.fractions)
    assert drawn.fractions[0] >= 0
    assert drawn.fractions[-1] <= 1
    assert len(drawn.previews) >= 6
    assert drawn.previews[0][0] <= 0.1
    assert len({preview.tobytes() for _, preview in drawn.previews}) >= 6
    assert {preview.size for _, preview in drawn.previews} == {(400, 320)}
    assert len(set(drawn.statuses)) >= 5
    assert set(drawn.statuses) <= set(statuses.RUNNING)
    done = [done for done, _ in drawn.steps]
    assert done == sorted(done)
    assert drawn.steps[-1][0] == drawn.steps[-1][1]


def test_the_last_preview_is_the_picture(draw: Draw) -> None:
    """Nothing jumps at the end."""
    drawn = draw("a boat on the sea")
    assert drawn.previews[-1][1].tobytes() == drawn.image.tobytes()


def test_the_words_are_reported(draw: Draw) -> None:
    """Both lists, as spelled."""
    drawn = draw("a Gramophone by the sea")
    assert (drawn.recognised, drawn.unrecognised) == (("sea",), ("Gramophone",))


@pytest.mark.parametrize("after", [0, 1, 5, 40])
def test_cancel_is_obeyed(after: int) -> None:
    """At the first question that is answered with yes."""
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    with pytest.raises(DrawingCancelled):
        Painter().draw(Job(CAT, width=96, height=96), ignore, cancelled)
    assert asked == after + 1


def test_cancel_is_asked_for_often() -> None:
    """Many times in a picture of ordinary size."""
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return False

    Painter().draw(Job(CAT, width=512, height=512), ignore, cancelled)
    assert asked > 60


@pytest.mark.parametrize(
    ("width", "height"), [(64, 64), (256, 64), (64, 256), (65, 97), (512, 128), (128, 512), (333, 77)]
)
def test_every_size_comes_out_exactly(draw: Draw, width: int, height: int) -> None:
    """RGB, at the size asked for."""
    image = draw("three birds and a red house by a lake", width, height).image
    assert (image.size, image.mode) == ((width, height), "RGB")


def test_the_largest_size(draw: Draw) -> None:
    """2048 pixels, one to four."""
    assert draw("a horse in a field", 2048, 512).image.size == (2048, 512)


@pytest.mark.parametrize("place", list(PLACES))
@pytest.mark.parametrize("time", ["dawn", "night"])
def test_every_place_can_be_painted(draw: Draw, place: str, time: str) -> None:
    """With somebody in it; the picture is neither black nor blank."""
    values = pixels(draw(f"{place} at {time}, a dog", 64, 64).image)
    assert values.std() > 6
    assert 8 < values.mean() < 250


@pytest.mark.parametrize(
    "weather", ["rain", "storm", "snow", "fog", "rainbow", "aurora", "clouds", "crescent moon", "stars", "wind"]
)
def test_every_weather_shows(draw: Draw, weather: str) -> None:
    """The picture is another one than without it."""
    plain, with_it = draw("field at noon", 64, 64).image, draw(f"field at noon, {weather}", 64, 64).image
    assert np.abs(pixels(plain) - pixels(with_it)).mean() > 2


@pytest.mark.parametrize(("first", "second"), [("day", "night"), ("dawn", "sunset"), ("summer", "winter")])
def test_times_and_seasons_look_different(draw: Draw, first: str, second: str) -> None:
    """Their mean colours are apart."""
    one, other = (pixels(draw(f"mountains, {w}", 64, 64).image).mean((0, 1)) for w in (first, second))
    assert np.abs(one - other).max() > 8


def test_a_negative_prompt_takes_the_subject_out(draw: Draw) -> None:
    """Where the dog stood there is meadow now; the sky is what it was."""
    with_dog = pixels(draw("a dog in a field at noon", 160, 128).image)
    without = pixels(draw("a dog in a field at noon", 160, 128, negative_prompt="dog").image)
    changed = np.abs(with_dog - without).sum(2) > 60
    assert changed[40:].mean() > 0.02
    assert changed[:24].mean() < 0.05


def test_tiling_leaves_no_seam(draw: Draw) -> None:
    """The step across the edges is no larger than the steps within."""
    values = pixels(draw("a boat on the sea at sunset", 256, 256, tiling=True).image)
    across, down = np.abs(values[:, 0] - values[:, -1]).mean(), np.abs(values[0] - values[-1]).mean()
    within_x, within_y = np.abs(np.diff(values, axis=1)).mean(), np.abs(np.diff(values, axis=0)).mean()
    assert across < 1.8 * within_x
    assert down < 1.8 * within_y


def test_without_tiling_there_is_one(draw: Draw) -> None:
    """Sky and water do not meet by accident: the test above can fail."""
    values = pixels(draw("a boat on the sea at sunset", 256, 256).image)
    assert np.abs(values[0] - values[-1]).mean() > 1.8 * np.abs(np.diff(values, axis=0)).mean()


def test_a_reference_pulls_the_picture_by_its_strength(draw: Draw) -> None:
    """The nearer to the reference's colour, the stronger; none at all at nought."""
    red = png((200, 30, 30))
    plain = draw("a field at noon", 64, 64)
    assert draw("a field at noon", 64, 64, reference_image=red, reference_strength=0).image == plain.image
    distances = [
        np.abs(
            pixels(draw("a field at noon", 64, 64, reference_image=red, reference_strength=s).image).mean((0, 1))
            - (200, 30, 30)
        ).sum()
        for s in (10, 30, 100)
    ]
    assert distances[0] > distances[1] > distances[2]


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "1", "LA", "I;16"])
def test_any_kind_of_reference_is_taken(draw: Draw, mode: str) -> None:
    """Transparent, grey, with a palette."""
    colour: Any = {"RGBA": (10, 200, 30, 90), "LA": (90, 120), "RGB": (1, 2, 3)}.get(mode, 1)
    assert draw("sea", 64, 64, reference_image=png(colour, mode), reference_strength=80).image.size == (64, 64)


@given(st.text(max_size=60), st.text(max_size=20), st.integers(0, 2**63 - 1))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_prompt_gives_a_picture(draw: Draw, prompt: str, negative: str, seed: int) -> None:
    """Whatever is typed."""
    assert draw(prompt, 64, 64, negative_prompt=negative, seed=seed).image.size == (64, 64)


WORDS = (
    "cat",
    "boats",
    "three",
    "red",
    "sea",
    "room",
    "on",
    "under",
    "night",
    "huge",
    "bird",
    "snow",
    "дом",
    "left",
    "in",
)


@given(st.lists(st.sampled_from(WORDS), max_size=9), st.integers(0, 2**63 - 1))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_jumble_of_known_words_gives_a_picture(draw: Draw, words: list[str], seed: int) -> None:
    """In any order, with any relations."""
    assert draw(" ".join(words), 96, 64, seed=seed).image.size == (96, 64)
