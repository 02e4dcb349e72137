"""The request bodies of the protocol: every limit, and the sentence that explains it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints, create_model

from imagelabs_server.engine import EngineParameter, Job
from imagelabs_server.numbers import parse_whole
from imagelabs_server.wire.reference_image import (
    MAX_JPEG_PIXELS,
    MAX_REFERENCE_BYTES,
    MAX_REFERENCE_PIXELS,
    MAX_WEBP_PIXELS,
    REFERENCE_FORMATS,
    read_reference,
)

MIN_SIDE = 64  # pixels
MAX_SIDE = 2048  # pixels
MAX_PROMPT = 10_000  # characters
MAX_SEED = 2**63 - 1
ATTENTION_LIMIT = 1000
_MAX_OPTION = 1000  # characters; limit of an engine's own text parameters
MAX_BODY_BYTES = MAX_REFERENCE_BYTES * 4 // 3 + 2**20  # base64 of the image, plus the rest of the body

# The sentence in the error response for each invalid field.
RULES = {
    "prompt": f"prompt must be a Unicode text of 1 to {MAX_PROMPT} characters, not blank and without NUL.",
    "negative_prompt": f"negative_prompt must be a Unicode text of at most {MAX_PROMPT} characters without NUL.",
    "width": f"width must be a whole number of pixels from {MIN_SIDE} to {MAX_SIDE}.",
    "height": f"height must be a whole number of pixels from {MIN_SIDE} to {MAX_SIDE}.",
    "seed": f"seed must be a whole number from 0 to {MAX_SEED}, as a string or a number.",
    "subseed": f"subseed must be a whole number from 0 to {MAX_SEED}, as a string or a number.",
    "attention": f"attention must be a whole number from -{ATTENTION_LIMIT} to {ATTENTION_LIMIT}.",
    "tiling": "tiling must be true or false.",
    "model": "model must be one that /models lists, or left out.",
    "reference_image": (
        f"reference_image must be empty, or a {', '.join(REFERENCE_FORMATS[:-1])} or {REFERENCE_FORMATS[-1]} image "
        f"in base64 or as a data URL, of at most {MAX_REFERENCE_BYTES // 2**20} MiB "
        f"and {MAX_REFERENCE_PIXELS // 10**6} megapixels, a WebP {MAX_WEBP_PIXELS // 10**6}, "
        f"a JPEG {MAX_JPEG_PIXELS // 10**6}."
    ),
    "reference_image_type": "reference_image_type must be a text of at most 100 characters, or null.",
    "reference_strength": "reference_strength must be a whole number from 0 to 100.",
    "task_id": "task_id must be the text that /txt2img answered with.",
}

_BAD_BODY = "The body must be a JSON object as the protocol describes it."


def explain(fields: Iterable[str], rules: Mapping[str, str] = RULES) -> list[dict[str, Any]]:
    """Return the error details of a 422 response: one sentence for each invalid field, without duplicates.

    Args:
        fields: names of the invalid fields; one without a rule stands for the body as a whole.
        rules: the sentence for each field.
    """
    known = dict.fromkeys(field if field in rules else "" for field in fields)
    return [
        {"loc": ["body", field] if field else ["body"], "msg": rules.get(field, _BAD_BODY), "type": "value_error"}
        for field in known
    ]


def _whole_number(value: Any) -> Any:
    """Accept 1152.0 and "1152" as integers, because older clients send them; reject bools."""
    value = _not_bool(value)
    if isinstance(value, str):
        number = parse_whole(value)
        if number is None:
            raise ValueError("not a decimal number")
        return number
    return value


def _not_bool(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("a bool is not a number")
    return value


def _read_reference(value: Any) -> Any:
    """Convert the value on the wire to an image that engines can read; null and "" mean no image."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError("not a text")
    return read_reference(value)


def _without_nul(value: str) -> str:
    if "\0" in value:
        raise ValueError("a NUL character")
    return value


