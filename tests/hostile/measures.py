"""What a piece of work costs, counted instead of timed, so that a busy machine changes nothing."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

MIB: Final = 1 << 20


def lines_run_by(work: Callable[[], object]) -> int:
    """Count the lines of Python that run, each as often as it runs; what C does within a line counts as nothing.

    Python collects no garbage meanwhile: what it would finalise may be of another test.
    """
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    gc.disable()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
        gc.enable()
    return count


def peak_of(work: Callable[[], object]) -> int:
    """Return the most bytes that Python holds at once while some work is done, besides what it held before."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
