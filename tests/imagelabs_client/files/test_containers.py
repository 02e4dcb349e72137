"""What the readers hold of a file is bounded for the file as a whole."""

from __future__ import annotations

import functools
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagelabs_client.files import containers
from imagelabs_client.files.bounded import MAX_DEPTH, inflate, parse_object
from imagelabs_client.files.containers import MAX_KEYWORD, MAX_TEXT, MAX_TEXTS, read_jpeg, read_png_texts, read_webp
from tests.hostile import files
from tests.hostile.files import (
    PREFIX,
    jpeg_segment,
    jpeg_with,
    png_chunk,
    png_with,
    riff_chunk,
    webp_with,
)
from tests.hostile.measures import MIB, peak_of


@pytest.mark.parametrize("make", [files.many_png_texts, files.many_broken_png_texts, files.many_plain_png_texts])
def test_all_texts_of_a_png_share_one_budget(make, monkeypatch: pytest.MonkeyPatch) -> None:
    inflated: list[int] = []

    def counting(data: bytes, limit: int) -> bytes:
        inflated.append(limit)
        return inflate(data, limit)

    monkeypatch.setattr(containers, "inflate", counting)
    content = make()
    texts = read_png_texts(content)
    assert sum(map(len, texts.values())) <= MAX_TEXT
    assert len(texts) <= MAX_TEXTS
    assert len(inflated) <= 2, "the second one meets what the first one left"
    assert peak_of(functools.partial(read_png_texts, content)) < 24 * MIB


def test_the_first_texts_are_read_whatever_follows() -> None:
    texts = (png_chunk(b"tEXt", b"text %d\0%d" % (number, number)) for number in range(2 * MAX_TEXTS))
    assert read_png_texts(png_with(*texts)) == {f"text {number}": str(number) for number in range(MAX_TEXTS)}


def test_damaged_and_repeated_texts_count_as_texts() -> None:
    for one in (png_chunk(b"zTXt", b"x\0\0abc"), png_chunk(b"tEXt", b"parameters\0the first")):
        content = png_with(
            png_chunk(b"tEXt", b"parameters\0the first"), one * MAX_TEXTS, png_chunk(b"tEXt", b"last\0x")
        )
        assert read_png_texts(content) == {"parameters": "the first"}


def test_a_damaged_text_hides_no_others() -> None:
    damaged = (
        png_chunk(b"zTXt", b"a\0\0" + b"x" * 1000),
        png_chunk(b"iTXt", b"b\0"),
        png_chunk(b"iTXt", b"c\0\0\0\0\0\xff"),
    )
    assert read_png_texts(png_with(*damaged, png_chunk(b"tEXt", b"last\0x"))) == {"last": "x"}


def test_keywords_are_as_short_as_png_wants_them() -> None:
    texts = (png_chunk(b"tEXt", b"k" * length + b"\0x") for length in (MAX_KEYWORD, MAX_KEYWORD + 1))
    assert read_png_texts(png_with(*texts, png_chunk(b"tEXt", b"no end"))) == {"k" * MAX_KEYWORD: "x"}


def test_the_parts_of_a_jpeg_that_hold_no_text_are_not_copied() -> None:
    content = jpeg_with(jpeg_segment(0xEF, b"\0" * 65_000) * 100)
    assert peak_of(functools.partial(read_jpeg, content)) < MIB


def test_exif_in_several_segments_is_joined_up_to_a_bound() -> None:
    segment = jpeg_segment(0xE1, PREFIX + b"a" * 60_000)
    assert read_jpeg(jpeg_with(segment * 3))[0] == b"a" * 180_000
    exif = read_jpeg(jpeg_with(segment * 300))[0]
    assert exif is not None
    assert len(exif) <= MAX_TEXT


def test_only_texts_of_a_webp_are_copied_and_none_that_is_huge() -> None:
    content = webp_with(b"".join(riff_chunk(b"%04d" % number, b"\0" * MIB) for number in range(8)))
    assert peak_of(functools.partial(read_webp, content)) < MIB
    assert read_webp(webp_with(riff_chunk(b"EXIF", b"\0" * (MAX_TEXT + 1)))) == (None, None)


def test_what_stands_behind_thousands_of_parts_is_not_looked_for() -> None:
    exif, xmp = riff_chunk(b"EXIF", b"exif"), riff_chunk(b"XMP ", b"xmp")
    assert read_webp(webp_with(riff_chunk(b"abcd", b"") * 9_000 + exif + xmp)) == (b"exif", b"xmp")
    assert read_webp(webp_with(exif + riff_chunk(b"abcd", b"") * 10_000 + xmp)) == (b"exif", None)


@given(st.binary(max_size=100), st.integers(0, 100))
@settings(deadline=None)
def test_data_is_inflated_up_to_the_limit(data: bytes, limit: int) -> None:
    packed = zlib.compress(data)
    if len(data) <= limit:
        assert inflate(packed, limit) == data
    else:
        with pytest.raises(ValueError, match=f"more than {limit} bytes"):
            inflate(packed, limit)
    with pytest.raises(ValueError, match="damaged"):
        inflate(b"\xff" + packed, limit)


def test_json_is_parsed_if_it_is_short_and_shallow() -> None:
    assert parse_object('{"a": [1]}') == {"a": [1]}
    assert parse_object('{"a": [1]}', limit=9) is None
    for depth, is_parsed in ((MAX_DEPTH, True), (MAX_DEPTH + 1, False), (100_000, False)):
        assert (parse_object(f'{{"a": {"[" * depth}{"]" * depth}}}') is not None) is is_parsed
    for text in (None, "", "[1]", "{", f'{{"a": {"1" * 10_000}}}'):
        assert parse_object(text) is None
