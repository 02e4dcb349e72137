"""The words that the painter knows, from the files in data/."""

from __future__ import annotations

from functools import cache
from typing import Any

from imagelabs_server.painter.data import load


@cache
def lexicon() -> dict[str, Any]:
    """All words that name no subject, by section and concept, and where kinds of subjects are at home."""
    return load("lexicon")


@cache
def subject_entries() -> dict[str, Any]:
    """The subjects' words; what else is known of a subject stands above its drawing."""
    return load("subjects")
