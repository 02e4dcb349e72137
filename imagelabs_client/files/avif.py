"""EXIF data in AVIF files: the boxes of ISO 14496-12, and the items that HEIF (ISO 23008-12) keeps in them.

`meta` lists the items by number and kind (`iinf`) and where their bytes are (`iloc`); the item of kind Exif begins with
the distance to its TIFF file. Readers stop silently where a file is damaged or hostile.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

MAX_EXIF: Final = 4 << 20  # bytes
_MAX_BOXES: Final = 1000  # side by side


def read_avif_exif(content: bytes) -> bytes | None:
    """Return the EXIF of an AVIF (as TIFF), or None where there is none."""
    if content[4:8] != b"ftyp":
        return None
    try:
        return _exif(content)
    except (struct.error, IndexError, StopIteration):
        return None


def _exif(content: bytes) -> bytes | None:
    start, end = _box(content, b"meta", 0, len(content))
    start += 4  # version and flags
    number = _exif_item(content, *_box(content, b"iinf", start, end))
    place = None if number is None else _place(content, *_box(content, b"iloc", start, end), number)
    if place is None:
        return None
    at, length = place
    (distance,) = struct.unpack_from(">I", content, at)
    return content[at + 4 + distance : at + length] if length <= MAX_EXIF else None


def _box(content: bytes, kind: bytes, start: int, end: int) -> tuple[int, int]:
    """Return where the first box of a kind has its content; StopIteration if there is none."""
    return next((at, after) for found, at, after in _boxes(content, start, end) if found == kind)


def _boxes(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    for _ in range(_MAX_BOXES):
        if start + 8 > end:
            return
        length, kind = struct.unpack_from(">I4s", content, start)
        head = 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", content, start + 8)
            head = 16
        elif length == 0:  # to the end
            length = end - start
        if length < head or start + length > end:
            return
        yield kind, start + head, start + length
        start += length


def _exif_item(content: bytes, start: int, end: int) -> int | None:
    """Return the number of the item that is EXIF."""
    start += 4 + (2 if content[start] == 0 else 4)  # version and flags, number of entries
    for kind, at, _ in _boxes(content, start, end):
        version = content[at]
        wide = version == 3
        number, _protected, name = struct.unpack_from(">IH4s" if wide else ">HH4s", content, at + 4)
        if kind == b"infe" and version in (2, 3) and name == b"Exif":
            return int(number)
    return None


def _place(content: bytes, start: int, end: int, wanted: int) -> tuple[int, int] | None:
    """Return position and length of an item that is in one piece, counted from the start of the file."""
    version, sizes, base = content[start], content[start + 4], content[start + 5]
    widths = sizes >> 4, sizes & 15, base >> 4, base & 15 if version else 0  # offset, length, base offset, index
    wide = version == 2
    position = start + 6
    count = _number(content, position, 4 if wide else 2)
    position += 4 if wide else 2
    for _ in range(min(count, _MAX_BOXES)):
        number = _number(content, position, 4 if wide else 2)
        position += 4 if wide else 2
        method = _number(content, position, 2) & 15 if version else 0
        position += (2 if version else 0) + 2  # construction method, data reference
        origin = _number(content, position, widths[2])
        extents = _number(content, position + widths[2], 2)
        position += widths[2] + 2
        if position > end:
            return None
        if number == wanted:
            at = _number(content, position + widths[3], widths[0])
            length = _number(content, position + widths[3] + widths[0], widths[1])
            return (origin + at, length) if method == 0 and extents == 1 else None
        position += extents * (widths[3] + widths[0] + widths[1])
    return None


def _number(content: bytes, position: int, width: int) -> int:
    return int.from_bytes(content[position : position + width])
