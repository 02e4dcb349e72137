"""The soak: thousands of pictures for visitors who arrive, stop, leave and upload, and what the app holds afterwards.

    python -m tests.hostile.soak --generations 2000

starts the app with the scripted engine, fills its stores with a few heavy pictures, and prints what it holds after the
first 200 pictures and at the end; exit status 1 says that something grew by more than 10 %.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import io
import itertools
import json
import os
import re
import secrets
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing, contextmanager, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import httpx
import psutil
from PIL import Image

from tests.serving import ENGINES, SCRIPTED

ROOT: Final = Path(__file__).resolve().parents[2]
API: Final = "/gradio_api"
TOLERANCE: Final = 1.1
_TIMEOUT: Final = 60.0  # seconds for any answer
_KEEP_ALIVE: Final = 2.0  # seconds; the server ends a connection after five, and must not do so at the same moment
_STORE: Final = "playground-"  # what the names of the folders begin with that our stores make
_HEAVY: Final = 2048  # pixels
_QUIET: Final = 1.5  # seconds without a change after which nothing is under way any more
_STAGE: Final = re.compile(r'<section class="stage" data-phase="(\w+)"(?: data-done="([^"]*)")?')
_NOTICE: Final = re.compile(r'<div class="notice" role="alert"[^>]*>(.*?)</div>', re.DOTALL)
SUBMITTED: Final = re.compile(r'<ul class="strip"[^>]*><li data-state="working"')  # the newest picture of a desk
DRAWN: Final = re.compile(r'<section class="stage" data-phase="working">.*? aria-valuenow="[1-9]')
_TAG: Final = re.compile(r"<[^>]{0,1000}>")

Values = Mapping[str, Any] | Sequence[Any]


class PageEvents:
    """The events of the page, by the `elem_id` of the button that is clicked for them."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        """Read what Gradio tells its own scripts in `/config`."""
        self._props = {row["id"]: row["props"] for row in config["components"]}
        self._events = {
            self._props[source]["elem_id"]: row
            for row in config["dependencies"]
            for source, what in row["targets"]
            if row["backend_fn"] and what == "click" and self._props.get(source, {}).get("elem_id")
        }

    def is_queued(self, button: str) -> bool:
        return bool(self._events[button]["queue"])

    def body(self, button: str, values: Values, session: str) -> dict[str, Any]:
        """Return what a click sends; fields without a value keep the one they begin with."""
        event = self._events[button]
        if isinstance(values, Mapping):
            inputs = [self._props[number] for number in event["inputs"]]
            data = [values.get(props.get("elem_id"), props.get("value")) for props in inputs]
        else:
            data = list(values)
        return {"data": data, "fn_index": event["id"], "session_hash": session, "trigger_id": event["targets"][0][0]}


@dataclass(frozen=True)
class Shown:
    """What the right side of the page shows."""

    phase: str = ""
    record: Mapping[str, Any] | None = None  # of a finished picture
    notice: str = ""

    @classmethod
    def read(cls, output: Any) -> Shown:
        text = "\n".join(texts_in(output))
        stage, notice = _STAGE.search(text), _NOTICE.search(text)
        return cls(
            stage[1] if stage else "",
            json.loads(html.unescape(stage[2])) if stage and stage[2] else None,
            html.unescape(_TAG.sub(" ", notice[1])).strip() if notice else "",
        )


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text at any depth of what came as JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)


class Visitor:
    """An open page without a browser: it sends what the page's scripts send, and reads what they read."""

    def __init__(self, url: str, key: str = "", *, timeout: float = _TIMEOUT, events: PageEvents | None = None) -> None:
        """Prepare a visit.

        Args:
            url: where the page is.
            key: of a visitor who comes back, as their browser has kept it.
            timeout: seconds for any answer.
            events: those of the page, where they are known already.
        """
        self.key = key or secrets.token_hex(16)
        self.session = secrets.token_hex(6)
        self.http = httpx.AsyncClient(
            base_url=url,
            timeout=timeout,
            trust_env=False,
            headers={"accept-language": "en"},
            limits=httpx.Limits(keepalive_expiry=_KEEP_ALIVE),
        )
        self.known_events = events
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Visitor:
        await self._stack.enter_async_context(self.http)
        (await self.http.get("/")).raise_for_status()
        if self.known_events is None:
            self.known_events = PageEvents((await self.http.get("/config")).json())
        return self

    @property
    def events(self) -> PageEvents:
        assert self.known_events is not None, "the visit has not begun"
        return self.known_events

    async def __aexit__(self, *error: object) -> None:
        await self._stack.aclose()

    async def attach(self) -> Shown:
        """Show the desk of this visitor's key, as a page does that has loaded."""
        return Shown.read(await self.click("send", self.attachment))

    @property
    def attachment(self) -> Values:
        """What "send" sends for that."""
        return [json.dumps({"do": "attach", "desk": self.key, "jobs": []})]

    async def stay(self) -> None:
        """Keep a heartbeat open until the visit ends, as every open page does."""
        await self._stack.enter_async_context(self.http.stream("GET", f"{API}/heartbeat/{self.session}"))

    async def messages(self, button: str, values: Values = ()) -> AsyncGenerator[Mapping[str, Any], None]:
        """Click a button, and yield what the page hears until its event is over."""
        joined = await self.http.post(f"{API}/queue/join", json=self.events.body(button, values, self.session))
        joined.raise_for_status()
        event = joined.json()["event_id"]
        async with self.http.stream("GET", f"{API}/queue/data", params={"session_hash": self.session}) as stream:
            async for line in stream.aiter_lines():
                if not line.startswith("data:"):
                    continue
                message = json.loads(line.removeprefix("data:"))
                if message.get("event_id") == event:
                    yield message
                if message["msg"] == "close_stream" or (
                    message["msg"] == "process_completed" and message.get("event_id") == event
                ):
                    return

    async def click(self, button: str, values: Values = ()) -> Any:
        """Click a button, and return what its event has put out at its end."""
        if not self.events.is_queued(button):
            answer = await self.http.post(f"{API}/run/predict", json=self.events.body(button, values, self.session))
            return answer.raise_for_status().json().get("data")
        output: Any = None
        async with aclosing(self.messages(button, values)) as messages:
            async for message in messages:
                if message["msg"] == "process_completed":
                    output = message["output"].get("data", message["output"])
        return output

    async def paint(self, prompt: str, **values: Any) -> Shown:
        """Generate a picture, and return what the page shows in the end."""
        return Shown.read(await self.click("generate", {"prompt": prompt, **values}))

    async def click_until(self, moment: re.Pattern[str], button: str, values: Values) -> AsyncGenerator[Shown, None]:
        """Click a button; yield once when a picture is seen to be `SUBMITTED` or `DRAWN`, and at the end."""
        is_told = False
        async with aclosing(self.messages(button, values)) as messages:
            async for message in messages:
                if not is_told and moment.search("\n".join(texts_in(message.get("output")))):
                    is_told = True
                    yield Shown.read(message["output"])
                if message["msg"] == "process_completed":
                    yield Shown.read(message["output"])

    def paint_until(self, moment: re.Pattern[str], prompt: str, **values: Any) -> AsyncGenerator[Shown, None]:
        """Generate a picture, as `click_until` does."""
        return self.click_until(moment, "generate", {"prompt": prompt, **values})

    async def upload(self, content: bytes, name: str = "picture.png") -> dict[str, Any]:
        """Upload a file, and return the value of a field that holds it."""
        answer = await self.http.post(f"{API}/upload", files={"files": (name, content)})
        [path] = answer.raise_for_status().json()
        return {"path": path, "orig_name": name, "meta": {"_type": "gradio.FileData"}}

    async def call(self, endpoint: str, **values: Any) -> tuple[str, Any]:
        """Call a named endpoint, and return its last event, `complete` or `error`, with its data."""
        answer = await self.http.post(f"{API}/call/v2/{endpoint}", json=values)
        event, last = answer.raise_for_status().json()["event_id"], ("", None)
        async with self.http.stream("GET", f"{API}/call/v2/{endpoint}/{event}") as stream:
            async for line in stream.aiter_lines():
                if line.startswith("event:"):
                    last = (line.removeprefix("event:").strip(), None)
                elif line.startswith("data:"):
                    last = (last[0], json.loads(line.removeprefix("data:")))
        return last

    async def download(self, url: str) -> bytes:
        return (await self.http.get(url)).raise_for_status().content


