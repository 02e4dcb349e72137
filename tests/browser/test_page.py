"""The page itself: keys, shapes, languages, phones, darkness."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]


@pytest.mark.parametrize("key", ["Control+Enter", "Meta+Enter"])
def test_ctrl_or_cmd_enter_generates(key: str, app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.fill("#width input", "64")
    page.fill("#height input", "64")
    page.fill("#prompt textarea", "a tree")
    page.press("#prompt textarea", key)
    page.wait_for_selector('.stage[data-phase="done"]')
    assert page.input_value("#prompt textarea") == "a tree"


def test_escape_stops(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.fill("#width input", "2048")
    page.fill("#prompt textarea", "a tree")
    page.press("#prompt textarea", "Control+Enter")
    page.wait_for_selector("#stop")
    page.keyboard.press("Escape")
    page.wait_for_selector('.stage[data-phase="stopped"]')


def test_one_click_on_an_example_paints_it(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url, language="ru")
    example = page.locator(".try").first
    prompt = example.inner_text()
    example.click()
    page.wait_for_selector('.stage[data-phase="done"]')
    assert page.input_value("#prompt textarea") == prompt
    assert page.inner_text("#parameters [data-name=prompt] dd") == prompt


def test_shapes_set_the_size_and_sizes_find_their_shape(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    width, height = page.locator("#width input"), page.locator("#height input")
    expect(width).to_have_value("1152")
    expect(height).to_have_value("896")
    page.click("#aspect label:has-text('16:9')")
    expect(width).to_have_value("1280")
    expect(height).to_have_value("720")
    page.click("#swap")
    expect(width).to_have_value("720")
    expect(height).to_have_value("1280")
    expect(page.locator("#aspect label.selected")).to_have_text("9:16")
    width.fill("700")
    expect(page.locator("#aspect label.selected")).to_have_count(0)


def test_everything_wrong_is_listed_and_nothing_is_sent(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url, language="ru")
    page.fill("#width input", "5")
    page.fill("#seed input", "abc")
    page.click("#generate")
    notice = page.locator(".notice")
    expect(notice).to_contain_text("Что нарисовать: напишите, что хотите увидеть.")
    expect(notice).to_contain_text("Ширина: не меньше 64.")
    expect(notice).to_contain_text("Зерно: нужно целое число.")
    expect(notice).to_contain_text("Ничего не отправлено.")
    assert page.input_value("#seed input") == "abc"
    page.fill("#prompt textarea", "дерево")
    page.fill("#width input", "64")
    page.fill("#height input", "64")
    page.fill("#seed input", "1")
    page.click("#retry")
    page.wait_for_selector('.stage[data-phase="done"]')
    expect(notice).to_be_hidden()


def test_a_prompt_full_of_markup_stays_text(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    prompt = "a tree <img src=x onerror=alert(1)> ${alert(1)} {{value}} `x` \\n"
    page.fill("#prompt textarea", prompt)
    page.fill("#width input", "64")
    page.fill("#height input", "64")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    assert page.inner_text("#parameters [data-name=prompt] dd") == prompt
    expect(page.locator("#result img")).to_have_attribute("alt", prompt)


def test_the_language_can_be_chosen_and_what_was_typed_stays(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url, language="ru")
    expect(page.locator("#generate")).to_contain_text("Нарисовать")
    assert page.evaluate("document.documentElement.lang").startswith("ru")
    page.fill("#prompt textarea", "кот")
    page.click("[data-language=en]")
    expect(page.locator("#generate")).to_contain_text("Generate")
    expect(page.locator("#prompt textarea")).to_have_value("кот")
    page.fill("#width input", "64")
    page.fill("#height input", "64")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    assert page.inner_text("#status").startswith("Done in")
    page.goto(app.url)
    expect(page.locator("#generate")).to_contain_text("Generate")


def test_the_parameters_can_be_copied(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url, permissions=["clipboard-read", "clipboard-write"])
    page.fill("#prompt textarea", "a tree")
    page.fill("#width input", "64")
    page.fill("#height input", "64")
    page.fill("#seed input", "12345")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    page.click("#copies summary")
    page.click("#copy")
    expect(page.locator(".actions .said")).to_have_text("Copied ✓")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Prompt: a tree" in copied
    assert "Seed: 12345" in copied


def test_on_a_phone_nothing_scrolls_sideways_and_the_picture_is_near(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url, language="ru", width=360, height=800, has_touch=True, is_mobile=True)
    for seed in (1, 2, 3):
        for width in (360, 390, 430):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_function(f"innerWidth === {width}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            bottom = page.evaluate("document.querySelector('.stage img').getBoundingClientRect().bottom + scrollY")
            assert bottom <= 2 * 800
            assert page.locator("#generate").bounding_box()["y"] < 2 * 800
        page.fill("#prompt textarea", "кот " * 30)
        page.fill("#width input", "256")
        page.fill("#height input", "192")
        page.fill("#seed input", str(seed))
        page.click("#generate")
        expect(page.locator("#parameters [data-name=seed] dd")).to_have_text(str(seed))


CONTRASTS = """() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => {
    const linear = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const ground = (element) => {
    for (; element; element = element.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(element).backgroundColor);
      if (a > 0.99) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.querySelector(".gradio-container"), NodeFilter.SHOW_TEXT), low = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    if (!text || !element.offsetParent || element.closest("script, style, .sr-only, .toast-wrap")) continue;
    const pair = [luminance(parse(getComputedStyle(element).color)), luminance(ground(element))];
    const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (contrast < 4.5) low.push(`${text} ${contrast.toFixed(2)}`);
  }
  return low;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_in_light_and_dark(scheme: str, app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url, color_scheme=scheme)
    page.click("#more button")
    page.mouse.move(0, 0)
    assert page.evaluate(CONTRASTS) == []
    page.click("#generate")
    page.wait_for_selector(".notice:not([hidden])")
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)  # the buttons' colours take a moment to settle
    assert page.evaluate(CONTRASTS) == []
    page.fill("#prompt textarea", "a tree with a gramophone")
    page.fill("#width input", "64")
    page.fill("#height input", "64")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)
    assert page.evaluate(CONTRASTS) == []
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (dark == "rgb(20, 19, 17)") == (scheme == "dark")


