"""Failures in every phase: transient ones are survived, lasting ones raise the right error, never a second job."""

from __future__ import annotations

import gzip
import json
import socket
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from imagelabs_client import (
    APIStatusError,
    ChallengeError,
    DownloadError,
    Finished,
    GenerationTimeoutError,
    ImageLabsError,
    RateLimitError,
    Retrying,
    UnexpectedResponseError,
)
from tests.imagelabs_client.faults import BEGIN, CHALLENGE, DOCS, END, FAULTS, ODDITIES, Fault, Oddity, printed
from tests.imagelabs_client.socket_service import send_json, send_picture

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import Both, MakeImage, Serve


BOMB = gzip.compress(b"0" * (70 << 20))
HUGE = {"content-length": str(2 << 30)}
names = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.does)


@names
def test_a_submit_is_repeated_only_if_it_certainly_did_not_arrive(both: Both, fault: Fault) -> None:
    both.service.before("/txt2img", fault.reply)
    if fault.submit is None:
        events = both.events()
        assert isinstance(events[0], Retrying)
        assert events[0].task_id is None
        assert both.service.counts["/txt2img"] == 2
        return
    with pytest.raises(fault.submit) as caught:
        both.generate()
    assert both.service.counts["/txt2img"] == 1
    assert caught.value.job_may_exist == fault.job_may_exist
    assert ("may exist" in str(caught.value)) == fault.job_may_exist
    assert caught.value.params.prompt


@names
def test_a_submit_that_keeps_failing_ends_in_the_right_error(both: Both, fault: Fault) -> None:
    both.service.script("/txt2img", fault.reply)
    with pytest.raises(fault.submit or fault.poll):
        both.generate()
    assert both.clock() - 1000 < 30


@names
def test_polls_outlive_a_fault_that_passes(both: Both, fault: Fault, make_png: MakeImage) -> None:
    both.service.before("/progress", {"status": "Painting"}, fault.reply, fault.reply)
    events = both.events()
    retries = [event for event in events if isinstance(event, Retrying)]
    assert len(retries) == 2
    assert {event.task_id for event in retries} == {"task-1"}
    assert events[-1].image.content == make_png()
    assert both.service.counts["/txt2img"] == 1


@names
def test_polls_that_see_nothing_else_end_in_the_right_error_and_the_job_can_be_resumed(
    both: Both, fault: Fault, make_png: MakeImage
) -> None:
    scripted = both.service.scripts["/progress"]
    both.service.script("/progress", fault.reply)
    with pytest.raises(fault.poll) as caught:
        both.generate(deadline=30)
    assert caught.value.task_id == "task-1"
    assert "resume('task-1')" in str(caught.value)
    assert both.clock() - 1000 <= 30
    both.service.scripts["/progress"] = scripted

    def work(client):
        task = yield client.resume(caught.value.task_id)
        yield task.result()

    assert both.run(work)[1].content == make_png()
    assert both.service.counts["/txt2img"] == 1


@names
def test_downloads_outlive_a_fault_that_passes(both: Both, fault: Fault, make_png: MakeImage) -> None:
    both.service.before("/images/final.png", fault.reply, fault.reply)
    assert both.generate().content == make_png()
    assert both.service.counts["/txt2img"] == 1


@names
def test_a_download_that_keeps_failing_ends_in_the_right_error(both: Both, fault: Fault) -> None:
    both.service.script("/images/final.png", fault.reply)
    with pytest.raises(fault.download) as caught:
        both.generate(deadline=30)
    assert caught.value.task_id == "task-1"
    assert both.clock() - 1000 <= 30


@names
def test_a_prompt_is_improved_in_spite_of_faults_that_pass(both: Both, fault: Fault) -> None:
    both.service.before("/upgrade_prompt", fault.reply)
    if fault.job_may_exist:
        assert both.call("upgrade_prompt", "a cat") == "a better cat"
    else:
        with pytest.raises(APIStatusError):
            both.call("upgrade_prompt", "a cat")


