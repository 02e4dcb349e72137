"""Whatever is sent, the service and the page answer soon and in a sentence: no fault of theirs, no traceback, no hang.

The two documents in `openapi/` say what is taken and what is answered. schemathesis makes requests that fit them, at
every boundary, and requests that just do not fit. `SCHEMA_EXAMPLES=300` draws many more, other ones every time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import requests
import schemathesis
from hypothesis import settings
from schemathesis import Case

from tests.conftest import ROOT, START_TIMEOUT, RunningApp, free_port
from tests.serving import ENGINES, SCRIPTED

# Collects the tests below. Where every run of pytest loads it anyway, it is here already.
PLUGIN: Final = "schemathesis.pytest.plugin"
pytest_plugins = () if PLUGIN in sys.modules else (PLUGIN,)

DOCUMENTS: Final = Path(__file__).parent / "openapi"
PATIENCE: Final = 10.0  # seconds in which everything is answered, on a busy machine
THOROUGH: Final = os.environ.get("SCHEMA_EXAMPLES", "")
EXAMPLES: Final = int(THOROUGH or 6)  # of each operation, besides those at boundaries
SECRETS: Final = ("Traceback", 'File "', "site-packages", "imagelabs.invalid")  # what no sentence has in it


OFF: Final = {"enabled": False}
# A full queue, or a full disk, is no fault if it is said as described.
HONEST: Final = {"expected-statuses": ["2xx", "3xx", "4xx", "503", "507"]}


def described(document: str, checks: Mapping[str, Any], operations: list[dict[str, Any]]) -> Any:
    """Return what a document describes, as schemathesis tests it."""
    config = schemathesis.Config.from_dict(
        {
            **({} if THOROUGH else {"seed": 1}),
            "generation": {"deterministic": not THOROUGH, "max-examples": EXAMPLES},
            "checks": dict(checks),
            "output": {"sanitization": OFF},  # sessions are no secrets here, and a failure is to be repeated
            "operations": operations,
        }
    )
    return schemathesis.openapi.from_path(DOCUMENTS / document, config=config)


SERVICE: Final = described(
    "service.json",
    {"not_a_server_error": HONEST},
    [
        # A prompt must not be blank, which patterns could say too, but texts that fit patterns take long to make.
        {"include-name": ["POST /txt2img", "POST /upgrade_prompt"], "checks": {"positive_data_acceptance": OFF}},
        # Old clients may send numbers as texts, and keys that mean nothing any more.
        {"include-name": "POST /txt2img", "checks": {"negative_data_rejection": OFF, "positive_data_acceptance": OFF}},
    ],
)
PAGE: Final = described(
    "page.json",
    {
        "not_a_server_error": HONEST,
        "unsupported_method": OFF,  # what is not listed is answered 404, whatever is asked
        "negative_data_rejection": OFF,  # what is wrong is said when the event is over
        "positive_data_acceptance": OFF,  # files have to be uploaded first, and events take what they take
    },
    # The same as under /v2/, where its values have names.
    [{"include-name": "POST /gradio_api/call/generate", "phases": {"coverage": OFF}}],
)


@dataclass
class Program:
    """A running program, and the part of its log that was read already."""

    url: str
    log_path: Path
    session: requests.Session
    read: int = 0
    inputs: Mapping[int, int] | None = None  # how many values each event of the page takes

    def new_log(self) -> str:
        """Return what was written to the log since this was last called."""
        if self.log_path.stat().st_size == self.read:
            return ""
        content = self.log_path.read_bytes()[self.read :]
        self.read += len(content)
        return content.decode(errors="replace")

    def answers(self, case: Case) -> schemathesis.Response:
        """Send a request, and check its answer and the log."""
        begun = time.monotonic()
        answer = case.call(base_url=self.url, session=self.session, timeout=PATIENCE)
        # Of a stream that has not ended by then, schemathesis takes what there is.
        assert time.monotonic() - begun < PATIENCE, f"no end: {case.as_curl_command(base_url=self.url)}"
        case.validate_response(answer)
        self.has_a_calm_log(case)
        return answer

    def has_a_calm_log(self, case: Case) -> None:
        news = self.new_log()
        assert "Traceback" not in news, f"{case.as_curl_command(base_url=self.url)}\n{news[-3000:]}"


def without_proxies() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    return session


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    log, port = tmp_path_factory.mktemp("service") / "log", free_port()
    command = [sys.executable, "-m", "imagelabs_server", "--port", str(port), "--engine", SCRIPTED]
    with log.open("wb") as file:
        process = subprocess.Popen(
            [*command, "--queue-size", "1000"],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ENGINES)},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    program = Program(f"http://127.0.0.1:{port}", log, without_proxies())
    try:
        until = time.monotonic() + START_TIMEOUT
        while "running on" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.05)
        yield program
    finally:
        program.session.close()
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def page(start_app: Callable[..., RunningApp]) -> Iterator[Program]:
    app = start_app("--engine", SCRIPTED, PYTHONPATH=str(ENGINES))
    app.wait_until_it_answers()
    program = Program(app.url.rstrip("/"), app.log_path, without_proxies())
    events = program.session.get(f"{program.url}/config", timeout=PATIENCE).json()["dependencies"]
    program.inputs = {event["id"]: len(event["inputs"]) for event in events}
    yield program
    program.session.close()


@SERVICE.parametrize()
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_service_answers_everything_as_it_is_described(case: Case, service: Program) -> None:
    service.answers(case)


@PAGE.parametrize()
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_page_answers_everything_as_it_is_described(case: Case, page: Program) -> None:
    fit(case, page.inputs or {})
    answer = page.answers(case)
    if case.method == "POST" and answer.status_code == 200 and "event_id" in (found := answer.json()):
        for sentence in ends(case, page, found["event_id"]):
            assert sentence, f"nothing is said: {case.as_curl_command(base_url=page.url)}"
            assert not [word for word in SECRETS if word in sentence], sentence
        page.has_a_calm_log(case)


def test_what_was_heard_to_its_end_is_not_waited_for_again(page: Program) -> None:
    """A program whose connection broke asks once more, and must not wait for ever."""
    url = f"{page.url}/gradio_api/call/upgrade_prompt"
    event = page.session.post(url, json={"data": ["a cat"]}, timeout=PATIENCE).json()["event_id"]
    for _ in range(2):
        begun = time.monotonic()
        with page.session.get(f"{url}/{event}", stream=True, timeout=PATIENCE) as stream:
            for _line in stream.iter_lines():
                assert time.monotonic() - begun < PATIENCE, "no end"


def fit(case: Case, inputs: Mapping[int, int]) -> None:
    """Give an event as many values as it takes, so that they get further than the door."""
    body = case.body
    if isinstance(body, dict) and isinstance(body.get("data"), list) and isinstance(body.get("fn_index"), int):
        needed = inputs.get(body["fn_index"], 0)
        if body["data"] and needed:
            body["data"] = (body["data"] * needed)[:needed]
    # The stream of a session that exists stays open for its next answer: those that are asked for here do not exist.
    if isinstance(body, dict) and isinstance(session := body.get("session_hash"), str) and len(session) < 90:
        body["session_hash"] = f"known-{session}"


def ends(case: Case, page: Program, event: str) -> Iterator[str]:
    """Wait for the end of an event, and yield what is said if it has failed.

    A stream that says nothing for too long raises.
    """
    if case.path.endswith("/join"):
        url = f"{page.url}/gradio_api/queue/data?session_hash={case.body['session_hash']}"
    else:
        url = f"{page.url}{case.path}/{event}"
    with page.session.get(url, stream=True, timeout=PATIENCE) as stream:
        lines = [line.decode() for line in stream.iter_lines() if line]
    messages = [json.loads(line.removeprefix("data:")) for line in lines if line.startswith("data:")]
    if "event: error" in lines:
        yield str((messages[-1] or {}).get("error") or "")
    for message in messages:
        if isinstance(message, dict) and message.get("msg") == "process_completed" and not message["success"]:
            yield str(message["output"].get("error") or "")
    assert lines, "the stream has ended without a word"
    assert "event: complete" in lines or "event: error" in lines or '"msg":"close_stream"' in lines[-1], lines[-1:]
