"""One job from submit to picture, and the requests on the way, with the blocking and the asynchronous client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from imagelabs_client import (
    APIConnectionError,
    APIStatusError,
    EngineInfo,
    Finished,
    GenerationFailedError,
    GenerationParams,
    InvalidParams,
    Queued,
    RateLimitError,
    Running,
    ServiceInfo,
    Submitted,
    TaskNotFoundError,
    UnexpectedResponseError,
)

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import Both, MakeImage


PROMPT = "a cat on a windowsill"


def test_events_tell_the_whole_story(both: Both) -> None:
    submitted, queued, first, second, finished = both.events(seed=1, subseed=2)
    assert isinstance(submitted, Submitted)
    assert isinstance(queued, Queued)
    assert (queued.status, queued.position) == ("In the queue", 2)
    assert isinstance(first, Running)
    assert (first.fraction, first.preview_url) == (0.25, "http://service.test/images/p1.png")
    assert second.fraction == 0.75
    assert isinstance(finished, Finished)
    assert {event.task_id for event in (submitted, queued, first, second, finished)} == {"task-1"}
    times = [event.elapsed for event in (submitted, queued, first, second, finished)]
    assert times == sorted(times)


def test_the_picture_comes_with_everything_about_it(both: Both, make_png: MakeImage) -> None:
    both.service.script(
        "/progress",
        {"status": "Painting", "steps": [2, 24], "recognised": ["cat"], "unrecognised": ["gramophone"]},
        {
            "status": "Done",
            "final_image_url": "/images/final.png",
            "engine": {"name": "painter", "version": "1.0", "kind": "procedural"},
        },
    )
    began = both.clock()
    image = both.generate(width=64, height=48, seed=5)
    assert image.content == make_png()
    assert image.content_type == "image/png"
    assert image.url == "http://service.test/images/final.png"
    assert image.task_id == "task-1"
    assert image.elapsed == pytest.approx(both.clock() - began)
    assert (image.recognised, image.unrecognised) == (("cat",), ("gramophone",))
    assert image.engine == EngineInfo("painter", "1.0", "procedural")
    assert image.steps == 24
    sent = both.service.bodies("/txt2img")[0]
    assert str(image.params.seed) == sent["seed"] == "5"
    assert str(image.params.subseed) == sent["subseed"]
    assert image.pil().size == (8, 6)


def test_prompt_and_params_are_the_same_thing(both: Both) -> None:
    params = GenerationParams(PROMPT, width=320, seed=1, subseed=2)
    both.generate(params)
    both.generate(PROMPT, width=320, seed=1, subseed=2)
    both.generate(params.replace(width=640), width=320)
    bodies = both.service.bodies("/txt2img")
    assert bodies[0] == bodies[1] == bodies[2]


def test_nothing_is_sent_when_a_parameter_is_wrong(both: Both) -> None:
    with pytest.raises(InvalidParams):
        both.generate(" ", width=-1)
    with pytest.raises(InvalidParams):
        both.generate(deadline=-1)
    with pytest.raises(InvalidParams):
        both.call("upgrade_prompt", "")
    assert both.service.requests == []


def test_an_argument_that_does_not_exist_is_a_type_error(both: Both) -> None:
    with pytest.raises(TypeError, match="cfg_scale"):
        both.generate(cfg_scale=2)
    with pytest.raises(TypeError, match="cokies"):
        both.client(cokies={})


def test_headers_are_those_of_the_known_clients(both: Both) -> None:
    both.generate()
    for request in both.service.asked("/txt2img") + both.service.asked("/progress"):
        assert request.method == "POST"
        headers = request.headers
        assert headers["accept"] == "*/*"
        assert headers["content-type"] == "application/json"
        assert headers["origin"] == "http://service.test"
        assert headers["referer"] == "http://service.test"
        assert headers["x-requested-with"] == "XMLHttpRequest"
        assert headers["user-agent"].startswith("Mozilla/5.0 ")


def test_cookies_user_agent_and_headers_go_to_the_service(both: Both) -> None:
    both.call(
        "generate",
        PROMPT,
        client={
            "cookies": {"cf_clearance": "clear", "session": "sess"},
            "user_agent": "Agent/1",
            "headers": {"X-Token": "tok"},
        },
    )
    for request in both.service.requests:
        assert request.headers["cookie"] == "cf_clearance=clear; session=sess"
        assert request.headers["user-agent"] == "Agent/1"
        assert request.headers["x-token"] == "tok"


def test_settings_come_from_the_environment_unless_given(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMAGELABS_BASE_URL", "http://from-env.test/app/")
    monkeypatch.setenv("IMAGELABS_COOKIE", "cf_clearance=env; session=s")
    monkeypatch.setenv("IMAGELABS_USER_AGENT", "Env/1")
    monkeypatch.setenv("IMAGELABS_DEADLINE", "none")
    both.options = {}
    assert both.client().base_url == "http://from-env.test/app"
    both.service.script("/app/txt2img", httpx.Response(500))
    with pytest.raises(Exception, match="500"):
        both.generate()
    request = both.service.requests[0]
    assert str(request.url) == "http://from-env.test/app/txt2img"
    assert request.headers["cookie"] == "cf_clearance=env; session=s"
    assert request.headers["user-agent"] == "Env/1"
    assert both.client(base_url="https://given.test").base_url == "https://given.test"


def test_user_and_password_of_the_base_url_become_a_header(both: Both) -> None:
    both.call("generate", PROMPT, client={"base_url": "http://me:secret@service.test"})
    request = both.service.requests[0]
    assert request.headers["authorization"] == "Basic bWU6c2VjcmV0"
    assert "secret" not in str(request.url)
    assert "secret" not in repr(both.client(base_url="http://me:secret@service.test"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("base_url", "ftp://x.test"),
        ("base_url", "no address"),
        ("base_url", "http://"),
        ("base_url", "http://x.test:99999"),
        ("deadline", 0),
        ("deadline", float("nan")),
        ("timeout", -1),
        ("max_retries", -1),
        ("max_retries", 1.5),
        ("headers", {"X-Token": "two\r\nlines"}),
        ("headers", {"bad name": "x"}),
        ("headers", {"X-Token": "ключ"}),
        ("cookies", {"session": "line\nbreak"}),
        ("cookies", {"session": "a;b"}),
        ("user_agent", "two\nlines"),
        ("proxy", "gopher://x"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_by_name(both: Both, name: Any, value: Any) -> None:
    with pytest.raises(InvalidParams) as caught:
        both.client(**{name: value})
    assert name in str(caught.value)
    assert "ключ" not in str(caught.value)


def test_the_final_address_decides_whatever_the_status_says(both: Both, make_png: MakeImage) -> None:
    both.service.script("/progress", {"status": None, "final_image_url": "/images/final.png"})
    assert both.generate().content == make_png()


def test_done_without_a_picture_is_a_failure(both: Both) -> None:
    both.service.script("/progress", {"status": "Done", "final_image_url": ""})
    with pytest.raises(GenerationFailedError, match="no picture") as caught:
        both.generate()
    assert caught.value.task_id == "task-1"
    assert caught.value.params.prompt == PROMPT


def test_a_failed_job_tells_why_and_does_not_offer_to_resume(both: Both) -> None:
    both.service.script("/progress", {"status": "Error", "error": "out of paint"})
    with pytest.raises(GenerationFailedError, match="out of paint") as caught:
        both.generate()
    assert "resume" not in str(caught.value)


@pytest.mark.parametrize("answer", [{}, {"task_id": None}, {"task_id": ""}, None, [], "oops", {"error": "no"}])
def test_a_submit_without_an_id_is_not_repeated(both: Both, answer: Any) -> None:
    both.service.script("/txt2img", answer)
    with pytest.raises(UnexpectedResponseError) as caught:
        both.generate()
    assert both.service.counts["/txt2img"] == 1
    assert caught.value.job_may_exist
    assert "may exist" in str(caught.value)


@pytest.mark.parametrize(
    ("sent", "fetched"),
    [
        ("/images/final.png", "http://service.test/images/final.png"),
        ("images/final.png", "http://service.test/images/final.png"),
        ("http://service.test/images/final.png", "http://service.test/images/final.png"),
        ("//service.test/images/final.png", "http://service.test/images/final.png"),
        ("https://cdn.test/images/final.png?sig=1", "https://cdn.test/images/final.png?sig=1"),
    ],
)
def test_addresses_may_be_absolute_or_relative(both: Both, sent: Any, fetched: Any) -> None:
    both.service.script("/progress", {"status": "Done", "final_image_url": sent})
    assert both.generate().url == fetched
    assert str(both.service.requests[-1].url) == fetched


@pytest.mark.parametrize("preview", ["javascript:alert(1)", "file:///etc/passwd", "http://127.0.0.1/x", "x" * 10_000])
def test_a_hostile_preview_is_left_out(both: Both, preview: Any) -> None:
    both.service.before("/progress", {"status": "Painting", "progress": 0.1, "current_image_url": preview})
    assert both.events()[1].preview_url is None


def test_on_event_is_told_the_same_events(both: Both) -> None:
    received = []
    events = both.events(on_event=received.append)
    assert received == events


def test_generate_tells_events_too(both: Both) -> None:
    received = []
    image = both.generate(on_event=received.append)
    assert [type(event) for event in received] == [Submitted, Queued, Running, Running, Finished]
    assert received[-1].image is image


def test_a_task_is_a_handle_on_the_job(both: Both, make_png: MakeImage) -> None:
    def work(client):
        task = yield client.submit(PROMPT, seed=3)
        assert task.id == "task-1"
        assert task.params.seed == 3
        assert "task-1" in repr(task)
        queued = yield task.poll()
        assert isinstance(queued, Queued)
        events = yield task.events()
        assert isinstance(events[-1], Finished)
        again = yield task.result()
        assert again is events[-1].image
        assert (yield task.poll()).image is again

    both.run(work)
    assert both.service.counts["/images/final.png"] == 1
    assert both.service.counts["/txt2img"] == 1


def test_a_job_is_resumed_by_its_id(both: Both, make_png: MakeImage) -> None:
    params = GenerationParams(PROMPT, seed=9)

    def work(client):
        task = yield client.resume("task-9", params)
        image = yield task.result()
        assert image.params is params
        assert image.task_id == "task-9"
        assert image.content == make_png()

    both.run(work)
    assert both.service.counts["/txt2img"] == 0
    assert both.service.bodies("/progress")[0] == {"task_id": "task-9"}


@pytest.mark.parametrize("task_id", ["", " ", "a\nb", "\ud800", "x" * 600, None, 7])
def test_what_cannot_be_the_id_of_a_task_is_refused(both: Both, task_id: Any) -> None:
    with pytest.raises(InvalidParams, match="task_id"):
        both.call("resume", task_id)


def test_a_resumed_job_is_asked_for_at_once(both: Both) -> None:
    both.run(lambda client: iter_result(client.resume("task-9")))
    assert both.clock.slept[0] == 0


def iter_result(task):
    yield task.result()


def test_cancel_is_sent_to_a_service_that_offers_it(both: Both) -> None:
    both.service.script("/txt2img", {"task_id": "task-1", "cancel": True})

    def work(client):
        task = yield client.submit(PROMPT)
        assert (yield task.cancel()) is True
        resumed = yield client.resume("task-0")
        assert (yield resumed.cancel()) is True

    both.run(work)
    assert both.service.bodies("/cancel") == [{"task_id": "task-1"}, {"task_id": "task-0"}]


def test_cancel_is_never_sent_to_a_service_that_did_not_offer_it(both: Both) -> None:
    def work(client):
        task = yield client.submit(PROMPT)
        assert (yield task.cancel()) is False

    both.run(work)
    assert both.service.counts["/cancel"] == 0


def test_a_prompt_is_improved(both: Both) -> None:
    assert both.call("upgrade_prompt", "a cat") == "a better cat"
    assert both.service.bodies("/upgrade_prompt") == [{"prompt": "a cat"}]


def test_a_service_tells_about_itself(both: Both) -> None:
    both.service.script(
        "/health", {"status": "ok", "engine": {"name": "painter", "version": "1.0", "kind": "procedural"}, "workers": 2}
    )
    both.service.script("/models", {"models": ["painter"], "default": "painter"})
    engine = EngineInfo("painter", "1.0", "procedural")
    assert both.call("service_info") == ServiceInfo(engine, ("painter",), "painter")


@pytest.mark.parametrize("status", [404, 405])
def test_a_service_that_tells_nothing_about_itself_is_fine(both: Both, status: Any) -> None:
    both.service.script("/health", httpx.Response(status, html="<html>no</html>"))
    both.service.script("/models", httpx.Response(200, html="<html>an app</html>"))
    assert both.call("service_info") == ServiceInfo()


def test_a_preview_is_fetched_under_the_same_rules(both: Both, make_png: MakeImage) -> None:
    both.service.script("/images/p1.png", both.service.picture())
    assert both.call("fetch", "/images/p1.png") == make_png()
    assert both.call("fetch", "http://service.test/images/p1.png") == make_png()


def test_the_callers_own_http_client_is_used_and_left_open(both: Both) -> None:
    transport = httpx.MockTransport(both.service)
    kind = httpx.Client if both.kind == "sync" else httpx.AsyncClient
    own = kind(transport=transport, headers={"x-own": "1"}, cookies={"own": "2"})
    both.call("generate", PROMPT, client={"http_client": own, "transport": None})
    assert both.service.requests[0].headers["x-own"] == "1"
    assert both.service.requests[0].headers["cookie"] == "own=2"
    assert not own.is_closed


def test_the_base_url_of_the_callers_own_client_counts(both: Both) -> None:
    kind = httpx.Client if both.kind == "sync" else httpx.AsyncClient
    own = kind(transport=httpx.MockTransport(both.service), base_url="http://own.test")
    assert both.client(base_url=None, http_client=own, transport=None).base_url == "http://own.test"
    assert both.client(base_url="http://given.test", http_client=own, transport=None).base_url == "http://given.test"


def test_a_transport_of_ones_own_excludes_a_proxy(both: Both) -> None:
    with pytest.raises(InvalidParams, match="proxy"):
        both.client(proxy="http://proxy.test:3128")


def test_a_task_that_the_service_does_not_know_has_an_error_of_its_own(both: Both) -> None:
    both.service.script("/progress", {"status": "Error: gone", "code": "unknown_task"})
    with pytest.raises(TaskNotFoundError, match="gone") as caught:
        both.generate()
    assert (caught.value.code, caught.value.task_id) == ("unknown_task", "task-1")


@pytest.mark.parametrize("code", ["out_of_memory", "a_code_of_tomorrow"])
def test_the_code_of_a_failed_job_reaches_the_caller(both: Both, code: str) -> None:
    both.service.script("/progress", {"status": "Error: no luck", "code": code})
    with pytest.raises(GenerationFailedError) as caught:
        both.generate()
    assert type(caught.value) is GenerationFailedError
    assert caught.value.code == code


@pytest.mark.parametrize("code", [7, None, "", "Two Words", "x" * 41, ["cancelled"]])
def test_what_is_no_code_is_none(both: Both, code: Any) -> None:
    both.service.script("/progress", {"status": "Error: no luck", "code": code})
    with pytest.raises(GenerationFailedError) as caught:
        both.generate()
    assert caught.value.code is None


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [(422, "invalid", APIStatusError), (429, "rate_limited", RateLimitError), (503, "queue_full", APIStatusError)],
)
def test_the_code_of_a_refused_submit_reaches_the_caller(
    both: Both, status: int, code: str, kind: type[APIStatusError]
) -> None:
    both.service.script("/txt2img", httpx.Response(status, json={"detail": "no", "code": code}))
    with pytest.raises(kind) as caught:
        both.generate(deadline=30)
    assert (caught.value.status_code, caught.value.code) == (status, code)


def test_closing_the_client_ends_a_job_that_is_followed(both: Both) -> None:
    """With an error that users know: not httpx's own, and at once instead of at the deadline."""
    both.service.script("/progress", {"status": "Painting"})
    closed: list[Any] = []

    def work(client: Any) -> Any:
        closed.append((yield client.close()))
        yield client.generate(PROMPT)

    with pytest.raises(APIConnectionError, match="has been closed"):
        both.run(work)
