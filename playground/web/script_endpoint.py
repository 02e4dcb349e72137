"""Questions that the page's scripts ask the server, as ordinary Gradio events.

In the browser: `const answer = await window.playground.ask(name, {…})`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import gradio as gr

from imagelabs_client import InvalidParams
from playground.web.untrusted_json import parse_object


class ScriptEndpoint:
    """One kind of question, on components that nobody sees."""

    def __init__(self, name: str, answer: Callable[[dict[str, Any], gr.Request], dict[str, Any]]) -> None:
        """Add the question to the surrounding Blocks.

        Args:
            name: what the script asks for.
            answer: gets the object that was sent and the visitor's request, and returns what the script gets.
        """
        self._answer = answer
        button = gr.Button(visible="hidden", elem_id=f"call_{name}")
        asked, answered = gr.Textbox(visible=False), gr.Textbox(visible=False)
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        button.click(
            self.run,
            inputs=asked,
            outputs=answered,
            js=f"() => [window.playground.asked({json.dumps(name)})]",
            concurrency_limit=None,
            **quiet,
        ).then(fn=None, inputs=answered, js=f"(text) => window.playground.answered({json.dumps(name)}, text)", **quiet)

    def run(self, asked: str, request: gr.Request) -> str:
        """Answer one question; what is not an object gets an empty answer."""
        try:
            return json.dumps(self._answer(parse_object(asked), request), ensure_ascii=False)
        except InvalidParams:
            return "{}"
