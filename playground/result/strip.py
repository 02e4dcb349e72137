"""The pictures of a desk as a row of thumbnails, and its queue as a list, both as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from imagelabs_client import GenerationParams
from playground.desks.desk import Batch, Desk, Picture
from playground.result.record import as_json, params_as_text
from playground.result.stage import StageContent, attribute
from playground.texts import Texts


def render_strip(shown: Sequence[tuple[Picture, StageContent]], selected: Picture | None, texts: Texts) -> str:
    """Return the row of thumbnails; hidden while there is a single picture, which is in view anyway."""
    items = "".join(_item(picture, stage, picture is selected, texts) for picture, stage in shown)
    lonely = len(shown) < 2
    name = attribute(texts("strip.name"))
    return f'<ul class="strip" aria-label="{name}"{" hidden" if lonely else ""}>{items}</ul>'


def render_queue(desk: Desk, texts: Texts) -> str:
    """Return the waiting batches as a list with buttons; hidden if there are none.

    It also says whether the desk is busy: the style sheet shows Generate or Stop by that, because a Gradio button loses
    its text when it is hidden and shown again.
    """
    waiting = desk.waiting
    rows = "".join(_row(batch, place, len(waiting), texts) for place, batch in enumerate(waiting))
    go_on = _button("go_on", "", texts("queue.go_on"), texts("queue.go_on"), "chip") if desk.is_held else ""
    title = escape(texts("queue.held" if desk.is_held else "queue.title"))
    return (
        f'<section class="queue" data-busy="{str(desk.is_busy).lower()}"{"" if waiting else " hidden"}>'
        f"<h2>{title}</h2>{go_on}<ol>{rows}</ol></section>"
    )


def _item(picture: Picture, stage: StageContent, is_selected: bool, texts: Texts) -> str:
    progress = picture.generation.progress
    painting = progress.painting
    source = stage.thumbnail or stage.picture
    image = f'<img src="{attribute(source)}" alt="">' if source else ""
    percent = round(100 * stage.fraction) if stage.fraction is not None else 0
    bar = "" if picture.is_over else f'<i style="width:{percent}%"></i>'
    current = ' aria-current="true"' if is_selected else ""
    text = attribute(f"{stage.line} {stage.words}".strip() or (stage.notice.title if stage.notice else ""))
    name = attribute(f"{picture.generation.params.prompt} · {text}")
    stop = "" if picture.is_over else _button("stop", picture.id, "✕", texts("strip.stop"), "stop_one")
    done = f' data-done="{attribute(stage.record)}"' if painting is not None else ""
    job = "" if picture.is_over else f' data-job="{attribute(_job([picture.generation.params], progress.task_id))}"'
    return (
        f'<li data-state="{progress.state}"{done}{job}><button type="button" class="thumb" data-do="select" '
        f'data-id="{picture.id}" aria-label="{name}" title="{text}"{current}>{image}{bar}</button>{stop}</li>'
    )


def _row(batch: Batch, place: int, count: int, texts: Texts) -> str:
    first = batch.wanted[0]
    more = escape(texts("queue.images", count=len(batch.wanted))) if len(batch.wanted) > 1 else ""
    jobs = _job(batch.wanted)
    buttons = "".join(
        (
            _button("earlier", batch.id, "↑", texts("queue.earlier"), "tool", is_off=place == 0),
            _button("later", batch.id, "↓", texts("queue.later"), "tool", is_off=place == count - 1),
            _button("remove", batch.id, "✕", texts("queue.remove"), "tool"),
        )
    )
    return f'<li data-job="{attribute(jobs)}"><span>{escape(first.prompt)}</span><small>{more}</small>{buttons}</li>'


def _button(do: str, target: str, text: str, name: str, kind: str, *, is_off: bool = False) -> str:
    return (
        f'<button type="button" class="{kind}" data-do="{do}" data-id="{target}" aria-label="{attribute(name)}" '
        f'title="{attribute(name)}"{" disabled" if is_off else ""}>{escape(text)}</button>'
    )


def _job(wanted: Sequence[GenerationParams], task_id: str | None = None) -> str:
    """Return what the browser remembers of a job, in case this server forgets it.

    Of a reference image it remembers only that there was one.
    """
    has_reference = any(params.reference_image is not None for params in wanted)
    return as_json(
        {"wanted": [params_as_text(params) for params in wanted], "taskId": task_id, "reference": has_reference}
    )
