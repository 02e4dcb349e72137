"""Parameters that other programs leave in pictures: Fooocus's JSON, and ComfyUI's graph as far as it can be followed.

A1111's text and our own are read by `imagelabs_client.metadata`. What is read here was written by strangers: every
value may be of any type, and a graph may run in circles.
"""

from __future__ import annotations

import io
import json
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from PIL import Image

from imagelabs_client.core.numbers import parse_whole
from imagelabs_client.files.containers import read_png_texts
from imagelabs_client.images import PNG_SIGNATURE

ForeignProgram = Literal["fooocus", "comfyui"]

MAX_NODES = 5000  # of a graph; further ones are ignored
_MAX_STEPS = 64  # nodes that are visited from one node
_MAX_VALUE = 20_000  # characters of one value
_NUMBERS = re.compile(r"\d{1,6}")
_EXIF_MAKE, _EXIF_MODEL, _EXIF_DESCRIPTION = 0x010F, 0x0110, 0x010E

# Fooocus writes values by key; earlier versions wrote them by label.
_FOOOCUS = {
    "prompt": ("prompt", "Prompt"),
    "negative_prompt": ("negative_prompt", "Negative Prompt"),
    "seed": ("seed", "Seed"),
    "model": ("base_model", "Base Model"),
}
_FOOOCUS_SIGNS = ("base_model", "Base Model", "full_prompt", "guidance_scale", "Guidance Scale")
_TEXT_INPUTS = ("text", "prompt", "string", "value", "text_g", "clip_l", "t5xxl", "positive")
_SEED_INPUTS = ("seed", "noise_seed")
_MODEL_INPUTS = ("ckpt_name", "unet_name", "model_name")
_FACTS = {
    "steps": "Steps",
    "cfg": "CFG scale",
    "guidance": "Guidance",
    "sampler_name": "Sampler",
    "scheduler": "Scheduler",
}


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
    """Return what ComfyUI's nodes for WebP and JPEG write into EXIF: `prompt:{…}` in one of three tags."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            exif = image.getexif()
            values = [exif.get(tag) for tag in (_EXIF_MODEL, _EXIF_MAKE, _EXIF_DESCRIPTION)]
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error, Image.DecompressionBombError):
        return {}
    texts: dict[str, str] = {}
    for value in values:
        name, colon, text = value.partition(":") if isinstance(value, str) else ("", "", "")
        if colon:
            texts.setdefault(name.strip().lower(), text.strip("\0 "))
    return texts


def _json_object(text: str | None) -> dict[str, Any] | None:
    if not text or not text.lstrip().startswith("{"):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


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
    sides = _NUMBERS.findall(str(record.get("resolution", record.get("Resolution", ""))))
    if len(sides) == 2:
        values["width"], values["height"] = int(sides[0]), int(sides[1])
    taken = {key for keys in _FOOOCUS.values() for key in keys} | {"resolution", "Resolution", "full_prompt"}
    fields = {str(key): _shown(value) for key, value in record.items() if key not in taken | {"full_negative_prompt"}}
    return Foreign("fooocus", values, {key: value for key, value in fields.items() if value})


def _comfyui(graph: dict[str, Any] | None) -> Foreign | None:
    """Follow the graph from its sampler back to the texts, the seed, the size and the model."""
    nodes = _nodes(graph)
    sampler = next(_samplers(nodes), None)
    if sampler is None:
        return None
    values = {
        "prompt": _text_behind(nodes, sampler, ("positive", "guider", "conditioning")),
        "negative_prompt": _text_behind(nodes, sampler, ("negative",)),
        "seed": _whole(_behind(nodes, sampler, _SEED_INPUTS, ("noise",))),
        "width": _whole(_behind(nodes, sampler, ("width",), ("latent_image", "latent"))),
        "height": _whole(_behind(nodes, sampler, ("height",), ("latent_image", "latent"))),
        "model": _behind(nodes, sampler, _MODEL_INPUTS, ("model", "guider")),
    }
    fields = {
        label: _shown(_behind(nodes, sampler, (key,), ("sampler", "sigmas", "guider", "positive")))
        for key, label in _FACTS.items()
    }
    return Foreign(
        "comfyui",
        {name: value for name, value in values.items() if value not in (None, "")},
        {label: value for label, value in fields.items() if value},
    )


def _nodes(graph: dict[str, Any] | None) -> dict[str, dict[str, Any]]:
    """Return the inputs of each node by its id; the class of the node is under an empty name."""
    nodes = {}
    for key, node in list((graph or {}).items())[:MAX_NODES]:
        if isinstance(node, dict) and isinstance(node.get("inputs"), dict) and isinstance(node.get("class_type"), str):
            nodes[str(key)] = node["inputs"] | {"": node["class_type"]}
    return nodes


def _samplers(nodes: Mapping[str, Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the sampler nodes, those that start from an empty latent image first."""
    found = [inputs for inputs in nodes.values() if "positive" in inputs or "guider" in inputs]
    found = [inputs for inputs in found if "latent_image" in inputs or "sampler" in str(inputs[""]).lower()]

    def is_second_pass(inputs: Mapping[str, Any]) -> bool:
        return _behind(nodes, inputs, ("width",), ("latent_image", "latent")) is None

    yield from sorted(found, key=is_second_pass)


