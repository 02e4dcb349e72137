"""Sockets that keep the deadline, and that connect only where a picture may be fetched from.

Both belong to the connection itself. A timeout of httpx begins anew with every byte, so a service that sends one byte
a second would never time out; and an address that is checked before httpx resolves the name once more can be
another one by then.

In the blocking client one thing does not keep the deadline: the system's look-up of a name cannot be cut short.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Iterable, Sequence
from typing import Any, Final

import httpcore
import httpx

from imagelabs_client.addresses import ForbiddenAddressError, is_public
from imagelabs_client.deadlines import time_left

Resolved = Sequence[tuple[Any, ...]]

_LEAST: Final = 0.001  # seconds; a timeout of 0 would mean "do not block"


class Guard:
    """Decides which addresses may be connected to for one service.

    The service's own host is trusted, and where that is a private address, so is everything. Whether it is one is
    learned from the first connection and kept: a name that turns from public to private afterwards is refused.

    Args:
        base_url: of the service.
    """

    def __init__(self, base_url: httpx.URL) -> None:
        self._host = base_url.host.rstrip(".").lower()
        self._base_is_public: bool | None = None

    def is_base(self, host: str) -> bool:
        """Tell whether a host is the service's own."""
        return host.strip("[]").rstrip(".").lower() == self._host

    @property
    def base_host(self) -> str:
        """The service's host."""
        return self._host

    @property
    def knows_base(self) -> bool:
        """Whether it has been learned what kind of address the service has."""
        return self._base_is_public is not None

    def learn_base(self, addresses: Iterable[str]) -> None:
        """Take note of the service's addresses.

        Raises:
            ForbiddenAddressError: the service was public before and is not any more.
        """
        found = [ipaddress.ip_address(address.partition("%")[0]) for address in addresses]
        if not found:
            return
        public = any(is_public(address) for address in found)
        if self._base_is_public and not public:
            raise ForbiddenAddressError(f"{self._host} was a public address before and is now a private one")
        self._base_is_public = public

    def allowed(self, host: str, resolved: Resolved) -> list[str]:
        """Return those addresses of a host that may be connected to.

        Raises:
            ForbiddenAddressError: there is none.
        """
        found = list(dict.fromkeys(str(entry[4][0]) for entry in resolved))
        if self._base_is_public:
            found = [text for text in found if is_public(ipaddress.ip_address(text.partition("%")[0]))]
        if not found:
            raise ForbiddenAddressError(f"{host} is at a private address, and the service is not")
        return found


def install(transport: object, guard: Guard | None) -> None:
    """Give a transport that httpx made sockets that keep the deadline, and the guard if there is one.

    Transports of another kind (a test's own, say) have no sockets of ours and stay as they are. There is no public
    way to give httpx a network backend; a version of httpx that names its parts differently fails here, loudly.
    """
    if isinstance(transport, httpx.HTTPTransport):
        pool = transport._pool
        pool._network_backend = Backend(pool._network_backend, guard)
    elif isinstance(transport, httpx.AsyncHTTPTransport):
        async_pool = transport._pool
        async_pool._network_backend = AsyncBackend(async_pool._network_backend, guard)


def _capped(timeout: float | None) -> float | None:
    """Return the timeout of one operation: what httpx asks for, but never more than what is left."""
    left = time_left.get()
    if left is None:
        return timeout
    return max(_LEAST, left() if timeout is None else min(timeout, left()))


def _peer(info: Any) -> list[str]:
    return [str(info[0])] if isinstance(info, tuple) and info else []


class Stream(httpcore.NetworkStream):
    """A connection whose every operation ends when the time is up."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _capped(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _capped(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return Stream(self._inner.start_tls(ssl_context, server_hostname, _capped(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class Backend(httpcore.NetworkBackend):
    """Opens connections, guarded unless they lead to a proxy, which resolves names itself."""

    def __init__(self, inner: httpcore.NetworkBackend, guard: Guard | None) -> None:
        self._inner = inner
        self._guard = guard

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        options = None if socket_options is None else list(socket_options)
        guard = self._guard
        if guard is None or guard.is_base(host):
            try:
                stream = self._inner.connect_tcp(host, port, _capped(timeout), local_address, options)
            except UnicodeError as error:
                raise httpcore.ConnectError(f"{host} is no name of a host") from error
            if guard is not None:
                try:
                    guard.learn_base(_peer(stream.get_extra_info("server_addr")))
                except ForbiddenAddressError:
                    stream.close()
                    raise
            return Stream(stream)
        if not guard.knows_base:
            guard.learn_base(str(entry[4][0]) for entry in _resolve(guard.base_host, port))
        failure: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in guard.allowed(host, _resolve(host, port)):
            try:
                return Stream(self._inner.connect_tcp(address, port, _capped(timeout), local_address, options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """The same for asyncio, whose driver cancels what takes too long, so that sockets need not watch the time."""

    def __init__(self, inner: httpcore.AsyncNetworkBackend, guard: Guard | None) -> None:
        self._inner = inner
        self._guard = guard

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        options = None if socket_options is None else list(socket_options)
        guard = self._guard
        if guard is None or guard.is_base(host):
            try:
                stream = await self._inner.connect_tcp(host, port, timeout, local_address, options)
            except UnicodeError as error:
                raise httpcore.ConnectError(f"{host} is no name of a host") from error
            if guard is not None:
                try:
                    guard.learn_base(_peer(stream.get_extra_info("server_addr")))
                except ForbiddenAddressError:
                    await stream.aclose()
                    raise
            return stream
        if not guard.knows_base:
            guard.learn_base(str(entry[4][0]) for entry in await _resolve_async(guard.base_host, port))
        failure: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in guard.allowed(host, await _resolve_async(host, port)):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")


def _resolve(host: str, port: int) -> Resolved:
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} cannot be resolved") from error


async def _resolve_async(host: str, port: int) -> Resolved:
    try:
        return await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} cannot be resolved") from error
