"""Sockets that observe the deadline, and that connect only to permitted addresses.

Only the connection itself can do both. httpx's timeouts start again with every byte, so a service that sends one byte
a second would never time out; and if an address were checked before httpx resolves the name again, the name could
resolve to another address by then.
"""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any, Final

import httpcore
import httpx

from imagelabs_client.net.addresses import ForbiddenAddressError, is_public
from imagelabs_client.net.deadlines import current_limit, seconds_left, slices
from imagelabs_client.net.leases import note_stream, uninterrupted
from imagelabs_client.net.lookups import awaited, look_up, look_up_async

_PIECE: Final = 16_384  # bytes per write, so that the time is checked between writes
_LEAST: Final = 0.001  # seconds; a timeout of 0 would mean "do not block"
_EARLY: Final = 0.98  # fraction of the time left after which connecting fails, before the driver cancels the exchange
_HEAD_START: Final = 0.25  # seconds before the next address is tried in parallel (RFC 8305)


class Guard:
    """Decides which addresses may be connected to on behalf of one service.

    The service's own host is trusted. If its address is private, all other addresses are permitted too. Whether it is
    private is learned from the first connection: a host that turns from public to private later is refused.

    Args:
        base_url: the service's address.
    """

    def __init__(self, base_url: httpx.URL) -> None:
        self._host = base_url.host.rstrip(".").lower()
        self._base_is_public: bool | None = None

    def is_base(self, host: str) -> bool:
        """Return whether a host is the service's own."""
        return host.strip("[]").rstrip(".").lower() == self._host

    @property
    def base_host(self) -> str:
        """The service's host."""
        return self._host

    @property
    def knows_base(self) -> bool:
        """Whether the kind of the service's address has been learned."""
        return self._base_is_public is not None

    def learn_base(self, addresses: Iterable[str]) -> None:
        """Learn from the service's addresses whether it is public.

        Raises:
            ForbiddenAddressError: the service was public before and no longer is.
        """
        found = [_address(text) for text in addresses]
        if not found:
            return
        public = any(is_public(address) for address in found)
        if self._base_is_public and not public:
            raise ForbiddenAddressError(f"{self._host} was a public address before and is now a private one")
        self._base_is_public = public

    def allowed(self, host: str, addresses: Iterable[str]) -> list[str]:
        """Return the addresses of a host that may be connected to.

        Raises:
            ForbiddenAddressError: there are none.
        """
        found = list(dict.fromkeys(addresses))
        if self.is_base(host):
            self.learn_base(found)
        if self._base_is_public:
            found = [text for text in found if is_public(_address(text))]
        if not found:
            raise ForbiddenAddressError(f"{host} is at a private address, and the service is not")
        return found


