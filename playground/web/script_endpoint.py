"""Requests of the page's scripts to the server, as ordinary Gradio events.

In the browser: `const answer = await window.playground.ask(name, {…})`.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any

import gradio as gr

from imagelabs_client import InvalidParams
from playground.events import QUIET, text_in
from playground.web.untrusted_json import parse_object

_Answer = dict[str, Any] | Awaitable[dict[str, Any]]


class ScriptEndpoint:
    """A function that the page's scripts can call, by way of hidden components."""

    def __init__(self, name: str, answer: Callable[[dict[str, Any], gr.Request], _Answer]) -> None:
        """Add the endpoint to the surrounding Blocks.

        Args:
            name: the name that scripts use.
            answer: takes the object that a script has sent and the visitor's request, and returns the answer or a
                coroutine. It runs on the event loop.
        """
        self._answer = answer
        button = gr.Button(visible="hidden", elem_id=f"call_{name}")
        question, reply = gr.Textbox(visible=False), gr.Textbox(visible=False)
        button.click(
            self.run,
            inputs=question,
            outputs=reply,
            js=f"() => [window.playground.asked({json.dumps(name)})]",
            concurrency_limit=None,
            **QUIET,
        ).then(fn=None, inputs=reply, js=f"(text) => window.playground.answered({json.dumps(name)}, text)", **QUIET)

    async def run(self, question: Any, request: gr.Request) -> str:
        """Answer a script; what is not a JSON object gets an empty answer."""
        try:
            answer = self._answer(parse_object(text_in(question)), request)
            return json.dumps(await answer if isawaitable(answer) else answer, ensure_ascii=False)
        except InvalidParams:
            return "{}"
