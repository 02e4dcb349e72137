"""What the command line shows while it works: bars on a terminal, a few lines elsewhere."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from imagelabs_client.events import Event, Finished, Queued, Retrying, Running, Submitted

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


def say(text: str) -> None:
    """Write a line to standard output."""
    sys.stdout.write(f"{visible(text)}\n")
    sys.stdout.flush()


def warn(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{visible(text)}\n")
    sys.stderr.flush()


def visible(text: str) -> str:
    """Replace what a terminal would obey instead of showing, and what its encoding cannot show."""
    shown = "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)
    encoding = sys.stdout.encoding or "utf-8"
    return shown.encode(encoding, "replace").decode(encoding)


class Display:
    """Shows jobs at work; may be told events from several threads.

    Args:
        bars: the terminal's progress bars, or None to write lines.
        quiet: whether to show nothing.
    """

    def __init__(self, bars: Progress | None, *, quiet: bool) -> None:
        self._bars = bars
        self._quiet = quiet
        self._rows: dict[str, TaskID] = {}
        self._last: dict[str, str] = {}
        self._lock = threading.Lock()

    @property
    def unfinished(self) -> list[str]:
        """Ids of the jobs that were submitted and whose pictures nobody has yet."""
        with self._lock:
            return list(self._last)

    def expect(self, task_id: str) -> None:
        """Take note of a job that was submitted before."""
        with self._lock:
            self._last.setdefault(task_id, "")

    def forget(self, task_id: str | None) -> None:
        """Take note that a job's picture is saved, or that there will be none."""
        with self._lock:
            self._last.pop(task_id or "", None)
            row = self._rows.pop(task_id or "", None)
            if row is not None and self._bars is not None:
                self._bars.remove_task(row)

    def tell(self, event: Event) -> None:
        """Take note of an event, and show it."""
        with self._lock:
            task_id = event.task_id or ""
            text = _text(event)
            # A picture that is done is still in memory only, so its job is not forgotten before it is saved.
            if task_id and not isinstance(event, Finished):
                changed = self._last.get(task_id) != text
                self._last[task_id] = text
                if changed and self._bars is None and not self._quiet:
                    warn(f"{task_id[:8]}: {text}")
            if self._bars is not None:
                self._show(self._bars, event, task_id, text)

    def _show(self, bars: Progress, event: Event, task_id: str, text: str) -> None:
        if isinstance(event, Finished):
            if task_id in self._rows:
                bars.remove_task(self._rows.pop(task_id))
            return
        if task_id not in self._rows:
            self._rows[task_id] = bars.add_task(text, total=None)
        fraction = event.fraction if isinstance(event, Running) else None
        if fraction is None:
            bars.update(self._rows[task_id], description=visible(text))
        else:
            bars.update(self._rows[task_id], description=visible(text), total=1.0, completed=fraction)


@contextmanager
def display(*, quiet: bool) -> Iterator[Display]:
    """Show progress bars if standard error is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield Display(None, quiet=quiet)
        return
    try:  # rich is loaded only by those who see it
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
    except ImportError:
        warn('imagelabs: progress is shown with rich: pip install "imagelabs-playground[cli]".')
        yield Display(None, quiet=quiet)
        return

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    # rich would send what is written to standard output to its own console, which is right only on a terminal.
    redirect = sys.stdout.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=redirect) as bars:
        yield Display(bars, quiet=False)


def _text(event: Event) -> str:
    match event:
        case Submitted():
            return "submitted"
        case Queued(position=int(position)):
            return f"in the queue, number {position}"
        case Queued():
            return event.status or "in the queue"
        case Retrying():
            return f"trying again in {event.delay:.1f} s: {event.reason}"
        case Running():
            return event.status or "running"
        case Finished():
            return "done"
