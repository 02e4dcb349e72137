"""Where pictures may be fetched from: a public service never leads into the network of whoever runs the client."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any

import httpcore
import httpx
import pytest

from imagelabs_client import DownloadError
from imagelabs_client.net import addresses as a
from imagelabs_client.net.connections import AsyncGuardedNetworkBackend, Guard, GuardedNetworkBackend

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import Both, MakeImage, Serve


PUBLIC = httpx.URL("https://service.test/app")

PRIVATE_HOSTS = [
    "127.0.0.1", "127.1", "0.0.0.0", "0", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "2130706433", "0x7f000001", "0x7f.1", "017700000001", "localhost", "LOCALHOST.", "a.localhost", "printer.local",
    "metadata.google.internal", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]",
    "intranet", "nas.lan", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "224.0.0.1", "255.255.255.255",
]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE_HOSTS)
def test_a_public_service_leads_to_no_private_address(host: Any) -> None:
    with pytest.raises(a.ForbiddenAddressError):
        a.resolve(f"http://{host}/x.png", PUBLIC)


@pytest.mark.parametrize("host", ["10.0.0.1", "localhost", "127.0.0.1:8188", "[::1]:9000", "cdn.test"])
@pytest.mark.parametrize("base", ["http://127.0.0.1:7860", "http://localhost", "http://192.168.0.5", "http://[::1]"])
def test_a_private_service_may_lead_anywhere(host: Any, base: Any) -> None:
    assert a.resolve(f"http://{host}/x.png", httpx.URL(base)).path == "/x.png"


@pytest.mark.parametrize(
    "host", ["8.8.8.8", "cdn.test", "[2606:4700::1111]", "1.1.1.1.example.test", "127.0.0.1.evil.test"]
)
def test_public_addresses_and_names_pass(host: Any) -> None:
    a.resolve(f"https://{host}/x.png", PUBLIC)


@pytest.mark.parametrize(
    "text",
    ["file:///etc/passwd", "javascript:alert(1)", "data:image/png;base64,AAAA", "ftp://x.test/x", "gopher://x.test",
     "http://", "http://x.test:0/", "http://user:pw@cdn.test/x.png", "http://[::1", "http://x.test:99999999/",
     "http://exa mple.test\x00/", "x" * 9000, "//user@cdn.test/x"],
)  # fmt: skip
def test_what_is_not_an_ordinary_address_is_refused(text: Any) -> None:
    with pytest.raises(a.ForbiddenAddressError):
        a.resolve(text, PUBLIC)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/images/x.png", "https://service.test/images/x.png"),
        ("images/x.png", "https://service.test/app/images/x.png"),
        ("?x=1", "https://service.test/app/?x=1"),
        ("../x.png", "https://service.test/x.png"),
        (" https://cdn.test/x.png\n", "https://cdn.test/x.png"),
    ],
)
def test_relative_addresses_start_from_the_base(text: Any, found: Any) -> None:
    assert str(a.resolve(text, PUBLIC)) == found


def test_messages_show_no_query_and_no_password() -> None:
    url = httpx.URL("https://user:secret@cdn.test/x.png?signature=secret#secret")
    assert a.shown(url) == "https://cdn.test/x.png"


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_known(address: Any) -> None:
    assert a.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://169.254.169.254/latest", "http://localhost/x"])
def test_the_final_address_is_checked(both: Both, target: Any) -> None:
    both.service.script("/progress", {"status": "Done", "final_image_url": target})
    with pytest.raises(DownloadError) as caught:
        both.generate()
    assert caught.value.task_id == "task-1"
    assert len(both.service.requests) == 2


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "http://169.254.169.254/latest", "http://127.1/x", "//localhost"]
)
def test_where_it_redirects_to_is_checked(both: Both, target: Any) -> None:
    both.service.script("/images/final.png", httpx.Response(302, headers={"location": target}))
    with pytest.raises(DownloadError):
        both.generate()
    assert {request.url.host for request in both.service.requests} == {"service.test"}


def test_redirects_are_followed(both: Both, make_png: MakeImage) -> None:
    both.service.script("/images/final.png", httpx.Response(307, headers={"location": "other.png"}))
    both.service.script("/images/other.png", both.service.picture())
    image = both.generate()
    assert image.content == make_png()
    assert image.url == "http://service.test/images/other.png"


def test_redirects_without_end_are_not_followed_for_ever(both: Both) -> None:
    both.service.script("/images/final.png", httpx.Response(302, headers={"location": "/images/final.png"}))
    with pytest.raises(DownloadError, match="without end"):
        both.generate()
    assert both.service.counts["/images/final.png"] < 10


def test_a_redirected_submit_is_not_followed(both: Both) -> None:
    both.service.script("/txt2img", httpx.Response(301, headers={"location": "https://elsewhere.test/txt2img"}))
    with pytest.raises(Exception, match="base_url"):
        both.generate()
    assert len(both.service.requests) == 1


def test_cookies_and_headers_never_travel_to_another_host(both: Both) -> None:
    both.service.script("/progress", {"status": "Done", "final_image_url": "/images/final.png"})
    both.service.script("/images/final.png", httpx.Response(302, headers={"location": "http://cdn.test/cdn.png"}))
    both.service.script("/cdn.png", both.service.picture())
    client = {
        "base_url": "http://me:password@service.test",
        "cookies": "session=planted",
        "headers": {"X-Token": "planted", "Authorization": "Bearer planted"},
    }
    both.call("generate", "x", client=client)
    assert both.service.asked("/images/final.png")[0].headers["x-token"] == "planted"
    elsewhere = both.service.asked("/cdn.png")[0]
    assert "planted" not in str(elsewhere.headers.raw)
    assert {"cookie", "authorization", "referer", "origin", "x-token"}.isdisjoint(elsewhere.headers)


def test_a_client_of_ones_own_keeps_its_credentials_at_home(both: Both) -> None:
    kind = httpx.Client if both.kind == "sync" else httpx.AsyncClient
    own = kind(
        transport=httpx.MockTransport(both.service),
        auth=("me", "planted"),
        headers={"x-own": "planted"},
        cookies={"c": "planted"},
    )
    both.service.script("/progress", {"status": "Done", "final_image_url": "http://cdn.test/cdn.png"})
    both.service.script("/cdn.png", both.service.picture())
    both.call("generate", "x", client={"http_client": own, "transport": None})
    assert both.service.requests[0].headers["x-own"] == "planted"
    assert "authorization" in both.service.requests[0].headers
    assert {"cookie", "authorization", "x-own"}.isdisjoint(both.service.asked("/cdn.png")[0].headers)


class FakeStream(httpcore.NetworkStream):
    def __init__(self, address: str) -> None:
        self.address = address
        self.closed = False

    def get_extra_info(self, info: str) -> Any:
        return (self.address, 443) if info == "server_addr" else None

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


class FakeNetwork:
    """Names and the addresses that each look-up gives in turn, and the connections that were made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **names: list[list[str]]) -> None:
        self.names = names
        self.connected: list[str] = []
        self.streams: list[FakeStream] = []
        self.lookups: list[str] = []
        monkeypatch.setattr("socket.getaddrinfo", self.resolve)

    def resolve(self, host: Any, port: Any, *args: Any, **kwargs: Any) -> list[Any]:
        self.lookups.append(host)
        answers = self.names[host.split(".")[0]]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(2, 1, 6, "", (address, port)) for address in addresses]

    def connect_tcp(self, host: str, port: int, *args: Any) -> FakeStream:
        address = self.resolve(host, port)[0][4][0] if not host[0].isdigit() else host
        self.connected.append(address)
        self.streams.append(FakeStream(address))
        return self.streams[-1]


