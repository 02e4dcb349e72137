"""A link carries every parameter in plain sight, opens anywhere, and nothing in it can do harm."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagelabs_client import GenerationParams
from playground.form.form import read_params
from playground.form.share_link import open_link, share_query

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))
PARAMS = st.builds(
    GenerationParams,
    TEXT.filter(lambda text: bool(text.strip())),
    negative_prompt=TEXT,
    model=st.none() | TEXT.filter(bool),
    width=st.integers(64, 2048),
    height=st.integers(64, 2048),
    seed=st.integers(0, 2**63 - 1),
    subseed=st.integers(0, 2**63 - 1),
    attention=st.integers(-1000, 1000),
    tiling=st.booleans(),
    reference_image_type=st.none() | TEXT.filter(bool),
    reference_strength=st.integers(0, 100),
)


@given(PARAMS)
def test_a_link_brings_back_every_parameter(params: GenerationParams) -> None:
    query = dict(parse_qsl(share_query(params).removeprefix("?"), keep_blank_values=True))
    link = open_link(query, [params.model] if params.model else [])
    assert link is not None
    assert link.problems == ()
    assert read_params({"width": 1152, "height": 896} | dict(link.values)) == params


def test_a_link_can_be_read_and_leaves_defaults_out() -> None:
    query = share_query(GenerationParams("a red house", seed=7, subseed=8))
    assert query == "?prompt=a+red+house&seed=7&subseed=8"


def test_an_address_without_parameters_is_no_link() -> None:
    assert open_link({"lang": "ru", "__theme": "dark", "view": "api"}) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("width", "5"), ("width", "1e3"), ("width", "NaN"), ("width", "99999"), ("height", ""), ("seed", "-1"),
        ("seed", "9" * 50), ("subseed", "0x10"), ("tiling", "yes"), ("reference_strength", "101"), ("count", "0"),
        ("count", "9"), ("count", "²"), ("prompt", "x" * 20_001), ("prompt", "a\0b"), ("model", "../../etc/passwd"),
        ("attention", "--5"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named_and_keeps_its_default(name: str, text: str) -> None:
    link = open_link({name: text, "negative_prompt": "people"})
    assert link is not None
    assert {problem.parameter for problem in link.problems} == {name}
    assert dict(link.values) == {"negative_prompt": "people"}


@given(st.dictionaries(st.sampled_from(["prompt", "seed", "width", "tiling", "count", "model", "lang"]), st.text()))
def test_no_address_breaks_the_page(query: dict[str, str]) -> None:
    link = open_link(query)
    assert link is None or set(link.values).isdisjoint({problem.parameter for problem in link.problems})
