"""Pictures wait for the browser under names that cannot be guessed, and never too many of them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from playground.files import NoRoomError, PictureStore, name_for


def test_a_file_is_written_byte_for_byte_under_its_name(tmp_path: Path) -> None:
    path = PictureStore(folder=tmp_path).put(b"\x89PNG", "cat.png")
    assert path.name == "cat.png"
    assert path.read_bytes() == b"\x89PNG"
    assert len(path.parent.name) >= 20


def test_the_oldest_files_go_when_there_are_too_many(tmp_path: Path) -> None:
    store = PictureStore(folder=tmp_path, limit=10)
    paths = [store.put(b"1234", f"{n}.png") for n in range(4)]
    assert [path.exists() for path in paths] == [False, False, True, True]
    assert len(list(tmp_path.iterdir())) == 2


def test_one_file_larger_than_the_limit_is_kept_until_the_next(tmp_path: Path) -> None:
    store = PictureStore(folder=tmp_path, limit=1)
    assert store.put(b"1234", "a.png").exists()


def test_the_address_carries_the_proxys_path_and_survives_any_name(tmp_path: Path) -> None:
    store = PictureStore("/lab", folder=tmp_path)
    path = store.put(b"x", "кот #1?.png")
    address = store.url(path)
    assert address.startswith("/lab/gradio_api/file=")
    assert "#" not in address
    assert "?" not in address
    assert unquote(address).endswith(str(path))


def test_clearing_leaves_nothing(tmp_path: Path) -> None:
    store = PictureStore(folder=tmp_path / "pictures")
    store.put(b"x", "a.png")
    store.clear()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("A cat, sitting!", "imagelabs-5-a-cat-sitting.png"),
        ("кот на окне", "imagelabs-5-кот-на-окне.png"),
        ("../../etc/passwd", "imagelabs-5-etc-passwd.png"),
        ("🎨 ...", "imagelabs-5.png"),
        ("x" * 300, "imagelabs-5.png"),
        ("word " * 100, "imagelabs-5" + "-word" * 9 + ".png"),
    ],
)
def test_a_file_is_named_after_its_prompt(prompt: str, name: str) -> None:
    assert name_for(prompt, 5) == name


def test_whoever_keeps_the_most_loses_their_oldest_first(tmp_path: Path) -> None:
    store = PictureStore(folder=tmp_path, limit=20)
    modest = store.put(b"1234", "modest.png", "ann")
    greedy = [store.put(b"1234", f"{n}.png", "bob") for n in range(9)]
    assert modest.exists()
    assert [path.exists() for path in greedy] == [False] * 5 + [True] * 4


def test_many_empty_files_are_too_many_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.files.MAX_FILES", 3)
    store = PictureStore(folder=tmp_path)
    for number in range(6):
        store.put(b"", f"{number}.png", "bob")
    assert len(list(tmp_path.iterdir())) == 3


def test_a_file_that_cannot_be_written_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = PictureStore(folder=tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(NoRoomError, match="no room"):
            store.put(b"x", "a.png")
    assert list(tmp_path.iterdir()) == []
