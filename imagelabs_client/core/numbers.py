"""Numbers that come as text: from command lines, forms, addresses, files and scripts."""

from __future__ import annotations

import re
from typing import Final

MAX_DIGITS: Final = 40  # more than any number that means something; `int` takes quadratic time
_WHOLE: Final = re.compile(rf"-?[0-9]{{1,{MAX_DIGITS}}}")
_DECIMAL: Final = re.compile(rf"-?[0-9]{{1,{MAX_DIGITS}}}(?:\.[0-9]{{1,{MAX_DIGITS}}})?")


def parse_whole(text: str) -> int | None:
    """Read a whole number of ASCII digits, spaces around it allowed; None for anything else, or far too many digits."""
    plain = text.strip()
    return int(plain) if _WHOLE.fullmatch(plain) else None


def parse_decimal(text: str) -> float | None:
    """Read a decimal number such as 2 or -1.25, spaces around it allowed; None for anything else.

    No exponents, infinities or underscores: nobody types them into a form by intention.
    """
    plain = text.strip()
    return float(plain) if _DECIMAL.fullmatch(plain) else None