@names
def test_a_preview_is_fetched_in_spite_of_faults_that_pass(both: Both, fault: Fault, make_png: MakeImage) -> None:
    both.service.script("/images/p1.png", fault.reply, both.service.picture())
    is_no_picture = isinstance(fault.reply, httpx.Response) and fault.reply.status_code == 200
    if is_no_picture or not fault.job_may_exist:
        with pytest.raises((DownloadError, ChallengeError)):
            both.call("fetch", "/images/p1.png")
    else:
        assert both.call("fetch", "/images/p1.png") == make_png()


@pytest.mark.parametrize("oddity", ODDITIES, ids=lambda oddity: oddity.does)
def test_odd_answers_become_what_is_promised(both: Both, oddity: Oddity, make_png: MakeImage) -> None:
    for path, replies in oddity.scripts.items():
        both.service.script(path, *replies)
    # A public service, because only those must not send the client to private addresses.
    client = {"base_url": "http://service.example"}
    if oddity.becomes is None:
        assert both.call("generate", "a cat", client=client, deadline=30).content == make_png()
    else:
        with pytest.raises(oddity.becomes) as caught:
            both.call("generate", "a cat", client=client, deadline=30)
        assert caught.value.task_id == (None if "/txt2img" in oddity.scripts else "task-1")
        assert getattr(caught.value, "job_may_exist", False) == ("/txt2img" in oddity.scripts)
    assert both.service.counts["/txt2img"] == 1
    assert both.clock() - 1000 <= 30
    hosts = {request.url.host for request in both.service.requests}
    assert hosts == {"service.example"}


@pytest.mark.parametrize("oddity", [each for each in ODDITIES if "asked for again" in each.means], ids=lambda o: o.does)
def test_what_is_not_the_whole_picture_is_asked_for_again(both: Both, oddity: Oddity, make_png: MakeImage) -> None:
    both.service.script("/images/final.png", *oddity.scripts["/images/final.png"], both.service.picture())
    assert both.generate().content == make_png()
    assert both.service.counts["/images/final.png"] == 2


def test_the_documentation_prints_this_table() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert text.partition(BEGIN)[2].partition(END)[0] == printed(), "run python -m tests.imagelabs_client.faults"


@pytest.mark.parametrize("path", ["/txt2img", "/progress", "/images/final.png"])
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.act], ids=lambda fault: fault.does)
def test_the_table_holds_over_a_socket(serve: Serve, both: Both, path: str, fault: Fault, make_png: MakeImage) -> None:
    """The same guarantees over real sockets; only the waiting is virtual."""
    answers = {"/txt2img": {"task_id": "t"}, "/progress": {"final_image_url": "/images/final.png"}}
    waiting = [fault.act]

    def handle(connection: socket.socket, asked: str) -> None:
        act = waiting.pop() if asked == path and waiting else None
        if act is not None:
            act(connection)
        elif asked in answers:
            send_json(connection, answers[asked])
        else:
            send_picture(connection, make_png())

    service = serve(handle)
    silence = 0.6 if isinstance(fault.reply, httpx.TimeoutException) else 20
    options = {"base_url": service.url, "transport": None, "timeout": silence}
    if path == "/txt2img" and fault.submit is not None:
        with pytest.raises(fault.submit) as caught:
            both.call("generate", "a cat", client=options)
        assert caught.value.job_may_exist == fault.job_may_exist
        assert service.paths == ["/txt2img"], "exactly one submit"
        return
    assert both.call("generate", "a cat", client=options).content == make_png()
    assert service.paths.count("/txt2img") == (2 if path == "/txt2img" else 1)


class Endless(httpx.SyncByteStream, httpx.AsyncByteStream):
    """An infinite body."""

    taken = 0

    def __iter__(self):
        while True:
            self.taken += 1
            yield b"x" * 65536

    async def __aiter__(self):
        for piece in self:
            yield piece


