"""Every answer says what a browser may do with it."""

from __future__ import annotations

import pytest
from starlette.types import Receive, Scope, Send

from playground.guards.faults import Faults
from playground.guards.headers import FILE_POLICY, PAGE_POLICY, SafeHeaders
from tests.playground.guards.asking import Site

pytestmark = pytest.mark.anyio


async def test_every_answer_has_the_headers_whoever_gives_it(site: Site) -> None:
    answers = [
        await site.ask("/"),
        await site.ask("/config"),
        await site.ask("/nothing"),
        await site.ask("/", headers={"host": "evil.test"}),
        await site.ask("/gradio_api/queue/join", "POST"),
        await site.ask("/playground-assets/example.webp"),
        await site.ask("/playground-pictures/a/b.jpg"),
        await site.ask("/gradio_api/upload_progress?upload_id=a"),
    ]
    assert {answer.status for answer in answers} == {200, 403, 404, 415}
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["content-security-policy"] in (PAGE_POLICY, FILE_POLICY)
        assert "server" not in answer.headers


def test_the_policy_lets_nothing_in_from_elsewhere_and_whoever_wants_show_the_page() -> None:
    rules = dict(rule.split(" ", 1) for rule in PAGE_POLICY.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'self'"
    assert rules["object-src"] == "'none'"
    for rule in rules.values():
        assert not {"*", "http:", "https:"} & set(rule.split())
        assert "//" not in rule
    assert "frame-ancestors" not in rules, "Spaces shows it in a frame"


async def test_an_application_that_fails_is_one_sentence_and_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def fail(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ValueError("a secret")

    answer = await Site(SafeHeaders(Faults(fail))).ask("/x", headers={"accept-language": "ru"})
    assert answer.status == 500
    assert "сломалось" in answer.text
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"] == PAGE_POLICY
    assert "a secret" in caplog.text


async def test_an_answer_that_has_begun_is_broken_off() -> None:
    async def fail(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        await Site(Faults(fail)).ask("/")


@pytest.mark.parametrize(
    ("kind", "disposition", "expected"),
    [
        ("text/html", None, "attachment"),
        ("image/svg+xml", "inline", "attachment"),
        ("application/xhtml+xml", None, "attachment"),
        ("text/html", 'attachment; filename="a.html"', 'attachment; filename="a.html"'),
        ("image/png", "inline", "inline"),
        ("text/plain; charset=utf-8", None, None),
    ],
)
async def test_files_that_could_run_are_saved_instead(kind: str, disposition: str | None, expected: str | None) -> None:
    async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-type", kind.encode()), (b"server", b"uvicorn")]
        if disposition is not None:
            headers.append((b"content-disposition", disposition.encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    got = await Site(SafeHeaders(answer)).ask("/gradio_api/file=/tmp/a")
    assert got.headers.get("content-disposition") == expected
    assert got.headers["content-security-policy"] == FILE_POLICY
    assert "server" not in got.headers
