"""The built-in engines, and the creation of an engine from its name."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from imagelabs_server.engine import Engine

# name → "module:class"; imported on demand, so that an engine does not load the imports of others
_BUILT_IN = {"painter": "imagelabs_server.painter:Painter"}

ENGINE_NAMES = tuple(_BUILT_IN)
_REQUIRED_ATTRIBUTES = ("name", "version", "kind", "draw", "improve_prompt")  # of an `Engine`
DEFAULT_ENGINE = "painter"


def make_engine(name: str) -> Engine:
    """Create an engine.

    The service creates one instance, and every worker another one. The environment of workers contains no variables
    that look like secrets.

    Args:
        name: one of `ENGINE_NAMES`, or "package.module:Class" for a custom engine. Only the operator chooses it, so it
            is trusted.

    Raises:
        ValueError: there is no such engine, or it cannot be created here.
    """
    module, _, class_name = _BUILT_IN.get(name, name).partition(":")
    hint = f"Name one of {', '.join(ENGINE_NAMES)}, or module:Class for a custom engine."
    if not (module and class_name):
        raise ValueError(f"There is no engine {name!r}. {hint}")
    try:
        factory = getattr(import_module(module), class_name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(f"There is no engine {name!r}: {error}. {hint}") from error
    except Exception as error:
        raise _creation_error(name, error) from error
    try:
        engine = factory()
    except Exception as error:
        raise _creation_error(name, error) from error
    missing = [attribute for attribute in _REQUIRED_ATTRIBUTES if not hasattr(engine, attribute)]
    if missing:
        raise ValueError(f"{name!r} is no engine: it lacks {', '.join(missing)}. {hint}")
    return cast("Engine", engine)


def _creation_error(name: str, error: Exception) -> ValueError:
    """Return an error with the cause: a custom engine may lack a package, a model or a device."""
    return ValueError(f"The engine {name!r} cannot be made: {type(error).__name__}: {error}")
