"""Validation of a value against its row in the table of parameters."""

from __future__ import annotations

import json
import math
import operator
from collections.abc import Collection, Mapping
from os import PathLike
from typing import Any

from imagelabs_client.core.numbers import parse_decimal, parse_whole
from imagelabs_client.core.parameter import Parameter
from imagelabs_client.errors import Problem


def check_against(parameter: Parameter, value: Any, reserved: Collection[str]) -> tuple[Any, Problem | None]:
    """Validate one value.

    Args:
        parameter: its row in the table.
        value: a value of any type. For an image, only its type is checked.
        reserved: keys that a mapping must not contain.

    Returns:
        the value converted to a plain type (a NumPy integer becomes an int), and the problem or None.
    """
    name = parameter.name
    if value is None:
        return None, None if parameter.optional else Problem(name, "required", f"{name} is required")
    match parameter.kind:
        case "image":
            return value, _image_problem(name, value)
        case "mapping":
            return value, _mapping_problem(name, value, reserved)
        case "text":
            return value, _text_problem(parameter, value)
        case "boolean":
            return value, None if isinstance(value, bool) else Problem(name, "type", f"{name} must be True or False")
        case "number":
            return _checked_number(parameter, value)
        case "integer" | "seed":
            return _checked_integer(parameter, value)


def parse_value(parameter: Parameter, value: Any) -> Any:
    """Parse a value that may be text, such as from a form, a URL or a command line.

    Returns:
        the value in the type of its kind; None for empty text if the kind is numeric; or `value` unchanged if it cannot
        be parsed, so that `check_against` can report it.
    """
    if not isinstance(value, str):
        return value
    stripped = value.strip()
    match parameter.kind:
        case "boolean":
            return {"true": True, "false": False}.get(stripped.lower(), value)
        case "integer" | "seed" | "number":
            if not stripped:
                return None
            number = parse_decimal(stripped) if parameter.kind == "number" else parse_whole(stripped)
            return value if number is None else number
    return value


def _image_problem(name: str, value: Any) -> Problem | None:
    # `data_url`: a `ReferenceImage`; `read`: a binary file; `getbands`: a PIL image.
    if isinstance(value, str | PathLike | bytes) or any(
        hasattr(value, attribute) for attribute in ("data_url", "read", "getbands")
    ):
        return None
    message = f"{name} must be a path, bytes, binary file or PIL image, not {type(value).__name__}"
    return Problem(name, "type", message)


def _mapping_problem(name: str, value: Any, reserved: Collection[str]) -> Problem | None:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        return Problem(name, "type", f"{name} must be a mapping whose keys are text")
    repeated = sorted(key for key in value if key in reserved)
    if repeated:
        return Problem(name, "reserved", f"{name} repeats {', '.join(repeated)}: give them as arguments of their own")
    try:
        json.dumps(dict(value), allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return Problem(name, "type", f"{name} holds a value that JSON cannot carry")
    return None


def _text_problem(parameter: Parameter, value: Any) -> Problem | None:
    name = parameter.name
    if not isinstance(value, str):
        return Problem(name, "type", f"{name} must be text, not {type(value).__name__}")
    if name == "prompt" and not value.strip():
        return Problem(name, "empty", "prompt is empty: say what to draw")
    if "\0" in value:
        return Problem(name, "nul", f"{name} contains a NUL character, which no picture file can keep")
    try:
        value.encode()
    except UnicodeEncodeError:
        return Problem(name, "not_text", f"{name} contains half of a surrogate pair, which is not valid Unicode")
    return None


def _checked_integer(parameter: Parameter, value: Any) -> tuple[Any, Problem | None]:
    name = parameter.name
    if isinstance(value, bool):
        return value, Problem(name, "type", f"{name} must be a whole number, not {value}")
    try:
        number = operator.index(value)
    except TypeError:
        # NaN and infinities get a code of their own: they usually result from faulty arithmetic.
        if isinstance(value, float) and not math.isfinite(value):
            return value, Problem(name, "not_finite", f"{name} is {value}, not a whole number")
        return value, Problem(name, "type", f"{name} must be a whole number, not {_short_repr(value)}")
    return number, _range_problem(parameter, number)


def _checked_number(parameter: Parameter, value: Any) -> tuple[Any, Problem | None]:
    name = parameter.name
    if isinstance(value, bool | str | bytes):
        return value, Problem(name, "type", f"{name} must be a number, not {_short_repr(value)}")
    try:
        number = float(value)
    except (TypeError, ValueError):
        return value, Problem(name, "type", f"{name} must be a number, not {_short_repr(value)}")
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        return value, Problem(name, "not_finite", f"{name} is {_short_repr(value)}, not a finite number")
    return number, _range_problem(parameter, number)


def _range_problem(parameter: Parameter, number: float) -> Problem | None:
    name = parameter.name
    if parameter.minimum is not None and number < parameter.minimum:
        message = f"{name} is {_short_repr(number)}, and the least is {parameter.minimum}"
        return Problem(name, "too_small", message, parameter.minimum)
    if parameter.maximum is not None and number > parameter.maximum:
        message = f"{name} is {_short_repr(number)}, and the most is {parameter.maximum}"
        return Problem(name, "too_large", message, parameter.maximum)
    return None


def _short_repr(value: Any) -> str:
    """Return the repr of a value for a message, at most 40 characters long."""
    if isinstance(value, int) and value.bit_length() > 128:
        return "far out of range"
    text = repr(value) if isinstance(value, int | float | str) else type(value).__name__
    return text if len(text) <= 40 else f"{text[:39]}…"
