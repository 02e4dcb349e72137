"""Reference images: untrusted input, re-encoded as a plain PNG that any engine can read.

Large ones are decoded in a process of their own (this module as a program, from standard input to standard output):
decoders hold the interpreter for long, and take hundreds of megabytes that the service would not give back.
"""

from __future__ import annotations

import base64
import io
import subprocess
import sys
from typing import Final

from PIL import Image, ImageOps

from imagelabs_server.executors.worker_process import worker_environment
from imagelabs_server.wire.bounded_lock import BoundedLock

MAX_REFERENCE_BYTES = 16 * 2**20  # size of the image file
MAX_REFERENCE_PIXELS = 25_000_000
MAX_WEBP_PIXELS = 12_000_000  # their decoder needs three times the memory
MAX_JPEG_PIXELS = 100_000_000  # they are decoded at a fraction of their size
REFERENCE_FORMATS = ("PNG", "JPEG", "WEBP")

KEPT_SIDE = 2048  # pixels; limit of the longer side, the same as for pictures

_FAST_COMPRESSION = 1  # zlib level; the file only lives while its task is queued

_ORIENTATION: Final = 0x0112  # EXIF tag
_SMALL: Final = 1_500_000  # pixels that are decoded at once
_TIMEOUT: Final = 10.0  # seconds
_MEMORY: Final = 768 << 20  # bytes of addresses for the process

# Decoding many megapixels takes seconds and hundreds of megabytes, even if the file is only a few bytes long.
_decoding = BoundedLock(most_waiting=8)


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
    with _decoding.hold():
        try:
            content = base64.b64decode("".join(encoded.split()), validate=True)
        except ValueError as error:
            raise ValueError("not base64") from error
        if len(content) > MAX_REFERENCE_BYTES:
            raise ValueError("too large")
        try:
            return _re_encode(content) if _pixels(content) <= _SMALL else _re_encoded_elsewhere(content)
        except Exception as error:  # for broken files Pillow raises almost anything, even SyntaxError and struct.error
            raise ValueError("not a picture") from error


def _pixels(content: bytes) -> int:
    """Return the number of pixels, after reading no more than the header.

    Raises:
        ValueError: there are too many.
    """
    with Image.open(io.BytesIO(content), formats=REFERENCE_FORMATS) as image:
        pixels = image.width * image.height
        most = {"JPEG": MAX_JPEG_PIXELS, "WEBP": MAX_WEBP_PIXELS}.get(image.format or "", MAX_REFERENCE_PIXELS)
    if pixels > most:
        raise ValueError("too many pixels")
    return pixels


def _re_encoded_elsewhere(content: bytes) -> bytes:
    """Return what `_re_encode` does, made by a process that may use little and lives for seconds."""
    command = [sys.executable, "-P", "-m", __spec__.name]
    try:
        made = subprocess.run(  # noqa: S603 - our own module
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=worker_environment(),
            timeout=_TIMEOUT,
            check=True,
            start_new_session=True,
        )
    except subprocess.SubprocessError as error:
        raise ValueError("not a picture, or one that takes too much") from error
    return made.stdout


def _re_encode(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=REFERENCE_FORMATS) as image:
        if image.format == "JPEG":
            image.draft(None, (KEPT_SIDE, KEPT_SIDE))  # decoded at a fraction of its size
        picture = _reduced(_to_eight_bits(image), KEPT_SIDE)
        picture.thumbnail((KEPT_SIDE, KEPT_SIDE))
        ImageOps.exif_transpose(picture, in_place=True)
        layer = picture.convert("RGBA")
    flat = Image.new("RGB", layer.size, "white")
    flat.paste(layer, mask=layer.getchannel("A"))
    buffer = io.BytesIO()
    flat.save(buffer, "PNG", compress_level=_FAST_COMPRESSION)
    return buffer.getvalue()


def _reduced(picture: Image.Image, side: int) -> Image.Image:
    """Return a picture of less than twice the size that is needed, made strip by strip.

    Pillow makes a second picture of the same size to scale one with transparency.
    """
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
    return small


def _to_eight_bits(image: Image.Image) -> Image.Image:
    """Return the image in an 8-bit mode that scales down well."""
    if image.mode.startswith("I"):  # 16-bit greyscale: Pillow's own conversion would clip values above 255
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("1", "P", "PA"):
        return image.convert("RGBA")
    return image


def main() -> int:
    """Re-encode the image on standard input."""
    if sys.platform != "win32":
        import resource
        import signal

        signal.alarm(round(_TIMEOUT))  # ends the process even if nobody is left to do so
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (round(_TIMEOUT), round(_TIMEOUT)))
    sys.stdout.buffer.write(_re_encode(sys.stdin.buffer.read()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
