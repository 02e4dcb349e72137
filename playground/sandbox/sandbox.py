"""The page's handle on the process that opens files of strangers: few at once, and fair between visitors."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final, cast

from imagelabs_client import InvalidParams
from imagelabs_client.errors import Problem
from playground.admission.admission import Admission
from playground.info.facts import ImageFacts, TooLargeError

_JOBS: Final = "playground.sandbox.jobs"
_AT_ONCE: Final = 2  # processes with little memory, or one that needs much
_LARGE: Final = 16 << 20  # bytes of a file that is read whole, from which memory is not little
_UNDECODED: Final = (b"\x89PNG", b"\xff\xd8", b"RIFF")  # how formats begin that are read without being decoded
_LOWER_PRIORITY: Final = 10  # niceness
_TIMEOUT: Final = 12.0  # seconds; the process gives up earlier by itself
_MAX_ANSWER: Final = 32 << 20  # bytes
_ROOT: Final = str(Path(__file__).resolve().parents[2])


class Sandbox:
    """Does jobs of `playground.sandbox.jobs`, each in a new process. Belongs to the event loop that uses it.

    One visitor has one process at a time, so that nobody's files make others wait for long.
    """

    def __init__(self, admission: Admission) -> None:
        """Prepare; nothing is started before the first job."""
        self._admission = admission
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._large = asyncio.Lock()
        self._turns: dict[str, asyncio.Lock] = {}  # by owner

    async def facts(self, path: str | Path, owner: str) -> ImageFacts:
        """Read what a picture file says about itself.

        Raises:
            InvalidParams: it is not a picture, or it takes too much to find out.
            TooLargeError: it has more bytes than any picture that is read.
            OSError: it cannot be read.
            TooMuchError: the owner has too many files waiting.
        """
        result, _ = await self._do(owner, _is_large(path), "facts", str(path))
        return ImageFacts(**result)

    async def metadata(self, path: str | Path, owner: str) -> Mapping[str, Any]:
        """Read the parameters that a picture file carries, as the named endpoint tells them; raises as `facts`."""
        return (await self._do(owner, _is_large(path), "metadata", str(path)))[0]

    async def reference(self, path: str | Path, width: int, height: int, owner: str) -> tuple[bytes, str]:
        """Make a copy of a picture that fits into `width` by `height` pixels, upright and without metadata.

        Returns:
            the file, and its ending: png if it has transparency, else jpg. Raises as `facts`.
        """
        result, content = await self._do(owner, True, "reference", str(path), str(width), str(height))
        return content, "png" if result["ending"] == "png" else "jpg"

    async def _do(self, owner: str, is_large: bool, *job: str) -> tuple[dict[str, Any], bytes]:
        async with self.turn(owner, is_large=is_large):
            output = await _output_of(job)
        line, _, content = output.partition(b"\n")
        try:
            answer = json.loads(line)
        except ValueError:  # it was killed: too much memory, too much time, or a fault of a decoder
            raise _unreadable("it takes too much to open it") from None
        match answer.get("error"):
            case "too_large":
                raise TooLargeError("the picture is too large")
            case "invalid":
                problems = [Problem(**problem) for problem in answer["problems"]]
                raise InvalidParams(answer["message"], problems=problems)
            case "unreadable":
                raise OSError(answer["message"])
        return answer["result"], content

    @asynccontextmanager
    async def turn(self, owner: str, *, is_large: bool = False) -> AsyncIterator[None]:
        """Wait for a turn at heavy work; for work on pictures that is done in a thread of this process too.

        Args:
            owner: who asks for it.
            is_large: the work needs so much memory that no other may be done at the same time.

        Raises:
            TooMuchError: the owner has too many files waiting.
        """
        with self._admission.hold("files", owner):
            turn = self._turns.setdefault(owner, asyncio.Lock())
            try:
                async with turn, self._place(is_large):
                    yield
            finally:
                if self._admission.held("files", owner) <= 1:  # nobody else of theirs waits for it
                    self._turns.pop(owner, None)

    @asynccontextmanager
    async def _place(self, is_large: bool) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            if is_large:
                await stack.enter_async_context(self._large)  # or two could wait for each other's last slot
            for _ in range(_AT_ONCE if is_large else 1):
                await stack.enter_async_context(self._slots)
            yield


def _is_large(path: str | Path) -> bool:
    """Return whether looking at a file takes much memory: it is long, or its format can only be checked by decoding."""
    try:
        with open(path, "rb") as file:
            return os.fstat(file.fileno()).st_size > _LARGE or not file.read(12).startswith(_UNDECODED)
    except OSError:  # the process will find the same
        return False


async def _output_of(job: tuple[str, ...]) -> bytes:
    """Run a job's process to its end, and return what it writes; nothing if it takes too long or writes too much."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # modules in the current directory must not shadow its imports
        "-m",
        _JOBS,
        *job,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment(),
        start_new_session=True,
    )
    if sys.platform != "win32":
        with suppress(ProcessLookupError):  # it has ended already
            os.setpriority(os.PRIO_PROCESS, process.pid, _LOWER_PRIORITY)  # the page is answered first
    stream = cast("asyncio.StreamReader", process.stdout)
    output = bytearray()
    try:
        async with asyncio.timeout(_TIMEOUT):
            while piece := await stream.read(1 << 20):
                output += piece
                if len(output) > _MAX_ANSWER:
                    return b""
            await process.wait()
    except TimeoutError:
        return b""
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return bytes(output) if process.returncode == 0 else b""


def environment() -> dict[str, str]:
    """Return what the process needs to start, and nothing that it could give away."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG", "TEMP", "TMPDIR")
    search_path = os.pathsep.join(dict.fromkeys([*(entry or os.getcwd() for entry in sys.path), _ROOT]))
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONPATH": search_path}


def _unreadable(why: str) -> InvalidParams:
    return InvalidParams.listing([Problem("reference_image", "unreadable", f"reference_image cannot be used: {why}")])
