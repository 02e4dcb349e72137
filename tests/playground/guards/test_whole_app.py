"""The app as people run it: programs get through its doors, and what is malformed leaves no trace in the log."""

from __future__ import annotations

import http.client
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client, handle_file

from playground.guards.passwords import hash_password


@pytest.fixture(scope="module")
def own_app(start_app: Callable[..., Any]) -> Iterator[Any]:
    """The app alone, so that its log is that of these tests."""
    running = start_app()
    running.wait_until_it_answers()
    yield running
    assert running.end() == 0
    assert len(running.log.splitlines()) == 1, running.log


def raw(app: Any, request: bytes) -> bytes:
    """Send bytes and return all that comes back."""
    with socket.create_connection(("127.0.0.1", app.port), timeout=20) as connection:
        connection.sendall(request)
        parts: list[bytes] = []
        with suppress(ConnectionError):
            while part := connection.recv(1 << 16):
                parts.append(part)
        return b"".join(parts)


HEAD = b"HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
JSON = b"Content-Type: application/json\r\n"
FORM = b"Content-Type: multipart/form-data; boundary="
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
MALFORMED = {
    "http/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "tls": b"\x16\x03\x01\x00\xc8\x01\x00\x00\xc4\x03\x03" + b"\0" * 50 + b"\r\n\r\n",
    "absolute": b"GET http://localhost/ " + HEAD + b"\r\n",
    "connect": b"CONNECT example.com:443 " + HEAD + b"\r\n",
    "asterisk": b"OPTIONS * " + HEAD + b"\r\n",
    "percent": b"GET /%zz%/%ff " + HEAD + b"\r\n",
    "query": b"GET /?%ff=%zz&a=%&page=zzz&lang=%00 " + HEAD + b"\r\n",
    "utf-8": "GET /кот ".encode() + HEAD + b"\r\n",
    "header bytes": b"GET / " + HEAD + b"X-A: \xff\x01\r\nCookie: \xff=\xfe\r\nAccept-Language: \xff;q=\xff\r\n\r\n",
    "header nul": b"GET / " + HEAD + b"X-A: \0\r\n\r\n",
    "forwarded": b"GET / " + HEAD + b"X-Forwarded-Host: [::\r\nX-Forwarded-Proto: \xff\r\nX-Gradio-Server: http://[\r\n\r\n",
    "no host": b"GET / HTTP/1.0\r\n\r\n",
    "upgrade": b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n",
    "upgrade h2c": b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n",
    "chunk": b"POST /gradio_api/queue/join " + HEAD + JSON + CHUNKED + b"zz\r\nhello\r\n",
    "later chunk": b"POST /gradio_api/upload " + HEAD + FORM + b"x\r\n" + CHUNKED + b"5\r\n--x\r\n\r\nzz\r\n",
    "login chunk": b"POST /login " + HEAD + FORM + b"x\r\n" + CHUNKED + b"5\r\n--x\r\n\r\nzz\r\n",
    "get chunk": b"GET /config " + HEAD + CHUNKED + b"zz\r\n",
    "length": b"POST /gradio_api/reset " + HEAD + JSON + b"Content-Length: 1e3\r\n\r\n",
    "json": b"POST /gradio_api/queue/join " + HEAD + JSON + b"Content-Length: 1\r\n\r\n{",
    "event": b"POST /gradio_api/run/x " + HEAD + JSON + b'Content-Length: 27\r\n\r\n{"fn_index":99,"data":[[]]}',
    "cancel": b"POST /gradio_api/cancel " + HEAD + JSON + b"Content-Length: 2\r\n\r\n{}",
    "boundary": b"POST /gradio_api/upload " + HEAD + FORM + b"\xff\xfe\r\nContent-Length: 7\r\n\r\ngarbage",
    "long boundary": b"POST /gradio_api/upload " + HEAD + FORM + b"a" * 5000 + b"\r\nContent-Length: 7\r\n\r\ngarbage",
    "no boundary": b"POST /login " + HEAD + b"Content-Type: multipart/form-data\r\nContent-Length: 1\r\n\r\nx",
    "login": b"POST /login " + HEAD + FORM + b"q\r\nContent-Length: 3\r\n\r\nzzz",
    "stream": b"GET /gradio_api/queue/data?session_hash=%ff%00 " + HEAD + b"\r\n",
    "no stream": b"GET /gradio_api/queue/data " + HEAD + b"\r\n",
    "result": b"GET /gradio_api/call/generate/none " + HEAD + b"\r\n",
    "picture": b"GET /playground-pictures/" + b"a" * 5000 + b"/%ff.jpg " + HEAD + b"\r\n",
    "range": b"GET /favicon.ico " + HEAD + b"Range: bytes=1-2-3\r\nIf-Range: \xff\r\n\r\n",
    "method": b"B\xc3R / " + HEAD + b"\r\n",
}  # fmt: skip


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_malformed_gets_an_answer_and_leaves_no_traceback(own_app: Any, name: str) -> None:
    answer = raw(own_app, MALFORMED[name])
    status = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    assert status is not None, answer
    assert int(status[1]) in (200, 400, 404, 415, 422), answer[:200]
    assert b"traceback" not in answer.lower()
    assert b"server:" not in answer.lower().partition(b"\r\n\r\n")[0]
    time.sleep(0.05)
    assert len(own_app.log.splitlines()) == 1, own_app.log


