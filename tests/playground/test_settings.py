"""Settings come from the command line and the environment, and mean the same in both."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.admission.limits import limits_for
from playground.guards.passwords import hash_password
from playground.settings import Settings

SHARED = Settings(share=True, limits=limits_for("public"), trusted_proxies=1)
PUBLIC = Settings(public=True, host="0.0.0.0", limits=limits_for("public"))
NINE = Settings(limits=limits_for("local", "pictures=9"))


def test_nothing_set_means_the_built_in_painter_on_this_machine_alone() -> None:
    assert Settings.load((), {}) == Settings(host="127.0.0.1", port=7860, backend="builtin", engine="painter")


@pytest.mark.parametrize(
    ("arguments", "variable", "value", "expected"),
    [
        (("--port", "8000"), "PLAYGROUND_PORT", "8000", Settings(port=8000)),
        (("--host", "::1"), "PLAYGROUND_HOST", "::1", Settings(host="::1")),
        (("--share",), "PLAYGROUND_SHARE", "yes", SHARED),
        (("--auth", "me:a:b"), "PLAYGROUND_AUTH", "me:a:b", Settings(auth=("me", "a:b"))),
        (("--backend", "http://h:1/"), "PLAYGROUND_BACKEND", "http://h:1/", Settings(backend="http://h:1")),
        (
            ("--backend", "builtin, http://h:1/"),
            "PLAYGROUND_BACKEND",
            "builtin,http://h:1",
            Settings(backend="builtin", other_backends=("http://h:1",)),
        ),
        (
            ("--allowed-hosts", "A.test, *.b.test"),
            "PLAYGROUND_ALLOWED_HOSTS",
            "a.test,*.b.test",
            Settings(allowed_hosts=("a.test", "*.b.test")),
        ),
        (("--engine", "hub"), "PLAYGROUND_ENGINE", "hub", Settings(engine="hub")),
        (("--outputs", "out"), "PLAYGROUND_OUTPUTS", "out", Settings(outputs=Path("out"))),
        (("--root-path", "a/b/"), "PLAYGROUND_ROOT_PATH", "a/b/", Settings(root_path="/a/b")),
        (("--public",), "PLAYGROUND_PUBLIC", "1", PUBLIC),
        (("--limits", "pictures=9"), "PLAYGROUND_LIMITS", "pictures=9", NINE),
        (("--trusted-proxies", "2"), "PLAYGROUND_TRUSTED_PROXIES", "2", Settings(trusted_proxies=2)),
    ],
)
def test_each_option_has_a_variable_that_does_the_same(
    arguments: tuple[str, ...], variable: str, value: str, expected: Settings
) -> None:
    assert Settings.load(arguments, {}) == expected
    assert Settings.load((), {variable: value}) == expected


def test_an_argument_wins_over_its_variable() -> None:
    assert Settings.load(("--port", "1"), {"PLAYGROUND_PORT": "2"}).port == 1


def test_a_space_is_public_listens_everywhere_and_keeps_nothing() -> None:
    settings = Settings.load((), {"SPACE_ID": "someone/space", "PLAYGROUND_OUTPUTS": "pictures"})
    assert (settings.public, settings.host, settings.port, settings.outputs) == (True, "0.0.0.0", 7860, None)


def test_what_one_visitor_may_have_depends_on_who_can_come() -> None:
    pictures = [
        Settings.load(arguments, environment).limits["pictures"]
        for arguments, environment in (
            ((), {}),
            (("--share", "--auth", "me:secret"), {}),
            (("--share",), {}),
            (("--public",), {}),
            ((), {"SPACE_ID": "someone/space"}),
        )
    ]
    local, public, space = (limits_for(place)["pictures"] for place in ("local", "public", "space"))
    assert pictures == [local, local, public, public, space]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--port", "http"), "--port"),
        (("--auth-file", "/nowhere/users"), "cannot be read"),
        (("--auth-file", __file__), "line 1 "),
        (("--allowed-hosts", "https://example.org"), "--allowed-hosts"),
        (("--allowed-hosts", "example.org:443"), "--allowed-hosts"),
        (("--allowed-hosts", "a.test,,b.test"), "--allowed-hosts"),
        (("--allowed-hosts", "*"), "--allowed-hosts"),
        (("--port", "70000"), "--port"),
        (("--auth", "nobody"), "USER:PASS"),
        (("--backend", "ftp://x"), "--backend"),
        (("--backend", "http://[half"), "--backend"),
        (("--backend", "builtin,"), "--backend"),
        (("--backend", "builtin,builtin"), "twice"),
        (("--root-path", "https://x/y"), "--root-path"),
        (("--public", "--outputs", "out"), "--outputs"),
        (("--limits", "pictures"), "--limits"),
        (("--limits", "elephants=3"), "elephants"),
        (("--limits", "pictures=0"), "1 or more"),
        (("--trusted-proxies", "many"), "--trusted-proxies"),
        (("--nonsense",), "--nonsense"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_and_nothing_starts(
    arguments: tuple[str, ...], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        Settings.load(arguments, {})
    assert stop.value.code == 2
    assert word in capsys.readouterr().err


def test_a_switch_that_is_neither_on_nor_off_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        Settings.load((), {"PLAYGROUND_SHARE": "perhaps"})
    assert "PLAYGROUND_SHARE" in capsys.readouterr().err


def test_no_password_is_in_the_repr() -> None:
    assert "secret" not in repr(
        Settings.load(("--auth", "me:secret", "--backend", "http://me:secret@host,http://me:secret@other"), {})
    )


def test_a_file_of_passwords_is_read_at_the_start_and_never_shown(tmp_path: Path) -> None:
    kept = hash_password("secret")
    (tmp_path / "users").write_text(f"# who may paint\nann:{kept}\n")
    settings = Settings.load(("--auth-file", str(tmp_path / "users")), {})
    assert settings.accounts == (("ann", kept),)
    assert settings.asks_for_password
    assert kept not in repr(settings)
    assert not Settings().asks_for_password


def test_a_space_knows_its_name() -> None:
    assert (
        Settings.load((), {"SPACE_ID": "me/paint", "SPACE_HOST": "Me-Paint.hf.space"}).space_host == "me-paint.hf.space"
    )
    assert Settings.load((), {"SPACE_HOST": "me-paint.hf.space"}).space_host == ""