@pytest.fixture(params=["sync", "async"])
def connect(request, monkeypatch):
    """Connect through the guarded backend of either client."""
    import asyncio

    def make(base="https://service.test", **names):
        network = FakeNetwork(monkeypatch, **names)
        guard = Guard(httpx.URL(base))

        def to(host):
            if request.param == "sync":
                return GuardedNetworkBackend(network, guard).connect_tcp(host, 443)

            class Inner:
                async def connect_tcp(self, *args):
                    return network.connect_tcp(*args)

            return asyncio.run(AsyncGuardedNetworkBackend(Inner(), guard).connect_tcp(host, 443))

        return network, to

    return make


def test_a_name_that_resolves_to_a_private_address_is_refused(connect: Any) -> None:
    network, to = connect(service=[["93.184.216.34"]], evil=[["10.0.0.1", "127.0.0.1"]])
    to("service.test")
    with pytest.raises(a.ForbiddenAddressError):
        to("evil.test")
    assert network.connected == ["93.184.216.34"]


def test_the_base_is_looked_up_when_it_was_never_connected_to(connect: Any) -> None:
    network, to = connect(service=[["93.184.216.34"]], evil=[["10.0.0.1"]])
    with pytest.raises(a.ForbiddenAddressError):
        to("evil.test")
    assert network.connected == []


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(connect: Any) -> None:
    network, to = connect(service=[["93.184.216.34"]], evil=[["8.8.4.4"], ["127.0.0.1"]])
    to("service.test")
    to("evil.test")
    assert network.connected == ["93.184.216.34", "8.8.4.4"]
    assert network.lookups.count("evil.test") == 1


