"""What the page accepts: less than the client, which knows services of other people too."""

from __future__ import annotations

from typing import Any, Final

from imagelabs_client import GenerationParams
from imagelabs_client.errors import Problem
from imagelabs_client.parameters import PARAMETERS, Parameter

MAX_COUNT: Final = 8  # pictures per request
_MAX_TYPED: Final = 1000  # characters of a field that is no text, such as a number


def length_problem(row: Parameter, value: Any) -> Problem | None:
    """Return the problem of a text that is too long to be looked at, or None."""
    most = row.page_length or _MAX_TYPED
    if not isinstance(value, str) or len(value) <= most or row.kind == "image":
        return None
    return Problem(row.name, "too_long", f"{row.name} has {len(value)} characters, and the most is {most}", most)


def page_problem(row: Parameter, value: Any) -> Problem | None:
    """Return the problem of a value that the client would accept, but that the page does not offer, or None."""
    least = row.page_minimum
    if least is None or isinstance(value, bool) or not isinstance(value, int | float) or value >= least:
        return length_problem(row, value)
    return Problem(row.name, "too_small", f"{row.name} is {value}, and the least is {least}", least)


def page_problems(params: GenerationParams) -> list[Problem]:
    """Return the problems of valid parameters with what the page offers."""
    found = (page_problem(row, getattr(params, name)) for name, row in PARAMETERS.items())
    return [problem for problem in found if problem is not None]


def count_problems(count: Any) -> list[Problem]:
    """Return what is wrong with a number of pictures: a list of at most one problem."""
    if not isinstance(count, int) or isinstance(count, bool):
        return [Problem("count", "type", "count must be a whole number")]
    if count < 1:
        return [Problem("count", "too_small", f"count is {count}, and the least is 1", 1)]
    if count > MAX_COUNT:
        return [Problem("count", "too_large", f"count is {count}, and the most is {MAX_COUNT}", MAX_COUNT)]
    return []
