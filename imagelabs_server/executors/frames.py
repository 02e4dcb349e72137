"""Messages between the service and its workers: a JSON header and a binary body, each prefixed with its length.

With plain pipes and JSON, a worker is an ordinary subprocess: it does not re-import its parent's `__main__`, as
multiprocessing's spawn would, and nothing is ever unpickled.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

_LENGTHS = struct.Struct(">II")

Header = dict[str, Any]


def write_frame(stream: BinaryIO, header: Header, body: bytes = b"") -> None:
    """Write one message and flush it.

    Args:
        stream: the stream to write to; only one thread may write at a time.
        header: a JSON-serializable dict.
        body: an encoded image, or empty.

    Raises:
        OSError: the other process has closed the pipe.
    """
    encoded = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(encoded), len(body)) + encoded)
    if body:
        stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[Header, bytes] | None:
    """Read one message; return None if the stream has ended, cleanly or in the middle of a message."""
    lengths = _read_exactly(stream, _LENGTHS.size)
    if lengths is None:
        return None
    header_length, body_length = _LENGTHS.unpack(lengths)
    header = _read_exactly(stream, header_length)
    body = _read_exactly(stream, body_length)
    if header is None or body is None:
        return None
    decoded: Header = json.loads(header)
    return decoded, body


def _read_exactly(stream: BinaryIO, size: int) -> bytes | None:
    chunks = []
    while size:
        chunk = stream.read(size)
        if not chunk:
            return None
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)