@dataclass(frozen=True)
class Holdings:
    """What the app holds: itself, and the processes that it has started."""

    memory: int  # bytes of the app itself
    workers_memory: int  # bytes of all its other processes
    handles: int
    threads: int
    processes: int
    files: int
    disk: int  # bytes of its folder
    strays: int  # files there that are in no store

    @classmethod
    def of(cls, process: int, folder: Path) -> Holdings:
        app = psutil.Process(process)
        children = app.children(recursive=True)
        sizes = list(_files(folder))
        return cls(
            app.memory_info().rss,
            sum(child.memory_info().rss for child in children),
            app.num_fds(),
            app.num_threads(),
            1 + len(children),
            len(sizes),
            sum(size for _, size in sizes),
            sum(not path.relative_to(folder).parts[0].startswith(_STORE) for path, _ in sizes),
        )

    def beyond(self, before: Holdings, tolerance: float = TOLERANCE) -> dict[str, float]:
        """Return by how much each number has grown, of those that have grown by more than is tolerated.

        How many files fit into a full disk depends on how large they are.
        """
        names = [field.name for field in fields(self) if field.name != "files"]
        growth = {name: getattr(self, name) / max(getattr(before, name), 1) for name in names}
        return {name: ratio for name, ratio in growth.items() if ratio > tolerance}


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    """Yield every file of a folder and its size, while others write and delete there."""
    for parent, _folders, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            with suppress(FileNotFoundError):
                yield path, path.stat().st_size


