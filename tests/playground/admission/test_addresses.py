"""Whom a request is charged to: nobody becomes somebody else by writing a header."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from playground.admission.addresses import UNKNOWN, VisitorAddress, network_of, owner_of, visitor_address

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("text", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:51000", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("testclient", UNKNOWN),
        ("", UNKNOWN),
        ("1" * 100_000, UNKNOWN),
    ],
)
def test_an_address_stands_for_everybody_who_can_use_it(text: str, network: str) -> None:
    assert network_of(text) == network


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("198.51.100.1", 0, "192.0.2.1"),
        ("", 1, "192.0.2.1"),
        ("198.51.100.1", 1, "198.51.100.1"),
        ("6.6.6.6, 198.51.100.1", 1, "198.51.100.1"),
        ("6.6.6.6, 198.51.100.1, 10.0.0.1", 2, "198.51.100.1"),
        ("198.51.100.1", 2, "198.51.100.1"),
        ("6.6.6.6," * 10_000 + "198.51.100.1", 1, "198.51.100.1"),
        ("<script>", 1, UNKNOWN),
    ],
)
def test_only_what_our_own_proxies_have_written_is_believed(forwarded: str, proxies: int, address: str) -> None:
    assert visitor_address("192.0.2.1", forwarded, proxies) == address


async def test_all_that_comes_after_sees_the_visitors_address() -> None:
    seen: list[Any] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope["client"][0])

    headers = [(b"x-forwarded-for", b"6.6.6.6"), (b"X-Forwarded-For".lower(), b"198.51.100.1")]
    scope = {"type": "http", "client": ("10.0.0.1", 4000), "headers": headers}
    await VisitorAddress(app, 1)(scope, None, None)  # type: ignore[arg-type]
    await VisitorAddress(app)(scope, None, None)  # type: ignore[arg-type]
    await VisitorAddress(app)({"type": "http", "client": None, "headers": []}, None, None)  # type: ignore[arg-type]
    assert seen == ["198.51.100.1", "10.0.0.1", UNKNOWN]


def test_who_has_signed_in_is_known_by_name_and_others_by_address() -> None:
    client = SimpleNamespace(host="192.0.2.1")
    assert owner_of(SimpleNamespace(username="ann", client=client)) == "user ann"
    assert owner_of(SimpleNamespace(username=None, client=client)) == "192.0.2.1"
    assert owner_of(SimpleNamespace(username=None, client=None)) == owner_of(None) == UNKNOWN