def test_connections_that_break_off_leave_no_traceback(own_app: Any) -> None:
    for start in (
        b"GET / HTTP/1.1\r\nHo",
        b"POST /gradio_api/queue/join HTTP/1.1\r\nHost: localhost\r\n" + JSON + b"Content-Length: 50\r\n\r\n{",
        b"POST /gradio_api/upload HTTP/1.1\r\nHost: localhost\r\n" + FORM + b"x\r\nContent-Length: 5000\r\n\r\n--x\r\n",
        b"POST /login HTTP/1.1\r\nHost: localhost\r\n" + FORM + b"x\r\nContent-Length: 500\r\n\r\n--x\r\n",
        b"GET /gradio_api/heartbeat/abc HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", own_app.port), timeout=20) as connection:
            connection.sendall(start)
            time.sleep(0.1)
    time.sleep(0.5)
    assert len(own_app.log.splitlines()) == 1, own_app.log


def test_a_link_too_long_for_any_browser_gets_a_sentence(own_app: Any) -> None:
    with socket.create_connection(("127.0.0.1", own_app.port), timeout=20) as connection:
        try:
            connection.sendall(b"GET /?prompt=" + b"a" * (2 << 20) + b" " + HEAD + b"\r\n")
            answer = connection.recv(1 << 16)
        except ConnectionError:  # it was cut off before all of it was sent
            return
    assert answer.startswith(b"HTTP/1.1 431 ")


def test_programs_do_all_that_they_did(own_app: Any, tmp_path: Path) -> None:
    client = Client(own_app.url, verbose=False, download_files=str(tmp_path))
    api = client.view_api(return_format="dict", print_info=False)
    assert set(api["named_endpoints"]) == {"/generate", "/upgrade_prompt", "/read_metadata"}
    job = client.submit("a cat", width=128, height=96, api_name="/generate")
    file, told = job.result(timeout=60)
    assert told["width"] == 128
    assert client.predict(handle_file(file), api_name="/read_metadata")["params"]["prompt"] == "a cat"
    picture, _ = client.predict(
        "a house", width=128, height=96, reference_image=handle_file(file), api_name="/generate"
    )
    assert Path(picture).exists()
    cancelled = client.submit("a forest", width=2048, height=2048, api_name="/generate")
    cancelled.cancel()
    with pytest.raises(Exception, match=r"400|Bad Request"):
        client.predict(handle_file("https://example.com/a.png"), api_name="/read_metadata")


def test_a_file_of_passwords_lets_in_whom_it_names_and_brakes_the_others(
    start_app: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "users").write_text(f"ann:{hash_password('open sesame')}\n")
    app = start_app("--auth-file", str(tmp_path / "users"), "--host", "0.0.0.0")
    app.wait_until_it_answers()
    assert Client(app.url, auth=("ann", "open sesame"), verbose=False).predict("a cat", api_name="/upgrade_prompt")
    begun, statuses = time.monotonic(), []
    with httpx.Client(base_url=app.url, trust_env=False) as client:
        for number in range(100):
            answer = client.post("login", data={"username": "ann", "password": f"{number}"})
            statuses.append(answer.status_code)
            client.cookies.clear()
    assert statuses == [400] * 5 + [429] * 95
    assert time.monotonic() - begun < 20, "refusing costs nothing"
    assert int(answer.headers["retry-after"]) > 0
    assert app.end() == 0
    assert "sesame" not in app.log
    assert len(app.log.splitlines()) == 1, app.log


def test_who_listens_for_others_without_a_password_is_told_so(start_app: Callable[..., Any]) -> None:
    app = start_app("--host", "0.0.0.0")
    app.wait_until_it_answers()
    assert "asks for no password" in app.log
    assert len(app.log.splitlines()) == 2
    assert app.end() == 0


def test_the_server_does_not_say_what_it_is(own_app: Any) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", own_app.port, timeout=20)
    for path in ("/robots.txt", "/nothing"):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.getheader("server") is None
        assert answer.getheader("content-security-policy")
    connection.close()
