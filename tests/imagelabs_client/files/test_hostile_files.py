"""No file, whatever is in it, takes more than a fixed number of steps and bytes to read."""

from __future__ import annotations

import contextlib
import functools

import pytest
from PIL import features

from imagelabs_client import InvalidParams, read_metadata
from imagelabs_client.files.inspection import BrokenImageError, inspect_image
from tests.hostile import files
from tests.hostile.measures import MIB, lines_run_by, peak_of

MOST_LINES = 1_000_000  # a second or less
MOST_BYTES = 32 * MIB


def names() -> list[str]:
    return [name for name in files.HOSTILE if features.check("avif") or "avif" not in name]


def read(content: bytes) -> None:
    with contextlib.suppress(InvalidParams):
        read_metadata(content)


@pytest.mark.parametrize("name", names())
def test_a_hostile_file_costs_little(name: str) -> None:
    work = functools.partial(read, files.HOSTILE[name]())
    assert peak_of(work) < MOST_BYTES
    assert lines_run_by(work) < MOST_LINES


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("png_of_tiny_chunks", 8 * MIB),
        ("jpeg_of_tiny_segments", 8 * MIB),
        ("jpeg_of_padding", 8 * MIB),
        ("jpeg_of_junk", 8 * MIB),
        ("webp_of_tiny_chunks", 8 * MIB),
        ("gif_of_tiny_comments", 8 * MIB),
        ("gif_of_long_comment", 16 * MIB),
    ],
)
def test_a_file_with_more_parts_costs_no_more(name: str, size: int) -> None:
    make = getattr(files, name)
    few, many = (lines_run_by(functools.partial(read, make(size))) for size in (size // 4, size))
    assert many <= few


REFUSED = [
    "png_of_tiny_chunks", "jpeg_of_tiny_segments", "jpeg_of_padding", "jpeg_of_junk", "jpeg_of_many_exifs",
    "jpeg_of_overlapping_values", "jpeg_of_overlapping_pictures", "exif_of_overlapping_values", "exif_of_prefixes",
    "webp_of_tiny_chunks", "gif_of_tiny_comments", "gif_of_long_comment", "bmp_of_short_lines",
]  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_pillow_could_not_open_in_reasonable_time_is_no_picture(name: str) -> None:
    with pytest.raises(BrokenImageError, match="far too"):
        inspect_image(files.HOSTILE[name]())


@pytest.mark.parametrize("name", [name for name in names() if name not in REFUSED])
def test_what_is_only_hard_to_read_is_still_a_picture(name: str) -> None:
    assert inspect_image(files.HOSTILE[name]()).width > 0
