"""A picture to paint after: chosen from the disk, dropped or pasted, kept over a reload, and really sent."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.reloading import reload

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]

DROP = """(target, base64) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], "dropped.png", {type: "image/png"}));
  for (const kind of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: files}));
}"""


def red_png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("way", ["choose", "drop"])
def test_a_reference_is_taken_kept_and_sent(way: str, app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.click("#more button")
    if way == "choose":
        file = {"name": "red.png", "mimeType": "image/png", "buffer": red_png()}
        page.set_input_files("#reference_image input[type=file]", file)  # type: ignore[arg-type]
    else:
        page.locator(
            "#reference_image button:has(input[type=file]), #reference_image [aria-dropeffect]"
        ).first.evaluate(DROP, base64.b64encode(red_png()).decode())
    page.wait_for_selector("#reference_image img")
    reload(page)
    page.click("#more button")
    page.wait_for_selector("#reference_image img")
    page.fill("#prompt textarea", "a house")
    page.fill("#width input", "128")
    page.fill("#height input", "128")
    page.fill("#reference_strength input[type=number]", "90")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    expect(page.locator("#parameters [data-name=reference_strength] dd")).to_have_text("90")
    expect(page.locator(".notice")).to_be_hidden()


def test_the_code_of_a_picture_painted_after_another_names_it(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    page.fill("#prompt textarea", "a house")
    page.fill("#width input", "128")
    page.fill("#height input", "128")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    for has_reference in (False, True):
        page.click("#view_code")
        code = page.locator("#code_text")
        expect(code).to_contain_text("reference_image=" if has_reference else "ImageLabs")
        assert ("reference_image=" in code.inner_text()) is has_reference
        page.keyboard.press("Escape")
        page.click("#as_reference")
        page.wait_for_selector("#reference_image img")
        page.click("#generate")
        expect(page.locator("#parameters")).to_contain_text("Reference strength")
