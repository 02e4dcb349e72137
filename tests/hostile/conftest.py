"""The copy of the app that the tests of a file attack: one for all of them, because each takes seconds to start."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import StartApp
from tests.hostile.attack import PREVIEW, PUBLIC, Copy, at_once
from tests.hostile.files import png_with_text

# Attacks on a running copy want a quiet machine. They have a command of their own, of which `.ci/run` does a part:
# `HOSTILE=1 python -m pytest tests/hostile`.
collect_ignore = (
    [] if os.environ.get("HOSTILE") else sorted(path.name for path in Path(__file__).parent.glob("test_*.py"))
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What attacks a running copy has a second try if it was only slow: other programs can slow a machine down."""
    for item in items:
        if "copy" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["TooSlowError"]))


@pytest.fixture(scope="module")
def copy(start_app: StartApp) -> Iterator[Copy]:
    """A public copy, behind one proxy, that has done everything once, so that nothing is loaded during an attack.

    At the end it stops as it should, has reported no fault, and has left no file behind.
    """
    app = start_app(*PUBLIC)
    running = Copy(app)
    visitor = running.visitor()
    visitor.generate("a cat", reference=visitor.upload(png_with_text("parameters", "a cat")))
    visitor.ask(PREVIEW, "first", prompt="a {red|blue} house", seed="1", count=1)
    at_once(lambda number: visitor.generate("a castle", side=1024, seed=number), range(2))  # by both workers
    yield running
    running.close()
    assert app.end() == 0
    assert "Traceback" not in app.log, app.log
    until = time.monotonic() + 5
    while running.files() and time.monotonic() < until:
        time.sleep(0.05)
    assert running.files() == []
