"""The three relevant EXIF tags: UserComment, which holds the text of A1111, Software and Orientation.

Written by hand because Pillow gives UserComment the wrong type: it must be UNDEFINED (7), preceded by eight bytes that
name the encoding (Exif 2.32, 4.6.5). The reader accepts what A1111, piexif and cameras write.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

_ORIENTATION: Final = 0x0112
_SOFTWARE: Final = 0x0131
_EXIF_POINTER: Final = 0x8769
_USER_COMMENT: Final = 0x9286
_SHORT, _LONG, _ASCII, _UNDEFINED = 3, 4, 2, 7
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1}
_UNICODE: Final = b"UNICODE\0"
_MAX_ENTRIES: Final = 1000


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
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        main = _directory(tiff, order, struct.unpack_from(f"{order}I", tiff, 4)[0])
        pointer = _number(main.get(_EXIF_POINTER), order)
        more = _directory(tiff, order, pointer) if pointer is not None else {}
    except struct.error:
        return Exif()
    orientation = _number(main.get(_ORIENTATION), order) or 1
    software = main.get(_SOFTWARE, b"").split(b"\0")[0].decode("utf-8", "replace").strip()
    return Exif(
        comment=_comment(more.get(_USER_COMMENT, main.get(_USER_COMMENT))),
        software=software or None,
        orientation=orientation if orientation <= 8 else 1,
    )


def _directory(tiff: bytes, order: str, offset: int) -> dict[int, bytes]:
    """Return the raw values of a directory's entries, by tag."""
    (count,) = struct.unpack_from(f"{order}H", tiff, offset)
    values = {}
    for index in range(min(count, _MAX_ENTRIES)):
        at = offset + 2 + 12 * index
        tag, kind, length = struct.unpack_from(f"{order}HHI", tiff, at)
        size = _SIZES.get(kind, 0) * length
        start = at + 8 if size <= 4 else struct.unpack_from(f"{order}I", tiff, at + 8)[0]
        if size and start + size <= len(tiff):
            values[tag] = tiff[start : start + size]
    return values


def _number(value: bytes | None, order: str) -> int | None:
    return int.from_bytes(value, "little" if order == "<" else "big") if value else None


def _comment(value: bytes | None) -> str | None:
    if value is None:
        return None
    code, text = value[:8], value[8:]
    if code == _UNICODE:
        # A1111 always writes big-endian; others use the byte order of the file, or a byte order mark.
        if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
            decoded = text.decode("utf-16", "replace")
        else:
            zeros_first = sum(byte == 0 for byte in text[0::2]) >= sum(byte == 0 for byte in text[1::2])
            guess = "utf-16-be" if zeros_first else "utf-16-le"
            decoded = text.decode(guess, "replace")
    elif code in (b"ASCII\0\0\0", b"\0" * 8):
        decoded = text.decode("utf-8", "replace")
    else:
        decoded = value.decode("utf-8", "replace")
    return decoded.strip("\0 ") or None
