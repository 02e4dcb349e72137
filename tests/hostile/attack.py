"""A copy of the app as strangers meet it, what they can send it, and another visitor who must not notice.

Every visitor has an address of their own: the copy believes the last entry of `X-Forwarded-For`, as behind one proxy.
"""

from __future__ import annotations

import http.client
import itertools
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar

import httpx

from tests.conftest import ROOT, RunningApp
from tests.hostile.bystander import Notes, family, loop_times, memory

MIB: Final = 1 << 20
PUBLIC: Final = ("--public", "--host", "127.0.0.1", "--trusted-proxies", "1")
LONGEST_WAIT: Final = 0.5  # seconds that a cheap request of somebody else may take
MOST_GROWTH: Final = 150 * MIB  # of the memory of the app and its processes while an attack runs
LASTING_GROWTH: Final = 60 * MIB  # of it once the attack is over
FALL_BACK: Final = 15.0  # seconds in which the memory falls back
API: Final = "/gradio_api"
PREVIEW, IMPROVE, SEND = "preview_send", "improve_send", "send"
GENERATE, STOP, STOP_GRID = "generate", "stop", "compare_stop"
INFO = "info_file"
ESTIMATE, GRID, TAKE = "compare_across", "compare_start", "call_take"
_PATIENCE: Final = 120.0  # seconds for any answer
_QUIET_ASKS: Final = 5  # requests after which the machine counts as quiet, if none was slow
_QUIET_TIME: Final = 5.0  # seconds to wait for that
_OTHERS: Final = 0.1  # processors that other programs may use before the machine counts as busy
_TICKS: Final = os.sysconf("SC_CLK_TCK")

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class TooSlowError(AssertionError):
    """Another visitor had to wait too long."""


@dataclass(frozen=True)
class Event:
    """An event of the page as Gradio's own script would ask for it."""

    number: int
    trigger: int
    values: Mapping[str | int, Any]  # the inputs' values in a page that was just opened, by `elem_id` or number

    def data(self, changed: Mapping[str, Any]) -> list[Any]:
        """Return the inputs' values with some of them changed."""
        assert changed.keys() <= self.values.keys(), f"there is no {set(changed) - set(self.values)}"
        return list({**self.values, **changed}.values())


class Copy:
    """A running copy of the app, and what its page says about itself."""

    def __init__(self, app: RunningApp, *, first: int = 1) -> None:
        """Take a copy that is being started; `first` is the number of its first visitor."""
        self.app = app
        app.wait_until_it_answers()
        self.client = self.connections()
        self.folder = app.log_path.parent / "gradio"  # where it writes files; `tests.conftest.apps` says so
        self._addresses = itertools.count(first)

    def close(self) -> None:
        """Close the connections."""
        self.client.close()

    def connections(self, patience: float = _PATIENCE) -> httpx.Client:
        """Return a client that gives up after some seconds without a byte; each request has its own connection."""
        return httpx.Client(
            base_url=self.app.url.rstrip("/"),
            timeout=patience,
            trust_env=False,
            limits=httpx.Limits(max_connections=500, max_keepalive_connections=0),
        )

    def visitor(self, address: str | None = None, language: str = "en", client: httpx.Client | None = None) -> Visitor:
        """Return a visitor with an address that nobody has used, or this one, and perhaps a client of their own."""
        number = next(self._addresses)
        return Visitor(
            client or self.client,
            self,
            address or f"198.18.{number >> 8 & 255}.{number & 255}",
            language,
            f"visitor{number}",
        )

    def event(self, name: str) -> Event:
        """Return the event of the component with this `elem_id`."""
        for row in self._config["dependencies"]:
            for number, _ in row["targets"]:
                if row["backend_fn"] and number and self._props[number].get("elem_id") == name:
                    return self._event(row, number)
        raise LookupError(name)

    def endpoint(self, name: str) -> Event:
        """Return the event that programs call by this name."""
        return next(
            self._event(row, row["targets"][0][0])
            for row in self._config["dependencies"]
            if row["api_name"] == name and row["api_visibility"] == "public"
        )

    def _event(self, row: Mapping[str, Any], trigger: int) -> Event:
        inputs = {
            self._props[number].get("elem_id") or number: self._props[number].get("value") for number in row["inputs"]
        }
        return Event(row["id"], trigger, inputs)

    def files(self) -> list[Path]:
        """Return all files that the copy has written."""
        return [path for path in self.folder.rglob("*") if path.is_file()]

    def holds(self) -> Mapping[int, str]:
        """Return what the app's process has open, by number; `deleted` files are there as well."""
        found = {}
        for entry in Path(f"/proc/{self.app.process.pid}/fd").iterdir():
            with suppress(OSError):
                found[int(entry.name)] = os.readlink(entry)
        return found

    @cached_property
    def _config(self) -> dict[str, Any]:
        answer: dict[str, Any] = self.visitor().get("/config").json()
        return answer

    @cached_property
    def _props(self) -> dict[int, dict[str, Any]]:
        return {row["id"]: row["props"] for row in self._config["components"]}


