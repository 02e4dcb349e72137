"""Reference images: untrusted input, re-encoded as a plain PNG that any engine can read.

Large ones are decoded in a process of their own (this module as a program, from standard input to standard output):
decoders hold the interpreter for long, and take hundreds of megabytes that the service would not give back.
"""

from __future__ import annotations

import base64
import io
import mmap
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from imagelabs_server.executors.worker_process import worker_environment
from imagelabs_server.wire.bounded_lock import BoundedLock

MAX_REFERENCE_BYTES = 16 * 2**20  # size of the image file
MAX_REFERENCE_PIXELS = 4096 * 4096
MAX_WEBP_PIXELS = 6_000_000  # their decoder needs sixteen bytes for each
MAX_JPEG_PIXELS = 100_000_000  # they are decoded at a fraction of their size
REFERENCE_FORMATS = ("PNG", "JPEG", "WEBP")

KEPT_SIDE = 2048  # pixels; limit of the longer side, the same as for pictures

_FAST_COMPRESSION = 1  # zlib level; the file only lives while its task is queued

_ORIENTATION: Final = 0x0112  # EXIF tag
_SMALL: Final = 1_500_000  # pixels that are decoded at once
_TIMEOUT: Final = 10.0  # seconds
_MEMORY: Final = 128 << 20  # bytes for the process, besides those of Python and Pillow
_LOWER_PRIORITY: Final = 10  # niceness increment
_STRIP: Final = 1 << 18  # pixels
_JPEGS: Final = ("JPEG", "MPO")  # photos of many phones are MPO, which begins with an ordinary JPEG

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
        most = {"WEBP": MAX_WEBP_PIXELS, **dict.fromkeys(_JPEGS, MAX_JPEG_PIXELS)}
    if pixels > most.get(image.format or "", MAX_REFERENCE_PIXELS):
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
    picture = _decoded(content)
    picture.thumbnail((KEPT_SIDE, KEPT_SIDE))
    ImageOps.exif_transpose(picture, in_place=True)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=_FAST_COMPRESSION)
    return buffer.getvalue()


def _decoded(content: bytes) -> Image.Image:
    """Return the image on white, with sides of less than twice `KEPT_SIDE`, and with its orientation as only EXIF."""
    with Image.open(io.BytesIO(content), formats=REFERENCE_FORMATS) as image:
        if image.format in _JPEGS:
            image.draft(None, (KEPT_SIDE, KEPT_SIDE))  # decoded at a fraction of its size
        image.load()
        picture = _flat(image, max(1, max(image.size) // KEPT_SIDE))
        picture.getexif()[_ORIENTATION] = image.getexif().get(_ORIENTATION, 1)
        return picture


def _flat(picture: Image.Image, factor: int) -> Image.Image:
    """Return a picture on white, with its sides divided by a whole number; made strip by strip.

    Pillow makes up to three pictures of the same size when it converts one, or scales one with transparency.
    """
    flat = Image.new("RGB", (-(-picture.width // factor), -(-picture.height // factor)), "white")
    rows = factor * max(1, _STRIP // (picture.width * factor))
    for top in range(0, picture.height, rows):
        strip = picture.crop((0, top, picture.width, min(top + rows, picture.height)))
        strip = _to_eight_bits(strip).convert("RGBA").reduce(factor)
        flat.paste(strip, (0, top // factor), strip)
    return flat


def _to_eight_bits(image: Image.Image) -> Image.Image:
    """Return an image of 16 bits as one of 8; Pillow's own conversion would clip values above 255."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image


def main() -> int:
    """Re-encode the image on standard input."""
    if sys.platform != "win32":
        import resource
        import signal

        os.nice(_LOWER_PRIORITY)  # requests are answered first

        Image.init()  # whatever Pillow loads is there before memory is limited
        signal.alarm(round(_TIMEOUT))  # ends the process even if nobody is left to do so
        memory = _addresses() + _MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (round(_TIMEOUT), round(_TIMEOUT)))
    sys.stdout.buffer.write(_re_encode(sys.stdin.buffer.read()))
    return 0


def _addresses() -> int:
    """Return the bytes of addresses that this process has; a usual number where the system does not say so."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * mmap.PAGESIZE
    except OSError:
        return 512 << 20


if __name__ == "__main__":
    sys.exit(main())
