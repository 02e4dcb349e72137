"""What a browser keeps: found again, marked, taken away, deleted, and nobody else's."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from imagelabs_client.metadata import read_metadata
from tests.reloading import reload

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


def paint(page: Page, prompt: str, seed: int) -> None:
    page.click("[data-tab=create]")
    page.fill("#prompt textarea", prompt)
    page.fill("#width input", "128")
    page.fill("#height input", "96")
    page.fill("#seed input", str(seed))
    page.click("#generate")
    page.wait_for_function(
        "seed => JSON.parse(document.querySelector('#stage [data-done]')?.dataset.done ?? '{}').params?.seed === seed",
        arg=str(seed),
    )


def open_history(page: Page, count: int) -> None:
    page.click("[data-tab=history]")
    expect(page.locator(".tile")).to_have_count(count)


def test_pictures_are_kept_over_a_reload_found_and_marked(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    paint(page, "a red house", 11)
    paint(page, "кот в лесу", 8005550123)
    open_history(page, 2)
    reload(page)
    expect(page.locator(".tile")).to_have_count(2)
    assert page.locator(".tile img").evaluate_all("images => images.map(image => image.alt)") == [
        "кот в лесу",
        "a red house",
    ]
    for words, count in (("кот", 1), ("RED house", 1), ("8005550123", 1), ("кот house", 0), ("", 2)):
        page.fill("#history_search", words)
        expect(page.locator(".tile")).to_have_count(count)
    page.click('.tile[title="a red house"]')
    page.click("#kept_favourite")
    expect(page.locator("#kept_favourite")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.click("#history_starred")
    expect(page.locator(".tile")).to_have_count(1)
    reload(page)
    expect(page.locator(".tile i")).to_have_count(1)


def test_a_kept_picture_fills_the_form_and_is_downloaded_byte_for_byte(
    app: Any, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(app.url)
    paint(page, "a boat", 2**53 + 1)
    shown = page.request.get(page.evaluate("new URL(document.querySelector('#result img').src).href")).body()
    open_history(page, 1)
    page.focus(".tile")
    page.keyboard.press("Enter")
    with page.expect_download() as download:
        page.click("#kept_download")
    download.value.save_as(tmp_path / "kept.png")
    assert hashlib.sha256((tmp_path / "kept.png").read_bytes()).digest() == hashlib.sha256(shown).digest()
    assert download.value.suggested_filename == f"imagelabs-{2**53 + 1}-a-boat.png"
    page.click("#kept_use")
    expect(page.locator("#seed input")).to_have_value(str(2**53 + 1))
    expect(page.locator("#width input")).to_have_value("128")
    expect(page.locator("#prompt textarea")).to_be_visible()


def test_the_export_is_a_zip_of_whole_pictures_with_their_metadata(
    app: Any, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(app.url)
    paint(page, "кот", 5)
    paint(page, "кот ", 6)
    open_history(page, 2)
    with page.expect_download() as download:
        page.click("#history_export")
    download.value.save_as(tmp_path / "history.zip")
    with zipfile.ZipFile(tmp_path / "history.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert sorted(names) == ["imagelabs-5-кот.png", "imagelabs-6-кот.png", "log.jsonl"]
        rows = [json.loads(line) for line in archive.read("log.jsonl").decode().splitlines()]
        assert [row["params"]["seed"] for row in rows] == ["6", "5"]
        found = read_metadata(io.BytesIO(archive.read("imagelabs-5-кот.png")))
    assert found.params is not None
    assert (found.params.prompt, found.params.seed) == ("кот", 5)


def test_what_is_deleted_can_be_had_back_and_does_not_come_back_by_itself(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    paint(page, "a tree", 1)
    open_history(page, 1)
    for _ in range(2):
        page.click(".tile")
        page.click("#kept_delete")
        expect(page.locator(".tile")).to_have_count(0)
        expect(page.locator("#history_undo")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".tile")).to_have_count(1)
    page.click(".tile")
    page.click("#kept_delete")
    expect(page.locator(".tile")).to_have_count(0)
    reload(page)
    expect(page.locator("#history_said")).to_contain_text("Nothing here yet")
    paint(page, "a tree", 2)
    open_history(page, 1)
    page.click("#history_clear")
    page.click("#history_clear_yes")
    expect(page.locator(".tile")).to_have_count(0)


def test_nobody_sees_anothers_pictures(app: Any, open_page: OpenPage) -> None:
    page, other = open_page(app.url), open_page(app.url)
    paint(page, "a secret garden", 1)
    open_history(page, 1)
    open_history(other, 0)


def test_a_browser_that_keeps_nothing_is_told_honestly(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url, language="ru")
    page.evaluate("""() => {
      IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
    }""")
    paint(page, "кот", 1)
    page.click("[data-tab=history]")
    expect(page.locator("#history_said")).to_contain_text("кончилось место")


def test_history_fits_a_phone(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url, language="ru", width=360, height=740, has_touch=True, is_mobile=True)
    paint(page, "кот " * 40, 1)
    open_history(page, 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click(".tile")
    page.wait_for_selector("#kept_use")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