class RefusedError(Exception):
    """An answer that says no.

    Attributes:
        status: of HTTP; 200 if an event failed.
        sentence: what it says.
        retry_after: seconds, or None.
    """

    def __init__(self, status: int, sentence: str, retry_after: str | None = None) -> None:
        super().__init__(f"{status}: {sentence}")
        self.status = status
        self.sentence = sentence
        self.retry_after = None if retry_after is None else int(retry_after)


@dataclass(frozen=True)
class Visitor:
    """Whoever comes from one address, with as many sessions as they like; no other visitor has the same ones."""

    client: httpx.Client
    copy: Copy
    address: str
    language: str
    name: str

    @property
    def headers(self) -> dict[str, str]:
        return {"x-forwarded-for": self.address, "accept-language": self.language}

    def get(self, path: str, **options: Any) -> httpx.Response:
        """Ask for a page or file."""
        return self.client.get(path, headers=self.headers | options.pop("headers", {}), **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        """Send something."""
        return self.client.post(path, headers=self.headers | options.pop("headers", {}), **options)

    def upload(self, content: bytes, name: str = "picture.png") -> dict[str, Any]:
        """Upload a file, and return what stands for it in a message.

        Raises:
            RefusedError: it is not taken.
        """
        answer = _accepted(self.post(f"{API}/upload", files={"files": (name, content)}))
        return {"path": answer.json()[0], "meta": {"_type": "gradio.FileData"}}

    def join(self, name: str, session: str, data: Sequence[Any] | None = None, **changed: Any) -> httpx.Response:
        """Ask for an event of the page, and leave the messages about it unread."""
        event = self.copy.event(name)
        return self._join(event, session, event.data(changed) if data is None else data)

    def _join(self, event: Event, session: str, data: Sequence[Any]) -> httpx.Response:
        body = {"fn_index": event.number, "trigger_id": event.trigger, "session_hash": f"{self.name}-{session}"}
        return self.post(f"{API}/queue/join", json={**body, "data": data})

    def press(self, name: str, session: str) -> httpx.Response:
        """Press a button that does not wait in Gradio's queue."""
        event = self.copy.event(name)
        body = {"fn_index": event.number, "trigger_id": event.trigger, "data": []}
        return self.post(f"{API}/run/predict", json={**body, "session_hash": f"{self.name}-{session}"})

    def listening(self, session: str) -> str:
        """Return the path of the stream with the messages about a session's events."""
        return f"{API}/queue/data?session_hash={self.name}-{session}"

    def messages(self, session: str) -> list[dict[str, Any]]:
        """Return all messages about the events of a session, until none of them is left; it is nobody else's to read.

        Raises:
            RefusedError: there is no such stream.
        """
        with self.client.stream("GET", self.listening(session), headers=self.headers) as answer:
            if not answer.is_success:
                answer.read()
                _accepted(answer)
            return [json.loads(line[5:]) for line in answer.iter_lines() if line.startswith("data:")]

    def ask(self, name: str, session: str, data: Sequence[Any] | None = None, **changed: Any) -> list[Any]:
        """Ask for an event of the page, wait for its end, and return what it has put out at last.

        Raises:
            RefusedError: it is not begun, or fails.
        """
        _accepted(self.join(name, session, data, **changed))
        return self.outputs(session)[-1]

    def ask_endpoint(self, name: str, session: str, data: Sequence[Any]) -> list[Any]:
        """Call a named endpoint as an event of a page, with defaults for what is left out; return its answer.

        Raises:
            RefusedError: it is not begun, or fails.
        """
        event = self.copy.endpoint(name)
        _accepted(self._join(event, session, [*data, *event.data({})[len(data) :]]))
        return self.outputs(session)[-1]

    def outputs(self, session: str) -> list[list[Any]]:
        """Wait for all events of a session, and return what each has put out at last.

        Raises:
            RefusedError: one has failed.
        """
        found = []
        for message in self.messages(session):
            if message["msg"] == "process_completed":
                if not message["success"]:
                    raise RefusedError(200, str(message["output"].get("error")))
                found.append(message["output"]["data"])
        return found

    def tell(self, session: str, message: Mapping[str, Any]) -> httpx.Response:
        """Send a message as the page's script does; messages about it stay unread."""
        return self.join(SEND, session, [json.dumps(message)])

    def send(self, head: bytes, body: bytes = b"", *, path: str = "/", method: str = "GET") -> httpx.Response:
        """Send a request whose path or further lines of the head no client would let through.

        Raises:
            RefusedError: the answer is no.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.copy.app.port, timeout=_PATIENCE)
        with closing(connection):
            connection.connect()
            connection.sock.sendall(self.head(head, path=path, method=method) + body)
            answer = http.client.HTTPResponse(connection.sock, method=method)
            answer.begin()
            return _accepted(httpx.Response(answer.status, headers=answer.getheaders(), content=answer.read()))

    def head(self, lines: bytes = b"", *, path: str = "/", method: str = "GET") -> bytes:
        """Return the head of a request with further lines, each with its end."""
        begin = f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{self.copy.app.port}\r\nconnection: close\r\n"
        return f"{begin}x-forwarded-for: {self.address}\r\n".encode() + lines + b"\r\n"

    def call(self, name: str, *data: Any) -> list[Any]:
        """Call a named endpoint through `/call`, as `curl` does, with defaults for what is left out; return its answer.

        Raises:
            RefusedError: it is not begun, or fails.
        """
        whole = [*data, *self.copy.endpoint(name).data({})[len(data) :]]
        return self.follow(f"{API}/call/{name}", {"data": whole})

    def follow(self, path: str, body: Mapping[str, Any]) -> list[Any]:
        """Send a call, wait for its end, and return its answer.

        Raises:
            RefusedError: it is not begun, or fails.
        """
        number = _accepted(self.post(path, json=body)).json()["event_id"]
        answer = _accepted(self.get(f"{path}/{number}")).text
        kind, _, last = answer.strip().rpartition("\n")
        value = json.loads(last.removeprefix("data:"))
        if not kind.endswith("event: complete"):
            raise RefusedError(200, str((value or {}).get("error")))
        assert isinstance(value, list)
        return value

    def generate(self, prompt: str, *, side: int = 64, seed: int = 1, reference: Any = None) -> list[Any]:
        """Call `/generate` for a square picture.

        Raises:
            RefusedError: it is refused, or fails.
        """
        return self.call("generate", prompt, "", side, side, str(seed), "1", reference)


def _accepted(answer: httpx.Response) -> httpx.Response:
    if not answer.is_success:
        raise RefusedError(answer.status_code, answer.text, answer.headers.get("retry-after"))
    return answer


def at_once(work: Callable[[Item], Answer], items: Iterable[Item], threads: int = 16) -> list[Answer | Exception]:
    """Do something for all items in threads, and return what came of each; answers of HTTP that say no are exceptions.

    The threads stand back for everything else, because whoever really attacks has a machine of their own.
    """

    def one(item: Item) -> Answer | Exception:
        try:
            return work(item)
        except (RefusedError, httpx.HTTPError, OSError) as error:
            return error

    with ThreadPoolExecutor(threads, initializer=stand_back) as pool:
        return list(pool.map(one, items))


def stand_back() -> None:
    """Let everything else go before this thread."""
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)


def stand_back_together(niceness: int = 10) -> None:
    """Let every other session of the system go before that of this process.

    Where Linux gives each session its share of the processors (sched_autogroup), niceness counts only inside of one.
    """
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(niceness))


@contextmanager
def in_background(work: Callable[[], Any]) -> Iterator[list[Any]]:
    """Do something while the block runs; what came of it is in the list afterwards."""
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()
    try:
        yield results
    finally:
        thread.join()


def stop_all(visitor: Visitor, sessions: Sequence[str]) -> None:
    """End what sessions have begun, on desks and in grids, so that the next test finds idle painters."""
    for name in (STOP, STOP_GRID):
        for session in sessions:
            visitor.press(name, session)


@dataclass
class Noticed:
    """What another visitor noticed of an attack, in `report` once it is over."""

    title: str = ""
    notes: Notes = field(default_factory=Notes)
    before: int = 0
    after: int = 0
    slowness: float = 1.0
    bystander: int = 0  # the process of that visitor

    def __str__(self) -> str:
        notes = self.notes
        return (
            f"{self.title}: the longest of {notes.asked} waits was {notes.longest:.3f} s ({notes.longest_what}), "
            f"while the event loop worked for {notes.worked:.3f} s, on a machine that was {self.slowness:.1f} times as "
            f"slow as an idle one; memory grew by {(notes.peak - self.before) / MIB:.0f} MiB at most, by "
            f"{(self.after - self.before) / MIB:.0f} MiB for good"
        )


class Bystander:
    """Another visitor, in a process of their own (`tests.hostile.bystander`)."""

    def __init__(self, copy: Copy) -> None:
        """Let them come."""
        event = copy.event(PREVIEW)
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.hostile.bystander", str(copy.app.port), str(copy.app.process.pid)),
                *(copy.visitor().address, str(event.number), str(event.trigger)),
            ],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    @property
    def process(self) -> int:
        return self._process.pid

    def notes(self) -> Notes:
        """Return what they noticed since the last time."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(file=self._process.stdin, flush=True)
        return Notes(**json.loads(self._process.stdout.readline()))

    def wait_until_quiet(self) -> None:
        """Return once a few requests in a row took no longer than half of what is allowed, or after five seconds."""
        until = time.monotonic() + _QUIET_TIME
        while time.monotonic() < until:
            asked, longest, refused = 0, 0.0, 0
            self.notes()
            while asked < _QUIET_ASKS and time.monotonic() < until:
                time.sleep(0.1)
                notes = self.notes()
                asked, longest, refused = asked + notes.asked, max(longest, notes.longest), len(notes.refused)
            if longest < LONGEST_WAIT / 2 and not refused:
                return

    def leave(self) -> None:
        """Let them go."""
        self._process.kill()
        self._process.communicate()


class Clock:
    """How much slower than an idle machine this one was for a process, because of other programs than ours.

    The system counts for how long the app's event loop wanted to run, and for how long it did. Where nothing but the
    app and its tests uses the processors, what it had to wait for is the app's own doing, and counts in full.
    """

    def __init__(self, copy: Copy, *others: int) -> None:
        self._pid = copy.app.process.pid
        self._ours = (os.getpid(), *others)
        self._began = self._now()

    def slowness(self) -> float:
        """Return it for the time since this object was made: 1 or more."""
        began, now = self._began, self._now()
        wall, busy, ours, ran, wanted = (after - before for before, after in zip(began, now, strict=True))
        others = (busy - ours) / max(wall, 1e-3)
        return max(1.0, (ran + wanted) / ran) if others > _OTHERS and ran > 0 else 1.0

    def _now(self) -> tuple[float, float, float, float, float]:
        ours = sum(_processor_time(number) for number in (*family(self._pid), *self._ours))
        fields = [int(part) for part in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
        busy = (sum(fields) - fields[3] - fields[4]) / _TICKS
        return time.monotonic(), busy, ours, *loop_times(self._pid)


def _processor_time(process: int) -> float:
    """Return the seconds of processors that a process and its ended children have used."""
    try:
        parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(part) for part in parts[11:15]) / _TICKS


@contextmanager
def under_attack(
    copy: Copy, title: str = "", *, wait: float = LONGEST_WAIT, by_others: bool = False
) -> Iterator[Noticed]:
    """While the block attacks, another visitor asks for something cheap twenty times a second.

    This process stands back meanwhile, unless it is others who attack.

    Afterwards it is an error if one of their requests took longer than `wait` or was refused, or if the memory of the
    app and all its processes grew by 150 MB at any time, or by 60 MB for good. What the attack has begun and nobody
    ended is part of it: memory is looked at after fifteen seconds at most.

    A busy machine makes everything slower. So the attack begins when a few requests in a row were answered quickly, or
    after five seconds of waiting for that; and while other programs than the app and its tests use the processors, the
    wait that is allowed grows as much as the system says it has slowed down the app's event loop (see `Clock`). What
    nobody else has caused is never taken off.
    """
    noticed = Noticed(title)
    with ExitStack() as stack:
        bystander = Bystander(copy)
        stack.callback(bystander.leave)
        bystander.wait_until_quiet()
        noticed.before = memory(copy.app.process.pid)
        bystander.notes()
        noticed.bystander = bystander.process
        if not by_others:
            stand_back_together()
            stack.callback(stand_back_together, 0)
        clock = Clock(copy, bystander.process)
        yield noticed
        noticed.notes = bystander.notes()
        noticed.slowness = clock.slowness()
    noticed.after = _settled(copy, noticed.before)
    noticed.notes.peak = max(noticed.notes.peak, noticed.after)
    print(noticed)
    assert not noticed.notes.refused, f"{noticed}; refused: {noticed.notes.refused[:3]}"
    if noticed.notes.longest > wait * noticed.slowness:
        raise TooSlowError(str(noticed))
    assert noticed.notes.peak - noticed.before < MOST_GROWTH, str(noticed)
    assert noticed.after - noticed.before < LASTING_GROWTH, str(noticed)


def _settled(copy: Copy, before: int) -> int:
    """Wait until the memory has fallen back, at most for a while, and return it."""
    until = time.monotonic() + FALL_BACK
    while (now := memory(copy.app.process.pid)) - before > LASTING_GROWTH and time.monotonic() < until:
        time.sleep(0.1)
    return now
