"""Every text that a visitor reads, in every language that has a file in `locales/`.

Static texts go through `gr.I18n`, which the browser resolves by its locale; texts that depend on what happens are made
on the server in the language of the request. Both follow `?lang=` where the address has one
(`playground.web.delivery.document` does so for the browser). To add a language, add one file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from imagelabs_client.core.numbers import parse_decimal

FALLBACK = "en"
QUERY_KEY = "lang"
_SERVICE = "service."  # prefix of the keys for the status texts of our own service
_FAILURES = "failures."  # prefix of the keys for the codes of its failures
_MAX_ACCEPTED = 500  # characters of Accept-Language that are looked at; browsers send fifty


class WebRequest(Protocol):
    """The part of `gr.Request` that says which language a visitor wants."""

    @property
    def headers(self) -> Any: ...

    @property
    def query_params(self) -> Any: ...


class Texts:
    """The texts of one language, by dotted key."""

    def __init__(self, language: str, table: Mapping[str, str]) -> None:
        self.language = language
        self.table = table

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of `key` with `values` filled in.

        Raises:
            KeyError: the language has no such text.
        """
        return self.table[key].format(**values) if values else self.table[key]

    @property
    def for_browsers(self) -> Mapping[str, str]:
        """The texts without those for failures of the service, which only the server needs."""
        return {key: text for key, text in self.table.items() if not key.startswith(_FAILURES)}

    def number(self, value: float, digits: int = 0) -> str:
        """Format a number as the language does: 4.1 in English, 4,1 in Russian."""
        return f"{value:.{digits}f}".replace(".", self.table["page.decimal_point"])

    def service_status(self, status: str) -> str:
        """Translate a status text of our own service; another service's text stays as it is."""
        return self.table.get(f"{_SERVICE}{status}", status)

    def failure(self, code: str | None) -> str | None:
        """Return the text for a code of a service's failure; None where there is no code, or none that we know."""
        return self.table.get(f"{_FAILURES}{code}")


@cache
def languages() -> Mapping[str, Texts]:
    """Return every language's texts by its code, English first."""
    found = {}
    for entry in files("playground").joinpath("locales").iterdir():
        if entry.name.endswith(".json"):
            code = entry.name.removesuffix(".json")
            found[code] = Texts(code, dict(_flatten(json.loads(entry.read_text(encoding="utf-8")))))
    return dict(sorted(found.items(), key=lambda item: (item[0] != FALLBACK, item[0])))


def texts_for(request: WebRequest | None) -> Texts:
    """Return the texts in the visitor's language: by `?lang=` in the address, else by Accept-Language, else English."""
    known = languages()
    if request is None:
        return known[FALLBACK]
    asked = str(dict(request.query_params).get(QUERY_KEY))
    if asked in known:
        return known[asked]
    return known[_best_language(str(dict(request.headers).get("accept-language", "")), known)]


def label(key: str) -> Any:
    """Return a placeholder for a static text, which the browser replaces by the text in its language."""
    import gradio as gr  # takes seconds: what is said before the page starts need not wait for it

    return gr.I18n()(key)


def _best_language(accepted: str, known: Mapping[str, Texts]) -> str:
    """Return the known language with the largest weight in an Accept-Language header, English if there is none."""
    wanted = []
    for position, part in enumerate(accepted[:_MAX_ACCEPTED].split(",")):
        name, _, parameter = part.partition(";")
        code = name.strip().partition("-")[0].lower()
        weight = parse_decimal(parameter.partition("=")[2].strip()) if parameter else 1.0
        if code in known and weight:
            wanted.append((-weight, position, code))
    return min(wanted)[2] if wanted else FALLBACK


def _flatten(tree: Mapping[str, Any], path: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in tree.items():
        key = f"{path}.{name}" if path else name
        rows += _flatten(value, key) if isinstance(value, Mapping) else [(key, value)]
    return rows
