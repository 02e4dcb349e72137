"""The named endpoints for programs, which `gradio_client` calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import gradio as gr
from gradio.components import Component

from imagelabs_client import EngineInfo, GeneratedImage, GenerationParams, ImageLabsError, InvalidParams
from imagelabs_client.parameters import PARAMETERS, Parameter, params_as_json
from playground.admission.addresses import owner_of
from playground.admission.admission import Admission, TooMuchError
from playground.backends import Backend
from playground.desks.generation import save_painting
from playground.events import UNCHECKED, path_in
from playground.files import PictureStore
from playground.form.form import read_params
from playground.form.page_limits import length_problem
from playground.form.references import References
from playground.in_process_address import without_address
from playground.info.facts import TooLargeError
from playground.result import narration
from playground.texts import texts_for

# What `/generate` takes by place, in this order: programs rely on it. The other parameters go by name.
_BY_PLACE = ("prompt", "negative_prompt", "width", "height", "seed", "subseed", "reference_image")
_BY_NAME = tuple(name for name, row in PARAMETERS.items() if name not in _BY_PLACE and row.kind != "mapping")
GENERATE_PARAMETERS = (*_BY_PLACE, *_BY_NAME)


class Endpoints:
    """The endpoints. Their errors reach programs as one message, without a traceback."""

    def __init__(self, backend: Backend, store: PictureStore, admission: Admission, references: References) -> None:
        """Add the endpoints to the surrounding Blocks; `admission` is asked before each call."""
        self._backend = backend
        self._store = store
        self._admission = admission
        self._references = references
        self._sandbox = references.sandbox
        self._add(
            self.generate,
            inputs=[_input(PARAMETERS[name]) for name in _BY_PLACE],
            named={name: _input(PARAMETERS[name]) for name in _BY_NAME},
            outputs=[
                gr.Image(label="the PNG file with its parameters inside", type="filepath", visible=False),
                gr.JSON(label="the parameters with their seeds, and what the engine reports", visible=False),
            ],
        )
        self._add(
            self.upgrade_prompt,
            inputs=[gr.Textbox(label="what to paint", visible=False)],
            outputs=[gr.Textbox(label="the improved prompt", visible=False)],
        )
        self._add(
            self.read_metadata,
            inputs=[gr.File(label="a PNG, JPEG or WebP file", visible=False)],
            outputs=[gr.JSON(label="source, parameters and other metadata", visible=False)],
        )

    @staticmethod
    def _add(
        endpoint: Callable[..., Any],
        inputs: list[Component],
        outputs: list[Component],
        named: Mapping[str, Component] | None = None,
    ) -> None:
        """Add an endpoint. Hidden components give it types, defaults and descriptions."""
        gr.Button(visible=False).click(
            endpoint,
            inputs,
            outputs,
            inputs_kwargs=dict(named or {}),
            api_name=endpoint.__name__,
            show_progress="hidden",
            concurrency_limit=None,
            **UNCHECKED,
        )

    async def generate(
        self,
        prompt: str,
        negative_prompt: str = "",
        width: int = 1152,
        height: int = 896,
        seed: str = "",
        subseed: str = "",
        reference_image: Mapping[str, Any] | None = None,
        request: gr.Request | None = None,
        **more: Any,
    ) -> tuple[str, dict[str, Any]]:
        """Paint a picture from words, in English or Russian."""
        owner = owner_of(request)
        with self._answering(request):
            params = read_params(
                {
                    "prompt": prompt,
                    "negative_prompt": negative_prompt,
                    "width": width,
                    "height": height,
                    "seed": seed,
                    "subseed": subseed,
                    "reference_image": path_in(reference_image),
                    **more,
                }
            )
            [params] = await self._references.prepared([params], owner)
            with self._admission.pictures(owner, [params]):
                task = await self._backend.submit(params, owner=owner)
                image = await task.result()
            painting = await save_painting(image, params, self._store, owner)
        return str(painting.file), _report(image, params)

    async def upgrade_prompt(self, prompt: str, request: gr.Request | None = None) -> str:
        """Make a prompt richer."""
        with self._answering(request):
            problem = length_problem(PARAMETERS["prompt"], prompt)
            if problem is not None:
                raise InvalidParams.listing([problem])
            GenerationParams(prompt=prompt)  # raises what else is wrong with it
            self._admission.spend("improvements_per_minute", owner_of(request))
            return await self._backend.client.upgrade_prompt(prompt)

    async def read_metadata(self, file: Mapping[str, Any], request: gr.Request | None = None) -> dict[str, Any]:
        """Read the parameters that a picture file carries: ours, or those of Stable Diffusion web UIs."""
        with self._answering(request):
            try:
                return dict(await self._sandbox.metadata(path_in(file) or "", owner_of(request)))
            except OSError as error:
                raise gr.Error(texts_for(request)("info.unreadable"), print_exception=False) from error

    @contextmanager
    def _answering(self, request: gr.Request | None) -> Iterator[None]:
        """Take one of the places that a visitor has for calls; errors become messages without a traceback."""
        try:
            with self._admission.hold("calls", owner_of(request)):
                yield
        except TooLargeError as error:
            raise gr.Error(texts_for(request)("info.too_large"), print_exception=False) from error
        except TooMuchError as error:
            raise gr.Error(narration.too_much_line(error, texts_for(request)), print_exception=False) from error
        except ImageLabsError as error:
            message = without_address(str(error), self._backend.name(texts_for(None)))
            raise gr.Error(message, print_exception=False) from error


def _input(row: Parameter) -> Component:
    """Make the hidden component that gives a parameter its type, its default and its description."""
    match row.kind:
        case "boolean":
            return gr.Checkbox(bool(row.default), label=row.description, visible=False)
        case "integer" | "number":
            precision = 0 if row.kind == "integer" else None
            return gr.Number(row.default, label=row.description, precision=precision, visible=False)
        case "image":
            return gr.Image(type="filepath", label=row.description, visible=False)
        case "seed":
            return gr.Textbox("", label=f"{row.description}; as text", visible=False)
        case _:
            empty = None if row.name == "prompt" else ""
            return gr.Textbox(str(row.default) if row.default else empty, label=row.description, visible=False)


def _params(params: GenerationParams) -> dict[str, Any]:
    """Return the parameters that fit into JSON; seeds are text, because JavaScript rounds large numbers."""
    values = params_as_json(params)
    return {name: values[name] for name, row in PARAMETERS.items() if row.is_plain}


def _engine(engine: EngineInfo | None) -> str | None:
    return None if engine is None else str(engine)


def _report(image: GeneratedImage, params: GenerationParams) -> dict[str, Any]:
    return _params(params) | {
        "engine": _engine(image.engine),
        "elapsed": round(image.elapsed, 3),
        "recognised": list(image.recognised),
        "unrecognised": list(image.unrecognised),
        "task_id": image.task_id,
    }
