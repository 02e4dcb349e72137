"""The table of faults: what a hostile service does, and what the client promises then.

`test_faults` holds both clients to it, `docs/client.md` prints it: `python -m tests.imagelabs_client.faults` writes the
printed form anew.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx

from imagelabs_client import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ChallengeError,
    DownloadError,
    GenerationFailedError,
    GenerationTimeoutError,
    ImageLabsError,
    RateLimitError,
    UnexpectedResponseError,
)
from tests.imagelabs_client.pictures import png
from tests.imagelabs_client.socket_service import reset

DOCS: Final = Path(__file__).resolve().parents[2] / "docs" / "client.md"
HTML: Final = "<html><title>502 Bad Gateway</title></html>"
CHALLENGE: Final = httpx.Response(403, html="<html>Just a moment...</html>", headers={"server": "cloudflare"})

Kind = type[ImageLabsError]
Act = Callable[[socket.socket], None]


@dataclass(frozen=True)
class Fault:
    """One thing that can go wrong with one exchange, in whichever phase.

    Attributes:
        does: what happens, as the documentation says it.
        reply: what a scripted transport answers or raises.
        submit: the error of a submit, or None if it is repeated, because the job certainly does not exist.
        poll: the error of polls that see nothing else.
        download: the error of downloads that see nothing else.
        job_may_exist: whether the submit's error says so.
        on_socket: how a real service does it; None for what `reply` says where that is an answer.
    """

    does: str
    reply: Any
    submit: Kind | None
    poll: Kind
    download: Kind = DownloadError
    job_may_exist: bool = True
    on_socket: Act | None = None

    @property
    def act(self) -> Act | None:
        """How a real service does it; None if a service cannot."""
        if self.on_socket is not None or not isinstance(self.reply, httpx.Response):
            return self.on_socket
        return lambda connection: connection.sendall(as_bytes(self.reply))


def as_bytes(response: httpx.Response) -> bytes:
    """A response as it goes over the wire."""
    lines = [f"HTTP/1.1 {response.status_code} Whatever", *(f"{k}: {v}" for k, v in response.headers.items())]
    if "content-length" not in response.headers:
        lines.append(f"content-length: {len(response.content)}")
    return "\r\n".join([*lines, "", ""]).encode() + response.content


def hang_up(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def stop_half_way(connection: socket.socket) -> None:
    connection.sendall(b'HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n{"task_id"')
    connection.shutdown(socket.SHUT_RDWR)


def say_nothing(connection: socket.socket) -> None:
    connection.recv(1)


def say_headers_only(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n")
    connection.recv(1)


def unreadable(does: str, reply: httpx.Response) -> Fault:
    """A success that is not an answer."""
    return Fault(does, reply, UnexpectedResponseError, UnexpectedResponseError)


def lost(does: str, error: Exception, act: Act | None = None) -> Fault:
    """An exchange whose answer is lost."""
    return Fault(does, error, APIConnectionError, APIConnectionError, on_socket=act)


def silent(does: str, act: Act) -> Fault:
    """An exchange that takes too long."""
    return Fault(does, httpx.ReadTimeout("silence"), APITimeoutError, APITimeoutError, on_socket=act)


def refused(does: str, reply: httpx.Response, poll: Kind = APIStatusError, download: Kind = DownloadError) -> Fault:
    """An answer that says that nothing was done, and nothing will be."""
    return Fault(does, reply, poll, poll, download, job_may_exist=False)


def later(does: str, poll: Kind, reply: Any) -> Fault:
    """A request that certainly was not taken, and may be the next time."""
    return Fault(does, reply, None, poll)


_UNTIL: Final = {"retry-after": "Thu, 01 Jan 2026 00:00:03 GMT", "date": "Thu, 01 Jan 2026 00:00:00 GMT"}

FAULTS: Final = [
    later("refuses the connection", APIConnectionError, httpx.ConnectError("refused")),
    later("has a name that cannot be resolved", APIConnectionError, httpx.ConnectError("no name")),
    later("accepts no connection in time", APIConnectionError, httpx.ConnectTimeout("slow")),
    later("is behind a proxy that refuses", APIConnectionError, httpx.ProxyError("407")),
    later("answers 429", RateLimitError, httpx.Response(429)),
    later("answers 429, Retry-After in seconds", RateLimitError, httpx.Response(429, headers={"retry-after": "2"})),
    later("answers 429, Retry-After as a date", RateLimitError, httpx.Response(429, headers=_UNTIL)),
    later("answers 503", APIStatusError, httpx.Response(503, text="busy")),
    later("answers 503 with Retry-After", APIStatusError, httpx.Response(503, headers={"retry-after": "1"})),
    Fault("answers 500", httpx.Response(500), APIStatusError, APIStatusError),
    Fault("answers 502 with a web page", httpx.Response(502, html=HTML), APIStatusError, APIStatusError),
    lost("resets the connection before it answers", httpx.ReadError("reset"), reset),
    lost("resets the connection while the request goes out", httpx.WriteError("reset")),
    lost("closes the connection without an answer", httpx.RemoteProtocolError("closed"), hang_up),
    lost("stops half way through its answer", httpx.RemoteProtocolError("cut off"), stop_half_way),
    silent("says nothing", say_nothing),
    silent("sends headers and then nothing", say_headers_only),
    unreadable("answers 200 with a web page", httpx.Response(200, html=HTML)),
    unreadable("answers 200 with nothing", httpx.Response(200)),
    unreadable("answers with truncated JSON", httpx.Response(200, text='{"task_id": "a')),
    unreadable("answers with JSON that is null", httpx.Response(200, json=None)),
    unreadable("answers with JSON that is a list", httpx.Response(200, json=[1])),
    unreadable("answers with JSON that is a number", httpx.Response(200, text="7")),
    unreadable("answers with JSON nested 200,000 deep", httpx.Response(200, text="[" * 200_000)),
    unreadable("answers with bytes that are no text", httpx.Response(200, content=b"\xff\xfe\xfd\x00")),
    refused("answers with a Cloudflare challenge", CHALLENGE, ChallengeError, ChallengeError),
    refused("answers 401", httpx.Response(401)),
    refused("answers 403", httpx.Response(403, json={"detail": "no"})),
    refused("answers 404", httpx.Response(404)),
]


@dataclass(frozen=True)
class Oddity:
    """An answer that is none of the usual ones, to every request of one phase.

    Attributes:
        does: what the service does, as the documentation says it.
        scripts: replies by path; the last of each is repeated.
        becomes: the error that it becomes, or None if the picture is delivered all the same.
        means: the promise in words.
    """

    does: str
    scripts: Mapping[str, list[Any]] = field(repr=False)
    becomes: Kind | None
    means: str


def _submits(does: str, answer: Any, becomes: Kind | None, means: str) -> Oddity:
    return Oddity(does, {"/txt2img": [answer]}, becomes, means)


def _tells(does: str, *answers: Any, becomes: Kind | None = None, means: str = "") -> Oddity:
    done = [] if becomes else [{"status": "Done", "final_image_url": "/images/final.png"}]
    return Oddity(does, {"/progress": [*answers, *done]}, becomes, means or "taken for unknown; the job goes on")


def _leads(does: str, url: str, **redirects: str) -> Oddity:
    scripts: dict[str, list[Any]] = {"/progress": [{"status": "Done", "final_image_url": url}]}
    scripts |= {f"/{name}": [httpx.Response(302, headers={"location": to})] for name, to in redirects.items()}
    return Oddity(does, scripts, DownloadError, "refused; nothing is fetched from there")


def _gives(does: str, *answers: httpx.Response, means: str = "asked for again, then refused") -> Oddity:
    return Oddity(does, {"/images/final.png": list(answers)}, DownloadError, means)


def _picture(content: bytes, **headers: str) -> httpx.Response:
    return httpx.Response(200, content=content, headers={"content-type": "image/png"} | headers)


def _progress(value: float) -> httpx.Response:
    return httpx.Response(200, text=json.dumps({"status": "Painting", "progress": value}))


Slow = Callable[[socket.socket, threading.Event], None]


def _drip(first: bytes, more: bytes, pause: float) -> Slow:
    """Send something, and then more and more of it until the test is over."""

    def act(connection: socket.socket, over: threading.Event) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(first)
        while not over.wait(pause):
            connection.sendall(more)

    return act


def _sip(connection: socket.socket, over: threading.Event) -> None:
    while not over.wait(0.015):
        connection.recv(32_768)


_LONG: Final = b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n"

# What a service can do to draw an exchange out: httpx's timeouts begin anew with every byte.
SLOW: Final[dict[str, Slow]] = {
    "sends its answer a byte at a time": _drip(_LONG, b" ", 0.05),
    "sends headers and then nothing": _drip(_LONG, b"", 0.05),
    "sends headers a byte at a time": _drip(b"HTTP/1.1 200 OK\r\nx: ", b"x", 0.05),
    "sends headers a byte at a time, quickly": _drip(b"HTTP/1.1 200 OK\r\nx: ", b"x", 0.001),
    "sends early hints without end": _drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.001),
    "reads the request slowly": _sip,
}

_BOMB: Final = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 100_000, 100_000, 8, 2, 0, 0, 0)
_DOUBT: Final = "says that a job may exist; never submitted again"

ODDITIES: Final = [
    _submits("`task_id` is missing", {}, UnexpectedResponseError, _DOUBT),
    _submits("`task_id` is null", {"task_id": None}, UnexpectedResponseError, _DOUBT),
    _submits("`task_id` is empty", {"task_id": ""}, UnexpectedResponseError, _DOUBT),
    _submits("`task_id` is not text on one line", {"task_id": "a\nb"}, UnexpectedResponseError, _DOUBT),
    _submits("`task_id` is a number", {"task_id": 7}, None, "taken as text"),
    _submits(
        "an error text instead of a `task_id`", {"error": "no"}, UnexpectedResponseError, f"repeats the text; {_DOUBT}"
    ),
    _tells("`progress` is text", {"status": "Painting", "progress": "0.5"}, means="read as the number that it is"),
    _tells("`progress` is NaN", _progress(float("nan"))),
    _tells("`progress` is −1", _progress(-1)),
    _tells("`progress` is 7", _progress(7)),
    _tells("`progress` is null", {"status": "Painting", "progress": None}),
    _tells(
        "`progress` goes backwards", _progress(0.8), _progress(0.3), means="told as it is; the estimate begins anew"
    ),
    _tells("`status` is absent", {"progress": 0.1}, means="taken for running"),
    _tells("`status` is null", {"status": None}, means="taken for running"),
    _tells(
        "`status` never changes",
        {"status": "?"},
        becomes=GenerationTimeoutError,
        means="polled until the deadline, never beyond",
    ),
    _tells("`Done` without an address", {"status": "Done"}, becomes=GenerationFailedError, means="a failure, at once"),
    _tells(
        "an error text as `status`",
        {"status": "Error: no paint"},
        becomes=GenerationFailedError,
        means="repeats the text, at once",
    ),
    _tells("an address, whatever `status` says", {"status": "?", "final_image_url": "/images/final.png"}, means="done"),
    _tells(
        "50 MB of JSON",
        _picture(b"{}", **{"content-length": str(50 << 20)}),
        becomes=UnexpectedResponseError,
        means="not read, at once",
    ),
    _tells("a relative address", {"final_image_url": "images/final.png"}, means="fetched from the service"),
    _leads("a `file:` address", "file:///etc/passwd"),
    _leads("a `javascript:` address", "javascript:alert(1)"),
    _leads("a `data:` address", "data:image/png;base64,AAAA"),
    _leads("a private address, from a public service", "http://192.168.0.1/x.png"),
    _leads("a redirect to a private address", "/moved", moved="http://169.254.169.254/latest"),
    _leads("redirects in a circle", "/one", one="/two", two="/one"),
    _gives("a web page", httpx.Response(200, html=HTML)),
    _gives("an empty file", _picture(b"")),
    _gives("a truncated picture", _picture(png()[:-20])),
    _gives("a damaged picture", _picture(png()[:50] + b"!" + png()[51:])),
    _gives("a picture of 2 GB", _picture(png(), **{"content-length": str(2 << 30)}), means="not read, at once"),
    _gives("a decompression bomb", _picture(_BOMB)),
    Oddity(
        "the wrong content type",
        {"/images/final.png": [httpx.Response(200, content=png(), headers={"content-type": "text/plain"})]},
        None,
        "the bytes decide",
    ),
    Oddity(
        "JSON as `text/html`",
        {"/txt2img": [httpx.Response(200, html='{"task_id": "task-1"}')]},
        None,
        "the bytes decide",
    ),
]


def _name(kind: Kind) -> str:
    return f"`{kind.__name__}`"


def printed() -> str:
    """Both tables in Markdown."""
    lines = ["| The service … | at the submit | at a poll | at the download |", "|---|---|---|---|"]
    for fault in FAULTS:
        submit = "tried again, one job"
        if fault.submit is not None:
            submit = f"{_name(fault.submit)}, {'a job may exist' if fault.job_may_exist else 'no job'}"
        poll, download = (f"survived; if it lasts, {_name(kind)}" for kind in (fault.poll, fault.download))
        lines.append(f"| {fault.does} | {submit} | {poll} | {download} |")
    lines += ["", "| The answer holds … | What becomes of it | |", "|---|---|---|"]
    for oddity in ODDITIES:
        lines.append(
            f"| {oddity.does} | {_name(oddity.becomes) if oddity.becomes else 'the picture'} | {oddity.means} |"
        )
    lines += ["", "| The service … | What becomes of it |", "|---|---|"]
    lines += [f"| {does} | ends at the deadline, not later |" for does in SLOW]
    return "\n".join(lines)


BEGIN: Final = "<!-- The tables are written by `python -m tests.imagelabs_client.faults`. -->\n"
END: Final = "\n<!-- End of the tables. -->"


def main() -> None:
    """Write the tables into the documentation."""
    text = DOCS.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCS.write_text(f"{before}{BEGIN}{printed()}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
