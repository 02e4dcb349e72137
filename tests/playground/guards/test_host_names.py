"""Names of hosts are read in one way, and what is none is refused."""

from __future__ import annotations

import pytest

from playground.guards.host_names import Host, is_host_pattern, matches, parse_host, parse_origin


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("localhost:7860", Host("localhost", 7860)),
        ("Example.ORG.", Host("example.org")),
        ("[::1]:80", Host("::1", 80)),
        ("my_app:1", Host("my_app", 1)),
    ],
)
def test_a_host_is_a_name_and_perhaps_a_port(text: str, host: Host) -> None:
    assert parse_host(text) == host


@pytest.mark.parametrize(
    "text",
    ["", "a b", "a/b", "evil@localhost", "localhost:", "localhost:x", "localhost:99999", "[::1", "[::g]", "256.1.1.1",
     "xn--a", "a..b", "a\0", "-a", "localhost,evil", "а.рф", "a" * 64, "a." * 200],
)  # fmt: skip
def test_what_is_no_host_is_none(text: str) -> None:
    assert parse_host(text) is None


@pytest.mark.parametrize("name", ["localhost", "a.localhost", "127.0.0.1", "127.255.0.9", "::1"])
def test_names_of_this_machine_are_known(name: str) -> None:
    assert Host(name).is_loopback


@pytest.mark.parametrize(
    "name", ["localhost.evil.test", "127.0.0.1.nip.io", "notlocalhost", "128.0.0.1", "0.0.0.0", "::", "127.1"]
)
def test_names_that_only_look_like_this_machine_are_not(name: str) -> None:
    assert not Host(name).is_loopback


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://example.org", Host("example.org")),
        ("https://example.org:443", Host("example.org")),
        ("http://[::1]:7860", Host("::1", 7860)),
        ("null", None),
        ("file://", None),
        ("chrome-extension://abc", None),
        ("http://a@localhost", None),
        ("http://localhost/path", None),
        ("http://[", None),
    ],
)
def test_an_origin_is_a_site_without_its_scheme_s_own_port(text: str, host: Host | None) -> None:
    assert parse_origin(text) == host


def test_a_pattern_is_a_name_an_address_or_all_names_below_one() -> None:
    assert all(map(is_host_pattern, ["example.org", "*.example.org", "10.0.0.1", "[::1]", "::1"]))
    assert not any(map(is_host_pattern, ["", "*", "https://example.org", "example.org:80", "a.*.b", "a/b", "a b"]))
    assert matches("a.example.org", ["*.example.org"])
    assert not matches("example.org", ["*.example.org"])
    assert not matches("evilexample.org", ["*.example.org"])
    assert matches("::1", ["[::1]"])
