"""Whatever fails under it, the app says so in a sentence, loses nothing that was finished, and goes on by itself.

Each fault happens once, to a running app; the claims that follow are about what was seen then. The small disk is a
tmpfs in a namespace of its own; where the system allows none, a limit on the size of files takes its place.
"""

from __future__ import annotations

import asyncio
import io
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, aclosing, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
import psutil
import pytest
from PIL import Image

from tests.conftest import ROOT, RunningApp, StartApp, free_port
from tests.hostile.soak import DRAWN, SUBMITTED, Shown, Visitor, texts_in
from tests.serving import ENGINES, SCRIPTED

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

SMALL: Final = {"width": 64, "height": 64}
DISK: Final = 4 << 20  # bytes
PAGE: Final = os.sysconf("SC_PAGE_SIZE")  # what a file of a tmpfs takes at least
FEW_HANDLES: Final = 64
PATIENCE: Final = 40.0  # seconds for anything to happen on a busy machine
INTERNAL: Final = "broke in the playground itself"  # what is said about faults of the program, which none of these is


async def until(condition: Callable[[], object], what: str) -> None:
    """Wait for a condition."""
    give_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up, what
        await asyncio.sleep(0.02)


def is_told(sentence: str) -> bool:
    """Return whether somebody was told what is wrong, in words that are for people."""
    strange = ("Traceback", "Errno", "None", 'File "', "/tmp")
    return len(sentence.split()) > 3 and INTERNAL not in sentence and not any(word in sentence for word in strange)


@dataclass
class Machine:
    """An app, and what can happen to it."""

    app: RunningApp
    folder: Path
    is_small: bool  # whether its folder is a small disk

    @property
    def process(self) -> psutil.Process:
        return psutil.Process(self.app.process.pid)

    @property
    def workers(self) -> list[psutil.Process]:
        return [child for child in self.process.children() if child.status() != psutil.STATUS_ZOMBIE]

    @property
    def disk(self) -> Path:
        """The folder as the app sees it."""
        return Path(f"/proc/{self.app.process.pid}/root{self.folder}")

    def files(self) -> set[str]:
        return {name for _, _, names in os.walk(self.disk) for name in names}

    def visitor(self, key: str = "") -> Visitor:
        return Visitor(self.app.url, key, timeout=PATIENCE)

    @contextmanager
    def full_disk(self, free: int = 0) -> Iterator[None]:
        """Leave as many bytes free as are said, until the block ends."""
        if not self.is_small:
            with self.limited(resource.RLIMIT_FSIZE, free):
                yield
            return
        filler, room = self.disk / "filler", os.statvfs(self.disk)
        filler.write_bytes(bytes(room.f_bavail * room.f_frsize - free))
        try:
            yield
        finally:
            filler.unlink()

    @contextmanager
    def limited(self, what: int, number: int) -> Iterator[None]:
        """Lower one of the process's limits until the block ends."""
        before = resource.prlimit(self.app.process.pid, what)
        resource.prlimit(self.app.process.pid, what, (number, before[1]))
        try:
            yield
        finally:
            resource.prlimit(self.app.process.pid, what, before)


@dataclass
class Log:
    """What is written to a log from now on."""

    path: Path
    start: int = field(init=False)

    def __post_init__(self) -> None:
        self.start = self.path.stat().st_size

    @property
    def text(self) -> str:
        return self.path.read_bytes()[self.start :].decode(errors="replace")


