"""What the endpoints accept: the bodies of the protocol, with every limit and the sentence that explains it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints

from imagelabs_server.engine import Job
from imagelabs_server.reference_image import (
    MAX_REFERENCE_BYTES,
    MAX_REFERENCE_PIXELS,
    REFERENCE_FORMATS,
    read_reference,
)

MIN_SIDE = 64  # pixels
MAX_SIDE = 2048  # pixels
MAX_PROMPT = 10_000  # characters
MAX_SEED = 2**63 - 1
MAX_BODY_BYTES = MAX_REFERENCE_BYTES * 4 // 3 + 2**20  # base64 and the rest of the body

# The sentence that a caller is answered with when a field is wrong.
RULES = {
    "prompt": f"prompt must be a Unicode text of 1 to {MAX_PROMPT} characters, not blank and without NUL.",
    "negative_prompt": f"negative_prompt must be a Unicode text of at most {MAX_PROMPT} characters without NUL.",
    "width": f"width must be a whole number of pixels from {MIN_SIDE} to {MAX_SIDE}.",
    "height": f"height must be a whole number of pixels from {MIN_SIDE} to {MAX_SIDE}.",
    "seed": f"seed must be a whole number from 0 to {MAX_SEED}, as a string or a number.",
    "subseed": f"subseed must be a whole number from 0 to {MAX_SEED}, as a string or a number.",
    "attention": "attention must be a whole number from -1000 to 1000.",
    "tiling": "tiling must be true or false.",
    "model": "model must be one that /models lists, or left out.",
    "reference_image": (
        f"reference_image must be empty, or a {', '.join(REFERENCE_FORMATS[:-1])} or {REFERENCE_FORMATS[-1]} image "
        f"in base64 or as a data URL, of at most {MAX_REFERENCE_BYTES // 2**20} MiB "
        f"and {MAX_REFERENCE_PIXELS // 10**6} megapixels."
    ),
    "reference_image_type": "reference_image_type must be a text of at most 100 characters, or null.",
    "reference_strength": "reference_strength must be a whole number from 0 to 100.",
    "task_id": "task_id must be the text that /txt2img answered with.",
}

_BAD_BODY = "The body must be a JSON object as the protocol describes it."


def explain(fields: Iterable[str]) -> list[dict[str, Any]]:
    """Say what is wrong with a body as a 422 answer does: one sentence for each wrong field, once.

    Args:
        fields: names of fields; one that is not in `RULES` stands for the body as a whole.
    """
    known = dict.fromkeys(field if field in RULES else "" for field in fields)
    return [
        {"loc": ["body", field] if field else ["body"], "msg": RULES.get(field, _BAD_BODY), "type": "value_error"}
        for field in known
    ]


def _whole_number(value: Any) -> Any:
    """Accept 1152.0 and "1152" where a whole number is meant, as older clients send them; never a bool."""
    if isinstance(value, bool):
        raise ValueError("a bool is not a number")
    if isinstance(value, str):
        # int() would also take "1_000", signs, other scripts' digits, and texts of any length.
        if not (value.isascii() and value.isdecimal() and len(value) <= 20):
            raise ValueError("not a decimal number")
        return int(value)
    return value


def _read_reference(value: Any) -> Any:
    """Turn what the wire has into a picture that engines can read; null and nothing are none."""
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

    prompt: Prompt
    negative_prompt: Annotated[str, StringConstraints(max_length=MAX_PROMPT), AfterValidator(_without_nul)] = ""
    width: Side = 1152
    height: Side = 896
    seed: Seed = Field(default_factory=lambda: int(time.time()))
    subseed: Seed = Field(default_factory=lambda: int(time.time() * 1000))
    attention: Annotated[int, BeforeValidator(_whole_number), Field(ge=-1000, le=1000)] = 0
    tiling: bool = False
    model: Annotated[str, StringConstraints(max_length=200)] | None = None
    reference_image: Annotated[bytes | None, BeforeValidator(_read_reference)] = None
    reference_image_type: Annotated[str, StringConstraints(max_length=100)] | None = None
    reference_strength: Annotated[int, BeforeValidator(_whole_number), Field(ge=0, le=100)] = 30

    def job(self) -> Job:
        """The same as an engine wants it."""
        return Job(**self.model_dump(exclude={"reference_image_type"}))


class TaskReference(BaseModel):
    """The body of /progress and /cancel."""

    task_id: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class PromptToUpgrade(BaseModel):
    """The body of /upgrade_prompt."""

    prompt: Prompt
