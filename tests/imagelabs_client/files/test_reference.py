"""Reference images are checked, turned upright, stripped, scaled down and encoded once, wherever they come from."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageChops, ImageStat

from imagelabs_client import GenerationParams, InvalidParams
from imagelabs_client.files import reference as module
from imagelabs_client.files.exif import Exif, build_exif
from imagelabs_client.files.reference import prepare_reference

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import Both, MakeImage


def decoded(data_url):
    head, _, body = data_url.partition(",")
    return head, Image.open(io.BytesIO(base64.b64decode(body)))


@pytest.fixture
def sources(make_picture, tmp_path):
    content = make_picture("PNG", (400, 200))
    path = tmp_path / "reference.png"
    path.write_bytes(content)
    return {
        "bytes": content,
        "path": path,
        "text path": str(path),
        "file": io.BytesIO(content),
        "data URL": "data:image/png;base64," + base64.b64encode(content).decode(),
        "PIL": Image.open(io.BytesIO(content)),
    }


@pytest.mark.parametrize("name", ["bytes", "path", "text path", "file", "data URL", "PIL"])
def test_every_kind_of_source_is_read(sources: Any, name: Any) -> None:
    payload = GenerationParams("a cat", width=100, height=100, reference_image=sources[name]).to_payload()
    head, picture = decoded(payload["reference_image"])
    assert head == "data:image/jpeg;base64"
    assert picture.size == (100, 50)


def test_a_photo_is_turned_upright_and_loses_what_it_says_about_its_owner(make_picture: MakeImage) -> None:
    exif = build_exif(Exif("secret place", "secret phone", orientation=6))
    photo = make_picture("JPEG", (40, 20), exif=b"Exif\0\0" + exif)
    reference = prepare_reference(photo, 500, 500)
    _, picture = decoded(reference.data_url)
    assert picture.size == (reference.width, reference.height) == (20, 40)
    assert b"secret" not in base64.b64decode(reference.data_url.partition(",")[2])
    assert not picture.getexif()


def test_small_pictures_are_not_scaled_up_and_transparency_is_kept(make_picture: MakeImage) -> None:
    reference = prepare_reference(make_picture("PNG", (10, 8), "RGBA"), 500, 500)
    head, picture = decoded(reference.data_url)
    assert head == "data:image/png;base64"
    assert (picture.size, picture.mode) == ((10, 8), "RGBA")


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK"])
def test_odd_modes_are_converted(make_picture: MakeImage, mode: Any) -> None:
    format_ = "JPEG" if mode == "CMYK" else "PNG"
    _, picture = decoded(prepare_reference(make_picture(format_, mode=mode), 500, 500).data_url)
    assert picture.mode == "RGB"


def test_the_picture_given_is_left_as_it_was(make_picture: MakeImage) -> None:
    with Image.open(io.BytesIO(make_picture("PNG", (400, 200)))) as picture:
        picture.load()
        prepare_reference(picture, 10, 10)
        assert picture.size == (400, 200)


@pytest.mark.parametrize(
    "source",
    [b"", b"not a picture", "/no/such/file.png", "data:image/png;base64,!!!", "data:image/png;base64,AAAA",
     io.StringIO("text"), b"\x89PNG\r\n\x1a\n" + b"\0" * 50],
)  # fmt: skip
def test_what_cannot_be_read_is_named(source: Any) -> None:
    with pytest.raises(InvalidParams, match="reference_image cannot be used") as caught:
        GenerationParams("a cat", reference_image=source).with_reference()
    assert caught.value.problems[0].code == "unreadable"


def test_it_is_prepared_once_and_nothing_is_sent_if_it_cannot_be(both: Both, make_picture: MakeImage) -> None:
    params = GenerationParams("a cat", reference_image=make_picture()).with_reference()
    assert params.with_reference() is params
    image = both.generate(params)
    assert image.params.reference_image is params.reference_image
    assert both.service.bodies("/txt2img")[0]["reference_image"] == params.reference_image.data_url
    sent = len(both.service.requests)
    with pytest.raises(InvalidParams):
        both.generate("a cat", reference_image=b"nothing")
    with pytest.raises(InvalidParams):
        both.events("a cat", reference_image=b"nothing")
    assert len(both.service.requests) == sent


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P"])
def test_strips_leave_no_seam(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scaled picture is the one that Pillow makes of the whole, whatever the strips."""
    noise = Image.effect_noise((300, 410), 90).resize((600, 820)).convert(mode)
    monkeypatch.setattr(module, "_STRIP", 600 * 7)
    for side in (820, 600, 500):
        made = decoded(prepare_reference(noise, side, side).data_url)[1].convert("RGB")
        whole = noise.convert("RGBA" if mode == "RGBA" else "RGB").resize(made.size, Image.Resampling.LANCZOS)
        difference = ImageChops.difference(made, whole.convert("RGB")).convert("L")
        rows = [ImageStat.Stat(difference.crop((0, y, made.width, y + 1))).mean[0] for y in range(made.height)]
        assert max(rows) < 6, rows  # which JPEG makes
        assert mode != "RGBA" or max(rows) < 0.1


def test_a_photo_of_a_phone_is_decoded_at_a_fraction_of_its_size() -> None:
    """Many phones write MPO: a JPEG with another one behind it."""
    file = io.BytesIO()
    frame = Image.new("RGB", (800, 600), "red")
    frame.save(file, "MPO", save_all=True, append_images=[frame])
    assert prepare_reference(file.getvalue(), 100, 100, max_decoded=4 * 200 * 150).width == 100


def test_sixteen_bits_of_grey_do_not_become_white() -> None:
    file = io.BytesIO()
    Image.new("I;16", (8, 8), 0x4000).save(file, "PNG")
    _, picture = decoded(prepare_reference(file.getvalue(), 8, 8).data_url)
    assert abs(picture.getpixel((4, 4))[0] - 0x40) <= 2


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no file without end")
def test_a_file_without_end_is_not_read_to_its_end() -> None:
    with pytest.raises(InvalidParams, match="larger than 64 MB"):
        GenerationParams("a cat", reference_image="/dev/zero").with_reference()


def test_what_is_wrong_with_a_reference_image_is_told(make_picture: MakeImage) -> None:
    bomb = bytearray(make_picture("PNG"))
    bomb[16:24] = struct.pack(">II", 20_000, 20_000)
    bomb[29:33] = struct.pack(">I", zlib.crc32(bomb[12:29]))
    for source, told in ((bytes(bomb), "far too many pixels"), (io.StringIO("text"), "not opened in binary mode")):
        with pytest.raises(InvalidParams, match=told):
            GenerationParams("a cat", reference_image=source).with_reference()  # type: ignore[arg-type]
