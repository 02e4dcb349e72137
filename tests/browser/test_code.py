"""A picture's parameters as code, in a real browser."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
PROMPT = 'a "cat"\'s <b>house</b> ${HOME}'


def paint(page: Page, prompt: str) -> None:
    page.fill("#prompt textarea", prompt)
    page.fill("#width input", "64")
    page.fill("#height input", "64")
    page.fill("#seed input", str(2**63 - 1))
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')


def test_the_shown_picture_as_code_by_keyboard_alone(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url, permissions=["clipboard-read", "clipboard-write"])
    paint(page, PROMPT)
    page.focus("#view_code")
    page.keyboard.press("Enter")
    tabs = page.locator("dialog [role=tab]")
    expect(tabs).to_have_count(6)
    code = page.locator("#code_text")
    expect(code).to_contain_text(f"seed={2**63 - 1}")
    calls = [node for node in ast.walk(ast.parse(code.inner_text())) if isinstance(node, ast.Call) and node.args]
    assert PROMPT in [ast.literal_eval(call.args[0]) for call in calls]
    expect(page.locator("dialog b")).to_have_count(0)

    tabs.first.focus()
    for name in ("async", "curl", "cli", "g4f", "gradio_client"):
        page.keyboard.press("ArrowRight")
        expect(page.locator("dialog [aria-selected=true]")).to_have_id(f"code_tab_{name}")
    expect(code).to_contain_text(f'Client("{app.url}")')
    page.focus("#copy_code")
    page.keyboard.press("Enter")
    expect(page.locator("#copy_code")).to_contain_text("✓")
    assert page.evaluate("navigator.clipboard.readText()") == code.text_content()

    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("#view_code")).to_be_focused()


def test_code_fits_a_phone_in_russian(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url, language="ru", width=360, height=740, has_touch=True, is_mobile=True)
    paint(page, "кот на окне " * 20)
    page.click("#view_code")
    page.wait_for_selector("#code_text")
    assert "Та же картинка кодом" in page.inner_text("dialog h2")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.querySelector('dialog').scrollWidth <= document.querySelector('dialog').clientWidth")
