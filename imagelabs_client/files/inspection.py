"""Inspection of picture files: format, size, and whether the file is complete and safe to decode."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from imagelabs_client.files.exif import PREFIX, is_modest

if TYPE_CHECKING:
    from PIL import Image

MAX_IMAGE_BYTES: Final = 64 << 20
MAX_PIXELS: Final = 89_478_485  # where Pillow starts to warn of decompression bombs: a quarter of a GiB as RGB
PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
# A file may have this many parts: no real one has a tenth, and Python needs a second for some millions.
MAX_CHUNKS: Final = 100_000  # of PNG, whose pixels may be divided into many
MAX_SEGMENTS: Final = 10_000  # of JPEG, WebP and GIF
_OTHER_FORMATS: Final = ("AVIF", "BMP")  # besides those inspected here; Pillow reads many more, some of them dangerous
_DECODING_ERRORS: Final = (ValueError, SyntaxError, RuntimeError, struct.error, IndexError)  # Pillow's, besides OSError
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_SCAN: Final = 0xDA
_MULTI_PICTURE: Final = b"MPF\0"
_JPEG_SHORT: Final = frozenset(
    {0x00, 0xC8, *range(0xD0, 0xDA), *range(0xF0, 0xFE)}
)  # what has no length in Pillow's eyes
_MAX_EXIF: Final = 4 << 20  # bytes of all EXIF data of a picture; Pillow joins the segments of a JPEG one by one
_BMP_RLE: Final = (1, 2)
_MAX_RLE: Final = 1 << 20  # pixels and bytes: Pillow unpacks these in Python, bytewise


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
    """Check, without decoding it, that a picture is complete, not too large, and safe to be opened by Pillow.

    PNG is checked by its checksums, JPEG, WebP and GIF by their end markers; other formats are decoded by Pillow.
    The time it takes, and what Pillow will need to open the file, is bounded whatever the bytes are.

    Raises:
        BrokenImageError: the bytes are not a complete picture, the picture has more than `MAX_PIXELS`, or the file has
            more parts or larger metadata than any picture.
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
    exif = view[:0]
    for _ in range(MAX_CHUNKS):
        length, last = struct.unpack_from(">I4s", content, position)
        if position == len(PNG_SIGNATURE):
            if last != b"IHDR" or length != 13:
                raise BrokenImageError("the PNG has no header")
            size = struct.unpack_from(">II", content, position + 8)
        (checksum,) = struct.unpack_from(">I", content, position + 8 + length)
        if zlib.crc32(view[position + 4 : position + 8 + length]) != checksum:
            raise BrokenImageError("the PNG is damaged")
        if last == b"IEND":
            _check_exif([exif])
            return ImageInfo("PNG", *size)
        if last == b"eXIf":
            exif = view[position + 8 : position + 8 + length]
        position += 12 + length
    raise BrokenImageError("the PNG has far too many parts")


def _inspect_jpeg(content: bytes) -> ImageInfo:
    # Cameras and some services append data after the end marker, so it may stand anywhere.
    if content.rfind(b"\xff\xd9") < 0:
        raise BrokenImageError("the JPEG is cut off")
    view = memoryview(content)
    size, position = None, 2
    exif: list[memoryview] = []
    pictures = view[:0]  # where others are in the same file, in the structure of EXIF
    for _ in range(MAX_SEGMENTS):
        start, marker, length = struct.unpack_from(">BBH", content, position)
        if start != 0xFF and size is None:
            raise BrokenImageError("the JPEG is damaged")
        if start != 0xFF or marker == 0xFF:  # junk, which decoders tolerate, or padding
            position += 1
        elif marker in _JPEG_SHORT:
            position += 2
        elif marker == _JPEG_SCAN and size is not None:
            _check_exif(exif)
            _check_exif([pictures])
            return ImageInfo("JPEG", *size)
        else:
            data = position + 4
            if marker in _JPEG_FRAMES:
                height, width = struct.unpack_from(">HH", content, position + 5)
                size = width, height
            elif marker == 0xE1 and content.startswith(PREFIX, data):
                exif.append(view[data + len(PREFIX) : position + 2 + length])
            elif marker == 0xE2 and content.startswith(_MULTI_PICTURE, data):
                pictures = view[data + len(_MULTI_PICTURE) : position + 2 + length]
            position += 2 + length
    raise BrokenImageError("the JPEG has far too many parts")


