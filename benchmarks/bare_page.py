"""A Gradio page without anything of ours, to measure ours beside: `python -m benchmarks.bare_page --port N [--kinds]`.

Without `--kinds` it is the least that asks for a prompt: a text box and a button. With it, the page has one of each
kind of component that the playground shows, each with a label, as Gradio makes it.
"""

from __future__ import annotations

import argparse
import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported: no measurement calls home

import gradio as gr


def build(*, kinds: bool) -> gr.Blocks:
    """Make the page; `kinds` asks for one component of each kind."""
    with gr.Blocks(title="A bare page", analytics_enabled=False) as page:
        prompt = gr.Textbox(label="Prompt", placeholder="a cat")
        if kinds:
            gr.HTML("<p>Some words</p>")
            with gr.Row(), gr.Column():
                gr.Radio(["1:1", "3:2"], value="1:1", label="Shape")
                gr.Number(512, label="Width")
            with gr.Accordion("More", open=True):
                gr.Image(label="Reference image", sources=["upload", "clipboard"])
                gr.Slider(0, 100, value=30, label="Strength")
                gr.Dropdown(["one", "two"], value="one", label="Model")
                gr.Checkbox(label="Seamless texture")
            gr.File(label="A picture")
        gr.Button("Generate", variant="primary").click(lambda text: text, prompt, prompt)
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--kinds", action="store_true", help="one component of each kind that the playground shows")
    asked = parser.parse_args()
    build(kinds=asked.kinds).launch(server_name="127.0.0.1", server_port=asked.port, quiet=True, ssr_mode=False)


if __name__ == "__main__":
    main()
