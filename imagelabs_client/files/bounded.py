"""Texts from strangers' files, inflated and parsed only while they stay small."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any, Final

MAX_JSON: Final = 1 << 20  # bytes, far more than any parameters take
MAX_DEPTH: Final = 100  # levels, so that no later reader or writer of the value runs out of stack


def inflate(data: bytes, limit: int) -> bytes:
    """Decompress zlib data; data that ends too early gives what there is.

    Raises:
        ValueError: it is damaged, or more than `limit` bytes after decompression.
    """
    try:
        text = zlib.decompressobj().decompress(data, limit + 1)  # 0 would mean no limit
    except zlib.error as error:
        raise ValueError("damaged compressed data") from error
    if len(text) > limit:
        raise ValueError(f"more than {limit} bytes after decompression")
    return text


def parse_object(text: str | None, limit: int = MAX_JSON) -> dict[str, Any] | None:
    """Parse a JSON object; return None if it is none, has more than `limit` characters, or is nested too deeply."""
    if not text or len(text) > limit:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):  # ValueError too for numbers of thousands of digits
        return None
    return value if isinstance(value, dict) and _is_shallow(value) else None


def _is_shallow(value: dict[str, Any]) -> bool:
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in _children(node) if child and isinstance(child, (dict, list))]
        if not level:
            return True
    return False


def _children(node: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return node.values() if isinstance(node, dict) else node
