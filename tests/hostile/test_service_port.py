"""The service's own port: no owner can be invented there, and one client's tasks and bodies leave room for others."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import ROOT, free_port
from tests.hostile.attack import LONGEST_WAIT, TooSlowError, at_once

OWNER = "X-ImageLabs-Owner"
LARGE = {"prompt": "a castle", "width": 1024, "height": 1024}
SMALL = {"prompt": "a cat", "width": 64, "height": 64}
QUEUE = 32  # places, by default


class Service:
    """The service as a process, whose clients come from addresses of this machine's own network."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}"

    def client(self, address: str) -> httpx.Client:
        """Return a client that comes from an address."""
        transport = httpx.HTTPTransport(local_address=address, trust_env=False)
        return httpx.Client(base_url=self._url, transport=transport, timeout=60)


@contextmanager
def service(folder: Path, *arguments: str) -> Iterator[Service]:
    """Run the service with one worker."""
    port = free_port()
    command = [sys.executable, "-m", "imagelabs_server", "--port", str(port), "--workers", "1", *arguments]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    running, until = Service(port), time.monotonic() + 60
    try:
        with running.client("127.0.0.1") as client:
            while True:
                assert process.poll() is None, (folder / "log").read_text()
                assert time.monotonic() < until, (folder / "log").read_text()
                with suppress(httpx.TransportError):
                    if client.get("/health").is_success:
                        break
                time.sleep(0.1)
        yield running
    finally:
        process.terminate()
        process.wait(20)
    assert "Traceback" not in (folder / "log").read_text()


@contextmanager
def ended(client: httpx.Client, tasks: list[str]) -> Iterator[None]:
    """Cancel tasks after the block, so that nobody has to paint them."""
    try:
        yield
    finally:
        for task in tasks:
            client.post("/cancel", json={"task_id": task})


def submit(client: httpx.Client, params: dict[str, Any], owner: str = "") -> httpx.Response:
    return client.post("/txt2img", json=params, headers={OWNER: owner} if owner else {})


def position(client: httpx.Client, answer: httpx.Response) -> int:
    """Return how soon a task is painted: 0 if it is being painted, or is done."""
    return int(client.post("/progress", json={"task_id": answer.json()["task_id"]}).json().get("queue_position", 0))


def accepted(answers: list[Any]) -> list[str]:
    return [answer.json()["task_id"] for answer in answers if answer.is_success]


def test_an_invented_owner_is_not_believed(tmp_path: Path) -> None:
    """Sixty owners of one address have the share of one, and another address has the next turn."""
    with service(tmp_path) as running, running.client("127.0.0.2") as client, running.client("127.0.0.3") as other:
        answers = [submit(client, LARGE, f"owner{number}") for number in range(60)]
        with ended(client, accepted(answers)):
            assert len(accepted(answers)) <= QUEUE * 3 / 4 + 2
            refused = [answer for answer in answers if not answer.is_success]
            assert {answer.status_code for answer in refused} == {503}
            assert all(int(answer.headers["retry-after"]) >= 1 for answer in refused)
            honest = submit(other, SMALL)
            assert honest.is_success
            assert position(other, honest) <= 2


def test_an_owner_is_believed_where_only_a_page_can_ask(tmp_path: Path) -> None:
    """With `--trust-owner`, the visitors of one page take turns, although all of them come from its address."""
    with service(tmp_path, "--trust-owner") as running, running.client("127.0.0.2") as client:
        answers = [submit(client, LARGE, "hostile") for _ in range(60)]
        with ended(client, accepted(answers)):
            assert len(accepted(answers)) <= QUEUE * 3 / 4 + 2
            honest = submit(client, SMALL, "honest")
            assert honest.is_success
            assert position(client, honest) <= 2


BODIES: dict[str, tuple[str, bytes]] = {
    "lists": ("/txt2img", json.dumps({"prompt": [[]] * 300_000}, separators=(",", ":")).encode()),
    "keys": ("/txt2img", json.dumps({f"{number:x}": 0 for number in range(90_000)}).encode()),
    "weights": ("/upgrade_prompt", json.dumps({"prompt": "(" * 5000 + "a:1.1" + ")" * 4990}).encode()),
    "digits": ("/upgrade_prompt", json.dumps({"prompt": ("(a:1." + "1" * 20) * 385}).encode()),
    "a task": ("/progress", json.dumps({"task_id": "a" * 250_000}).encode()),
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with service(tmp_path_factory.mktemp("service")) as started:
        yield started


@pytest.mark.flaky(reruns=1, only_rerun=["TooSlowError"])
@pytest.mark.parametrize(("path", "body"), BODIES.values(), ids=BODIES.keys())
def test_no_body_holds_up_the_polls_of_others(running: Service, path: str, body: bytes) -> None:
    """Twenty requests at once, while somebody else asks again and again how the service is."""
    headers = {"content-type": "application/json"}
    with running.client("127.0.0.2") as client, running.client("127.0.0.3") as other:
        longest = longest_wait(
            lambda: at_once(lambda _: client.post(path, content=body, headers=headers), range(20), threads=20),
            lambda: other.get("/health").raise_for_status(),
        )
    print(f"another client waited for {longest:.3f} s at most")
    if longest > LONGEST_WAIT:
        raise TooSlowError(f"another client waited for {longest:.2f} s")


def longest_wait(attack: Callable[[], object], ask: Callable[[], object]) -> float:
    """Ask again and again until an attack is over, and return the seconds of the longest wait."""
    thread = threading.Thread(target=attack)
    longest, began = 0.0, time.monotonic()
    ask()
    usual = time.monotonic() - began
    thread.start()
    while thread.is_alive():
        began = time.monotonic()
        ask()
        longest = max(longest, time.monotonic() - began)
        time.sleep(0.02)
    thread.join()
    return max(0.0, longest - 4 * usual)  # what is slow without any attack is not the attack's doing
