"""`python -m imagelabs_server` over real HTTP: it serves, it stops when told, it leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from imagelabs_server.__main__ import main

from .conftest import ENGINES, SCRIPTED

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def session_members(session: int) -> list[int]:
    """The processes of a session that have not ended."""
    members = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, _group, its_session = stat.read_text().rpartition(")")[2].split()[:4]
        except FileNotFoundError:
            continue
        if int(its_session) == session and state != "Z":
            members.append(int(stat.parent.name))
    return members


@contextmanager
def served() -> Iterator[tuple[subprocess.Popen[bytes], httpx.Client]]:
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ENGINES)])}
    command = [sys.executable, "-m", "imagelabs_server", "--port", str(port), "--engine", SCRIPTED, "--workers", "2"]
    with (
        subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http,
    ):
        try:
            give_up = time.monotonic() + 30
            while True:
                try:
                    http.get("/health").raise_for_status()
                    break
                except httpx.TransportError:
                    assert process.poll() is None
                    assert time.monotonic() < give_up
                    time.sleep(0.05)
            yield process, http
        finally:
            for pid in session_members(process.pid):
                os.kill(pid, signal.SIGKILL)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_ends_with_its_workers_though_one_is_busy(end: signal.Signals) -> None:
    with served() as (process, http):
        http.post("/txt2img", json={"prompt": "deaf"}).raise_for_status()
        assert len(session_members(process.pid)) == 3
        os.killpg(process.pid, end)
        process.wait(15)
        assert session_members(process.pid) == []
        assert process.stderr
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("arguments", [["--workers", "0"], ["--engine", "crayons"], ["--port", "many"]])
def test_wrong_options_are_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    assert "error:" in capsys.readouterr().err
