"""What can go wrong, in every phase: survived where it passes, named where it lasts, and never a second job."""

from __future__ import annotations

import gzip
import json
import struct
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from imagelabs_client import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ChallengeError,
    DownloadError,
    Finished,
    GenerationTimeoutError,
    ImageLabsError,
    RateLimitError,
    Retrying,
    UnexpectedResponseError,
)

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import Both, MakeImage


HTML = "<html><title>502 Bad Gateway</title></html>"
CHALLENGE = httpx.Response(403, html="<html>Just a moment...</html>", headers={"server": "cloudflare"})
BOMB = gzip.compress(b"0" * (70 << 20))
HUGE = {"content-length": str(2 << 30)}


def raises(kind: type[Exception], message: str = "") -> Exception:
    return kind(message)


# name: (the fault, the error of a submit, the error of polls that see nothing else, the error of such downloads)
# For a submit, None means that it is repeated: the job certainly does not exist.
FAULTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "connect refused": (raises(httpx.ConnectError), None, APIConnectionError, DownloadError),
    "connect times out": (raises(httpx.ConnectTimeout), None, APIConnectionError, DownloadError),
    "proxy refuses": (raises(httpx.ProxyError, "407"), None, APIConnectionError, DownloadError),
    "429": (httpx.Response(429), None, RateLimitError, DownloadError),
    "429 with Retry-After": (httpx.Response(429, headers={"retry-after": "2"}), None, RateLimitError, DownloadError),
    "429 until a date": (
        httpx.Response(
            429,
            headers={"retry-after": "Thu, 01 Jan 2026 00:00:03 GMT", "date": "Thu, 01 Jan 2026 00:00:00 GMT"},
        ),
        None,
        RateLimitError,
        DownloadError,
    ),
    "503": (httpx.Response(503, text="busy"), None, APIStatusError, DownloadError),
    "503 with Retry-After": (httpx.Response(503, headers={"retry-after": "1"}), None, APIStatusError, DownloadError),
    "500": (httpx.Response(500), APIStatusError, APIStatusError, DownloadError),
    "502 with a page": (httpx.Response(502, html=HTML), APIStatusError, APIStatusError, DownloadError),
    "reset before the answer": (raises(httpx.ReadError), APIConnectionError, APIConnectionError, DownloadError),
    "reset in the middle": (raises(httpx.RemoteProtocolError), APIConnectionError, APIConnectionError, DownloadError),
    "write fails": (raises(httpx.WriteError), APIConnectionError, APIConnectionError, DownloadError),
    "silence": (raises(httpx.ReadTimeout), APITimeoutError, APITimeoutError, DownloadError),
    "a page with 200": (
        httpx.Response(200, html=HTML),
        UnexpectedResponseError,
        UnexpectedResponseError,
        DownloadError,
    ),
    "truncated JSON": (
        httpx.Response(200, text='{"task_id": "a'),
        UnexpectedResponseError,
        UnexpectedResponseError,
        DownloadError,
    ),
    "JSON null": (httpx.Response(200, json=None), UnexpectedResponseError, UnexpectedResponseError, DownloadError),
    "JSON list": (httpx.Response(200, json=[1]), UnexpectedResponseError, UnexpectedResponseError, DownloadError),
    "JSON number": (httpx.Response(200, text="7"), UnexpectedResponseError, UnexpectedResponseError, DownloadError),
    "JSON nested deeply": (
        httpx.Response(200, text="[" * 200_000),
        UnexpectedResponseError,
        UnexpectedResponseError,
        DownloadError,
    ),
    "nothing with 200": (httpx.Response(200), UnexpectedResponseError, UnexpectedResponseError, DownloadError),
    "a challenge": (CHALLENGE, ChallengeError, ChallengeError, ChallengeError),
    "401": (httpx.Response(401), APIStatusError, APIStatusError, DownloadError),
    "403": (httpx.Response(403, json={"detail": "no"}), APIStatusError, APIStatusError, DownloadError),
    "404": (httpx.Response(404), APIStatusError, APIStatusError, DownloadError),
}
NEVER_A_JOB = {"401", "403", "404", "a challenge"}
table = pytest.mark.parametrize("name", FAULTS)


@table
def test_a_submit_is_repeated_only_if_it_certainly_did_not_arrive(both: Both, name: Any) -> None:
    fault, error, _, _ = FAULTS[name]
    both.service.before("/txt2img", fault)
    if error is None:
        events = both.events()
        assert isinstance(events[0], Retrying)
        assert events[0].task_id is None
        assert both.service.counts["/txt2img"] == 2
        return
    with pytest.raises(error) as caught:
        both.generate()
    assert both.service.counts["/txt2img"] == 1
    assert caught.value.job_may_exist == (name not in NEVER_A_JOB)
    assert ("may exist" in str(caught.value)) == caught.value.job_may_exist
    assert caught.value.params.prompt


