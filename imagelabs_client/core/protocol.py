"""Parsing of the service's responses: untrusted bytes in, typed values out.

All functions are pure. Input that does not follow the protocol raises `UnexpectedResponseError` and nothing else.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from imagelabs_client.errors import UnexpectedResponseError
from imagelabs_client.service_info import EngineInfo

ReportedState = Literal["queued", "running", "done", "failed"]

MAX_TASK_ID: Final = 512
OWNER_HEADER: Final = "X-ImageLabs-Owner"
MAX_TEXT: Final = 500
MAX_WORDS: Final = 200
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
# What is not closed goes on to the end, so that no "<" is tried in vain: that would take quadratic time.
_TAGS: Final = re.compile(r"<(script|style)\b.*?(?:</\1>|\Z)|<[^>]*(?:>|\Z)", re.IGNORECASE | re.DOTALL)
_IMPROVED_KEYS: Final = ("prompt", "upgraded_prompt", "result", "text")


@dataclass(frozen=True, slots=True)
class Submission:
    """The response to a submit.

    Attributes:
        task_id: the job's id.
        can_cancel: whether the service states that it supports `/cancel`.
    """

    task_id: str
    can_cancel: bool = False


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """The response to a poll.

    Attributes:
        state: the state of the job.
        status: the service's own status text, or None.
        fraction: fraction completed, 0 to 1, or None if absent or invalid.
        preview_url: as sent, or None.
        final_url: as sent, or None; set exactly when `state` is "done".
        position: position in the queue, 1 or more, or None.
        steps: completed and total steps, or None.
        error: the error text, if `state` is "failed".
        code: the machine-readable code of the error, or None if the service sends none.
        recognised: words of the prompt that the engine understood.
        unrecognised: words of the prompt that it did not understand.
        engine: the engine that draws, or None.
    """

    state: ReportedState
    status: str | None = None
    fraction: float | None = None
    preview_url: str | None = None
    final_url: str | None = None
    position: int | None = None
    steps: tuple[int, int] | None = None
    error: str | None = None
    code: str | None = None
    recognised: tuple[str, ...] = ()
    unrecognised: tuple[str, ...] = ()
    engine: EngineInfo | None = None


def parse_json(body: bytes) -> Any:
    """Parse JSON of any shape.

    Raises:
        UnexpectedResponseError: it is not JSON, or nested too deeply.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        # `from None`: a UnicodeDecodeError holds the whole response, which may echo secrets.
        raise UnexpectedResponseError(f"The service did not answer with JSON but with {_excerpt(body)}.") from None


def is_task_id(text: str) -> bool:
    """Return whether a text may be a task id: one visible line of at most `MAX_TASK_ID` characters."""
    return 0 < len(text) <= MAX_TASK_ID and text.isprintable() and not text.isspace()


def parse_submission(body: bytes) -> Submission:
    """Parse the response to `/txt2img`.

    Raises:
        UnexpectedResponseError: it has no usable task id; the message includes the service's own error text.
    """
    answer = parse_json(body)
    task_id = answer.get("task_id") if isinstance(answer, dict) else None
    if isinstance(task_id, int) and not isinstance(task_id, bool):
        task_id = str(task_id)
    if isinstance(task_id, str) and task_id.strip():
        if not is_task_id(task_id):
            raise UnexpectedResponseError("The service answered with an invalid task id.")
        return Submission(task_id, answer.get("cancel") is True)
    reason = error_text(answer)
    if reason:
        raise UnexpectedResponseError(f"The service gave no task id, but said: {reason}.")
    raise UnexpectedResponseError(f"The service gave no task id. It answered with {_excerpt(body)}.")


def parse_progress(body: bytes) -> ProgressReport:
    """Parse the response to `/progress`.

    Raises:
        UnexpectedResponseError: it is not a JSON object.
    """
    answer = parse_json(body)
    if not isinstance(answer, dict):
        raise UnexpectedResponseError(f"The service did not report the progress but answered with {_excerpt(body)}.")
    status = _text(answer.get("status"))
    final_url = _url(answer.get("final_image_url"))
    position = _whole(answer.get("queue_position"), minimum=1)
    state, error = _state(status, final_url, position, answer)
    return ProgressReport(
        state=state,
        status=status,
        fraction=_fraction(answer.get("progress")),
        preview_url=_url(answer.get("current_image_url")),
        final_url=final_url,
        position=position,
        steps=_steps(answer.get("steps")),
        error=error,
        code=_code(answer.get("code")) if state == "failed" else None,
        recognised=_texts(answer.get("recognised")),
        unrecognised=_texts(answer.get("unrecognised")),
        engine=parse_engine(answer.get("engine")),
    )


