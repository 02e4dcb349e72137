"""A tab is one line: it gets a text, a link and a panel, and the page stays as it was while there is only one."""

from __future__ import annotations

import re

import pytest

from playground import tabs
from playground.header import render_header
from playground.tabs import TABS, Tab, tab_names, tab_style
from playground.texts import languages


def test_every_tab_has_a_name_for_the_address_and_a_text_in_every_language() -> None:
    assert len(set(tab_names())) == len(tab_names())
    for name in tab_names():
        assert re.fullmatch(r"[a-z]+", name)
        assert all(texts(f"tabs.{name}") for texts in languages().values())


def test_the_header_links_to_every_tab_and_to_none_if_there_is_only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabs, "TABS", ())
    assert "data-tab" not in render_header("x", languages()["en"])
    monkeypatch.setattr(tabs, "TABS", TABS or (Tab("create", object),))
    html = render_header("x", languages()["en"])
    assert [html.count(f'href="#{name}"') > 0 for name in tab_names()] == [True] * len(tab_names())


def test_each_tab_is_shown_by_the_address_alone() -> None:
    assert all(f'html[data-tab="{name}"] #tab_{name}' in tab_style() for name in tab_names())
