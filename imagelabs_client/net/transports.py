"""httpx transports that use httpcore's connection pools with the network backends of `connections`.

httpx's own transports use the same pools, but offer no way to set a network backend.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, Final, cast

import httpcore
import httpx

from imagelabs_client.net.connections import AsyncGuardedNetworkBackend, Guard, GuardedNetworkBackend
from imagelabs_client.net.leases import Lease, Pools, aclose_all, close_all, current_lease

# The caller decides how many jobs run at a time. Idle connections are closed a little before servers close them, which
# uvicorn does after 5 s: if a server closes one just when a submit is sent, nobody knows whether it arrived.
LIMITS: Final = httpx.Limits(max_connections=None, max_keepalive_connections=20, keepalive_expiry=4.0)

_ERRORS: Final[dict[type[Exception], type[httpx.TransportError]]] = {
    httpcore.TimeoutException: httpx.TimeoutException,
    httpcore.ConnectTimeout: httpx.ConnectTimeout,
    httpcore.ReadTimeout: httpx.ReadTimeout,
    httpcore.WriteTimeout: httpx.WriteTimeout,
    httpcore.PoolTimeout: httpx.PoolTimeout,
    httpcore.NetworkError: httpx.NetworkError,
    httpcore.ConnectError: httpx.ConnectError,
    httpcore.ReadError: httpx.ReadError,
    httpcore.WriteError: httpx.WriteError,
    httpcore.ProxyError: httpx.ProxyError,
    httpcore.UnsupportedProtocol: httpx.UnsupportedProtocol,
    httpcore.ProtocolError: httpx.ProtocolError,
    httpcore.LocalProtocolError: httpx.LocalProtocolError,
    httpcore.RemoteProtocolError: httpx.RemoteProtocolError,
}


class NetworkTransport(httpx.BaseTransport):
    """Sends requests over sockets that observe the deadline, directly or through a proxy.

    Args:
        ssl_context: for TLS connections to services.
        guard: decides which addresses may be connected to; None permits all.
        proxy: the proxy for all requests, or None.

    Raises:
        ImportError: the proxy speaks SOCKS, and socksio is not installed.
    """

    def __init__(
        self, ssl_context: ssl.SSLContext, guard: Guard | None = None, proxy: httpx.Proxy | None = None
    ) -> None:
        options = _pool_options(GuardedNetworkBackend(httpcore.SyncBackend(), guard), ssl_context, proxy)
        kinds = httpcore.ConnectionPool, httpcore.HTTPProxy, httpcore.SOCKSProxy
        self._pools: Pools[httpcore.ConnectionPool] = Pools(lambda: _kind_for(proxy, *kinds)(**options))

    @property
    def connections(self) -> list[httpcore.ConnectionInterface]:
        """The connections in all pools, idle or in use."""
        return [connection for pool in self._pools.all() for connection in pool.connections]

    @property
    def exchanges(self) -> int:
        """The number of exchanges in progress."""
        return self._pools.in_use

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return the response once its headers have arrived.

        Raises:
            httpx.TransportError: the request could not be sent, or was not answered.
            ForbiddenAddressError: the guard permits no address of the host.
        """
        lease = current_lease.get() or Lease()
        try:
            pool = self._pools.take(lease)
            with _mapped_errors():
                response = pool.handle_request(_core_request(request))
            return _response(response, _ResponseStream(response, lease))
        except BaseException as error:
            close_all(lease.abandon(retire=_interrupts(error)))
            raise

    def close(self) -> None:
        """Close all connections, in use or not."""
        close_all(self._pools.all())


