"""The plan says what the prompt says, and is honest about the rest."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagelabs_server.painter.canvas import Dice
from imagelabs_server.painter.decisions.interpretation import Interpretation, interpret
from imagelabs_server.painter.places import PLACES
from imagelabs_server.painter.prompt.lexicon import lexicon, subject_entries
from imagelabs_server.painter.prompt.notes import MAX_KINDS
from imagelabs_server.painter.prompt.words import read


def plan(prompt: str, negative: str = "", seed: int = 1) -> Interpretation:
    return interpret(read(prompt), read(negative), Dice(prompt, seed, 0))


def subjects(made: Interpretation) -> dict[str, int]:
    return {w.name: w.count for w in made.scene.subjects}


def test_the_readme_prompt_is_understood_in_full() -> None:
    """Cat, windowsill and sunset; nothing left over."""
    made = plan("a cat sitting on a windowsill at sunset")
    assert made.recognised == ("cat", "windowsill", "sunset")
    assert made.unrecognised == ()
    assert subjects(made) == {"cat": 1}
    assert (made.scene.place, made.scene.time) == ("windowsill", "sunset")


def test_the_russian_prompt_is_understood_in_full() -> None:
    """The request itself ("Сгенерируй изображение") is neither understood nor not."""
    made = plan("Сгенерируй изображение кота, сидящего на подоконнике.")
    assert made.recognised == ("кота", "подоконнике")
    assert made.unrecognised == ()
    assert subjects(made) == {"cat": 1}
    assert made.scene.place == "windowsill"


def test_unknown_words_are_listed_in_their_order() -> None:
    """As spelled, once each."""
    made = plan("A Gramophone and a zeppelin near a lake, gramophone")
    assert made.unrecognised == ("Gramophone", "zeppelin")
    assert made.recognised == ("lake",)


@pytest.mark.parametrize("prompt", ["", "   ", "qwerty asdf", "12345", "猫が座っている", "!!!"])
def test_a_prompt_that_says_nothing_becomes_an_abstract(prompt: str) -> None:
    """In a mood of the prompt's own chance."""
    made = plan(prompt)
    assert not made.scene.understood
    assert made.recognised == ()
    assert made.scene.place == "abstract"


@pytest.mark.parametrize(
    ("prompt", "mood"),
    [
        ("joy", "joy"),
        ("Happiness, please", "joy"),
        ("грусть и тоска", "sorrow"),
        ("a painting of freedom", "hope"),
        ("безмятежность", "calm"),
        ("anger, watercolour", "anger"),
        ("волшебный", "mystery"),
        ("😱", "fear"),
    ],
)
def test_a_mood_alone_is_an_abstract_in_that_mood(prompt: str, mood: str) -> None:
    """In both languages, and understood."""
    made = plan(prompt)
    assert made.scene.moods == (mood,)
    assert made.recognised
    assert made.scene.place == "abstract"


def test_colours_alone_are_what_an_abstract_is_made_of() -> None:
    """All of them, in their order, and not as a tint on top."""
    scene = plan("blue and gold").scene
    assert (scene.place, len(scene.colours), scene.tint) == ("abstract", 2, None)


@pytest.mark.parametrize("prompt", ["no clouds", "sunset", "a calm lake", "осень", "without people"])
def test_who_says_what_is_seen_gets_no_abstract(prompt: str) -> None:
    """Not even if it is only said what must not be there."""
    assert plan(prompt).scene.place != "abstract"


def test_what_must_not_be_there_does_not_make_a_scene_of_nothing() -> None:
    """The negative prompt alone says nothing of what is to be seen."""
    assert plan("qwerty", "people, clouds").scene.place == "abstract"


@pytest.mark.parametrize(
    "prompt", ["птица над полем", "a boat under three birds", "a bird over a lake", "птицы в небе"]
)
def test_a_bird_that_is_over_something_flies(prompt: str) -> None:
    """Whichever of the two the prompt names first."""
    assert "gull" in [w.name for w in plan(prompt).scene.subjects]


def test_no_birds_means_none_that_fly_either() -> None:
    """However they would be painted."""
    assert [w.name for w in plan("birds in the sky over a house", "birds").scene.subjects] == ["house"]


def test_a_mood_that_is_not_wanted_is_left_out() -> None:
    """By the negative prompt."""
    assert plan("a sad village", "sadness").scene.moods == ()


@pytest.mark.parametrize(("prompt", "time"), [("a spooky house", "night"), ("a spooky house by day", "day")])
def test_a_mood_decides_the_hour_that_nobody_named(prompt: str, time: str) -> None:
    """And no other."""
    assert plan(prompt).scene.time == time


