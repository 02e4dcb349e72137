"""A picture is dropped, tells how it was made, and its parameters go into the form."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, PngImagePlugin
from playwright.sync_api import Page, expect

from tests.reloading import reload

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
TEXT = (
    "a <i>fox</i> in the snow\nNegative prompt: text\nSteps: 20, Sampler: Euler, Seed: 9007199254740993, Size: 512x640"
)


def a1111_file() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", TEXT)
    file = io.BytesIO()
    Image.new("RGB", (64, 80), "teal").save(file, "PNG", pnginfo=info)
    return file.getvalue()


def open_info(open_page: OpenPage, url: str, **options: Any) -> Page:
    page = open_page(url, **options)
    page.click("[data-tab=info]")
    page.wait_for_selector("#info_file")
    return page


def drop(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "image/png", "buffer": content}
    page.set_input_files("#info_file input[type=file]", file)  # type: ignore[arg-type]


def test_a_strangers_picture_fills_the_form(app: Any, open_page: OpenPage) -> None:
    page = open_info(open_page, app.url)
    drop(page, "fox.png", a1111_file())
    card = page.locator("#info_card .info")
    expect(card.locator("h2")).to_have_text("Made with a Stable Diffusion web UI")
    expect(card).to_contain_text("a <i>fox</i> in the snow")
    expect(card.locator("img")).to_have_attribute("alt", "a <i>fox</i> in the snow")
    assert card.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 64
    page.click("#info_use")
    expect(page.locator("#prompt textarea")).to_have_value("a <i>fox</i> in the snow")
    expect(page.locator("#seed input")).to_have_value("9007199254740993")
    expect(page.locator("#width input")).to_have_value("512")
    expect(page.locator("#tab_info")).to_be_hidden()


def test_a_pasted_picture_is_read_too_and_a_broken_one_is_named(app: Any, open_page: OpenPage) -> None:
    page = open_info(open_page, app.url, language="ru")
    page.evaluate(
        """(bytes) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(bytes)], "x.png", {type: "image/png"}));
          document.dispatchEvent(new ClipboardEvent("paste", {clipboardData: transfer}));
        }""",
        list(a1111_file()),
    )
    expect(page.locator("#info_card h2")).to_have_text("Сделано в Stable Diffusion web UI")
    reload(page)
    drop(page, "x.png", b"<html>")
    expect(page.locator("#info_card [role=alert]")).to_contain_text("Это не картинка")


def test_image_info_fits_a_phone(app: Any, open_page: OpenPage) -> None:
    page = open_info(open_page, app.url, width=360, height=740, has_touch=True, is_mobile=True)
    drop(page, "fox.png", a1111_file())
    page.wait_for_selector("#info_use")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_another_picture_takes_the_place_of_the_first_wherever_it_is_dropped(app: Any, open_page: OpenPage) -> None:
    page = open_info(open_page, app.url)
    for side, way in ((40, "drop"), (50, "paste"), (60, "drop")):
        file = io.BytesIO()
        Image.new("RGB", (30, side)).save(file, "PNG")
        page.evaluate(
            """([bytes, way]) => {
              const data = new DataTransfer(), named = { bubbles: true, cancelable: true };
              data.items.add(new File([new Uint8Array(bytes)], "x.png", { type: "image/png" }));
              document.querySelector("#info_lead").dispatchEvent(way === "drop"
                ? new DragEvent("drop", { ...named, dataTransfer: data })
                : new ClipboardEvent("paste", { ...named, clipboardData: data }));
            }""",
            [list(file.getvalue()), way],
        )
        expect(page.locator("#info_card")).to_contain_text(f"30 × {side}")
