"""The app's settings: one table for the command line and the environment."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from imagelabs_client.core.numbers import parse_whole
from playground.admission.limits import Limits, LimitsError, Place, limits_for
from playground.guards.host_names import is_host_pattern
from playground.guards.passwords import read_accounts

_PREFIX = "PLAYGROUND_"
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Option:
    """One setting. Its flag is `--name`, with dashes for underscores; its variable is `PLAYGROUND_NAME`."""

    name: str
    help: str
    metavar: str | None = None  # None: a switch

    @property
    def flag(self) -> str:
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        return _PREFIX + self.name.upper()


OPTIONS = (
    Option("host", "address to listen on (default 127.0.0.1; 0.0.0.0 in public mode)", "ADDRESS"),
    Option("port", "port to listen on (default 7860)", "PORT"),
    Option("share", "also open a temporary public link through Gradio's tunnel"),
    Option("auth", "ask visitors for this name and password", "USER:PASS"),
    Option(
        "auth_file",
        "ask for a name and password of this file; python -m playground.guards.passwords writes its lines",
        "FILE",
    ),
    Option(
        "allowed_hosts", "names under which the page may be opened, such as paint.example.org, *.example.org", "HOST,…"
    ),
    Option(
        "backend",
        "where prompts are sent: builtin (default), imagelabs, or the URL of a service; grids compare further ones, "
        "after commas",
        "BACKEND,…",
    ),
    Option("engine", "the built-in backend's engine (default painter)", "ENGINE"),
    Option("outputs", "also keep every picture in this folder, sorted by day", "DIR"),
    Option("wildcards", "a folder of lists for dynamic prompts, NAME.txt for __NAME__", "DIR"),
    Option("public", "strangers use this copy: listen on all addresses, write only to the temp folder"),
    Option(
        "limits",
        "how much one visitor may have, such as pictures=20,calls=none (docs/hosting.md lists the names)",
        "NAME=NUMBER,…",
    ),
    Option(
        "trusted_proxies",
        "how many reverse proxies of yours stand before the page; the last one's X-Forwarded-For is believed",
        "NUMBER",
    ),
    Option("root_path", "path under which a reverse proxy serves the app, such as /playground", "PATH"),
)


class SettingsError(ValueError):
    """A setting is invalid; the message says which one and why."""


@dataclass(frozen=True)
class Settings:
    """How this copy of the app runs.

    Attributes:
        backend: `builtin`, `imagelabs`, or an http(s) URL.
        other_backends: further ones, which grids can compare with the first.
        auth: name and password, or None. Hidden from `repr`, like the backends, whose URLs may hold a password.
        accounts: names and hashed passwords of a file, for `playground.guards.passwords`.
        allowed_hosts: names under which the page may be opened, besides those that are safe anyway.
        outputs: a folder to keep finished pictures in, or None.
        wildcards: a folder of further lists for dynamic prompts, or None.
        public: nothing is written outside the temp folder.
        limits: how much one visitor may have.
        trusted_proxies: how many proxies of ours stand before the page.
        root_path: a path such as `/playground`, or empty.
        space_host: the name of the Hugging Face Space that this copy runs on, or empty.
    """

    host: str = "127.0.0.1"
    port: int = 7860
    share: bool = False
    auth: tuple[str, str] | None = field(default=None, repr=False)
    accounts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    allowed_hosts: tuple[str, ...] = ()
    backend: str = field(default="builtin", repr=False)
    other_backends: tuple[str, ...] = field(default=(), repr=False)
    engine: str = "painter"
    outputs: Path | None = None
    wildcards: Path | None = None
    public: bool = False
    limits: Limits = field(default_factory=lambda: limits_for("local"))
    trusted_proxies: int = 0
    root_path: str = ""
    space_host: str = ""

    @property
    def asks_for_password(self) -> bool:
        """Whether visitors have to sign in."""
        return self.auth is not None or bool(self.accounts)

    @classmethod
    def load(cls, arguments: Sequence[str] = (), environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings. An argument wins over its variable, and `SPACE_ID` turns on public mode.

        Raises:
            SystemExit: after `--help`, or after a message about an unknown argument or an invalid value.
        """
        try:
            return cls._read(arguments, environment)
        except SettingsError as problem:
            _parser().error(str(problem))

    @classmethod
    def _read(cls, arguments: Sequence[str], environment: Mapping[str, str]) -> Settings:
        given = {option.name: environment[option.variable] for option in OPTIONS if option.variable in environment}
        given |= {name: value for name, value in vars(_parser().parse_args(arguments)).items() if value is not None}
        text = {name: str(value).strip() for name, value in given.items()}
        on_space = bool(environment.get("SPACE_ID"))
        public = _switch(text, "public") or on_space
        outputs = text.get("outputs", "")
        backend, *others = _backends(text.get("backend") or cls.backend)
        if public and outputs and not on_space:
            raise SettingsError(
                "--outputs keeps pictures on this machine, which public mode rules out: drop one of them."
            )
        return cls(
            host=text.get("host") or ("0.0.0.0" if public else cls.host),  # noqa: S104 - the point of public mode
            port=_port(text.get("port") or str(cls.port)),
            share=_switch(text, "share"),
            auth=_auth(text.get("auth", "")),
            accounts=_accounts(text.get("auth_file", "")),
            allowed_hosts=_hosts(text.get("allowed_hosts", "")),
            backend=backend,
            other_backends=tuple(others),
            engine=text.get("engine") or cls.engine,
            outputs=Path(outputs).expanduser() if outputs and not public else None,
            wildcards=Path(text["wildcards"]).expanduser() if text.get("wildcards") else None,
            public=public,
            limits=_limits(text, on_space=on_space, public=public),
            trusted_proxies=_proxies(text, on_space=on_space),
            root_path=_root_path(text.get("root_path", "")),
            space_host=environment.get("SPACE_HOST", "").strip().lower() if on_space else "",
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="imagelabs-playground" if Path(sys.argv[0]).name == "imagelabs-playground" else "app.py",
        description="Open the playground in the browser. Every option is also an environment variable: "
        f"--root-path is {_PREFIX}ROOT_PATH, and so on.",
    )
    for option in OPTIONS:
        if option.metavar is None:
            parser.add_argument(option.flag, help=option.help, action="store_const", const="true")
        else:
            parser.add_argument(option.flag, help=option.help, metavar=option.metavar)
    return parser


