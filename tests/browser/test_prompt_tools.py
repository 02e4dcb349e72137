"""Under the prompt: improve and undo, examples, styles, weights, dynamic prompts, and the keys at a glance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.reloading import reload

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
PROMPT = "#prompt textarea"


def test_an_improved_prompt_can_be_undone(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.fill(PROMPT, "a cat")
    page.click("#improve")
    expect(page.locator("#undo")).to_be_visible()
    assert len(page.input_value(PROMPT)) > len("a cat")
    page.click("#undo")
    expect(page.locator(PROMPT)).to_have_value("a cat")


def test_a_style_is_words_in_the_prompts_own_language(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.fill(PROMPT, "кот на окне")
    page.click("#style summary")
    page.click("#style .item:has-text('Watercolour')")
    expect(page.locator(PROMPT)).to_have_value("кот на окне, акварель")
    expect(page.locator("#style summary")).to_contain_text("watercolour")
    page.click("#style summary")
    page.click("#style .item:has-text('Ink')")
    expect(page.locator(PROMPT)).to_have_value("кот на окне, тушь")
    page.click("#style summary")
    page.click("#style .item:has-text('None')")
    expect(page.locator(PROMPT)).to_have_value("кот на окне")


def test_examples_fill_the_form_and_a_dynamic_one_shows_what_it_becomes(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.click("#examples summary")
    page.click("#examples .item >> nth=4")
    expect(page.locator(".becomes li").first).to_be_visible()
    page.fill(PROMPT, "a {red|blue} house")
    page.fill("#seed input", "7")
    page.fill("#width input", "64")
    page.fill("#height input", "64")
    expect(page.locator(".becomes p")).to_have_text("Becomes:")
    becomes = page.inner_text(".becomes li")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    assert page.inner_text("#parameters [data-name=prompt] dd") == becomes
    page.fill(PROMPT, "a house")
    expect(page.locator(".becomes")).to_have_count(0)


def test_ctrl_and_arrows_weigh_the_selected_words(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.fill(PROMPT, "a red cat")
    page.evaluate("document.querySelector('#prompt textarea').setSelectionRange(2, 5)")
    for key, text in (("ArrowUp", "a (red:1.1) cat"), ("ArrowUp", "a (red:1.2) cat"), ("ArrowDown", "a (red:1.1) cat")):
        page.press(PROMPT, f"Control+{key}")
        expect(page.locator(PROMPT)).to_have_value(text)
    page.press(PROMPT, "Control+ArrowDown")
    expect(page.locator(PROMPT)).to_have_value("a red cat")


def test_a_long_prompt_gets_a_quiet_hint(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    expect(page.locator("#hint")).to_be_hidden()
    page.fill(PROMPT, "word " * 300)
    expect(page.locator("#hint")).to_contain_text("what comes first counts most")


def test_the_keys_are_explained_and_the_switches_are_remembered(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url, language="ru")
    page.click("h1")
    page.keyboard.press("?")
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text("Вес выделенных слов")
    expect(page.locator("#want_sound")).not_to_be_checked()
    page.check("#want_title")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    reload(page)
    page.click("#help")
    expect(page.locator("#want_title")).to_be_checked()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator(PROMPT)).to_be_focused()


def test_the_browsers_own_undo_takes_back_what_the_tools_have_written(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    prompt = page.locator(PROMPT)
    prompt.press_sequentially("a cat")
    page.click("#improve")
    expect(prompt).not_to_have_value("a cat")
    improved = prompt.input_value()
    prompt.press("Control+z")
    expect(prompt).to_have_value("a cat")
    prompt.press("Control+Shift+z")
    expect(prompt).to_have_value(improved)
    prompt.fill("a red cat")
    page.evaluate("field => field.setSelectionRange(2, 5)", prompt.element_handle())
    prompt.press("Control+ArrowUp")
    expect(prompt).to_have_value("a (red:1.1) cat")
    prompt.press("Control+z")
    expect(prompt).to_have_value("a red cat")
