"""Parameters as the page's scripts send them back: text by name, the opposite of `playground.result.record`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from imagelabs_client import GenerationParams, InvalidParams
from imagelabs_client.errors import Problem
from imagelabs_client.parameters import PARAMETERS, parse_value

MAX_LENGTH = 100_000  # characters of everything that a script may send at once


def heard_object(text: str) -> dict[str, Any]:
    """Read a JSON object that a script has sent.

    Raises:
        InvalidParams: it is none, or far too long.
    """
    try:
        value = json.loads(text) if len(text) <= MAX_LENGTH else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise InvalidParams.listing([Problem("params", "type", "params must be an object of texts")])
    return value


def heard_params(values: Any) -> GenerationParams:
    """Make parameters, seeds decided, of texts by name; names that are none are left out.

    Raises:
        InvalidParams: listing everything that cannot be used.
    """
    if not isinstance(values, Mapping):
        raise InvalidParams.listing([Problem("params", "type", "params must be an object of texts")])
    named: dict[str, Any] = {
        name: parse_value(row, values[name])
        for name, row in PARAMETERS.items()
        if row.is_plain and values.get(name) is not None
    }
    return GenerationParams(**({"prompt": ""} | named)).with_seeds()
