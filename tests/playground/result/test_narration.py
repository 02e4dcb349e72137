"""What the page says about events and errors, in words that a person would use."""

from __future__ import annotations

import pytest

from imagelabs_client import (
    APIStatusError,
    APITimeoutError,
    ChallengeError,
    DownloadError,
    Event,
    GeneratedImage,
    GenerationFailedError,
    GenerationParams,
    GenerationTimeoutError,
    ImageLabsError,
    Queued,
    RateLimitError,
    Retrying,
    Running,
    Submitted,
    UnexpectedResponseError,
)
from imagelabs_server import statuses
from imagelabs_server.codes import FailureCode
from playground.result.narration import error_notice, facts, internal_notice, status_line
from playground.texts import languages

RUNNING = {"task_id": "t", "elapsed": 1.0}


@pytest.mark.parametrize(
    ("event", "english", "russian"),
    [
        (Submitted(**RUNNING), "Accepted", "Принято"),
        (Queued(**RUNNING), "In the queue", "В очереди"),
        (Queued(**RUNNING, position=1), "In the queue · you are next", "В очереди · вы следующий"),
        (Queued(**RUNNING, position=3), "In the queue · 2 before you", "В очереди · перед вами 2"),
        (Running(**RUNNING), "Painting", "Рисую"),
        (
            Running(**RUNNING, status=statuses.PAINTING, fraction=0.456, eta=1.2),
            "Painting · 46 % · about 2 s left",
            "Рисую · 46 % · ещё около 2 с",
        ),
        (
            Running(**RUNNING, status=statuses.VARNISHING, fraction=0.97, eta=0.2),
            "Varnishing · 97 % · less than a second left",
            "Покрываю лаком · 97 % · меньше секунды",
        ),
        (Running(**RUNNING, status="Denoising", fraction=0.5), "Denoising · 50 %", "Denoising · 50 %"),
        (
            Retrying(**RUNNING, reason="503", delay=2.6),
            "The service is slow to answer; asking again in 3 s",
            "Сервис медлит с ответом; спрошу снова через 3 с",
        ),
        (
            Retrying(**RUNNING, reason="reset", delay=0.25),
            "The service is slow to answer; asking again in 0.2 s",
            "Сервис медлит с ответом; спрошу снова через 0,2 с",
        ),
    ],
)
def test_one_line_says_what_goes_on(event: Event, english: str, russian: str) -> None:
    assert status_line(event, languages()["en"]) == english
    assert status_line(event, languages()["ru"]) == russian


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (APITimeoutError("slow"), "took too long"),
        (GenerationTimeoutError("late", task_id="t-9"), "took too long"),
        (RateLimitError("429", status_code=429), "is busy"),
        (APIStatusError("503", status_code=503), "is busy"),
        (APIStatusError("418", status_code=418), "refused"),
        (ChallengeError("503", status_code=503), "browser check"),
        (UnexpectedResponseError("html"), "makes no sense"),
        (GenerationFailedError("no"), "could not be painted"),
        (DownloadError("gone", url="http://x/y.png"), "could not be fetched"),
        (ImageLabsError("other"), "makes no sense"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_error_says_what_happened_what_is_safe_and_what_to_do(
    error: ImageLabsError, words: str, language: str
) -> None:
    texts = languages()[language]
    notice = error_notice(error, "painter.test", texts)
    assert notice.title
    assert notice.safe == texts("errors.safe")
    assert notice.action
    if language == "en":
        assert words in notice.title
    if error.task_id:
        assert any(error.task_id in detail for detail in notice.details)


@pytest.mark.parametrize("code", FailureCode)
def test_the_reason_of_a_failure_is_told_by_its_code_whatever_its_text(code: str) -> None:
    failed, refused = GenerationFailedError("a text that may change"), APIStatusError("x", status_code=418)
    failed.code = refused.code = code
    for texts in languages().values():
        for error in (failed, refused):
            details = error_notice(error, "b", texts).details
            assert texts(f"failures.{code}") in details
            assert "a text that may change" not in details


@pytest.mark.parametrize("code", [None, "a_code_of_tomorrow"])
def test_a_reason_without_a_code_that_we_know_is_told_in_the_services_words(code: str | None) -> None:
    error = GenerationFailedError("Error: unknown or expired task")
    error.code = code
    assert error_notice(error, "b", languages()["ru"]).details == ("Error: unknown or expired task",)


def test_a_fault_of_the_page_admits_it() -> None:
    assert internal_notice(languages()["ru"]).title == "Что-то сломалось в самой странице"


def test_the_facts_name_the_rare_parameters_only_where_they_were_given() -> None:
    image = GeneratedImage("", "t", None, b"", "image/png", 1.0)
    plain = GenerationParams("x", seed=1, subseed=2)
    rich = plain.replace(tiling=True, attention=3, model="m", reference_image=b"x", reference_image_type="pose")
    for texts in languages().values():
        few = {fact.name for fact in facts(image, plain, "b", (64, 64), texts)}
        many = {fact.name for fact in facts(image, rich, "b", (64, 64), texts)}
        assert many - few == {"model", "attention", "tiling", "reference_strength", "reference_image_type"}
