"""What the page says about a generation: its events, picture and errors, in the visitor's language."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from imagelabs_client import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ChallengeError,
    DownloadError,
    Event,
    Finished,
    GeneratedImage,
    GenerationFailedError,
    GenerationParams,
    GenerationTimeoutError,
    ImageLabsError,
    InvalidParams,
    Queued,
    RateLimitError,
    Retrying,
    Running,
    Submitted,
    UnexpectedResponseError,
)
from imagelabs_client.errors import Problem
from imagelabs_client.parameters import PARAMETERS, SEEDS
from playground.admission.admission import TooMuchError
from playground.files import NoRoomError
from playground.in_process_address import without_address
from playground.result.stage import Fact, Notice
from playground.texts import Texts

_BUSY = 503
_MAIN = frozenset({"prompt", "negative_prompt", "width", "height", *SEEDS})  # parameters that have facts of their own
_PROBLEM_KEYS = {
    "empty": "empty",
    "required": "number",
    "type": "number",
    "not_finite": "number",
    "too_small": "too_small",
    "too_large": "too_large",
    "nul": "unwritable",
    "not_text": "unwritable",
    "unreadable": "unreadable",
    "too_long": "too_long",
    "not_offered": "not_offered",
}
# The first class that fits wins, so the narrower ones come first.
_ERROR_KINDS: tuple[tuple[type[ImageLabsError], str], ...] = (
    (APITimeoutError, "timeout"),
    (APIConnectionError, "connection"),
    (GenerationTimeoutError, "timeout"),
    (RateLimitError, "busy"),
    (ChallengeError, "challenge"),
    (APIStatusError, "refused"),
    (UnexpectedResponseError, "unexpected"),
    (GenerationFailedError, "failed"),
    (DownloadError, "download"),
    (NoRoomError, "no_room"),
)


def status_line(event: Event, texts: Texts) -> str:
    """Return the status of a generation in one line: "Painting · 46 % · about 2 s left"."""
    match event:
        case Submitted():
            return texts("status.accepted")
        case Queued(position=position):
            return _queue_line(position, texts)
        case Retrying(delay=delay):
            return texts("status.retrying", seconds=texts.number(max(delay, 0.1), 0 if delay >= 1 else 1))
        case Running():
            return _running_line(event, texts)
        case Finished(image=image):
            return done_line(image, texts)[0]
    assert_never(event)


def _queue_line(position: int | None, texts: Texts) -> str:
    if position is None:
        return texts("status.queued")
    return texts("status.queued_next") if position <= 1 else texts("status.queued_at", position=position - 1)


def _running_line(event: Running, texts: Texts) -> str:
    parts = [texts.service_status(event.status) if event.status else texts("status.running")]
    if event.fraction is not None:
        parts.append(texts("status.percent", percent=round(100 * event.fraction)))
    if event.eta is not None:
        seconds = math.ceil(event.eta)
        parts.append(texts("status.eta", seconds=seconds) if event.eta >= 1 else texts("status.eta_short"))
    return " · ".join(parts)


def done_line(image: GeneratedImage, texts: Texts) -> tuple[str, str, str]:
    """Return the line for a finished picture, the words to emphasise after it, and the remark beside it."""
    line = texts("status.done", seconds=texts.number(image.elapsed, 1))
    if not image.recognised:
        return line, "", _not_understood(image, texts)
    remark = _not_understood(image, texts) or texts("status.all_understood")
    return f"{line} · {texts('status.painted')}", ", ".join(image.recognised), remark


def _not_understood(image: GeneratedImage, texts: Texts) -> str:
    if not image.unrecognised:
        return ""
    return texts("status.not_understood", words=", ".join(image.unrecognised))


def facts(
    image: GeneratedImage, params: GenerationParams, backend: str, size: tuple[int, int], texts: Texts
) -> tuple[Fact, ...]:
    """List the parameters of a finished picture, with the values that were really used.

    Args:
        image: the picture.
        params: what was sent, seeds decided.
        backend: the backend's name.
        size: width and height of the picture, pixels.
        texts: the visitor's language.
    """
    rows = [("prompt", texts("parameters.prompt"), params.prompt)]
    if params.negative_prompt:
        rows.append(("negative_prompt", texts("parameters.negative_prompt"), params.negative_prompt))
    rows += [
        ("seed", texts("parameters.seed"), str(params.seed)),
        ("subseed", texts("parameters.subseed"), str(params.subseed)),
        ("size", texts("facts.size"), texts("facts.pixels", width=size[0], height=size[1])),
    ]
    rows += [(name, texts.table[f"parameters.{name}"], value) for name, value in _rarely_given(params, texts)]
    if image.engine is not None:
        rows.append(("engine", texts("facts.engine"), str(image.engine)))
    rows += [
        ("backend", texts("facts.backend"), backend),
        ("time", texts("facts.time"), texts("facts.seconds", seconds=texts.number(image.elapsed, 1))),
    ]
    return tuple(Fact(*row) for row in rows)


def _rarely_given(params: GenerationParams, texts: Texts) -> list[tuple[str, str]]:
    """List those of the other parameters that were given."""
    rows = [row for row in PARAMETERS.values() if row.name not in _MAIN and row.is_plain and row.is_given(params)]
    values = [(row.name, getattr(params, row.name)) for row in rows]
    return [(name, _value_text(value, texts)) for name, value in values]


def _value_text(value: object, texts: Texts) -> str:
    if value is True:
        return texts("facts.yes")
    return f"{value:g}".replace(".", texts("page.decimal_point")) if isinstance(value, float) else str(value)


def error_notice(error: ImageLabsError, backend: str, texts: Texts) -> Notice:
    """Explain an error: what happened, what is safe, what to do.

    The reason that the service gives is translated by its code; a reason without a known code is quoted.
    """
    if isinstance(error, InvalidParams):
        problems = tuple(_problem(problem, texts) for problem in error.problems)
        return _notice("invalid", backend, texts, details=(*problems, texts("errors.invalid.detail")))
    kind, reason = _error_kind(error), texts.failure(error.code)
    if isinstance(error, APIStatusError):
        details = [texts(f"errors.{kind}.detail", status=error.status_code), *([reason] if reason else [])]
    else:
        details = [texts(f"errors.{kind}.detail", status=reason or without_address(error.message, backend))]
    if error.task_id:
        details.append(texts("errors.task", task_id=error.task_id))
    return _notice(kind, backend, texts, details=tuple(details))


def _error_kind(error: ImageLabsError) -> str:
    if type(error) is APIStatusError and error.status_code == _BUSY:  # a Cloudflare challenge can have this status too
        return "busy"
    return next((name for kind, name in _ERROR_KINDS if isinstance(error, kind)), "unexpected")


def link_notice(problems: Sequence[Problem], texts: Texts) -> Notice:
    """Explain which parts of a link cannot be used."""
    details = tuple(_problem(problem, texts) for problem in problems)
    notice = _notice("link", "", texts, details=details)
    return replace(notice, safe=texts("errors.link.detail"), can_retry=False)


def full_notice(texts: Texts) -> Notice:
    """Explain that too much is waiting already."""
    return replace(_notice("full", "", texts, details=(texts("errors.full.detail"),)), can_retry=False)


def too_much_notice(error: TooMuchError, texts: Texts) -> Notice:
    """Explain that a visitor has, or asks for, more than their share."""
    return Notice(
        title=texts("limits.title"),
        details=(too_much_line(error, texts),),
        safe=texts("limits.nothing"),
        action="",
        can_retry=False,
    )


def too_much_line(error: TooMuchError, texts: Texts) -> str:
    """Return what a visitor has too much of, and when it is worth asking again."""
    kind = "per_minute" if error.limit.endswith("_per_minute") else "at_once"
    line = texts(f"limits.{kind}", what=texts(f"limits.{error.limit}"), most=error.most)
    if error.retry_after is None:
        return f"{line} {texts('limits.less')}"
    return f"{line} {texts('limits.again', seconds=error.retry_after)}"


def lost_reference_notice(lost: Sequence[GenerationParams], texts: Texts) -> Notice:
    """Explain which pictures are not painted, because their reference image was lost when the server was restarted."""
    details = (texts("errors.lost_reference.detail"), *dict.fromkeys(params.prompt for params in lost))
    return replace(_notice("lost_reference", "", texts, details=details), can_retry=False)


def improve_notice(error: ImageLabsError, backend: str, texts: Texts) -> Notice:
    """Explain why a prompt could not be improved."""
    notice = error_notice(error, backend, texts)
    return replace(notice, title=texts("tools.not_improved"), details=(notice.title,), can_retry=False)


def internal_notice(texts: Texts) -> Notice:
    """Explain a fault of the page itself, without its details."""
    return _notice("internal", "", texts, details=(texts("errors.internal.detail"),))


def _notice(kind: str, backend: str, texts: Texts, *, details: tuple[str, ...]) -> Notice:
    return Notice(
        title=texts(f"errors.{kind}.title", backend=backend),
        details=details,
        safe=texts("errors.safe"),
        action=texts(f"errors.{kind}.action"),
    )


def _problem(problem: Problem, texts: Texts) -> str:
    key = _PROBLEM_KEYS.get(problem.code, "other")
    row = PARAMETERS.get(problem.parameter)
    if problem.code == "type" and row is not None and row.kind == "boolean":
        key = "switch"
    field = texts.table.get(f"parameters.{problem.parameter}", problem.parameter)
    return texts(f"problems.{key}", field=field, limit=problem.limit, message=problem.message)
