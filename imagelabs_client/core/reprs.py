"""Representations that end up in logs and tracebacks: the addresses of pictures may carry signatures."""

from __future__ import annotations

import dataclasses
import re
from typing import Any, Final

_QUERY: Final = re.compile(r"[?#].*", re.DOTALL)
_ADDRESSES: Final = ("url", "preview_url")


class DiscreetRepr:
    """For dataclasses with `repr=False`: shows their fields, addresses without what may be secret in them."""

    __slots__ = ()

    def __repr__(self) -> str:
        fields: tuple[dataclasses.Field[Any], ...] = dataclasses.fields(self)  # type: ignore[arg-type]
        shown = (f"{one.name}={_shown(one.name, getattr(self, one.name))}" for one in fields if one.repr)
        return f"{type(self).__name__}({', '.join(shown)})"


def _shown(name: str, value: object) -> str:
    return repr(_QUERY.sub("?…", value) if name in _ADDRESSES and isinstance(value, str) else value)
