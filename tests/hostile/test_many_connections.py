"""Connections that are kept open: one address does not use up those that others need."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from tests.conftest import RunningApp, StartApp

MANY = 850  # more than the app takes in all
HALF = b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-begun: "


@pytest.fixture(scope="module")
def app(start_app: StartApp) -> Iterator[RunningApp]:
    """A public copy without a proxy: the address of a connection is its visitor's."""
    running = start_app("--public", "--host", "127.0.0.1")
    running.wait_until_it_answers()
    yield running
    assert running.end() == 0
    assert "Traceback" not in running.log


def test_half_a_request_on_every_connection_leaves_some_for_others(app: RunningApp) -> None:
    """850 requests of one address that never end: somebody with another address is served, and soon so is everybody."""
    hostile, honest = ("127.0.0.2", 0), httpx.HTTPTransport(local_address="127.0.0.3", trust_env=False)
    with ExitStack() as stack, httpx.Client(transport=honest, base_url=app.url, timeout=10) as client:
        for _ in range(MANY):
            opened = stack.enter_context(socket.create_connection(("127.0.0.1", app.port), 10, hostile))
            opened.sendall(HALF)
        began = time.monotonic()
        answer = client.get("/robots.txt")
        assert answer.status_code == 200, answer.text
        assert time.monotonic() - began < 2
