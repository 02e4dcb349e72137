"""Any picture tells what it can, and a hostile one gets a sentence, never a traceback."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from imagelabs_client import GeneratedImage, GenerationParams
from imagelabs_client.images import MAX_IMAGE_BYTES
from playground.info.facts import ImageFacts, TooLargeError, read_facts
from playground.info.foreign_metadata import read_foreign
from playground.info.tab import render_facts
from playground.texts import languages

A1111 = (
    "a <b>cat</b>\nNegative prompt: text\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5, Size: 512x768, "
    "Model: dream"
)
FOOOCUS = {
    "base_model": "juggernautXL", "full_prompt": ["a cat", "cinematic"], "guidance_scale": 4, "negative_prompt": "",
    "prompt": "a cat", "resolution": "(1152, 896)", "seed": "4711", "steps": 30, "styles": "['Fooocus V2']",
}  # fmt: skip
KSAMPLER = {
    "3": {
        "class_type": "KSampler",
        "inputs": {
            "seed": 99, "steps": 20, "cfg": 8, "sampler_name": "euler", "scheduler": "normal", "model": ["4", 0],
            "positive": ["10", 0], "negative": ["10", 1], "latent_image": ["5", 0],
        },
    },
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sdxl.safetensors"}},
    "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 832, "height": 1216, "batch_size": 1}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": ["11", 0], "clip": ["4", 1]}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "watermark", "clip": ["4", 1]}},
    "10": {"class_type": "ControlNetApplyAdvanced", "inputs": {"positive": ["6", 0], "negative": ["7", 0]}},
    "11": {"class_type": "PrimitiveString", "inputs": {"value": "a cat on a windowsill"}},
}  # fmt: skip
CUSTOM = {
    "13": {
        "class_type": "SamplerCustomAdvanced",
        "inputs": {"noise": ["25", 0], "guider": ["22", 0], "sampler": ["16", 0], "sigmas": ["17", 0],
                   "latent_image": ["27", 0]},
    },
    "16": {"class_type": "KSamplerSelect", "inputs": {"sampler_name": "euler"}},
    "17": {"class_type": "BasicScheduler", "inputs": {"scheduler": "simple", "steps": 4, "model": ["12", 0]}},
    "12": {"class_type": "UNETLoader", "inputs": {"unet_name": "flux1-schnell"}},
    "22": {"class_type": "BasicGuider", "inputs": {"model": ["12", 0], "conditioning": ["26", 0]}},
    "26": {"class_type": "FluxGuidance", "inputs": {"guidance": 3.5, "conditioning": ["6", 0]}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a fox", "clip": ["11", 0]}},
    "25": {"class_type": "RandomNoise", "inputs": {"noise_seed": 7}},
    "27": {"class_type": "EmptySD3LatentImage", "inputs": {"width": 1024, "height": 1024}},
}  # fmt: skip


def png(**texts: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    for keyword, text in texts.items():
        info.add_itxt(keyword, text)
    file = io.BytesIO()
    Image.new("RGB", (8, 6)).save(file, "PNG", pnginfo=info)
    return file.getvalue()


def facts_of(content: bytes, folder: Path) -> ImageFacts:
    (folder / "picture").write_bytes(content)
    return read_facts(folder / "picture")


def ours(form: str, kind: str = "procedural") -> bytes:
    from imagelabs_client import EngineInfo

    params = GenerationParams("кот", width=64, height=64, seed=2**60 + 1, subseed=2, tiling=True)
    image = GeneratedImage("", "t", params, png(), "image/png", 1.5, engine=EngineInfo("painter", "1.0", kind))
    return image.encode(form)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_our_own_pictures_give_everything_back(form: str, tmp_path: Path) -> None:
    facts = facts_of(ours(form), tmp_path)
    assert (facts.program, facts.usable, facts.mark) == ("imagelabs", True, "algorithmicMedia")
    assert facts.values["prompt"] == "кот"
    assert facts.values["seed"] == str(2**60 + 1)
    assert facts.values["tiling"] == "true"


def test_only_what_a1111_states_is_taken(tmp_path: Path) -> None:
    facts = facts_of(png(parameters=A1111), tmp_path)
    assert facts.program == "a1111"
    assert dict(facts.values) == {
        "prompt": "a <b>cat</b>", "negative_prompt": "text", "model": "dream", "width": "512", "height": "768",
        "seed": "5",
    }  # fmt: skip
    assert dict(facts.fields) == {"Steps": "20", "Sampler": "Euler a", "CFG scale": "7"}
    unsized = facts_of(png(parameters="a cat\nSteps: 20, Sampler: Euler, Seed: 5"), tmp_path)
    assert "width" not in unsized.values
    huge = facts_of(png(parameters=A1111.replace("512x768", "4096x4096")), tmp_path)
    assert "width" not in huge.values
    assert huge.fields["Size"] == "4096x4096"


def test_fooocus_is_read_from_png_and_from_exif(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = json.dumps(FOOOCUS).encode()
    file = io.BytesIO()
    Image.new("RGB", (8, 6)).save(file, "JPEG", exif=exif)
    for content in (png(parameters=json.dumps(FOOOCUS)), file.getvalue()):
        facts = facts_of(content, tmp_path)
        assert facts.program == "fooocus"
        assert dict(facts.values) == {
            "prompt": "a cat", "model": "juggernautXL", "width": "1152", "height": "896", "seed": "4711",
        }  # fmt: skip
        assert facts.fields["styles"] == "['Fooocus V2']"


def test_fooocus_is_known_by_its_version_where_it_writes_the_text_of_web_uis(tmp_path: Path) -> None:
    text = "a cat\nNegative prompt: dog\nSteps: 30, Seed: 4711, Size: 8x6, Version: Fooocus v2.5.5"
    facts = facts_of(png(parameters=text, fooocus_scheme="a1111"), tmp_path)
    assert (facts.program, facts.values["seed"]) == ("fooocus", "4711")


def test_comfyui_is_followed_through_its_graph(tmp_path: Path) -> None:
    facts = facts_of(png(prompt=json.dumps(KSAMPLER), workflow="{}"), tmp_path)
    assert facts.program == "comfyui"
    assert dict(facts.values) == {
        "prompt": "a cat on a windowsill", "negative_prompt": "watermark", "model": "sdxl.safetensors",
        "width": "832", "height": "1216", "seed": "99",
    }  # fmt: skip
    assert facts.fields["Sampler"] == "euler"
    custom = facts_of(png(prompt=json.dumps(CUSTOM)), tmp_path)
    assert custom.values["prompt"] == "a fox"
    assert (custom.values["seed"], custom.values["width"]) == ("7", "1024")
    assert custom.fields["Steps"] == "4"


def test_comfyui_in_webp_and_a_graph_that_runs_in_circles(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0110] = "prompt:" + json.dumps(KSAMPLER)
    file = io.BytesIO()
    Image.new("RGB", (8, 6)).save(file, "WEBP", exif=exif)
    assert facts_of(file.getvalue(), tmp_path).values["prompt"] == "a cat on a windowsill"
    circle = {"1": {"class_type": "KSampler", "inputs": {"positive": ["1", 0], "negative": ["1", 0]}}}
    assert facts_of(png(prompt=json.dumps(circle)), tmp_path).usable is False


def test_what_the_form_cannot_take_is_told_and_not_taken(tmp_path: Path) -> None:
    graph = json.loads(json.dumps(KSAMPLER))
    graph["3"]["inputs"]["seed"] = 2**64 - 1
    facts = facts_of(png(prompt=json.dumps(graph)), tmp_path)
    assert "seed" not in facts.values
    assert facts.fields["seed"] == str(2**64 - 1)


def test_marks_of_ai_are_told_with_and_without_credentials(tmp_path: Path) -> None:
    assert facts_of(ours("PNG", "neural"), tmp_path).mark == "trainedAlgorithmicMedia"
    plain = facts_of(png(), tmp_path)
    assert (plain.mark, plain.has_credentials, plain.program) == (None, False, None)
    box = bytes.fromhex("63327061001100108000") + bytes.fromhex("00aa00389b71")
    words = b"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    signed = facts_of(png(note="x") + box + words, tmp_path)
    assert (signed.mark, signed.has_credentials) == ("trainedAlgorithmicMedia", True)


def test_a_file_larger_than_any_picture_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.png").open("wb") as file:
        file.truncate(MAX_IMAGE_BYTES + 1)
    with pytest.raises(TooLargeError):
        read_facts(tmp_path / "big.png")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.sampled_from(["3", "6"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["3", "6", "inputs", "class_type", "positive", "text", "seed", "latent_image", "prompt"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(json_values, json_values)
def test_whatever_strangers_wrote_is_read_without_a_fault(graph: Any, record: Any) -> None:
    read_foreign(png(prompt=json.dumps(graph), parameters=json.dumps(record)), json.dumps(record))
    node = {"class_type": "KSampler", "inputs": {"positive": graph, "negative": record, "seed": record}}
    read_foreign(png(prompt=json.dumps({"3": node, "6": {"class_type": "x", "inputs": {"text": graph}}})), None)
    read_foreign(png(), json.dumps({"base_model": graph, "seed": record, "resolution": graph, "prompt": record}))


@given(st.data())
def test_a_damaged_picture_is_named_as_such(data: st.DataObject) -> None:
    content = bytearray(ours(data.draw(st.sampled_from(["PNG", "JPEG", "WEBP"]))))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read_foreign(bytes(content[: data.draw(st.integers(0, len(content)))]), None)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_card_escapes_every_text(language: str, tmp_path: Path) -> None:
    texts = languages()[language]
    nasty = "<script>alert(1)</script>\" onerror='x'"
    card = render_facts(facts_of(png(parameters=A1111.replace("cat", nasty)), tmp_path), "/file", texts)
    assert "<script" not in card
    assert "<b>" not in card
    assert texts("info.use") in card
    assert texts("info.unmarked") in card


@pytest.mark.anyio
@pytest.mark.parametrize("content", [b"", b"<html>", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"%PDF-1.4", b"\0" * 1000])
async def test_what_is_no_picture_gets_a_sentence(content: bytes, tmp_path: Path, page_info: Any) -> None:
    (tmp_path / "x.png").write_bytes(content)
    request = SimpleNamespace(headers={"accept-language": "ru"}, query_params={}, username=None, client=None)
    assert "Это не картинка" in await page_info.show({"path": str(tmp_path / "x.png")}, request)
    assert await page_info.show(None, request) == ""


@pytest.fixture
async def page_info(store: Any) -> Any:
    import gradio as gr

    from playground.admission.admission import Admission
    from playground.context import PageContext
    from playground.form.references import References
    from playground.info.tab import InfoTab
    from playground.sandbox.sandbox import Sandbox

    with gr.Blocks():
        references = References(Sandbox(Admission()), store)
        return InfoTab(PageContext(*([None] * 2), store, *([None] * 2), references, None))  # type: ignore[arg-type]
