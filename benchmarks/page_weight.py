"""What opening the page sends over the wire, beside bare Gradio pages: `python -m benchmarks.page_weight`.

Each page is opened in a fresh Chromium with an empty cache; what is counted is what it loads until three seconds after
it is ready: the bytes of headers and bodies as they were sent, compressed or not. The pages are ours in both languages
(that is, the whole first visit: texts, scripts, styles, the example picture, and the questions that the page asks by
itself), a text box with a button (the least), and one component of each kind that ours shows (the same of Gradio's own
scripts). Gradio's own theme brings a font, ours does not; so the table tells the fonts apart, and the promise is kept
both ways: our page weighs less than 60 kB more than the least, and, fonts left out, less than 60 kB more than the page
with the same kinds of components.

With `--repaint` the example picture is painted anew first (the painter has changed, say): 1152×896, seed 10, variation
seed 1, made 864×672 and written as WebP of quality 25, about 18 kB. On the screen it is about 860 pixels wide; brush
strokes hide what higher qualities would add.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from benchmarks.chromium import ABSENT, ARGUMENTS, find_chromium
from benchmarks.poll_latency import ROOT, free_port
from imagelabs_server.engine import Job
from imagelabs_server.painter import Painter

BARE_PAGE = "benchmarks/bare_page.py"
EXAMPLE = ROOT / "playground" / "assets" / "example.webp"
PROMPT = "a cat sitting on a windowsill at sunset"
SIZE, SEED, SUBSEED = (864, 672), 10, 1
QUALITY = 25
PROMISED = 60_000  # bytes
SETTLED = 3000  # milliseconds after a page is ready
START_TIMEOUT = 90.0  # seconds
OURS = re.compile(r"/playground-|/gradio_api/|/favicon")


@dataclass(frozen=True, slots=True)
class Weight:
    """What one page loads, in bytes as sent, by where it comes from."""

    html: int
    assets: int  # beside the HTML, what is no part of Gradio's own frontend: pictures, icon, answers
    gradio: int  # Gradio's own scripts and styles
    fonts: int

    @property
    def total(self) -> int:
        return self.html + self.assets + self.gradio + self.fonts

    @property
    def without_fonts(self) -> int:
        return self.total - self.fonts


def weigh(browser: Browser, url: str, *, ready: str, language: str = "en-US") -> Weight:
    """Open a page as a new visitor.

    Args:
        browser: a Chromium.
        url: the page's address.
        ready: a selector of something that is there once the page is.
        language: what the browser asks for.
    """
    context = browser.new_context(locale=language, viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        paths: dict[str, str] = {}
        sizes: dict[str, int] = {}

        def asked(event: dict[str, Any]) -> None:
            paths[event["requestId"]] = urlsplit(event["request"]["url"]).path

        def loaded(event: dict[str, Any]) -> None:
            sizes[event["requestId"]] = int(event["encodedDataLength"])

        wire.on("Network.requestWillBeSent", asked)
        wire.on("Network.loadingFinished", loaded)
        page.goto(url)
        page.wait_for_selector(ready, state="attached")
        page.wait_for_timeout(SETTLED)
    finally:
        context.close()
    loads = [(paths[request], size) for request, size in sizes.items()]
    html = sum(size for path, size in loads if path == "/")
    fonts = sum(size for path, size in loads if path.endswith((".woff2", ".woff", ".ttf")))
    assets = sum(size for path, size in loads if OURS.match(path))
    return Weight(html, assets, sum(size for _, size in loads) - html - fonts - assets, fonts)


@contextmanager
def running(*command: str) -> Iterator[str]:
    """Run a program of this repository that serves a page on `--port`, and give its address."""
    port = free_port()
    process = subprocess.Popen([sys.executable, *command, "--port", str(port)], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}/"
        until = time.monotonic() + START_TIMEOUT
        with httpx.Client(timeout=5, trust_env=False) as client:
            while time.monotonic() < until and process.poll() is None:
                with suppress(httpx.TransportError):
                    if client.get(url).is_success:
                        break
                time.sleep(0.2)
            else:
                raise SystemExit(f"{command[0]} did not start.")
        yield url
    finally:
        process.terminate()
        process.wait()


def repaint() -> None:
    """Paint the example picture and put it where the page takes it from."""
    picture = Painter().draw(Job(PROMPT, seed=SEED, subseed=SUBSEED), lambda *_, **__: None, lambda: False)
    small = picture.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
    small.save(EXAMPLE, "WEBP", quality=QUALITY, method=6)
    print(f"{EXAMPLE.relative_to(ROOT)}: {EXAMPLE.stat().st_size} bytes")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repaint", action="store_true", help="paint the example picture anew first")
    if parser.parse_args().repaint:
        repaint()
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit(ABSENT)
    weights: dict[str, Weight] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        with running(BARE_PAGE) as url:
            weights["a text box and a button"] = least = weigh(browser, url, ready="button.primary")
        with running(BARE_PAGE, "--kinds") as url:
            weights["the same kinds of components"] = same = weigh(browser, url, ready="button.primary")
        with running("app.py") as url:
            for language in ("en-US", "ru-RU"):
                weights[f"ours, {language}"] = weigh(browser, url, ready="html[data-ready]", language=language)
        browser.close()
    heading = "HTML  assets  Gradio's   fonts     sum  beyond the least  beyond the same kinds, no fonts"
    print(f"{'bytes as sent':32}{heading}")
    kept = True
    for page, weight in weights.items():
        more = (weight.total - least.total, weight.without_fonts - same.without_fonts)
        parts = f"{weight.html:8}{weight.assets:8}{weight.gradio:10}{weight.fonts:8}{weight.total:8}"
        print(f"{page:28}{parts}{more[0]:18}{more[1]:33}")
        kept = kept and (not page.startswith("ours") or max(more) < PROMISED)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
