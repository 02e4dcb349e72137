"""Nothing is lost on reload: the form, the pictures on their way, and what waits."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.reloading import reload

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]


def fill(page: Page, prompt: str, side: int = 64, count: int = 1) -> None:
    page.fill("#prompt textarea", prompt)
    page.fill("#width input", str(side))
    page.fill("#height input", str(side))
    page.fill("#count input", str(count))


@pytest.fixture
def visit(browser: Browser, app: Any) -> Any:
    """Open the page without watching the console: Gradio itself complains of the streams that a reload breaks."""
    context = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 900})

    def open_() -> Page:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(app.url)
        page.wait_for_selector("#generate", state="attached")
        page.wait_for_selector('.pill:not([data-state="checking"])')
        page.wait_for_selector("html[data-ready]")
        page.wait_for_timeout(300)
        return page

    yield open_
    context.close()


def test_the_form_is_as_it_was_left(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.wait_for_selector("html[data-ready]")
    fill(page, "a cat\nand a dog", 320, 3)
    page.fill("#negative_prompt textarea", "people")
    page.fill("#seed input", str(2**63 - 1))
    page.click("#more button")
    page.fill("#subseed input", "5")
    page.fill("#attention input", "2")
    page.check("#tiling input")
    page.fill("#reference_strength input[type=number]", "55")
    reload(page)
    expect(page.locator("#prompt textarea")).to_have_value("a cat\nand a dog")
    expect(page.locator("#negative_prompt textarea")).to_have_value("people")
    expect(page.locator("#seed input")).to_have_value(str(2**63 - 1))
    expect(page.locator("#width input")).to_have_value("320")
    expect(page.locator("#count input")).to_have_value("3")
    expect(page.locator("#aspect label.selected")).to_have_count(0)
    page.click("#more button")
    expect(page.locator("#subseed input")).to_have_value("5")
    expect(page.locator("#attention input")).to_have_value("2")
    expect(page.locator("#tiling input")).to_be_checked()
    expect(page.locator("#reference_strength input[type=number]")).to_have_value("55")


def test_a_reload_in_the_middle_goes_on_and_shows_the_result(visit: Callable[[], Page]) -> None:
    page = visit()
    fill(page, "a lighthouse by the sea", 2048, 2)
    page.click("#generate")
    page.wait_for_selector(".thumb >> nth=1")
    page.fill("#prompt textarea", "a boat")
    page.fill("#count input", "1")
    page.click("#enqueue")
    page.wait_for_selector(".queue li")
    page.wait_for_timeout(500)
    page.reload()
    page.wait_for_selector("#stop")
    page.wait_for_selector(".thumb >> nth=1")
    expect(page.locator("#prompt textarea")).to_have_value("a boat")
    page.wait_for_selector('.queue[data-busy="false"]', state="attached")
    expect(page.locator('.strip li[data-state="done"]')).to_have_count(3)


def test_a_tab_that_was_closed_finds_its_picture_done(visit: Callable[[], Page]) -> None:
    page = visit()
    fill(page, "a house", 512)
    page.click("#generate")
    page.wait_for_selector("#stop")
    page.wait_for_timeout(300)
    page.close()
    again = visit()
    again.wait_for_selector('.stage[data-phase="done"]')
    assert again.inner_text("#parameters [data-name=prompt] dd") == "a house"


def test_a_second_tab_has_a_desk_of_its_own(visit: Callable[[], Page]) -> None:
    first = visit()
    fill(first, "a tree")
    first.click("#generate")
    first.wait_for_selector('.stage[data-phase="done"]')
    second = visit()
    second.wait_for_timeout(1000)
    assert second.get_attribute(".stage", "data-phase") == "idle"
    assert first.evaluate("sessionStorage['playground.desk']") != second.evaluate("sessionStorage['playground.desk']")


def test_after_stop_nothing_comes_back(visit: Callable[[], Page]) -> None:
    page = visit()
    fill(page, "a mountain", 2048)
    page.click("#generate")
    page.wait_for_selector(".stage[data-phase=working]")
    page.wait_for_timeout(500)
    page.click("#stop")
    page.wait_for_selector('.stage[data-phase="stopped"]')
    page.reload()
    page.wait_for_selector('.stage[data-phase="stopped"]')
    assert re.match("Stopped", page.inner_text("#status"))


def test_a_grid_goes_on_over_a_reload_and_can_still_be_stopped(visit: Callable[[], Page]) -> None:
    page = visit()
    fill(page, "a house", 512)
    page.click("[data-tab=compare]")
    values = page.locator("#compare_across_values :is(input, textarea)")
    values.fill("11-16")
    page.wait_for_timeout(500)
    page.click("#compare_start")
    page.wait_for_selector("button.cell")
    reload(page)
    expect(values).to_have_value("11-16")
    page.locator("button.cell").first.click()
    expect(page.locator("dialog .facts")).to_contain_text("a house")
    page.keyboard.press("Escape")
    expect(page.locator("button.cell")).to_have_count(6, timeout=60_000)
    expect(page.locator("#compare_start")).to_be_visible()
    page.click("[data-tab=history]")
    expect(page.locator(".tile")).to_have_count(6)

    page.click("[data-tab=compare]")
    values.fill("21-60")
    page.wait_for_timeout(500)
    page.click("#compare_start")
    page.wait_for_selector('.grid[data-state="working"] button.cell')
    page.reload()
    page.click("#compare_stop")
    expect(page.locator("#compare_status")).to_have_text(re.compile(r"Stopped: \d+ of 40 are done"))


def test_the_light_table_is_as_it_was_left(visit: Callable[[], Page]) -> None:
    page = visit()
    for seed in (1, 2):
        fill(page, f"house {seed}", 128)
        page.click("#generate")
        expect(page.locator("#parameters")).to_contain_text(f"house {seed}")
        page.wait_for_timeout(500)
        page.click("#compare_add")
        page.click("[data-tab=create]")
    reload(page)
    page.click("[data-tab=compare]")
    expect(page.locator(".held")).to_have_count(2)
    expect(page.locator(".differences")).to_contain_text("house 1")
    page.evaluate("window.playground.send({ do: 'select' })")  # what the page asks for later restores nothing again
    page.wait_for_timeout(1000)
    expect(page.locator(".held")).to_have_count(2)
