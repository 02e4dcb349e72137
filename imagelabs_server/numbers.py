"""Whole numbers that come as text: from bodies, headers and command lines."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"[0-9]{1,20}")


def parse_whole(text: str) -> int | None:
    """Return a number of 1 to 20 ASCII digits, or None for anything else.

    `int` would also accept signs, underscores, the digits of other scripts, and texts of any length.
    """
    return int(text) if _WHOLE.fullmatch(text) else None
