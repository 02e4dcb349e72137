"""Expands `**kwargs` typed by a TypedDict into named keyword arguments, for help() and editors."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def spelled_out(fields: type, defaults: Mapping[str, Any]) -> Callable[[F], F]:
    """Return a decorator that expands `**options: Unpack[fields]` in a function's signature.

    Args:
        fields: the TypedDict.
        defaults: the default for each of its keys.
    """

    def decorate(function: F) -> F:
        signature = inspect.signature(function)
        kept = [p for p in signature.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD]
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=defaults[name], annotation=annotation)
            for name, annotation in inspect.get_annotations(fields).items()
        ]
        function.__signature__ = signature.replace(parameters=kept + added)  # type: ignore[attr-defined]
        return function

    return decorate
