"""A link fills the form on any copy of the page; a hostile one gives a notice and defaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]


def test_a_copied_link_makes_the_same_picture_for_somebody_else(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url, permissions=["clipboard-read", "clipboard-write"])
    page.fill("#prompt textarea", "кот & «пёс» +1")
    page.fill("#width input", "192")
    page.fill("#height input", "128")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    seeds = page.evaluate("window.playground.shownSeeds()")
    page.click("#share")
    expect(page.locator(".actions .said")).to_have_text("Copied ✓")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{app.url}?prompt=")
    assert "attention" not in link

    other = open_page(link, language="ru")
    expect(other.locator("#prompt textarea")).to_have_value("кот & «пёс» +1")
    expect(other.locator("#width input")).to_have_value("192")
    expect(other.locator("#seed input")).to_have_value(seeds[0])
    other.wait_for_timeout(500)
    assert other.get_attribute(".stage", "data-phase") == "idle", "opening a link paints nothing by itself"
    other.click("#more button")
    expect(other.locator("#subseed input")).to_have_value(seeds[1])
    assert "prompt=" not in other.url


def test_a_hostile_link_gives_a_notice_and_defaults(app: Any, open_page: OpenPage) -> None:
    query = {
        "prompt": "<img src=x onerror=alert(1)>",
        "width": "1e9",
        "height": "640",
        "seed": "-5",
        "tiling": "<script>",
        "model": "../../etc/passwd",
        "reference_image": "file:///etc/passwd",
        "count": "500",
    }
    page = open_page(f"{app.url}?{urlencode(query)}")
    notice = page.locator(".notice")
    expect(notice).to_contain_text("Part of this link cannot be used")
    for line in ("Width: ", "Seed: at least 0.", "Seamless texture: ", "Images: at most 8.", "Model: not offered"):
        expect(notice).to_contain_text(line)
    expect(page.locator("#prompt textarea")).to_have_value(query["prompt"])
    expect(page.locator("#width input")).to_have_value("1152")
    expect(page.locator("#height input")).to_have_value("640")
    expect(page.locator("#retry")).to_be_hidden()
    page.fill("#width input", "128")
    page.fill("#height input", "128")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    expect(notice).to_be_hidden()


def test_a_link_of_100_kilobytes_opens_the_page_and_says_what_is_wrong(app: Any, open_page: OpenPage) -> None:
    page = open_page(f"{app.url}?seed=5&prompt={'a' * 100_000}")
    expect(page.locator(".notice")).to_contain_text("Prompt: at most 10000 characters")
    expect(page.locator("#seed input")).to_have_value("5")
    expect(page.locator("#prompt textarea")).to_have_value("")
