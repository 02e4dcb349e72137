"""A backend that is not there is told soon, clearly, and without losing what was typed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def orphan(start_app: Callable[..., Any]) -> Iterator[Any]:
    app = start_app("--backend", "http://127.0.0.1:9")
    app.wait_until_it_answers()
    yield app
    assert app.end() == 0
    assert "Traceback" not in app.log


@pytest.mark.parametrize(
    ("language", "title", "safe"),
    [
        ("en", "127.0.0.1:9 does not answer", "What you typed is still here."),
        ("ru", "127.0.0.1:9 не отвечает", "Всё, что вы ввели, на месте."),
    ],
)
def test_a_dead_backend_is_told_within_five_seconds(
    language: str, title: str, safe: str, orphan: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(orphan.url, language=language)
    expect(page.locator(".pill")).to_have_attribute("data-state", "silent")
    page.fill("#prompt textarea", "a cat")
    begun = time.monotonic()
    page.click("#generate")
    notice = page.locator(".notice")
    expect(notice).to_contain_text(title)
    assert time.monotonic() - begun < 5
    expect(notice).to_contain_text(safe)
    assert page.input_value("#prompt textarea") == "a cat"
    page.click("#retry")
    page.wait_for_selector("#stop")
    expect(notice).to_contain_text(title)
    page.wait_for_selector("#generate")
