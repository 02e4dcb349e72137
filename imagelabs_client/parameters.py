"""The one table of parameters: validation, metadata, forms, share links and code snippets all read it."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Literal

from imagelabs_client.errors import Problem

MAX_SIDE: Final = 2048  # pixels
SEED_LIMIT: Final = 2**63  # seeds are below it: every service that keeps them in 64 bits can
ATTENTION_LIMIT: Final = 2**31 - 1
DEFAULT_MODEL: Final = "sdxl-turbo"
IMPLIED_MODELS: Final = frozenset({DEFAULT_MODEL, "general"})  # never named on the wire

Kind = Literal["text", "integer", "boolean", "image", "mapping"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What is known about one parameter.

    Attributes:
        name: its name in Python, and on the wire.
        kind: how it is validated and shown.
        default: what is used when nothing is given.
        minimum: smallest integer allowed, or None.
        maximum: largest integer allowed, or None.
        optional: whether None is allowed and means "left to the client or the service".
        metadata_key: its key in the A1111 settings line, or None if it is not written there under its own key.
        on_wire: whether it is one of the eleven keys that are always sent.
    """

    name: str
    kind: Kind
    default: str | int | bool | None = None
    minimum: int | None = None
    maximum: int | None = None
    optional: bool = False
    metadata_key: str | None = None
    on_wire: bool = True


_TABLE: Final = (
    Parameter("prompt", "text"),
    Parameter("negative_prompt", "text", "", metadata_key="Negative prompt"),
    Parameter("model", "text", None, optional=True, metadata_key="Model", on_wire=False),
    Parameter("width", "integer", 1152, 1, MAX_SIDE),
    Parameter("height", "integer", 896, 1, MAX_SIDE),
    Parameter("seed", "integer", None, 0, SEED_LIMIT - 1, optional=True, metadata_key="Seed"),
    Parameter("subseed", "integer", None, 0, SEED_LIMIT - 1, optional=True, metadata_key="Variation seed"),
    Parameter("attention", "integer", 0, -ATTENTION_LIMIT, ATTENTION_LIMIT, metadata_key="Attention"),
    Parameter("tiling", "boolean", False, metadata_key="Tiling"),
    Parameter("reference_image", "image", None, optional=True),
    Parameter("reference_image_type", "text", None, optional=True, metadata_key="Reference type"),
    Parameter("reference_strength", "integer", 30, 0, 100, metadata_key="Reference strength"),
    Parameter("extra", "mapping", None, optional=True, on_wire=False),
)

PARAMETERS: Final[Mapping[str, Parameter]] = MappingProxyType({parameter.name: parameter for parameter in _TABLE})


def check_value(parameter: Parameter, value: Any) -> tuple[Any, Problem | None]:
    """Check one value of kind text, integer or boolean.

    Returns:
        the value in its plain type (a NumPy integer becomes an int), and None or what is wrong with it.
    """
    name = parameter.name
    if value is None:
        if parameter.optional:
            return None, None
        return None, Problem(name, "required", f"{name} is required")
    if parameter.kind == "text":
        return value, _text_problem(parameter, value)
    if parameter.kind == "boolean":
        problem = None if isinstance(value, bool) else Problem(name, "type", f"{name} must be True or False")
        return value, problem
    return _checked_integer(parameter, value)


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
        # NaN and infinities are named for what they are: they come out of arithmetic that went wrong.
        if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
            return value, Problem(name, "not_finite", f"{name} is {value}, not a whole number")
        return value, Problem(name, "type", f"{name} must be a whole number, not {_shown(value)}")
    if parameter.minimum is not None and number < parameter.minimum:
        message = f"{name} is {_shown(number)}, and the least is {parameter.minimum}"
        return number, Problem(name, "too_small", message, parameter.minimum)
    if parameter.maximum is not None and number > parameter.maximum:
        message = f"{name} is {_shown(number)}, and the most is {parameter.maximum}"
        return number, Problem(name, "too_large", message, parameter.maximum)
    return number, None


def _shown(value: Any) -> str:
    """Show a value in a message, but never at length."""
    if isinstance(value, int) and value.bit_length() > 128:
        return "far out of range"
    text = repr(value) if isinstance(value, int | float | str) else type(value).__name__
    return text if len(text) <= 40 else f"{text[:39]}…"
