"""What both drivers do alike: make requests, read bodies within bounds, and name faults."""

from __future__ import annotations

import logging
import socket
import ssl
import zlib
from collections.abc import Iterator
from typing import Final

import httpx

from imagelabs_client.core.commands import Answer, Fault, FaultKind, Send
from imagelabs_client.core.settings import Settings
from imagelabs_client.net.addresses import ForbiddenAddressError, shown
from imagelabs_client.net.deadlines import Clock
from imagelabs_client.net.logs import logger

# Everything that a driver turns into a fault. What is not here is a mistake, ours or the caller's, and is raised.
FAULTS: Final = (httpx.HTTPError, ForbiddenAddressError, TimeoutError)

_UNREACHABLE: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


class TooLargeError(httpx.HTTPError):
    """An answer is larger than anything that makes sense."""


class Exchange:
    """One request under way.

    Args:
        send: the command.
        settings: what goes into the headers.
        http: the client whose cookies, and headers if it is the caller's own, go to the service.
        clock: monotonic seconds.
        ours: whether that client was made by `open_client`, and is not the caller's own.
    """

    def __init__(
        self, send: Send, settings: Settings, http: httpx.Client | httpx.AsyncClient, clock: Clock, *, ours: bool
    ) -> None:
        self._call = send.call
        self._http = http
        self._clock = clock
        self._started = clock()
        self._end = self._started + send.seconds
        self.request = _request(send, settings, http, ours)
        # A caller's own client may hold credentials for the service: they stay there.
        self.auth = httpx.USE_CLIENT_DEFAULT if send.call.to_service else None

    def body_reader(self, response: httpx.Response) -> BodyReader:
        """Return what collects the body of a response."""
        return BodyReader(response, self._call.max_bytes)

    def check_time(self) -> None:
        """Stop an exchange that goes on and on.

        Raises:
            TimeoutError: its time is up.
        """
        if self._clock() > self._end:
            raise TimeoutError

    def answer(self, response: httpx.Response, body: BodyReader) -> Answer:
        """Make the reply of a whole response."""
        call, content = self._call, body.whole()
        if logger.isEnabledFor(logging.DEBUG):  # what is shown costs more than all the rest of this
            logger.debug(
                "%s %s: %d, %d bytes, %.0f ms",
                call.method,
                shown(call.url),
                response.status_code,
                len(content),
                1000 * (self._clock() - self._started),
            )
        return Answer(response.status_code, response.headers, content)

    def fault(self, error: Exception) -> Fault:
        """Make the reply of an exchange that failed."""
        fault = fault_of(error)
        logger.debug("%s %s: %s (%s)", self._call.method, shown(self._call.url), fault.kind, fault.reason)
        return fault


class BodyReader:
    """Collects a body, decompressing it, and never holds more than `limit` bytes and one piece.

    httpx decompresses a piece at once, however much comes out of it, so the raw pieces are taken and decompressed here.

    Args:
        response: whose pieces will be given to `add`.
        limit: bytes, after decompression.

    Raises:
        TooLargeError: the response says that it is larger.
        httpx.DecodingError: it is compressed in a way that was not asked for.
    """

    def __init__(self, response: httpx.Response, limit: int) -> None:
        self._limit = limit
        self._pieces: list[bytes] = []
        self._size = 0
        declared = response.headers.get("content-length", "")
        if declared.isascii() and declared.isdigit() and int(declared[:20]) > limit:
            raise TooLargeError("too large")
        # Transports without a network hand over bodies that httpx has read and decompressed already.
        encoding = "" if response.is_stream_consumed else response.headers.get("content-encoding", "").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise httpx.DecodingError("the answer is compressed in a way that was not asked for")
        # 32 lets zlib recognise both its own header and that of gzip.
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 32) if encoding not in ("", "identity") else None

    def add(self, piece: bytes) -> None:
        """Take the next piece.

        Raises:
            TooLargeError: that is more than the limit.
            httpx.DecodingError: the compression is broken.
        """
        if self._inflater is not None:
            try:
                piece = self._inflater.decompress(piece, self._limit - self._size + 1)
            except zlib.error as error:
                raise httpx.DecodingError("the answer's compression is broken") from error
        self._size += len(piece)
        if self._size > self._limit:
            raise TooLargeError("too large")
        self._pieces.append(piece)

    def whole(self) -> bytes:
        """Return the body.

        Raises:
            httpx.DecodingError: its compression ends half way.
        """
        if self._inflater is not None and not self._inflater.eof and self._size:
            raise httpx.DecodingError("the answer's compression ends half way")
        return b"".join(self._pieces)


