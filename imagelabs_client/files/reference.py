"""Reference images: read, checked and encoded for requests."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import os
import struct
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Final, TypeAlias

from imagelabs_client.errors import InvalidParams, Problem
from imagelabs_client.files.inspection import MAX_IMAGE_BYTES, MAX_PIXELS

if TYPE_CHECKING:
    from PIL import Image

ImageSource: TypeAlias = "str | os.PathLike[str] | bytes | IO[bytes] | Image.Image | ReferenceImage"

JPEG_QUALITY: Final = 92
_ORIENTATION: Final = 0x0112  # EXIF tag
_SCALABLE: Final = ("L", "LA", "RGB", "RGBA", "CMYK", "YCbCr")  # modes that lose nothing when they are scaled down
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
    source: ImageSource, max_width: int, max_height: int, *, max_pixels: int = MAX_PIXELS
) -> ReferenceImage:
    """Read a picture, turn it upright, remove its metadata, scale it down to a maximum size, and encode it.

    Pictures with transparency become PNG, others JPEG.

    Args:
        source: a path, bytes, binary file, `data:` URL or PIL image.
        max_width: maximum width in pixels.
        max_height: maximum height in pixels.
        max_pixels: maximum number of pixels that are decoded; a JPEG is decoded at a fraction of its size.

    Raises:
        InvalidParams: the source cannot be read as a picture.
    """
    if isinstance(source, ReferenceImage):
        return source
    from PIL import Image, ImageOps  # loaded only when a reference image is sent

    try:
        if isinstance(source, Image.Image):
            picture = source
        else:
            picture = _decoded(_content(source), max(max_width, max_height), max_pixels)
        if picture.mode in _SCALABLE:  # before the steps that make a second picture of the same size
            picture = _reduced(picture, max(max_width, max_height))
        # The copy drops EXIF, colour profiles and comments, which may reveal where and by whom a photo was taken.
        picture = ImageOps.exif_transpose(picture)
        transparent = picture.has_transparency_data
        if picture.mode.startswith("I;16"):
            # Pillow would clip values to eight bits, which makes the picture white.
            picture = picture.point(lambda value: value / 256, "L")
        picture = _reduced(picture.convert("RGBA" if transparent else "RGB"), max(max_width, max_height))
        picture.thumbnail((max_width, max_height), Image.Resampling.LANCZOS)
        picture.info.clear()
        file = io.BytesIO()
        if transparent:
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
    kind = "png" if transparent else "jpeg"
    return ReferenceImage(
        data_url=f"data:image/{kind};base64,{base64.b64encode(content).decode()}",
        sha256=hashlib.sha256(content).hexdigest(),
        width=picture.width,
        height=picture.height,
    )


def _content(source: Any) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, str) and source.startswith("data:"):
        try:
            return base64.b64decode(source.partition(",")[2], validate=True)
        except binascii.Error as error:
            raise ValueError("not base64") from error
    if isinstance(source, str | os.PathLike):
        with open(source, "rb") as file:  # its size is not checked beforehand, since that of /dev/zero is 0
            return _content(file)
    content = source.read(MAX_IMAGE_BYTES + 1)
    if not isinstance(content, bytes):
        raise _unreadable("its file is not opened in binary mode")
    if len(content) > MAX_IMAGE_BYTES:
        raise _unreadable(f"it is larger than {MAX_IMAGE_BYTES >> 20} MB")
    return content


def _decoded(content: bytes, side: int, max_pixels: int) -> Image.Image:
    """Decode a picture; a JPEG at the smallest fraction of its size whose sides are all `side` or more."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise _unreadable("it has far too many pixels")
        if picture.format == "JPEG":
            picture.draft(None, (side, side))
        if picture.width * picture.height > max_pixels:
            raise _unreadable("it has far too many pixels")
        picture.load()
        return picture


def _reduced(picture: Image.Image, side: int) -> Image.Image:
    """Return a picture of less than twice the size that is needed, made strip by strip.

    Pillow makes a second picture of the same size to scale one with transparency.
    """
    from PIL import Image

    factor = max(picture.size) // side
    if factor < 2:
        return picture
    rows = 64 * factor
    small = Image.new(picture.mode, (-(-picture.width // factor), -(-picture.height // factor)))
    for top in range(0, picture.height, rows):
        strip = picture.crop((0, top, picture.width, min(top + rows, picture.height)))
        small.paste(strip.reduce(factor), (0, top // factor))
    exif = Image.Exif()
    exif[_ORIENTATION] = picture.getexif().get(_ORIENTATION, 1)
    small.info["exif"] = exif.tobytes()
    if "transparency" in picture.info:
        small.info["transparency"] = picture.info["transparency"]
    return small


def _unreadable(why: str) -> InvalidParams:
    return InvalidParams.listing([Problem("reference_image", "unreadable", f"reference_image cannot be used: {why}")])
