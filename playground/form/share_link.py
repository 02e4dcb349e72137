"""Parameters in the page's address: one readable query key for each; defaults are left out.

`?prompt=a+cat&seed=7&width=640` opens the form filled in, on any copy of this app. The same words as everywhere: a
query key is the parameter's name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from imagelabs_client import GenerationParams
from imagelabs_client.errors import Problem
from imagelabs_client.parameters import PARAMETERS, check_value, parse_value
from playground.form.page_limits import count_problems, length_problem, page_problem
from playground.result.record import as_text, params_as_text

COUNT = "count"
ADDRESSED = tuple(name for name, row in PARAMETERS.items() if row.in_address)
MAX_LENGTH = 20_000  # characters of one value


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """What an address asks for.

    Attributes:
        values: the parameters that can be used, as the form shows them: seeds are text.
        problems: what was wrong with the others; they keep their defaults.
    """

    values: Mapping[str, Any]
    problems: tuple[Problem, ...]


def share_query(params: GenerationParams) -> str:
    """Return the query, with its question mark, for the same picture. A reference image cannot be part of it."""
    defaults = {name: as_text(row.default) for name, row in PARAMETERS.items() if row.default is not None}
    values = {
        name: value
        for name, value in params_as_text(params).items()
        if name in ADDRESSED and value != defaults.get(name)
    }
    return f"?{urlencode(values)}"


def open_link(query: Mapping[str, str], models: Collection[str] = ()) -> OpenedLink | None:
    """Read the query of an address. Unknown keys are ignored; without any known one there is no link.

    Args:
        query: the values by key.
        models: the models that the backend offers; no other is accepted.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name in (*ADDRESSED, COUNT):
        if name not in query:
            continue
        value, found = _read(name, str(query[name]))
        if name == "model" and value and value not in models:
            found = [Problem(name, "not_offered", f"{name} is not one of those offered here")]
        if found:
            problems += found
        else:
            values[name] = value
    return OpenedLink(values, tuple(problems)) if values or problems else None


def _read(name: str, text: str) -> tuple[Any, list[Problem]]:
    problem = length_problem(PARAMETERS.get(name, PARAMETERS["width"]), text)
    if problem is not None:
        return None, [replace(problem, parameter=name)]
    if name == COUNT:
        value = parse_value(PARAMETERS["width"], text)
        problems = count_problems(value)
        return (None, problems) if problems else (value, [])
    row = PARAMETERS[name]
    if name == "prompt" and not text.strip():
        return "", []  # an empty prompt in an address means an empty form; it is no mistake
    value, problem = check_value(row, parse_value(row, text))
    problem = problem or page_problem(row, value)
    if problem is not None:
        return None, [problem]
    if row.kind == "seed":
        return "" if value is None else str(value), []
    return value, []
