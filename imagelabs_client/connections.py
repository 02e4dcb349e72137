"""Sockets that keep the deadline, and that connect only where a picture may be fetched from.

Both belong to the connection itself. A timeout of httpx begins anew with every byte, so a service that sends one byte
a second would never time out; and an address that is checked before httpx resolves the name once more can be
another one by then.

The system's look-up of a name cannot be cut short, so it has a thread of its own, in the blocking client as in
asyncio. When the time is up that thread is left alone: it ends as soon as the system gives up too.
"""

from __future__ import annotations

import asyncio
import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any, Final

import httpcore
import httpx

from imagelabs_client.addresses import ForbiddenAddressError, is_public, literal_address
from imagelabs_client.deadlines import current_limit

_PIECE: Final = 16_384  # bytes written at once, so that the time is looked at again before the next ones
_LEAST: Final = 0.001  # seconds; a timeout of 0 would mean "do not block"
_SLICE: Final = 0.2  # seconds of waiting, after which somebody who gave up is noticed


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
        found = [_address(text) for text in addresses]
        if not found:
            return
        public = any(is_public(address) for address in found)
        if self._base_is_public and not public:
            raise ForbiddenAddressError(f"{self._host} was a public address before and is now a private one")
        self._base_is_public = public

    def allowed(self, host: str, addresses: Iterable[str]) -> list[str]:
        """Return those addresses of a host that may be connected to.

        Raises:
            ForbiddenAddressError: there is none.
        """
        found = list(dict.fromkeys(addresses))
        if self.is_base(host):
            self.learn_base(found)
        if self._base_is_public:
            found = [text for text in found if is_public(_address(text))]
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


def _seconds(timeout: float | None, late: type[httpcore.TimeoutException]) -> float | None:
    """Return the timeout of one operation: what httpx asks for, but never more than what is left.

    Raises:
        TimeoutException: of the kind `late`: nothing is left.
    """
    limit = current_limit.get()
    if limit is None:
        return timeout
    left = limit.left()
    if left <= 0:
        raise late
    return left if timeout is None else min(timeout, left)


def _slices(timeout: float | None, late: type[httpcore.TimeoutException]) -> Iterator[float | None]:
    """Cut a wait into short ones where somebody may give up meanwhile."""
    seconds = _seconds(timeout, late)
    limit = current_limit.get()
    if seconds is None or limit is None or limit.given_up is None:
        yield seconds
        return
    while seconds > 0:
        yield min(_SLICE, seconds)
        seconds = min(seconds - _SLICE, limit.left())


class Stream(httpcore.NetworkStream):
    """A connection whose every operation ends when the time is up."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        late = httpcore.ReadTimeout()
        for seconds in _slices(timeout, httpcore.ReadTimeout):
            try:
                return self._inner.read(max_bytes, seconds)
            except httpcore.ReadTimeout as error:
                late = error
        raise late

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            self._inner.write(buffer[start : start + _PIECE], _seconds(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = _seconds(timeout, httpcore.ConnectTimeout)
        return Stream(self._inner.start_tls(ssl_context, server_hostname, seconds))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class Backend(httpcore.NetworkBackend):
    """Opens connections, guarded unless they lead to a proxy, which resolves the names of services itself."""

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
        if guard is not None and not guard.knows_base and not guard.is_base(host):
            guard.learn_base(_resolve(guard.base_host, port, timeout))
        found = _resolve(host, port, timeout)
        if guard is not None:
            found = guard.allowed(host, found)
        # All addresses together have the time that is meant for one, so that four dead ones do not take four times it.
        end = None if timeout is None else time.monotonic() + timeout
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for index, address in enumerate(found):
            left = None if end is None else max(_LEAST, end - time.monotonic()) / (len(found) - index)
            seconds = _seconds(left, httpcore.ConnectTimeout)
            try:
                return Stream(self._inner.connect_tcp(address, port, seconds, local_address, options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


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
                    guard.learn_base([str(part) for part in stream.get_extra_info("server_addr")[:1]])
                except BaseException:
                    await stream.aclose()
                    raise
            return stream
        if not guard.knows_base:
            guard.learn_base(await _resolve_async(guard.base_host, port))
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in guard.allowed(host, await _resolve_async(host, port)):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return ipaddress.ip_address(text.partition("%")[0])


def _look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a host, in the system's order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _resolve(host: str, port: int, timeout: float | None) -> list[str]:
    """Return the addresses of a host within the time that is left.

    Raises:
        ConnectError: it has none.
        ConnectTimeout: the system does not find them in time.
    """
    literal = literal_address(host)
    if literal is not None and "%" not in host:
        return [str(literal)]
    answer: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answer.put(_look_up(host, port))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=look_up, name="imagelabs-look-up", daemon=True).start()
    for seconds in _slices(timeout, httpcore.ConnectTimeout):
        try:
            found = answer.get(timeout=seconds)
        except queue.Empty:
            continue
        if isinstance(found, Exception):
            failure = httpcore.ConnectError(f"{host} cannot be resolved")
            failure.__context__ = found  # httpcore takes causes away
            raise failure
        return found
    raise httpcore.ConnectTimeout(f"{host} is not resolved in time")


async def _resolve_async(host: str, port: int) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} cannot be resolved") from error
    return [str(entry[4][0]) for entry in found]
