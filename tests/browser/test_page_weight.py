"""The first visit, with nothing in the browser's cache, costs little beside what Gradio itself costs."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from benchmarks.page_weight import BARE_PAGE, PROMISED, running, weigh

pytestmark = pytest.mark.browser


def test_the_page_weighs_less_than_60_kilobytes_beyond_bare_gradio(app: Any, bare_page: str, browser: Browser) -> None:
    """Beyond a text box and a button, and, fonts left out, beyond the same kinds of components."""
    with running(BARE_PAGE) as url:
        least = weigh(browser, url, ready="button.primary")
    same = weigh(browser, bare_page, ready="button.primary")
    for language in ("en-US", "ru-RU"):
        ours = weigh(browser, app.url, ready="html[data-ready]", language=language)
        assert ours.total - least.total < PROMISED
        assert ours.without_fonts - same.without_fonts < PROMISED
        assert ours.html + ours.assets - least.html < PROMISED, "all that is not Gradio's own frontend"