Seed = Annotated[int, BeforeValidator(_whole_number), Field(ge=0, le=MAX_SEED)]
Side = Annotated[int, BeforeValidator(_whole_number), Field(ge=MIN_SIDE, le=MAX_SIDE)]
Prompt = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_PROMPT), AfterValidator(_without_nul)
]


class TextToImage(BaseModel):
    """The body of /txt2img; older clients' keys are accepted and ignored."""

    rules: ClassVar[Mapping[str, str]] = RULES

    prompt: Prompt
    negative_prompt: Annotated[str, StringConstraints(max_length=MAX_PROMPT), AfterValidator(_without_nul)] = ""
    width: Side = 1152
    height: Side = 896
    seed: Seed = Field(default_factory=lambda: int(time.time()))
    subseed: Seed = Field(default_factory=lambda: int(time.time() * 1000))
    attention: Annotated[int, BeforeValidator(_whole_number), Field(ge=-ATTENTION_LIMIT, le=ATTENTION_LIMIT)] = 0
    tiling: bool = False
    model: Annotated[str, StringConstraints(max_length=200)] | None = None
    reference_image: Annotated[bytes | None, BeforeValidator(_read_reference)] = None
    reference_image_type: Annotated[str, StringConstraints(max_length=100)] | None = None
    reference_strength: Annotated[int, BeforeValidator(_whole_number), Field(ge=0, le=100)] = 30

    def job(self) -> Job:
        """Return the request as a job for an engine."""
        values = self.model_dump(exclude={"reference_image_type"})
        options = {name: values.pop(name) for name in list(values) if name not in TextToImage.model_fields}
        return Job(**values, options=options)


def text_to_image(parameters: Sequence[EngineParameter]) -> type[TextToImage]:
    """Return the model for the body of /txt2img, extended by an engine's own parameters.

    Raises:
        ValueError: a parameter has a name that the protocol already uses.
    """
    if not parameters:
        return TextToImage
    conflicts = [row.name for row in parameters if row.name in {*TextToImage.model_fields, "rules", "job"}]
    if conflicts:
        raise ValueError(
            f"the engine cannot have a parameter called {', '.join(conflicts)}: the protocol already uses this name"
        )
    fields: dict[str, Any] = {row.name: (_type_of(row), row.default) for row in parameters}
    model = create_model("EngineTextToImage", __base__=TextToImage, **fields)
    model.rules = RULES | {row.name: _rule_of(row) for row in parameters}
    return model


def _type_of(row: EngineParameter) -> Any:
    match row.kind:
        case "boolean":
            kind: Any = bool
        case "text":
            kind = Annotated[str, StringConstraints(max_length=_MAX_OPTION), AfterValidator(_without_nul)]
        case "integer":
            kind = Annotated[int, BeforeValidator(_whole_number), Field(ge=row.minimum, le=row.maximum)]
        case "number":
            kind = Annotated[
                float, BeforeValidator(_not_bool), Field(ge=row.minimum, le=row.maximum, allow_inf_nan=False)
            ]
    return kind if row.default is not None else kind | None


def _rule_of(row: EngineParameter) -> str:
    match row.kind:
        case "boolean":
            return f"{row.name} must be true or false."
        case "text":
            return f"{row.name} must be a text of at most {_MAX_OPTION} characters without NUL."
    number = "a whole number" if row.kind == "integer" else "a number"
    lower = f" of {row.minimum} or more" if row.minimum is not None else ""
    upper = f" of at most {row.maximum}" if row.maximum is not None else ""
    bounds = f" from {row.minimum} to {row.maximum}" if lower and upper else lower or upper
    return f"{row.name} must be {number}{bounds}."


class TaskReference(BaseModel):
    """The body of /progress and /cancel."""

    task_id: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class PromptToUpgrade(BaseModel):
    """The body of /upgrade_prompt."""

    prompt: Prompt
