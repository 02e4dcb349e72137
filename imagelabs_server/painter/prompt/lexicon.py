"""The words that the painter knows, from the files in data/."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any


def _load(name: str) -> dict[str, Any]:
    text = resources.files("imagelabs_server.painter").joinpath(f"data/{name}.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def lexicon() -> dict[str, Any]:
    """All words that name no subject, by section and concept, and where kinds of subjects are at home."""
    return _load("lexicon")


@cache
def subject_entries() -> dict[str, Any]:
    """The subjects' words; what else is known of a subject stands above its drawing."""
    return _load("subjects")