async def settled(process: int, folder: Path) -> Holdings:
    """Return what the app holds once nothing is under way any more."""
    unchanged_since, last = time.monotonic(), Holdings.of(process, folder)
    give_up = time.monotonic() + _TIMEOUT
    while time.monotonic() - unchanged_since < _QUIET and time.monotonic() < give_up:
        await asyncio.sleep(0.25)
        now = Holdings.of(process, folder)
        if (now.handles, now.processes, now.disk) != (last.handles, last.processes, last.disk):
            unchanged_since = time.monotonic()
        last = now
    return last


class Soak:
    """Visitors, a few at a time, each of whom wants several pictures and goes."""

    def __init__(self, url: str, *, side: int, prompt: str, together: int = 4, is_talkative: bool = False) -> None:
        """Prepare.

        Args:
            url: where the page is.
            side: width and height of every picture.
            prompt: what the pictures are, to the scripted engine.
            together: visitors at a time.
            is_talkative: whether every hundred pictures are announced.
        """
        self._is_talkative = is_talkative
        self.counts: Counter[str] = Counter()
        self._url = url
        self._size = {"width": side, "height": side}
        self._prompt = prompt
        self._together = together
        self._numbers = itertools.count()
        self._keys: deque[str] = deque()  # of visitors who have gone
        self._events: PageEvents | None = None
        self._reference = _noise(96)

    @property
    def generations(self) -> int:
        """How many pictures were asked for so far."""
        return self.counts["pictures"]

    async def run(self, generations: int) -> None:
        """Go on until as many pictures have been asked for in all."""

        async def come_again() -> None:
            while self.generations < generations:
                await self._visit(generations)

        async with asyncio.TaskGroup() as group:
            for _ in range(self._together):
                group.create_task(come_again())

    async def fill(self, pictures: int) -> None:
        """Have heavy pictures painted, of 12 MB each, so that what is kept afterwards is as much as it ever will be."""
        async with Visitor(self._url, events=self._events) as visitor:
            await visitor.attach()
            for _ in range(pictures):
                self.counts["pictures"] += 1
                shown = await visitor.paint("noise", width=_HEAVY, height=_HEAVY)
                assert shown.phase == "done", shown

    async def _visit(self, generations: int) -> None:
        """Arrive, ask for five things, and go; every fourth visitor has been here before."""
        self.counts["visits"] += 1
        known = self._keys.popleft() if self._keys and self.counts["visits"] % 4 == 0 else ""
        async with Visitor(self._url, known, events=self._events) as visitor:
            self._events = visitor.events
            await visitor.stay()
            await visitor.attach()
            for _ in range(5):
                if self.generations < generations:
                    await self._ask_for_something(visitor, next(self._numbers))
        self._keys.append(visitor.key)

    async def _ask_for_something(self, visitor: Visitor, number: int) -> None:
        if self._is_talkative and number % 100 == 0:
            print(f"{self.generations} pictures", file=sys.stderr, flush=True)
        match number % 20:
            case 3 | 13:
                await self._stop_one(visitor)
            case 6 | 16:
                await self._leave_during_one(visitor)
            case 8:
                await self._paint_after_a_reference(visitor)
            case 11:
                await self._call(visitor)
            case 18:
                await self._compare(visitor)
            case _:
                await self._paint(visitor)

    async def _paint(self, visitor: Visitor, **values: Any) -> None:
        self.counts["pictures"] += 1
        shown = await visitor.paint(f"{self._prompt} {self.counts['pictures']}", **self._size, **values)
        assert shown.record is not None, shown
        assert (await visitor.download(shown.record["url"])).startswith(b"\x89PNG")

    async def _stop_one(self, visitor: Visitor) -> None:
        await visitor.attach()  # until nothing is on its way: a picture that waits would be held, and begin later
        self.counts["pictures"] += 1
        self.counts["stops"] += 1
        async with aclosing(visitor.paint_until(SUBMITTED, "wait until stopped", **self._size)) as steps:
            await anext(steps)
            await visitor.click("stop")
            async for shown in steps:
                assert shown.phase in ("stopped", "done"), shown

    async def _leave_during_one(self, visitor: Visitor) -> None:
        """Close the page while a picture is on its way; the same visitor's next page finds it."""
        self.counts["pictures"] += 1
        self.counts["disconnects"] += 1
        async with Visitor(self._url, visitor.key, events=self._events) as other:
            await other.attach()
            async with aclosing(other.paint_until(SUBMITTED, f"{self._prompt} alone", **self._size)) as steps:
                await anext(steps)

    async def _paint_after_a_reference(self, visitor: Visitor) -> None:
        self.counts["uploads"] += 1
        await self._paint(visitor, reference_image=await visitor.upload(self._reference))

    async def _call(self, visitor: Visitor) -> None:
        self.counts["pictures"] += 1
        self.counts["calls"] += 1
        what, answer = await visitor.call("generate", prompt=f"{self._prompt} called", **self._size)
        assert what == "complete", (what, answer)
        content = await visitor.download(answer[0]["url"])
        self.counts["uploads"] += 1
        what, answer = await visitor.call("read_metadata", file=await visitor.upload(content))
        assert what == "complete", (what, answer)

    async def _compare(self, visitor: Visitor) -> None:
        """Draw a grid of two pictures, and take its contact sheet and its page."""
        self.counts["pictures"] += 2
        self.counts["contact sheets"] += 1
        values = {"prompt": f"{self._prompt} compared", "compare_across": "seed", "compare_across_values": "1-2"}
        await visitor.click("compare_start", {**self._size, **values})
        for what in ("sheet", "page"):
            [reply] = await visitor.click("call_take", [json.dumps({"what": what})])
            await visitor.download(json.loads(reply)["url"])


