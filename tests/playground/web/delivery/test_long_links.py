"""However long an address is, the page opens."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.form.share_link import MAX_LENGTH, open_link
from playground.web.delivery.long_links import LongLinks, shortened


def test_a_value_that_is_too_long_is_still_named_as_that_and_the_others_are_kept() -> None:
    query = shortened(b"seed=5&prompt=" + b"a" * 100_000 + b"&negative_prompt=" + b"%20" * 30_000 + b"&width=640")
    link = open_link(dict(parse_qsl(query.decode())))
    assert link is not None
    assert {(problem.parameter, problem.code) for problem in link.problems} == {
        ("prompt", "too_long"),
        ("negative_prompt", "too_long"),
    }
    assert link.values == {"seed": "5", "width": 640}


def test_what_no_field_has_does_not_push_out_what_they_have() -> None:
    query = shortened(b"u" * 70_000 + b"=1&prompt=cat&lang=ru")
    assert query == b"prompt=cat&lang=ru"


def test_only_the_first_of_very_many_values_are_read() -> None:
    query = shortened(b"prompt=cat&" + b"a=&" * 15_000)
    assert query.startswith(b"prompt=cat&a=")
    assert query.count(b"&") < 200


def test_letters_that_take_more_than_a_byte_count_as_letters() -> None:
    prompt, negative = quote("к" * 6_800).encode(), quote("о" * 3_000).encode()
    query = shortened(b"prompt=" + prompt + b"&negative_prompt=" + negative + b"&" + b"u" * 2_000 + b"=1")
    assert b"prompt=" + prompt in query
    assert b"negative_prompt=" + negative in query


@given(st.lists(st.tuples(st.binary(max_size=30), st.integers(0, 3 * MAX_LENGTH)), max_size=20))
def test_what_comes_out_is_never_longer_than_gradio_can_take(pairs: list[tuple[bytes, int]]) -> None:
    query = b"&".join(name + b"=" + b"y" * length for name, length in pairs)
    assert len(shortened(query)) < 65_000


@pytest.mark.anyio
@pytest.mark.parametrize("query", [b"prompt=a+cat&prompt=%zz", b"", b"x" * 100_000])
async def test_only_a_query_that_is_too_long_is_touched(query: bytes) -> None:
    seen = []

    async def app(scope: object, _receive: object, _send: object) -> None:
        seen.append(scope)

    scope = {"type": "http", "query_string": query}
    await LongLinks(app)(scope, None, None)  # type: ignore[arg-type]
    assert (seen == [scope]) is (len(query) < 60_000)
