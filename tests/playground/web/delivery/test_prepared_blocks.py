"""Components are described once, and not again for every session."""

from __future__ import annotations

import functools

import gradio as gr
import pytest
from gradio.state_holder import SessionState

from playground.web.delivery.prepared_blocks import prepare_blocks
from tests.hostile.measures import lines_run_by

pytestmark = pytest.mark.anyio


@pytest.fixture
async def demo(anyio_backend: str) -> gr.Blocks:
    with gr.Blocks() as demo:
        with gr.Row():
            gr.Textbox("a cat", label="prompt", info="what to paint")
            gr.HTML("<p>nothing</p>")
        gr.Dropdown(["one", "two"], value="one")
        gr.State([1])
    return demo


def described(demo: gr.Blocks) -> object:
    return SessionState(demo).config_values


async def test_they_are_described_as_gradio_does_it(demo: gr.Blocks) -> None:
    before, page = described(demo), demo.get_config_file()
    prepare_blocks(demo)
    assert described(demo) == before
    assert demo.get_config_file() == page


async def test_what_changes_in_one_session_changes_in_no_other(demo: gr.Blocks) -> None:
    prepare_blocks(demo)
    first, second = SessionState(demo), SessionState(demo)
    [number] = (number for number, block in demo.blocks.items() if isinstance(block, gr.Textbox))
    first.config_values[number]["props"]["value"] = "a dog"
    assert second.config_values[number]["props"]["value"] == "a cat"
    first[number] = gr.Textbox("a cow", label="another", render=False)
    assert first.blocks_config.config_for_block(number, [], first[number])["props"]["label"] == "another"
    assert SessionState(demo).config_values[number]["props"] == second.config_values[number]["props"]


async def test_a_session_costs_a_fraction_of_what_it_did(demo: gr.Blocks) -> None:
    work = functools.partial(described, demo)
    before = lines_run_by(work)
    prepare_blocks(demo)
    assert lines_run_by(work) < before / 4
