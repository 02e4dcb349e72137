"""What somebody types is never lost: not by another language, not by a page that is slow to fill itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Error, Page, Route, expect

pytestmark = pytest.mark.browser

ASKED = "**/gradio_api/queue/join*"


class Slow:
    """Holds requests to an address back until they are let go: a loaded machine, at the moment that matters."""

    def __init__(self, page: Page, address: str, method: str | None = None) -> None:
        self._page, self._method = page, method
        self._is_open = False
        self._held: list[Route] = []
        page.route(address, self._hold)

    def _hold(self, route: Route) -> None:
        if not self._is_open and self._method in (None, route.request.method):
            self._held.append(route)
        else:
            route.continue_()

    def wait(self, times: int = 1) -> None:
        """Wait until so many requests are held back, for half a minute at most."""
        for _ in range(1500):
            if len(self._held) >= times:
                return
            self._page.wait_for_timeout(20)
        pytest.fail("The page did not ask for what was to be held back.")

    def let_go(self) -> None:
        self._is_open = True
        for route in self._held:
            with suppress(Error):  # the page that asked has been left since
                route.continue_()


@pytest.fixture
def visit(browser: Browser, app: Any) -> Any:
    """Open a page without watching the console: Gradio itself complains of streams that leaving the page breaks."""
    context = browser.new_context(locale="ru-RU", viewport={"width": 1280, "height": 900})

    def open_(query: str = "", *, hold: str = "", method: str | None = None) -> tuple[Page, Slow | None]:
        page = context.new_page()
        page.set_default_timeout(60_000)
        slow = Slow(page, hold, method) if hold else None
        page.goto(f"{app.url}{query}")
        page.wait_for_selector("#generate", state="attached")
        return page, slow

    yield open_
    context.close()


Visit = Callable[..., tuple[Page, Any]]


def prompt(page: Page) -> Any:
    return expect(page.locator("#prompt textarea"))


def test_the_language_can_be_switched_before_the_server_has_answered_anything(visit: Visit) -> None:
    page, slow = visit(hold=ASKED)
    page.fill("#prompt textarea", "кот")
    page.fill("#seed input", "7")
    page.click("[data-language=en]")
    expect(page.locator("#generate")).to_contain_text("Generate", timeout=30_000)
    prompt(page).to_have_value("кот")
    slow.let_go()
    page.wait_for_selector("html[data-ready]")
    prompt(page).to_have_value("кот")
    expect(page.locator("#seed input")).to_have_value("7")


def test_what_is_typed_while_the_form_is_being_restored_wins_and_the_rest_is_restored(
    visit: Visit, tmp_path: Path
) -> None:
    page, _ = visit()
    page.wait_for_selector("html[data-ready]")
    Image.new("RGB", (64, 64), "teal").save(tmp_path / "reference.png")
    page.click("#more button")
    page.set_input_files("#reference_image input[type=file]", tmp_path / "reference.png")
    page.wait_for_selector("#reference_image img")
    page.fill("#prompt textarea", "старое")
    page.fill("#negative_prompt textarea", "люди")
    page.fill("#seed input", "11")
    page.wait_for_timeout(500)
    slow = Slow(page, "**/gradio_api/file=**", "HEAD")  # the picture is asked for before the form is filled
    page.reload()
    slow.wait()
    page.fill("#prompt textarea", "новое")
    page.wait_for_timeout(500)
    page.click("[data-language=en]")
    expect(page.locator("#generate")).to_contain_text("Generate", timeout=30_000)
    slow.wait(2)
    page.fill("#seed input", "12")
    slow.let_go()
    page.wait_for_selector("html[data-ready]")
    prompt(page).to_have_value("новое")
    expect(page.locator("#negative_prompt textarea")).to_have_value("люди")
    expect(page.locator("#seed input")).to_have_value("12")
    page.click("#more button")
    page.wait_for_selector("#reference_image img")


def test_what_is_typed_before_a_link_is_opened_wins_and_the_rest_of_the_link_is_filled_in(visit: Visit) -> None:
    page, slow = visit("?prompt=a+dog&seed=5", hold=ASKED)
    page.fill("#prompt textarea", "a cat")
    slow.let_go()
    page.wait_for_selector("html[data-ready]")
    prompt(page).to_have_value("a cat")
    expect(page.locator("#seed input")).to_have_value("5")


def test_another_language_keeps_a_link_that_is_not_opened_yet_and_what_was_typed_over_it(visit: Visit) -> None:
    page, slow = visit("?prompt=a+dog&seed=5&width=320", hold=ASKED)
    page.fill("#seed input", "6")
    page.click("[data-language=en]")
    expect(page.locator("#generate")).to_contain_text("Generate", timeout=30_000)
    slow.let_go()
    page.wait_for_selector("html[data-ready]")
    prompt(page).to_have_value("a dog")
    expect(page.locator("#seed input")).to_have_value("6")
    expect(page.locator("#width input")).to_have_value("320")
    assert page.evaluate("[...new URL(location.href).searchParams.keys()]") == ["lang"]


def test_a_language_chosen_earlier_is_had_in_any_new_tab(visit: Visit) -> None:
    page, _ = visit("?lang=en")
    page.wait_for_selector("html[data-ready]")
    other, _ = visit("#history")
    expect(other.locator("#header [data-tab=history]")).to_have_text("History")
    assert other.evaluate("Object.keys(window.gradio_config.i18n_translations)") == ["en"]
    assert other.evaluate("location.hash") == "#history"
