"""A reference image as it comes in: whatever a stranger sent, turned into a plain picture that any engine can read."""

from __future__ import annotations

import base64
import io

from PIL import Image, ImageOps

from imagelabs_server.wire.turnstile import Turnstile

MAX_REFERENCE_BYTES = 16 * 2**20  # encoded
MAX_REFERENCE_PIXELS = 50_000_000
REFERENCE_FORMATS = ("PNG", "JPEG", "WEBP")

KEPT_SIDE = 2048  # pixels of the longer side that are kept: as large as a picture can be

_FAST_COMPRESSION = 1  # zlib's level: it lives for the time of a queue

# A picture of fifty megapixels takes seconds and hundreds of megabytes to decode, though it may come in a few bytes.
_decoding = Turnstile(most_waiting=8)


def read_reference(encoded: str) -> bytes:
    """Decode base64 or a data URL, and draw the picture in it afresh.

    Returns:
        A PNG: RGB of 8 bits, upright, the first frame only, transparency on white, no metadata, scaled down until its
        longer side is at most `KEPT_SIDE` pixels.

    Raises:
        ValueError: it is not base64, too large, or no picture of `REFERENCE_FORMATS`.
        TooBusyError: too many others are waiting to be decoded.
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
            return _drawn_afresh(content)
        except Exception as error:  # a broken file makes Pillow raise nearly anything, SyntaxError and struct.error too
            raise ValueError("not a picture") from error


def _drawn_afresh(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=REFERENCE_FORMATS) as image:
        if image.width * image.height > MAX_REFERENCE_PIXELS:
            raise ValueError("too many pixels")
        picture = _in_eight_bits(image)
        picture.thumbnail((KEPT_SIDE, KEPT_SIDE))
        ImageOps.exif_transpose(picture, in_place=True)
        layer = picture.convert("RGBA")
    flat = Image.new("RGB", layer.size, "white")
    flat.paste(layer, mask=layer.getchannel("A"))
    buffer = io.BytesIO()
    flat.save(buffer, "PNG", compress_level=_FAST_COMPRESSION)
    return buffer.getvalue()


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be scaled down well."""
    if image.mode.startswith("I"):  # 16 bits of grey: Pillow's own conversion would cut off all above 255
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("1", "P", "PA"):
        return image.convert("RGBA")
    return image
