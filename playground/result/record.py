"""A finished picture as data for the page's scripts: the detail of `playground:done`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from imagelabs_client import GeneratedImage, GenerationParams
from imagelabs_client.parameters import PARAMETERS
from playground.result.stage import Fact

SPOKEN = tuple(name for name, row in PARAMETERS.items() if row.is_plain)


def params_as_text(params: GenerationParams) -> dict[str, str]:
    """Return the parameters as text, `true` and `false` for switches, open ones left out.

    As text, because JavaScript's numbers spoil seeds above 2**53. A reference image is no text and is left out too.
    """
    values = {name: getattr(params, name) for name in SPOKEN}
    return {name: as_text(value) for name, value in values.items() if value is not None}


def as_text(value: Any) -> str:
    """Return one value as text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def done_record(
    image: GeneratedImage, params: GenerationParams, url: str, filename: str, facts: tuple[Fact, ...]
) -> dict[str, Any]:
    """Return the detail of `playground:done`, except for the link to the same picture.

    Args:
        image: the picture.
        params: what was sent, seeds decided.
        url: address of the PNG file with its parameters inside.
        filename: what the file is called when it is saved.
        facts: what the page shows under it.
    """
    return {
        "taskId": image.task_id,
        "url": url,
        "filename": filename,
        "prompt": params.prompt,
        "params": params_as_text(params),
        "reference": params.reference_image is not None,
        "facts": [{"name": fact.name, "label": fact.label, "value": fact.value} for fact in facts],
        "width": params.width,
        "height": params.height,
        "elapsed": round(image.elapsed, 3),
        "engine": None if image.engine is None else str(image.engine),
        "recognised": list(image.recognised),
        "unrecognised": list(image.unrecognised),
    }


def as_json(record: Mapping[str, Any] | None) -> str:
    """Return a record as JSON for a data attribute, or nothing for none."""
    return "" if record is None else json.dumps(record, ensure_ascii=False)
