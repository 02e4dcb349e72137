"""Reloading a page in browser tests after it has become idle."""

from __future__ import annotations

from playwright.sync_api import Page


def reload(page: Page) -> None:
    """Reload the page, and wait until it is ready.

    Gradio sends the last change with a delay, and reports an error if leaving the page breaks a stream. The page must
    therefore be idle before it is left, and before it is closed at the end of a test.
    """
    page.wait_for_timeout(1200)
    page.reload()
    page.wait_for_selector("html[data-ready]")
