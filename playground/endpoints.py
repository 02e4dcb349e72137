"""The named endpoints for programs: `gradio_client` and MCP call these."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.events import api

from imagelabs_client import EngineInfo, GeneratedImage, GenerationParams, ImageLabsError
from imagelabs_client.metadata import read_metadata
from imagelabs_client.parameters import PARAMETERS
from playground.backends import Backend
from playground.files import PictureStore
from playground.form import read_params
from playground.generation import save_painting


class Endpoints:
    """What programs may ask. Errors reach them as one message, without a traceback."""

    def __init__(self, backend: Backend, store: PictureStore) -> None:
        """Add the endpoints to the surrounding Blocks."""
        self._backend = backend
        self._store = store
        api(self.generate, api_name="generate", concurrency_limit=None)
        api(self.upgrade_prompt, api_name="upgrade_prompt", concurrency_limit=None)
        # A real file component, because only those refuse paths that nobody uploaded.
        file = gr.File(visible=False)
        file.upload(
            self.read_metadata,
            inputs=file,
            outputs=gr.JSON(visible=False),
            api_name="read_metadata",
            api_description=self.read_metadata.__doc__,
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
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Paint a picture from words, in English or Russian.

        Args:
            prompt: what to paint
            negative_prompt: what to leave out
            width: pixels, 64 to 2048
            height: pixels, 64 to 2048
            seed: a whole number as text; empty means random
            subseed: variation seed, likewise

        Returns:
            the PNG file with its parameters inside, and the parameters
        """
        try:
            params = read_params(
                {
                    "prompt": prompt,
                    "negative_prompt": negative_prompt,
                    "width": width,
                    "height": height,
                    "seed": seed,
                    "subseed": subseed,
                }
            )
            image = await self._backend.client.generate(params)
            painting = await save_painting(image, params, self._store)
        except ImageLabsError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return gr.FileData(path=str(painting.file), mime_type="image/png").model_dump(), _report(image, params)

    async def upgrade_prompt(self, prompt: str) -> str:
        """Make a prompt richer.

        Args:
            prompt: what to paint

        Returns:
            the same, said in more detail
        """
        try:
            return await self._backend.client.upgrade_prompt(prompt)
        except ImageLabsError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def read_metadata(self, file: str) -> dict[str, Any]:
        """Read the parameters that a picture file carries: ours, or those of Stable Diffusion web UIs.

        Args:
            file: a PNG, JPEG or WebP file

        Returns:
            whose parameters they are (imagelabs, a1111 or nothing), the parameters, and what else the file says
        """
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