def _noise(side: int) -> bytes:
    buffer = io.BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(buffer, "PNG")
    return buffer.getvalue()


def table(before: Holdings, after: Holdings, counts: Mapping[str, int], seconds: float) -> str:
    """Return what was measured, as text."""
    lines = [", ".join(f"{number} {name}" for name, number in counts.items()) + f" in {seconds:.0f} s", ""]
    lines.append(f"{'':16}{'before':>14}{'after':>14}{'after/before':>14}")
    for field in fields(Holdings):
        first, last = getattr(before, field.name), getattr(after, field.name)
        unit = 2**20 if field.name in ("memory", "workers_memory", "disk") else 1
        name = f"{field.name.replace('_', ' ')}{', MiB' if unit > 1 else ''}"
        shown = [f"{number / unit:.1f}" if unit > 1 else f"{number}" for number in (first, last)]
        lines.append(f"{name:20}{shown[0]:>10}{shown[1]:>14}{last / max(first, 1):>14.2f}")
    return "\n".join(lines)


@contextmanager
def running_app(folder: Path) -> Iterator[tuple[str, int, Path]]:
    """Run the app with the scripted engine; yields its address, its process and its folder."""
    from tests.conftest import apps

    class Folders:
        def mktemp(self, name: str) -> Path:
            return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=folder))

    with apps(Folders()) as start:  # type: ignore[arg-type]
        app = start("--engine", SCRIPTED, PYTHONPATH=str(ENGINES))
        try:
            app.wait_until_it_answers()
            yield app.url, app.process.pid, app.log_path.parent / "gradio"
        finally:
            app.end()
        if "Traceback" in app.log:
            print(app.log, file=sys.stderr)


