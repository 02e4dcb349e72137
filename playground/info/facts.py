"""What a picture file says about itself, whoever wrote it: parameters, other facts, and a mark of AI-made media."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from imagelabs_client import GenerationParams, ImageMetadata
from imagelabs_client.files.a1111 import params_of
from imagelabs_client.images import MAX_IMAGE_BYTES
from imagelabs_client.metadata import read_metadata
from imagelabs_client.parameters import PARAMETERS
from playground.info.foreign_metadata import Foreign, read_foreign
from playground.result.record import as_text, params_as_text

MAX_VALUE = 20_000  # characters of one of our parameters; twice what the service takes
MAX_FIELDS = 200
MAX_FIELD = 4000  # characters of another fact, and
MAX_FIELD_NAME = 200  # of its name

Program = Literal["imagelabs", "a1111", "fooocus", "comfyui"]

# The UUID of a C2PA manifest store, the same in every container (C2PA specification 2.1, 11.1.4.2).
_C2PA = bytes.fromhex("63327061001100108000 00aa00389b71")
_SOURCE_TYPE = re.compile(rb"cv\.iptc\.org/newscodes/digitalsourcetype/([A-Za-z]{1,60})")
_SIZE = re.compile(r"\s*(\d{1,6})\s*[x×]\s*(\d{1,6})\s*")
_FOOOCUS_VERSION = "Fooocus"  # how its version begins in files with A1111's text instead of its own JSON


class TooLargeError(ValueError):
    """The file is larger than the limit for pictures."""


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What a picture file says about itself.

    Attributes:
        format: Pillow's name of the format, such as PNG, JPEG or WEBP.
        width: pixels.
        height: pixels.
        program: the program that wrote the parameters, or None if there are none.
        values: those of our parameters that the file has, as text by name, the beginning of those that are too long.
        usable: whether the form accepts them.
        fields: what else the file says, by its own keys, as far as it can be shown.
        mark: the last part of the IPTC digital source type, or None.
        has_credentials: whether the file has a C2PA manifest; its signature is not verified.
        software: the program that wrote the file, or None.
    """

    format: str
    width: int
    height: int
    program: Program | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    usable: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    mark: str | None = None
    has_credentials: bool = False
    software: str | None = None


def read_facts(path: str | Path) -> ImageFacts:
    """Read a picture file.

    Raises:
        InvalidParams: it is not a picture.
        TooLargeError: it has more bytes than any picture that is read.
        OSError: it cannot be read.
    """
    with open(path, "rb") as file:
        # One byte more tells that it is too large; memory is taken for as many bytes as are asked for.
        content = file.read(min(os.fstat(file.fileno()).st_size, MAX_IMAGE_BYTES) + 1)
    if len(content) > MAX_IMAGE_BYTES:
        raise TooLargeError(f"more than {MAX_IMAGE_BYTES} bytes")
    found = read_metadata(content)
    has_credentials = _C2PA in content
    mark = found.digital_source_type
    if mark is None and has_credentials:
        match = _SOURCE_TYPE.search(content)
        mark = match[1].decode() if match else None
    foreign = None if found.source == "imagelabs" else read_foreign(content, found.text)
    program, values, usable, fields = _of_foreign(foreign) if foreign else _of_known(found)
    return ImageFacts(
        format=found.format,
        width=found.width,
        height=found.height,
        program=program,
        values={name: value[:MAX_VALUE] for name, value in values.items()},
        # A prompt that was cut off would draw something else.
        usable=usable and all(len(value) <= MAX_VALUE for value in values.values()),
        fields={name[:MAX_FIELD_NAME]: value[:MAX_FIELD] for name, value in islice(fields.items(), MAX_FIELDS)},
        mark=mark,
        has_credentials=has_credentials,
        software=found.software,
    )


_Found = tuple[Program | None, dict[str, str], bool, dict[str, str]]


def _of_known(found: ImageMetadata) -> _Found:
    if found.params is None:
        return found.source, {}, False, dict(found.fields)
    if found.source == "imagelabs":
        facts: dict[str, str] = {} if found.engine is None else {"Engine": str(found.engine)}
        return found.source, params_as_text(found.params), True, facts
    stated = {name for name, row in PARAMETERS.items() if row.metadata_key in found.fields} | {
        "prompt",
        "negative_prompt",
    }
    size = _SIZE.fullmatch(found.fields.get("Size", "")[:100])
    if size and (int(size[1]), int(size[2])) == (found.params.width, found.params.height):
        stated |= {"width", "height"}
    taken = {PARAMETERS[name].metadata_key for name in stated} | {"Size" if "width" in stated else None}
    is_fooocus = found.fields.get("Version", "").startswith(_FOOOCUS_VERSION)
    program: Program | None = "fooocus" if is_fooocus else found.source
    return program, _stated(found.params, stated), True, {k: v for k, v in found.fields.items() if k not in taken}


def _of_foreign(foreign: Foreign) -> _Found:
    params = params_of(foreign.values)
    fields = dict(foreign.fields)
    if params is None:
        return foreign.program, {}, False, {name: as_text(value) for name, value in foreign.values.items()} | fields
    used = {name for name, value in foreign.values.items() if getattr(params, name) == value}
    unused = {name: as_text(value) for name, value in foreign.values.items() if name not in used}
    return foreign.program, _stated(params, used), True, unused | fields


def _stated(params: GenerationParams, names: Any) -> dict[str, str]:
    return {name: value for name, value in params_as_text(params).items() if name in names and value}
