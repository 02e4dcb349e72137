"""Passwords are kept as hashes, in a file whose lines a command writes."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from playground.guards import passwords
from playground.guards.passwords import hash_password, is_name, is_password, read_accounts

KNOWN = "$scrypt$ln=14,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"  # "password"


def test_a_hash_is_of_one_password_and_says_how_it_was_made() -> None:
    kept = hash_password("correct horse")
    assert kept.startswith("$scrypt$ln=14,r=8,p=1$")
    assert kept != hash_password("correct horse"), "the salt is new each time"
    assert is_password("correct horse", kept)
    for wrong in ("", "correct horse ", "Correct horse", "correct hors\u0435"):
        assert not is_password(wrong, kept)


def test_hashes_of_other_programs_in_this_form_are_understood() -> None:
    import base64
    import hashlib

    salt = b"0123456789abcdef"
    made = hashlib.scrypt(b"pass", salt=salt, n=2**10, r=8, p=2, dklen=32)
    text = [base64.b64encode(part).decode().rstrip("=") for part in (salt, made)]
    assert is_password("pass", f"$scrypt$ln=10,r=8,p=2${text[0]}${text[1]}")


@pytest.mark.parametrize("kept", ["", "secret", "$scrypt$", "$scrypt$ln=14,r=8,p=1$$", "$2b$12$abc", KNOWN + "!"])
def test_what_is_no_hash_is_nobody_s(kept: str) -> None:
    assert not is_password("", kept)
    assert not is_password("secret", kept)


def test_a_file_has_names_and_hashes_and_remarks(tmp_path: Path) -> None:
    one, two = hash_password("1"), hash_password("2")
    file = tmp_path / "users"
    file.write_text(
        f"\ufeff# who may paint\n\nанна:{one}\r\n  bob : x\n".replace("  bob : x", f"  bob:{two}  "), "utf-8"
    )
    assert dict(read_accounts(file)) == {"анна": one, "bob": two}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "nobody"),
        ("# nobody\n", "nobody"),
        ("bob:secret\n", "line 1"),
        ("bob\n", "line 1"),
        (f":{KNOWN}\n", "line 1"),
        (f"bob:{KNOWN}\nbob:{KNOWN}\n", "line 2 repeats"),
        (f"bob:{KNOWN.replace('ln=14', 'ln=30')}\n", "line 1"),
        (f"bob:{KNOWN.replace('ln=14', 'ln=20')}\n", "line 1"),
        (f"bob:{KNOWN.replace('r=8', 'r=0')}\n", "line 1"),
        ("\xff\xfe", "UTF-8"),
        ("#" * (1 << 20) + "##", "too large"),
    ],
)
def test_a_file_that_is_none_is_named_without_repeating_it(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "users").write_bytes(content.encode("latin-1"))
    with pytest.raises(ValueError, match=said) as caught:
        read_accounts(tmp_path / "users")
    assert "secret" not in str(caught.value)
    assert "bob" not in str(caught.value)


def test_a_name_can_be_written_into_a_file() -> None:
    assert all(map(is_name, ["me", "анна", "a b", "me@example.org"]))
    assert not any(map(is_name, ["", " me", "me ", "a:b", "a\nb", "#me", "a\u202eb", "a\0"]))


def test_the_command_writes_a_line_and_shows_no_password(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "playground.guards.passwords"]
    done = subprocess.run([*command, "anna"], input="open sesame\n", capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "sesame" not in done.stdout
    (tmp_path / "users").write_text(done.stdout)
    [(name, kept)] = read_accounts(tmp_path / "users")
    assert name == "anna"
    assert is_password("open sesame", kept)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answers", "status"), [(["a", "a"], 0), (["a", "b"], 1), (["", ""], 1)])
def test_at_a_terminal_it_asks_twice_without_showing_it(
    answers: list[str], status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _question: answers.pop(0))
    if status:
        with pytest.raises(SystemExit) as stop:
            passwords.main(["anna"])
        assert stop.value.code == status
        assert capsys.readouterr().out == ""
    else:
        assert passwords.main(["anna"]) == 0
        assert capsys.readouterr().out.startswith("anna:$scrypt$")


def test_a_name_that_cannot_be_is_refused_before_anything_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        passwords.main(["a:b"])
    assert stop.value.code == 2
    assert "colon" in capsys.readouterr().err
