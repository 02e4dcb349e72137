"""A file is there whole or not at all: whatever fails, whoever is killed, on systems of either kind."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from imagelabs_client.files import atomic
from imagelabs_client.files.atomic import write_atomically

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(params=["files without names", "hidden parts", "names that cannot be given"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    kind = str(request.param)
    if kind == "hidden parts":
        monkeypatch.setattr(atomic, "_UNNAMED", 0)
    elif kind == "names that cannot be given":

        def refuse(*_: object, **__: object) -> None:
            raise OSError(18, "Invalid cross-device link")

        monkeypatch.setattr(os, "link", refuse)
    return kind


def test_new_and_old_files_are_written(system: str, tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    for content in (b"one", b"two" * 500_000, b""):
        write_atomically(path, content)
        assert path.read_bytes() == content
    assert [found.name for found in tmp_path.iterdir()] == ["x.png"]
    umask = os.umask(0o22)
    os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_what_cannot_be_written_is_an_os_error_and_leaves_nothing(system: str, tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    for path in (tmp_path / "folder.png", tmp_path / "none" / "x.png"):
        with pytest.raises(OSError):  # noqa: PT011 - of whatever kind
            write_atomically(path, b"new")
    assert [found.name for found in tmp_path.iterdir()] == ["folder.png"]


@pytest.mark.parametrize("moment", ["fsync", "close"])
def test_a_program_that_is_killed_while_saving_leaves_nothing(tmp_path: Path, moment: str) -> None:
    if not atomic._write_unnamed(tmp_path / "probe.png", b""):
        pytest.skip("this file system knows no files without names")
    (tmp_path / "probe.png").unlink()
    program = f"""
import os, signal
from pathlib import Path
from imagelabs_client.files.atomic import write_atomically
Path("old.png").write_bytes(b"old")
os.{moment} = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL)
write_atomically(Path("{"old" if moment == "close" else "new"}.png"), b"new" * 1000)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert done.returncode == -signal.SIGKILL
    assert [found.name for found in tmp_path.iterdir()] == ["old.png"]
    assert (tmp_path / "old.png").read_bytes() in (b"old", b"new" * 1000)


def test_what_a_killed_program_left_long_ago_is_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "_UNNAMED", 0)
    old, young = tmp_path / ".imagelabs-0000.part", tmp_path / ".imagelabs-1111.part"
    old.write_bytes(b"half a pict")
    young.write_bytes(b"under way")
    os.utime(old, (time.time() - 7200,) * 2)
    write_atomically(tmp_path / "x.png", b"whole")
    assert {found.name for found in tmp_path.iterdir()} == {"x.png", young.name}
