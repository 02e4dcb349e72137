"""Text in PNG, JPEG and WebP files, read and written without changing the image data.

Sources: PNG (Third Edition) 11.3.3 for tEXt, zTXt and iTXt; JPEG APP1 as Exif 2.32 and the XMP specification part 3
use it; the WebP container specification for RIFF chunks and VP8X. Readers stop silently where a file is damaged or
hostile, and return what they have read up to there.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from imagelabs_client.files.inspection import PNG_SIGNATURE, inspect_image

MAX_TEXT: Final = 8 << 20  # bytes of one text after decompression
XMP_KEYWORD: Final = "XML:com.adobe.xmp"
JPEG_EXIF: Final = b"Exif\0\0"
JPEG_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
MAX_SEGMENT: Final = 65_533  # bytes that a JPEG segment holds after its length
_VP8X_ALPHA, _VP8X_EXIF, _VP8X_XMP = 0x10, 0x08, 0x04


class TextTooLongError(ValueError):
    """The text is too long for the container."""


def read_png_texts(content: bytes) -> dict[str, str]:
    """Return the texts of a PNG by keyword; the first one of each keyword."""
    texts: dict[str, str] = {}
    for kind, data in _png_chunks(content):
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            keyword, _, rest = data.partition(b"\0")
            text = _png_text(kind, rest)
            if text is not None:
                texts.setdefault(keyword.decode("latin-1"), text)
    return texts


def write_png_texts(content: bytes, texts: dict[str, str]) -> bytes:
    """Return a PNG with these texts after its header; they replace texts with the same keywords."""
    pieces = [PNG_SIGNATURE]
    for kind, data in _png_chunks(content):
        keyword = data.partition(b"\0")[0].decode("latin-1") if kind in (b"tEXt", b"zTXt", b"iTXt") else None
        if keyword not in texts:
            pieces.append(_png_chunk(kind, data))
        if kind == b"IHDR":
            pieces += [_png_text_chunk(keyword, text) for keyword, text in texts.items()]
    return b"".join(pieces)


def read_jpeg(content: bytes) -> tuple[bytes | None, bytes | None]:
    """Return the EXIF (as TIFF) and the XMP packet of a JPEG, or None where there is none."""
    exif = xmp = None
    for marker, data in _jpeg_segments(content):
        if marker == 0xE1 and exif is None and data.startswith(JPEG_EXIF):
            exif = data[len(JPEG_EXIF) :]
        elif marker == 0xE1 and xmp is None and data.startswith(JPEG_XMP):
            xmp = data[len(JPEG_XMP) :]
    return exif, xmp


def write_jpeg(content: bytes, exif: bytes, xmp: bytes) -> bytes:
    """Return a JPEG with its EXIF and XMP replaced by these.

    Raises:
        TextTooLongError: one of them does not fit into a segment.
    """
    added = [_jpeg_segment(JPEG_EXIF + exif), _jpeg_segment(JPEG_XMP + xmp)]
    pieces, end = [content[:2]], 2
    for marker, data in _jpeg_segments(content):
        segment = content[end : end + 4 + len(data)]
        end += 4 + len(data)
        if marker == 0xE0:  # JFIF must come first
            pieces.append(segment)
            continue
        pieces += added
        added = []
        if not (marker == 0xE1 and data.startswith((JPEG_EXIF, JPEG_XMP))):
            pieces.append(segment)
    return b"".join([*pieces, *added, content[end:]])


def read_webp(content: bytes) -> tuple[bytes | None, bytes | None]:
    """Return the EXIF (as TIFF) and the XMP packet of a WebP, or None where there is none."""
    found: dict[bytes, bytes] = {}
    for kind, data in _riff_chunks(content):
        found.setdefault(kind, data)
    exif = found.get(b"EXIF")
    return exif.removeprefix(JPEG_EXIF) if exif is not None else None, found.get(b"XMP ")


def write_webp(content: bytes, exif: bytes, xmp: bytes) -> bytes:
    """Return a WebP with its EXIF and XMP replaced by these."""
    info = inspect_image(content)
    flags, pieces = _VP8X_EXIF | _VP8X_XMP, []
    for kind, data in _riff_chunks(content):
        if kind == b"VP8X":
            flags |= data[0]
        elif kind not in (b"EXIF", b"XMP "):
            if kind == b"ALPH" or (kind == b"VP8L" and int.from_bytes(data[4:5]) & 0x10):
                flags |= _VP8X_ALPHA
            pieces.append(_riff_chunk(kind, data))
    size = (info.width - 1).to_bytes(3, "little") + (info.height - 1).to_bytes(3, "little")
    header = _riff_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + size)
    body = b"".join([b"WEBP", header, *pieces, _riff_chunk(b"EXIF", exif), _riff_chunk(b"XMP ", xmp)])
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(PNG_SIGNATURE)
    while position + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, position)
        if position + 12 + length > len(content):
            return
        yield kind, content[position + 8 : position + 8 + length]
        if kind == b"IEND":
            return  # data after it is not part of the picture
        position += 12 + length


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data), kind) + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_text(kind: bytes, rest: bytes) -> str | None:
    try:
        if kind == b"tEXt":
            return rest.decode("latin-1")
        if kind == b"zTXt":
            return _inflated(rest[1:]).decode("latin-1")
        compressed = rest[0]
        _language, _, rest = rest[2:].partition(b"\0")
        _translated, _, rest = rest.partition(b"\0")
        return (_inflated(rest) if compressed else rest).decode("utf-8")
    except (IndexError, UnicodeDecodeError, zlib.error):
        return None


def _inflated(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    text = inflater.decompress(data, MAX_TEXT)
    if inflater.unconsumed_tail:
        raise zlib.error("far too long for a text")
    return text


def _png_text_chunk(keyword: str, text: str) -> bytes:
    """Return a tEXt chunk if Latin-1 suffices, as A1111 does, otherwise iTXt; XMP is always iTXt."""
    name = keyword.encode("latin-1") + b"\0"
    if keyword != XMP_KEYWORD:
        try:
            return _png_chunk(b"tEXt", name + text.encode("latin-1"))
        except UnicodeEncodeError:
            pass
    return _png_chunk(b"iTXt", name + b"\0\0\0\0" + text.encode())


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments between the start of the file and its picture data."""
    position = 2
    while position + 4 <= len(content):
        start, marker, length = struct.unpack_from(">BBH", content, position)
        if start != 0xFF or marker in (0xFF, 0xDA, 0xD9) or length < 2 or position + 2 + length > len(content):
            return
        yield marker, content[position + 4 : position + 2 + length]
        position += 2 + length


def _jpeg_segment(data: bytes) -> bytes:
    if len(data) > MAX_SEGMENT:
        raise TextTooLongError(f"{len(data)} bytes do not fit into a JPEG segment")
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data


def _riff_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 12
    while position + 8 <= len(content):
        kind, length = struct.unpack_from("<4sI", content, position)
        if position + 8 + length > len(content):
            return
        yield kind, content[position + 8 : position + 8 + length]
        position += 8 + length + length % 2


def _riff_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack("<4sI", kind, len(data)) + data + b"\0" * (len(data) % 2)
