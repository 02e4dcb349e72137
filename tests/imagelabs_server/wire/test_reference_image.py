"""Untrusted reference images are either re-encoded as a plain PNG or refused."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from imagelabs_server.painter.reference import load_reference
from imagelabs_server.wire.reference_image import KEPT_SIDE, MAX_REFERENCE_BYTES, MAX_REFERENCE_PIXELS, read_reference

RED, BLUE = (255, 0, 0), (0, 0, 255)


def encoded(image: Image.Image, image_format: str = "PNG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, image_format, **options)
    return buffer.getvalue()


def read(content: bytes) -> Image.Image:
    """Return the re-encoded image after checking its format."""
    kept = read_reference(base64.b64encode(content).decode())
    with Image.open(io.BytesIO(kept)) as image:
        image.load()
    assert image.format == "PNG"
    assert image.mode == "RGB"
    assert max(image.size) <= KEPT_SIDE
    assert not image.info
    assert load_reference(kept, 32, 24).shape == (24, 32, 3)
    return image


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_mode_can_be_drawn_from(mode: str) -> None:
    assert read(encoded(Image.new(mode, (9, 5)))).size == (9, 5)


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "CMYK"])
def test_a_jpeg_of_any_mode_can_be_drawn_from(mode: str) -> None:
    assert read(encoded(Image.new(mode, (9, 5)), "JPEG")).size == (9, 5)


def test_sixteen_bits_of_grey_keep_their_lightness() -> None:
    grey = Image.new("I;16", (4, 4), 0x8000)
    assert read(encoded(grey)).getpixel((1, 1)) == (128, 128, 128)


def test_what_is_transparent_becomes_white() -> None:
    assert read(encoded(Image.new("RGBA", (4, 4), (0, 0, 0, 0)))).getpixel((1, 1)) == (255, 255, 255)
    palette = Image.new("P", (4, 4), 0)
    assert read(encoded(palette, transparency=0)).getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize("image_format", ["PNG", "WEBP"])
def test_of_an_animation_the_first_frame_counts(image_format: str) -> None:
    frames = [Image.new("RGB", (4, 4), colour) for colour in (RED, BLUE)]
    options = {"lossless": True} if image_format == "WEBP" else {}
    image = read(encoded(frames[0], image_format, save_all=True, append_images=frames[1:], **options))
    assert image.getpixel((1, 1)) == RED


@pytest.mark.parametrize("image_format", ["PNG", "JPEG", "WEBP"])
def test_a_camera_s_orientation_is_applied(image_format: str) -> None:
    image = Image.new("RGB", (32, 16), RED)
    image.paste(BLUE, (16, 0, 32, 16))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be rotated clockwise
    upright = read(encoded(image, image_format, exif=exif))
    assert upright.size == (16, 32)
    top, bottom = upright.getpixel((8, 4)), upright.getpixel((8, 28))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > top[2]
    assert bottom[2] > bottom[0]


@pytest.mark.parametrize("size", [(6000, 30), (30, 6000), (1, 9000), (2049, 2049)])
def test_a_large_picture_is_scaled_down(size: tuple[int, int]) -> None:
    assert max(read(encoded(Image.new("RGB", size))).size) == KEPT_SIDE


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that declares huge dimensions."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        bomb(MAX_REFERENCE_PIXELS // 1000 + 1, 1000),
        bomb(10_000, 10_000),
        bomb(2**31 - 1, 2**31 - 1),
        encoded(Image.new("RGB", (64, 64)))[:60],
        encoded(Image.effect_noise((64, 64), 9), "JPEG")[:500],
        encoded(Image.new("RGB", (9, 9)), "GIF"),
        encoded(Image.new("RGB", (9, 9)), "TIFF"),
        bytes(MAX_REFERENCE_BYTES + 1),
    ],
    ids=["nothing", "html", "bomb", "larger bomb", "huge bomb", "cut PNG", "cut JPEG", "GIF", "TIFF", "many bytes"],
)
def test_what_is_no_picture_for_us_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"not a picture|too large"):
        read_reference(base64.b64encode(content).decode())


@pytest.mark.parametrize("text", ["!", "data:image/png;base64", "data:,", "abc", "\ud800", "ж"])
def test_what_is_no_base64_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not "):
        read_reference(text)


@cache
def sample(image_format: str) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 3
    exif[0x010E] = "described"
    return encoded(Image.effect_noise((16, 16), 60).convert("RGB"), image_format, exif=exif)


@settings(deadline=None)
@pytest.mark.filterwarnings("ignore")  # Pillow warns about broken files
@given(st.sampled_from(["PNG", "JPEG", "WEBP"]), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1))
def test_a_damaged_picture_is_read_or_refused(image_format: str, damage: list[tuple[float, int]]) -> None:
    content = bytearray(sample(image_format))
    for place, value in damage:
        content[int(place * (len(content) - 1))] = value
    with suppress(ValueError):
        read(bytes(content))
