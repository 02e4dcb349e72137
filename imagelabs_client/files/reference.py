"""Reference images: read, checked and encoded for requests."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import math
import os
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Final, TypeAlias

from imagelabs_client.errors import InvalidParams, Problem
from imagelabs_client.files.inspection import MAX_IMAGE_BYTES, MAX_PIXELS

if TYPE_CHECKING:
    from PIL import Image

ImageSource: TypeAlias = "str | os.PathLike[str] | bytes | IO[bytes] | Image.Image | ReferenceImage"

JPEG_QUALITY: Final = 92
_ORIENTATION: Final = 0x0112  # EXIF tag
_LYING: Final = (5, 6, 7, 8)  # orientations whose width and height are exchanged
_PIXEL_BYTES: Final = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2}  # of modes that do not take four
_STRIP: Final = 1 << 18  # pixels
_REACH: Final = 4  # pixels of the result that Pillow's filter looks to each side, and one more
FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")


@dataclass(frozen=True, slots=True)
class ReferenceImage:
    """A reference image ready to be sent: upright, without metadata, and scaled down to the requested size.

    Attributes:
        data_url: the encoded picture as a `data:` URL.
        sha256: hexadecimal digest of the encoded picture.
        width: pixels.
        height: pixels.
    """

    data_url: str = field(repr=False)
    sha256: str
    width: int
    height: int


def prepare_reference(
    source: ImageSource, max_width: int, max_height: int, *, max_decoded: int = 4 * MAX_PIXELS
) -> ReferenceImage:
    """Read a picture, turn it upright, remove its metadata, scale it down to a maximum size, and encode it.

    Pictures with transparency become PNG, others JPEG. Besides the decoded picture, which is the largest part, memory
    is needed for the result only: whatever makes another picture of it is done strip by strip.

    Args:
        source: a path, bytes, binary file, `data:` URL or PIL image.
        max_width: maximum width in pixels.
        max_height: maximum height in pixels.
        max_decoded: maximum number of bytes that the decoded picture may take: four a pixel, or one if it is grey or
            has a palette; a JPEG is decoded at a fraction of its size.

    Raises:
        InvalidParams: the source cannot be read as a picture.
    """
    if isinstance(source, ReferenceImage):
        return source
    from PIL import Image, ImageOps  # loaded only when a reference image is sent

    room = (max_width, max_height)
    try:
        picture = source if isinstance(source, Image.Image) else _decoded(source, max(room), max_decoded)
        turned = picture.getexif().get(_ORIENTATION, 1)
        mode = "RGBA" if picture.has_transparency_data else "RGB"
        if (factor := max(picture.size) // max(room)) > 1:
            picture = _reduced(picture, factor, mode)
        size = _fitting(picture.size, room[::-1] if turned in _LYING else room)
        picture = _reduced(picture, 1, mode) if size == picture.size else _resized(picture, size, mode)
        # A new picture has no EXIF, colour profile or comment, which may reveal where and by whom a photo was taken.
        picture.getexif()[_ORIENTATION] = turned
        ImageOps.exif_transpose(picture, in_place=True)
        picture.info.clear()
        file = io.BytesIO()
        if mode == "RGBA":
            picture.save(file, "PNG")
        else:
            picture.save(file, "JPEG", quality=JPEG_QUALITY)
    except InvalidParams:  # a ValueError too, but with a specific message
        raise
    except FileNotFoundError:
        raise _unreadable("there is no such file") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _unreadable("it has far too many pixels") from None
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, IndexError, struct.error) as error:
        raise _unreadable("it cannot be read as a picture") from error
    content = file.getvalue()
    kind = "png" if mode == "RGBA" else "jpeg"
    return ReferenceImage(
        data_url=f"data:image/{kind};base64,{base64.b64encode(content).decode()}",
        sha256=hashlib.sha256(content).hexdigest(),
        width=picture.width,
        height=picture.height,
    )


@contextmanager
def _opened(source: Any) -> Iterator[IO[bytes]]:
    """Open a source; only what is no regular file is read into memory first."""
    if isinstance(source, str) and source.startswith("data:"):
        try:
            source = base64.b64decode(source.partition(",")[2], validate=True)
        except binascii.Error as error:
            raise ValueError("not base64") from error
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    elif isinstance(source, str | os.PathLike):
        with open(source, "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):  # such as /dev/zero, which never ends
                yield _read(file)
            elif about.st_size > MAX_IMAGE_BYTES:
                raise _too_large()
            else:
                yield file
    else:
        yield _read(source)


def _read(file: IO[bytes]) -> IO[bytes]:
    content = file.read(MAX_IMAGE_BYTES + 1)
    if not isinstance(content, bytes):
        raise _unreadable("its file is not opened in binary mode")
    if len(content) > MAX_IMAGE_BYTES:
        raise _too_large()
    return io.BytesIO(content)


def _decoded(source: Any, side: int, max_decoded: int) -> Image.Image:
    """Decode a picture; a JPEG at the smallest fraction of its size whose sides are all `side` or more."""
    from PIL import Image

    with _opened(source) as file, Image.open(file, formats=FORMATS) as picture:
        pixels = picture.width * picture.height
        if pixels > MAX_PIXELS:
            raise _unreadable("it has far too many pixels")
        waiting = _coefficients(picture)
        if picture.format in ("JPEG", "MPO"):  # photos of many phones are MPO, which begins with an ordinary JPEG
            picture.draft(None, (side, side))
        if picture.width * picture.height * _PIXEL_BYTES.get(picture.mode, 4) + waiting > max_decoded:
            raise _unreadable("it has far too many pixels")
        picture.load()
        return picture


def _coefficients(picture: Image.Image) -> int:
    """Return the bytes of what a decoder keeps until it has all of a progressive JPEG: two for each sample."""
    if not picture.info.get("progressive"):
        return 0
    samples: list[int] = [across * down for _, across, down, _ in getattr(picture, "layer", ())] or [1]
    return 2 * picture.width * picture.height * sum(samples) // max(samples)


def _fitting(size: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    """Return the largest size of the same proportions that fits into some room, and no larger one than `size`."""
    scale = min(1.0, room[0] / size[0], room[1] / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _reduced(picture: Image.Image, factor: int, mode: str) -> Image.Image:
    """Return a picture with its sides divided by a whole number, in a mode of Pillow; made strip by strip.

    Pillow makes up to two pictures of the same size when it converts one, or scales one with transparency.
    """
    from PIL import Image

    made = Image.new(mode, (-(-picture.width // factor), -(-picture.height // factor)))
    rows = factor * max(1, _STRIP // (picture.width * factor))
    for top in range(0, picture.height, rows):
        strip = picture.crop((0, top, picture.width, min(top + rows, picture.height)))
        made.paste(_converted(strip, mode).reduce(factor), (0, top // factor))
    return made


def _resized(picture: Image.Image, size: tuple[int, int], mode: str) -> Image.Image:
    """Return a picture in a smaller size and a mode of Pillow; made strip by strip, like `_reduced`."""
    from PIL import Image

    made = Image.new(mode, size)
    scale = picture.height / size[1]
    around = math.ceil(_REACH * scale)  # rows beside a strip that its first and last ones are made of, too
    rows = max(1, int(_STRIP / (picture.width * scale)))
    for top in range(0, size[1], rows):
        bottom = min(top + rows, size[1])
        first = max(0, int(top * scale) - around)
        strip = picture.crop((0, first, picture.width, min(picture.height, int(bottom * scale) + around)))
        box = (0, top * scale - first, picture.width, min(bottom * scale - first, strip.height))
        strip = _converted(strip, mode).resize((size[0], bottom - top), Image.Resampling.LANCZOS, box)
        made.paste(strip, (0, top))
    return made


def _converted(picture: Image.Image, mode: str) -> Image.Image:
    """Return a picture in a mode of 8 bits; Pillow would clip values of 16 bits, which makes the picture white."""
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256, "L")
    return picture.convert(mode)


def _too_large() -> InvalidParams:
    return _unreadable(f"it is larger than {MAX_IMAGE_BYTES >> 20} MB")


def _unreadable(why: str) -> InvalidParams:
    return InvalidParams.listing([Problem("reference_image", "unreadable", f"reference_image cannot be used: {why}")])
