"""Shows keyword arguments that are typed by a TypedDict under their own names, in help() and in editors."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def spelled_out(fields: type, defaults: Mapping[str, Any]) -> Callable[[F], F]:
    """Let a function's signature show `**options: Unpack[fields]` as the keyword arguments that they are.

    Args:
        fields: the TypedDict.
        defaults: the default of each of its keys.
    """

    def decorate(function: F) -> F:
        signature = inspect.signature(function)
        kept = [one for one in signature.parameters.values() if one.kind is not inspect.Parameter.VAR_KEYWORD]
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=defaults[name], annotation=annotation)
            for name, annotation in inspect.get_annotations(fields).items()
        ]
        function.__signature__ = signature.replace(parameters=kept + added)  # type: ignore[attr-defined]
        return function

    return decorate