def _linked(nodes: Mapping[str, Mapping[str, Any]], value: Any) -> Mapping[str, Any] | None:
    """Return the node that an input is linked to, or None."""
    is_link = isinstance(value, list) and len(value) == 2 and isinstance(value[0], str | int)
    return nodes.get(str(value[0])) if is_link else None


def _chain(
    nodes: Mapping[str, Mapping[str, Any]], start: Mapping[str, Any], through: tuple[str, ...]
) -> Iterator[Mapping[str, Any]]:
    """Yield all nodes upstream of some inputs of a node, the nearest first."""
    waiting = [node for name in through if (node := _linked(nodes, start.get(name))) is not None]
    seen: set[int] = set()
    while waiting and len(seen) < _MAX_STEPS:
        node = waiting.pop(0)
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        # A node that passes on both prompts is followed only on the side that was entered.
        other = {"positive": "negative", "negative": "positive"}.get(through[0]) if through[0] in node else None
        inputs = [value for name, value in node.items() if name != other]
        waiting += [linked for value in inputs if (linked := _linked(nodes, value)) is not None]


def _behind(
    nodes: Mapping[str, Mapping[str, Any]],
    start: Mapping[str, Any],
    names: tuple[str, ...],
    through: tuple[str, ...],
) -> Any:
    """Return the first plain value with one of the names, on a node or upstream of it."""
    for node in (start, *_chain(nodes, start, through)):
        for name in names:
            value = node.get(name)
            linked = _linked(nodes, value)
            if linked is not None:
                value = next((linked[key] for key in (*names, "value", "int") if _is_plain(linked.get(key))), None)
            if _is_plain(value):
                return value
    return None


def _text_behind(
    nodes: Mapping[str, Mapping[str, Any]], start: Mapping[str, Any], through: tuple[str, ...]
) -> str | None:
    for node in _chain(nodes, start, through):
        for name in _TEXT_INPUTS:
            value = node.get(name)
            if isinstance(value, str) and value.strip() and "encode" in str(node[""]).lower():
                return value[:_MAX_VALUE]
    # The text may be in a node of its own, upstream of the one that encodes it.
    for node in _chain(nodes, start, through):
        for name in _TEXT_INPUTS:
            if isinstance(node.get(name), str) and node[name].strip():
                return str(node[name])[:_MAX_VALUE]
    return None


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _whole(value: Any) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return parse_whole(value) if isinstance(value, str) else None


def _shown(value: Any) -> str:
    """Return a value of foreign JSON as a text of limited length."""
    if value is None or value == "" or isinstance(value, dict):
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:500]
