"""Passwords: how they are kept, and the command that writes a line for the file of `--auth-file`.

`python -m playground.guards.passwords NAME >> FILE` asks for the password without showing it. A line is a name, a colon
and a hash in the usual text form, which says how it was made: `$scrypt$ln=14,r=8,p=1$SALT$HASH`.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import getpass
import hashlib
import hmac
import re
import secrets
import sys
from pathlib import Path
from typing import Final

_COST: Final = 14  # as a power of two: 16 MiB and about 50 ms for each password
_BLOCK: Final = 8
_PARALLEL: Final = 1
_SALT_LENGTH, _HASH_LENGTH = 16, 32  # bytes
_MAX_COST, _MAX_BLOCK, _MAX_PARALLEL = 20, 32, 16  # what a file may ask for
_MAX_MEMORY: Final = 256 << 20  # bytes that checking a password may take
_FORM: Final = re.compile(
    r"\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,88})\$([A-Za-z0-9+/]{22,88})"
)
_MAX_FILE: Final = 1 << 20  # bytes


def hash_password(password: str) -> str:
    """Return the text form of a password's hash, with a new salt."""
    salt = secrets.token_bytes(_SALT_LENGTH)
    made = _scrypt(password, salt, _COST, _BLOCK, _PARALLEL, _HASH_LENGTH)
    return f"$scrypt$ln={_COST},r={_BLOCK},p={_PARALLEL}${_encoded(salt)}${_encoded(made)}"


def is_password(password: str, kept: str) -> bool:
    """Return whether a password has this hash; takes as long for a wrong one as for the right one."""
    found = _FORM.fullmatch(kept)
    if found is None:
        return False
    cost, block, parallel = (int(found[part]) for part in (1, 2, 3))
    expected = _decoded(found[5])
    made = _scrypt(password, _decoded(found[4]), cost, block, parallel, len(expected))
    return hmac.compare_digest(made, expected)


def read_accounts(path: Path) -> tuple[tuple[str, str], ...]:
    """Read a file of names and hashes; empty lines, and those that begin with `#`, are left out.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no such file; the message says what is wrong, and repeats nothing of it.
    """
    content = path.read_bytes()
    if len(content) > _MAX_FILE:
        raise ValueError("it is too large to be a file of passwords")
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError("it is not written in UTF-8") from error
    accounts: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, _, kept = text.partition(":")
        if not is_name(name) or not _is_hash(kept):
            raise ValueError(f"line {number} is not NAME:HASH as python -m playground.guards.passwords NAME writes it")
        if name in accounts:
            raise ValueError(f"line {number} repeats a name")
        accounts[name] = kept
    if not accounts:
        raise ValueError("it names nobody")
    return tuple(accounts.items())


def is_name(name: str) -> bool:
    """Return whether somebody can be called that: no colon, nothing invisible, no space at an end."""
    return bool(name) and name.isprintable() and ":" not in name and name == name.strip() and not name.startswith("#")


def main(arguments: list[str] | None = None) -> int:
    """Ask for a password and print the line of a file; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m playground.guards.passwords",
        description="Write a line for the file of --auth-file: a name and the hash of a password, which is asked for.",
    )
    parser.add_argument("name", metavar="NAME", help="the name to sign in with")
    name = parser.parse_args(arguments).name
    if not is_name(name):
        parser.error("a name has no colon, no invisible letters, no space at an end, and does not begin with #")
    try:
        password = _ask("Password: ")
        if sys.stdin.isatty() and _ask("Again: ") != password:
            parser.exit(1, "These were two different passwords. Nothing was written.\n")
    except (EOFError, KeyboardInterrupt):
        parser.exit(1, "\nNothing was written.\n")
    if not password:
        parser.exit(1, "A password cannot be empty. Nothing was written.\n")
    print(f"{name}:{hash_password(password)}")  # noqa: T201 - the line is what was asked for
    return 0


def _ask(question: str) -> str:
    """Read a line without showing it; from a pipe, as it comes."""
    return getpass.getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _is_hash(text: str) -> bool:
    found = _FORM.fullmatch(text)
    if found is None:
        return False
    cost, block, parallel = (int(found[part]) for part in (1, 2, 3))
    try:
        _decoded(found[4]), _decoded(found[5])
    except binascii.Error:
        return False
    in_range = 1 <= cost <= _MAX_COST and 1 <= block <= _MAX_BLOCK and 1 <= parallel <= _MAX_PARALLEL
    return in_range and 128 * block * 2**cost <= _MAX_MEMORY


def _scrypt(password: str, salt: bytes, cost: int, block: int, parallel: int, length: int) -> bytes:
    needed = 128 * block * (2**cost + parallel + 2)  # bytes; OpenSSL refuses more than 32 MiB unless it is told
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=salt,
        n=2**cost,
        r=block,
        p=parallel,
        dklen=length,
        maxmem=needed + (1 << 20),
    )


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii").rstrip("=")


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


if __name__ == "__main__":
    sys.exit(main())
