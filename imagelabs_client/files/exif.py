"""The few relevant EXIF tags: UserComment, which holds the text of A1111, Software, Orientation and descriptions.

Written by hand because Pillow gives UserComment the wrong type: it must be UNDEFINED (7), preceded by eight bytes that
name the encoding (Exif 2.32, 4.6.5). The reader accepts what A1111, piexif and cameras write.

Values may overlap, so that a small file can claim thousands of large ones. Only the wanted ones are copied here;
`is_modest` tells whether Pillow, which copies all of them, may open the file.
"""

from __future__ import annotations

import struct
from collections.abc import Set
from dataclasses import dataclass
from typing import Final

MAX_VALUES: Final = 4 << 20  # bytes of all values that are copied from a directory
MAX_OVERLAP: Final = 1 << 20  # bytes by which the values may be longer than the data that holds them
PREFIX: Final = b"Exif\0\0"  # before the TIFF file in JPEG, and now and then elsewhere
_DESCRIPTION, _MAKE, _MODEL = 0x010E, 0x010F, 0x0110
_ORIENTATION: Final = 0x0112
_SOFTWARE: Final = 0x0131
_EXIF_POINTER: Final = 0x8769
_USER_COMMENT: Final = 0x9286
_POINTERS: Final = (_EXIF_POINTER, 0x8825, 0xA005)  # also GPS and interoperability
_SHORT, _LONG, _ASCII, _UNDEFINED = 3, 4, 2, 7
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1}
_ALL_SIZES: Final = _SIZES | {5: 8, 6: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8}
_UNICODE: Final = b"UNICODE\0"
_MAX_ENTRIES: Final = 1000  # of a directory that is read here
_MAX_COPIED_ENTRIES: Final = 10_000  # of all directories that Pillow reads
_MAX_PREFIXES: Final = 8
_MAX_SOFTWARE: Final = 1000  # bytes


@dataclass(frozen=True, slots=True)
class Exif:
    """The values of the tags.

    Attributes:
        comment: UserComment, or None.
        software: Software, or None.
        orientation: 1 (upright) to 8.
    """

    comment: str | None = None
    software: str | None = None
    orientation: int = 1


def build_exif(fields: Exif) -> bytes:
    """Return EXIF data as a big-endian TIFF file."""
    software = (fields.software or "").encode("ascii", "replace") + b"\0"
    comment = _UNICODE + (fields.comment or "").encode("utf-16-be")
    entries, header = 3, 8
    software_at = header + 2 + 12 * entries + 4
    exif_at = software_at + len(software) + len(software) % 2
    comment_at = exif_at + 2 + 12 + 4
    return b"".join(
        [
            struct.pack(">2sHI", b"MM", 42, header),
            struct.pack(">H", entries),
            struct.pack(">HHIHxx", _ORIENTATION, _SHORT, 1, fields.orientation),
            struct.pack(">HHII", _SOFTWARE, _ASCII, len(software), software_at),
            struct.pack(">HHII", _EXIF_POINTER, _LONG, 1, exif_at),
            struct.pack(">I", 0),
            software + b"\0" * (len(software) % 2),
            struct.pack(">H", 1),
            struct.pack(">HHII", _USER_COMMENT, _UNDEFINED, len(comment), comment_at),
            struct.pack(">I", 0),
            comment,
        ]
    )


def read_exif(tiff: bytes | None) -> Exif:
    """Read EXIF data from a TIFF file; absent or damaged values are left out."""
    if not tiff or tiff[:2] not in (b"II", b"MM"):
        return Exif()
    order = _order(tiff)
    try:
        main = _directory(
            tiff, order, _first_directory(tiff, order), {_ORIENTATION, _SOFTWARE, _EXIF_POINTER, _USER_COMMENT}
        )
        pointer = _number(main.get(_EXIF_POINTER), order)
        more = _directory(tiff, order, pointer, {_USER_COMMENT}) if pointer is not None else {}
    except struct.error:
        return Exif()
    orientation = _number(main.get(_ORIENTATION), order) or 1
    software = main.get(_SOFTWARE, b"")[:_MAX_SOFTWARE].partition(b"\0")[0].decode("utf-8", "replace").strip()
    return Exif(
        comment=_comment(more.get(_USER_COMMENT, main.get(_USER_COMMENT))),
        software=software or None,
        orientation=orientation if orientation <= 8 else 1,
    )


