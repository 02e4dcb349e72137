"""The parameters of a generation: the table that describes them, and `GenerationParams`, which is validated by it.

Validation, the wire, metadata, the command line, and the page's form, endpoints, facts, grids, links, history and code
are all derived from the table. To add a parameter, add a row; a field of the same name in `GenerationFields` and
`GenerationParams`; its name in each language of the page (`parameters.<name>`); and support for it in the engine.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Self, TypedDict

from imagelabs_client.core.parameter import Kind as Kind
from imagelabs_client.core.parameter import Parameter as Parameter
from imagelabs_client.core.validation import check_against, parse_value
from imagelabs_client.errors import InvalidParams, Problem
from imagelabs_client.files.reference import ImageSource, ReferenceImage, prepare_reference

__all__ = [
    "ATTENTION_LIMIT",
    "DEFAULT_MODEL",
    "FIELD_DEFAULTS",
    "IMPLIED_MODELS",
    "MAX_SIDE",
    "PARAMETERS",
    "SEEDS",
    "SEED_LIMIT",
    "GenerationFields",
    "GenerationParams",
    "ImageSource",
    "Kind",
    "Parameter",
    "ReferenceImage",
    "check_value",
    "params_as_json",
    "parse_value",
]

MAX_SIDE: Final = 2048  # pixels
SEED_LIMIT: Final = 2**63  # exclusive: any service that stores seeds in 64 bits can hold them
ATTENTION_LIMIT: Final = 1000
DEFAULT_MODEL: Final = "sdxl-turbo"
IMPLIED_MODELS: Final = frozenset({DEFAULT_MODEL, "general"})  # never named on the wire
_PAGE_TEXT: Final = 10_000  # characters
_PAGE_MIN_SIDE: Final = 64  # pixels; smaller pictures show nothing recognisable with any engine

_RANDOM_SEED_BITS = 32  # known clients send seeds of up to ten digits
_system_random = random.SystemRandom()


_TABLE: Final = (
    Parameter(name="prompt", kind="text", description="what to draw", page_length=_PAGE_TEXT, on_wire=True),
    Parameter(
        name="negative_prompt",
        kind="text",
        description="what to leave out",
        default="",
        page_length=_PAGE_TEXT,
        on_wire=True,
        metadata_key="Negative prompt",
        flag="negative",
        is_axis=True,
    ),
    Parameter(
        name="model",
        kind="text",
        description="one of the service's models; the service's default if not given",
        page_length=200,
        optional=True,
        metadata_key="Model",
        is_axis=True,
    ),
    Parameter(
        name="width",
        kind="integer",
        description=f"pixels, {_PAGE_MIN_SIDE} to {MAX_SIDE}",
        default=1152,
        minimum=1,
        maximum=MAX_SIDE,
        page_minimum=_PAGE_MIN_SIDE,
        on_wire=True,
        is_axis=True,
    ),
    Parameter(
        name="height",
        kind="integer",
        description=f"pixels, {_PAGE_MIN_SIDE} to {MAX_SIDE}",
        default=896,
        minimum=1,
        maximum=MAX_SIDE,
        page_minimum=_PAGE_MIN_SIDE,
        on_wire=True,
        is_axis=True,
    ),
    Parameter(
        name="seed",
        kind="seed",
        description="seed, a whole number; random if not given",
        minimum=0,
        maximum=SEED_LIMIT - 1,
        optional=True,
        on_wire=True,
        metadata_key="Seed",
        is_axis=True,
    ),
    Parameter(
        name="subseed",
        kind="seed",
        description="variation seed, a whole number; random if not given",
        minimum=0,
        maximum=SEED_LIMIT - 1,
        optional=True,
        on_wire=True,
        metadata_key="Variation seed",
        is_axis=True,
    ),
    Parameter(
        name="attention",
        kind="integer",
        description=f"passed on to the service, -{ATTENTION_LIMIT} to {ATTENTION_LIMIT}",
        default=0,
        minimum=-ATTENTION_LIMIT,
        maximum=ATTENTION_LIMIT,
        on_wire=True,
        metadata_key="Attention",
        is_axis=True,
    ),
    Parameter(
        name="tiling",
        kind="boolean",
        description="draw a seamless texture",
        default=False,
        on_wire=True,
        metadata_key="Tiling",
    ),
    Parameter(
        name="reference_image",
        kind="image",
        description="a picture to work from",
        optional=True,
        on_wire=True,
        flag="reference",
        in_address=False,
    ),
    Parameter(
        name="reference_image_type",
        kind="text",
        description="kind of reference, passed on to the service",
        page_length=100,
        optional=True,
        on_wire=True,
        metadata_key="Reference type",
        flag="reference-type",
        only_with="reference_image",
    ),
    Parameter(
        name="reference_strength",
        kind="integer",
        description="weight of the reference image in percent, 0 to 100",
        default=30,
        minimum=0,
        maximum=100,
        on_wire=True,
        metadata_key="Reference strength",
        is_axis=True,
        only_with="reference_image",
    ),
    Parameter(
        name="extra",
        kind="mapping",
        description="an additional key for the service",
        optional=True,
        in_address=False,
    ),
)

PARAMETERS: Final[Mapping[str, Parameter]] = MappingProxyType({parameter.name: parameter for parameter in _TABLE})
SEEDS: Final = tuple(row.name for row in _TABLE if row.kind == "seed")
_RESERVED: Final = frozenset(PARAMETERS) | {row.key for row in _TABLE}  # not allowed as keys of `extra`


def check_value(row: Parameter, value: Any) -> tuple[Any, Problem | None]:
    """Validate one value; for an image, only its type is checked.

    Returns:
        the value converted to a plain type (a NumPy integer becomes an int), and the problem or None.
    """
    return check_against(row, value, _RESERVED)


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
        model: the model's name; None, "sdxl-turbo" and "general" all mean the service's default.
        width: pixels, 1 to 2048.
        height: pixels, 1 to 2048.
        seed: 0 to 2**63 - 1; None lets `with_seeds` choose one.
        subseed: variation seed, with the same range and meaning of None.
        attention: -1000 to 1000; passed on unchanged, since the service does not document it.
        tiling: whether to draw a seamless texture.
        reference_image: a path, bytes, binary file, `data:` URL or PIL image to work from.
        reference_image_type: passed on unchanged, since the service does not document it.
        reference_strength: weight of the reference image in percent, 0 to 100.
        extra: additional keys for the wire, such as `cfg_scale` for older services. JSON values only.

    Raises:
        InvalidParams: one or more parameters are invalid; the error lists all problems.
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
        problems: list[Problem] = []
        for row in PARAMETERS.values():
            value, problem = check_value(row, getattr(self, row.name))
            if row.kind == "mapping" and value is not None and problem is None:
                value = dict(value)  # a copy, so that later changes by the caller have no effect
            object.__setattr__(self, row.name, value)
            if problem is not None:
                problems.append(problem)
        if problems:
            raise InvalidParams.listing(problems)

    @classmethod
    def of(cls, prompt: str | GenerationParams, fields: Mapping[str, Any]) -> GenerationParams:
        """Build params from a prompt and keyword arguments, or from params and the fields to replace in them.

        Raises:
            InvalidParams: one or more parameters are invalid; the error lists all problems.
            TypeError: an argument is not a parameter.
        """
        if not isinstance(prompt, GenerationParams):
            return cls(prompt, **fields)
        return dataclasses.replace(prompt, **fields) if fields else prompt

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some parameters replaced."""
        return dataclasses.replace(self, **changes)

    def with_seeds(self) -> Self:
        """Return a copy in which seeds that are None are replaced by random ones below 2**32."""
        chosen: dict[str, Any] = {
            name: _system_random.getrandbits(_RANDOM_SEED_BITS) for name in SEEDS if getattr(self, name) is None
        }
        return dataclasses.replace(self, **chosen) if chosen else self

    def with_reference(self) -> Self:
        """Return a copy whose reference image has been read, checked, turned upright, scaled down and encoded.

        The first call reads the file and uses some CPU time; calls on the returned copy do nothing.

        Raises:
            InvalidParams: the reference image cannot be read.
        """
        if self.reference_image is None or isinstance(self.reference_image, ReferenceImage):
            return self
        return dataclasses.replace(
            self, reference_image=prepare_reference(self.reference_image, self.width, self.height)
        )

    def to_payload(self) -> dict[str, Any]:
        """Return the request body: the protocol's eleven keys, any others that are given, and `extra`.

        Missing seeds are chosen and the reference image is prepared here. To know their values, call `with_seeds` and
        `with_reference` first.

        Raises:
            InvalidParams: the reference image cannot be read.
        """
        ready = self.with_seeds().with_reference()
        payload: dict[str, Any] = {}
        for row in PARAMETERS.values():
            value = getattr(ready, row.name)
            if row.kind == "image":
                value = value.data_url if isinstance(value, ReferenceImage) else ""
            if row.kind != "mapping" and (row.on_wire or row.says_something(value)):
                payload[row.key] = row.for_json(value)
        if payload.get("model", "") in IMPLIED_MODELS | {""}:
            payload.pop("model", None)
        payload.update(self.extra or {})
        return payload


FIELD_DEFAULTS: Final[Mapping[str, Any]] = {
    name: parameter.default for name, parameter in PARAMETERS.items() if name in GenerationFields.__annotations__
}


def params_as_json(params: GenerationParams) -> dict[str, Any]:
    """Return the parameters by name, in a form that survives JSON: seeds as text, images left out."""
    values = {name: row.for_json(getattr(params, name)) for name, row in PARAMETERS.items() if row.kind != "image"}
    return values | {"extra": dict(params.extra) if params.extra else None}
