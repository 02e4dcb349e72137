"""Whoever hears the page or works by keyboard can do everything: axe-core finds nothing that bare Gradio has not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]

LOOK = """async () => {
  const found = await axe.run({ resultTypes: ["violations"], selectors: false });
  const severe = found.violations.filter((rule) => ["serious", "critical"].includes(rule.impact));
  return Object.fromEntries(severe.map((rule) => [rule.id, rule.nodes.map((node) => node.html.slice(0, 200))]));
}"""


def violations(page: Page) -> dict[str, list[str]]:
    """Return what axe-core finds serious or critical: the elements by the rule that they break."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: dict[str, list[str]] = page.evaluate(LOOK)
    return found


def by_scheme(page: Page) -> dict[str, dict[str, list[str]]]:
    """Return the violations in light and in dark colours, between which the page changes at once."""
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function("dark => document.body.classList.contains('dark') === dark", arg=scheme == "dark")
        found[scheme] = violations(page)
    return found


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_tab_in_no_state_breaks_a_rule_that_bare_gradio_keeps(
    language: str, app: Any, bare_page: str, open_page: OpenPage
) -> None:
    page = open_page(app.url, language=language, color_scheme="dark", reduced_motion="reduce")
    bare = page.context.new_page()
    bare.goto(bare_page)
    bare.wait_for_selector("button")
    known = by_scheme(bare)
    bare.close()
    found = {"empty": by_scheme(page)}
    page.click("#more button")
    page.fill("#prompt textarea", "{red|blue} cat")
    page.fill("#width input", "64")
    page.fill("#height input", "64")
    page.fill("#count input", "2")
    page.click("#generate")
    page.wait_for_selector('[data-busy="false"]', state="attached")
    page.wait_for_selector('.stage[data-phase="done"]')
    found["done"] = by_scheme(page)
    page.fill("#count input", "9")
    page.click("#generate")
    expect(page.locator(".notice")).to_be_visible()
    found["error"] = by_scheme(page)
    page.fill("#count input", "1")
    page.click("#view_code")
    page.wait_for_selector("#code_text")
    found["code"] = by_scheme(page)
    page.keyboard.press("Escape")
    page.click("#help")
    found["help"] = by_scheme(page)
    page.keyboard.press("Escape")
    page.click("[data-tab=compare]")
    page.fill("#compare_across_values :is(input, textarea)", "1-2")
    page.wait_for_timeout(500)
    page.click("#compare_start")
    page.wait_for_selector('.grid[data-state="over"]')
    found["compare"] = by_scheme(page)
    for place in (0, 1):
        page.locator("button.cell").nth(place).click()
        page.click("#kept_compare")
    for mode in ("beside", "slider", "flicker"):
        page.click(f"#tray_{mode}_mode")
        found[mode] = by_scheme(page)
    page.click("[data-tab=history]")
    page.locator(".tile").first.click()
    found["picture"] = by_scheme(page)
    page.keyboard.press("Escape")
    found["history"] = by_scheme(page)
    page.click("[data-tab=info]")
    found["info"] = by_scheme(page)
    new = {
        f"{state}, {scheme}": {rule: where for rule, where in rules.items() if rule not in known[scheme]}
        for state, schemes in found.items()
        for scheme, rules in schemes.items()
    }
    assert len(new) == 2 * 12
    assert {state: rules for state, rules in new.items() if rules} == {}


def test_the_whole_way_from_prompt_to_download_by_keyboard_alone(app: Any, open_page: OpenPage) -> None:
    """Every stop of the Tab key shows where it is, and each of the page's parts is among the stops."""
    page = open_page(app.url, reduced_motion="reduce")
    page.keyboard.type("a house")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector('.stage[data-phase="done"]')
    page.evaluate("document.activeElement.blur()")
    seen: dict[str, bool] = {}
    for _ in range(80):
        page.keyboard.press("Tab")
        name, is_marked = page.evaluate(
            """() => {
              const element = document.activeElement, style = getComputedStyle(element);
              const parent = getComputedStyle(element.closest("label, .block") ?? element);
              const marked = [style, parent].some((one) => one.outlineStyle !== "none" || one.boxShadow !== "none");
              const path = element.closest("[id]")?.id || element.tagName;
              return [`${path} ${element.dataset.tab ?? element.dataset.action ?? element.className}`, marked];
            }"""
        )
        seen[name] = is_marked
    told = " ".join(seen)
    parts = (
        "create compare help prompt improve examples style aspect swap width seed random more generate download vary"
    )
    for part in f"{parts} reuse share copies view_code delete".split():
        assert part in told, (part, told)
    assert [name for name, is_marked in seen.items() if not is_marked and not name.startswith("BODY")] == []
