"""Cookies, tokens and passwords appear in no repr, message, traceback, event or log record."""

from __future__ import annotations

import base64
import logging
import socket
import time
import traceback
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from imagelabs_client import ImageLabs, ImageLabsError
from imagelabs_client.net.deadlines import limited_to
from tests.imagelabs_client.socket_service import send_json, send_picture

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import Both, MakeImage, Serve


LONG = "planted-long" * 60  # as long as the cookies of Cloudflare are, and longer than any excerpt of an answer
SECRETS = ["planted-cookie", "planted-token", "planted-password", "planted-header", "planted-signature", "planted-lo"]
OPTIONS = {
    "base_url": "http://user:planted-password@service.test",
    "cookies": {"cf_clearance": "planted-cookie", "session": LONG},
    "headers": {"Authorization": "Bearer planted-token", "X-Own": "planted-header"},
}
FAILURES = {
    "refused": httpx.ConnectError("no"),
    "lost": httpx.ReadError("no"),
    "500": httpx.Response(500, json={"detail": "your cookie was planted-cookie and your token planted-token"}),
    "odd": httpx.Response(200, text="you sent planted-header, planted-cookie and Bearer planted-token"),
    "page": httpx.Response(502, html="<html>planted-cookie</html>"),
    "cut off": httpx.Response(200, text=f"you sent {LONG}"),
    "cut off in words": httpx.Response(500, json={"detail": f"{'x' * 470} {LONG}"}),
    "decoded": httpx.Response(500, json={"detail": "user has the wrong password planted-password"}),
    "not even text": httpx.Response(200, content=b"\xff\xfe\xfd planted-cookie"),
    "error": {"status": "Error: planted-header", "error": f"not with planted-token {LONG}"},
}


