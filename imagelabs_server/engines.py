"""Which engines there are, and how one is made from its name."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from imagelabs_server.engine import Engine

# name → "module:class"; imported when asked for, so that no engine pays for another's imports
_BUILT_IN = {"painter": "imagelabs_server.painter:Painter"}

ENGINE_NAMES = tuple(_BUILT_IN)
DEFAULT_ENGINE = "painter"


def make_engine(name: str) -> Engine:
    """Make an engine.

    It is made in the service, and again in every worker, whose environment lacks what looks like a secret.

    Args:
        name: one of `ENGINE_NAMES`, or "package.module:Class" for an engine of one's own. Only the operator chooses it.

    Raises:
        ValueError: there is no such engine.
    """
    module, _, attribute = _BUILT_IN.get(name, name).partition(":")
    try:
        return cast("Engine", getattr(import_module(module), attribute)())
    except (ImportError, AttributeError, ValueError) as error:
        known = ", ".join(ENGINE_NAMES)
        raise ValueError(
            f"There is no engine {name!r}: {error}. Name one of {known}, or module:Class for one of your own."
        ) from error