async def measured(
    process: int, folder: Path, soak: Soak, first: int, generations: int, heavy: int = 0, rest: float = 0.0
) -> tuple[Holdings, Holdings]:
    """Run a soak, and return what the app holds after the first pictures, and after all of them.

    Each look comes after `rest` seconds: answers that nobody fetches, for instance, are given up after a minute.
    """
    await soak.fill(heavy)
    looks = []
    for number in (first, generations):
        await soak.run(number)
        await asyncio.sleep(rest)
        looks.append(await settled(process, folder))
    before, after = looks
    return before, after


def main(arguments: Sequence[str] | None = None) -> int:
    """Soak an app, print the table, and return 1 if anything has grown by more than ten percent."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.soak", description=__doc__.partition("\n")[0])
    parser.add_argument("--generations", type=int, default=2000, help="pictures in all (default 2000)")
    parser.add_argument("--first", type=int, default=200, help="pictures before the first look (default 200)")
    parser.add_argument("--heavy", type=int, default=48, help="how many of them fill the stores (default 48)")
    parser.add_argument("--side", type=int, default=256, help="width and height of the others (default 256)")
    parser.add_argument("--together", type=int, default=6, help="visitors at a time (default 6)")
    parser.add_argument("--rest", type=float, default=75, help="seconds before each look (default 75)")
    options = parser.parse_args(arguments)
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="soak-") as temporary,
        running_app(Path(temporary)) as (url, process, folder),
    ):
        soak = Soak(url, side=options.side, prompt="noise", together=options.together, is_talkative=True)
        numbers = options.first, options.generations, options.heavy, options.rest
        before, after = asyncio.run(measured(process, folder, soak, *numbers))
    print(table(before, after, soak.counts, time.monotonic() - begun))
    beyond = after.beyond(before)
    for name, ratio in beyond.items():
        print(f"{name} has grown to {ratio:.2f} times what it was.")
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main())
