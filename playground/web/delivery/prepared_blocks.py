"""Work that Gradio does anew for every session or message, done once for the finished page."""

from __future__ import annotations

import sys
import typing
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any, Final

import gradio as gr

# Looked for whenever a function is called, by Gradio and by httpx.
_OPTIONAL: Final = ("matplotlib", "sniffio")


def prepare_blocks(demo: gr.Blocks) -> None:
    """Spare Gradio what it would do again and again; no event or component of the page may be added later."""
    _keep_configs(demo)
    _resolve_annotations(demo)
    for name in _OPTIONAL:
        if name not in sys.modules and find_spec(name) is None:
            sys.modules[name] = None  # type: ignore[assignment]  # not there, and not to be looked for in every folder


def _keep_configs(demo: gr.Blocks) -> None:
    """Let every component answer with copies of how it describes itself now.

    For each session, and so for each call of a program, all of them would describe themselves anew: fifteen
    milliseconds of the event loop. One that an event replaces in a session is another object, and describes itself.
    """
    for block in demo.blocks.values():
        if block is not demo:
            block.get_config = _copies_of(block.get_config())  # type: ignore[method-assign]


def _copies_of(config: Mapping[str, Any]) -> Callable[..., dict[str, Any]]:
    def get_config(_cls: type | None = None) -> dict[str, Any]:
        return dict(config)

    return get_config


def _resolve_annotations(demo: gr.Blocks) -> None:
    """Give the handlers types in place of their names, which would be compiled for each message to find the request."""
    for event in demo.fns.values():
        handler = getattr(event.fn, "__func__", event.fn)
        if handler is not None:
            handler.__annotations__ = typing.get_type_hints(handler)
