"""A real Chromium, and pages that notice every error and every request to another host."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from benchmarks.chromium import ABSENT, ARGUMENTS, find_chromium
from benchmarks.page_weight import BARE_PAGE, running

expect.set_options(timeout=30_000)  # milliseconds; five seconds, the default, are short on a busy machine

# Remembers every status text and every picture that the page has shown.
WATCH = """
window.seen = {statuses: [], pictures: []};
const note = (list, item) => { if (item && list.at(-1) !== item) list.push(item); };
new MutationObserver(() => {
  note(window.seen.statuses, document.querySelector("#status")?.textContent.trim());
  note(window.seen.pictures, document.querySelector("#result img")?.getAttribute("src"));
}).observe(document, {subtree: true, childList: true, characterData: true, attributeFilter: ["src"]});
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What drives a browser has a second try: on a busy machine a click may come before the page is there for it.

    A fault of ours fails twice; what needed its second try is listed at the end of the run.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="module")  # not session: its event loop must be gone before other modules run theirs
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail(ABSENT)
        pytest.skip(ABSENT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")  # not session: Gradio's queue keeps a processor busy even where nobody visits
def bare_page() -> Iterator[str]:
    """A Gradio page with the same kinds of components as ours, and nothing else of ours."""
    with running(BARE_PAGE, "--kinds") as url:
        yield url


class Contexts:
    """Browser contexts, used again by later tests: a second page in a context finds the scripts compiled.

    Between two tests nothing stays but the cache of files: pages are closed, and what they stored is deleted.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[BrowserContext]] = {}
        self._used: list[tuple[str, BrowserContext]] = []

    def take(self, **options: Any) -> BrowserContext:
        """Return a context that no page of this test uses; `options` are those of `Browser.new_context`."""
        key = repr(sorted(options.items()))
        free = self._free.setdefault(key, [])
        if not free:
            free.append(self._browser.new_context(**options))
            free[0].add_init_script(WATCH)
        context = free.pop()
        self._used.append((key, context))
        return context

    def give_back(self) -> None:
        """Close the pages of a test, and delete what they have stored."""
        while self._used:
            key, context = self._used.pop()
            origins = {page.evaluate("location.origin") for page in context.pages}
            keeper = context.new_page()
            for page in context.pages:
                if page is not keeper:
                    page.close()
            session = context.new_cdp_session(keeper)
            for origin in origins:
                kept = {"origin": origin, "storageTypes": "cookies,local_storage,indexeddb,websql,service_workers"}
                session.send("Storage.clearDataForOrigin", kept)
            keeper.close()
            self._free[key].append(context)


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Contexts:
    """The contexts of a file's tests."""
    return Contexts(browser)


@pytest.fixture
def open_page(contexts: Contexts) -> Iterator[Callable[..., Page]]:
    """Open the page as a new visitor; at the end no page may have had an error or called another host."""
    faults: list[str] = []

    def open_(url: str, *, language: str = "en", width: int = 1280, height: int = 900, **options: Any) -> Page:
        locale = {"en": "en-US", "ru": "ru-RU"}[language]
        context = contexts.take(locale=locale, viewport={"width": width, "height": height}, **options)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.append(request.url) if _leaves(request.url) else None)
        page.goto(url)
        page.wait_for_selector("#generate")
        page.wait_for_selector('.pill:not([data-state="checking"])')
        page.wait_for_selector("html[data-ready]")  # leaving earlier, Gradio complains of its own broken streams
        return page

    yield open_
    contexts.give_back()
    assert faults == []


def _leaves(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1", "data:", "blob:", "about:"))