def read_descriptions(tiff: bytes | None) -> list[str]:
    """Return Model, Make and ImageDescription, as far as they are there: other programs keep parameters in them."""
    if not tiff or tiff[:2] not in (b"II", b"MM"):
        return []
    order = _order(tiff)
    try:
        values = _directory(tiff, order, _first_directory(tiff, order), {_MODEL, _MAKE, _DESCRIPTION})
    except struct.error:
        return []
    return [values[tag].decode("latin-1").rstrip("\0") for tag in (_MODEL, _MAKE, _DESCRIPTION) if tag in values]


def is_modest(tiff: bytes) -> bool:
    """Return whether the values of EXIF data overlap by no more than `MAX_OVERLAP`, so that Pillow may copy them all.

    Args:
        tiff: the data, also with the prefix of JPEG before it, which Pillow removes as often as it finds it.
    """
    for _ in range(_MAX_PREFIXES):
        tiff = tiff.removeprefix(PREFIX)
    if tiff.startswith(PREFIX):
        return False  # Pillow copies the whole for each of them
    if tiff[:2] not in (b"II", b"MM") or len(tiff) < 8:
        return True
    order = _order(tiff)
    entries = copied = 0
    waiting, seen = [_first_directory(tiff, order)], set()
    while waiting:
        offset = waiting.pop()
        if offset in seen or offset + 2 > len(tiff):
            continue
        seen.add(offset)
        (count,) = struct.unpack_from(f"{order}H", tiff, offset)
        count = min(count, (len(tiff) - offset - 2) // 12)
        entries += count
        if entries > _MAX_COPIED_ENTRIES:
            return False
        directory = tiff[offset + 2 : offset + 2 + 12 * count]
        for tag, kind, length, value in struct.iter_unpack(f"{order}HHII", directory):
            size = _ALL_SIZES.get(kind, 0) * length
            copied += size if size <= len(tiff) else 0  # what cannot be there is not copied
            if tag in _POINTERS:
                waiting.append(value)
    return copied <= len(tiff) + MAX_OVERLAP


def _order(tiff: bytes) -> str:
    return "<" if tiff[:2] == b"II" else ">"


def _first_directory(tiff: bytes, order: str) -> int:
    (offset,) = struct.unpack_from(f"{order}I", tiff, 4)
    return int(offset)


def _directory(tiff: bytes, order: str, offset: int, wanted: Set[int]) -> dict[int, bytes]:
    """Return the raw values of a directory's wanted entries, by tag."""
    (count,) = struct.unpack_from(f"{order}H", tiff, offset)
    places: dict[int, tuple[int, int]] = {}
    for index in range(min(count, _MAX_ENTRIES)):
        at = offset + 2 + 12 * index
        tag, kind, length = struct.unpack_from(f"{order}HHI", tiff, at)
        if tag not in wanted:
            continue
        size = _SIZES.get(kind, 0) * length
        start = at + 8 if size <= 4 else struct.unpack_from(f"{order}I", tiff, at + 8)[0]
        if size and start + size <= len(tiff):
            places[tag] = start, size
    values, room = {}, MAX_VALUES
    for tag, (start, size) in places.items():
        if size <= room:
            values[tag] = tiff[start : start + size]
            room -= size
    return values


def _number(value: bytes | None, order: str) -> int | None:
    return int.from_bytes(value, "little" if order == "<" else "big") if value and len(value) <= 4 else None


def _comment(value: bytes | None) -> str | None:
    if value is None:
        return None
    code, text = value[:8], value[8:]
    if code == _UNICODE:
        # A1111 always writes big-endian; others use the byte order of the file, or a byte order mark.
        if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
            decoded = text.decode("utf-16", "replace")
        else:
            zeros_first = text[0::2].count(0) >= text[1::2].count(0)
            guess = "utf-16-be" if zeros_first else "utf-16-le"
            decoded = text.decode(guess, "replace")
    elif code in (b"ASCII\0\0\0", b"\0" * 8):
        decoded = text.decode("utf-8", "replace")
    else:
        decoded = value.decode("utf-8", "replace")
    return decoded.strip("\0 ") or None
