"""Which engines there are, and how one is made from its name."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from imagelabs_server.engine import Engine

# name → "module:class"; imported when asked for, so that no engine pays for another's imports
_BUILT_IN = {"painter": "imagelabs_server.painter:Painter"}

ENGINE_NAMES = tuple(_BUILT_IN)
_PARTS = ("name", "version", "kind", "draw", "improve_prompt")  # of an `Engine`
DEFAULT_ENGINE = "painter"


def make_engine(name: str) -> Engine:
    """Make an engine.

    It is made in the service, and again in every worker, whose environment lacks what looks like a secret.

    Args:
        name: one of `ENGINE_NAMES`, or "package.module:Class" for an engine of one's own. Only the operator chooses it.

    Raises:
        ValueError: there is no such engine, or it cannot be made here.
    """
    module, _, attribute = _BUILT_IN.get(name, name).partition(":")
    known = f"Name one of {', '.join(ENGINE_NAMES)}, or module:Class for one of your own."
    if not (module and attribute):
        raise ValueError(f"There is no engine {name!r}. {known}")
    try:
        make = getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(f"There is no engine {name!r}: {error}. {known}") from error
    except Exception as error:
        raise _not_made(name, error) from error
    try:
        engine = make()
    except Exception as error:
        raise _not_made(name, error) from error
    missing = [part for part in _PARTS if not hasattr(engine, part)]
    if missing:
        raise ValueError(f"{name!r} is no engine: it lacks {', '.join(missing)}. {known}")
    return cast("Engine", engine)


def _not_made(name: str, error: Exception) -> ValueError:
    """Say why: engines of one's own may miss a package, a model or a device, each in its own way."""
    return ValueError(f"The engine {name!r} cannot be made: {type(error).__name__}: {error}")