@pytest.mark.parametrize(
    ("prompt", "name", "count"),
    [
        ("three birds", "bird", 3),
        ("3 birds", "bird", 3),
        ("a bird", "bird", 1),
        ("пять лодок на озере", "boat", 5),
        ("две кошки", "cat", 2),
        ("изображение кошки", "cat", 1),
        ("a dozen sheep", "sheep", 12),
        ("a couple of cats", "cat", 2),
        ("(cat:1.3), cat² 7.5", "cat", 1),
        ("100000000000000000000 cats", "cat", 3),
        ("пара лодок", "boat", 2),
        ("стая волков", "wolf", 7),
        ("two knights on horses", "horse", 2),
        ("кошка на крыше дома", "house", 1),
        ("дом в пять часов утра", "house", 1),
        ("в пять часов утра лошадь", "horse", 1),
        ("people", "person", 3),
    ],
)
def test_counts(prompt: str, name: str, count: int) -> None:
    """Numerals, digits, plurals and genitives."""
    assert subjects(plan(prompt))[name] == count


@pytest.mark.parametrize(("prompt", "name"), [("a red house", "house"), ("красный дом", "house")])
def test_a_colour_belongs_to_the_next_subject(prompt: str, name: str) -> None:
    """And is not taken for the picture's tint."""
    made = plan(prompt)
    assert [(w.name, w.colour) for w in made.scene.subjects] == [(name, "#c8312b")]
    assert made.scene.tint is None


def test_a_colour_without_a_subject_tints_the_picture() -> None:
    """ "A pink sunset" is a sunset, and pink."""
    assert plan("a pink sunset").scene.tint == "#f09ab8"


def test_relations_are_kept() -> None:
    """The bird knows its tree."""
    made = plan("a bird on a tree")
    bird, tree = made.scene.subjects
    assert (bird.relation, bird.other, tree.other) == ("on", 1, None)


def test_who_comes_along_depends_on_who_was_named_first() -> None:
    """The umbrella is with the woman, not the woman with the umbrella."""
    woman, umbrella = plan("a woman with an umbrella").scene.subjects
    assert (woman.other, umbrella.relation, umbrella.other) == (None, "with", 0)


def test_two_places_are_a_foreground_and_a_background() -> None:
    """A lake in the mountains is a lake before mountains, whatever the order."""
    for prompt in ("a lake in the mountains", "mountains behind a lake"):
        made = plan(prompt)
        assert (made.scene.place, made.scene.beyond) == ("lake", "mountains")


def test_stars_and_the_moon_come_out_at_night() -> None:
    """Even if nobody says "night"."""
    assert plan("stars over the desert").scene.time == "night"
    assert plan("полумесяц над морем").scene.time == "night"


@pytest.mark.parametrize(
    ("prompt", "negative"),
    [
        ("a man and a dog on the beach", "people"),
        ("a man and a dog on the beach", "людей"),
        ("a dog on the beach without people, a man", ""),
        ("собака и человек на пляже", "люди"),
    ],
)
def test_what_is_forbidden_is_left_out(prompt: str, negative: str) -> None:
    """By the negative prompt in either language, or by "without"."""
    assert set(subjects(plan(prompt, negative))) == {"dog"}


def test_no_clouds_means_a_clear_sky() -> None:
    """In the negative prompt and in the prompt's own words."""
    assert "clear" in plan("a field by day", "clouds").scene.weather
    assert "clear" in plan("поле днём без облаков").scene.weather


def test_the_negative_prompt_does_not_change_the_rest() -> None:
    """The same seed keeps its composition when something is taken out."""
    with_it, without = plan("a lake", seed=5).scene, plan("a lake", "clouds", seed=5).scene
    assert (with_it.time, with_it.season, with_it.beyond) == (without.time, without.season, without.beyond)


def test_the_seed_decides_what_is_left_open() -> None:
    """Time and place vary from seed to seed."""
    assert len({(p.scene.time, p.scene.place) for p in (plan("a horse", seed=s) for s in range(20))}) > 3


@pytest.mark.parametrize(
    ("prompt", "style"),
    [
        ("a cat", "oil"),
        ("a cat, oil painting", "oil"),
        ("дом, масло", "oil"),
        ("a watercolor painting of a house", "watercolour"),
        ("дом акварелью", "watercolour"),
        ("ink drawing of a fox", "ink"),
        ("лиса тушью", "ink"),
        ("a pastel landscape", "pastel"),
        ("горы пастелью", "pastel"),
        ("flat design, a boat", "flat"),
        ("плоский дизайн, лодка", "flat"),
        ("pixel art castle", "pixel"),
        ("замок, пиксель-арт", "pixel"),
        ("neon city", "neon"),
        ("неоновый город", "neon"),
    ],
)
def test_a_style_is_the_manner_of_painting(prompt: str, style: str) -> None:
    """In both languages; understood, and no subject."""
    made = plan(prompt)
    assert made.style == style
    assert made.unrecognised == ()


def test_neon_is_night_unless_a_time_is_named() -> None:
    """Signs are lit when it is dark."""
    assert plan("neon street").scene.time == "night"
    assert plan("neon street at dawn").scene.time == "dawn"


def test_a_forbidden_style_is_not_taken() -> None:
    """The next one named is, or oil."""
    assert plan("watercolor or ink house", "watercolor").style == "ink"
    assert plan("a house, not watercolour").style == "oil"


