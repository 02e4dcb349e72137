"""The delays before retries."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagelabs_client.core.failures import retry_after_seconds
from imagelabs_client.core.retries import backoff


@given(attempt=st.integers(1, 100))
def test_backoff_grows_and_stays_bounded(attempt: Any) -> None:
    assert 0.3 <= backoff(attempt) <= 8
    assert backoff(attempt, uniform=lambda: 0.0) >= backoff(max(1, attempt - 1), uniform=lambda: 0.0)


@given(asked=st.floats(0, 1e6))
def test_backoff_never_returns_before_it_was_asked_to(asked: Any) -> None:
    assert asked <= backoff(1, asked) <= asked + 0.25


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "-1"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "Thu, 01 Jan 2026 00:00:09 GMT", "date": "Thu, 01 Jan 2026 00:00:00 GMT"}, 9),
        ({"retry-after": "Thu, 01 Jan 2026 00:00:00 GMT", "date": "Thu, 01 Jan 2026 00:00:09 GMT"}, 0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:09 GMT"}, 0),
        ({"retry-after": "Thu, 99 Foo 2026 00:00:00 GMT"}, None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(headers: Any, seconds: Any) -> None:
    assert retry_after_seconds(headers) == seconds


@given(asked=st.floats(0, 0.4), attempt=st.integers(2, 100))
def test_whoever_says_at_once_again_and_again_is_believed_once(asked: float, attempt: int) -> None:
    assert backoff(attempt, asked) >= 0.3
    assert backoff(1, asked) <= asked + 0.25
