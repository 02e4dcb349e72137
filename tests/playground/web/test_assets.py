"""Scripts and styles are small, and what is left out of them is only what browsers do not need."""

from __future__ import annotations

import gzip

from playground.web.assets import page_script, page_style


def test_scripts_and_styles_are_sent_without_remarks_and_stay_small() -> None:
    script, style = page_script(), page_style()
    assert "/*" not in style
    assert "playground:done" in script
    assert len(gzip.compress(script.encode())) + len(gzip.compress(style.encode())) < 30_000
