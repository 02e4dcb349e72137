"""Pictures in many parts are accepted as long as their number is one that a picture can have."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import pytest
from PIL import Image

from imagelabs_client.files import inspection
from imagelabs_client.files.inspection import MAX_CHUNKS, MAX_SEGMENTS, BrokenImageError, ImageInfo, inspect_image
from tests.hostile.files import (
    PREFIX,
    encoded,
    jpeg_segment,
    jpeg_with,
    png_chunk,
    png_with,
    riff_chunk,
    tiff,
    webp_with,
    webp_with_exif,
)


def gif_with(blocks: bytes) -> bytes:
    content = encoded("GIF")
    at = content.index(b"\x2c")
    return content[:at] + blocks + content[at:]


IN_PARTS: dict[str, tuple[Callable[[int], bytes], int]] = {
    "PNG": (lambda number: png_with(png_chunk(b"teSt", b"") * number), MAX_CHUNKS),
    "JPEG": (lambda number: jpeg_with(jpeg_segment(0xEF, b"") * number), MAX_SEGMENTS),
    "padding": (lambda number: jpeg_with(b"\xff" * number), MAX_SEGMENTS),
    "junk": (lambda number: jpeg_with(b"\0" * number, before=b"\xff\xda"), MAX_SEGMENTS),
    "WEBP": (lambda number: webp_with(riff_chunk(b"abcd", b"") * number), MAX_SEGMENTS),
    "GIF": (lambda number: gif_with(b"\x21\xfe\1a\0" * (number // 3)), MAX_SEGMENTS),
}


@pytest.mark.parametrize("name", IN_PARTS)
def test_the_number_of_parts_is_bounded(name: str) -> None:
    make, most = IN_PARTS[name]
    info = inspect_image(make(most - 20))
    assert (info.width, info.height) in ((4, 3), (8, 6))
    with pytest.raises(BrokenImageError, match="far too many parts"):
        inspect_image(make(most + 20))


def test_nothing_of_a_picture_is_copied_to_look_at_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    checksum = inspection.zlib.crc32
    monkeypatch.setattr(inspection.zlib, "crc32", lambda data, *start: seen.append(data) or checksum(data, *start))
    inspect_image(png_with(png_chunk(b"IDAT", b"a" * 1000)))
    assert {type(data) for data in seen[1:]} <= {memoryview, bytes}
    assert any(isinstance(data, memoryview) for data in seen)


def test_the_size_of_a_jpeg_is_the_one_that_pillow_goes_by() -> None:
    frame = struct.pack(">BHHBBBB", 8, 50_000, 50_000, 1, 1, 0x11, 0)
    with pytest.raises(BrokenImageError, match="50000×50000"):
        inspect_image(jpeg_with(jpeg_segment(0xC0, frame), before=b"\xff\xda"))


def test_a_jpeg_without_pixels_is_cut_off() -> None:
    content = encoded("JPEG")
    with pytest.raises(BrokenImageError, match="cut off"):
        inspect_image(content[: content.index(b"\xff\xda")] + b"\xff\xd9")


def test_restart_markers_have_no_length() -> None:
    assert inspect_image(jpeg_with(b"\xff\xd0" * 100, before=b"\xff\xda")) == ImageInfo("JPEG", 8, 6)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_exif_is_accepted_as_long_as_its_values_do_not_overlap_much(form: str) -> None:
    for entries, is_accepted in ((10, True), (1000, False)):
        data = tiff(entries, 20_000)
        content = {
            "PNG": lambda data: png_with(png_chunk(b"eXIf", data)),
            "JPEG": lambda data: jpeg_with(jpeg_segment(0xE1, PREFIX + data)),
            "WEBP": webp_with_exif,
        }[form](data)
        if is_accepted:
            inspect_image(content)
        else:
            with pytest.raises(BrokenImageError, match="far too much EXIF"):
                inspect_image(content)


def test_small_compressed_bmps_are_still_read() -> None:
    lines = b"".join(b"\x14" + bytes([number]) + b"\0\0" for number in range(10)) + b"\0\1"
    head = struct.pack("<2sIHHI", b"BM", 54 + 1024 + len(lines), 0, 0, 54 + 1024)
    head += struct.pack("<IiiHHIIiiII", 40, 20, 10, 1, 8, 1, len(lines), 0, 0, 256, 0)
    assert inspect_image(head + bytes(range(256)) * 4 + lines) == ImageInfo("BMP", 20, 10)
    file = io.BytesIO()
    Image.new("RGB", (1100, 1100)).save(file, "BMP")
    assert inspect_image(file.getvalue()) == ImageInfo("BMP", 1100, 1100)
