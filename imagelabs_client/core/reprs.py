"""Reprs for logs and tracebacks that hide URL queries, since picture URLs may contain signatures."""

from __future__ import annotations

import dataclasses
import re
from typing import Any, Final

_QUERY: Final = re.compile(r"[?#].*", re.DOTALL)
_URL_FIELDS: Final = ("url", "preview_url")


class DiscreetRepr:
    """Mixin for dataclasses with `repr=False`: shows their fields, with URLs cut at the query."""

    __slots__ = ()

    def __repr__(self) -> str:
        fields: tuple[dataclasses.Field[Any], ...] = dataclasses.fields(self)  # type: ignore[arg-type]
        shown = (f"{field.name}={_field_repr(field.name, getattr(self, field.name))}" for field in fields if field.repr)
        return f"{type(self).__name__}({', '.join(shown)})"


def _field_repr(name: str, value: object) -> str:
    return repr(_QUERY.sub("?…", value) if name in _URL_FIELDS and isinstance(value, str) else value)
