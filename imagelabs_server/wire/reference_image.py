"""Reference images: untrusted input, re-encoded as a plain PNG that any engine can read."""

from __future__ import annotations

import base64
import io

from PIL import Image, ImageOps

from imagelabs_server.wire.turnstile import Turnstile

MAX_REFERENCE_BYTES = 16 * 2**20  # size of the image file
MAX_REFERENCE_PIXELS = 50_000_000
REFERENCE_FORMATS = ("PNG", "JPEG", "WEBP")

KEPT_SIDE = 2048  # pixels; limit of the longer side, the same as for pictures

_FAST_COMPRESSION = 1  # zlib level; the file only lives while its task is queued

# Decoding fifty megapixels takes seconds and hundreds of megabytes, even if the file is only a few bytes long.
_decoding = Turnstile(most_waiting=8)


def read_reference(encoded: str) -> bytes:
    """Decode base64 or a data URL, and re-encode the image in it.

    Returns:
        A PNG: RGB of 8 bits, upright, the first frame only, transparency on white, no metadata, scaled down until its
        longer side is at most `KEPT_SIDE` pixels.

    Raises:
        ValueError: it is not base64, too large, or not an image in one of `REFERENCE_FORMATS`.
        TooBusyError: too many other images are waiting to be decoded.
    """
    if encoded.startswith("data:"):
        encoded = encoded.partition(",")[2]
    with _decoding.turn():
        try:
            content = base64.b64decode("".join(encoded.split()), validate=True)
        except ValueError as error:
            raise ValueError("not base64") from error
        if len(content) > MAX_REFERENCE_BYTES:
            raise ValueError("too large")
        try:
            return _re_encode(content)
        except Exception as error:  # for broken files Pillow raises almost anything, even SyntaxError and struct.error
            raise ValueError("not a picture") from error


def _re_encode(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=REFERENCE_FORMATS) as image:
        if image.width * image.height > MAX_REFERENCE_PIXELS:
            raise ValueError("too many pixels")
        picture = _to_eight_bits(image)
        picture.thumbnail((KEPT_SIDE, KEPT_SIDE))
        ImageOps.exif_transpose(picture, in_place=True)
        layer = picture.convert("RGBA")
    flat = Image.new("RGB", layer.size, "white")
    flat.paste(layer, mask=layer.getchannel("A"))
    buffer = io.BytesIO()
    flat.save(buffer, "PNG", compress_level=_FAST_COMPRESSION)
    return buffer.getvalue()


def _to_eight_bits(image: Image.Image) -> Image.Image:
    """Return the image in an 8-bit mode that scales down well."""
    if image.mode.startswith("I"):  # 16-bit greyscale: Pillow's own conversion would clip values above 255
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("1", "P", "PA"):
        return image.convert("RGBA")
    return image
