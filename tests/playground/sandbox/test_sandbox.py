"""Files of strangers are opened in a process that may use little: what is too much for it is no harm to the page."""

from __future__ import annotations

import asyncio
import io
import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from imagelabs_client import GenerationParams, InvalidParams
from playground.admission.admission import Admission, TooMuchError
from playground.admission.limits import limits_for
from playground.files import PictureStore
from playground.form.references import References
from playground.info.facts import TooLargeError
from playground.sandbox import sandbox as module
from playground.sandbox.jobs import MAX_DECODED
from playground.sandbox.sandbox import Sandbox

pytestmark = pytest.mark.anyio


def saved(path: Path, size: tuple[int, int], mode: str = "RGB", form: str = "PNG") -> Path:
    Image.new(mode, size, 1 if mode in ("P", "1") else "red").save(path, form)
    return path


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(Admission(limits_for("public", "files=3")))


async def test_a_reference_image_becomes_a_small_copy(sandbox: Sandbox, tmp_path: Path) -> None:
    content, ending = await sandbox.reference(saved(tmp_path / "a.png", (900, 600)), 300, 300, "ann")
    with Image.open(io.BytesIO(content)) as copy:
        assert (copy.size, copy.format, ending) == ((300, 200), "JPEG", "jpg")
    content, ending = await sandbox.reference(saved(tmp_path / "b.png", (90, 60), "RGBA"), 300, 300, "ann")
    assert ending == "png"


async def test_what_a_file_says_arrives_whole(sandbox: Sandbox, tmp_path: Path) -> None:
    facts = await sandbox.facts(saved(tmp_path / "a.png", (90, 60)), "ann")
    assert (facts.format, facts.width, facts.height, facts.program) == ("PNG", 90, 60, None)
    assert (await sandbox.metadata(tmp_path / "a.png", "ann"))["width"] == 90


async def test_what_is_no_picture_is_refused_with_its_reason(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"<html>")
    with pytest.raises(InvalidParams, match="not a picture"):
        await sandbox.facts(tmp_path / "x.png", "ann")
    with pytest.raises(OSError, match="No such file"):
        await sandbox.facts(tmp_path / "missing.png", "ann")


async def test_too_many_pixels_are_not_decoded(sandbox: Sandbox, tmp_path: Path) -> None:
    side = int(MAX_DECODED**0.5) + 1
    bomb = saved(tmp_path / "bomb.png", (side, side), "1")
    progressive = tmp_path / "bomb.jpg"
    Image.new("RGB", (3600, 3600)).save(progressive, progressive=True, subsampling=0)
    for file in (bomb, progressive):
        with pytest.raises(InvalidParams, match="too many pixels"):
            await sandbox.reference(file, 300, 300, "ann")
    with pytest.raises(TooLargeError):
        await sandbox.reference(saved(tmp_path / "bomb.webp", (3500, 3500), "RGB", "WEBP"), 300, 300, "ann")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
@pytest.mark.parametrize("code", ["bytearray(2 << 30)", "while True: pass", "open('x', 'wb', 0).write(b'x')"])
async def test_a_decoder_that_takes_too_much_is_ended(
    code: str, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is ours with another job, and with less time than usual."""
    program = tmp_path / "hungry_job.py"
    program.write_text(
        "import os, sys\nfrom playground.sandbox import jobs\njobs.MAX_SECONDS = 1\n"
        f"def hungry(path):\n    os.chdir(os.path.dirname(path))\n    exec({code!r})\n    return {{}}, b''\n"
        "jobs.JOBS = {'facts': hungry}\nsys.exit(jobs.main(sys.argv[1:]))\n"
    )
    monkeypatch.setattr(module, "_JOBS", "hungry_job")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    with pytest.raises((InvalidParams, TooLargeError, OSError)):
        await sandbox.facts(tmp_path / "a.png", "ann")
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0


async def test_one_visitor_has_one_process_at_a_time_and_few_waiting(sandbox: Sandbox, tmp_path: Path) -> None:
    running = 0
    most = 0

    async def work(owner: str) -> None:
        nonlocal running, most
        async with sandbox.turn(owner):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(work("ann") for _ in range(3)))
    assert most == 1
    waiting = [asyncio.create_task(work("ann")) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(TooMuchError):
        await work("ann")
    await work("bob")
    await asyncio.gather(*waiting)


async def test_who_leaves_while_waiting_gives_the_place_back(sandbox: Sandbox) -> None:
    async with sandbox.turn("ann"):
        waiting = asyncio.create_task(sandbox.turn("ann").__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
    async with asyncio.timeout(5):
        await sandbox.turn("ann").__aenter__()


async def test_pictures_of_one_request_share_one_copy(sandbox: Sandbox, store: PictureStore, tmp_path: Path) -> None:
    source = str(saved(tmp_path / "a.png", (900, 900)))
    wanted = [GenerationParams("x", width=64, height=side, reference_image=source) for side in (64, 128)]
    first, second = await References(sandbox, store).prepared(wanted, "ann")
    assert first.reference_image == second.reference_image != source
    with Image.open(str(first.reference_image)) as copy:
        assert copy.size == (64, 64)
    plain = [GenerationParams("x")]
    assert await References(sandbox, store).prepared(plain, "ann") == plain


def test_the_process_gets_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hunter2")
    monkeypatch.setenv("IMAGELABS_COOKIE", "hunter2")
    assert "hunter2" not in module.environment().values()
    assert module.environment()["PATH"] == os.environ["PATH"]
