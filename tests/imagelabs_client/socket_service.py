"""A service made of bare sockets, so that it can misbehave as no web server would."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress

Handler = Callable[[socket.socket, str], None]


class SocketService:
    """Serves HTTP on a port of its own, each connection in a thread.

    Args:
        handle: called with the connection and the path of each request, once its body was read.
        reads_bodies: whether bodies are read before `handle` is called.
        receive_buffer: bytes that the system takes before they are read, or None to leave that to it.
        host: address to listen on.
        tls: makes it speak TLS.

    Attributes:
        paths: the target of each request, in order.
        heads: the request line and headers of each request, likewise.
        ended: set when the service is being closed.
    """

    def __init__(
        self,
        handle: Handler,
        *,
        reads_bodies: bool = True,
        receive_buffer: int | None = None,
        host: str = "127.0.0.1",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._handle = handle
        self._reads_bodies = reads_bodies
        self._threads: list[threading.Thread] = []
        self._accepted: list[socket.socket] = []
        self._tls = tls
        self.paths: list[str] = []
        self.heads: list[str] = []
        self.ended = threading.Event()
        self._listener = socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        if receive_buffer is not None:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self._acceptor = threading.Thread(target=self._accept)
        self._acceptor.start()

    @property
    def url(self) -> str:
        host, port = self._listener.getsockname()[:2]
        return f"http{'s' if self._tls else ''}://{f'[{host}]' if ':' in host else host}:{port}"

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    @property
    def accepted(self) -> int:
        """How many connections were made so far."""
        return len(self._accepted)

    def still_open(self, seconds: float = 5.0) -> int:
        """Wait until clients have closed their connections, and return how many they have not.

        A connection whose handler does not read counts as open until the handler returns.
        """
        end = time.monotonic() + seconds
        for thread in list(self._threads):
            thread.join(max(0.0, end - time.monotonic()))
        return sum(thread.is_alive() for thread in self._threads)

    def close(self) -> None:
        self.ended.set()
        socket.create_connection(self._listener.getsockname()[:2]).close()
        self._acceptor.join()
        self._listener.close()
        for connection in self._accepted:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # closed already
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self.ended.is_set():
                connection.close()
                return
            self._accepted.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):  # the client has gone, or the handler has closed the connection
            if self._tls is None:
                self._serve_requests(connection)
                return
            with self._tls.wrap_socket(connection, server_side=True) as secure:
                self._serve_requests(secure)

    def _serve_requests(self, connection: socket.socket) -> None:
        while (path := self._read(connection)) is not None:
            self.paths.append(path)
            self._handle(connection, path)

    def _read(self, connection: socket.socket) -> str | None:
        data = b""
        while b"\r\n\r\n" not in data:
            piece = connection.recv(4096)
            if not piece:
                return None
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        lengths = [line[15:] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        left = int(lengths[0]) - len(body) if lengths and self._reads_bodies else 0
        while left > 0:
            piece = connection.recv(65536)
            if not piece:
                return None  # the client has gone in the middle
            left -= len(piece)
        self.heads.append(head.decode("latin-1"))
        return head.split()[1].decode()


def send(connection: socket.socket, body: bytes, content_type: str = "application/json") -> None:
    head = f"HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ncontent-length: {len(body)}\r\n\r\n"
    connection.sendall(head.encode() + body)


def send_json(connection: socket.socket, value: object) -> None:
    send(connection, json.dumps(value).encode())


def send_picture(connection: socket.socket, content: bytes) -> None:
    send(connection, content, "image/png")


def reset(connection: socket.socket) -> None:
    """End a connection with a reset, as a machine that crashes does."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
