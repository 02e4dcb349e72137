"""The left side of the page: the form. It holds the components, and turns their values into parameters."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import gradio as gr

from imagelabs_client import GenerationParams, InvalidParams
from imagelabs_client.errors import Problem
from imagelabs_client.parameters import PARAMETERS, SEED_LIMIT, SEEDS, Parameter, parse_value
from playground.events import path_in
from playground.form.dynamic_prompts import Wildcards, expand
from playground.form.page_limits import count_problems, length_problem, page_problem
from playground.texts import Texts, label

TOOLS_KEY = "html.tools"  # the tools under the prompt in each language; `Page.translations` writes them
_SLIDER_SPAN = 100  # the widest range for which a slider is precise enough
_SLIDER_STEP = 0.05  # for fractional numbers

# Shapes to click, each with its exact aspect ratio and about one megapixel.
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
    """The form's components, as attributes; `fields` has those of parameters by name."""

    def __init__(self, wildcards: Wildcards) -> None:
        """Build the form into the surrounding Blocks; `wildcards` are for dynamic prompts."""
        self._wildcards = wildcards
        self._models: tuple[str, ...] = ()  # those that the backend offers; the same for every visitor
        with gr.Column(elem_id="form", scale=1, min_width=280):
            self._build_words()
            self._build_size()
            self._build_seed()
            with gr.Accordion(label("form.more"), open=False, elem_id="more"):
                self._build_more()
            self.generate = gr.Button(label("form.generate"), variant="primary", elem_id="generate")
            with gr.Row(elem_id="running"):
                self.stop = gr.Button(label("form.stop"), variant="primary", min_width=40, elem_id="stop")
                self.enqueue = gr.Button(label("form.enqueue"), min_width=40, elem_id="enqueue")
            self.queue = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="queue")
            self._take = gr.Button(visible="hidden", elem_id="take")  # pressed by window.playground.useParameters
        self.fields: dict[str, Any] = {
            name: getattr(self, name) for name, row in PARAMETERS.items() if row.kind != "mapping"
        }
        self._wire()

    def _build_words(self) -> None:
        self.prompt = gr.Textbox(
            label=label("parameters.prompt"),
            placeholder=label("form.prompt_hint"),
            lines=3,
            max_lines=8,
            autofocus=True,
            elem_id="prompt",
        )
        self.tools = gr.HTML(label(TOOLS_KEY), js_on_load=None, apply_default_css=False, elem_id="prompt_tools")
        self.becomes = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="becomes")
        self.negative_prompt = gr.Textbox(
            label=label("parameters.negative_prompt"),
            placeholder=label("form.negative_prompt_hint"),
            lines=1,
            max_lines=4,
            elem_id="negative_prompt",
        )

    def _build_size(self) -> None:
        width, height = default_size()
        self.shape = gr.Radio(
            list(SHAPES),
            value=next(name for name, size in SHAPES.items() if size == (width, height)),
            label=label("form.shape"),
            elem_id="aspect",
        )
        with gr.Row(elem_id="sizes", equal_height=True):
            self.width = _field("width", min_width=80)
            self.swap = gr.Button(label("form.swap"), size="sm", min_width=40, elem_id="swap")
            self.height = _field("height", min_width=80)

    def _build_seed(self) -> None:
        with gr.Row(elem_id="seeds"):
            self.seed = _field("seed")
            # Without bounds, because Gradio would reject a number in English, over the picture, and without saying what
            # else is wrong. The form lists all problems together.
            self.count = gr.Number(1, label=label("parameters.count"), precision=0, min_width=60, elem_id="count")
            with gr.Row(elem_id="seed_tools"):
                self.random = gr.Button(label("form.random"), size="sm", min_width=40, elem_id="random")
                self.reuse = gr.Button(label("form.reuse"), size="sm", min_width=40, elem_id="reuse")

    def _build_more(self) -> None:
        self.subseed = _field("subseed", info=label("form.subseed_info"))
        self.reference_image = gr.Image(
            label=label("parameters.reference_image"),
            placeholder=label("form.reference_hint"),
            sources=["upload", "clipboard"],
            buttons=[],
            height=132,
            elem_id="reference_image",
        )
        self.reference_strength = _field("reference_strength")
        with gr.Row(elem_id="rare"):
            self.reference_image_type = _field("reference_image_type", placeholder=label("form.type_hint"))
            self.attention = _field("attention", min_width=80)
        self.model = gr.Dropdown(
            [], value=None, label=label("parameters.model"), visible=False, allow_custom_value=True, elem_id="model"
        )
        for name, row in PARAMETERS.items():
            if row.is_plain and not hasattr(self, name):  # rows that are not placed by hand
                setattr(self, name, _field(name))

    @property
    def inputs(self) -> set[gr.components.Component]:
        """The components whose values are the parameters and the number of pictures."""
        return {*self.fields.values(), self.count}

    def offered(self, models: Sequence[str], texts: Texts) -> dict[Any, Any]:
        """Return updates that offer the models, if there are several."""
        if models:  # none may only mean that the backend does not answer
            self._models = tuple(models)
        if len(models) < 2:
            return {}
        return {self.model: gr.update(choices=[(texts("form.own_model"), ""), *models], visible=True)}

    @property
    def fillable(self) -> list[Any]:
        """The components that links and scripts can fill in."""
        return [*self._kept.values(), self.shape]

    @property
    def _kept(self) -> dict[str, Any]:
        return self.fields | {"count": self.count}

    def filled(self, values: Mapping[str, Any]) -> dict[Any, Any]:
        """Return the values that fill the form, by component, from values by name; others are the defaults."""
        whole = {name: values.get(name, component.value) for name, component in self._kept.items()}
        size = (whole["width"], whole["height"])
        shape = next((name for name, known in SHAPES.items() if known == size), None)
        return {self._kept[name]: value for name, value in whole.items()} | {self.shape: shape}

    def read(self, values: Mapping[Any, Any]) -> list[GenerationParams]:
        """Turn the values of `inputs`, keyed by component, into the parameters of each picture, seeds decided.

        Raises:
            InvalidParams: listing everything that cannot be painted.
        """
        named = {name: values[component] for name, component in self.fields.items()}
        named["reference_image"] = path_in(named["reference_image"])
        if len(self._models) < 2:
            # The field is hidden. It may still hold a value from another program's file or another copy of the page.
            named["model"] = None
        return [
            params.replace(prompt=expand(params.prompt, params.seed or 0, self._wildcards))
            for params in read_batch(named, _whole(values[self.count]), self._models)
        ]

    def _wire(self) -> None:
        """Connect the events that run in the browser only."""
        browser_only: dict[str, Any] = {"fn": None, "api_visibility": "private", "show_progress": "hidden"}
        sides = [self.width, self.height]
        self.shape.input(inputs=[self.shape, *sides], outputs=sides, js=_SIZE_OF_NAME_JS, **browser_only)
        for side in sides:
            side.input(inputs=sides, outputs=self.shape, js=_NAME_OF_SIZE_JS, **browser_only)
        self.swap.click(inputs=sides, outputs=[*sides, self.shape], js=_SWAP_JS, **browser_only)
        seeds: list[Any] = [self.seed, self.subseed]
        self.random.click(outputs=seeds, js="() => ['', '']", **browser_only)
        self.reuse.click(
            inputs=seeds, outputs=seeds, js="(...seeds) => window.playground.shownSeeds() ?? seeds", **browser_only
        )
        kept = self._kept
        defaults = json.dumps({name: component.value for name, component in kept.items()})
        self._take.click(
            inputs=list(kept.values()),
            outputs=self.fillable,
            js=f"(...values) => window.playground.taken({defaults}, values, {_NAME_OF_SIZE_JS})",
            **browser_only,
        )
        gr.on(
            [component.change for component in kept.values()],
            inputs=list(kept.values()),
            js=f"(...values) => {{ window.playground.remember({json.dumps(list(kept))}, values); }}",
            trigger_mode="multiple",
            **browser_only,
        )


