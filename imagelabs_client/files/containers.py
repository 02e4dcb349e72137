"""Text in PNG, JPEG and WebP files, read and written without changing the image data.

Sources: PNG (Third Edition) 11.3.3 for tEXt, zTXt and iTXt; JPEG APP1 as Exif 2.32 and the XMP specification part 3
use it; the WebP container specification for RIFF chunks and VP8X. Readers stop silently where a file is damaged or
hostile, and return what they have read up to there. What they hold is bounded for the file as a whole, since bounds of
each text alone are worth nothing where a file may have thousands of them. Writers expect files that `inspect_image`
has found in order.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from imagelabs_client.files.bounded import inflate
from imagelabs_client.files.exif import PREFIX as JPEG_EXIF
from imagelabs_client.files.inspection import MAX_CHUNKS, MAX_SEGMENTS, PNG_SIGNATURE, inspect_image

MAX_TEXT: Final = 8 << 20  # bytes of all texts of a file, before and after decompression
MAX_TEXTS: Final = 256
MAX_KEYWORD: Final = 79  # bytes, the limit of PNG itself
XMP_KEYWORD: Final = "XML:com.adobe.xmp"
JPEG_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
MAX_SEGMENT: Final = 65_533  # bytes that a JPEG segment holds after its length
_PNG_TEXTS: Final = (b"tEXt", b"zTXt", b"iTXt")
_MOST_INFLATED: Final = 1032  # bytes that a byte of deflate can become
_VP8X_ALPHA, _VP8X_EXIF, _VP8X_XMP = 0x10, 0x08, 0x04


class TextTooLongError(ValueError):
    """The text is too long for the container."""


def read_png_texts(content: bytes) -> dict[str, str]:
    """Return the texts of a PNG by keyword; the first one of each keyword."""
    texts: dict[str, str] = {}
    number, room = 0, MAX_TEXT
    for kind, start, end in _png_chunks(content):
        if kind not in _PNG_TEXTS:
            continue
        number += 1
        room -= end - start
        if number > MAX_TEXTS or room < 0:
            break
        keyword = _png_keyword(content, start, end)
        if keyword is None or keyword in texts:
            continue
        data = content[start + len(keyword) + 1 : end]
        text, cost = _png_text(kind, data, room)
        room -= cost
        if text is not None:
            texts[keyword] = text
    return texts


def write_png_texts(content: bytes, texts: dict[str, str]) -> bytes:
    """Return a PNG with these texts after its header; they replace texts with the same keywords."""
    view = memoryview(content)
    pieces: list[bytes | memoryview] = [PNG_SIGNATURE]
    for kind, start, end in _png_chunks(content):
        keyword = _png_keyword(content, start, end) if kind in _PNG_TEXTS else None
        if keyword not in texts:
            pieces.append(view[start - 8 : end + 4])
        if kind == b"IHDR":
            pieces += [_png_text_chunk(keyword, text) for keyword, text in texts.items()]
    return b"".join(pieces)


def read_jpeg(content: bytes) -> tuple[bytes | None, bytes | None]:
    """Return the EXIF (as TIFF) and the XMP packet of a JPEG, or None where there is none."""
    exif: list[bytes] = []
    xmp = None
    room = MAX_TEXT
    for marker, start, end in _jpeg_segments(content):
        room -= end - start if marker == 0xE1 else 0
        if room < 0:
            break
        if marker == 0xE1 and content.startswith(JPEG_EXIF, start, end):
            exif.append(content[start + len(JPEG_EXIF) : end])  # EXIF goes on in the next segment if it is long
        elif marker == 0xE1 and xmp is None and content.startswith(JPEG_XMP, start, end):
            xmp = content[start + len(JPEG_XMP) : end]
    return b"".join(exif) if exif else None, xmp


def write_jpeg(content: bytes, exif: bytes, xmp: bytes) -> bytes:
    """Return a JPEG with its EXIF and XMP replaced by these.

    Raises:
        TextTooLongError: one of them does not fit into a segment.
    """
    added = [_jpeg_segment(JPEG_EXIF + exif), _jpeg_segment(JPEG_XMP + xmp)]
    pieces, end = [content[:2]], 2
    for marker, start, after in _jpeg_segments(content):
        segment, end = content[start - 4 : after], after
        if marker == 0xE0:  # JFIF must come first
            pieces.append(segment)
            continue
        pieces += added
        added = []
        if not (marker == 0xE1 and content.startswith((JPEG_EXIF, JPEG_XMP), start, after)):
            pieces.append(segment)
    return b"".join([*pieces, *added, content[end:]])


def read_webp(content: bytes) -> tuple[bytes | None, bytes | None]:
    """Return the EXIF (as TIFF) and the XMP packet of a WebP, or None where there is none."""
    found: dict[bytes, bytes] = {}
    for kind, start, end in _riff_chunks(content):
        if kind in (b"EXIF", b"XMP ") and kind not in found and end - start <= MAX_TEXT:
            found[kind] = content[start:end]
    exif = found.get(b"EXIF")
    return exif.removeprefix(JPEG_EXIF) if exif is not None else None, found.get(b"XMP ")


def write_webp(content: bytes, exif: bytes, xmp: bytes) -> bytes:
    """Return a WebP with its EXIF and XMP replaced by these."""
    info = inspect_image(content)
    view = memoryview(content)
    flags, pieces = _VP8X_EXIF | _VP8X_XMP, list[bytes | memoryview]()
    for kind, start, end in _riff_chunks(content):
        if kind == b"VP8X":
            flags |= int.from_bytes(content[start : start + 1])
        elif kind not in (b"EXIF", b"XMP "):
            if kind == b"ALPH" or (kind == b"VP8L" and int.from_bytes(content[start + 4 : start + 5]) & 0x10):
                flags |= _VP8X_ALPHA
            pieces += [view[start - 8 : end], b"\0" * ((end - start) % 2)]
    size = (info.width - 1).to_bytes(3, "little") + (info.height - 1).to_bytes(3, "little")
    header = _riff_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + size)
    body = b"".join([b"WEBP", header, *pieces, _riff_chunk(b"EXIF", exif), _riff_chunk(b"XMP ", xmp)])
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield the chunks as kind, start and end of their data, which is not copied."""
    position = len(PNG_SIGNATURE)
    for _ in range(MAX_CHUNKS):
        if position + 12 > len(content):
            return
        length, kind = struct.unpack_from(">I4s", content, position)
        if position + 12 + length > len(content):
            return
        yield kind, position + 8, position + 8 + length
        if kind == b"IEND":
            return  # data after it is not part of the picture
        position += 12 + length


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data), kind) + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_keyword(content: bytes, start: int, end: int) -> str | None:
    """Return the keyword of a text, or None if it has none of permitted length."""
    stop = content.find(b"\0", start, min(end, start + MAX_KEYWORD + 1))
    return content[start:stop].decode("latin-1") if stop >= 0 else None


