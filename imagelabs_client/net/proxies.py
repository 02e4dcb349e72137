"""Selects proxies, by the same rules as httpx.

httpx reads the environment only for its own transports, so it is read here. The result has the form of httpx's
`mounts`.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Final
from urllib.request import getproxies

import httpx

from imagelabs_client.core.settings import Settings
from imagelabs_client.net.addresses import is_port, literal_address

_LOOPBACK: Final = ("all://localhost", "all://*.localhost", "all://127.0.0.1", "all://[::1]")


def proxies_by_pattern(settings: Settings) -> dict[str, httpx.Proxy | None]:
    """Map URL patterns to proxies, or to None for direct connections.

    A proxy in the settings is used for all requests. Otherwise the environment decides: HTTP_PROXY, HTTPS_PROXY,
    ALL_PROXY and NO_PROXY, in upper or lower case, or the system settings on Windows and macOS. Unlike httpx, loopback
    addresses are always connected to directly, since to the proxy they would mean itself.

    Raises:
        httpx.InvalidURL, ValueError: a proxy's address is not valid.
    """
    if settings.proxy is not None:
        return {"all://": settings.proxy}
    found = getproxies()
    proxies: dict[str, httpx.Proxy | None] = {}
    for scheme in ("http", "https", "all"):
        address = found.get(scheme)
        if address:
            proxy = httpx.Proxy(address if "://" in address else f"http://{address}")
            if not is_port(proxy.url.port):
                raise ValueError("the proxy has a port that cannot exist")
            proxies[f"{scheme}://"] = proxy
    exempt = [host.strip() for host in found.get("no", "").split(",")]
    if not proxies or "*" in exempt:
        return {}
    direct = [*_LOOPBACK, *_own_loopback(settings.base_url), *(_exemption(host) for host in exempt if host)]
    return proxies | dict.fromkeys(direct)


def _exemption(host: str) -> str:
    """Return the pattern for an entry of NO_PROXY.

    `.example.com` matches subdomains, `example.com` the domain as well, and an address only itself. An entry with a
    scheme already is a pattern.
    """
    if "://" in host:
        return host
    if _is_address(ipaddress.IPv4Address, host) or host.lower() == "localhost":
        return f"all://{host}"
    bare = host.removeprefix("[").removesuffix("]")
    return f"all://[{bare}]" if _is_address(ipaddress.IPv6Address, bare) else f"all://*{host}"


def _is_address(kind: type[ipaddress.IPv4Address | ipaddress.IPv6Address], host: str) -> bool:
    try:
        kind(host.partition("/")[0])
    except ValueError:
        return False
    return True


def _own_loopback(base_url: httpx.URL) -> Iterator[str]:
    """Yield a pattern for the service's host if that is a loopback address, which may be in an unusual notation."""
    address = literal_address(base_url.host)
    if address is not None and address.is_loopback:
        yield f"all://[{base_url.host}]" if ":" in base_url.host else f"all://{base_url.host}"
