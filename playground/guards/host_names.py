"""Names of hosts, as they stand in `Host`, in `Origin` and in the setting `--allowed-hosts`."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

import httpx

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_NAME = rf"{_LABEL}(?:\.{_LABEL})*"
_HOST = re.compile(rf"({_NAME}\.?|\[[0-9A-Fa-f:.]{{2,45}}\])(?::([0-9]{{1,5}}))?")
_PATTERN = re.compile(rf"(?:\*\.)?{_NAME}|\[?[0-9A-Fa-f:.]{{2,45}}\]?")
_MAX_LENGTH = 300  # characters of a header that are looked at
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Host:
    """A host and, where it was named, its port.

    Attributes:
        name: in lower case, without the brackets of IPv6 and without a final dot.
        port: the port, or None.
    """

    name: str
    port: int | None = None

    @property
    def is_loopback(self) -> bool:
        """Whether the name can only mean the machine that uses it."""
        if self.name == "localhost" or self.name.endswith(".localhost"):
            return True
        try:
            return ipaddress.ip_address(self.name).is_loopback
        except ValueError:
            return False


@lru_cache(maxsize=256)
def parse_host(text: str) -> Host | None:
    """Read a value of `Host` or `X-Forwarded-Host`; None if it is none, or none that httpx can have in a URL."""
    found = _HOST.fullmatch(text) if len(text) <= _MAX_LENGTH else None
    if found is None:
        return None
    port = None if found[2] is None else int(found[2])
    try:
        usable = bool(httpx.URL(f"http://{text}/").host) and (port is None or port <= 65535)
    except (httpx.InvalidURL, ValueError):
        usable = False
    if not usable:
        return None
    return Host(found[1].strip("[]").removesuffix(".").lower(), port)


def parse_origin(text: str) -> Host | None:
    """Read a value of `Origin`: its host, with a port only if it is not the scheme's own; None if it is no such site.

    `null`, which sandboxed pages and files send, is none.
    """
    try:
        scheme, netloc, path, query, fragment = urlsplit(text[:_MAX_LENGTH])
    except ValueError:
        return None
    host = parse_host(netloc)
    if scheme not in _DEFAULT_PORTS or path or query or fragment or host is None:
        return None
    return Host(host.name, None if host.port == _DEFAULT_PORTS[scheme] else host.port)


def is_host_pattern(text: str) -> bool:
    """Return whether the text is a name, an address, or `*.` and a name."""
    return _PATTERN.fullmatch(text) is not None and len(text) <= _MAX_LENGTH


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Return whether a name is one of the patterns; `*.example.org` means every name that ends so."""
    return any(
        name.endswith(pattern[1:]) if pattern.startswith("*.") else name == pattern.strip("[]") for pattern in patterns
    )