@pytest.mark.parametrize("headers", [{}, HUGE])
@pytest.mark.parametrize(
    ("path", "error", "most"), [("/progress", UnexpectedResponseError, 20), ("/images/final.png", DownloadError, 1100)]
)
def test_an_answer_without_end_is_cut_off(both: Both, headers: Any, path: Any, error: Any, most: Any) -> None:
    endless = Endless()
    original = both.service.__call__

    def handle(request):
        if request.url.path == path:
            return httpx.Response(200, stream=endless, headers=headers)
        return original(request)

    with pytest.raises(error, match="MB"):
        both.call("generate", "x", client={"transport": httpx.MockTransport(handle)})
    assert endless.taken <= (1 if headers else most)


def test_a_compressed_bomb_is_not_unpacked(both: Both) -> None:
    class Bomb(httpx.SyncByteStream, httpx.AsyncByteStream):
        def __iter__(self):
            yield BOMB

        async def __aiter__(self):
            yield BOMB

    original = both.service.__call__

    def handle(request):
        if request.url.path == "/images/final.png":
            return httpx.Response(200, stream=Bomb(), headers={"content-encoding": "gzip"})
        return original(request)

    with pytest.raises(DownloadError, match="MB"):
        both.call("generate", "x", client={"transport": httpx.MockTransport(handle)})


@pytest.mark.parametrize("size", [1000, 9], ids=["one member", "several members"])
def test_compressed_answers_are_read(both: Both, size: int) -> None:
    class Compressed(httpx.SyncByteStream, httpx.AsyncByteStream):
        def __init__(self, content):
            self.pieces = [content[:7], content[7:]]

        def __iter__(self):
            yield from self.pieces

        async def __aiter__(self):
            for piece in self.pieces:
                yield piece

    text = json.dumps({"prompt": "a better cat"}).encode()
    body = b"".join(gzip.compress(text[start : start + size]) for start in range(0, len(text), size))

    def handle(_request):
        return httpx.Response(200, stream=Compressed(body), headers={"content-encoding": "gzip"})

    client = {"transport": httpx.MockTransport(handle)}
    assert both.call("upgrade_prompt", "a cat", client=client) == "a better cat"


def test_retry_after_is_obeyed(both: Both) -> None:
    both.service.before("/txt2img", httpx.Response(429, headers={"retry-after": "7"}))
    events = both.events()
    assert 7 <= events[0].delay <= 7.5
    assert both.clock.slept[0] == events[0].delay


@pytest.mark.parametrize("asked", ["1e300", "99999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_without_a_deadline_an_absurd_wait_is_cut_to_what_a_system_can_sleep(both: Both, asked: str) -> None:
    both.service.before("/progress", httpx.Response(503, headers={"retry-after": asked}))
    both.generate(deadline=None)
    assert 86_400 <= max(both.clock.slept) < 86_401


def test_a_submit_is_not_kept_waiting_beyond_the_deadline(both: Both) -> None:
    both.service.script("/txt2img", httpx.Response(429, headers={"retry-after": "3600"}))
    with pytest.raises(RateLimitError) as caught:
        both.generate(deadline=60)
    assert caught.value.retry_after == 3600
    assert both.clock.slept == []


def test_a_challenge_says_what_to_copy_from_a_browser(both: Both) -> None:
    both.service.script("/txt2img", CHALLENGE)
    with pytest.raises(ChallengeError) as caught:
        both.generate()
    for word in ("cf_clearance", "session", "user agent", "IMAGELABS_COOKIE", "IMAGELABS_USER_AGENT"):
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "is_challenge"),
    [
        (httpx.Response(403, headers={"cf-mitigated": "challenge"}), True),
        (httpx.Response(503, html="<html></html>", headers={"server": "cloudflare"}), True),
        (httpx.Response(403, html="<html>Just a moment...</html>"), True),
        (httpx.Response(403, html="<html>keep out</html>"), False),
        (httpx.Response(403, json={}, headers={"server": "cloudflare"}), False),
        (httpx.Response(500, html="<html></html>", headers={"server": "cloudflare"}), False),
    ],
)
def test_challenges_are_told_from_other_refusals(both: Both, answer: Any, is_challenge: Any) -> None:
    both.service.script("/txt2img", answer)
    with pytest.raises(APIStatusError) as caught:
        both.generate(deadline=5)
    assert isinstance(caught.value, ChallengeError) == is_challenge