def _state(
    status: str | None, final_url: str | None, position: int | None, answer: Mapping[str, Any]
) -> tuple[ReportedState, str | None]:
    """Return the job's state and error text; a picture URL takes precedence over any status text."""
    if final_url is not None:
        return "done", None
    lowered = (status or "").strip().lower()
    if "error" in lowered:
        return "failed", _text(answer.get("error")) or status
    if lowered == "done":
        return "failed", "it says that it is done, but there is no picture"
    if "queue" in lowered or (position is not None and not lowered):
        return "queued", None
    return "running", None


def parse_upgraded_prompt(body: bytes) -> str:
    """Parse the response to `/upgrade_prompt`.

    Raises:
        UnexpectedResponseError: it contains no improved prompt.
    """
    answer = parse_json(body)
    found: list[Any] = [answer.get(key) for key in _IMPROVED_KEYS] if isinstance(answer, dict) else [answer]
    for text in found:
        if isinstance(text, str) and text.strip():
            return text.strip()
    reason = error_text(answer)
    raise UnexpectedResponseError(
        f"The service did not improve the prompt, but said: {reason}."
        if reason
        else f"The service did not improve the prompt. It answered with {_excerpt(body)}."
    )


def parse_health(body: bytes) -> EngineInfo | None:
    """Parse the response to `/health`; return None if it does not describe the engine."""
    answer = _object_or_none(body)
    return parse_engine(answer.get("engine")) if answer else None


def parse_models(body: bytes) -> tuple[tuple[str, ...], str | None]:
    """Parse the response to `/models` into names and the default; return `((), None)` for anything else."""
    answer = _object_or_none(body) or {}
    return _texts(answer.get("models")), _text(answer.get("default"))


def parse_engine(value: Any) -> EngineInfo | None:
    """Parse a description of the engine; return None if it is invalid."""
    if not isinstance(value, dict) or not (name := _text(value.get("name"))):
        return None
    kind = value.get("kind")
    return EngineInfo(name, _text(value.get("version")) or "", kind if kind in ("procedural", "neural") else None)


def error_text(answer: Any) -> str | None:
    """Return the error text of a response as one line, or None.

    Supports `{"error": …}`, `{"detail": …}`, `{"message": …}`, `{"status": …}` and FastAPI's list of validation errors.
    """
    if isinstance(answer, str):
        return _text(answer)
    if not isinstance(answer, dict):
        return None
    for key in ("error", "detail", "message", "status"):
        value = answer.get(key)
        if isinstance(value, dict):
            value = value.get("message") or value.get("msg")
        if isinstance(value, list):
            value = "; ".join(filter(None, map(_problem_text, value[:20])))
        if isinstance(value, str) and (text := _text(value)):
            return text.rstrip(".")
    return None


def _problem_text(problem: Any) -> str | None:
    if not isinstance(problem, dict):
        return _text(problem)
    message = _text(problem.get("msg"))
    where = problem.get("loc")
    name = _text(where[-1]) if isinstance(where, list) and where else None
    if message and name and name not in message:
        return f"{name}: {message.rstrip('.')}"
    return message.rstrip(".") if message else None


def parse_failure(body: bytes) -> tuple[str, str | None]:
    """Parse the body of an error response into its error text, empty if there is none, and its code or None."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return "", None
    return error_text(answer) or "", _code(answer.get("code")) if isinstance(answer, dict) else None


def _object_or_none(body: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _excerpt(body: bytes) -> str:
    """Quote the beginning of a response, without markup."""
    if not body.strip():
        return "nothing"
    text = body[:4000].decode("utf-8", "replace")
    if text.lstrip().startswith("<"):
        inner = _clean(_TAGS.sub(" ", text))[:80]
        return f"a web page (“{inner}”)" if inner else "a web page"
    return f"“{_clean(text)[:80]}”"


def _clean(text: str) -> str:
    """Turn untrusted text into one line without control characters, surrogates and runs of spaces."""
    visible = _CONTROL.sub(" ", text).encode("utf-8", "replace").decode()
    return " ".join(visible.split())


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return _clean(value)[:MAX_TEXT] or None


def _code(value: Any) -> str | None:
    return value if isinstance(value, str) and _CODE.fullmatch(value) else None


def _url(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _fraction(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and 0 <= number <= 1 else None


def _whole(value: Any, minimum: int) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if minimum <= value < 2**31 else None


def _steps(value: Any) -> tuple[int, int] | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    done, total = _whole(value[0], 0), _whole(value[1], 1)
    return (done, total) if done is not None and total is not None and done <= total else None


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(filter(None, map(_text, value[:MAX_WORDS])))
