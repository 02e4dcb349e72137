"""Whose a request is: owners take turns in the queue, and each has only a share of it."""

from __future__ import annotations

import ipaddress
from typing import Final

from starlette.requests import Request

OWNER_HEADER: Final = "x-imagelabs-owner"
_MAX_OWNER: Final = 64  # characters
_NETWORK: Final = 64  # bits of an IPv6 address that belong to one customer; the others are free to choose


def owner_of(request: Request, *, trust_header: bool) -> str:
    """Return the owner of a request: the header's text where it is trusted, else the client's address.

    Args:
        request: the request.
        trust_header: whether only a page of ours can send requests, which says for whom it does so.
    """
    named = request.headers.get(OWNER_HEADER, "")
    if trust_header and named:
        return named[:_MAX_OWNER]
    return network_of(request.client.host) if request.client else ""


def network_of(host: str) -> str:
    """Return an IPv4 address as it is, of an IPv6 address the network of 64 bits; any other text as it is."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host[:_MAX_OWNER]
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _NETWORK), strict=False))
