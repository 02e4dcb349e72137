"""Shared fixtures: an environment without settings of this machine, and the app as a separate process."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
START_TIMEOUT = 90.0  # seconds; importing Gradio alone is slow on a busy machine
END_TIMEOUT = 20.0  # seconds

# Set before anything imports Gradio: tests must not send analytics.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
# The dozens of programs that tests start would otherwise compile all of our modules, each of them anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("any machine", deadline=None)  # a busy one may halt for as long as it likes
settings.load_profile("any machine")


# Background jobs of a shell ignore SIGINT, and the programs that tests interrupt would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """What is there by now stays: to look at it whenever garbage is collected takes longer than many a test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


def _is_setting(name: str) -> bool:
    """Return whether a variable configures one of our programs."""
    return name.startswith(("IMAGELABS_", "PLAYGROUND_", "SPACE_")) or name.lower().endswith("_proxy")


@pytest.fixture(autouse=True)
def scrubbed_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove all environment variables that configure our programs."""
    for name in filter(_is_setting, list(os.environ)):
        monkeypatch.delenv(name)


@dataclass
class RunningApp:
    """The app as a process in its own session, so that all its child processes can be found."""

    process: subprocess.Popen[bytes]
    port: int
    log_path: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def log(self) -> str:
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def wait_until_it_answers(self) -> None:
        until = time.monotonic() + START_TIMEOUT
        with httpx.Client(timeout=5, trust_env=False) as client:
            while time.monotonic() < until:
                assert self.process.poll() is None, f"the app ended:\n{self.log}"
                with suppress(httpx.TransportError):
                    if client.get(self.url).is_success:
                        return
                time.sleep(0.1)
        raise AssertionError(f"the app did not answer:\n{self.log}")

    def family(self) -> list[int]:
        """Return the ids of all running processes in the app's session."""
        alive = []
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                state, _, _, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
                if int(session) == self.process.pid and state != "Z":
                    alive.append(int(entry.name))
        return alive

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop the app with a signal, check that no process is left, and return its exit status."""
        try:
            self.process.send_signal(how)
            status = self.process.wait(END_TIMEOUT)
            until = time.monotonic() + 5
            while self.family() and time.monotonic() < until:
                time.sleep(0.05)
            assert self.family() == [], "the app left processes behind"
            return status
        finally:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


StartApp = Callable[..., RunningApp]


@contextmanager
def apps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartApp]:
    """Yield a function that starts the app with arguments and variables; running apps are stopped at the end."""
    started: list[RunningApp] = []

    def start(*arguments: str, port: int | None = None, **variables: str) -> RunningApp:
        folder = tmp_path_factory.mktemp("app")
        port = port or free_port()
        environment = {name: value for name, value in os.environ.items() if not _is_setting(name)}
        environment |= {"GRADIO_TEMP_DIR": str(folder / "gradio")} | variables
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "app.py", "--port", str(port), *arguments],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        started.append(RunningApp(process, port, folder / "log"))
        return started[-1]

    yield start
    for app in started:
        if app.process.poll() is None:
            app.end()


@pytest.fixture(scope="module")
def start_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartApp]:
    """Return a function that starts the app with arguments and variables; no app outlives the tests of a file."""
    with apps(tmp_path_factory) as start:
        yield start


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """The app with default settings, which uses the built-in painter."""
    with apps(tmp_path_factory) as start:
        running = start()
        running.wait_until_it_answers()
        yield running
        assert running.end() == 0
    assert "Traceback" not in running.log
    assert not (ROOT / ".gradio").exists(), "something was written beside the code"


def pytest_xdist_auto_num_workers() -> int:
    """Say how many processes `-n auto` means: half as many again as processors, because tests also wait."""
    return max(2, (os.cpu_count() or 2) * 3 // 2)
