"""Loading a page again as a person does: not in the middle of what the page still does by itself."""

from __future__ import annotations

from playwright.sync_api import Page


def reload(page: Page) -> None:
    """Load the page again, and wait until it has filled itself.

    Gradio reports what was changed last a moment later, and complains of a stream that leaving the page breaks: so the
    page is neither left nor, at the end of a test, closed before it is quiet.
    """
    page.wait_for_timeout(1200)
    page.reload()
    page.wait_for_selector("html[data-ready]")
