"""Proxies, those given and those of the environment, and TLS through them and without them."""

from __future__ import annotations

import base64
import select
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from imagelabs_client import APIConnectionError, APITimeoutError, ImageLabs, ImageLabsError, InvalidParams
from imagelabs_client.core.settings import Settings
from imagelabs_client.net.proxies import proxies_by_pattern
from tests.imagelabs_client.socket_service import SocketService, free_port, send_json

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import Both, Serve

VARIABLES = [name for word in ("HTTP", "HTTPS", "ALL", "NO") for name in (f"{word}_PROXY", f"{word}_proxy".lower())]
BASIC = "Basic " + base64.b64encode(b"me:p@ss").decode()


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*VARIABLES, "REQUEST_METHOD", "SSL_CERT_FILE", "SSL_CERT_DIR"]:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let no name resolve, and collect those that somebody tried to resolve."""
    looked_up: list[str] = []
    resolve = socket.getaddrinfo

    def refuse(host: str, *args: Any, **kwargs: Any) -> Any:
        if host in ("127.0.0.1", "::1"):
            return resolve(host, *args, **kwargs)
        looked_up.append(host)
        raise socket.gaierror(-2, "no names here")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    return looked_up


def improve(connection: socket.socket, path: str) -> None:
    send_json(connection, {"prompt": "better"})


def tunnel_to(port: int) -> Callable[[socket.socket, str], None]:
    """Serve CONNECT: whatever is asked for leads to one port of this machine."""

    def handle(connection: socket.socket, path: str) -> None:
        with socket.create_connection(("127.0.0.1", port)) as onward:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            ends = {connection: onward, onward: connection}
            while True:
                for ready in select.select(list(ends), [], [])[0]:
                    piece = ready.recv(65536)
                    if not piece:
                        ends[ready].shutdown(socket.SHUT_RDWR)
                        return
                    ends[ready].sendall(piece)

    return handle


def test_a_proxy_gets_what_is_asked_for_and_its_password(both: Both, serve: Serve, only_loopback: list[str]) -> None:
    proxy = serve(improve)
    client = {"transport": None, "proxy": f"http://me:p%40ss@127.0.0.1:{proxy.port}"}
    assert both.call("upgrade_prompt", "a cat", client=client) == "better"
    assert proxy.paths == ["http://service.test/upgrade_prompt"]
    assert f"Proxy-Authorization: {BASIC}" in proxy.heads[0]
    assert only_loopback == [], "the proxy resolves the names of services"


def test_a_tunnel_through_a_proxy_is_kept_open(
    both: Both, serve: Serve, authority: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, tls = authority
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    service = serve(improve, tls=tls)
    proxy = serve(tunnel_to(service.port))
    client = {
        "transport": None,
        "proxy": f"http://me:p%40ss@127.0.0.1:{proxy.port}",
        "base_url": "https://service.test",
    }

    def work(made: Any) -> Any:
        yield made.upgrade_prompt("a cat")
        yield made.upgrade_prompt("a dog")

    assert both.run(work, **client) == ["better", "better"]
    assert proxy.paths == ["service.test:443"]
    assert BASIC in proxy.heads[0]
    assert BASIC not in service.heads[0], "what is meant for the proxy goes no further"
    assert (service.accepted, service.still_open(), proxy.still_open()) == (1, 0, 0)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_an_authority_of_ones_own_is_trusted_if_the_environment_says_so(
    both: Both, serve: Serve, authority: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    certificate, tls = authority
    service = serve(improve, tls=tls)
    client = {"transport": None, "base_url": f"https://{host}:{service.port}", "max_retries": 0}
    with pytest.raises(APIConnectionError, match="its certificate is not valid"):
        both.call("upgrade_prompt", "a cat", client=client)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert both.call("upgrade_prompt", "a cat", client=client) == "better"
    assert service.still_open() == 0


def test_a_proxy_that_refuses_a_tunnel_is_named_and_no_job_can_exist(both: Both, serve: Serve) -> None:
    def refuse(connection: socket.socket, path: str) -> None:
        connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n")

    proxy = serve(refuse)
    client = {"transport": None, "proxy": f"http://127.0.0.1:{proxy.port}", "base_url": "https://service.test"}
    with pytest.raises(APIConnectionError, match="the proxy refuses to connect") as caught:
        both.call("generate", "a cat", client=client | {"max_retries": 1})
    assert not caught.value.job_may_exist
    assert proxy.paths == ["service.test:443"] * 2
    assert proxy.still_open() == 0


def test_a_proxy_that_never_opens_its_tunnel_ends_at_the_deadline(both: Both, serve: Serve) -> None:
    proxy = serve(lambda connection, path: connection.recv(1))
    client = {"transport": None, "proxy": f"http://127.0.0.1:{proxy.port}", "base_url": "https://service.test"}
    client |= {"clock": time.monotonic, "max_retries": 0}
    began = time.monotonic()
    with pytest.raises(APITimeoutError):
        both.call("generate", "a cat", deadline=0.5, client=client)
    assert time.monotonic() - began < 2
    assert proxy.still_open() == 0


def test_socks_without_what_it_needs_is_refused_in_words(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imagelabs_client.net.transports.find_spec", lambda name: None)
    with pytest.raises(InvalidParams, match=r"not one that httpx can use: SOCKS needs the package socksio") as caught:
        both.client(transport=None, proxy="socks5://me:planted@127.0.0.1:1080")
    assert "planted" not in repr(caught.value)
    monkeypatch.setenv("ALL_PROXY", "socks5h://127.0.0.1:1080")
    with pytest.raises(InvalidParams, match="socksio"):
        both.client(transport=None)


@pytest.mark.parametrize("address", ["ftp://127.0.0.1:21", "http://[::1", "http://127.0.0.1:99999999"])
def test_a_proxy_of_the_environment_that_cannot_be_used_is_refused(
    both: Both, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", address)
    with pytest.raises(InvalidParams, match="the proxy, given or set in the environment"):
        both.client(transport=None)


PROXY = "http://127.0.0.1:{port}"
ENVIRONMENTS: list[tuple[dict[str, str], str, bool]] = [
    ({}, "http://service.test", False),
    ({"HTTP_PROXY": PROXY}, "http://service.test", True),
    ({"http_proxy": PROXY}, "http://service.test", True),
    ({"HTTP_PROXY": "127.0.0.1:{port}"}, "http://service.test", True),
    ({"HTTP_PROXY": PROXY}, "https://service.test", False),
    ({"HTTPS_PROXY": PROXY}, "https://service.test", True),
    ({"HTTPS_PROXY": PROXY}, "http://service.test", False),
    ({"ALL_PROXY": PROXY}, "http://service.test", True),
    ({"all_proxy": PROXY}, "https://service.test:8443", True),
    ({"ALL_PROXY": "http://127.0.0.1:1", "HTTP_PROXY": PROXY}, "http://service.test", True),
    ({"HTTP_PROXY": PROXY, "NO_PROXY": "*"}, "http://service.test", False),
    ({"HTTP_PROXY": PROXY, "NO_PROXY": "else.test, *"}, "http://service.test", False),
    ({"HTTP_PROXY": PROXY, "NO_PROXY": "service.test"}, "http://service.test", False),
    ({"HTTP_PROXY": PROXY, "no_proxy": "service.test"}, "http://a.service.test", False),
    ({"HTTP_PROXY": PROXY, "NO_PROXY": "service.test"}, "http://myservice.test", True),
    ({"HTTP_PROXY": PROXY, "NO_PROXY": ".service.test"}, "http://a.service.test", False),
    ({"HTTP_PROXY": PROXY, "NO_PROXY": ".service.test"}, "http://service.test", True),
    ({"HTTP_PROXY": PROXY, "NO_PROXY": "else.test, ,service.test"}, "http://service.test", False),
    ({"ALL_PROXY": PROXY, "NO_PROXY": "https://service.test"}, "http://service.test", True),
    ({"ALL_PROXY": PROXY, "NO_PROXY": "https://service.test"}, "https://service.test", False),
    ({"HTTP_PROXY": PROXY, "NO_PROXY": "http://service.test:8080"}, "http://service.test:8080", False),
    ({"HTTP_PROXY": PROXY, "NO_PROXY": "http://service.test:8080"}, "http://service.test", True),
    ({"HTTP_PROXY": PROXY, "NO_PROXY": "203.0.113.7"}, "http://203.0.113.8", True),
    ({"HTTP_PROXY": PROXY, "NO_PROXY": "203.0.113.0/24"}, "http://203.0.113.8", True),
    ({"HTTP_PROXY": PROXY, "NO_PROXY": "2001:db8::1"}, "http://[2001:db8::2]", True),
    ({"HTTP_PROXY": PROXY, "REQUEST_METHOD": "GET"}, "http://service.test", False),
]


def goes_through(proxy: SocketService, request: Callable[[], object]) -> bool:
    before = len(proxy.paths)
    with suppress(ImageLabsError, httpx.TransportError):  # only http through the proxy is answered
        request()
    return len(proxy.paths) > before


@pytest.mark.parametrize(("environment", "url", "through"), ENVIRONMENTS)
def test_the_environment_means_what_it_means_to_httpx(
    serve: Serve,
    only_loopback: list[str],
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    url: str,
    through: bool,
) -> None:
    def handle(connection: socket.socket, path: str) -> None:
        if path.startswith("http://"):
            send_json(connection, {"prompt": "better"})
        else:
            connection.sendall(b"HTTP/1.1 502 No\r\ncontent-length: 0\r\n\r\n")

    proxy = serve(handle)
    for name, value in environment.items():
        monkeypatch.setenv(name, value.format(port=proxy.port))
    with httpx.Client() as theirs, ImageLabs(base_url=url, max_retries=0) as ours:
        assert goes_through(proxy, lambda: ours.upgrade_prompt("a cat")) is through
        assert goes_through(proxy, lambda: theirs.get(url)) is through


@pytest.mark.parametrize(
    ("host", "entry"),
    [("203.0.113.7", "203.0.113.7"), ("[2001:db8::1]", "2001:db8::1"), ("[2001:db8::1]", "[2001:db8::1]")],
)
def test_addresses_are_exempted_in_any_spelling(monkeypatch: pytest.MonkeyPatch, host: str, entry: str) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:3128")
    monkeypatch.setenv("NO_PROXY", entry)
    proxies = proxies_by_pattern(Settings.gather("https://service.test", None, {}))
    assert proxies[f"all://{host}"] is None


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "[::1]"])
def test_loopback_never_goes_through_a_proxy_of_the_environment(
    both: Both, serve: Serve, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    proxy = serve(improve)
    monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{proxy.port}")
    if host == "[::1]" and not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    service = serve(improve, host="::1" if host == "[::1]" else "127.0.0.1")
    client = {"transport": None, "base_url": f"http://{host}:{service.port}"}
    assert both.call("upgrade_prompt", "a cat", client=client) == "better"
    assert (len(service.paths), len(proxy.paths)) == (1, 0)


def test_a_proxy_that_is_given_is_for_everything(both: Both, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = serve(improve)
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    client = {"transport": None, "base_url": "http://localhost", "proxy": f"http://127.0.0.1:{proxy.port}"}
    assert both.call("upgrade_prompt", "a cat", client=client) == "better"
    assert proxy.paths == ["http://localhost/upgrade_prompt"]