def _request(send: Send, settings: Settings, http: httpx.Client | httpx.AsyncClient, ours: bool) -> httpx.Request:
    call = send.call
    headers = settings.request_headers(to_service=call.to_service, is_post=call.method == "POST")
    limits = {name: min(send.seconds, limit or send.seconds) for name, limit in settings.timeout.as_dict().items()}
    extensions = {"timeout": limits}
    if call.to_service and ours:
        # The same as below, in a third of the time, since a client of ours has nothing to add but cookies.
        cookies = http.cookies if http.cookies.jar or settings.cookies else None
        if settings.cookies:
            cookies = httpx.Cookies(cookies)
            cookies.update(dict(settings.cookies))
        return httpx.Request(
            call.method, call.url, content=call.body, headers=headers, cookies=cookies, extensions=extensions
        )
    if call.to_service:
        # The client adds the cookies that the service has set, and its own headers where they are not set here.
        return http.build_request(
            call.method,
            call.url,
            content=call.body,
            headers=headers,
            cookies=dict(settings.cookies),
            extensions=extensions,
        )
    return httpx.Request(call.method, call.url, headers=headers, extensions=extensions)


def fault_of(error: Exception) -> Fault:
    """Name a fault by what it means for a job."""
    match error:
        case ForbiddenAddressError():
            return Fault("forbidden", str(error), error)
        case TooLargeError():
            return Fault("too_large", "it is too large", error)
    kind: FaultKind = "lost"
    if isinstance(error, _UNREACHABLE):
        kind = "unreachable"
    elif isinstance(error, httpx.TimeoutException | TimeoutError):
        kind = "timeout"
    return Fault(kind, _reason(error), error)


# The first that fits is told: what broke, in words that do not depend on the driver or the operating system.
_DEEPER_REASONS: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (socket.gaierror, "its name cannot be resolved"),
    (ConnectionRefusedError, "connection refused"),
    (ssl.SSLCertVerificationError, "its certificate is not valid"),
    (ssl.SSLError, "no secure connection could be made"),
    (ConnectionResetError, "the connection was reset"),
    (BrokenPipeError, "the connection was reset"),
)
_REASONS: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (httpx.ConnectTimeout, "no connection in time"),
    (httpx.PoolTimeout, "too many requests are under way in this client"),
    (httpx.ProxyError, "the proxy refuses to connect"),
    (httpx.UnsupportedProtocol, "httpx does not speak this protocol"),
    (httpx.ConnectError, "no connection could be made"),
    (httpx.RemoteProtocolError, "the connection was closed in the middle"),
    (httpx.DecodingError, "it is compressed in a way that cannot be read"),
    (httpx.TimeoutException, "it took too long"),
    (TimeoutError, "it took too long"),
)


def _reason(error: Exception) -> str:
    for cause in _causes(error):
        for kind, reason in _DEEPER_REASONS:
            if isinstance(cause, kind):
                return reason
    return next((reason for kind, reason in _REASONS if isinstance(error, kind)), "the connection broke")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen = 0
    while error is not None and seen < 10:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for member in error.exceptions:
                yield from _causes(member)
        error, seen = error.__cause__ or error.__context__, seen + 1
