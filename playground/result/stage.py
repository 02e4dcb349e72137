"""What the right side of the page shows, as data and as HTML: the notice, the picture, its progress and its facts.

Gradio patches new HTML into the page attribute by attribute. So the elements below keep their places in every phase:
the `<img>` changes its source without a flicker, and the status line stays the same live region.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import Any, Literal

from playground.texts import Texts

Phase = Literal["idle", "working", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a finished picture's parameters, in the visitor's language."""

    name: str  # stable, for scripts and tests
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What went wrong: what happened, what is safe, what to do."""

    title: str
    details: tuple[str, ...]
    safe: str
    action: str
    can_retry: bool = True  # whether to offer to generate again


@dataclass(frozen=True, slots=True)
class StageContent:
    """Everything that the right side shows at one moment.

    Attributes:
        width, height: of the picture in pixels; they give the frame its shape before there is a picture.
        line: the status, one sentence; `words` follow it in bold; `aside` is at the other end of the row.
        fraction: how much is done, from 0 to 1; None while unknown.
        picture: URL of the preview or the result, or None.
        thumbnail: URL of a small copy of the result, or None.
        alt: what the picture shows.
        link: the query of the page's address for the same picture, once it is done.
        record: the detail of `playground:done` as JSON, once the picture is done.
    """

    phase: Phase
    width: int = 1152
    height: int = 896
    line: str = ""
    words: str = ""
    aside: str = ""
    fraction: float | None = None
    picture: str | None = None
    alt: str = ""
    facts: tuple[Fact, ...] = ()
    notice: Notice | None = None
    link: str = ""
    record: str = ""
    thumbnail: str | None = None

    def showing(self, **changes: Any) -> StageContent:
        """Return a copy with some fields changed."""
        return replace(self, **changes)

    @property
    def copy_text(self) -> str:
        """The parameters as text, one per line."""
        return "\n".join(f"{fact.label}: {fact.value}" for fact in self.facts)


def render_stage(stage: StageContent, texts: Texts, example_url: str) -> str:
    """Return the stage as HTML, with every text escaped. Without a picture to show or to wait for, it invites to paint.

    Args:
        stage: what to show.
        texts: the visitor's language.
        example_url: URL of the example picture.
    """
    inviting = stage.picture is None and stage.phase != "working"
    record = f' data-done="{attribute(stage.record)}"' if stage.record else ""
    return (
        f'<section class="stage" data-phase="{stage.phase}"{record}>'
        f"{_frame(stage, texts)}{_bar(stage, texts)}{_line(stage)}{_facts(stage)}"
        f"{_invitation(texts, example_url) if inviting else ''}</section>"
    )


def render_notice(notice: Notice | None) -> str:
    """Return a notice as HTML, with every text escaped; without one, the empty live region that will announce it."""
    if notice is None:
        return '<div class="notice" role="alert" hidden></div>'
    details = "".join(f"<li>{escape(detail)}</li>" for detail in notice.details)
    retry = str(notice.can_retry).lower()
    return (
        f'<div class="notice" role="alert" data-retry="{retry}"><h2>{escape(notice.title)}</h2><ul>{details}</ul>'
        f"<p>{escape(notice.safe)} {escape(notice.action)}</p></div>"
    )


def _invitation(texts: Texts, example_url: str) -> str:
    prompts = "".join(
        f'<button type="button" class="try" data-prompt="{attribute(texts(key))}">{escape(texts(key))}</button>'
        for key in ("example.first", "example.second", "example.third", "example.fourth")
    )
    return (
        f'<figure class="example"><img src="{attribute(example_url)}" alt="{attribute(texts("example.alt"))}" '
        f'width="1152" height="896"></figure>'
        f'<div class="invitation"><p>{escape(texts("example.lead"))}</p>{prompts}</div>'
    )


def _frame(stage: StageContent, texts: Texts) -> str:
    shape = f"--w:{stage.width};--h:{stage.height}"
    waiting = stage.phase == "working" and stage.picture is None
    hidden = " hidden" if stage.picture is None and not waiting else ""
    image = (
        f'<img src="{attribute(stage.picture)}" alt="{attribute(stage.alt)}" '
        f'width="{stage.width}" height="{stage.height}">'
        if stage.picture
        else ""
    )
    if stage.phase == "done" and stage.picture:
        title = attribute(texts("actions.open"))
        image = f'<a href="{attribute(stage.picture)}" target="_blank" rel="noopener" title="{title}">{image}</a>'
    else:
        image = f"<a>{image}</a>"  # the same element in every phase, so that the picture is not reloaded
    return f'<figure id="result" style="{shape}" data-waiting="{str(waiting).lower()}"{hidden}>{image}</figure>'


def _bar(stage: StageContent, texts: Texts) -> str:
    working = stage.phase == "working"
    percent = round(100 * stage.fraction) if stage.fraction is not None else None
    value = f' aria-valuenow="{percent}"' if percent is not None else ""
    return (
        f'<div class="bar" role="progressbar" aria-label="{attribute(texts("status.progress"))}" '
        f'aria-valuemin="0" aria-valuemax="100"{value}{"" if working else " hidden"}>'
        f'<i style="width:{percent or 0}%"></i></div>'
    )


def _line(stage: StageContent) -> str:
    words = f" <b>{escape(stage.words)}</b>" if stage.words else ""
    empty = "" if stage.line or stage.aside else " hidden"
    return (
        f'<div class="line"{empty}><p id="status" role="status" aria-live="polite">{escape(stage.line)}{words}</p>'
        f'<p class="aside">{escape(stage.aside)}</p></div>'
    )


def _facts(stage: StageContent) -> str:
    rows = "".join(
        f'<div data-name="{attribute(fact.name)}"><dt>{escape(fact.label)}</dt><dd>{escape(fact.value)}</dd></div>'
        for fact in stage.facts
    )
    copy = f' data-text="{attribute(stage.copy_text)}"' if rows else ""
    return f'<dl id="parameters"{copy}{"" if rows else " hidden"}>{rows}</dl>'


def attribute(text: str | None) -> str:
    """Return a text escaped for the quoted value of an attribute."""
    return escape(text or "", quote=True).replace("\n", "&#10;")
