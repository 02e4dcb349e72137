"""A grid as HTML: its finished cells, its progress, and its downloads."""

from __future__ import annotations

import json
import math
from html import escape

from playground.compare.grid import Cell, GridPlan, GridPlanError
from playground.compare.runner import GridRun
from playground.events import encodable
from playground.files import PictureStore
from playground.result import narration
from playground.result.record import done_record
from playground.texts import FALLBACK, Texts, languages

_LATEST = 8  # records in each view; the last view has all of them


def axis_label(name: str, texts: Texts) -> str:
    """Return the name of an axis as it is shown."""
    return texts(axis_key(name))


def axis_key(name: str) -> str:
    """Return the key of an axis' name: its own, or that of the parameter it is."""
    own = f"compare.axis_{name}"
    return own if own in languages()[FALLBACK].table else f"parameters.{name}"


def render_grid(run: GridRun, store: PictureStore, texts: Texts) -> str:
    """Return the current state of a grid."""
    plan = run.plan
    total, done = len(plan.cells), run.finished
    chips = ""
    if run.is_over and run.paintings:
        chips = "".join(
            f'<button type="button" class="chip" data-take="{what}">{escape(texts(f"compare.take_{what}"))}</button>'
            for what in ("sheet", "page")
        )
    hidden = " hidden" if run.is_over else ""
    return (
        f'<section class="card grid" data-state="{"over" if run.is_over else "working"}">'
        f'<div class="bar" role="progressbar" aria-label="{escape(texts("status.progress"))}" aria-valuemin="0" '
        f'aria-valuemax="100" aria-valuenow="{round(100 * done / total)}"{hidden}>'
        f'<i style="width:{100 * done / total:.1f}%"></i></div>'
        f'<div class="line"><p id="compare_status" role="status">{escape(_status(run, texts))}</p>'
        f'<p class="chips">{chips}</p></div>{_table(run, store, texts)}</section>'
    )


def render_records(run: GridRun, store: PictureStore, backend: str, texts: Texts, *, whole: bool = False) -> str:
    """Return the records of finished pictures for the page's scripts: the latest ones, and all of them at the end.

    Args:
        run: the grid.
        store: where its pictures are.
        backend: the name of the page's own backend.
        texts: in the visitor's language.
        whole: whether the page gets them for the first time.
    """
    cells = list(run.paintings)
    shown = cells if whole or run.is_over else cells[-_LATEST:]
    records = (_record(run, cell, store, backend, texts) for cell in shown)
    return "".join(f'<i hidden data-done="{escape(record)}"></i>' for record in records)


def render_estimate(plan: GridPlan, seconds: float | None, texts: Texts) -> str:
    """Return how many pictures a plan makes, and how long that takes if `seconds` are known."""
    time = texts("compare.time_unknown") if seconds is None else texts("compare.time", time=_time(seconds, texts))
    return f"<p>{escape(texts('compare.count', count=len(plan.cells)))} · {escape(time)}</p>"


def render_problem(message: str) -> str:
    """Return a message about why a grid cannot be drawn."""
    return f'<p class="problem" role="alert">{escape(encodable(message))}</p>'


def problem_text(error: GridPlanError, axis: str, texts: Texts) -> str:
    """Explain what is wrong with an axis; `axis` is its name as it is shown, or empty if both are meant."""
    text = texts(f"compare.problem_{error.code}", value=error.value)
    return f"{axis}: {text}" if axis else text


def title_of(plan: GridPlan) -> str:
    """Return the prompt that a grid is drawn from."""
    return plan.base.prompt.strip()


def note_of(plan: GridPlan, texts: Texts) -> str:
    """Return what the cells have in common besides the prompt."""
    names = {plan.across.name, plan.down.name if plan.down else ""}
    parts = []
    if not names & {"size", "width", "height"}:
        parts.append(texts("facts.pixels", width=plan.base.width, height=plan.base.height))
    parts += [
        f"{texts(f'parameters.{name}')} {getattr(plan.base, name)}"
        for name in ("seed", "subseed", "negative_prompt")
        if name not in names and getattr(plan.base, name) not in (None, "")
    ]
    return " · ".join(parts)


def corner_lines(plan: GridPlan, texts: Texts) -> tuple[str, ...]:
    """Return the text in the corner of a grid: the direction of each axis."""
    across = f"{axis_label(plan.across.name, texts)} →"
    return (across, f"{axis_label(plan.down.name, texts)} ↓") if plan.down else (across,)


def _status(run: GridRun, texts: Texts) -> str:
    total, done = len(run.plan.cells), len(run.paintings)
    if not run.is_over:
        line = texts("compare.working", done=run.finished, total=total)
        left = run.remaining
        return line if left is None else f"{line} · {texts('compare.left', time=_time(left, texts))}"
    if done == total:
        return texts("compare.done", total=total)
    line = texts("compare.stopped" if run.is_stopped else "compare.part", done=done, total=total)
    return f"{line} · {texts('compare.failed', count=len(run.errors))}" if run.errors else line


def _time(seconds: float, texts: Texts) -> str:
    if seconds < 90:
        return texts("facts.seconds", seconds=max(1, math.ceil(seconds)))
    return texts("compare.minutes", minutes=math.ceil(seconds / 60))


def _table(run: GridRun, store: PictureStore, texts: Texts) -> str:
    plan = run.plan
    rows = plan.down.values if plan.down else ("",)
    by_row: list[list[Cell]] = [[] for _ in rows]
    for cell in plan.cells:
        by_row[cell.row].append(cell)
    head = "".join(f'<th scope="col">{escape(value)}</th>' for value in plan.across.values)
    body = "".join(
        f'<tr><th scope="row">{escape(label)}</th>{"".join(_cell(run, cell, store, texts) for cell in cells)}</tr>'
        for label, cells in zip(rows, by_row, strict=True)
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(texts("compare.grid"))}"><table>'
        f"<thead><tr><td>{'<br>'.join(map(escape, corner_lines(plan, texts)))}</td>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(run: GridRun, cell: Cell, store: PictureStore, texts: Texts) -> str:
    state, params = run.state(cell), cell.params
    shape = f'style="aspect-ratio:{params.width}/{params.height}"'
    painting = run.paintings.get(cell)
    if painting is not None:
        picture = escape(store.url(painting.thumbnail or painting.file))
        return (
            f'<td><button type="button" class="cell" data-task="{escape(painting.image.task_id)}" {shape}>'
            f'<img src="{picture}" alt="{escape(params.prompt)}" loading="lazy"></button></td>'
        )
    error = run.errors.get(cell)
    text = narration.error_notice(error, "", texts).title if error else ""
    return f'<td><div class="cell" data-state="{state}" {shape}>{escape(text)}</div></td>'


def _record(run: GridRun, cell: Cell, store: PictureStore, backend: str, texts: Texts) -> str:
    painting = run.paintings[cell]
    facts = narration.facts(painting.image, cell.params, cell.backend or backend, painting.size, texts)
    record = done_record(painting.image, cell.params, store.url(painting.file), painting.file.name, facts)
    return json.dumps(record, ensure_ascii=False)
