"""The stage as HTML: elements that keep their places, and nothing that a prompt could break out of."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from playground.result.stage import Fact, Notice, StageContent, render_notice, render_stage
from playground.texts import languages

HOSTILE = '"\'><script>alert(1)</script>${alert(1)}`{{value}}\n__i18n__{"key": "x"}'


class Outline(HTMLParser):
    """Collects the elements and checks that each is closed."""

    VOID = frozenset({"img", "input", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def by_id(self, name: str) -> dict[str, str | None]:
        return next(attributes for _, attributes in self.elements if attributes.get("id") == name)


def full(text: str) -> StageContent:
    return StageContent("done", 10, 20, text, text, text, 1.0, "/x?" + text, text, (Fact("seed", text, text),), None)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_text_becomes_markup(language: str) -> None:
    outline = Outline(render_stage(full(HOSTILE), languages()[language], "/example"))
    notice = Outline(render_notice(Notice(HOSTILE, (HOSTILE,), HOSTILE, HOSTILE)))
    tags = {tag for tag, _ in outline.elements + notice.elements}
    assert "script" not in tags
    names = {name for _, attributes in outline.elements for name in attributes}
    assert not [name for name in names if name.startswith("on")]
    assert next(attributes["alt"] for tag, attributes in outline.elements if tag == "img") == HOSTILE


def test_a_prompt_cannot_pose_as_one_of_gradios_translations() -> None:
    assert '__i18n__{"' not in render_stage(full(HOSTILE), languages()["en"], "/example")


def test_the_elements_keep_their_places_in_every_phase() -> None:
    """Gradio patches by position: a moved element would flicker, and a new live region would stay silent."""
    texts = languages()["en"]
    phases = [
        StageContent("idle"),
        StageContent("working", line="x"),
        StageContent("working", line="x", fraction=0.5, picture="/p"),
        full("x"),
        StageContent("stopped", line="x", picture="/p"),
        StageContent("failed"),
    ]
    for stage in phases:
        html = render_stage(stage, texts, "/example")
        positions = [html.index(mark) for mark in ('id="result"', 'class="bar"', 'id="status"', 'id="parameters"')]
        assert positions == sorted(positions)
        assert Outline(html).by_id("status")["aria-live"] == "polite"


def test_the_frame_waits_in_the_shape_of_the_picture() -> None:
    outline = Outline(render_stage(StageContent("working", 720, 1280, "x"), languages()["en"], "/example"))
    assert outline.by_id("result")["style"] == "--w:720;--h:1280"
    assert "hidden" not in outline.by_id("result")


def test_without_a_picture_the_page_invites_with_prompts_in_the_visitors_language() -> None:
    outline = Outline(render_stage(StageContent("idle"), languages()["ru"], "/example"))
    prompts = [attributes["data-prompt"] for tag, attributes in outline.elements if tag == "button"]
    assert len(prompts) >= 3
    assert all(re.search("[а-я]", str(prompt)) for prompt in prompts)
    assert "hidden" in outline.by_id("result")


def test_progress_is_told_to_assistive_technology_too() -> None:
    html = render_stage(StageContent("working", line="x", fraction=0.456), languages()["en"], "/example")
    bar = next(attributes for _, attributes in Outline(html).elements if attributes.get("role") == "progressbar")
    assert bar["aria-valuenow"] == "46"