def chain(error: BaseException | None) -> list[BaseException]:
    """Everything that a report of an error may show: the error, its causes and its contexts."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and one not in found:
            found.append(one)
            waiting += [one.__cause__, one.__context__]
    return found


def has_cycle(error: BaseException) -> bool:
    seen: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in seen:
        seen.append(one)
        one = one.__cause__
    return one is not None


@pytest.fixture
def reveal(caplog):
    """Collect everything that may be shown or logged, and look for the secrets in it."""
    caplog.set_level(logging.DEBUG)

    def check(*shown):
        everything = "\n".join([*map(str, shown), *map(repr, shown), caplog.text])
        assert [secret for secret in SECRETS if secret in everything] == []
        return everything

    return check


@pytest.mark.parametrize("name", FAILURES)
@pytest.mark.parametrize("path", ["/txt2img", "/progress", "/images/final.png"])
def test_no_failure_reveals_a_secret(both: Both, reveal: Any, name: Any, path: Any) -> None:
    both.service.script(path, FAILURES[name])
    both.service.scripts.setdefault("/progress", [])
    told = []
    with pytest.raises(ImageLabsError) as caught:
        both.call("generate", "a cat", client=OPTIONS, deadline=20, on_event=told.append)
    reveal(*chain(caught.value), *told, "".join(traceback.format_exception(caught.value)))
    assert not has_cycle(caught.value)


@pytest.mark.parametrize("path", ["/txt2img", "/progress", "/images/final.png"])
def test_what_httpx_said_is_kept_as_the_cause(both: Both, path: str) -> None:
    fault = httpx.ReadError("the cable was cut")
    both.service.script(path, fault)
    with pytest.raises(ImageLabsError) as caught:
        both.generate(deadline=20)
    assert fault in chain(caught.value)


def test_credentials_of_the_callers_own_client_are_blanked_too(both: Both, reveal: Any) -> None:
    both.service.script("/txt2img", httpx.Response(500, json={"detail": "planted-cookie planted-token"}))
    kind = httpx.Client if both.kind == "sync" else httpx.AsyncClient
    own = kind(
        transport=httpx.MockTransport(both.service),
        cookies={"session": "planted-cookie"},
        headers={"authorization": "Bearer planted-token"},
    )
    with pytest.raises(ImageLabsError) as caught:
        both.call("generate", "a cat", client={"http_client": own, "transport": None})
    reveal(*chain(caught.value))
    assert "[hidden]" in str(caught.value)


def test_ordinary_words_are_not_blanked(both: Both) -> None:
    both.service.script("/txt2img", httpx.Response(500, json={"detail": "the session has no planned end"}))
    with pytest.raises(ImageLabsError, match="the session has no planned end"):
        both.call("generate", "a cat", client={"cookies": {"session": "plan", "lang": "english"}})


def test_what_httpcore_logs_is_without_secrets(serve: Serve, reveal: Any, make_png: MakeImage) -> None:
    def handle(connection: socket.socket, path: str) -> None:
        if path == "/txt2img":
            send_json(connection, {"task_id": "t"})
        elif path == "/progress":
            send_json(connection, {"final_image_url": "/final.png?signature=planted-signature"})
        elif path.startswith("/final.png"):
            location = b"location: /moved.png?signature=planted-signature\r\nset-cookie: session=planted-cookie"
            connection.sendall(b"HTTP/1.1 302 Found\r\n" + location + b"\r\ncontent-length: 0\r\n\r\n")
        else:
            send_picture(connection, make_png())

    service = serve(handle)
    with ImageLabs(base_url=service.url, headers={"authorization": "Bearer planted-token"}) as client:
        client.generate("a cat")
    with limited_to(5, time.monotonic):
        logging.getLogger("httpcore.socks").debug("setup_socks5_connection.started auth=(b'me', b'planted-password')")
    assert "receive_response_headers" in reveal()


def test_logs_of_other_peoples_exchanges_are_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("httpcore.http11").debug("receive_response_headers.complete theirs")
    assert "theirs" in caplog.text


def test_success_reveals_no_secret(both: Both, reveal: Any) -> None:
    final = "/images/final.png?signature=planted-signature"
    both.service.script(
        "/progress",
        {"status": "you are planted-cookie"},
        {"status": "Done planted-token", "final_image_url": final},
    )
    events = both.call("stream", "a cat", client=OPTIONS)
    image = events[-1].image
    assert image.url.endswith("planted-signature"), "the address itself is the user's to know"
    everything = reveal(*events[:-1], both.client(**OPTIONS), both.client(**OPTIONS)._settings, events[-1].status)
    assert "http://service.test/images/final.png: 200" in everything


def test_logging_is_quiet_by_default(both: Both, caplog: pytest.LogCaptureFixture) -> None:
    both.generate()
    assert [record for record in caplog.records if record.name.startswith("imagelabs_client")] == []


def test_a_proxys_password_is_not_shown(both: Both, reveal: Any) -> None:
    client = both.client(transport=None, proxy="http://me:planted-password@127.0.0.1:3128")
    reveal(client, client._settings)


SIGNED = "http://user:planted-password@service.test/images/final.png?signature=planted-signature"


def test_addresses_of_pictures_are_represented_without_signature_and_password(both: Both, reveal: Any) -> None:
    both.service.script(
        "/progress",
        {"status": "Painting", "progress": 0.5, "current_image_url": SIGNED},
        {"status": "Done", "final_image_url": SIGNED},
    )
    events = both.call("stream", "a cat", client=OPTIONS)
    everything = reveal(*events)
    assert "http://service.test/images/final.png?…" in everything
    signed = "http://service.test/images/final.png?signature=planted-signature"
    assert (events[1].preview_url, events[-1].image.url) == (signed, signed), "whole for whoever fetches it, but"
    assert both.service.asked("/images/final.png")[0].headers["authorization"].startswith("Bearer"), "not a way in"


def test_a_password_with_special_characters_is_sent_as_it_is_meant(both: Both) -> None:
    both.call("upgrade_prompt", "a cat", client={"base_url": "http://m%C3%A9:p%40ss%3Aword@service.test"})
    sent = both.service.requests[0].headers["authorization"]
    assert base64.b64decode(sent.removeprefix("Basic ")).decode() == "mé:p@ss:word"
