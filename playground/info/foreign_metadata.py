"""Parameters that other programs leave in pictures: Fooocus's JSON, and ComfyUI's graph (`comfyui`).

A1111's text and our own are read by `imagelabs_client.metadata`. What is read here was written by strangers: every
value may be of any type and any length.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from imagelabs_client.core.numbers import parse_whole
from imagelabs_client.files.avif import read_avif_exif
from imagelabs_client.files.bounded import parse_object
from imagelabs_client.files.containers import read_jpeg, read_png_texts, read_webp
from imagelabs_client.files.exif import read_descriptions
from imagelabs_client.images import PNG_SIGNATURE
from playground.info.comfyui import read_graph

ForeignProgram = Literal["fooocus", "comfyui"]

MAX_JSON = 2 << 20  # characters; large graphs take some 100,000
_MAX_FIELDS = 200
_MAX_FIELD = 500  # characters
_NUMBERS = re.compile(r"\d{1,6}")

# Fooocus writes values by key; earlier versions wrote them by label.
_FOOOCUS = {
    "prompt": ("prompt", "Prompt"),
    "negative_prompt": ("negative_prompt", "Negative Prompt"),
    "seed": ("seed", "Seed"),
    "model": ("base_model", "Base Model"),
}
_WHOLE = ("seed", "width", "height")
_FOOOCUS_SIGNS = ("base_model", "Base Model", "full_prompt", "guidance_scale", "Guidance Scale")


@dataclass(frozen=True, slots=True)
class Foreign:
    """What another program wrote.

    Attributes:
        program: the program.
        values: unchecked values for our parameters, by name.
        fields: what else it wrote, by its own keys.
    """

    program: ForeignProgram
    values: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


def read_foreign(content: bytes, comment: str | None) -> Foreign | None:
    """Read the parameters that Fooocus or ComfyUI wrote into a picture; None if there are none.

    Args:
        content: the file's bytes.
        comment: the file's A1111 text or EXIF comment, which can also hold Fooocus's JSON.
    """
    texts = read_png_texts(content) if content.startswith(PNG_SIGNATURE) else _exif_texts(content)
    for text in (comment, texts.get("parameters"), texts.get("Comment")):
        found = _fooocus(_json_object(text))
        if found is not None:
            return found
    return _comfyui(_json_object(texts.get("prompt")))


def _exif_texts(content: bytes) -> dict[str, str]:
    """Return what ComfyUI's nodes for WebP, JPEG and AVIF write into EXIF: `prompt:{…}` in one of three tags."""
    if content.startswith(b"\xff\xd8"):
        tiff = read_jpeg(content)[0]
    else:
        tiff = read_webp(content)[0] if content.startswith(b"RIFF") else read_avif_exif(content)
    texts: dict[str, str] = {}
    for value in read_descriptions(tiff):
        name, colon, text = value.partition(":")
        if colon:
            texts.setdefault(name.strip().lower(), text.strip("\0 "))
    return texts


def _json_object(text: str | None) -> dict[str, Any] | None:
    return parse_object(text, MAX_JSON) if text and text.lstrip().startswith("{") else None


def _fooocus(record: dict[str, Any] | None) -> Foreign | None:
    if record is None or not any(sign in record for sign in _FOOOCUS_SIGNS):
        return None
    values: dict[str, Any] = {}
    for name, keys in _FOOOCUS.items():
        value = next((record[key] for key in keys if key in record), None)
        if name == "seed":
            value = _whole(value)
        if isinstance(value, str | int) and not isinstance(value, bool):
            values[name] = value
    sides = _NUMBERS.findall(_shown(record.get("resolution", record.get("Resolution", ""))))
    if len(sides) == 2:
        values["width"], values["height"] = int(sides[0]), int(sides[1])
    taken = {key for keys in _FOOOCUS.values() for key in keys} | {"resolution", "Resolution", "full_prompt"}
    others = ((key, _shown(value)) for key, value in record.items() if key not in taken | {"full_negative_prompt"})
    return Foreign("fooocus", values, dict(islice(((key, value) for key, value in others if value), _MAX_FIELDS)))


def _comfyui(record: dict[str, Any] | None) -> Foreign | None:
    found = None if record is None else read_graph(record)
    if found is None:
        return None
    values = {name: _whole(value) if name in _WHOLE else value for name, value in found[0].items()}
    fields = {label: _shown(value) for label, value in found[1].items()}
    return Foreign(
        "comfyui",
        {name: value for name, value in values.items() if value not in (None, "")},
        {label: value for label, value in fields.items() if value},
    )


def _whole(value: Any) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return parse_whole(value) if isinstance(value, str) else None


def _shown(value: Any) -> str:
    """Return a value of foreign JSON as a text of limited length."""
    if value is None or value == "" or isinstance(value, dict):
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:_MAX_FIELD]
