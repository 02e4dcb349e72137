"""The parameters of a generation: one table that describes each of them, and `GenerationParams`, checked by it.

Validation, metadata, forms, share links and code snippets all read the table.
"""

from __future__ import annotations

import dataclasses
import json
import operator
import random
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from types import MappingProxyType
from typing import Any, Final, Literal, Self, TypedDict

from imagelabs_client.errors import InvalidParams, Problem
from imagelabs_client.files.reference import ImageSource as ImageSource
from imagelabs_client.files.reference import ReferenceImage as ReferenceImage
from imagelabs_client.files.reference import prepare_reference

MAX_SIDE: Final = 2048  # pixels
SEED_LIMIT: Final = 2**63  # seeds are below it: every service that keeps them in 64 bits can
ATTENTION_LIMIT: Final = 2**31 - 1
DEFAULT_MODEL: Final = "sdxl-turbo"
IMPLIED_MODELS: Final = frozenset({DEFAULT_MODEL, "general"})  # never named on the wire

Kind = Literal["text", "integer", "boolean", "image", "mapping"]
_RANDOM_SEED_BITS = 32  # known clients send seeds of up to ten digits
_system_random = random.SystemRandom()


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


class GenerationFields(TypedDict, total=False):
    """The keyword arguments that `generate`, `stream` and `submit` share; see `GenerationParams`."""

    negative_prompt: str
    model: str | None
    width: int
    height: int
    seed: int | None
    subseed: int | None
    attention: int
    tiling: bool
    reference_image: ImageSource | None
    reference_image_type: str | None
    reference_strength: int
    extra: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class GenerationParams:
    """What to draw, and how.

    Args:
        prompt: what to draw; not empty.
        negative_prompt: what to avoid.
        model: the model's name; None, "sdxl-turbo" and "general" all mean the service's own.
        width: pixels, 1 to 2048.
        height: pixels, 1 to 2048.
        seed: 0 to 2**63 - 1; None lets `with_seeds` choose one.
        subseed: variation seed, likewise.
        attention: passed through; the service does not document it.
        tiling: whether to draw a seamless texture.
        reference_image: a path, bytes, binary file, `data:` URL or PIL image to draw after.
        reference_image_type: passed through; the service does not document it.
        reference_strength: weight of the reference image in percent, 0 to 100.
        extra: further keys for the wire, such as `cfg_scale`, which older services know. JSON values only.

    Raises:
        InvalidParams: listing everything that is wrong.
    """

    prompt: str
    negative_prompt: str = ""
    model: str | None = None
    width: int = 1152
    height: int = 896
    seed: int | None = None
    subseed: int | None = None
    attention: int = 0
    tiling: bool = False
    reference_image: ImageSource | None = dataclasses.field(default=None, repr=False)
    reference_image_type: str | None = None
    reference_strength: int = 30
    extra: Mapping[str, Any] | None = dataclasses.field(default=None, hash=False)

    def __post_init__(self) -> None:
        problems = []
        for parameter in PARAMETERS.values():
            if parameter.kind == "image":
                problem = _image_problem(self.reference_image)
            else:
                value, problem = check_value(parameter, getattr(self, parameter.name))
                object.__setattr__(self, parameter.name, value)
            if problem is not None:
                problems.append(problem)
        if problems:
            raise InvalidParams.listing(problems)
        if self.extra is not None:
            object.__setattr__(self, "extra", dict(self.extra))  # what the caller does with theirs changes nothing

    @classmethod
    def of(cls, prompt: str | GenerationParams, fields: Mapping[str, Any]) -> GenerationParams:
        """Make params of a prompt and keyword arguments, or of params and the arguments that replace some of theirs.

        Raises:
            InvalidParams: listing everything that is wrong.
            TypeError: an argument is not a parameter.
        """
        if not isinstance(prompt, GenerationParams):
            return cls(prompt, **fields)
        return dataclasses.replace(prompt, **fields) if fields else prompt

    def replace(self, **changes: Any) -> Self:
        """Return a copy in which some parameters are others."""
        return dataclasses.replace(self, **changes)

    def with_seeds(self) -> Self:
        """Return a copy in which the seeds that were left open are decided, at random, each below 2**32."""
        if self.seed is not None and self.subseed is not None:
            return self
        return dataclasses.replace(
            self,
            seed=_system_random.getrandbits(_RANDOM_SEED_BITS) if self.seed is None else self.seed,
            subseed=_system_random.getrandbits(_RANDOM_SEED_BITS) if self.subseed is None else self.subseed,
        )

    def with_reference(self) -> Self:
        """Return a copy whose reference image is read, checked, turned upright, scaled down and encoded.

        Reads the file and takes some CPU the first time; after that the copy is used as it is.

        Raises:
            InvalidParams: the reference image cannot be read.
        """
        if self.reference_image is None or isinstance(self.reference_image, ReferenceImage):
            return self
        return dataclasses.replace(
            self, reference_image=prepare_reference(self.reference_image, self.width, self.height)
        )

    def to_payload(self) -> dict[str, Any]:
        """Return the wire body: the protocol's eleven keys, `model` where another one is named, and `extra`.

        Open seeds and an unprepared reference image are decided here, so call `with_seeds` and `with_reference`
        before to know them.

        Raises:
            InvalidParams: the reference image cannot be read.
        """
        ready = self.with_seeds().with_reference()
        payload: dict[str, Any] = {name: getattr(ready, name) for name, row in PARAMETERS.items() if row.on_wire}
        # Numbers above 2**53 do not survive JavaScript, so seeds travel as text.
        payload["seed"], payload["subseed"] = str(ready.seed), str(ready.subseed)
        reference = ready.reference_image
        payload["reference_image"] = reference.data_url if isinstance(reference, ReferenceImage) else ""
        if self.model and self.model not in IMPLIED_MODELS:
            payload["model"] = self.model
        payload.update(self.extra or {})
        return payload


FIELD_DEFAULTS: Final[Mapping[str, Any]] = {
    name: parameter.default for name, parameter in PARAMETERS.items() if name in GenerationFields.__annotations__
}


def _image_problem(value: Any) -> Problem | None:
    """Check only the type: reading the picture is `with_reference`'s work."""
    if value is None or isinstance(value, str | PathLike | bytes | ReferenceImage):
        return None
    if hasattr(value, "read") or hasattr(value, "getbands"):
        return None
    message = f"reference_image must be a path, bytes, binary file or PIL image, not {type(value).__name__}"
    return Problem("reference_image", "type", message)


def _extra_problem(value: Any) -> Problem | None:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        return Problem("extra", "type", "extra must be a mapping whose keys are text")
    repeated = sorted(key for key in value if key in PARAMETERS)
    if repeated:
        return Problem("extra", "reserved", f"extra repeats {', '.join(repeated)}: give them as arguments of their own")
    try:
        json.dumps(dict(value), allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return Problem("extra", "type", "extra holds a value that JSON cannot carry")
    return None


def check_value(parameter: Parameter, value: Any) -> tuple[Any, Problem | None]:
    """Check one value of any kind but image.

    Returns:
        the value in its plain type (a NumPy integer becomes an int), and None or what is wrong with it.
    """
    name = parameter.name
    if value is None:
        if parameter.optional:
            return None, None
        return None, Problem(name, "required", f"{name} is required")
    if parameter.kind == "mapping":
        return value, _extra_problem(value)
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
