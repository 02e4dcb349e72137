"""The page's own server goes away and comes back, or an answer of it is lost: everything goes on."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser


def test_a_server_that_was_killed_and_started_again_loses_nothing(
    browser: Browser, start_app: Callable[..., Any]
) -> None:
    app = start_app()
    app.wait_until_it_answers()
    context = browser.new_context(locale="ru-RU", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(app.url)
    page.wait_for_selector('.pill[data-state="ready"]')
    page.wait_for_timeout(700)
    page.fill("#prompt textarea", "кот")
    page.fill("#width input", "1536")
    page.fill("#count input", "2")
    page.fill("#seed input", "5")
    page.click("#generate")
    page.wait_for_selector('[data-job*="taskId"] >> nth=1')
    page.wait_for_timeout(500)
    page.fill("#prompt textarea", "набрано потом")
    page.wait_for_timeout(500)
    app.process.send_signal(signal.SIGKILL)
    app.process.wait()
    expect(page.locator("#offline")).to_contain_text("Связь с сервером этой страницы потеряна")
    page.fill("#negative_prompt textarea", "набрано без связи")
    page.wait_for_timeout(400)

    again = start_app(port=app.port)
    again.wait_until_it_answers()
    page.wait_for_selector("#offline", state="detached")
    expect(page.locator("#prompt textarea")).to_have_value("набрано потом")
    expect(page.locator("#negative_prompt textarea")).to_have_value("набрано без связи")
    expect(page.locator('.strip li[data-state="done"]')).to_have_count(2, timeout=60_000)
    context.close()
    assert again.end() == 0


class EndedStreams:
    """Ends streams of answers before the answers have come, as Gradio does when it believes that none is due."""

    def __init__(self, page: Page) -> None:
        self.to_end = 0
        page.route("**/gradio_api/queue/data*", self._end)

    def _end(self, route: Route) -> None:
        if self.to_end:
            self.to_end -= 1
            headers = {"content-type": "text/event-stream"}
            route.fulfill(status=200, headers=headers, body='data: {"msg": "close_stream"}\n\n')
        else:
            route.continue_()


def test_answers_that_were_left_at_the_server_are_fetched(app: Any, browser: Browser) -> None:
    context = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    streams = EndedStreams(page)
    streams.to_end = 1
    page.goto(app.url)
    page.wait_for_selector("html[data-ready]")
    page.fill("#prompt textarea", "a tree")
    page.fill("#width input", "64")
    page.fill("#height input", "64")
    page.wait_for_timeout(500)  # until Gradio has asked whatever it asks while somebody types
    streams.to_end = 1
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    assert streams.to_end == 0
    context.close()
