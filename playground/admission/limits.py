"""The table of limits: what one visitor may have at once or in a minute, with defaults for each kind of copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from imagelabs_client.core.numbers import parse_whole

Place = Literal["local", "public", "space"]
Limits: TypeAlias = Mapping[str, int | None]  # by name; None: no limit

UNLIMITED: Final = "none"


@dataclass(frozen=True, slots=True)
class Limit:
    """One row.

    Attributes:
        name: what the setting calls it; it ends in `_per_minute` if it is a rate.
        about: what is counted.
        local: the default where only whoever started the app can open the page; None for no limit.
        public: the default where strangers can.
        space: the default on a Hugging Face Space.
    """

    name: str
    about: str
    local: int | None
    public: int | None
    space: int | None

    @property
    def is_rate(self) -> bool:
        """Whether it counts what happens in a minute, not what there is at once or in a second."""
        return self.name.endswith("_per_minute")


TABLE: Final = (
    Limit("pictures", "pictures on their way or waiting", 400, 40, 24),
    Limit("grids", "grids being painted", 8, 2, 1),
    Limit("calls", "calls of the API being answered", 32, 4, 2),
    Limit("pages", "open pages that are remembered", 500, 100, 50),
    Limit("uploads", "files being uploaded", 32, 4, 2),
    Limit("files", "files being opened", 64, 8, 4),
    Limit("streams", "streams of events kept open", 500, 60, 40),
    Limit("pictures_per_minute", "pictures requested", None, 60, 30),
    Limit("megapixels_per_minute", "megapixels requested", None, 80, 40),
    Limit("messages_per_minute", "clicks, previews and calls of the API", None, 600, 400),
    Limit("improvements_per_minute", "prompts improved", None, 30, 20),
    Limit("uploads_per_minute", "files uploaded", None, 30, 20),
    Limit("upload_megabytes_per_minute", "megabytes uploaded", None, 200, 100),
    Limit("requests_per_minute", "requests of any kind; opening the page takes about ninety", None, 3000, 2000),
    Limit("messages_per_second", "pages, clicks and calls that begin in a second; others wait", None, 20, 20),
    Limit("requests_per_second", "other requests that begin in a second; others wait", None, 100, 100),
    Limit("waiting", "requests that wait for that; more are refused", None, 100, 100),
)
NAMES: Final = frozenset(row.name for row in TABLE)


class LimitsError(ValueError):
    """The setting names no limit, or no number; the message says so."""


def limits_for(place: Place, chosen: str = "") -> Limits:
    """Return every limit by name.

    Args:
        place: the kind of copy, which decides the defaults.
        chosen: the setting, such as `pictures=20, calls=none`.

    Raises:
        LimitsError: the setting cannot be read.
    """
    limits: dict[str, int | None] = {row.name: getattr(row, place) for row in TABLE}
    for part in filter(None, (part.strip() for part in chosen.split(","))):
        name, _, text = (piece.strip() for piece in part.partition("="))
        number = parse_whole(text)
        if name not in NAMES:
            raise LimitsError(f"there is no limit called {name!r}; there are {', '.join(row.name for row in TABLE)}")
        if text != UNLIMITED and (number is None or number < 1):
            raise LimitsError(f"{name} must be a whole number of 1 or more, or {UNLIMITED}, not {text!r}")
        limits[name] = number
    return MappingProxyType(limits)
