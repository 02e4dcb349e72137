"""The tab Image info: drop a picture, read what it says about itself, use its parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from imagelabs_client import InvalidParams
from playground.admission.addresses import owner_of
from playground.admission.admission import TooMuchError
from playground.context import PageContext
from playground.events import QUIET, path_in
from playground.info.facts import MAX_FIELD, MAX_FIELD_NAME, ImageFacts, TooLargeError
from playground.result.narration import too_much_line
from playground.texts import Texts, label, texts_for

_MODELS = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia")


class InfoTab:
    """The drop zone for a picture, and the card about it."""

    def __init__(self, context: PageContext) -> None:
        """Build the tab into the surrounding Blocks."""
        self._store = context.store
        self._sandbox = context.references.sandbox
        with gr.Column(elem_id="info", elem_classes=["page_width"]):
            gr.HTML(label("info.lead"), js_on_load=None, apply_default_css=False, elem_id="info_lead")
            self.file = gr.File(
                label=label("info.drop"),
                file_types=["image"],
                height=132,
                show_label=False,
                elem_id="info_file",
            )
            self.card = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="info_card")
        self.file.change(self.show, self.file, self.card, concurrency_limit=None, **QUIET)

    async def show(self, uploaded: Any, request: gr.Request) -> str:
        """Return the card about a file, or nothing if the file was removed."""
        file = path_in(uploaded)
        if file is None:
            return ""
        texts = texts_for(request)
        try:
            facts = await self._sandbox.facts(file, owner_of(request))
        except TooLargeError:
            return _problem(texts("info.too_large"), texts)
        except TooMuchError as error:
            return _problem(too_much_line(error, texts), texts)
        except (InvalidParams, OSError):
            return _problem(texts("info.unreadable"), texts)
        return render_facts(facts, self._store.url(Path(file)), texts)


def render_facts(facts: ImageFacts, url: str, texts: Texts) -> str:
    """Return the card as HTML, with every text escaped; `url` is that of the picture."""
    kind = texts("info.kind", format=facts.format, width=facts.width, height=facts.height)
    head = texts(f"info.from_{facts.program}") if facts.program else texts("info.nothing")
    return (
        '<section class="info card" role="status">'
        f'<img src="{escape(url)}" alt="{escape(facts.values.get("prompt") or texts("info.alt"))}">'
        f'<div><h2>{escape(head)}</h2><p class="quiet">{escape(kind)}{_software(facts)}</p>'
        f"{_marks(facts, texts)}{_buttons(facts, texts)}"
        f"{_rows(_labelled(facts.values, texts))}"
        f"{_more(facts, texts)}</div></section>"
    )


def _problem(message: str, texts: Texts) -> str:
    return (
        f'<section class="info card" role="alert"><div><h2>{escape(message)}</h2>'
        f'<p class="quiet">{escape(texts("info.try_other"))}</p></div></section>'
    )


def _software(facts: ImageFacts) -> str:
    return f" · {escape(facts.software[:200])}" if facts.software else ""


def _marks(facts: ImageFacts, texts: Texts) -> str:
    if facts.mark in _MODELS:
        line = texts("info.marked_model")
    elif facts.mark == "algorithmicMedia":
        line = texts("info.marked_program")
    elif facts.mark:
        line = texts("info.marked_other", mark=facts.mark[:200])
    else:
        line = texts("info.unmarked")
    lines = [line] + ([texts("info.credentials")] if facts.has_credentials else [])
    state = "marked" if facts.mark or facts.has_credentials else "unmarked"
    return f'<ul class="marks" data-state="{state}">' + "".join(f"<li>{escape(row)}</li>" for row in lines) + "</ul>"


def _buttons(facts: ImageFacts, texts: Texts) -> str:
    if not facts.usable:
        return ""
    params = escape(json.dumps(dict(facts.values), ensure_ascii=False))
    return (
        f'<p class="chips" data-params="{params}">'
        f'<button type="button" class="chip strong" id="info_use">{escape(texts("info.use"))}</button>'
        f'<button type="button" class="chip" id="info_code">{escape(texts("actions.code"))}</button></p>'
    )


def _labelled(values: Mapping[str, str], texts: Texts) -> dict[str, str]:
    rows = {name: value for name, value in values.items() if value}
    sides = {side: rows.pop(side) for side in ("width", "height") if {"width", "height"} <= set(values)}
    labelled = {texts(f"parameters.{name}"): value for name, value in rows.items()}
    return labelled | ({texts("facts.size"): texts("facts.pixels", **sides)} if sides else {})


def _more(facts: ImageFacts, texts: Texts) -> str:
    if not facts.fields:
        return ""
    return f"<details><summary>{escape(texts('info.more'))}</summary>{_rows(facts.fields)}</details>"


def _rows(rows: Mapping[str, str]) -> str:
    cells = "".join(
        f"<div{' class=wide' if len(value) > 60 else ''}><dt>{escape(name[:MAX_FIELD_NAME])}</dt>"
        f"<dd>{escape(value[:MAX_FIELD])}</dd></div>"
        for name, value in rows.items()
    )
    return f'<dl class="facts">{cells}</dl>' if cells else ""
