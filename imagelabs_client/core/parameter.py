"""A row of the table of parameters: all that is known about one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["text", "integer", "number", "boolean", "seed", "image", "mapping"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One row of the table: everything there is to know about a parameter.

    Attributes:
        name: its name in Python and in URLs of the page.
        kind: how it is validated and shown. A "number" may have a fraction. A "seed" is an integer that is chosen at
            random if it is not given, and that is sent as text, because JavaScript cannot represent integers above
            2**53 exactly.
        description: a short English description, for command lines and programs.
        default: the value used if none is given.
        minimum: smallest number allowed, or None.
        maximum: largest number allowed, or None.
        page_minimum: smallest number that the page offers, or None for `minimum`.
        page_length: most characters that the page accepts, as the built-in service does, or None for any number.
        optional: whether None is allowed; the client or the service then chooses the value.
        on_wire: whether it is one of the eleven keys that are always sent. Other parameters are sent only if they are
            given and differ from the default.
        wire_key: its key on the wire, or None for its name.
        metadata_key: its key in the A1111 settings line, or None if it has no key of its own there.
        flag: its command-line option without the dashes, or None for its name.
        in_address: whether a URL of the page can contain it.
        is_axis: whether a grid can vary it.
        only_with: the parameter without which this one has no effect, or None.
    """

    name: str
    kind: Kind
    description: str
    default: Any = None
    minimum: int | float | None = None
    maximum: int | float | None = None
    page_minimum: int | float | None = None
    page_length: int | None = None
    optional: bool = False
    on_wire: bool = False
    wire_key: str | None = None
    metadata_key: str | None = None
    flag: str | None = None
    in_address: bool = True
    is_axis: bool = False
    only_with: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether its values are integers."""
        return self.kind in ("integer", "seed")

    @property
    def offered_minimum(self) -> int | float | None:
        """The smallest number that the page offers, or None."""
        return self.minimum if self.page_minimum is None else self.page_minimum

    @property
    def is_plain(self) -> bool:
        """Whether its values can be written as text, which excludes images and mappings."""
        return self.kind not in ("image", "mapping")

    @property
    def key(self) -> str:
        """Its key on the wire."""
        return self.wire_key or self.name

    @property
    def option(self) -> str:
        """Its command-line option, without the dashes."""
        return self.flag or self.name.replace("_", "-")

    def for_json(self, value: Any) -> Any:
        """Return a value in a form that survives JSON: seeds as text."""
        return str(value) if self.kind == "seed" and value is not None else value

    def says_something(self, value: Any) -> bool:
        """Return whether a value was chosen explicitly: it is neither None nor the default."""
        return value is not None and value != self.default

    def is_given(self, params: object) -> bool:
        """Return whether `params` set this parameter, so that it is worth showing."""
        value = getattr(params, self.name)
        if self.only_with is not None:
            return value is not None and getattr(params, self.only_with) is not None
        return value != "" and self.says_something(value)