def test_the_services_own_sentences_are_passed_on(both: Both) -> None:
    problems = {"detail": [{"loc": ["body", "width"], "msg": "must be 64 or more"}]}
    both.service.script("/txt2img", httpx.Response(422, json=problems))
    with pytest.raises(APIStatusError, match="width: must be 64 or more") as caught:
        both.generate()
    assert caught.value.status_code == 422


def test_a_job_whose_status_never_changes_ends_at_the_deadline(both: Both) -> None:
    both.service.script("/progress", {"status": "thinking"})
    with pytest.raises(GenerationTimeoutError, match="20 s") as caught:
        both.generate(deadline=20)
    assert caught.value.task_id == "task-1"
    assert 19 <= both.clock() - 1000 <= 20


def test_a_single_slip_before_the_deadline_is_not_the_reason_of_the_end(both: Both) -> None:
    late = httpx.Response(502)
    both.service.script("/progress", lambda _request: late if both.clock() > 1018.9 else {"status": "thinking"})
    with pytest.raises(GenerationTimeoutError) as caught:
        both.generate(deadline=20)
    assert isinstance(caught.value.__cause__, APIStatusError)


def test_a_job_that_ends_just_before_the_deadline_is_not_lost(both: Both, make_png: MakeImage) -> None:
    done = {"status": "Done", "final_image_url": "/images/final.png"}
    both.service.script("/progress", lambda _request: done if both.clock() >= 1009 else {"status": "thinking"})
    assert both.generate(deadline=10).content == make_png()


def test_no_deadline_means_none(both: Both, make_png: MakeImage) -> None:
    done = {"status": "Done", "final_image_url": "/images/final.png"}
    both.service.script("/progress", lambda _request: done if both.clock() >= 2_000 else {"status": "thinking"})
    assert both.generate(deadline=None).content == make_png()


def test_a_mistake_of_the_transport_is_not_swallowed(both: Both) -> None:
    both.service.before("/progress", ZeroDivisionError("a bug"))
    with pytest.raises(ZeroDivisionError, match="a bug"):
        both.generate()


def test_the_sum_of_all_sleeps_never_passes_the_deadline(both: Both) -> None:
    for path in ("/txt2img", "/progress", "/images/final.png"):
        both.service.script(path, httpx.Response(503, headers={"retry-after": "4"}))
        began = both.clock()
        with pytest.raises(ImageLabsError):
            both.generate(deadline=9.5)
        assert both.clock() - began <= 9.5


def test_the_last_event_is_the_picture(both: Both) -> None:
    assert isinstance(both.events()[-1], Finished)


@pytest.mark.parametrize("asked", ["0", "0.0001", "-5", "Thu, 01 Jan 1970 00:00:00 GMT"])
@pytest.mark.parametrize("path", ["/txt2img", "/progress", "/images/final.png", "/upgrade_prompt"])
def test_a_service_that_always_says_at_once_is_not_asked_without_a_pause(both: Both, path: str, asked: str) -> None:
    both.service.script(path, httpx.Response(503, headers={"retry-after": asked}))
    with pytest.raises(ImageLabsError):
        both.call("upgrade_prompt" if path == "/upgrade_prompt" else "generate", "a cat", client={"deadline": 30})
    assert both.service.counts[path] <= 12
