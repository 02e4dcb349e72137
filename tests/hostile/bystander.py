"""Another visitor, as a process of its own: asks for something cheap again and again, and measures what it notices.

    python tests/hostile/bystander.py PORT PROCESS ADDRESS EVENT BUTTON

It writes a line of JSON for each line that it reads, about the time since the line before: see `tests.hostile.attack`,
which starts it. In a process, because the threads that attack would hold up one beside them; and with nothing but the
standard library, so that it starts at once.
"""

from __future__ import annotations

import http.client
import json
import secrets
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

PAUSE = 0.05  # seconds between two requests
PATIENCE = 60.0  # seconds after which a request counts as never answered
_EVERY = 5  # requests of which one is an event: the preview of a dynamic prompt
_SAMPLE = 0.05  # seconds between two looks at the memory
_PAGE = 4096  # bytes
_PROMPT = "a {red|blue} house"


@dataclass
class Notes:
    """What was noticed in a while.

    Attributes:
        asked: number of requests.
        longest: seconds that the slowest took.
        longest_what: which that was.
        worked: seconds of a processor that the app's event loop used meanwhile; the rest it was waiting, too.
        refused: answers that were not what was asked for.
        peak: bytes of memory of the app and its processes, at most.
    """

    asked: int = 0
    longest: float = 0.0
    longest_what: str = ""
    worked: float = 0.0
    refused: list[str] = field(default_factory=list)
    peak: int = 0

    def took(self, seconds: float, worked: float, what: str) -> None:
        """Count how long something took."""
        if seconds > self.longest:
            self.longest, self.worked, self.longest_what = seconds, worked, what


class Bystander:
    """Asks in the main thread; another one looks at the memory."""

    def __init__(self, port: int, process: int, address: str, event: int, button: int) -> None:
        self._port = port
        self._process = process
        self._address = address
        self._event = {"fn_index": event, "trigger_id": button, "data": [_PROMPT, "1", 1]}
        self._number = 0
        self._session = f"bystander-{secrets.token_hex(8)}"
        self._lock = threading.Lock()
        self._notes = Notes()
        self._waiting: tuple[float, float, str] | None = None  # since when, by both clocks, and for what

    def run(self) -> None:
        """Ask until standard input ends."""
        threading.Thread(target=self._look, daemon=True).start()
        threading.Thread(target=self._ask_always, daemon=True).start()
        for _ in sys.stdin:
            with self._lock:
                notes, self._notes = self._notes, Notes(peak=memory(self._process))
                if self._waiting is not None:  # it counts again, longer, once it is answered
                    began, worked, what = self._waiting
                    notes.took(time.monotonic() - began, self._worked() - worked, what)
            print(json.dumps(asdict(notes)), flush=True)

    def _ask_always(self) -> None:
        while True:
            self._ask()
            time.sleep(PAUSE)

    def _look(self) -> None:
        while True:
            now = memory(self._process)
            with self._lock:
                self._notes.peak = max(self._notes.peak, now)
            time.sleep(_SAMPLE)

    def _ask(self) -> None:
        self._number += 1
        what = "preview" if self._number % _EVERY == 0 else "state"
        began, worked = time.monotonic(), self._worked()
        self._waiting = began, worked, what
        try:
            trouble = self._preview() if what == "preview" else self._state()
        except (OSError, http.client.HTTPException) as error:
            trouble = repr(error)
        with self._lock:
            self._waiting = None
            self._notes.asked += 1
            self._notes.took(time.monotonic() - began, self._worked() - worked, what)
            if trouble:
                self._notes.refused.append(trouble[:200])

    def _worked(self) -> float:
        return loop_times(self._process)[0]

    def _state(self) -> str:
        status, body = self._request("GET", "/playground-assets/backend")
        return "" if status == 200 and b"ready" in body else f"{status} {body[:100]!r}"

    def _preview(self) -> str:
        status, body = self._request("POST", "/gradio_api/queue/join", {**self._event, "session_hash": self._session})
        if status != 200:
            return f"{status} {body[:100]!r}"
        status, body = self._request("GET", f"/gradio_api/queue/data?session_hash={self._session}")
        return "" if b"a red house" in body or b"a blue house" in body else f"{status} {body[-100:]!r}"

    def _request(self, method: str, path: str, value: dict[str, Any] | None = None) -> tuple[int, bytes]:
        """Ask over a connection of its own, as whoever comes anew."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        with closing(connection):
            headers = {"x-forwarded-for": self._address, "content-type": "application/json"}
            connection.request(method, path, None if value is None else json.dumps(value), headers)
            response = connection.getresponse()
            return response.status, response.read()


def loop_times(process: int) -> tuple[float, float]:
    """Return the seconds that a process's first thread has used a processor, and waited for one."""
    ran, waited, _ = Path(f"/proc/{process}/task/{process}/schedstat").read_text().split()
    return int(ran) / 1e9, int(waited) / 1e9


def memory(process: int) -> int:
    """Return the bytes of memory that a process and its descendants have."""
    total = 0
    for number in family(process):
        with suppress(OSError):
            total += int(Path(f"/proc/{number}/statm").read_text().split()[1]) * _PAGE
    return total


def family(process: int) -> Iterator[int]:
    """Yield a process and all its descendants, without those that are just being started.

    Those still share the memory of the process that starts them, and have its command line.
    """
    yield process
    with suppress(OSError):
        command = Path(f"/proc/{process}/cmdline").read_bytes()
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            with suppress(OSError):
                for child in map(int, children.read_text().split()):
                    if Path(f"/proc/{child}/cmdline").read_bytes() != command:
                        yield from family(child)


if __name__ == "__main__":
    Bystander(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5])).run()
