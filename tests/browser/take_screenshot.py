"""Takes the README's picture: `python -m tests.browser.take_screenshot` starts the app, paints, and photographs it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from benchmarks.chromium import ABSENT, ARGUMENTS, find_chromium
from benchmarks.page_weight import running

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "docs" / "screenshot.png"
PROMPT = "a cat sitting on a windowsill at sunset"
SEED = "10"
SIZE = {"width": 1280, "height": 1000}
MAX_BYTES = 400_000


def main() -> None:
    """Write `docs/screenshot.png`, at most 400 kB."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit(ABSENT)
    with running("app.py") as url:
        picture = photograph(url, chromium)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(small_enough(picture))
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes")


def photograph(url: str, chromium: str) -> bytes:
    """Paint the prompt with the seeds of the example, and return the page as PNG."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        page = browser.new_page(locale="en-US", viewport=SIZE, color_scheme="light")
        page.goto(url)
        page.wait_for_selector('.pill[data-state="ready"]')
        page.fill("#prompt textarea", PROMPT)
        page.fill("#seed input", SEED)
        page.click("#more button")
        page.fill("#subseed input", "1")
        page.click("#more button")
        page.click("#generate")
        page.wait_for_selector('.stage[data-phase="done"]', timeout=120_000)
        page.locator("#result img").evaluate("image => image.decode()")
        page.mouse.move(0, 0)
        page.wait_for_timeout(400)
        picture = page.screenshot(full_page=True)
        browser.close()
    return picture


def small_enough(picture: bytes) -> bytes:
    """Return the picture as PNG of 256 colours, rare ones such as the green dot among them."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    file = io.BytesIO()
    image.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=4).save(file, "PNG", optimize=True)
    if file.tell() > MAX_BYTES:
        sys.exit(f"The picture has {file.tell()} bytes, more than {MAX_BYTES}.")
    return file.getvalue()


if __name__ == "__main__":
    main()