def relations(prompt: str) -> list[tuple[str, str | None, str | None]]:
    """Each subject, its relation, and to whom."""
    wanted = plan(prompt).scene.subjects
    return [(w.name, w.relation, None if w.other is None else wanted[w.other].name) for w in wanted]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a cat near a dog", [("cat", "near", "dog"), ("dog", None, None)]),
        ("кот рядом с собакой", [("cat", "near", "dog"), ("dog", None, None)]),
        ("собака перед домом", [("dog", "front", "house"), ("house", None, None)]),
        ("дерево за домом", [("tree", "behind", "house"), ("house", None, None)]),
        ("птица над домом", [("gull", "above", "house"), ("house", None, None)]),
        ("лодка под мостом", [("boat", "under", "bridge"), ("bridge", None, None)]),
        ("рыцарь верхом на коне", [("knight", "on", "horse"), ("horse", None, None)]),
        ("a knight riding a horse", [("knight", "on", "horse"), ("horse", None, None)]),
        ("под деревом сидит кот", [("tree", None, None), ("cat", "under", "tree")]),
        ("a cat and a dog on a sofa", [("cat", "on", "sofa"), ("dog", "on", "sofa"), ("sofa", None, None)]),
        ("a cat in the forest near a tent", [("cat", None, None), ("tent", None, None)]),
        ("a vase of roses", [("vase", None, None), ("rose", "in", "vase")]),
        ("flowers in a vase", [("vase", None, None)]),
        ("a book on a table", [("book", None, None)]),
    ],
)
def test_how_things_stand_to_each_other(prompt: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    """In both languages and either order; what a drawing or a place already has is not drawn twice."""
    assert relations(prompt) == expected


def test_colours_sizes_and_sides_go_to_their_nouns() -> None:
    """Each to the next subject, to the moon, or, said afterwards, to the one before."""
    bird, house = plan("a blue bird on the left, a tiny red house").scene.subjects
    assert (bird.colour, bird.side, bird.size) == ("#2f63c4", "left", 1.0)
    assert (house.colour, house.size) == ("#c8312b", 0.5)
    moon = plan("a huge moon on the right above a lake").scene
    assert moon.moon_size > 1.8
    assert moon.disc_side == "right"
    assert plan("золотая осень, дом").scene.subjects[0].colour is None


def test_weights_reach_what_they_stress() -> None:
    """Subjects, weather, places; nought and less leave the thing out; the words are told without brackets."""
    made = plan("(cat:1.4) in the [forest], (fog:1.5), (dog:0), (house:-1)")
    assert [(w.name, w.weight) for w in made.scene.subjects] == [("cat", 1.4)]
    assert made.scene.strength("fog") == 1.5
    assert made.scene.strength("forest") < 1
    assert made.scene.strength("rain") == 1
    assert made.recognised == ("cat", "forest", "fog", "dog", "house")
    assert made.unrecognised == ()


def test_attention_is_neutral_at_nought() -> None:
    """And bounded at both ends."""
    focus = [interpret(read("cat"), (), Dice("cat", 1, 0), a).scene.focus for a in (-1000, -10, 0, 10, 1000)]
    assert focus == sorted(focus)
    assert focus[2] == 0
    assert -1 < focus[0] < focus[4] < 1


def test_a_kind_of_thing_becomes_some_of_that_kind() -> None:
    """ "Animals" are animals; a named animal is enough."""
    assert len(subjects(plan("animals in the forest"))) == 2
    assert set(subjects(plan("an animal, a fox"))) == {"fox"}


def test_furniture_by_the_window_is_in_a_room() -> None:
    """A table does not stand on the sill."""
    assert plan("стол у окна").scene.place == "room"
    assert plan("чашка у окна").scene.place == "windowsill"


FORMS = [form for entry in subject_entries().values() for form in (*entry["en"]["one"], *entry["ru"]["many"])]
WORDS = [
    form
    for section in ("relations", "counts", "sizes", "sides", "colours", "places", "times", "joins", "groups")
    for entry in lexicon()[section].values()
    for forms in entry.values()
    for form in forms
]
PIECES = st.sampled_from(FORMS) | st.sampled_from(WORDS) | st.sampled_from(list("()[],.:;7")) | st.text(max_size=4)


@given(st.lists(PIECES, max_size=14).map(" ".join), st.text(max_size=40), st.integers(-1000, 1000))
@settings(max_examples=400, deadline=None)
def test_any_prompt_becomes_a_scene(prompt: str, negative: str, attention: int) -> None:
    """Whatever is typed: places exist, counts are bounded, nobody stands in relation to nobody."""
    scene = interpret(read(prompt), read(negative), Dice(prompt, 1, 0), attention).scene
    assert scene.place in PLACES
    assert len(scene.subjects) <= MAX_KINDS
    for i, wanted in enumerate(scene.subjects):
        assert 1 <= wanted.count <= 14
        assert wanted.other is None or (0 <= wanted.other < len(scene.subjects) and wanted.other != i)
