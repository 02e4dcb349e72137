"""Kept pictures lie by day, replace nobody, and stand in a log that other programs can read."""

from __future__ import annotations

import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from imagelabs_client import EngineInfo, GeneratedImage, GenerationParams
from playground.history.outputs import LOG_NAME, keep_picture

NOW = datetime.datetime(2026, 11, 22, 23, 59, tzinfo=datetime.UTC)
PARAMS = GenerationParams("кот\nна окне", seed=2**60 + 1, subseed=2)
IMAGE = GeneratedImage(
    "", "t-1", PARAMS, b"", "image/png", 1.23456, recognised=("кот",), engine=EngineInfo("painter", "1.0", "procedural")
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "store" / "imagelabs-5-кот.png"
    path.parent.mkdir()
    path.write_bytes(b"picture")
    return path


def rows(folder: Path) -> list[dict[str, object]]:
    lines = (folder / LOG_NAME).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_a_line_tells_the_time_the_file_and_every_parameter(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "outputs"
    assert keep_picture(file, IMAGE, folder, NOW).read_bytes() == b"picture"
    (row,) = rows(folder)
    assert row["time"] == "2026-11-22T23:59:00+00:00"
    assert (folder / str(row["file"])).read_bytes() == b"picture"
    params = row["params"]
    assert isinstance(params, dict)
    assert (params["prompt"], params["seed"]) == ("кот\nна окне", str(2**60 + 1))
    assert (row["task_id"], row["elapsed"], row["recognised"]) == ("t-1", 1.235, ["кот"])


def test_pictures_of_one_name_are_all_kept_also_at_once(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "outputs"
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda _: keep_picture(file, IMAGE, folder, NOW), range(24)))
    assert len(set(kept)) == 24
    assert {str(row["file"]) for row in rows(folder)} == {path.relative_to(folder).as_posix() for path in kept}
    assert sorted(path.name for path in (folder / "2026-11-22").iterdir()) == sorted(path.name for path in kept)


def test_a_line_that_a_crash_has_cut_off_spoils_no_other(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "outputs"
    keep_picture(file, IMAGE, folder, NOW)
    with (folder / LOG_NAME).open("a") as log:
        log.write('{"time": "2026-1')
    keep_picture(file, IMAGE, folder, NOW)
    lines = (folder / LOG_NAME).read_text(encoding="utf-8").splitlines()
    assert [line.endswith("}") for line in lines] == [True, False, True]


def test_what_cannot_be_written_is_not_in_the_log(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "outputs"
    folder.mkdir()
    (folder / "2026-11-22").write_text("in the way")
    with pytest.raises(OSError, match="2026-11-22"):
        keep_picture(file, IMAGE, folder, NOW)
    assert not (folder / LOG_NAME).exists()
