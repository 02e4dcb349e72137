"""`python -m imagelabs_server` over real HTTP: it serves, stops on signals, and leaves no process behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from imagelabs_server.command import main
from tests.serving import ENGINES, SCRIPTED

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def session_members(session: int) -> list[int]:
    """Return the ids of all running processes in a session."""
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


@pytest.mark.parametrize(
    "arguments", [["--workers", "0"], ["--engine", "crayons"], ["--port", "many"], ["--port", "65536"]]
)
def test_wrong_options_are_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    assert "error:" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["many", "-1", "65536", "１", "9" * 5000])
def test_a_port_that_is_none_is_told_what_a_port_is(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([f"--port={port}"])
    assert "a port is a number from 0 to 65535" in capsys.readouterr().err


def run_briefly(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ENGINES)])}
    command = [sys.executable, "-m", "imagelabs_server", "--engine", SCRIPTED, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)


def test_a_port_in_use_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run_briefly("--port", str(port))
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert f"cannot listen on 127.0.0.1 port {port}: Address already in use" in line


def test_an_address_of_another_machine_is_said_in_one_line() -> None:
    ended = run_briefly("--host", "192.0.2.1", "--port", "0")
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert "cannot listen on 192.0.2.1 port 0" in line


def test_port_0_takes_a_free_port_and_names_it() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ENGINES)])}
    command = [sys.executable, "-m", "imagelabs_server", "--engine", SCRIPTED, "--port", "0"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            address = next(found for line in process.stderr if (found := re.search(r"http://127\.0\.0\.1:(\d+)", line)))
            assert int(address[1]) > 0
            assert httpx.get(f"{address[0]}/health", trust_env=False).json()["status"] == "ok"
        finally:
            process.terminate()
            process.communicate(timeout=20)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_clients_that_neither_send_nor_read_on_do_not_keep_it_from_ending() -> None:
    with served() as (process, http), ExitStack() as sockets:
        body = {"prompt": "noise", "width": 2048, "height": 2048}
        task = http.post("/txt2img", json=body).raise_for_status().json()
        while not (url := http.post("/progress", json=task).json()["final_image_url"]):
            time.sleep(0.01)
        address = (http.base_url.host, http.base_url.port)
        for half in (f"GET {url} HTTP/1.1\r\nHost: x\r\n\r\n", "POST /txt2img HTTP/1.1\r\nHost: x\r\nContent-Le"):
            client = sockets.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect(address)
            client.sendall(half.encode())
        assert http.get("/health").is_success
        process.terminate()
        process.wait(15)
        assert session_members(process.pid) == []
