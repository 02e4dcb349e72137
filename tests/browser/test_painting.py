"""From a prompt to a picture, in a real browser."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from imagelabs_client.metadata import read_metadata

pytestmark = pytest.mark.browser

PROMPTS = {
    "en": "a cat sitting on a windowsill at sunset",
    "ru": "Сгенерируй изображение кота, сидящего на подоконнике.",
}
OpenPage = Callable[..., Page]


def fill(page: Page, prompt: str, *, size: tuple[int, int] = (512, 384), seed: str = "7") -> None:
    page.fill("#prompt textarea", prompt)
    page.fill("#width input", str(size[0]))
    page.fill("#height input", str(size[1]))
    page.fill("#seed input", seed)


def wait_until_done(page: Page) -> None:
    page.wait_for_selector('.stage[data-phase="done"]')


def fact(page: Page, name: str) -> str:
    return page.inner_text(f"#parameters [data-name={name}] dd")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_prompt_becomes_a_picture_before_the_visitors_eyes(
    language: str, app: Any, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(app.url, language=language)
    page.fill("#prompt textarea", PROMPTS[language])
    page.click("#generate")
    page.wait_for_selector("#stop")
    wait_until_done(page)

    seen = page.evaluate("window.seen")
    assert len(set(seen["statuses"])) >= 5, seen["statuses"]
    assert len(set(seen["pictures"])) >= 4, "three previews and the result"
    is_russian = [bool(re.search("[а-я]", status)) for status in seen["statuses"]]
    assert all(is_russian) if language == "ru" else not any(is_russian[:-1])
    assert re.search(r"\d %", " ".join(seen["statuses"]))

    picture = page.locator("#result img")
    expect(picture).to_have_attribute("alt", PROMPTS[language])
    picture.evaluate("image => image.decode()")
    assert picture.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [1152, 896]
    assert fact(page, "engine").startswith("painter")
    assert fact(page, "seed").isdigit()

    with page.expect_download() as download:
        page.click("#download")
    assert download.value.suggested_filename.startswith(f"imagelabs-{fact(page, 'seed')}-")
    file = tmp_path / "picture.png"
    download.value.save_as(file)
    params = read_metadata(file).params
    assert params is not None
    assert (params.prompt, str(params.seed)) == (PROMPTS[language], fact(page, "seed"))
    page.wait_for_selector("#generate")


def test_the_frame_keeps_its_place_while_previews_come(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    fill(page, "a boat on the sea", size=(640, 512))
    page.click("#generate")
    page.wait_for_selector("#result:not([hidden])")
    boxes = []
    while page.get_attribute(".stage", "data-phase") == "working":
        boxes.append(page.locator("#result").bounding_box())
        page.wait_for_timeout(50)
    assert len({tuple(box.values()) for box in boxes if box}) == 1
    assert boxes[0]["width"] / boxes[0]["height"] == pytest.approx(640 / 512, rel=0.01)


def test_stop_stops_and_the_next_picture_starts_at_once(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    fill(page, "a forest in the snow", size=(2048, 1536))
    page.click("#generate")
    page.wait_for_selector("#result img")
    begun = time.monotonic()
    page.click("#stop")
    page.wait_for_selector('.stage[data-phase="stopped"]')
    assert time.monotonic() - begun < 2
    assert page.input_value("#prompt textarea") == "a forest in the snow"

    fill(page, "a house", size=(64, 64))
    page.evaluate("window.seen.statuses.length = 0")
    page.click("#generate")
    wait_until_done(page)
    assert not [status for status in page.evaluate("window.seen.statuses") if "queue" in status and "before" in status]


def test_two_visitors_see_only_their_own(app: Any, open_page: OpenPage) -> None:
    pages = {"a red house": open_page(app.url), "кот в лесу": open_page(app.url, language="ru")}
    for prompt, page in pages.items():
        fill(page, prompt, size=(640, 512), seed="")
        page.click("#generate")
    pictures = []
    for prompt, page in pages.items():
        wait_until_done(page)
        assert fact(page, "prompt") == prompt
        seen = page.evaluate("window.seen")
        pictures.append(set(seen["pictures"]))
        russian = [status for status in seen["statuses"] if re.search("[а-я]", status)]
        assert bool(russian) == (prompt == "кот в лесу")
    assert pictures[0].isdisjoint(pictures[1])


def test_the_same_seeds_give_the_same_picture_and_reuse_fills_them_in(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    fill(page, "a lighthouse by the sea", size=(64, 64), seed="")
    page.click("#generate")
    wait_until_done(page)
    first = page.evaluate(PIXELS)
    seed = fact(page, "seed")
    page.click("#reuse_seed")
    expect(page.locator("#seed input")).to_have_value(seed)
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="working"]')
    wait_until_done(page)
    assert fact(page, "seed") == seed
    assert page.evaluate(PIXELS) == first
    page.click("#random")
    expect(page.locator("#seed input")).to_have_value("")


PIXELS = """async () => {
  const image = document.querySelector("#result img");
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight), context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const {data} = context.getImageData(0, 0, canvas.width, canvas.height);
  return Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", data))).join();
}"""


def test_a_large_seed_keeps_every_digit(app: Any, open_page: OpenPage) -> None:
    page = open_page(app.url)
    fill(page, "a tree", size=(64, 64), seed=str(2**63 - 1))
    page.click("#generate")
    wait_until_done(page)
    assert fact(page, "seed") == str(2**63 - 1)
