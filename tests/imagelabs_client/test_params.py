"""Parameters are checked when they are made, all of them, and become exactly the body of the protocol."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagelabs_client import GenerationParams, ImageLabsError, InvalidParams
from imagelabs_client.parameters import MAX_SIDE, PARAMETERS

ELEVEN = [
    "prompt",
    "negative_prompt",
    "width",
    "height",
    "seed",
    "subseed",
    "attention",
    "tiling",
    "reference_image",
    "reference_image_type",
    "reference_strength",
]


def test_the_body_is_exactly_the_eleven_keys_of_the_protocol() -> None:
    body = GenerationParams("a cat", seed=1, subseed=2).to_payload()
    assert sorted(body) == sorted(ELEVEN)
    assert body == {
        "prompt": "a cat",
        "negative_prompt": "",
        "width": 1152,
        "height": 896,
        "seed": "1",
        "subseed": "2",
        "attention": 0,
        "tiling": False,
        "reference_image": "",
        "reference_image_type": None,
        "reference_strength": 30,
    }


@pytest.mark.parametrize("model", [None, "", "general", "sdxl-turbo"])
def test_the_implied_model_is_never_named(model: Any) -> None:
    assert "model" not in GenerationParams("a cat", model=model).to_payload()


def test_another_model_is_named() -> None:
    assert GenerationParams("a cat", model="painter").to_payload()["model"] == "painter"


def test_extra_keys_go_along() -> None:
    body = GenerationParams("a cat", extra={"cfg_scale": 2.5, "restore_faces": True}).to_payload()
    assert body["cfg_scale"] == 2.5
    assert body["restore_faces"] is True
    assert len(body) == 13


def test_what_becomes_of_the_callers_mapping_changes_nothing() -> None:
    extra = {"cfg_scale": 2.5}
    params = GenerationParams("a cat", extra=extra)
    extra["cfg_scale"] = 9
    assert params.extra == {"cfg_scale": 2.5}


def test_extra_cannot_replace_a_parameter() -> None:
    with pytest.raises(InvalidParams, match="extra repeats prompt, width"):
        GenerationParams("a cat", extra={"width": 1, "prompt": "x"})


@pytest.mark.parametrize("extra", [{"a": math.nan}, {"a": object()}, {1: 2}, [1]])
def test_extra_must_be_json(extra: Any) -> None:
    with pytest.raises(InvalidParams):
        GenerationParams("a cat", extra=extra)


def test_every_problem_is_listed_at_once() -> None:
    with pytest.raises(InvalidParams) as caught:
        GenerationParams(" \n", negative_prompt="a\0b", width=0, height=4096, seed=-1, reference_strength=101)
    problems = caught.value.problems
    assert [(problem.parameter, problem.code) for problem in problems] == [
        ("prompt", "empty"),
        ("negative_prompt", "nul"),
        ("width", "too_small"),
        ("height", "too_large"),
        ("seed", "too_small"),
        ("reference_strength", "too_large"),
    ]
    assert problems[3].limit == MAX_SIDE
    assert all(problem.message in str(caught.value) for problem in problems)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, ImageLabsError)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("prompt", "", "empty"),
        ("prompt", "\t\n\u3000", "empty"),
        ("prompt", None, "required"),
        ("prompt", 5, "type"),
        ("prompt", "a\0", "nul"),
        ("prompt", "\ud800", "not_text"),
        ("negative_prompt", None, "required"),
        ("width", 512.0, "type"),
        ("width", "512", "type"),
        ("width", True, "type"),
        ("width", math.nan, "not_finite"),
        ("height", math.inf, "not_finite"),
        ("height", -1, "too_small"),
        ("height", 10**400, "too_large"),
        ("height", None, "required"),
        ("seed", 2**63, "too_large"),
        ("seed", True, "type"),
        ("subseed", 1.5, "type"),
        ("attention", math.nan, "not_finite"),
        ("tiling", 1, "type"),
        ("reference_strength", -1, "too_small"),
        ("reference_strength", math.nan, "not_finite"),
        ("reference_image_type", 3, "type"),
        ("reference_image", 3, "type"),
        ("model", b"painter", "type"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(field: Any, value: Any, code: Any) -> None:
    with pytest.raises(InvalidParams) as caught:
        GenerationParams(**{"prompt": "a cat"} | {field: value})
    (problem,) = caught.value.problems
    assert (problem.parameter, problem.code) == (field, code)
    assert len(str(caught.value)) < 200


def test_the_limits_themselves_are_allowed() -> None:
    for strength in (0, 100):
        GenerationParams("a", width=1, height=MAX_SIDE, seed=0, subseed=2**63 - 1, reference_strength=strength)


def test_numpy_integers_become_plain_ones() -> None:
    params = GenerationParams("a cat", width=np.int64(640), seed=np.uint32(7))
    assert type(params.width) is int
    json.dumps(params.to_payload())


def test_seeds_are_decided_once_and_those_given_are_kept() -> None:
    params = GenerationParams("a cat", seed=7)
    decided = params.with_seeds()
    assert decided.seed == 7
    assert decided.subseed is not None
    assert 0 <= decided.subseed < 2**32
    assert decided.with_seeds() is decided
    assert params.subseed is None


def test_open_seeds_differ_from_one_generation_to_the_next() -> None:
    seeds = {GenerationParams("a cat").with_seeds().seed for _ in range(20)}
    assert len(seeds) == 20


@given(seed=st.integers(0, 2**63 - 1))
def test_seeds_travel_as_text_without_loss(seed: Any) -> None:
    body = json.loads(json.dumps(GenerationParams("a", seed=seed).to_payload()))
    assert body["seed"] == str(seed)


@given(prompt=st.text(min_size=1))
def test_any_text_that_says_something_is_a_prompt(prompt: Any) -> None:
    try:
        params = GenerationParams(prompt)
    except InvalidParams:
        assert not prompt.strip() or "\0" in prompt or any("\ud800" <= char <= "\udfff" for char in prompt)
    else:
        assert json.loads(json.dumps(params.to_payload()))["prompt"] == prompt


def test_params_are_frozen_hashable_and_comparable() -> None:
    one, other = GenerationParams("a", seed=1, extra={"x": [1]}), GenerationParams("a", seed=1, extra={"x": [1]})
    assert one == other
    assert hash(one) == hash(other)
    with pytest.raises(AttributeError):
        one.seed = 2


def test_the_table_describes_exactly_the_fields_in_their_order() -> None:
    assert list(PARAMETERS) == list(GenerationParams.__dataclass_fields__)
    for name, field in GenerationParams.__dataclass_fields__.items():
        if name != "prompt":
            assert PARAMETERS[name].default == field.default
    assert [name for name, parameter in PARAMETERS.items() if parameter.on_wire] == ELEVEN
