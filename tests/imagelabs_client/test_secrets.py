"""Cookies, tokens and passwords appear in no repr, message, traceback, event or log record."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from imagelabs_client import ImageLabsError

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import Both


SECRETS = ["planted-cookie", "planted-token", "planted-password", "planted-header", "planted-signature"]
OPTIONS = {
    "base_url": "http://user:planted-password@service.test",
    "cookies": {"cf_clearance": "planted-cookie"},
    "headers": {"Authorization": "Bearer planted-token", "X-Own": "planted-header"},
}
FAILURES = {
    "refused": httpx.ConnectError("no"),
    "lost": httpx.ReadError("no"),
    "500": httpx.Response(500, json={"detail": "your cookie was planted-cookie and your token planted-token"}),
    "odd": httpx.Response(200, text="you sent planted-header, planted-cookie and Bearer planted-token"),
    "page": httpx.Response(502, html="<html>planted-cookie</html>"),
}


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
    reveal(caught.value, *told, "".join(traceback.format_exception(caught.value)))


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