def has_namespaces() -> bool:
    try:
        return subprocess.run(["unshare", "--map-root-user", "--mount", "true"], capture_output=True).returncode == 0
    except OSError:
        return False


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """An app with the scripted engine, on a disk of four megabytes."""
    place, port, is_small = tmp_path_factory.mktemp("machine"), free_port(), has_namespaces()
    folder = place / "gradio"
    folder.mkdir()
    mount = f'mount -t tmpfs -o size={DISK} tmpfs "$0" && exec "$@"'
    small = ["unshare", "--map-root-user", "--mount", "sh", "-c", mount, str(folder)] if is_small else []
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(
            [*small, sys.executable, "app.py", "--port", str(port), "--engine", SCRIPTED],
            cwd=ROOT,
            env=os.environ | {"GRADIO_TEMP_DIR": str(folder), "PYTHONPATH": str(ENGINES)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    app = RunningApp(process, port, place / "log")
    try:
        app.wait_until_it_answers()
        yield Machine(app, folder, is_small)
    finally:
        assert app.end() == 0


@dataclass
class Seen:
    """What was seen while something failed, and after it.

    Attributes:
        told: sentences, by where they were read.
        kept: what a picture from before the fault consisted of when it was downloaded again.
        after: the picture that was asked for next.
        log: what was written to the log.
        left: what was there afterwards that should not be.
    """

    told: dict[str, str] = field(default_factory=dict)
    kept: bytes = b""
    after: Shown = field(default_factory=Shown)
    log: str = ""
    left: list[str] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)


# A worker is killed in the middle of a picture.


@pytest.fixture(scope="module")
def killed_worker(machine: Machine) -> Seen:
    async def scenario() -> Seen:
        seen, log = Seen(), Log(machine.app.log_path)
        async with machine.visitor() as visitor:
            await visitor.attach()
            before = await visitor.paint("quick before", **SMALL)
            workers = machine.workers
            async with aclosing(visitor.paint_until(DRAWN, "wait for ever", **SMALL)) as steps:
                await anext(steps)
                for worker in workers:
                    worker.kill()
                async for shown in steps:
                    seen.told["notice"] = shown.notice
            seen.kept = await visitor.download(url_of(before))
            seen.after = await visitor.paint("quick after", **SMALL)
        await until(lambda: len(machine.workers) == len(workers), "there are other workers")
        seen.left = [str(worker) for worker in workers if worker in machine.process.children()]
        seen.log = log.text
        return seen

    return asyncio.run(scenario())


def url_of(shown: Shown) -> str:
    assert shown.record is not None, shown
    return str(shown.record["url"])


def test_whoever_loses_a_picture_with_a_killed_worker_is_told(killed_worker: Seen) -> None:
    assert is_told(killed_worker.told["notice"])
    assert "Traceback" not in killed_worker.log


def test_a_new_worker_paints_the_next_picture(killed_worker: Seen) -> None:
    assert killed_worker.after.phase == "done"
    assert killed_worker.kept.startswith(b"\x89PNG")
    assert killed_worker.left == []


# The disk is full.


@pytest.fixture(scope="module")
def full_disk(machine: Machine) -> Seen:
    async def scenario() -> Seen:
        seen, log = Seen(), Log(machine.app.log_path)
        grid = {"prompt": "quick grid", "compare_across": "seed", "compare_across_values": "1-2", **SMALL}
        async with machine.visitor() as visitor:
            await visitor.attach()
            before = await visitor.paint("quick before", **SMALL)
            await visitor.click("compare_start", grid)
            reference = await visitor.upload(picture())
            files = machine.files()
            with machine.full_disk():
                seen.told["notice"] = (await visitor.paint("quick while full", **SMALL)).notice
                seen.told["call"] = said(await visitor.call("generate", prompt="quick call", **SMALL))
                wanted = await visitor.paint("quick reference", **SMALL, reference_image=reference)
                seen.told["reference"] = wanted.notice
                upload = await visitor.http.post("/gradio_api/upload", files={"files": ("a.png", bytes(100_000))})
                seen.notes["upload"], seen.told["upload"] = upload.status_code, upload.text
                seen.told["sheet"] = " ".join(texts_in(await visitor.click("call_take", ['{"what": "sheet"}'])))
                seen.told["grid"] = "\n".join(texts_in(await visitor.click("compare_start", grid)))
                seen.left = sorted(machine.files() - files - {"filler"})
                seen.kept = await visitor.download(url_of(before))
            seen.after = await visitor.paint("quick after", **SMALL)
        seen.log = log.text
        return seen

    return asyncio.run(scenario())


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(buffer, "PNG")
    return buffer.getvalue()


def said(ending: tuple[str, Any]) -> str:
    """Return what a failed call says."""
    what, answer = ending
    return str((answer or {}).get("error")) if what == "error" else ""


def test_a_picture_for_which_there_is_no_room_is_told_as_that(full_disk: Seen) -> None:
    assert is_told(full_disk.told["notice"])


def test_a_call_for_which_there_is_no_room_is_told_as_that(full_disk: Seen) -> None:
    assert is_told(full_disk.told["call"])
    assert "not a picture" not in full_disk.told["call"]


def test_a_reference_for_which_there_is_no_room_is_not_called_unreadable(full_disk: Seen) -> None:
    assert is_told(full_disk.told["reference"])
    assert "cannot be read as a picture" not in full_disk.told["reference"]


def test_an_upload_for_which_there_is_no_room_is_refused_in_a_sentence(full_disk: Seen) -> None:
    assert full_disk.notes["upload"] == 507
    assert is_told(full_disk.told["upload"])


def test_a_grid_and_its_sheet_for_which_there_is_no_room_say_so(full_disk: Seen) -> None:
    assert INTERNAL not in full_disk.told["grid"]
    assert is_told(full_disk.told["sheet"])


def test_a_full_disk_is_no_fault_of_the_program(full_disk: Seen) -> None:
    assert "Traceback" not in full_disk.log


def test_a_full_disk_loses_nothing_that_was_finished_and_keeps_no_halves(full_disk: Seen) -> None:
    assert full_disk.kept.startswith(b"\x89PNG")
    assert full_disk.left == []


def test_once_there_is_room_again_the_next_picture_is_painted(full_disk: Seen) -> None:
    assert full_disk.after.phase == "done"


def test_a_picture_is_not_lost_for_want_of_room_for_its_thumbnail(machine: Machine) -> None:
    if not machine.is_small:
        pytest.skip("there is no small disk here")

    async def scenario() -> Shown:
        async with machine.visitor() as visitor:
            await visitor.attach()
            with machine.full_disk(free=PAGE):
                return await visitor.paint("quick without a thumbnail", **SMALL)

    assert asyncio.run(scenario()).phase == "done"


# All handles are taken.


def connections(machine: Machine, number: int, address: str) -> ExitStack:
    """Open connections from an address of this machine, all at once; nothing is sent on any of them."""
    opened = ExitStack()
    machine.process.suspend()  # so that it finds all of them when it looks
    try:
        for _ in range(number):
            one = opened.enter_context(socket.socket())
            one.bind((address, 0))
            one.connect(("127.0.0.1", machine.app.port))
    finally:
        machine.process.resume()
    return opened


@pytest.fixture(scope="module")
def no_handles(machine: Machine) -> Seen:
    async def scenario() -> Seen:
        seen, log = Seen(), Log(machine.app.log_path)
        with machine.limited(resource.RLIMIT_NOFILE, FEW_HANDLES):
            async with machine.visitor() as visitor:
                await visitor.attach()
                before = await visitor.paint("quick before", **SMALL)
                handles = machine.process.num_fds()
                with connections(machine, FEW_HANDLES, "127.0.0.1"):
                    await until(lambda: machine.process.num_fds() > handles, "there are connections")
                    with suppress(httpx.HTTPError):
                        await visitor.http.get("/playground-assets/backend")
                await until(lambda: machine.process.num_fds() <= handles + 2, "they are given back")
            async with machine.visitor(visitor.key) as visitor:
                seen.kept = await visitor.download(url_of(before))
                seen.after = await visitor.paint("quick after", **SMALL)
        seen.log = log.text
        return seen

    return asyncio.run(scenario())


def test_exhausted_handles_are_given_back_by_themselves(no_handles: Seen) -> None:
    assert no_handles.kept.startswith(b"\x89PNG")
    assert no_handles.after.phase == "done"


def test_exhausted_handles_do_not_flood_the_log(no_handles: Seen) -> None:
    assert "Traceback" not in no_handles.log
    assert len(no_handles.log.splitlines()) < 20


def test_silent_connections_of_one_address_shut_nobody_else_out(machine: Machine) -> None:
    """With few handles there are few connections, so that it takes few to see it."""

    async def scenario() -> int:
        with machine.limited(resource.RLIMIT_NOFILE, FEW_HANDLES):
            handles = machine.process.num_fds()
            with connections(machine, FEW_HANDLES // 3, "127.0.0.2"):
                await until(lambda: machine.process.num_fds() >= handles + 8, "there are connections")
                async with httpx.AsyncClient(base_url=machine.app.url, trust_env=False, timeout=PATIENCE) as other:
                    return (await other.get("/playground-assets/backend")).status_code

    assert asyncio.run(scenario()) == 200


# The service is killed and started again; connections are cut.


class Cutter:
    """A TCP proxy that cuts connections: all of them, or one in the middle of an answer."""

    def __init__(self, port: int) -> None:
        self.connected = 0  # so often until now
        self.to_cut: bytes = b""  # the next answer with this in it is cut in the middle
        self._port = port
        self._open: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        for writer in self._open:
            writer.transport.abort()

    @asynccontextmanager
    async def listening(self, port: int) -> AsyncIterator[Cutter]:
        server = await asyncio.start_server(self._connected, "127.0.0.1", port)
        try:
            yield self
        finally:
            server.close()
            self.cut()
            await until(lambda: not self._open, "all connections are closed")

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, far_writer}
        self._open |= both
        self.connected += 1
        try:
            await asyncio.gather(self._pass_on(reader, far_writer), self._pass_on(far_reader, writer, is_answer=True))
        finally:
            self._open -= both

    async def _pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_answer: bool = False
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(1 << 16):
                if is_answer and self.to_cut and self.to_cut in data:
                    self.to_cut = b""
                    writer.write(data[: len(data) // 2])
                    await writer.drain()
                    break
                writer.write(data)
                await writer.drain()
        writer.transport.abort()


class Service:
    """`python -m imagelabs_server` on a port of its own, which can be killed and started again."""

    def __init__(self, log: Path) -> None:
        self.port = free_port()
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "imagelabs_server", "--port", str(self.port), "--engine", SCRIPTED],
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ENGINES)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    async def answers(self) -> None:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", trust_env=False) as client:

            async def is_up() -> bool:
                with suppress(httpx.TransportError):
                    return (await client.get("/health")).is_success
                return False

            give_up = time.monotonic() + PATIENCE
            while not await is_up():
                assert time.monotonic() < give_up, self._log.read_text()
                await asyncio.sleep(0.05)

    def kill(self) -> list[psutil.Process]:
        """End it without a word, and return its workers, which have to end by themselves."""
        assert self._process is not None
        workers = psutil.Process(self._process.pid).children()
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        return workers


@dataclass
class Site:
    """A page, the service behind it, and the proxy between them."""

    app: RunningApp
    service: Service
    proxy: Cutter
    proxy_port: int

    def visitor(self, key: str = "") -> Visitor:
        return Visitor(self.app.url, key, timeout=PATIENCE)


@pytest.fixture(scope="module")
def site(start_app: StartApp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    service, proxy_port = Service(tmp_path_factory.mktemp("service") / "log"), free_port()
    service.start()
    app = start_app("--backend", f"http://127.0.0.1:{proxy_port}")
    app.wait_until_it_answers()
    yield Site(app, service, Cutter(service.port), proxy_port)
    service.kill()


def played(site: Site, scenario: Callable[[Visitor, Seen], Awaitable[None]]) -> Seen:
    """Play a scenario with a visitor who has finished a picture before and paints another one after it."""

    async def play() -> Seen:
        seen, log = Seen(), Log(site.app.log_path)
        await site.service.answers()
        async with site.proxy.listening(site.proxy_port), site.visitor() as visitor:
            await visitor.attach()
            before = await visitor.paint("quick before", **SMALL)
            await scenario(visitor, seen)
            seen.kept = await visitor.download(url_of(before))
            seen.after = await visitor.paint("quick after", **SMALL)
        seen.log = log.text
        return seen

    return asyncio.run(play())


@pytest.fixture(scope="module")
def restarted_service(site: Site) -> Seen:
    async def scenario(visitor: Visitor, seen: Seen) -> None:
        async def lose_one(number: int) -> None:
            async with site.visitor() as other:
                await other.attach()
                async with aclosing(other.paint_until(SUBMITTED, "wait for ever", **SMALL)) as steps:
                    await anext(steps)
                    submitted.release()
                    async for shown in steps:
                        seen.told[f"visitor {number}"] = shown.notice

        submitted = asyncio.Semaphore(0)
        async with asyncio.TaskGroup() as group:
            for number in range(4):  # two are being painted, two wait
                group.create_task(lose_one(number))
            for _ in range(4):
                await submitted.acquire()
            workers = site.service.kill()
            seen.told["while it is gone"] = (await visitor.paint("quick now", **SMALL)).notice
            site.service.start()
            await site.service.answers()
        await until(lambda: not any(worker.is_running() for worker in workers), "its workers have ended")

    return played(site, scenario)


def test_whoever_loses_a_picture_with_the_service_is_told(restarted_service: Seen) -> None:
    assert len(restarted_service.told) == 5
    assert [sentence for sentence in restarted_service.told.values() if not is_told(sentence)] == []


def test_a_service_that_was_started_again_is_used_again(restarted_service: Seen) -> None:
    assert restarted_service.after.phase == "done"
    assert restarted_service.kept.startswith(b"\x89PNG")
    assert "Traceback" not in restarted_service.log


@pytest.fixture(scope="module")
def cut_connections(site: Site) -> Seen:
    async def scenario(visitor: Visitor, seen: Seen) -> None:
        site.proxy.to_cut = b"content-type: image/png"
        seen.notes["download"] = await visitor.paint("noise", **SMALL)
        assert site.proxy.to_cut == b"", "nothing was cut"
        async with aclosing(visitor.paint_until(SUBMITTED, "wait for ever", **SMALL)) as steps:
            await anext(steps)
            for _ in range(5):
                before = site.proxy.connected
                site.proxy.cut()
                await until(lambda before=before: site.proxy.connected > before, "the page asks again")
            await visitor.click("stop")
            async for shown in steps:
                seen.notes["polls"] = shown
        site.proxy.to_cut = b'"task_id"'
        lost = await visitor.paint("quick lost", **SMALL)
        seen.told["submit"] = lost.notice

    return played(site, scenario)


def test_a_cut_download_is_repeated(cut_connections: Seen) -> None:
    assert cut_connections.notes["download"].phase == "done"


def test_cut_polls_lose_no_picture(cut_connections: Seen) -> None:
    assert cut_connections.notes["polls"].phase == "stopped"
    assert cut_connections.notes["polls"].notice == ""


def test_whoever_loses_the_answer_to_a_submit_is_told(cut_connections: Seen) -> None:
    assert is_told(cut_connections.told["submit"])


def test_after_cut_connections_everything_goes_on(cut_connections: Seen) -> None:
    assert cut_connections.after.phase == "done"
    assert cut_connections.kept.startswith(b"\x89PNG")
    assert "Traceback" not in cut_connections.log


def test_a_page_that_was_cut_off_finds_its_pictures_again(machine: Machine) -> None:
    async def scenario() -> list[str]:
        port = free_port()
        async with Cutter(machine.app.port).listening(port) as proxy:
            async with Visitor(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as visitor:
                await visitor.attach()
                with pytest.raises(httpx.TransportError):
                    await cut_off(visitor, proxy)
            async with (
                machine.visitor(visitor.key) as again,
                aclosing(again.click_until(SUBMITTED, "send", again.attachment)) as steps,
            ):
                found = await anext(steps)
                await again.click("stop")
                return [found.phase, (await anext(steps)).phase]

    async def cut_off(visitor: Visitor, proxy: Cutter) -> None:
        async with aclosing(visitor.paint_until(SUBMITTED, "wait for ever", **SMALL)) as steps:
            await anext(steps)
            proxy.cut()
            await anext(steps)

    assert asyncio.run(scenario()) == ["working", "stopped"]
