"""The service as a separate process, for tests that need a real port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from imagelabs_client import APIConnectionError, ImageLabs

ROOT = Path(__file__).resolve().parent.parent
ENGINES = ROOT / "tests" / "imagelabs_server" / "engines_for_tests"
SCRIPTED = "scripted_engine:ScriptedEngine"  # draws at once, where the picture itself does not matter
START_TIMEOUT = 60.0  # seconds


@contextmanager
def serving(folder: Path, engine: str = "painter") -> Iterator[str]:
    """Run `python -m imagelabs_server` and yield its URL; its log is written to `folder`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "log"
    command = [sys.executable, "-m", "imagelabs_server", "--port", str(port), "--engine", engine]
    environment = os.environ | {"PYTHONPATH": str(ENGINES)}
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + START_TIMEOUT
        with ImageLabs(base_url=url, max_retries=0) as client:
            while True:
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                with suppress(APIConnectionError):
                    client.service_info()
                    break
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)
