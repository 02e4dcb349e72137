"""Several pictures at once, a queue of one's own, and what one does with each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from imagelabs_client.metadata import read_metadata

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]


def fill(page: Page, prompt: str, side: int = 64, count: int = 1) -> None:
    page.fill("#prompt textarea", prompt)
    page.fill("#width input", str(side))
    page.fill("#height input", str(side))
    page.fill("#count input", str(count))


def wait_until_idle(page: Page) -> None:
    page.wait_for_selector('.queue[data-busy="false"]', state="attached")


def test_each_of_four_has_its_own_thumbnail_and_any_can_be_chosen(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.evaluate("window.told = []; document.addEventListener('playground:done', (e) => told.push(e.detail.taskId))")
    fill(page, "a boat on the sea", count=4)
    page.fill("#seed input", "7")
    page.click("#generate")
    wait_until_idle(page)
    thumbs = page.locator("#gallery .thumb")
    expect(thumbs).to_have_count(4)
    assert len(set(page.evaluate("told"))) == 4
    thumbs.nth(2).click()
    expect(page.locator("#parameters [data-name=seed] dd")).to_have_text("9")
    expect(thumbs.nth(2)).to_have_attribute("aria-current", "true")
    thumbs.nth(2).press("ArrowRight")
    expect(page.locator("#parameters [data-name=seed] dd")).to_have_text("10")


def test_one_can_be_stopped_while_the_others_go_on(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    fill(page, "a forest", side=768, count=3)
    page.click("#generate")
    page.locator(".stop_one").nth(2).click()
    wait_until_idle(page)
    states = page.locator(".strip li").evaluate_all("items => items.map((item) => item.dataset.state)")
    assert states == ["done", "done", "stopped"]


def test_what_is_asked_for_meanwhile_waits_and_can_be_reordered_and_removed(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    fill(page, "a castle", side=2048)
    page.click("#generate")
    page.wait_for_selector("#stop")
    for prompt in ("first", "second", "third"):
        page.fill("#prompt textarea", prompt)
        page.fill("#width input", "64")
        page.fill("#height input", "64")
        page.press("#prompt textarea", "Control+Enter")
        expect(page.locator(".queue li span", has_text=prompt)).to_be_visible()
    rows = page.locator(".queue li")
    rows.nth(2).locator("[data-do=earlier]").click()
    expect(rows.nth(1).locator("span")).to_have_text("third")
    rows.nth(0).locator("[data-do=remove]").click()
    expect(rows).to_have_count(2)
    page.click("#stop")
    page.click("[data-do=go_on]")
    wait_until_idle(page)
    page.wait_for_function("document.querySelectorAll('.queue li').length === 0")
    done = page.locator('.strip li[data-state="done"] .thumb')
    expect(done).to_have_count(2)
    assert done.first.get_attribute("aria-label").startswith("second")


def test_what_one_does_with_a_picture(app: Any, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(app.url, permissions=["clipboard-read", "clipboard-write"])
    fill(page, "a red house")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    params = page.evaluate("window.playground.shown().params")

    for form in ("JPEG", "WebP"):
        page.click("#formats summary")
        with page.expect_download() as download:
            page.click(f"[data-format={form}]")
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        metadata = read_metadata(file)
        assert metadata.format == form.upper()
        assert metadata.params is not None
        assert str(metadata.params.seed) == params["seed"]

    page.click("#copies summary")
    page.click("#copy_image")
    expect(page.locator(".actions .said")).to_have_text("Copied ✓")
    assert page.evaluate("navigator.clipboard.read().then((items) => items[0].types)") == ["image/png"]

    page.fill("#prompt textarea", "something else")
    page.click("#reuse_all")
    expect(page.locator("#prompt textarea")).to_have_value("a red house")
    expect(page.locator("#seed input")).to_have_value(params["seed"])

    page.click("#vary")
    page.wait_for_selector(".thumb >> nth=1")
    wait_until_idle(page)
    varied = page.evaluate("window.playground.shown().params")
    assert varied["seed"] == params["seed"]
    assert varied["subseed"] != params["subseed"]

    page.click("#delete")
    expect(page.locator(".strip li")).to_have_count(1)
    assert page.evaluate("window.playground.shown().params.subseed") == params["subseed"]


def test_a_result_becomes_the_reference_of_the_next(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    fill(page, "a sunset over the sea")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    page.click("#as_reference")
    page.wait_for_selector("#reference_image img")
    page.fill("#prompt textarea", "a house")
    page.fill("#reference_strength input[type=number]", "80")
    page.click("#generate")
    page.wait_for_selector(".thumb >> nth=1")
    wait_until_idle(page)
    page.wait_for_selector('.stage[data-phase="done"]')
    assert page.evaluate("window.playground.shown().params.reference_strength") == "80"
    expect(page.locator(".notice")).to_be_hidden()
