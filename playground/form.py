"""The left side of the page: what to paint. One object keeps the components and turns their values into parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import gradio as gr

from imagelabs_client import GenerationParams, InvalidParams
from imagelabs_client.errors import Problem
from imagelabs_client.parameters import PARAMETERS
from playground.texts import label

MIN_SIDE = 64  # pixels: below this no engine has anything to show

# Shapes to click, each with its exact proportions and about a megapixel.
SHAPES: Mapping[str, tuple[int, int]] = {
    "1:1": (1024, 1024),
    "9:7": (1152, 896),
    "3:2": (1248, 832),
    "16:9": (1280, 720),
    "2:3": (832, 1248),
    "9:16": (720, 1280),
}

_SHAPES_JS = json.dumps({name: list(size) for name, size in SHAPES.items()})
_NAME_OF_SIZE_JS = f"(w, h) => Object.entries({_SHAPES_JS}).find(([_, s]) => s[0] === w && s[1] === h)?.[0] ?? null"
_SIZE_OF_NAME_JS = f"(name, w, h) => ({_SHAPES_JS})[name] ?? [w, h]"
_SWAP_JS = f"(w, h) => {{ const name = {_NAME_OF_SIZE_JS}; return [h, w, name(h, w)]; }}"


class Form:
    """The form's components, as attributes named after the parameters."""

    def __init__(self) -> None:
        """Build the form into the surrounding Blocks."""
        width, height = default_size()
        with gr.Column(elem_id="form", scale=1, min_width=280):
            self.prompt = gr.Textbox(
                label=label("parameters.prompt"),
                placeholder=label("form.prompt_hint"),
                lines=3,
                max_lines=8,
                autofocus=True,
                elem_id="prompt",
            )
            self.negative_prompt = gr.Textbox(
                label=label("parameters.negative_prompt"),
                placeholder=label("form.negative_prompt_hint"),
                lines=1,
                max_lines=4,
                elem_id="negative_prompt",
            )
            self.shape = gr.Radio(
                list(SHAPES),
                value=next(name for name, size in SHAPES.items() if size == (width, height)),
                label=label("form.shape"),
                elem_id="aspect",
            )
            with gr.Row(elem_id="sizes", equal_height=True):
                self.width = gr.Number(
                    width, label=label("parameters.width"), precision=0, min_width=80, elem_id="width"
                )
                self.swap = gr.Button(label("form.swap"), size="sm", min_width=40, elem_id="swap")
                self.height = gr.Number(
                    height, label=label("parameters.height"), precision=0, min_width=80, elem_id="height"
                )
            with gr.Column(elem_id="seeds"):
                self.seed = gr.Textbox(
                    label=label("parameters.seed"),
                    placeholder=label("form.random_hint"),
                    max_lines=1,
                    min_width=120,
                    elem_id="seed",
                )
                with gr.Row(elem_id="seed_tools"):
                    self.random = gr.Button(label("form.random"), size="sm", min_width=40, elem_id="random")
                    self.reuse = gr.Button(label("form.reuse"), size="sm", min_width=40, elem_id="reuse")
            with gr.Accordion(label("form.more"), open=False, elem_id="more"):
                self.subseed = gr.Textbox(
                    label=label("parameters.subseed"),
                    info=label("form.subseed_info"),
                    placeholder=label("form.random_hint"),
                    max_lines=1,
                    elem_id="subseed",
                )
            self.generate = gr.Button(label("form.generate"), variant="primary", elem_id="generate")
            self.stop = gr.Button(label("form.stop"), variant="primary", visible=False, elem_id="stop")
            self._take = gr.Button(visible="hidden", elem_id="take")  # pressed by window.playground.useParameters
        self.fields: dict[str, Any] = {
            name: getattr(self, name) for name in ("prompt", "negative_prompt", "width", "height", "seed", "subseed")
        }
        self._wire()

    @property
    def inputs(self) -> set[gr.components.Component]:
        """The components whose values make the parameters."""
        return set(self.fields.values())

    def read(self, values: Mapping[Any, Any]) -> GenerationParams:
        """Turn the values of `inputs`, keyed by component, into parameters with their seeds decided.

        Raises:
            InvalidParams: listing everything that cannot be painted.
        """
        return read_params({name: values[component] for name, component in self.fields.items()})

    def _wire(self) -> None:
        """Connect what needs no server."""
        browser_only: dict[str, Any] = {"fn": None, "api_visibility": "private", "show_progress": "hidden"}
        sides = [self.width, self.height]
        self.shape.input(inputs=[self.shape, *sides], outputs=sides, js=_SIZE_OF_NAME_JS, **browser_only)
        for side in sides:
            side.input(inputs=sides, outputs=self.shape, js=_NAME_OF_SIZE_JS, **browser_only)
        self.swap.click(inputs=sides, outputs=[*sides, self.shape], js=_SWAP_JS, **browser_only)
        self.random.click(outputs=[self.seed, self.subseed], js="() => ['', '']", **browser_only)
        self.wire_reuse(self.reuse)
        defaults = json.dumps({name: component.value for name, component in self.fields.items()})
        self._take.click(
            outputs=[*self.fields.values(), self.shape],
            js=f"() => window.playground.taken({defaults}, {_NAME_OF_SIZE_JS})",
            **browser_only,
        )

    def wire_reuse(self, button: gr.Button) -> None:
        """Make a button fill in the seeds of the picture that is shown; without one it changes nothing."""
        seeds: list[Any] = [self.seed, self.subseed]
        button.click(
            fn=None,
            inputs=seeds,
            outputs=seeds,
            js="(...seeds) => window.playground.shownSeeds() ?? seeds",
            api_visibility="private",
            show_progress="hidden",
        )


def read_params(values: Mapping[str, Any]) -> GenerationParams:
    """Turn what was typed into parameters with their seeds decided; seeds are text, and empty means random.

    Raises:
        InvalidParams: listing everything that cannot be painted.
    """
    fields = {name: _seed(value) if name in ("seed", "subseed") else value for name, value in values.items()}
    fields = {
        name: "" if value is None and PARAMETERS[name].kind == "text" else value for name, value in fields.items()
    }
    small = [
        Problem(side, "too_small", f"{side} is {fields[side]}, and the least is {MIN_SIDE}", MIN_SIDE)
        for side in ("width", "height")
        if isinstance(fields.get(side), int) and fields[side] < MIN_SIDE
    ]
    try:
        params = GenerationParams(**fields)
    except InvalidParams as error:
        named = {problem.parameter for problem in small}
        problems = [problem for problem in error.problems if problem.parameter not in named]
        raise InvalidParams.listing([*problems, *small]) from None
    if small:
        raise InvalidParams.listing(small)
    return params.with_seeds()


def default_size() -> tuple[int, int]:
    """Return width and height of a picture for which nobody chose them, pixels."""
    width, height = (int(PARAMETERS[side].default or MIN_SIDE) for side in ("width", "height"))
    return width, height


def _seed(value: str | int | None) -> Any:
    """Read a seed: a number, None for random, or the text as it is so that validation can name it."""
    if value is None or isinstance(value, int):
        return value
    text = value.strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.removeprefix("-").isdigit() and len(text) <= 40 else text
