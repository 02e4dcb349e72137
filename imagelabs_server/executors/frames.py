"""Messages between the service and its workers: a JSON header and a binary body, framed by their lengths.

Plain pipes and JSON, so that a worker is an ordinary subprocess: it re-imports nothing of its parent's `__main__`
(as multiprocessing's spawn would), and nothing is ever unpickled.
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
        stream: where to; one writer at a time.
        header: anything that JSON can hold.
        body: an encoded image, or nothing.

    Raises:
        OSError: the other side is gone.
    """
    encoded = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(encoded), len(body)) + encoded)
    if body:
        stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[Header, bytes] | None:
    """Read one message, or None where the stream has ended, cleanly or in the middle of a message."""
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
