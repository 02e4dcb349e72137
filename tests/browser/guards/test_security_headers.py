"""A real browser uses the whole page under the policy that it is served with, and breaks none of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]

COLLECT = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


@pytest.fixture
def checked(open_page: OpenPage) -> Iterator[Callable[..., Page]]:
    """Open pages that note what their policy forbids; at the end that has to be nothing."""
    pages: list[Page] = []

    def open_(url: str, **options: Any) -> Page:
        page = open_page(url, **options)
        page.add_init_script(COLLECT)
        page.reload()
        page.wait_for_selector("html[data-ready]")
        pages.append(page)
        return page

    yield open_
    assert [page.evaluate("window.violations") for page in pages] == [[] for _ in pages]


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(file, "PNG")
    return file.getvalue()


def test_the_whole_page_lives_under_its_policy(app: Any, checked: OpenPage) -> None:
    page = checked(app.url)
    page.click("#more button")
    page.set_input_files(
        "#reference_image input[type=file]", {"name": "a.png", "mimeType": "image/png", "buffer": picture()}
    )
    page.wait_for_selector("#reference_image img")
    page.fill("#prompt textarea", "a cat")
    page.fill("#width input", "128")
    page.fill("#height input", "96")
    page.click("#generate")
    page.wait_for_selector('.stage[data-phase="done"]')
    expect(page.locator("#result img").first).to_have_js_property("naturalWidth", 128)
    for tab in page.get_by_role("tab").all():
        tab.click()
        page.wait_for_timeout(300)


def test_the_api_page_lives_under_its_policy(app: Any, browser: Browser) -> None:
    page = browser.new_page()  # it asks for MCP and for statistics, which are not there, and that is an error for it
    page.add_init_script(COLLECT)
    page.goto(app.url)
    page.wait_for_selector("html[data-ready]")
    page.get_by_role("button", name="Use via API").click()
    expect(page.get_by_text("/generate").first).to_be_visible()
    assert page.evaluate("window.violations") == []
    page.context.close()


def test_nothing_can_be_sent_to_or_loaded_from_elsewhere(app: Any, browser: Browser) -> None:
    page = browser.new_page()  # what is blocked is an error on its console, which no page of `open_page` may have
    page.add_init_script(COLLECT)
    page.goto(app.url)
    elsewhere = "http://127.0.0.2:9"
    page.evaluate(
        f"""() => {{
            fetch("{elsewhere}/fetch").catch(() => 0);
            for (const [tag, name] of [["img", "src"], ["script", "src"], ["iframe", "src"], ["object", "data"]]) {{
              const element = document.createElement(tag);
              element[name] = "{elsewhere}/" + tag;
              document.body.append(element);
            }}
            const base = document.createElement("base");
            base.href = "{elsewhere}/";
            document.head.prepend(base);
        }}"""
    )
    page.wait_for_function("window.violations.length >= 6")
    blocked = " ".join(page.evaluate("window.violations"))
    for directive in ("connect-src", "img-src", "script-src", "frame-src", "object-src", "base-uri"):
        assert directive in blocked
    page.context.close()


def test_an_uploaded_page_or_drawing_runs_nothing(app: Any) -> None:
    script = b"<script>document.title = 'ran'</script>"
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg">' + script + b"</svg>"
    for name in ("a.html", "a.svg", "a.xhtml", "a.xml", "a.pdf", "a.txt", "a"):
        content = drawing if name == "a.svg" else script
        [path] = httpx.post(f"{app.url}gradio_api/upload", files={"files": (name, content)}, trust_env=False).json()
        answer = httpx.get(f"{app.url}gradio_api/file={path}", trust_env=False)
        assert answer.status_code == 200
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        kind = answer.headers["content-type"].partition(";")[0]
        assert kind == "text/plain" or answer.headers["content-disposition"].startswith("attachment"), name
