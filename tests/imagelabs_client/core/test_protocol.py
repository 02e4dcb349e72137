"""Any response becomes a typed value or an UnexpectedResponseError."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from imagelabs_client import UnexpectedResponseError
from imagelabs_client.core import protocol as p

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
KEYS = [
    "task_id", "status", "progress", "current_image_url", "final_image_url", "queue_position", "steps", "error",
    "recognised", "unrecognised", "engine", "cancel", "prompt", "result", "detail", "models", "default",
]  # fmt: skip
LIKELY = st.dictionaries(st.sampled_from(KEYS), JSON)
BODIES = st.binary() | (JSON | LIKELY).map(lambda value: json.dumps(value).encode())


@given(body=BODIES)
@example(b"[" * 100_000)
@example(b"9" * 10_000)
@example(b'{"task_id":' + b"9" * 10_000 + b"}")
@example(b'{"status": "\\ud800", "progress": "\\ud800"}')
def test_no_answer_is_too_strange(body: Any) -> None:
    for parse in (p.parse_submission, p.parse_progress, p.parse_upgraded_prompt):
        refusal = ""
        try:
            parse(body)
        except UnexpectedResponseError as error:
            refusal = str(error)
        assert len(refusal) < 700
        assert "\n" not in refusal
    p.parse_health(body)
    p.parse_models(body)
    p.parse_failure(body)


@given(body=LIKELY)
def test_progress_is_always_within_its_ranges(body: Any) -> None:
    progress = p.parse_progress(json.dumps(body).encode())
    assert progress.fraction is None or 0 <= progress.fraction <= 1
    assert progress.position is None or progress.position >= 1
    assert progress.steps is None or 0 <= progress.steps[0] <= progress.steps[1]
    assert (progress.state == "done") == (progress.final_url is not None)
    assert (progress.state == "failed") == (progress.error is not None)


def progress_of(**answer):
    return p.parse_progress(json.dumps(answer).encode())


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ({}, "running"),
        ({"status": None, "progress": None}, "running"),
        ({"status": "Painting the forms"}, "running"),
        ({"status": "In the queue"}, "queued"),
        ({"status": "QUEUED"}, "queued"),
        ({"queue_position": 3}, "queued"),
        ({"status": "Painting", "queue_position": 1}, "running"),
        ({"status": "Done", "final_image_url": "/x.png"}, "done"),
        ({"status": "Error: no", "final_image_url": "/x.png"}, "done"),
        ({"final_image_url": "/x.png"}, "done"),
        ({"status": "Done"}, "failed"),
        ({"status": "done", "final_image_url": ""}, "failed"),
        ({"status": "Done", "final_image_url": None}, "failed"),
        ({"status": "Internal ERROR"}, "failed"),
        ({"status": "queue error"}, "failed"),
        ({"status": 7}, "running"),
    ],
)
def test_what_a_status_means(answer: Any, state: Any) -> None:
    assert progress_of(**answer).state == state


@pytest.mark.parametrize(
    ("sent", "understood"),
    [
        (0.5, 0.5),
        (0, 0.0),
        (1, 1.0),
        ("0.25", 0.25),
        ("half", None),
        (None, None),
        (True, None),
        (-1, None),
        (7, None),
        (float("nan"), None),
        (float("inf"), None),
        ([0.5], None),
        (10**400, None),
    ],
)
def test_progress_that_makes_no_sense_is_unknown(sent: Any, understood: Any) -> None:
    assert progress_of(progress=sent).fraction == understood


def test_a_failure_tells_the_services_own_reason() -> None:
    assert progress_of(status="Error", error="out of paint").error == "out of paint"
    assert progress_of(status="Error: no brush").error == "Error: no brush"


def test_additions_of_our_own_service_are_understood() -> None:
    progress = progress_of(
        status="Painting",
        steps=[3, 24],
        recognised=["cat", "", 5],
        unrecognised=["gramophone"],
        engine={"name": "painter", "version": "1.0", "kind": "procedural"},
    )
    assert progress.steps == (3, 24)
    assert progress.recognised == ("cat",)
    assert progress.unrecognised == ("gramophone",)
    assert progress.engine == p.EngineInfo("painter", "1.0", "procedural")


@pytest.mark.parametrize("steps", [[3], [5, 3], [-1, 3], [1, 0], ["1", "2"], "12", None, [True, 2]])
def test_steps_that_make_no_sense_are_left_out(steps: Any) -> None:
    assert progress_of(steps=steps).steps is None


def test_texts_for_people_are_one_line_without_control_characters() -> None:
    assert progress_of(status="a\x1b[31m\n b\u2028c\ud800").status == "a [31m b c?"


@pytest.mark.parametrize(
    ("answer", "task_id", "can_cancel"),
    [
        ({"task_id": "abc"}, "abc", False),
        ({"task_id": "abc", "cancel": True}, "abc", True),
        ({"task_id": "abc", "cancel": "yes"}, "abc", False),
        ({"task_id": 12}, "12", False),
    ],
)
def test_submissions(answer: Any, task_id: Any, can_cancel: Any) -> None:
    assert p.parse_submission(json.dumps(answer).encode()) == p.Submission(task_id, can_cancel)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{}", b'{"task_id":null}', b'{"task_id":""}', b'{"task_id":" "}', b'{"task_id":true}',
     b'{"task_id":"a\\nb"}', b'{"task_id":"' + b"x" * 600 + b'"}', b"<html>hello</html>", b'{"task_id":'],
)  # fmt: skip
def test_a_submission_without_a_usable_id_is_refused(body: Any) -> None:
    with pytest.raises(UnexpectedResponseError):
        p.parse_submission(body)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"error": "no credits left"}, "no credits left"),
        ({"detail": "too busy"}, "too busy"),
        ({"message": {"x": 1}, "status": "error"}, "error"),
        ({"error": {"message": "nested"}}, "nested"),
        ("just text", "just text"),
    ],
)
def test_an_error_text_instead_of_an_id_is_passed_on(answer: Any, message: Any) -> None:
    with pytest.raises(UnexpectedResponseError, match=message):
        p.parse_submission(json.dumps(answer).encode())


def test_fastapis_list_of_problems_becomes_sentences() -> None:
    body = {"detail": [{"loc": ["body", "width"], "msg": "must be 64 or more."}, {"msg": "prompt is empty"}]}
    assert p.parse_failure(json.dumps(body).encode())[0] == "width: must be 64 or more; prompt is empty"


def test_a_web_page_is_quoted_without_its_markup() -> None:
    page = b"<html><head><style>b{}</style><title>502 Bad Gateway</title></head></html>"
    with pytest.raises(UnexpectedResponseError, match=r"a web page .*502 Bad Gateway"):
        p.parse_progress(page)


@pytest.mark.parametrize(
    "answer",
    ["better", {"prompt": "better"}, {"upgraded_prompt": "better"}, {"result": "better"}, {"text": " better\n"},
     {"prompt": "", "text": "better"}, {"prompt": None, "result": "better"}],
)  # fmt: skip
def test_improved_prompts_come_in_several_shapes(answer: Any) -> None:
    assert p.parse_upgraded_prompt(json.dumps(answer).encode()) == "better"


@pytest.mark.parametrize("answer", [None, [], {}, "", {"prompt": ""}, {"error": "no"}, 5])
def test_no_improved_prompt_is_an_error(answer: Any) -> None:
    with pytest.raises(UnexpectedResponseError):
        p.parse_upgraded_prompt(json.dumps(answer).encode())
