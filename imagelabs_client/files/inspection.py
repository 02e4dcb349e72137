"""Inspection of picture files: format, size, and whether the file is complete and safe to decode."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image

MAX_IMAGE_BYTES: Final = 64 << 20
MAX_PIXELS: Final = 89_478_485  # where Pillow starts to warn of decompression bombs: a quarter of a GiB as RGB
PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_OTHER_FORMATS: Final = ("AVIF", "BMP")  # besides those inspected here; Pillow reads many more, some of them dangerous
_DECODING_ERRORS: Final = (ValueError, SyntaxError, RuntimeError, struct.error, IndexError)  # Pillow's, besides OSError
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class BrokenImageError(ValueError):
    """The bytes are not a complete picture; the message gives the reason. Downloads turn it into `DownloadError`."""


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """Format and size of a picture.

    Attributes:
        format: PNG, JPEG, WEBP, GIF or another name that Pillow uses.
        width: pixels.
        height: pixels.
    """

    format: str
    width: int
    height: int

    @property
    def content_type(self) -> str:
        """The media type that belongs to the format."""
        return f"image/{self.format.lower()}"


def inspect_image(content: bytes) -> ImageInfo:
    """Check, without decoding it, that a picture is complete and not too large.

    PNG is checked by its checksums, JPEG, WebP and GIF by their end markers; other formats are decoded by Pillow.

    Raises:
        BrokenImageError: the bytes are not a complete picture, or the picture has more than `MAX_PIXELS`.
    """
    if not content:
        raise BrokenImageError("the file is empty")
    try:
        if content.startswith(PNG_SIGNATURE):
            info = _inspect_png(content)
        elif content.startswith(b"\xff\xd8\xff"):
            info = _inspect_jpeg(content)
        elif content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            info = _inspect_webp(content)
        elif content[:6] in (b"GIF87a", b"GIF89a"):
            info = _inspect_gif(content)
        else:
            info = _inspect_other(content)
    except (struct.error, IndexError) as error:
        raise BrokenImageError("the picture is cut off") from error
    if info.width < 1 or info.height < 1 or info.width * info.height > MAX_PIXELS:
        raise BrokenImageError(f"the picture claims to be {info.width}×{info.height} pixels")
    return info


def decode_image(content: bytes) -> Image.Image:
    """Decode a picture with Pillow.

    Raises:
        OSError: Pillow cannot decode it.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            return image
    except (Image.DecompressionBombError, *_DECODING_ERRORS) as error:
        raise OSError("the picture cannot be decoded") from error


def _inspect_png(content: bytes) -> ImageInfo:
    position, size, last = len(PNG_SIGNATURE), (0, 0), b""
    view = memoryview(content)
    while last != b"IEND":
        length, last = struct.unpack_from(">I4s", content, position)
        if position == len(PNG_SIGNATURE):
            if last != b"IHDR" or length != 13:
                raise BrokenImageError("the PNG has no header")
            size = struct.unpack_from(">II", content, position + 8)
        (checksum,) = struct.unpack_from(">I", content, position + 8 + length)
        if zlib.crc32(view[position + 4 : position + 8 + length]) != checksum:
            raise BrokenImageError("the PNG is damaged")
        position += 12 + length
    return ImageInfo("PNG", *size)


def _inspect_jpeg(content: bytes) -> ImageInfo:
    # Cameras and some services append data after the end marker, so it may stand anywhere.
    if content.rfind(b"\xff\xd9") < 0:
        raise BrokenImageError("the JPEG is cut off")
    position = 2
    while True:
        marker, length = struct.unpack_from(">xBH", content, position)
        if content[position] != 0xFF:
            raise BrokenImageError("the JPEG is damaged")
        if marker == 0xFF:  # padding
            position += 1
            continue
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, position + 5)
            return ImageInfo("JPEG", width, height)
        position += 2 + length


def _inspect_webp(content: bytes) -> ImageInfo:
    (size,) = struct.unpack_from("<I", content, 4)
    if size + 8 > len(content):
        raise BrokenImageError("the WebP is cut off")
    kind = content[12:16]
    if kind == b"VP8X":
        return ImageInfo(
            "WEBP", 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
        )
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        return ImageInfo("WEBP", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", content, 26)
        return ImageInfo("WEBP", width & 0x3FFF, height & 0x3FFF)
    raise BrokenImageError("the WebP is damaged")


def _inspect_gif(content: bytes) -> ImageInfo:
    if not content.rstrip(b"\0").endswith(b"\x3b"):
        raise BrokenImageError("the GIF is cut off")
    return ImageInfo("GIF", *struct.unpack_from("<HH", content, 6))


def _inspect_other(content: bytes) -> ImageInfo:
    from PIL import Image, UnidentifiedImageError

    start = content[:200].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<svg", b"{")):
        raise BrokenImageError("the file is a web page or a message, not a picture")
    Image.init()
    formats: list[str] = [name for name in _OTHER_FORMATS if name in Image.OPEN]  # AVIF is missing in some builds
    try:
        with Image.open(io.BytesIO(content), formats=formats) as image:
            info = ImageInfo(image.format or "unknown", *image.size)
            if image.width * image.height <= MAX_PIXELS:
                image.load()
            return info
    except UnidentifiedImageError as error:
        raise BrokenImageError("the file is not a picture") from error
    except (OSError, Image.DecompressionBombError, Image.DecompressionBombWarning, *_DECODING_ERRORS) as error:
        raise BrokenImageError("the picture is damaged") from error
