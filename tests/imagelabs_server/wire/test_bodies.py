"""Request bodies: size and time limits, and validation of any input without crashing or echoing it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from typing import Any

import anyio
import pytest
from fastapi import HTTPException, Request
from hypothesis import given
from hypothesis import strategies as st

from imagelabs_server.wire.bodies import SMALL, Bodies, parse
from imagelabs_server.wire.bounded_lock import BoundedLock
from imagelabs_server.wire.schemas import RULES, TaskReference, TextToImage

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
bodies = st.dictionaries(st.sampled_from([*TextToImage.model_fields, "other"]), anything) | anything


def request(*chunks: bytes, ends: str = "whole") -> Request:
    """Return a request whose body arrives in chunks, and then is whole, breaks off or never ends."""
    messages: list[dict[str, Any]] = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    messages.append({"type": "http.request" if ends == "whole" else "http.disconnect", "more_body": False})

    async def receive() -> dict[str, Any]:
        if len(messages) == 1 and ends == "never":
            await anyio.sleep_forever()
        return messages.pop(0)

    headers = [(b"content-type", b"application/json")]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, receive)


async def read(bodies: Bodies, *chunks: bytes, ends: str = "whole", max_bytes: int = 10 * SMALL) -> bytes:
    async with bodies.read(request(*chunks, ends=ends), max_bytes) as body:
        return bytes(body)


@pytest.mark.anyio
async def test_a_body_comes_in_whole() -> None:
    assert await read(Bodies(), b"a", b"", b"b") == b"ab"


@pytest.mark.anyio
@pytest.mark.parametrize(("ends", "status"), [("broken", 400), ("never", 408)])
async def test_a_body_that_does_not_end_is_given_up(ends: str, status: int) -> None:
    with pytest.raises(HTTPException) as error:
        await read(Bodies(patience=0.01), b"a", ends=ends)
    assert error.value.status_code == status


@pytest.mark.anyio
async def test_all_bodies_together_are_bounded_and_make_room_when_they_are_done_with() -> None:
    bodies, large = Bodies(max_together=3 * SMALL), bytes(2 * SMALL)
    async with bodies.read(request(large), 4 * SMALL):
        with pytest.raises(HTTPException) as error:
            await read(bodies, large)
        assert error.value.status_code == 503
        assert error.value.headers
        assert int(error.value.headers["Retry-After"]) > 0
        assert await read(bodies, b"a poll") == b"a poll"
    for ends in ("whole", "broken"):
        with pytest.raises(HTTPException):
            await read(bodies, large, large, ends=ends, max_bytes=3 * SMALL)
    assert await read(bodies, large) == large


@pytest.mark.anyio
async def test_many_bodies_of_middling_size_are_bounded_too_but_polls_and_plain_prompts_get_in() -> None:
    bodies, middling, plain = Bodies(max_together=3 * SMALL), bytes(SMALL), bytes(2**14)
    async with AsyncExitStack() as held:
        for _ in range(3):
            await held.enter_async_context(bodies.read(request(middling), SMALL))
        with pytest.raises(HTTPException) as error:
            await read(bodies, middling)
        assert error.value.status_code == 503
        assert await read(bodies, plain) == plain
    assert await read(bodies, middling) == middling


def test_large_bodies_are_decoded_one_at_a_time_and_few_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """A decoded body may take eight times its size, and waiting threads are missing from the pool."""
    monkeypatch.setattr("imagelabs_server.wire.bodies._decoding_large", lock := BoundedLock(most_waiting=0))
    small = json.dumps({"task_id": "x"}).encode()
    large = small + b" " * SMALL
    with lock.hold():
        with pytest.raises(HTTPException) as error:
            parse(TaskReference, large)
        assert error.value.status_code == 503
        assert error.value.headers
        assert int(error.value.headers["Retry-After"]) > 0
        assert parse(TaskReference, small).task_id == "x"
    assert parse(TaskReference, large).task_id == "x"


@pytest.mark.anyio
async def test_a_timeout_of_the_endpoint_s_own_is_not_taken_for_a_slow_body() -> None:
    async def endpoint() -> AsyncIterator[None]:
        async with Bodies().read(request(b"{}"), SMALL):
            raise TimeoutError("something else")
        yield

    with pytest.raises(TimeoutError, match="something else"):
        await anext(endpoint())


KNOWN_SENTENCES = {*RULES.values(), "The body must be a JSON object as the protocol describes it."}


def sentences(error: HTTPException) -> Sequence[str]:
    """Return the messages of a 422 error after checking its format."""
    assert error.status_code == 422
    assert error.__cause__ is error.__context__ is None, "what is raised must not quote what was sent"
    assert isinstance(error.detail, list)
    messages = [problem["msg"] for problem in error.detail]
    assert len(set(messages)) == len(messages)
    return messages


def refusal(model: type[TextToImage] | type[TaskReference], content: bytes) -> HTTPException | None:
    try:
        parse(model, content)
    except HTTPException as error:
        return error
    return None


@given(bodies)
def test_whatever_a_body_holds_it_is_taken_or_refused_in_fixed_words(body: Any) -> None:
    content = json.dumps(body).encode()
    for model in (TextToImage, TaskReference):
        if error := refusal(model, content):
            assert set(sentences(error)) <= KNOWN_SENTENCES
    if not refusal(TextToImage, content):
        job = parse(TextToImage, content).job()
        job.prompt.encode()
        assert 64 <= min(job.width, job.height) <= max(job.width, job.height) <= 2048
        assert 0 <= min(job.seed, job.subseed) <= max(job.seed, job.subseed) < 2**63


@given(st.binary(max_size=50))
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(HTTPException) as error:
        parse(TextToImage, content)
    assert sentences(error.value)


def test_a_body_of_countless_parts_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json, "loads", None)
    with pytest.raises(HTTPException) as error:
        parse(TextToImage, b'{"prompt":[' + b"{}," * 100_000 + b"0]}")
    assert sentences(error.value)


def test_prompts_full_of_commas_are_taken() -> None:
    prompt = "a,[{" * 2500
    body = {"prompt": prompt, "negative_prompt": prompt}
    assert parse(TextToImage, json.dumps(body).encode()).prompt == prompt
