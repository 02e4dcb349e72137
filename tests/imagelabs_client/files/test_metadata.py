"""A saved picture carries its parameters, loses nothing of them, and never exists by halves."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import json
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from imagelabs_client import (
    EngineInfo,
    GeneratedImage,
    GenerationParams,
    InvalidParams,
    ReferenceImage,
    read_metadata,
)
from imagelabs_client import metadata as m
from imagelabs_client.core.protocol import MAX_TASK_ID, MAX_TEXT, MAX_WORDS
from imagelabs_client.files.a1111 import read_text
from imagelabs_client.files.bounded import MAX_JSON
from imagelabs_client.files.containers import read_png_texts
from imagelabs_client.files.exif import Exif, build_exif, read_exif
from imagelabs_client.files.xmp import build_xmp, read_xmp

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import MakeImage


FORMATS = ["PNG", "JPEG", "WEBP"]
PAINTER = EngineInfo("painter", "1.0", "procedural")
formats = pytest.mark.parametrize("format_", FORMATS)
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)


def image_of(content: bytes, params: GenerationParams | None = None, **about: Any) -> GeneratedImage:
    fields: dict[str, Any] = {
        "url": "http://service.test/x.png?signature=secret",
        "task_id": "task-1",
        "params": params or GenerationParams("a cat", seed=1, subseed=2),
        "content": content,
        "content_type": "image/png",
        "elapsed": 4.125,
        "recognised": ("cat",),
        "unrecognised": ("gramophone",),
        "engine": PAINTER,
        "steps": 24,
    }
    return GeneratedImage(**fields | about)


def small(format_: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(file, format_)
    return file.getvalue()


@formats
@pytest.mark.parametrize("made_as", FORMATS)
def test_everything_is_read_back(make_picture: MakeImage, format_: Any, made_as: Any) -> None:
    params = GenerationParams(
        'a "cat", on\na windowsill 😀\nNegative prompt: dogs',
        negative_prompt="clouds, rain: none\nNegative prompt: x",
        model='a,b: "c"',
        width=64,
        height=48,
        seed=2**63 - 1,
        subseed=2**53 + 1,
        attention=-3,
        tiling=True,
        reference_strength=70,
        extra={"cfg_scale": 2.5, "deep": [1, {"x": None}]},
    )
    found = read_metadata(image_of(make_picture(made_as), params).encode(format_))
    assert found.source == "imagelabs"
    assert found.params == params
    assert (found.format, found.width, found.height) == (format_, 64, 48)
    assert found.task_id == "task-1"
    assert found.engine == PAINTER
    assert (found.steps, found.elapsed) == (24, 4.125)
    assert (found.recognised, found.unrecognised) == (("cat",), ("gramophone",))
    assert found.software == m.SOFTWARE
    assert found.digital_source_type == "algorithmicMedia"
    assert found.is_marked_as_generated


@formats
@given(prompt=TEXT.filter(str.strip), negative=TEXT)
@example(prompt="a" * 10_000, negative="&" * 5_000)
@example(prompt="😀" * 10_000, negative="")
@example(prompt="\ufffe\uffff\x01\x7f\x85\u2028 ]]> <!DOCTYPE x> <x>&amp;", negative="\r\n\t")
@example(prompt="Steps: 1, Sampler: x, CFG scale: 2, Seed: 3", negative="Negative prompt: Negative prompt:")
@settings(max_examples=40, deadline=None)
def test_any_unicode_prompt_survives(format_: Any, prompt: Any, negative: Any) -> None:
    params = GenerationParams(prompt, negative_prompt=negative, seed=1, subseed=2)
    found = read_metadata(image_of(small(format_), params).encode(format_))
    assert found.params == params


@formats
def test_pixels_are_not_encoded_again(make_picture: MakeImage, format_: Any) -> None:
    content = make_picture(format_)
    encoded = image_of(content).encode(format_)
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(encoded)) as after:
        assert before.tobytes() == after.tobytes()
        assert after.format == format_
    assert image_of(encoded).encode(format_) == encoded, "metadata is replaced, not piled up"


def test_transparency_survives(make_picture: MakeImage) -> None:
    for format_ in ("PNG", "WEBP"):
        encoded = image_of(make_picture("PNG", mode="RGBA")).encode(format_)
        with Image.open(io.BytesIO(encoded)) as after:
            assert after.mode == "RGBA"
        again = image_of(encoded).encode(format_)
        with Image.open(io.BytesIO(again)) as after:
            assert after.mode == "RGBA"
    with Image.open(io.BytesIO(image_of(make_picture("PNG", mode="RGBA")).encode("JPEG"))) as flat:
        assert flat.getpixel((0, 0))[0] > 200, "what was transparent is white"


def test_lossless_webp_with_and_without_alpha_stays_readable(make_picture: MakeImage) -> None:
    for mode in ("RGB", "RGBA"):
        content = make_picture("WEBP", mode=mode, lossless=True)
        with (
            Image.open(io.BytesIO(content)) as before,
            Image.open(io.BytesIO(image_of(content).encode("WEBP"))) as after,
        ):
            assert after.mode == mode
            assert before.tobytes() == after.tobytes()


def test_other_tools_find_what_they_look_for(make_picture: MakeImage) -> None:
    text = read_png_texts(image_of(make_picture()).encode("PNG"))["parameters"]
    assert text == (
        "a cat\nSteps: 24, Sampler: painter 1.0, CFG scale: not stated, Seed: 1, Size: 1152x896, Model: painter 1.0, "
        f"Variation seed: 2, Version: {m.SOFTWARE}"
    )
    with Image.open(io.BytesIO(image_of(make_picture("JPEG")).encode("JPEG"))) as picture:
        assert picture.getexif().get_ifd(0x8769)[0x9286] == b"UNICODE\0" + text.encode("utf-16-be")
        assert picture.getexif()[0x0131] == m.SOFTWARE


def test_no_number_is_invented(make_picture: MakeImage) -> None:
    image = image_of(make_picture(), engine=None, steps=None)
    fields = read_metadata(image.encode()).fields
    assert fields["Steps"] == fields["Sampler"] == fields["CFG scale"] == "not stated"
    assert fields["Model"] == "sdxl-turbo"


@pytest.mark.parametrize(
    ("engine", "mark"),
    [
        (PAINTER, "algorithmicMedia"),
        (EngineInfo("sd", "1", "neural"), "trainedAlgorithmicMedia"),
        (EngineInfo("who knows"), "trainedAlgorithmicMedia"),
        (None, "trainedAlgorithmicMedia"),
    ],
)
def test_the_mark_says_what_kind_of_machine_it_was(make_picture: MakeImage, engine: Any, mark: Any) -> None:
    assert read_metadata(image_of(make_picture(), engine=engine).encode()).digital_source_type == mark


def test_the_reference_image_itself_is_not_kept_but_its_digest_is(make_picture: MakeImage) -> None:
    reference = ReferenceImage("data:image/png;base64,QUJD", "d" * 64, 8, 8)
    params = GenerationParams("a cat", seed=1, subseed=2, reference_image=reference)
    encoded = image_of(make_picture(), params).encode()
    found = read_metadata(encoded)
    assert found.reference_sha256 == "d" * 64
    assert found.params == params.replace(reference_image=None)
    assert b"QUJD" not in encoded


def test_addresses_are_not_written(make_picture: MakeImage) -> None:
    assert b"service.test" not in image_of(make_picture()).encode()


@formats
def test_a_picture_without_params_still_says_what_made_it(make_picture: MakeImage, format_: Any) -> None:
    image = dataclasses.replace(image_of(make_picture()), params=None)
    found = read_metadata(image.encode(format_))
    assert found.params is None
    assert found.task_id == "task-1"
    assert found.digital_source_type == "algorithmicMedia"


@pytest.mark.parametrize("name", ["x.png", "x.PNG", "x.jpg", "x.jpeg", "x.webp"])
def test_save_writes_by_the_ending(make_picture: MakeImage, tmp_path: Path, name: Any) -> None:
    image_of(make_picture()).save(tmp_path / name)
    assert read_metadata(tmp_path / name).source == "imagelabs"
    with (tmp_path / name).open("rb") as file:
        assert read_metadata(file).source == "imagelabs"
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["x.gif", "x", "x.png.txt", "x.avif"])
def test_what_cannot_hold_parameters_is_refused_before_anything_is_written(
    make_picture: MakeImage, tmp_path: Path, name: Any
) -> None:
    with pytest.raises(InvalidParams, match="Nothing was written"):
        image_of(make_picture()).save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="GIF"):
        image_of(make_picture()).encode("GIF")


def test_a_picture_in_another_format_is_converted(make_picture: MakeImage, tmp_path: Path) -> None:
    image_of(make_picture("GIF")).save(tmp_path / "x.png")
    assert read_metadata(tmp_path / "x.png").format == "PNG"


def test_a_jpeg_with_more_text_than_it_can_hold_is_refused(make_picture: MakeImage, tmp_path: Path) -> None:
    noise = "".join(chr(0x4E00 + (index * 7919) % 20000) for index in range(90_000))
    params = GenerationParams(noise, seed=1, subseed=2)
    with pytest.raises(InvalidParams, match="no room"):
        image_of(make_picture(), params).save(tmp_path / "x.jpg")
    assert list(tmp_path.iterdir()) == []
    for name in ("x.png", "x.webp"):
        image_of(make_picture(), params).save(tmp_path / name)
        assert read_metadata(tmp_path / name).params == params


A1111 = """masterpiece, (a cat:1.2)
second line
Negative prompt: blurry,
bad
Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 123456789, Size: 512x768, Model hash: 6ce0161689, \
Model: v1-5-pruned, Variation seed: 5, Variation seed strength: 0.1, Lora hashes: "a: 1, b: 2", Version: v1.6.0"""


def test_files_of_a1111_are_read() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", A1111)
    png, jpeg = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (4, 3)).save(png, "PNG", pnginfo=info)
    Image.new("RGB", (4, 3)).save(jpeg, "JPEG", exif=b"Exif\0\0" + build_exif(Exif(A1111)))
    for content in (png.getvalue(), jpeg.getvalue()):
        found = read_metadata(content)
        assert found.source == "a1111"
        assert found.params == GenerationParams(
            "masterpiece, (a cat:1.2)\nsecond line",
            negative_prompt="blurry,\nbad",
            model="v1-5-pruned",
            width=512,
            height=768,
            seed=123456789,
            subseed=5,
        )
        assert found.fields["Sampler"] == "DPM++ 2M Karras"
        assert found.fields["Lora hashes"] == "a: 1, b: 2"
        assert not found.is_marked_as_generated


def test_what_a1111_has_and_we_cannot_use_is_left_out() -> None:
    params, fields = read_text("a cat\nSteps: 20, Sampler: x, Seed: -1, Size: 9999x512, CFG scale: 7")
    assert params == GenerationParams("a cat", height=512)
    assert fields["Size"] == "9999x512"


def test_text_without_settings_is_not_taken_for_a_generation() -> None:
    assert read_text("just: a comment")[1] == {}
    assert read_text("")[0] is None


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("comment", "text"),
    [
        (b"ASCII\0\0\0a cat", "a cat"),
        (b"UNICODE\0" + "кот a".encode("utf-16-be"), "кот a"),
        (b"UNICODE\0" + "кот a".encode("utf-16-le"), "кот a"),
        (b"UNICODE\0" + "кот a".encode("utf-16"), "кот a"),
        (b"\0\0\0\0\0\0\0\0a cat", "a cat"),
        (b"short", "short"),
    ],
)
def test_comments_of_cameras_and_other_tools_are_read(order: Any, comment: Any, text: Any) -> None:
    mark = b"II" if order == "<" else b"MM"
    tiff = mark + struct.pack(f"{order}HIHHHIIIH", 42, 8, 1, 0x8769, 4, 1, 26, 0, 1)
    tiff += struct.pack(f"{order}HHIII", 0x9286, 7, len(comment), 44, 0) + comment
    assert read_exif(tiff).comment == text


@given(data=st.binary(max_size=400))
@example(b"MM\0*\0\0\0\x08" + b"\xff" * 200)
def test_damaged_exif_and_xmp_are_read_as_nothing(data: Any) -> None:
    read_exif(data)
    read_exif(b"II*\0\x08\0\0\0" + data)
    read_xmp(data)


def test_an_entity_bomb_is_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert read_xmp(bomb) == {}


@formats
@given(position=st.floats(0, 1), replacement=st.binary(min_size=1, max_size=8), cut=st.floats(0.1, 1))
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_refused_or_read_but_never_breaks_the_reader(
    format_: Any, position: Any, replacement: Any, cut: Any
) -> None:
    content = bytearray(image_of(small(format_)).encode(format_))
    at = int(position * (len(content) - 1))
    content[at : at + len(replacement)] = replacement
    try:
        read_metadata(bytes(content[: int(cut * len(content))]))
    except InvalidParams as error:
        assert "not a picture" in str(error)  # noqa: PT017 - either outcome is right


@formats
@given(
    edits=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), min_size=1, max_size=4),
    target=st.sampled_from(FORMATS),
)
@settings(max_examples=60, deadline=None)
def test_whatever_was_downloaded_saving_it_ends_well_or_in_an_error_of_the_documented_kinds(
    format_: Any, edits: list[tuple[float, bytes]], target: str
) -> None:
    content = bytearray(small(format_))
    for position, replacement in edits:
        at = int(position * (len(content) - 1))
        content[at : at + len(replacement)] = replacement
    image = image_of(bytes(content))
    with contextlib.suppress(OSError, ValueError):
        read_metadata(image.encode(target))


def test_a_gif_that_unfolds_into_a_bomb_is_an_ordinary_error(make_picture: MakeImage) -> None:
    content = bytearray(make_picture("GIF"))
    frame = content.index(b"\x2c")
    content[frame + 5 : frame + 9] = b"\xff\xff\xff\xff"
    with pytest.raises(OSError, match="cannot be decoded"):
        image_of(bytes(content)).pil()


def test_formats_that_could_run_programs_are_not_even_opened() -> None:
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n"
    with pytest.raises(InvalidParams, match="not a picture"):
        read_metadata(eps)


def test_bytes_after_the_end_of_a_png_are_not_taken_for_parts_of_it(make_picture: MakeImage) -> None:
    comment = b"imagelabs\0{}"
    chunk = struct.pack(">I", len(comment)) + b"tEXt" + comment + struct.pack(">I", zlib.crc32(b"tEXt" + comment))
    encoded = image_of(make_picture() + chunk).encode()
    assert encoded.endswith(b"IEND\xaeB`\x82")
    assert "imagelabs" not in read_png_texts(make_picture() + chunk)


@pytest.mark.parametrize("content", [b"", b"hello", b"<html></html>", b"\x89PNG\r\n\x1a\n"])
def test_what_is_not_a_picture_is_refused(content: Any) -> None:
    with pytest.raises(InvalidParams, match="not a picture"):
        read_metadata(content)


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_metadata(tmp_path / "none.png")


def test_a_picture_without_metadata_says_so(make_picture: MakeImage) -> None:
    for format_ in ("PNG", "JPEG", "WEBP", "GIF", "BMP"):
        found = read_metadata(make_picture(format_))
        assert (found.source, found.params, found.format) == (None, None, format_)


def test_hostile_json_in_a_file_is_harmless(make_picture: MakeImage) -> None:
    for own in ("[" * 100_000, "null", '{"version":1,"params":{"prompt":5,"width":"x","extra":[1]},"steps":"no"}'):
        info = PngImagePlugin.PngInfo()
        info.add_text("imagelabs", own)
        file = io.BytesIO()
        Image.new("RGB", (4, 3)).save(file, "PNG", pnginfo=info)
        assert read_metadata(file.getvalue()).params is None


def test_a_compressed_text_bomb_is_not_unpacked(make_picture: MakeImage) -> None:
    bomb = zlib.compress(b"0" * (64 << 20))
    data = b"parameters\0\1\0\0\0" + bomb
    content = make_picture()
    chunk = struct.pack(">I", len(data)) + b"iTXt" + data + struct.pack(">I", zlib.crc32(b"iTXt" + data))
    assert read_metadata(content[:33] + chunk + content[33:]).text is None


def test_our_json_is_what_it_says(make_picture: MakeImage) -> None:
    own = json.loads(read_png_texts(image_of(make_picture()).encode())["imagelabs"])
    assert own["version"] == 1
    assert own["params"]["seed"] == "1"
    assert own["engine"] == {"name": "painter", "version": "1.0", "kind": "procedural"}


def test_what_cannot_be_used_in_our_json_is_left_out_and_the_rest_is_kept(make_picture: MakeImage) -> None:
    params = {"prompt": "a cat", "width": 10**9, "height": 480, "seed": "7", "extra": {"prompt": "another"}}
    info = PngImagePlugin.PngInfo()
    info.add_text("imagelabs", json.dumps({"version": 1, "params": params, "elapsed": float("nan"), "steps": 10}))
    file = io.BytesIO()
    Image.new("RGB", (4, 3)).save(file, "PNG", pnginfo=info)
    found = read_metadata(file.getvalue())
    assert found.params == GenerationParams("a cat", height=480, seed=7)
    assert (found.elapsed, found.steps) == (None, 10), "NaN would make the JSON of `imagelabs info` unreadable"


def with_own_json(own: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("imagelabs", own)
    file = io.BytesIO()
    Image.new("RGB", (4, 3)).save(file, "PNG", pnginfo=info)
    return file.getvalue()


def test_words_and_numbers_of_our_json_are_as_many_and_as_long_as_those_of_a_service() -> None:
    words = {"recognised": ["word"] * 1000 + [5], "unrecognised": ["w" * 10_000]}
    found = read_metadata(with_own_json(json.dumps({"version": 1} | words)))
    assert found.recognised == ("word",) * MAX_WORDS
    assert found.unrecognised == ("w" * MAX_TEXT,)
    for number in ("9" * 4000, "9" * 1_000_000, "1e400", "-1", "2147483648000"):
        numbers = read_metadata(with_own_json(f'{{"version": 1, "steps": {number}, "elapsed": {number}}}'))
        assert (numbers.steps, numbers.elapsed) == (None, None)
    texts = {"task_id": "t" * (MAX_TASK_ID + 1), "reference_sha256": "0" * 65, "engine": {"name": "e" * 10_000}}
    other = read_metadata(with_own_json(json.dumps({"version": 1} | texts)))
    assert (other.task_id, other.reference_sha256) == (None, None)
    assert other.engine == EngineInfo("e" * MAX_TEXT)


def test_our_json_is_not_parsed_if_it_is_far_too_long_or_deep() -> None:
    for own in (f'{{"version": 1, "x": "{"x" * MAX_JSON}"}}', f'{{"version": 1, "x": {"[" * 500}{"]" * 500}}}'):
        assert read_metadata(with_own_json(own)).source is None


@formats
def test_what_could_not_be_read_back_is_not_written(format_: Any) -> None:
    longest = GenerationParams("a" * (MAX_JSON - 2000), seed=1, subseed=2)
    if format_ != "JPEG":
        assert read_metadata(image_of(small(format_), longest).encode(format_)).params == longest
    with pytest.raises(InvalidParams, match=r"more than 1 MB .* Nothing was written"):
        image_of(small(format_), GenerationParams("ы" * (MAX_JSON // 2), seed=1, subseed=2)).encode(format_)


def test_a_webp_holds_what_xml_makes_six_times_as_long() -> None:
    params = GenerationParams("&" * (MAX_JSON // 2), seed=1, subseed=2)
    assert read_metadata(image_of(small("WEBP"), params).encode("WEBP")).params == params


def test_software_and_marks_are_short_texts() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", "s" * 100_000)
    mark = "m" * 100_000
    info.add_itxt("XML:com.adobe.xmp", build_xmp("x", mark).decode())
    file = io.BytesIO()
    Image.new("RGB", (4, 3)).save(file, "PNG", pnginfo=info)
    found = read_metadata(file.getvalue())
    assert (found.software, found.digital_source_type) == ("s" * MAX_TEXT, "m" * MAX_TEXT)
