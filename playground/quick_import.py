"""Importing Gradio in half of the time: without the interface files that it would compute and write at each start."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import Final

_MODULE: Final = "gradio.component_meta"
_FUNCTION: Final = "create_or_modify_pyi"


def skip_interface_files() -> None:
    """Make a later import of Gradio leave out its interface files (`.pyi`); do nothing if it has been imported.

    For each of its components Gradio parses its own source, renders an interface for editors, and compares it with the
    one beside the module, which its wheel already holds. That takes two of the four and a half seconds of its import,
    and several programs that start at once write the same files.
    """
    if "gradio" not in sys.modules and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Finds one module of Gradio; every other is found as always."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _MODULE:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader) and spec.origin is not None:
            spec.loader = _Loader(fullname, spec.origin)
        return spec


class _Loader(SourceFileLoader):
    """Loads the module, and puts a function that does nothing in place of the one that writes."""

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        if hasattr(module, _FUNCTION):
            setattr(module, _FUNCTION, _write_nothing)


def _write_nothing(*_arguments: object) -> None:
    """Take what the function takes that this replaces."""
