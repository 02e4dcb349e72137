"""Progress output of the command line: progress bars on a terminal, a few lines elsewhere."""

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
    """Replace control characters, and characters that the terminal's encoding cannot represent."""
    shown = "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)
    encoding = sys.stdout.encoding or "utf-8"
    return shown.encode(encoding, "replace").decode(encoding)


class Display:
    """Shows the progress of jobs; thread-safe.

    Args:
        bars: the progress bars of the terminal, or None to print lines.
        quiet: whether to print nothing.
    """

    def __init__(self, bars: Progress | None, *, quiet: bool) -> None:
        self._bars = bars
        self._quiet = quiet
        self._rows: dict[str, TaskID] = {}
        self._last_text: dict[str, str] = {}
        self._lock = threading.Lock()

    @property
    def unfinished(self) -> list[str]:
        """Ids of submitted jobs whose pictures are not saved yet."""
        with self._lock:
            return list(self._last_text)

    def expect(self, task_id: str) -> None:
        """Add a job that was submitted earlier."""
        with self._lock:
            self._last_text.setdefault(task_id, "")

    def forget(self, task_id: str | None) -> None:
        """Remove a job whose picture is saved, or that failed."""
        with self._lock:
            self._last_text.pop(task_id or "", None)
            row = self._rows.pop(task_id or "", None)
            if row is not None and self._bars is not None:
                self._bars.remove_task(row)

    def tell(self, event: Event) -> None:
        """Record an event and show it."""
        with self._lock:
            task_id = event.task_id or ""
            text = _describe(event)
            # A finished picture exists only in memory, so its job is kept until the picture is saved.
            if task_id and not isinstance(event, Finished):
                changed = self._last_text.get(task_id) != text
                self._last_text[task_id] = text
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
    try:  # imported here because only terminals need it
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
    except ImportError:
        warn('imagelabs: showing progress needs rich: pip install "imagelabs-playground[cli]".')
        yield Display(None, quiet=quiet)
        return

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    # rich redirects standard output to its own console, which is right only if standard output is a terminal.
    redirect = sys.stdout.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=redirect) as bars:
        yield Display(bars, quiet=False)


def _describe(event: Event) -> str:
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