class GuardedNetworkStream(httpcore.NetworkStream):
    """A connection whose operations end, at the latest, at the deadline of the exchange."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner
        note_stream(self)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        late = httpcore.ReadTimeout()
        for seconds in slices(timeout, httpcore.ReadTimeout):
            try:
                return self._inner.read(max_bytes, seconds)
            except httpcore.ReadTimeout as error:
                late = error
        raise late

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        note_stream(self)
        for start in range(0, len(buffer), _PIECE):
            self._inner.write(buffer[start : start + _PIECE], seconds_left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = seconds_left(timeout, httpcore.ConnectTimeout)
        inner = _connected(lambda: self._inner.start_tls(ssl_context, server_hostname, seconds), seconds)
        return GuardedNetworkStream(inner)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class GuardedNetworkBackend(httpcore.NetworkBackend):
    """Opens connections to permitted addresses.

    Args:
        inner: opens the sockets.
        guard: decides about addresses; None for connections to a proxy, which resolves the names of services itself.
    """

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
        # Look-ups and all addresses share one timeout, so that four dead addresses do not take four times as long.
        end = None if timeout is None else time.monotonic() + timeout
        if guard is not None and not guard.knows_base and not guard.is_base(host):
            guard.learn_base(look_up(guard.base_host, port, _until(end)))
        found = look_up(host, port, _until(end))
        if guard is not None:
            found = guard.allowed(host, found)
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for index, address in enumerate(found):
            remaining = _until(end)
            left = None if remaining is None else remaining / (len(found) - index)
            try:
                return GuardedNetworkStream(
                    self._connect(address, port, seconds_left(left, httpcore.ConnectTimeout), local_address, options)
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _connect(
        self,
        address: str,
        port: int,
        seconds: float | None,
        local_address: str | None,
        options: list[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.NetworkStream:
        return _connected(lambda: self._inner.connect_tcp(address, port, seconds, local_address, options), seconds)


def _until(end: float | None) -> float | None:
    """Return the seconds until a moment of the monotonic clock, never quite none."""
    return None if end is None else max(_LEAST, end - time.monotonic())


def _connected(connect: Callable[[], httpcore.NetworkStream], timeout: float | None) -> httpcore.NetworkStream:
    """Connect; in a thread if the exchange may be given up, since a system call cannot be interrupted."""
    limit = current_limit.get()
    if limit is None or limit.given_up is None:
        return connect()
    return awaited(connect, timeout, "connect", lambda stream: stream.close())


class AsyncGuardedNetworkStream(httpcore.AsyncNetworkStream):
    """A connection for asyncio. It need not watch the time, since the driver cancels exchanges that take too long."""

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner
        note_stream(self)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        return await self._inner.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        note_stream(self)
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        try:
            async with _connecting(timeout):
                return AsyncGuardedNetworkStream(await self._inner.start_tls(ssl_context, server_hostname, timeout))
        except BaseException as error:
            await self._inner.aclose()  # nobody else does so when it is cancelled
            if isinstance(error, ssl.SSLError):
                raise httpcore.ConnectError(str(error)) from error  # which httpcore itself did not always do
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


@asynccontextmanager
async def _connecting(timeout: float | None) -> AsyncIterator[None]:  # noqa: ASYNC109 - as httpcore has it
    """Limit a step of connecting to a little less than the time after which the driver cancels the exchange.

    After a cancelled exchange, nobody knows whether the request arrived. If connecting fails first, it certainly did
    not, and may be repeated.
    """
    seconds = seconds_left(timeout, httpcore.ConnectTimeout)
    try:
        async with asyncio.timeout(None if seconds is None else seconds * _EARLY):
            yield
    except TimeoutError as error:
        raise httpcore.ConnectTimeout("no connection in time") from error


class AsyncGuardedNetworkBackend(httpcore.AsyncNetworkBackend):
    """Opens connections to permitted addresses, for asyncio; see `GuardedNetworkBackend`."""

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

        async def connect(address: str) -> httpcore.AsyncNetworkStream:
            return await self._inner.connect_tcp(address, port, timeout, local_address, options)

        async with _connecting(timeout):
            if guard is not None and not guard.knows_base and not guard.is_base(host):
                guard.learn_base(await look_up_async(guard.base_host, port))
            found = await look_up_async(host, port)
            if guard is not None:
                found = guard.allowed(host, found)
            return AsyncGuardedNetworkStream(await _first(connect, found))


async def _first(
    connect: Callable[[str], Coroutine[Any, Any, httpcore.AsyncNetworkStream]], addresses: Iterable[str]
) -> httpcore.AsyncNetworkStream:
    """Connect to the addresses with staggered starts; return the first connection and close the others.

    Raises:
        Exception: the error of the last attempt, if all failed.
    """
    waiting = iter(addresses)
    pending: set[asyncio.Task[httpcore.AsyncNetworkStream]] = set()
    failure: BaseException = httpcore.ConnectError("no address")
    try:
        while True:
            address = next(waiting, None)
            if address is not None:
                pending.add(asyncio.create_task(connect(address)))
            elif not pending:
                raise failure
            wait = None if address is None else _HEAD_START
            done, _ = await asyncio.wait(pending, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
            for attempt in done:
                pending.discard(attempt)
                error = attempt.exception()
                if error is None:
                    return attempt.result()
                failure = error
    finally:
        if pending:
            await uninterrupted(_discard(pending))


async def _discard(attempts: Iterable[asyncio.Task[httpcore.AsyncNetworkStream]]) -> None:
    """Cancel attempts to connect, and close the connections of those that succeed nevertheless."""
    for attempt in attempts:
        attempt.cancel()
    for late in await asyncio.gather(*attempts, return_exceptions=True):
        if not isinstance(late, BaseException):
            await late.aclose()


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return ipaddress.ip_address(text.partition("%")[0])
