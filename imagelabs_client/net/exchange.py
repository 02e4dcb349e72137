"""What both drivers share: they build requests, read bodies up to a limit, and classify faults."""

from __future__ import annotations

import logging
import socket
import ssl
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import httpx

from imagelabs_client.core.commands import Fault, FaultKind, HTTPResponse, Send
from imagelabs_client.core.protocol import OWNER_HEADER
from imagelabs_client.core.settings import Settings
from imagelabs_client.errors import APIConnectionError
from imagelabs_client.net.addresses import ForbiddenAddressError, shown
from imagelabs_client.net.deadlines import Clock
from imagelabs_client.net.logs import logger

# The errors that drivers turn into faults. Others are programming errors, ours or the caller's, and are raised.
FAULTS: Final = (httpx.HTTPError, ForbiddenAddressError, TimeoutError)

_UNREACHABLE: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


class TooLargeError(httpx.HTTPError):
    """A response is larger than any valid one."""


class _Progress:
    """How far a request has come, as httpcore tells it (https://www.encode.io/httpcore/extensions/, `trace`)."""

    def __init__(self) -> None:
        self._is_connecting = self._is_sending = False

    @property
    def is_unsent(self) -> bool:
        """Whether a connection was being made for it, and nothing has been sent yet."""
        return self._is_connecting and not self._is_sending

    def note(self, event: str, _info: Mapping[str, Any]) -> None:
        """Take an event."""
        if event == "connection.connect_tcp.started":
            self._is_connecting = True
        elif event.endswith(".send_request_headers.started"):
            self._is_sending = True

    async def note_async(self, event: str, info: Mapping[str, Any]) -> None:
        """Take an event in an event loop."""
        self.note(event, info)


class Exchange:
    """One request and its response.

    Args:
        send: the command.
        settings: the client's settings, for the headers.
        http: the httpx client, whose cookies (and headers, if it is the caller's own) are sent to the service.
        clock: returns monotonic seconds.
        ours: whether `open_client` made that client; otherwise it is the caller's own.

    Raises:
        APIConnectionError: the client has been closed, perhaps in the middle of a job.
    """

    def __init__(
        self, send: Send, settings: Settings, http: httpx.Client | httpx.AsyncClient, clock: Clock, *, ours: bool
    ) -> None:
        if http.is_closed:
            raise APIConnectionError("The client has been closed, so nothing more can be sent with it.")
        self._call = send.call
        self._http = http
        self._clock = clock
        self._started = clock()
        self._end = self._started + send.seconds
        self.request = _request(send, settings, http, ours)
        self._progress = _Progress()
        is_sync = isinstance(http, httpx.Client)
        self.request.extensions["trace"] = self._progress.note if is_sync else self._progress.note_async
        # A caller's own client may hold credentials, which are for the service only.
        self.auth = httpx.USE_CLIENT_DEFAULT if send.call.to_service else None

    def body_reader(self, response: httpx.Response) -> BodyReader:
        """Return a reader for the body of a response."""
        return BodyReader(response, self._call.max_bytes)

    def check_time(self) -> None:
        """Stop an exchange that has exceeded its time limit.

        Raises:
            TimeoutError: the time is up.
        """
        if self._clock() > self._end:
            raise TimeoutError

    def answer(self, response: httpx.Response, body: BodyReader) -> HTTPResponse:
        """Return the reply for a complete response."""
        call, content = self._call, body.whole()
        if logger.isEnabledFor(logging.DEBUG):  # formatting the URL costs more than the rest of this method
            logger.debug(
                "%s %s: %d, %d bytes, %.0f ms",
                call.method,
                shown(call.url),
                response.status_code,
                len(content),
                1000 * (self._clock() - self._started),
            )
        return HTTPResponse(response.status_code, response.headers, content)

    def fault(self, error: Exception) -> Fault:
        """Return the reply for an exchange that failed."""
        fault = fault_of(error)
        if fault.kind == "timeout" and self._progress.is_unsent:
            # The time of the exchange may end in the same moment as that for connecting, and be noticed first.
            fault = Fault("unreachable", "no connection in time", error)
        logger.debug("%s %s: %s (%s)", self._call.method, shown(self._call.url), fault.kind, fault.reason)
        return fault


class BodyReader:
    """Collects and decompresses a body, and never holds more than `limit` bytes and one piece.

    httpx decompresses each piece completely, whatever its size, so raw pieces are decompressed here instead.

    Args:
        response: the response whose pieces will be passed to `add`.
        limit: maximum number of bytes, after decompression.

    Raises:
        TooLargeError: the declared length exceeds the limit.
        httpx.DecodingError: the compression is not one that was offered.
    """

    def __init__(self, response: httpx.Response, limit: int) -> None:
        self._limit = limit
        self._pieces: list[bytes] = []
        self._size = 0
        declared = response.headers.get("content-length", "")
        if declared.isascii() and declared.isdigit() and int(declared[:20]) > limit:
            raise TooLargeError("too large")
        # Responses of transports without a network have already been read and decompressed by httpx.
        encoding = "" if response.is_stream_consumed else response.headers.get("content-encoding", "").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise httpx.DecodingError("the answer is compressed in a way that was not asked for")
        # 32 makes zlib detect whether the header is its own or that of gzip.
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 32) if encoding not in ("", "identity") else None

    def add(self, piece: bytes) -> None:
        """Add the next piece.

        Raises:
            TooLargeError: the body exceeds the limit.
            httpx.DecodingError: the compressed data is invalid.
        """
        if self._inflater is None:
            self._append(piece)
            return
        while piece:
            if self._inflater.eof:  # gzip allows several members, one after the other
                self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)
            try:
                self._append(self._inflater.decompress(piece, self._limit - self._size + 1))
            except zlib.error as error:
                raise httpx.DecodingError("the answer's compression is broken") from error
            piece = self._inflater.unused_data

    def _append(self, content: bytes) -> None:
        self._size += len(content)
        if self._size > self._limit:
            raise TooLargeError("too large")
        self._pieces.append(content)

    def whole(self) -> bytes:
        """Return the body.

        Raises:
            httpx.DecodingError: the compressed data is incomplete.
        """
        if self._inflater is not None and not self._inflater.eof and self._size:
            raise httpx.DecodingError("the answer's compression ends half way")
        return b"".join(self._pieces)


def _request(send: Send, settings: Settings, http: httpx.Client | httpx.AsyncClient, ours: bool) -> httpx.Request:
    call = send.call
    headers = settings.request_headers(to_service=call.to_service, is_post=call.method == "POST")
    if call.owner is not None:
        headers = {**headers, OWNER_HEADER: call.owner}
    limits = {name: min(send.seconds, limit or send.seconds) for name, limit in settings.timeout.as_dict().items()}
    extensions = {"timeout": limits}
    if call.to_service and ours:
        # Equivalent to the code below, but three times faster: our own clients add nothing but cookies.
        cookies = http.cookies if http.cookies.jar or settings.cookies else None
        if settings.cookies:
            cookies = httpx.Cookies(cookies)
            cookies.update(dict(settings.cookies))
        return httpx.Request(
            call.method, call.url, content=call.body, headers=headers, cookies=cookies, extensions=extensions
        )
    if call.to_service:
        # The client adds the cookies that the service has set, and its own headers unless they are set here.
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
    """Classify an error by what it means for a job."""
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


# The first match is shown: the reason in words that do not depend on the driver or the operating system.
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