def _png_text(kind: bytes, rest: bytes, room: int) -> tuple[str | None, int]:
    """Return a text, None if it is damaged or larger than `room`, and how many bytes of room reading it took."""
    encoding = "utf-8" if kind == b"iTXt" else "latin-1"
    is_compressed = kind == b"zTXt"
    if kind == b"iTXt":
        if not rest:
            return None, 0
        is_compressed = rest[0] != 0
        _language, _, rest = rest[2:].partition(b"\0")
        _translated, _, rest = rest.partition(b"\0")
    elif is_compressed:
        rest = rest[1:]
    cost = 0
    try:
        if is_compressed:
            cost = min(room, _MOST_INFLATED * len(rest))  # unless it turns out to be less
            rest = inflate(rest, room)
            cost = len(rest)
        return rest.decode(encoding), cost
    except ValueError:
        return None, cost


def _png_text_chunk(keyword: str, text: str) -> bytes:
    """Return a tEXt chunk if Latin-1 suffices, as A1111 does, otherwise iTXt; XMP is always iTXt."""
    name = keyword.encode("latin-1") + b"\0"
    if keyword != XMP_KEYWORD:
        try:
            return _png_chunk(b"tEXt", name + text.encode("latin-1"))
        except UnicodeEncodeError:
            pass
    return _png_chunk(b"iTXt", name + b"\0\0\0\0" + text.encode())


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of the data of each segment between the start of the file and its picture data."""
    position = 2
    for _ in range(MAX_SEGMENTS):
        if position + 4 > len(content):
            return
        start, marker, length = struct.unpack_from(">BBH", content, position)
        if start != 0xFF or marker in (0xFF, 0xDA, 0xD9) or length < 2 or position + 2 + length > len(content):
            return
        yield marker, position + 4, position + 2 + length
        position += 2 + length


def _jpeg_segment(data: bytes) -> bytes:
    if len(data) > MAX_SEGMENT:
        raise TextTooLongError(f"{len(data)} bytes do not fit into a JPEG segment")
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data


def _riff_chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield the chunks as kind, start and end of their data, which is not copied."""
    position = 12
    for _ in range(MAX_SEGMENTS):
        if position + 8 > len(content):
            return
        kind, length = struct.unpack_from("<4sI", content, position)
        if position + 8 + length > len(content):
            return
        yield kind, position + 8, position + 8 + length
        position += 8 + length + length % 2


def _riff_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack("<4sI", kind, len(data)) + data + b"\0" * (len(data) % 2)
