"""What the service's answers mean: untrusted bytes in, typed values out.

Everything here is pure. Whatever the protocol does not know raises `UnexpectedResponseError`, and nothing else.
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
MAX_TEXT: Final = 500
MAX_WORDS: Final = 200
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TAGS: Final = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_IMPROVED_KEYS: Final = ("prompt", "upgraded_prompt", "result", "text")


@dataclass(frozen=True, slots=True)
class Submission:
    """The answer to a submit.

    Attributes:
        task_id: the job's id.
        can_cancel: whether the service said that it takes `/cancel`.
    """

    task_id: str
    can_cancel: bool = False


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """The answer to a poll.

    Attributes:
        state: what it comes down to.
        status: the service's own words, or None.
        fraction: share done, 0 to 1, or None if absent or absurd.
        preview_url: as sent, or None.
        final_url: as sent, or None; set exactly when `state` is "done".
        position: place in the queue, 1 or more, or None.
        steps: steps done and in all, or None.
        error: what went wrong, when `state` is "failed".
        code: the same for programs, or None if the service gives none.
        recognised: words understood.
        unrecognised: words not understood.
        engine: what draws, or None.
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
        UnexpectedResponseError: it is no JSON, or nested too deeply.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        # Not as the cause: an error about encodings holds the whole answer, and what it echoes.
        raise UnexpectedResponseError(f"The service did not answer with JSON but with {_excerpt(body)}.") from None


def is_task_id(text: str) -> bool:
    """Tell whether a text may be a task's id: something visible, on one line, of a sane length."""
    return 0 < len(text) <= MAX_TASK_ID and text.isprintable() and not text.isspace()


def parse_submission(body: bytes) -> Submission:
    """Read the answer to `/txt2img`.

    Raises:
        UnexpectedResponseError: it holds no usable task id; the message repeats the service's own error text.
    """
    answer = parse_json(body)
    task_id = answer.get("task_id") if isinstance(answer, dict) else None
    if isinstance(task_id, int) and not isinstance(task_id, bool):
        task_id = str(task_id)
    if isinstance(task_id, str) and task_id.strip():
        if not is_task_id(task_id):
            raise UnexpectedResponseError("The service answered with a task id that cannot be one.")
        return Submission(task_id, answer.get("cancel") is True)
    told = error_text(answer)
    if told:
        raise UnexpectedResponseError(f"The service gave no task id, but said: {told}.")
    raise UnexpectedResponseError(f"The service gave no task id. It answered with {_excerpt(body)}.")


def parse_progress(body: bytes) -> ProgressReport:
    """Read the answer to `/progress`.

    Raises:
        UnexpectedResponseError: it is not a JSON object.
    """
    answer = parse_json(body)
    if not isinstance(answer, dict):
        raise UnexpectedResponseError(f"The service did not tell the progress but answered with {_excerpt(body)}.")
    status = _text(answer.get("status"))
    final_url = _url(answer.get("final_image_url"))
    position = _whole(answer.get("queue_position"), least=1)
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
        recognised=_words(answer.get("recognised")),
        unrecognised=_words(answer.get("unrecognised")),
        engine=parse_engine(answer.get("engine")),
    )


def _state(
    status: str | None, final_url: str | None, position: int | None, answer: Mapping[str, Any]
) -> tuple[ReportedState, str | None]:
    """Decide what a poll says; a picture's address outweighs every word."""
    if final_url is not None:
        return "done", None
    words = (status or "").strip().lower()
    if "error" in words:
        return "failed", _text(answer.get("error")) or status
    if words == "done":
        return "failed", "it says that it is done, but there is no picture"
    if "queue" in words or (position is not None and not words):
        return "queued", None
    return "running", None


def parse_upgraded_prompt(body: bytes) -> str:
    """Read the answer to `/upgrade_prompt`.

    Raises:
        UnexpectedResponseError: it holds no improved prompt.
    """
    answer = parse_json(body)
    found: list[Any] = [answer.get(key) for key in _IMPROVED_KEYS] if isinstance(answer, dict) else [answer]
    for text in found:
        if isinstance(text, str) and text.strip():
            return text.strip()
    told = error_text(answer)
    raise UnexpectedResponseError(
        f"The service did not improve the prompt, but said: {told}."
        if told
        else f"The service did not improve the prompt. It answered with {_excerpt(body)}."
    )


def parse_health(body: bytes) -> EngineInfo | None:
    """Read the answer to `/health`; None if it says nothing about the engine."""
    answer = _object_or_none(body)
    return parse_engine(answer.get("engine")) if answer else None


def parse_models(body: bytes) -> tuple[tuple[str, ...], str | None]:
    """Read the answer to `/models`: the names and the default; empty if it is something else."""
    answer = _object_or_none(body) or {}
    return _words(answer.get("models")), _text(answer.get("default"))


def parse_engine(value: Any) -> EngineInfo | None:
    """Read a description of the engine, or None if it is none."""
    if not isinstance(value, dict) or not (name := _text(value.get("name"))):
        return None
    kind = value.get("kind")
    return EngineInfo(name, _text(value.get("version")) or "", kind if kind in ("procedural", "neural") else None)


def error_text(answer: Any) -> str | None:
    """Return what an answer says went wrong, in one line, or None.

    Understands `{"error": …}`, `{"detail": …}`, `{"message": …}`, `{"status": …}` and FastAPI's list of problems.
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
    """Read the body of an error answer: what it says in one line, or an empty text, and its code, or None."""
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
    """Quote the beginning of an answer, without markup."""
    if not body.strip():
        return "nothing"
    text = body[:4000].decode("utf-8", "replace")
    if text.lstrip().startswith("<"):
        inner = _clean(_TAGS.sub(" ", text))[:80]
        return f"a web page (“{inner}”)" if inner else "a web page"
    return f"“{_clean(text)[:80]}”"


def _clean(text: str) -> str:
    """Make one line of hostile text: no control characters, no surrogates, no runs of spaces."""
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


def _whole(value: Any, least: int) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if least <= value < 2**31 else None


def _steps(value: Any) -> tuple[int, int] | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    done, total = _whole(value[0], 0), _whole(value[1], 1)
    return (done, total) if done is not None and total is not None and done <= total else None


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(filter(None, map(_text, value[:MAX_WORDS])))