@table
def test_a_submit_that_keeps_failing_ends_in_the_right_error(both: Both, name: Any) -> None:
    fault, error, lasting, _ = FAULTS[name]
    both.service.script("/txt2img", fault)
    with pytest.raises(error or lasting):
        both.generate()
    assert both.clock() - 1000 < 30


@table
def test_polls_outlive_a_fault_that_passes(both: Both, name: Any, make_png: MakeImage) -> None:
    fault, *_ = FAULTS[name]
    both.service.before("/progress", {"status": "Painting"}, fault, fault)
    events = both.events()
    retries = [event for event in events if isinstance(event, Retrying)]
    assert len(retries) == 2
    assert {event.task_id for event in retries} == {"task-1"}
    assert events[-1].image.content == make_png()
    assert both.service.counts["/txt2img"] == 1


@table
def test_polls_that_see_nothing_else_end_in_the_right_error_and_the_job_can_be_resumed(
    both: Both, name: Any, make_png: MakeImage
) -> None:
    fault, _, error, _ = FAULTS[name]
    scripted = both.service.scripts["/progress"]
    both.service.script("/progress", fault)
    with pytest.raises(error) as caught:
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


@table
def test_downloads_outlive_a_fault_that_passes(both: Both, name: Any, make_png: MakeImage) -> None:
    fault, *_ = FAULTS[name]
    both.service.before("/images/final.png", fault, fault)
    assert both.generate().content == make_png()
    assert both.service.counts["/txt2img"] == 1


@table
def test_a_download_that_keeps_failing_ends_in_the_right_error(both: Both, name: Any) -> None:
    fault, _, _, error = FAULTS[name]
    both.service.script("/images/final.png", fault)
    with pytest.raises(error) as caught:
        both.generate(deadline=30)
    assert caught.value.task_id == "task-1"
    assert both.clock() - 1000 <= 30


@table
def test_a_prompt_is_improved_in_spite_of_faults_that_pass(both: Both, name: Any) -> None:
    fault, *_ = FAULTS[name]
    both.service.before("/upgrade_prompt", fault)
    if name in NEVER_A_JOB:
        with pytest.raises(APIStatusError):
            both.call("upgrade_prompt", "a cat")
    else:
        assert both.call("upgrade_prompt", "a cat") == "a better cat"


@table
def test_a_preview_is_fetched_in_spite_of_faults_that_pass(both: Both, name: Any, make_png: MakeImage) -> None:
    fault, *_ = FAULTS[name]
    both.service.script("/images/p1.png", fault, both.service.picture())
    is_no_picture = isinstance(fault, httpx.Response) and fault.status_code == 200
    if name in NEVER_A_JOB or is_no_picture:
        with pytest.raises((DownloadError, ChallengeError)):
            both.call("fetch", "/images/p1.png")
    else:
        assert both.call("fetch", "/images/p1.png") == make_png()


PICTURES = {
    "a page": b"<html>not found</html>",
    "empty": b"",
    "JSON": b'{"error": "gone"}',
    "noise": bytes(range(256)) * 4,
    "a bomb": b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 100_000, 100_000),
}


@pytest.mark.parametrize("name", [*PICTURES, "truncated", "damaged"])
def test_what_is_not_the_whole_picture_is_asked_for_again_and_then_refused(
    both: Both, name: Any, make_png: MakeImage
) -> None:
    whole = make_png()
    content = {"truncated": whole[:-20], "damaged": whole[:50] + b"!" + whole[51:]}.get(name) or PICTURES.get(name, b"")
    both.service.script("/images/final.png", both.service.picture(content), both.service.picture())
    assert both.generate().content == whole
    both.service.script("/images/final.png", both.service.picture(content))
    with pytest.raises(DownloadError) as caught:
        both.generate()
    assert caught.value.task_id == "task-1"
    assert caught.value.url == "http://service.test/images/final.png"
    assert both.clock() - 1000 < 60


class Endless(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body without end."""

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


def test_compressed_answers_are_read(both: Both) -> None:
    class Compressed(httpx.SyncByteStream, httpx.AsyncByteStream):
        def __init__(self, content):
            self.pieces = [content[:7], content[7:]]

        def __iter__(self):
            yield from self.pieces

        async def __aiter__(self):
            for piece in self.pieces:
                yield piece

    body = gzip.compress(json.dumps({"prompt": "a better cat"}).encode())

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
    both.service.script("/progress", lambda _request: done if both.clock() >= 11_000 else {"status": "thinking"})
    assert both.generate(deadline=None).content == make_png()


@pytest.mark.parametrize("progress", [0.5, "0.5", float("nan"), -1, 7, None, [1]])
def test_odd_progress_changes_nothing(both: Both, progress: Any, make_png: MakeImage) -> None:
    body = json.dumps({"status": "Painting", "progress": progress})
    both.service.before("/progress", httpx.Response(200, text=body), {"status": "Painting", "progress": 0.1})
    assert both.events()[-1].image.content == make_png()


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