class AsyncNetworkTransport(httpx.AsyncBaseTransport):
    """Sends requests over sockets that observe the deadline, for asyncio; see `NetworkTransport`."""

    def __init__(
        self, ssl_context: ssl.SSLContext, guard: Guard | None = None, proxy: httpx.Proxy | None = None
    ) -> None:
        options = _pool_options(AsyncGuardedNetworkBackend(httpcore.AnyIOBackend(), guard), ssl_context, proxy)
        kinds = httpcore.AsyncConnectionPool, httpcore.AsyncHTTPProxy, httpcore.AsyncSOCKSProxy
        self._pools: Pools[httpcore.AsyncConnectionPool] = Pools(lambda: _kind_for(proxy, *kinds)(**options))

    @property
    def connections(self) -> list[httpcore.AsyncConnectionInterface]:
        """The connections in all pools, idle or in use."""
        return [connection for pool in self._pools.all() for connection in pool.connections]

    @property
    def exchanges(self) -> int:
        """The number of exchanges in progress."""
        return self._pools.in_use

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return the response once its headers have arrived.

        Raises:
            httpx.TransportError: the request could not be sent, or was not answered.
            ForbiddenAddressError: the guard permits no address of the host.
        """
        lease = current_lease.get() or Lease()
        try:
            pool = self._pools.take(lease)
            with _mapped_errors():
                response = await pool.handle_async_request(_core_request(request))
            return _response(response, _AsyncResponseStream(response, lease))
        except GeneratorExit:
            raise  # the event loop has ended, so nothing can be awaited
        except BaseException as error:
            await aclose_all(lease.abandon(retire=_interrupts(error)))
            raise

    async def aclose(self) -> None:
        """Close all connections, in use or not."""
        await aclose_all(self._pools.all())


class _ResponseStream(httpx.SyncByteStream):
    """The body of a response; the exchange lasts until it is closed."""

    def __init__(self, response: httpcore.Response, lease: Lease) -> None:
        self._response = response
        self._lease = lease

    def __iter__(self) -> Iterator[bytes]:
        try:
            with _mapped_errors():
                yield from cast(Iterable[bytes], self._response.stream)
        except BaseException as error:
            if _interrupts(error):
                close_all(self._lease.abandon(retire=True))
            raise

    def close(self) -> None:
        if not self._lease.is_held:
            return  # the lease was abandoned, and what it held is closed
        try:
            self._response.close()
        except BaseException:
            close_all(self._lease.abandon(retire=True))
            raise
        close_all(self._lease.release())


class _AsyncResponseStream(httpx.AsyncByteStream):
    """The body of a response, for asyncio; the exchange lasts until it is closed."""

    def __init__(self, response: httpcore.Response, lease: Lease) -> None:
        self._response = response
        self._lease = lease

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            with _mapped_errors():
                async for part in cast(AsyncIterable[bytes], self._response.stream):
                    yield part
        except BaseException as error:
            if _interrupts(error):
                await aclose_all(self._lease.abandon(retire=True))
            raise

    async def aclose(self) -> None:
        if not self._lease.is_held:
            return  # the lease was abandoned, and what it held is closed
        try:
            await self._response.aclose()
        except BaseException:
            await aclose_all(self._lease.abandon(retire=True))
            raise
        await aclose_all(self._lease.release())


def _interrupts(error: BaseException) -> bool:
    """Return whether an error is an interruption from outside, which may come at any moment."""
    return not isinstance(error, Exception | GeneratorExit)


@contextmanager
def _mapped_errors() -> Iterator[None]:
    """Raise httpcore's errors as the errors of httpx with the same names."""
    try:
        yield
    except Exception as error:
        for kind in type(error).__mro__:
            if kind in _ERRORS:
                raise _ERRORS[kind](str(error)) from error
        raise


def _core_request(request: httpx.Request) -> httpcore.Request:
    return httpcore.Request(
        method=request.method,
        url=_core_url(request.url),
        headers=request.headers.raw,
        content=cast(Any, request.stream),
        extensions=request.extensions,
    )


def _core_url(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _response(response: httpcore.Response, stream: httpx.SyncByteStream | httpx.AsyncByteStream) -> httpx.Response:
    return httpx.Response(response.status, headers=response.headers, stream=stream, extensions=response.extensions)


def _kind_for(proxy: httpx.Proxy | None, direct: type, http: type, socks: type) -> Any:
    """Return the class of pools for a proxy, or for direct connections."""
    if proxy is None:
        return direct
    return socks if proxy.url.scheme.startswith("socks") else http


def _pool_options(backend: object, ssl_context: ssl.SSLContext, proxy: httpx.Proxy | None) -> dict[str, Any]:
    options: dict[str, Any] = {
        "ssl_context": ssl_context,
        "max_connections": LIMITS.max_connections,
        "max_keepalive_connections": LIMITS.max_keepalive_connections,
        "keepalive_expiry": LIMITS.keepalive_expiry,
        "network_backend": backend,
    }
    if proxy is None:
        return options
    options |= {"proxy_url": _core_url(proxy.url), "proxy_auth": proxy.raw_auth}
    if not proxy.url.scheme.startswith("socks"):
        return options | {"proxy_headers": proxy.headers.raw, "proxy_ssl_context": proxy.ssl_context}
    if find_spec("socksio") is None:
        raise ImportError("socksio is not installed")
    return options
