"""The named endpoints for programs: `gradio_client` and MCP call these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import gradio as gr
from gradio.components import Component

from imagelabs_client import EngineInfo, GeneratedImage, GenerationParams, ImageLabsError
from imagelabs_client.metadata import read_metadata
from imagelabs_client.parameters import PARAMETERS
from playground.backends import Backend
from playground.desks.generation import save_painting
from playground.files import PictureStore
from playground.form.form import default_size, read_params

# What `/generate` takes, in this order; what follows the reference image goes by name.
GENERATE_PARAMETERS = (
    "prompt",
    "negative_prompt",
    "width",
    "height",
    "seed",
    "subseed",
    "reference_image",
    "attention",
    "tiling",
    "reference_image_type",
    "reference_strength",
    "model",
)


class Endpoints:
    """What programs may ask. Errors reach them as one message, without a traceback."""

    def __init__(self, backend: Backend, store: PictureStore) -> None:
        """Add the endpoints to the surrounding Blocks."""
        self._backend = backend
        self._store = store
        width, height = default_size()
        self._add(
            self.generate,
            inputs=[
                gr.Textbox(label="what to paint", visible=False),
                gr.Textbox("", label="what to leave out", visible=False),
                gr.Number(width, label="pixels, 64 to 2048", precision=0, visible=False),
                gr.Number(height, label="pixels, 64 to 2048", precision=0, visible=False),
                gr.Textbox("", label="a whole number as text; empty means random", visible=False),
                gr.Textbox("", label="variation seed: a whole number as text; empty means random", visible=False),
                gr.Image(label="a picture to paint after", type="filepath", visible=False),
            ],
            named={
                "attention": gr.Number(0, label="passed through to the service", precision=0, visible=False),
                "tiling": gr.Checkbox(False, label="a seamless texture", visible=False),
                "reference_image_type": gr.Textbox("", label="passed through to the service", visible=False),
                "reference_strength": gr.Number(30, label="percent, 0 to 100", precision=0, visible=False),
                "model": gr.Textbox("", label="one of the service's models; empty means its own", visible=False),
            },
            outputs=[
                gr.Image(label="the PNG file with its parameters inside", type="filepath", visible=False),
                gr.JSON(label="the parameters, seeds decided, and what the engine told", visible=False),
            ],
        )
        self._add(
            self.upgrade_prompt,
            inputs=[gr.Textbox(label="what to paint", visible=False)],
            outputs=[gr.Textbox(label="the same, said in more detail", visible=False)],
        )
        self._add(
            self.read_metadata,
            inputs=[gr.File(label="a PNG, JPEG or WebP file", visible=False)],
            outputs=[
                gr.JSON(label="whose parameters they are, the parameters, what else the file says", visible=False)
            ],
        )

    @staticmethod
    def _add(
        endpoint: Callable[..., Any],
        inputs: list[Component],
        outputs: list[Component],
        named: Mapping[str, Component] | None = None,
    ) -> None:
        """Add one endpoint; hidden components give it types, defaults, descriptions, and refuse files not uploaded."""
        gr.Button(visible=False).click(
            endpoint,
            inputs,
            outputs,
            inputs_kwargs=dict(named or {}),
            api_name=endpoint.__name__,
            show_progress="hidden",
            concurrency_limit=None,
        )

    async def generate(
        self,
        prompt: str,
        negative_prompt: str = "",
        width: int = 1152,
        height: int = 896,
        seed: str = "",
        subseed: str = "",
        reference_image: str | None = None,
        **more: Any,
    ) -> tuple[str, dict[str, Any]]:
        """Paint a picture from words, in English or Russian."""
        try:
            params = read_params(
                {
                    "prompt": prompt,
                    "negative_prompt": negative_prompt,
                    "width": width,
                    "height": height,
                    "seed": seed,
                    "subseed": subseed,
                    "reference_image": reference_image,
                    **more,
                }
            )
            image = await self._backend.client.generate(params)
            painting = await save_painting(image, params, self._store)
        except ImageLabsError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return str(painting.file), _report(image, params)

    async def upgrade_prompt(self, prompt: str) -> str:
        """Make a prompt richer."""
        try:
            return await self._backend.client.upgrade_prompt(prompt)
        except ImageLabsError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def read_metadata(self, file: str) -> dict[str, Any]:
        """Read the parameters that a picture file carries: ours, or those of Stable Diffusion web UIs."""
        try:
            metadata = read_metadata(file)
        except ImageLabsError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return {
            "source": metadata.source,
            "params": None if metadata.params is None else _params(metadata.params),
            "text": metadata.text,
            "format": metadata.format,
            "width": metadata.width,
            "height": metadata.height,
            "digital_source_type": metadata.digital_source_type,
            "software": metadata.software,
            "engine": _engine(metadata.engine),
        }


def _params(params: GenerationParams) -> dict[str, Any]:
    """Return the parameters that JSON can carry; seeds are text, because JavaScript spoils large numbers."""
    values = {
        name: getattr(params, name) for name, row in PARAMETERS.items() if row.kind in ("text", "integer", "boolean")
    }
    return values | {name: str(values[name]) for name in ("seed", "subseed") if values[name] is not None}


def _engine(engine: EngineInfo | None) -> str | None:
    return None if engine is None else f"{engine.name} {engine.version}".strip()


def _report(image: GeneratedImage, params: GenerationParams) -> dict[str, Any]:
    return _params(params) | {
        "engine": _engine(image.engine),
        "elapsed": round(image.elapsed, 3),
        "recognised": list(image.recognised),
        "unrecognised": list(image.unrecognised),
        "task_id": image.task_id,
    }
