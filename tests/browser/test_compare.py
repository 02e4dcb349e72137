"""A grid is drawn and taken away, and pictures are held against each other, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.reloading import reload
from tests.serving import serving

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


def open_compare(open_page: OpenPage, url: str, prompt: str, **options: Any) -> Page:
    page = open_page(url, **options)
    page.fill("#prompt textarea", prompt)
    page.fill("#width input", "160")
    page.fill("#height input", "64")
    page.click("[data-tab=compare]")
    page.wait_for_selector("#compare_start")
    return page


def choose(page: Page, side: str, name: str, values: str) -> None:
    page.click(f"#compare_{side} input")
    page.get_by_role("option", name=name, exact=True).click()
    page.fill(f"#compare_{side}_values :is(input, textarea)", values)


def draw(page: Page) -> None:
    page.click("#compare_start")
    page.wait_for_selector('.grid[data-state="over"]')


def test_a_grid_fills_is_kept_in_the_history_and_gives_its_parameters(app: Any, open_page: OpenPage) -> None:
    page = open_compare(open_page, app.url, "a cat on a windowsill")
    choose(page, "down", "Style", "watercolour, ink")
    page.fill("#compare_across_values :is(input, textarea)", "1-3")
    expect(page.locator("#compare_estimate")).to_contain_text("Pictures: 6 · how long")
    draw(page)
    cells = page.locator("button.cell")
    expect(cells).to_have_count(6)
    expect(page.locator("#compare_status")).to_have_text("All 6 are done")
    expect(page.locator("#compare_estimate")).to_contain_text("Pictures: 6 · about")
    cells.nth(4).focus()
    page.keyboard.press("Enter")
    page.click("#kept_use")
    expect(page.locator("#prompt textarea")).to_have_value("a cat on a windowsill, ink")
    expect(page.locator("#seed input")).to_have_value("2")
    page.click("[data-tab=history]")
    expect(page.locator(".tile")).to_have_count(6)


def test_a_grid_is_taken_away_as_a_sheet_and_as_a_page(
    app: Any, open_page: OpenPage, browser: Browser, tmp_path: Path
) -> None:
    page = open_compare(open_page, app.url, "кот и дом", language="ru")
    choose(page, "down", "Слова описания", "кот, лиса")
    page.fill("#compare_across_values :is(input, textarea)", "1, 2, 3")
    draw(page)
    with page.expect_download() as sheet:
        page.click("[data-take=sheet]")
    sheet.value.save_as(tmp_path / "sheet.png")
    with Image.open(tmp_path / "sheet.png") as image:
        assert image.width > 3 * 160
        assert len(image.convert("RGB").getcolors(1 << 24) or []) > 1000
    with page.expect_download() as taken:
        page.click("[data-take=page]")
    assert taken.value.suggested_filename.endswith("кот-и-дом.html")
    taken.value.save_as(tmp_path / "grid.html")

    alone = browser.new_page()
    try:
        asked: list[str] = []
        alone.on("request", lambda request: asked.append(request.url))
        alone.goto((tmp_path / "grid.html").as_uri())
        expect(alone.locator("tbody tr")).to_have_count(2)
        expect(alone.locator("thead th")).to_have_count(4)
        alone.click("#swap")
        expect(alone.locator("tbody tr")).to_have_count(3)
        alone.click("td button >> nth=1")
        expect(alone.locator("dialog dd").first).to_have_text("лиса и дом")
        assert alone.locator("dialog img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 160
        assert not [url for url in asked if url.startswith("http")]
    finally:
        alone.close()


def test_stop_keeps_what_is_done_and_what_is_wrong_is_said_before_it_starts(app: Any, open_page: OpenPage) -> None:
    page = open_compare(open_page, app.url, "a lighthouse")
    page.fill("#compare_across_values :is(input, textarea)", "one")
    expect(page.locator("#compare_estimate [role=alert]")).to_contain_text("one is not a whole number")
    page.fill("#compare_across_values :is(input, textarea)", "1-65")
    expect(page.locator("#compare_estimate [role=alert]")).to_contain_text("64 is the most")
    page.fill("#compare_across_values :is(input, textarea)", "1-40")
    expect(page.locator("#compare_estimate")).to_contain_text("Pictures: 40")
    page.click("#compare_start")
    page.wait_for_selector("button.cell")
    page.click("#compare_stop")
    page.wait_for_selector('.grid[data-state="over"]')
    done = page.locator("button.cell").count()
    assert 1 <= done < 40
    expect(page.locator("#compare_status")).to_contain_text(f"{done} of 40")
    expect(page.locator("#compare_start")).to_be_visible()


def test_two_pictures_side_by_side_on_a_slider_and_flickering(app: Any, open_page: OpenPage) -> None:
    page = open_compare(open_page, app.url, "a house", reduced_motion="reduce")
    page.fill("#compare_across_values :is(input, textarea)", "1, 2")
    draw(page)
    for number in (0, 1):
        page.click(f"button.cell >> nth={number}")
        page.click("#kept_compare")
    expect(page.locator(".beside img")).to_have_count(2)
    rows = page.locator(".differences tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_have_text("Seed12")
    page.click("#tray_slider_mode")
    page.focus("#tray_slider")
    before = page.locator(".over img").nth(1).get_attribute("style")
    page.keyboard.press("ArrowRight")
    assert page.locator(".over img").nth(1).get_attribute("style") != before
    page.click("#tray_flicker_mode")
    expect(page.locator("#tray_play")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".over img").nth(0)).to_be_visible()
    page.click("#tray_next")
    expect(page.locator(".over img").nth(0)).to_be_hidden()
    page.get_by_role("button", name="Take A out").click()
    expect(page.locator(".beside, .over")).to_have_count(0)


def test_a_result_goes_to_the_light_table_and_the_tab_counts_it(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.fill("#prompt textarea", "a tree")
    page.fill("#width input", "64")
    page.fill("#height input", "64")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    page.click("#compare_add")
    expect(page.locator("#header [data-tab=compare]")).to_have_attribute("data-count", "1")
    expect(page.locator("#tray_count")).to_have_text("To compare: 1")
    page.click("[data-tab=history]")
    page.click(".tile")
    page.click("#kept_compare")
    expect(page.locator("#tray_count")).to_have_text("To compare: 1")
    page.click("[data-tab=compare]")
    expect(page.locator(".held")).to_have_count(1)


def test_compare_fits_a_phone(app: Any, open_page: OpenPage) -> None:
    page = open_compare(open_page, app.url, "кот", language="ru", width=360, height=740, has_touch=True, is_mobile=True)
    page.fill("#compare_across_values :is(input, textarea)", "1-4")
    draw(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for number in (0, 3):
        page.click(f"button.cell >> nth={number}")
        page.click("#kept_compare")
    page.wait_for_selector(".beside img")
    for mode in ("slider", "flicker"):
        page.click(f"#tray_{mode}_mode")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_same_pictures_from_two_backends(start_app: Any, open_page: OpenPage, tmp_path: Path) -> None:
    with serving(tmp_path) as url:
        app = start_app("--backend", f"builtin,{url}")
        app.wait_until_it_answers()
        page = open_compare(open_page, app.url, "a red house")
        choose(page, "across", "Backend", "")
        expect(page.locator("#compare_estimate")).to_contain_text("Pictures: 2")
        draw(page)
        expect(page.locator("#compare_status")).to_have_text("All 2 are done")
        heads = page.locator(".grid thead th").all_inner_texts()
        assert heads == ["Built-in painter", urlsplit(url).netloc]
        page.locator("button.cell").nth(1).click()
        expect(page.locator("dialog .facts dd").filter(has_text=heads[1])).to_have_count(1)


def test_axes_that_another_copy_kept_and_this_one_does_not_have_are_left(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.wait_for_selector("html[data-ready]")
    page.fill("#prompt textarea", "a cat")
    kept = '["model", "one, two", "style", "ink"]'
    page.evaluate("kept => [sessionStorage, localStorage].forEach((one) => one.setItem('playground.axes', kept))", kept)
    reload(page)
    page.click("[data-tab=compare]")
    expect(page.locator("#compare_estimate")).to_contain_text("Pictures: 4")
    expect(page.locator("#compare_across input")).to_have_value("Seed")
    expect(page.locator(".toast-body")).to_have_count(0)
