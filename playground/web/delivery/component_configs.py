"""What Gradio tells the page about each component, made once instead of for every session.

For each session, and so for each call of a program, Gradio describes all components anew: fifteen milliseconds of the
event loop. Those of this page do not change while it is served; one that an event replaces in a session is another
object, and describes itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import gradio as gr


def keep_component_configs(demo: gr.Blocks) -> None:
    """Let every component of a finished page answer with copies of how it describes itself now."""
    for block in demo.blocks.values():
        if block is not demo:
            block.get_config = _copies_of(block.get_config())  # type: ignore[method-assign]


def _copies_of(config: Mapping[str, Any]) -> Callable[..., dict[str, Any]]:
    def get_config(_cls: type | None = None) -> dict[str, Any]:
        return dict(config)

    return get_config
