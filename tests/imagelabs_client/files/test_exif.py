"""EXIF is read without copying more of it than is wanted, wherever its entries point."""

from __future__ import annotations

import functools
import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, features

from imagelabs_client import read_metadata
from imagelabs_client.files.avif import read_avif_exif
from imagelabs_client.files.exif import (
    MAX_VALUES,
    PREFIX,
    Exif,
    build_exif,
    is_modest,
    read_descriptions,
    read_exif,
)
from tests.hostile import files
from tests.hostile.files import tiff
from tests.hostile.measures import MIB, lines_run_by, peak_of

needs_avif = pytest.mark.skipif(not features.check("avif"), reason="this Pillow has no AVIF")


def test_values_that_overlap_are_not_copied() -> None:
    for tag in (None, 0x9286, 0x0131):
        data = tiff(1000, 2 * MIB, tag)
        assert peak_of(functools.partial(read_exif, data)) < 12 * MIB
        assert lines_run_by(functools.partial(read_exif, data)) < 20_000


def test_wanted_values_share_one_budget() -> None:
    assert read_descriptions(described(0x0110, 0x010F, 0x010E, size=MAX_VALUES // 2)) == ["", ""]
    assert len(read_descriptions(described(0x0110, 0x010F, 0x010E, size=1000))) == 3


def described(*tags: int, size: int) -> bytes:
    data = bytearray(tiff(len(tags), size))
    for index, tag in enumerate(tags):
        struct.pack_into("<HH", data, 10 + 12 * index, tag, 2)
    return bytes(data)


def test_a_pointer_of_any_length_is_harmless() -> None:
    assert read_metadata(files.exif_of_far_pointer()).text is None


@pytest.mark.parametrize("order", ["be", "le"])
def test_a_long_comment_is_read_whole_without_a_look_at_each_byte(order: str) -> None:
    comment = "кот a" * 20_000
    data = build_exif(Exif(comment)).replace(comment.encode("utf-16-be"), comment.encode(f"utf-16-{order}"))
    assert read_exif(data).comment == comment
    assert lines_run_by(functools.partial(read_exif, data)) < 200


def test_software_ends_at_its_first_nul() -> None:
    data = build_exif(Exif(None, "program" + "\0" * 1_000_000))
    assert peak_of(functools.partial(read_exif, data)) < 2 * MIB
    assert read_exif(data).software == "program"


def test_what_other_programs_leave_in_descriptions_is_read() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "workflow:{}", "prompt:{}"
    assert read_descriptions(exif.tobytes().removeprefix(PREFIX)) == ["prompt:{}", "workflow:{}"]
    assert read_descriptions(None) == read_descriptions(b"MM\0*\0\0\0\x09") == []


@needs_avif
def test_descriptions_are_found_in_avif() -> None:
    exif = Image.Exif()
    exif[0x0110] = "prompt:{}"
    file = io.BytesIO()
    Image.new("RGB", (8, 6)).save(file, "AVIF", exif=exif)
    assert read_descriptions(read_avif_exif(file.getvalue())) == ["prompt:{}"]
    plain = io.BytesIO()
    Image.new("RGB", (8, 6)).save(plain, "AVIF")
    assert read_avif_exif(plain.getvalue()) is None


@needs_avif
@given(edits=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=4), cut=st.integers(0, 900))
@settings(max_examples=200, deadline=None)
def test_a_damaged_avif_has_no_exif_or_some(edits: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(avif())
    for position, value in edits:
        content[position % len(content)] = value
    read_avif_exif(bytes(content[:cut]))
    read_avif_exif(bytes(content))


@functools.cache
def avif() -> bytes:
    return files.avif_of_overlapping_values(100)


def test_exif_is_modest_unless_its_values_overlap_by_megabytes() -> None:
    exif = Image.Exif()
    exif[0x0110] = "x" * 5000
    exif.get_ifd(0x8769)[0x9286] = b"y" * 5000
    for data in (exif.tobytes(), build_exif(Exif("a cat" * 1000)), tiff(30, 20_000), b"", PREFIX, b"II*\0", b"MM" * 9):
        assert is_modest(data)
    for data in (tiff(100, 20_000), tiff(20_000, 0), PREFIX * 100, PREFIX + tiff(3, MIB)):
        assert not is_modest(data)


def test_directories_behind_pointers_count_too() -> None:
    inner = tiff(100, 20_000)
    head = struct.pack("<2sHIHHHIII", b"II", 42, 8, 1, 0x8769, 4, 1, 26, 0)
    assert is_modest(head)
    assert not is_modest(head + inner[8:])
    circle = struct.pack("<2sHIHHHIII", b"II", 42, 8, 1, 0x8769, 4, 1, 8, 0)
    assert is_modest(circle)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_no_bytes_are_too_odd_to_be_checked(data: bytes) -> None:
    is_modest(data)
    is_modest(b"II*\0\x08\0\0\0" + data)
    read_descriptions(b"MM\0*\0\0\0\x08" + data)
