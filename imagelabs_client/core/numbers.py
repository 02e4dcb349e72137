"""Parsing of numbers given as text, in command lines, forms, URLs, files and scripts."""

from __future__ import annotations

import re
from typing import Final

MAX_DIGITS: Final = 40  # more than any meaningful number has; `int` takes quadratic time
_WHOLE: Final = re.compile(rf"-?[0-9]{{1,{MAX_DIGITS}}}")
_DECIMAL: Final = re.compile(rf"-?[0-9]{{1,{MAX_DIGITS}}}(?:\.[0-9]{{1,{MAX_DIGITS}}})?")


def parse_whole(text: str) -> int | None:
    """Parse an integer of at most `MAX_DIGITS` ASCII digits, ignoring surrounding spaces; return None if invalid."""
    stripped = text.strip()
    return int(stripped) if _WHOLE.fullmatch(stripped) else None


def parse_decimal(text: str) -> float | None:
    """Parse a decimal number such as 2 or -1.25, ignoring surrounding spaces; return None if invalid.

    Exponents, infinities and underscores are rejected: nobody types them into a form on purpose.
    """
    stripped = text.strip()
    return float(stripped) if _DECIMAL.fullmatch(stripped) else None
