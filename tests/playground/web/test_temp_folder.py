"""The temp folder: of this process alone, removed at the end, and swept of what is old or too much."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from playground.web.temp_folder import private_temp_folder, sweep


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.delenv("GRADIO_TEMP_DIR", raising=False)
    return tmp_path


def test_nobody_else_can_open_it_and_it_goes_at_the_end(temp: Path) -> None:
    with private_temp_folder() as folder:
        assert os.environ["GRADIO_TEMP_DIR"] == str(folder)
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "file").write_text("x")
    assert list(temp.iterdir()) == []
    assert "GRADIO_TEMP_DIR" not in os.environ


def test_what_a_killed_process_left_behind_is_removed_and_that_of_a_running_one_is_not(temp: Path) -> None:
    abandoned, used = temp / "imagelabs-playground-999999999-x", temp / f"imagelabs-playground-{os.getppid()}-x"
    foreign = temp / "imagelabs-playground-notes"
    for folder in (abandoned, used, foreign):
        folder.mkdir()
    with private_temp_folder():
        assert [folder.exists() for folder in (abandoned, used, foreign)] == [False, True, True]


def test_a_folder_that_the_environment_names_is_used_and_kept(temp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(temp / "mine"))
    (temp / "mine").mkdir()
    with private_temp_folder() as folder:
        assert folder == temp / "mine"
    assert folder.exists()


def test_old_files_go_and_those_of_the_store_stay(temp: Path) -> None:
    store = temp / "store"
    for place in (temp / "hash" / "old.png", temp / "new.png", store / "token" / "old.png"):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"x")
        os.utime(place, (1000, 1000) if place.name == "old.png" else (5000, 5000))
    sweep(temp, store, now=5001)
    assert sorted(str(path.relative_to(temp)) for path in temp.rglob("*")) == [
        "new.png",
        "store",
        "store/token",
        "store/token/old.png",
    ]


def test_if_there_is_too_much_the_oldest_go_first(temp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.web.temp_folder._MAX_BYTES", 25)
    for number in range(5):
        (temp / str(number)).write_bytes(b"0123456789")
        os.utime(temp / str(number), (5000 + number, 5000 + number))
    sweep(temp, temp / "store", now=5010)
    assert sorted(path.name for path in temp.iterdir()) == ["3", "4"]