def test_the_title_and_the_icon_are_ours(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    assert page.title() == "ImageLabs Playground"
    icon = page.request.get(f"{app.url}favicon.ico")
    assert icon.headers["content-type"].startswith("image/svg")


def test_numbers_beyond_their_range_are_named_in_the_visitors_language(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url, language="ru")
    page.fill("#prompt textarea", "кот")
    page.fill("#count input", "9")
    page.click("#generate")
    expect(page.locator(".notice")).to_contain_text("Картин: не больше 8")
    expect(page.locator(".toast-body")).to_have_count(0)
    page.fill("#count input", "1")
    page.fill("#width input", "64")
    page.fill("#height input", "64")
    page.click("#more button")
    strength = page.locator("#reference_strength input[type=number]")
    page.wait_for_timeout(400)  # until the panel is open
    strength.fill("500")
    strength.press("Control+Enter")
    page.wait_for_selector('.stage[data-phase="done"]')
    expect(strength).to_have_value("100")


def test_parameters_of_a_model_that_is_not_here_can_be_used_all_the_same(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.evaluate("playground.useParameters({prompt: 'a house', model: 'dreamshaper_8', width: '128', height: '128'})")
    expect(page.locator("#prompt textarea")).to_have_value("a house")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')


def test_stopped_and_failed_are_told_apart_in_the_row(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.fill("#prompt textarea", "a forest")
    page.fill("#width input", "2048")
    page.fill("#height input", "2048")
    page.fill("#count input", "2")
    page.click("#generate")
    page.click("#stop")
    stopped = page.locator('.strip li[data-state="stopped"] .thumb').first
    stopped.wait_for()
    assert stopped.evaluate("thumb => getComputedStyle(thumb, '::after').content") == '"■"'
