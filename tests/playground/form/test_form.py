"""What is typed becomes parameters, or a list of everything that is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagelabs_client import GenerationParams, InvalidParams
from imagelabs_client.parameters import PARAMETERS
from playground.form.form import SHAPES, read_batch, read_params
from playground.form.page_limits import MAX_COUNT
from playground.result.narration import error_notice
from playground.texts import languages

MIN_SIDE = int(PARAMETERS["width"].page_minimum or 0)

VALUES: dict[str, Any] = {
    "prompt": "a cat",
    "negative_prompt": "",
    "width": 1152,
    "height": 896,
    "seed": "",
    "subseed": "",
}


def test_an_empty_seed_means_a_random_one_that_is_decided_before_sending() -> None:
    params = read_params(VALUES)
    assert params.seed is not None
    assert params.subseed is not None


@pytest.mark.parametrize("seed", [0, 7, 2**53 + 1, 2**63 - 1])
def test_seeds_keep_every_digit(seed: int) -> None:
    assert read_params(VALUES | {"seed": f" {seed} ", "subseed": str(seed)}) == GenerationParams(
        "a cat", seed=seed, subseed=seed
    )


def test_everything_wrong_is_listed_at_once_in_the_visitors_language() -> None:
    with pytest.raises(InvalidParams) as caught:
        read_params(
            {"prompt": " ", "negative_prompt": None, "width": 5, "height": None, "seed": "abc", "subseed": "-1"}
        )
    details = {language: error_notice(caught.value, "x", texts).details for language, texts in languages().items()}
    assert set(details["en"]) == {
        "Prompt: write what you would like to see.",
        f"Width: at least {MIN_SIDE}.",
        "Height: a whole number is needed.",
        "Seed: a whole number is needed.",
        "Variation seed: at least 0.",
        "Nothing was sent.",
    }
    assert f"Ширина: не меньше {MIN_SIDE}." in details["ru"]
    assert "Зерно: нужно целое число." in details["ru"]


def test_a_picture_that_is_too_small_or_too_large_is_refused() -> None:
    for side in (MIN_SIDE - 1, -5, 2049, 10**30):
        with pytest.raises(InvalidParams) as caught:
            read_params(VALUES | {"width": side})
        assert [problem.parameter for problem in caught.value.problems] == ["width"]


@given(st.text(), st.text())
def test_whatever_is_typed_as_a_seed_is_a_seed_or_a_problem(seed: str, subseed: str) -> None:
    try:
        params = read_params(VALUES | {"seed": seed, "subseed": subseed})
    except InvalidParams as error:
        wrong = {problem.parameter for problem in error.problems}
    else:
        wrong = {
            name for name, value in (("prompt", params.seed), ("prompt", params.subseed)) if not isinstance(value, int)
        }
    assert wrong <= {"seed", "subseed"}


def test_each_shape_has_exactly_the_proportions_that_its_name_says() -> None:
    for name, (width, height) in SHAPES.items():
        across, down = map(int, name.split(":"))
        assert width * down == height * across
        assert width % 16 == height % 16 == 0


def test_several_pictures_follow_a_seed_that_was_given_and_roll_one_each_otherwise() -> None:
    given = read_batch(VALUES | {"seed": str(2**63 - 1), "subseed": "4"}, 3)
    assert [params.seed for params in given] == [2**63 - 1, 0, 1]
    assert {params.subseed for params in given} == {4}
    rolled = read_batch(VALUES, MAX_COUNT)
    assert len({params.seed for params in rolled}) == MAX_COUNT


@pytest.mark.parametrize("count", [0, MAX_COUNT + 1, None, "3", True, 1.5])
def test_too_many_or_too_few_pictures_are_listed_with_everything_else(count: Any) -> None:
    with pytest.raises(InvalidParams) as caught:
        read_batch(VALUES | {"width": 5}, count)
    assert {problem.parameter for problem in caught.value.problems} == {"count", "width"}


def test_where_it_is_known_which_models_there_are_another_one_is_named() -> None:
    assert read_batch(VALUES | {"model": "large"}, 1, ("turbo", "large"))[0].model == "large"
    assert read_batch(VALUES | {"model": "large"})[0].model == "large"
    with pytest.raises(InvalidParams) as caught:
        read_batch(VALUES | {"model": "dreamshaper_8"}, 1, ("turbo", "large"))
    assert error_notice(caught.value, "x", languages()["en"]).details[0] == "Model: not offered here."


def test_boxes_that_were_left_empty_mean_nothing_was_asked_for() -> None:
    params = read_params(VALUES | {"reference_image_type": "", "reference_image": None, "model": ""})
    assert (params.reference_image_type, params.reference_image, params.model) == (None, None, None)
