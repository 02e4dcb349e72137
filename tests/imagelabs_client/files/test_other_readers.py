"""Programs that other people wrote read our files, and we read what they write."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import piexif
import piexif.helper
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from sd_parsers import ParserManager
from sd_parsers.data import PromptInfo

from imagelabs_client import EngineInfo, GeneratedImage, GenerationParams, read_metadata
from imagelabs_client.metadata import SOFTWARE

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import MakeImage

ROOT = Path(__file__).resolve().parents[3]
FORMATS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
A1111 = "a cat\nNegative prompt: dogs\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5, Size: 512x768, Model: sd"
formats = pytest.mark.parametrize("format_", FORMATS)


def image_of(content: bytes, params: GenerationParams) -> GeneratedImage:
    engine = EngineInfo("painter", "1.0", "procedural")
    return GeneratedImage("http://x.test/x", "t", params, content, "image/png", 1.0, engine=engine, steps=24)


def parsed(content: bytes) -> PromptInfo:
    found = ParserManager().parse(io.BytesIO(content))
    assert found is not None
    return found


@formats
def test_sd_parsers_reads_every_parameter(make_picture: MakeImage, tmp_path: Path, format_: str) -> None:
    prompt = 'кот "сидит", on\na windowsill 😀'
    params = GenerationParams(prompt, negative_prompt="rain, snow", seed=2**63 - 1, subseed=2, width=64, height=48)
    path = tmp_path / f"x.{FORMATS[format_]}"
    image_of(make_picture(format_), params).save(path)
    found = parsed(path.read_bytes())
    assert found.generator.value == "AUTOMATIC1111"
    assert [text.value for text in found.prompts] == [prompt]
    assert [text.value for text in found.negative_prompts] == ["rain, snow"]
    assert [model.name for model in found.models] == ["painter 1.0"]
    (sampler,) = found.samplers
    assert sampler.name == "painter 1.0"
    assert sampler.parameters == {"steps": "24", "seed": str(2**63 - 1), "cfg_scale": "not stated"}
    assert found.metadata == {"Size": "64x48", "Variation seed": "2", "Version": SOFTWARE}


TEXT = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" \n"), max_size=60)


@given(prompt=TEXT.filter(str.strip), negative=TEXT)
@settings(max_examples=40, deadline=None)
def test_sd_parsers_is_confused_by_no_prompt(prompt: str, negative: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(file, "PNG")
    params = GenerationParams(prompt, negative_prompt=negative, seed=1, subseed=2)
    found = parsed(image_of(file.getvalue(), params).encode())
    (sampler,) = found.samplers
    assert sampler.parameters["seed"] == "1"
    if "Negative prompt:" not in prompt:
        assert [text.value.split() for text in found.prompts] == [prompt.split()]


@pytest.mark.parametrize("format_", ["JPEG", "WEBP"])
def test_piexif_reads_what_we_write(make_picture: MakeImage, tmp_path: Path, format_: str) -> None:
    path = tmp_path / f"x.{FORMATS[format_]}"
    image_of(make_picture(format_), GenerationParams("кот 😀", seed=1, subseed=2)).save(path)
    exif = piexif.load(str(path))
    assert exif["0th"][piexif.ImageIFD.Software] == SOFTWARE.encode()
    assert exif["0th"][piexif.ImageIFD.Orientation] == 1
    text = piexif.helper.UserComment.load(exif["Exif"][piexif.ExifIFD.UserComment])
    assert text == read_metadata(path).text
    assert text.startswith("кот 😀\nSteps: 24, ")


@pytest.mark.parametrize("encoding", ["unicode", "ascii"])
@pytest.mark.parametrize("format_", ["JPEG", "WEBP"])
def test_we_read_what_piexif_writes_as_a1111_has_it_do(
    make_picture: MakeImage, tmp_path: Path, format_: str, encoding: str
) -> None:
    path = tmp_path / f"x.{FORMATS[format_]}"
    path.write_bytes(make_picture(format_))
    comment = piexif.helper.UserComment.dump(A1111, encoding=encoding)
    piexif.insert(piexif.dump({"Exif": {piexif.ExifIFD.UserComment: comment}}), str(path))
    found = read_metadata(path)
    assert found.source == "a1111"
    assert found.text == A1111
    assert found.params == GenerationParams("a cat", negative_prompt="dogs", model="sd", seed=5, width=512, height=768)


def test_neither_is_needed_to_run() -> None:
    program = (
        "import sys; sys.modules['piexif'] = sys.modules['sd_parsers'] = None; "
        "import imagelabs_client.cli.main, imagelabs_client.g4f_provider, imagelabs_client.metadata; "
        "from imagelabs_client import *"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
