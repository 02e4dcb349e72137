"""JSON that the page's scripts send, and that anybody could have sent instead: parameters are texts by name.

The opposite direction is `playground.result.record`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from imagelabs_client import GenerationParams, InvalidParams
from imagelabs_client.errors import Problem
from imagelabs_client.parameters import PARAMETERS, parse_value
from playground.form.page_limits import length_problem

MAX_LENGTH = 100_000  # characters of one message


def parse_object(text: str) -> dict[str, Any]:
    """Parse a JSON object.

    Raises:
        InvalidParams: the text is no JSON object, or is far too long.
    """
    try:
        value = json.loads(text) if len(text) <= MAX_LENGTH else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise InvalidParams.listing([Problem("params", "type", "params must be an object of texts")])
    return value


def parse_params(values: Any) -> GenerationParams:
    """Make parameters, seeds decided, from texts by name; unknown names are ignored.

    Raises:
        InvalidParams: listing everything that is invalid.
    """
    if not isinstance(values, Mapping):
        raise InvalidParams.listing([Problem("params", "type", "params must be an object of texts")])
    long = [problem for name, row in PARAMETERS.items() if (problem := length_problem(row, values.get(name)))]
    if long:
        raise InvalidParams.listing(long)
    named: dict[str, Any] = {
        name: parse_value(row, values[name])
        for name, row in PARAMETERS.items()
        if row.is_plain and values.get(name) is not None
    }
    return GenerationParams(**({"prompt": ""} | named)).with_seeds()