def test_of_mixed_addresses_only_public_ones_are_tried(connect: Any) -> None:
    network, to = connect(service=[["93.184.216.34"]], mixed=[["127.0.0.1", "8.8.4.4"]])
    to("service.test")
    to("mixed.test")
    assert network.connected[-1] == "8.8.4.4"


def test_a_private_service_may_lead_to_private_names(connect: Any) -> None:
    network, to = connect("http://box.lan", box=[["192.168.0.2"]], nas=[["192.168.0.3"]])
    to("box.lan")
    to("nas.lan")
    assert network.connected == ["192.168.0.2", "192.168.0.3"]


def test_a_service_that_turns_from_public_to_private_is_refused(connect: Any) -> None:
    network, to = connect(service=[["93.184.216.34"], ["127.0.0.1"]], evil=[["127.0.0.1"]])
    to("service.test")
    with pytest.raises(a.ForbiddenAddressError):
        to("service.test")
    assert network.connected == ["93.184.216.34"] or network.streams[-1].closed
    with pytest.raises(a.ForbiddenAddressError):
        to("evil.test")


def test_the_guard_is_really_installed(
    both: Both, transports: list[Any], serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = serve(lambda connection, path: None)
    port = httpx.URL(service.url).port
    names = {"service.test": "93.184.216.34", "evil.test": "127.0.0.1"}
    monkeypatch.setattr("socket.getaddrinfo", lambda host, *_, **__: [(2, 1, 6, "", (names.get(host, host), port))])
    client = {"transport": None, "base_url": "https://service.test"}
    with pytest.raises(DownloadError, match="private address"):
        both.call("fetch", f"http://evil.test:{port}/x.png", client=client)
    assert service.accepted == 0
    (transport,) = transports
    assert transport.guard.is_base("SERVICE.test.")


def test_a_proxy_gets_no_guard(both: Both, transports: list[Any]) -> None:
    both.client(transport=None, proxy="http://127.0.0.1:3128")
    proxied = [transport for transport in transports if transport.proxy is not None]
    assert proxied
    assert all(transport.guard is None for transport in proxied)


def test_proxies_of_the_environment_are_used(
    both: Both, transports: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:3128")
    both.client(transport=None)
    assert [str(transport.proxy.url) for transport in transports if transport.proxy] == ["http://127.0.0.1:3128"]


def test_a_transport_of_ones_own_looks_nothing_up(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a name was looked up")

    monkeypatch.setattr("socket.getaddrinfo", fail)
    both.service.script("/progress", {"status": "Done", "final_image_url": "https://cdn.test/images/final.png"})
    both.generate()
