"""Messages between service and workers: any split into chunks works, and a truncated one ends the stream."""

from __future__ import annotations

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from imagelabs_server.executors.frames import read_frame, write_frame

headers = st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text()))


class Dribble(io.RawIOBase):
    """A pipe that returns one byte per read."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self._content.read(min(1, size))


@given(st.lists(st.tuples(headers, st.binary(max_size=300)), max_size=5))
def test_frames_arrive_as_they_were_sent(frames: list[tuple[dict[str, object], bytes]]) -> None:
    stream = io.BytesIO()
    for header, body in frames:
        write_frame(stream, header, body)
    for reader in (io.BytesIO(stream.getvalue()), Dribble(stream.getvalue())):
        assert [read_frame(reader) for _ in frames] == [(json.loads(json.dumps(h)), b) for h, b in frames]  # type: ignore[arg-type]
        assert read_frame(reader) is None  # type: ignore[arg-type]


@given(headers, st.binary(min_size=1, max_size=300), st.data())
def test_a_frame_cut_short_is_the_end(header: dict[str, object], body: bytes, data: st.DataObject) -> None:
    stream = io.BytesIO()
    write_frame(stream, header, body)
    whole = stream.getvalue()
    cut = data.draw(st.integers(0, len(whole) - 1))
    assert read_frame(io.BytesIO(whole[:cut])) is None