def _inspect_webp(content: bytes) -> ImageInfo:
    (size,) = struct.unpack_from("<I", content, 4)
    if size + 8 > len(content):
        raise BrokenImageError("the WebP is cut off")
    _check_riff(content)
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


def _check_riff(content: bytes) -> None:
    """Check the number of a WebP's parts, and its EXIF data."""
    view = memoryview(content)
    exif: list[memoryview] = []
    position = 12
    for _ in range(MAX_SEGMENTS):
        if position + 8 > len(content):
            _check_exif(exif[:1])
            return
        kind, length = struct.unpack_from("<4sI", content, position)
        if kind == b"EXIF":
            exif.append(view[position + 8 : position + 8 + length])
        position += 8 + length + length % 2
    raise BrokenImageError("the WebP has far too many parts")


def _inspect_gif(content: bytes) -> ImageInfo:
    if not content.rstrip(b"\0").endswith(b"\x3b"):
        raise BrokenImageError("the GIF is cut off")
    width, height, flags = struct.unpack_from("<HHB", content, 6)
    position, in_block = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0), False
    for _ in range(MAX_SEGMENTS):
        mark = content[position : position + 1]
        if in_block:
            length = mark[0] if mark else 0
            in_block = length > 0
            position += 1 + length
        elif mark in (b",", b";", b""):  # the first picture, or the end
            return ImageInfo("GIF", width, height)
        else:
            in_block = mark == b"!"
            position += 2 if in_block else 1
    raise BrokenImageError("the GIF has far too many parts")


def _check_exif(parts: list[memoryview]) -> None:
    """Check that EXIF data, in one part or several, is small enough to be opened by Pillow."""
    if sum(map(len, parts)) > _MAX_EXIF or not is_modest(b"".join(parts)):
        raise BrokenImageError("the picture has far too much EXIF data")


def _inspect_other(content: bytes) -> ImageInfo:
    from PIL import Image, UnidentifiedImageError

    start = content[:200].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<svg", b"{")):
        raise BrokenImageError("the file is a web page or a message, not a picture")
    Image.init()
    formats: list[str] = [name for name in _OTHER_FORMATS if name in Image.OPEN]  # AVIF is missing in some builds
    try:
        with Image.open(io.BytesIO(_without_exif(content)), formats=formats) as image:
            info = ImageInfo(image.format or "unknown", *image.size)
            if image.info.get("compression") in _BMP_RLE and max(len(content), image.width * image.height) > _MAX_RLE:
                raise BrokenImageError("the BMP is compressed and large, which takes far too long to unpack")
            if image.width * image.height <= MAX_PIXELS:
                image.load()
            return info
    except BrokenImageError:  # a ValueError too, but with a specific message
        raise
    except UnidentifiedImageError as error:
        raise BrokenImageError("the file is not a picture") from error
    except (OSError, Image.DecompressionBombError, Image.DecompressionBombWarning, *_DECODING_ERRORS) as error:
        raise BrokenImageError("the picture is damaged") from error


def _without_exif(content: bytes) -> bytes:
    """Rename the EXIF item of an AVIF, so that Pillow, which reads it at once and without bounds, does not find it.

    The names of items can stand anywhere in the file. That other data has these four bytes by chance is as unlikely as
    it is harmless: what is decoded here is thrown away.
    """
    return content.replace(b"Exif", b"exif") if content[4:8] == b"ftyp" else content
