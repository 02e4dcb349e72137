"""The address that stands for the service in this process, and that nobody should see."""

from __future__ import annotations

import re
from typing import Final

IN_PROCESS_URL: Final = "http://imagelabs.invalid"  # a name that never resolves: requests stay in this process
_ADDRESS: Final = re.compile(rf"{re.escape(IN_PROCESS_URL)}[^\s'\"]{{0,200}}")


def without_address(message: str, name: str) -> str:
    """Return a message of an error with a name instead of that address, beginning with a capital letter."""
    named = _ADDRESS.sub(lambda _: name, message)
    return named[:1].upper() + named[1:]
