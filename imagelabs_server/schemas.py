"""What the endpoints accept: the bodies of the protocol, with every limit and the sentence that explains it."""

from __future__ import annotations

import base64
import binascii
import io
import time
from typing import Annotated, Any

from PIL import Image
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints

from imagelabs_server.engine import Job

MIN_SIDE = 64  # pixels
MAX_SIDE = 2048  # pixels
MAX_PROMPT = 10_000  # characters
MAX_SEED = 2**63 - 1
MAX_REFERENCE_BYTES = 16 * 2**20  # encoded
MAX_REFERENCE_PIXELS = 50_000_000
MAX_BODY_BYTES = MAX_REFERENCE_BYTES * 4 // 3 + 2**20  # base64 and the rest of the body

REFERENCE_FORMATS = ("PNG", "JPEG", "WEBP")

# What Pillow raises for what it cannot or will not read; the warning too, where warnings are made errors.
_UNREADABLE = (OSError, SyntaxError, EOFError, Image.DecompressionBombError, Image.DecompressionBombWarning)

# The sentence that a caller is answered with when a field is wrong.
RULES = {
    "prompt": f"prompt must be a text of 1 to {MAX_PROMPT} characters that is not blank.",
    "negative_prompt": f"negative_prompt must be a text of at most {MAX_PROMPT} characters.",
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


def _decode_reference(value: Any) -> Any:
    """Turn base64 or a data URL into the bytes of a picture that Pillow has looked at."""
    if value is None or value == "" or value == b"":
        return None
    if not isinstance(value, str):
        raise ValueError("not a text")
    encoded = value.partition(",")[2] if value.startswith("data:") else value
    try:
        content = base64.b64decode("".join(encoded.split()), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if len(content) > MAX_REFERENCE_BYTES:
        raise ValueError("too large")
    _check_picture(content)
    return content


def _check_picture(content: bytes) -> None:
    try:
        with Image.open(io.BytesIO(content), formats=REFERENCE_FORMATS) as image:
            if image.width * image.height > MAX_REFERENCE_PIXELS:
                raise ValueError("too many pixels")
            image.load()
    except _UNREADABLE as error:
        raise ValueError("not a picture") from error


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
    reference_image: Annotated[bytes | None, BeforeValidator(_decode_reference)] = None
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