def read_batch(values: Mapping[str, Any], count: Any = 1, models: Collection[str] = ()) -> list[GenerationParams]:
    """Turn what was typed into the parameters of each picture, seeds decided; seeds are text, and empty means random.

    With a seed given, the pictures have it and those that follow it. Where it is known which models there are, no
    other is let through.

    Raises:
        InvalidParams: listing everything that cannot be painted.
    """
    problems = count_problems(count)
    if models and values.get("model") and values["model"] not in models:
        problems.append(Problem("model", "not_offered", "model is not one of those offered here"))
    try:
        first = read_params(values)
    except InvalidParams as error:
        raise InvalidParams.listing([*error.problems, *problems]) from None
    if problems:
        raise InvalidParams.listing(problems)
    seeds = {name: parse_value(PARAMETERS[name], values.get(name)) for name in SEEDS}  # None: open
    batch = [first]
    for step in range(1, count):
        following = None if seeds["seed"] is None else (seeds["seed"] + step) % SEED_LIMIT
        batch.append(first.replace(**seeds | {"seed": following}).with_seeds())
    return batch


def read_params(values: Mapping[str, Any]) -> GenerationParams:
    """Turn what was typed into parameters with their seeds decided; seeds are text, and empty means random.

    Raises:
        InvalidParams: listing everything that cannot be painted.
    """
    long = [problem for name, value in values.items() if (problem := length_problem(PARAMETERS[name], value))]
    if long:
        raise InvalidParams.listing(long)  # before anything else looks at so much text
    fields = {name: _typed(PARAMETERS[name], value) for name, value in values.items()}
    small = [problem for name, value in fields.items() if (problem := page_problem(PARAMETERS[name], value))]
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
    """Return the default width and height of a picture, in pixels."""
    width, height = (int(PARAMETERS[side].default or 0) for side in ("width", "height"))
    return width, height


def _typed(row: Parameter, value: Any) -> Any:
    """Read a field's value; an empty text box is None if the parameter is optional, else ""."""
    if row.kind in ("text", "image") and not value:
        return None if row.optional else ""
    return parse_value(row, _whole(value) if row.kind == "integer" else value)


def _whole(value: Any) -> Any:
    """Return a whole number as one, however JSON has written it; anything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _field(name: str, **options: Any) -> Any:
    """Make the component that suits a parameter's kind and range."""
    row = PARAMETERS[name]
    common: dict[str, Any] = {"label": label(f"parameters.{name}"), "elem_id": name, "min_width": 120} | options
    match row.kind:
        case "boolean":
            return gr.Checkbox(bool(row.default), **common)
        case "seed":
            # A text box, because JavaScript rounds numbers above 2**53.
            return gr.Textbox(placeholder=label("form.random_hint"), max_lines=1, **common)
        case "integer" | "number":
            whole = row.kind == "integer"
            if row.default is not None and row.minimum is not None and row.maximum is not None:
                span = row.maximum - row.minimum
                if span <= _SLIDER_SPAN:
                    step = 1 if whole else _SLIDER_STEP
                    return gr.Slider(row.minimum, row.maximum, value=row.default, step=step, buttons=[], **common)
            return gr.Number(row.default, precision=0 if whole else None, **common)
        case _:
            return gr.Textbox(None if row.optional else str(row.default or ""), max_lines=1, **common)
