"""The endpoint behind View code (assets/code.js): one picture's parameters as code."""

from __future__ import annotations

import re
from typing import Any

import gradio as gr

from imagelabs_client import InvalidParams
from playground.code.snippets import Address, snippets
from playground.context import PageContext
from playground.events import encodable
from playground.web.endpoints import GENERATE_PARAMETERS
from playground.web.script_endpoint import ScriptEndpoint
from playground.web.untrusted_json import parse_params

_PAGE = re.compile(r"https?://[^\s/?#]{1,253}(/[^\s?#]{0,1000})?")
_NO_PAGE = "http://127.0.0.1:7860/"


class CodePanel:
    """Answers `window.playground.ask("code", {params, page})`."""

    def __init__(self, context: PageContext) -> None:
        """Add the endpoint to the surrounding Blocks."""
        self._backend = context.backend
        ScriptEndpoint("code", self.answer)

    def answer(self, asked: dict[str, Any], _request: gr.Request) -> dict[str, Any]:
        """Write the snippets for the parameters and the page's address that a script has sent.

        Returns:
            `snippets`, each with its name and code; none if the parameters are invalid.
        """
        try:
            params = parse_params(asked.get("params"))
        except InvalidParams:
            return {"snippets": []}
        if asked.get("reference") is True:
            params = params.replace(reference_image=b"stands for the picture, which the page does not send")
        page = encodable(str(asked.get("page")))
        address = Address(
            self._backend.code_url, page if _PAGE.fullmatch(page) else _NO_PAGE, frozenset(GENERATE_PARAMETERS)
        )
        return {"snippets": [{"name": found.name, "code": found.code} for found in snippets(params, address)]}