def _switch(text: Mapping[str, str], name: str) -> bool:
    value = text.get(name, "").lower()
    if value in _TRUE | _FALSE:
        return value in _TRUE
    raise SettingsError(f"{_PREFIX}{name.upper()} is a switch: write 1 or 0, not {value!r}.")


def _port(value: str) -> int:
    port = parse_whole(value)
    if port is not None and 0 < port < 65536:
        return port
    raise SettingsError(f"--port must be a number from 1 to 65535, not {value!r}.")


def _limits(text: Mapping[str, str], *, on_space: bool, public: bool) -> Limits:
    asks_for_password = bool(text.get("auth") or text.get("auth_file"))
    shared = _switch(text, "share") and not asks_for_password
    place: Place = "space" if on_space else "public" if public or shared else "local"
    try:
        return limits_for(place, text.get("limits", ""))
    except LimitsError as error:
        raise SettingsError(f"--limits: {error}.") from error


def _proxies(text: Mapping[str, str], *, on_space: bool) -> int:
    """Return the number of proxies; a Space has one, and so has a link through Gradio's tunnel."""
    given = text.get("trusted_proxies")
    if not given:
        return 1 if on_space or _switch(text, "share") else 0
    number = parse_whole(given)
    if number is None or not 0 <= number <= 9:
        raise SettingsError(f"--trusted-proxies must be a number from 0 to 9, not {given!r}.")
    return number


def _auth(value: str) -> tuple[str, str] | None:
    if not value:
        return None
    user, _, password = value.partition(":")
    if not (user and password):
        raise SettingsError("--auth must read USER:PASS, with neither of them empty.")
    return user, password


def _accounts(value: str) -> tuple[tuple[str, str], ...]:
    if not value:
        return ()
    try:
        return read_accounts(Path(value).expanduser())
    except OSError as error:
        raise SettingsError(f"--auth-file {value} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise SettingsError(f"--auth-file {value}: {error}.") from error


def _hosts(value: str) -> tuple[str, ...]:
    names = [part.strip().lower() for part in value.split(",")] if value else []
    for name in names:
        if not is_host_pattern(name):
            raise SettingsError(
                f"--allowed-hosts takes names without scheme and port, such as paint.example.org, not {name!r}."
            )
    return tuple(dict.fromkeys(names))


def _backends(value: str) -> list[str]:
    backends = [_backend(part.strip()) for part in value.split(",")]
    if len(set(backends)) < len(backends):
        raise SettingsError("--backend names the same backend twice.")
    return backends


def _backend(value: str) -> str:
    if value in ("builtin", "imagelabs"):
        return value
    try:
        url = urlsplit(value)
        usable = url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError(
            "--backend must be builtin, imagelabs, or the http(s) URL of a service; or several of them, with commas "
            "between."
        )
    return value.rstrip("/")


def _root_path(value: str) -> str:
    path = value.strip("/")
    if "://" in path:
        raise SettingsError("--root-path is a path such as /playground, not a whole URL.")
    return f"/{path}" if path else ""
