"""The interface between the service and its engines: jobs, and what an engine must implement.

An engine runs in a worker process, off the event loop, so it may use as much CPU as it needs. This module imports only
the standard library and Pillow's types, so that workers start fast.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from PIL import Image

EngineKind = Literal["procedural", "neural"]


class DrawingCancelled(Exception):  # noqa: N818 - a requested end, not an error
    """Raised by an engine's `draw` after `cancelled()` has returned True."""


@dataclass(frozen=True, slots=True)
class EngineParameter:
    """A parameter that an engine defines in addition to the protocol's; the service validates it before creating a job.

    Attributes:
        name: its key on the wire.
        kind: "integer", "number" (which may have a fraction), "boolean" or "text" (of at most 1,000 characters).
        default: value passed to the engine if none is given.
        minimum: smallest number allowed, or None.
        maximum: largest number allowed, or None.
    """

    name: str
    kind: Literal["integer", "number", "boolean", "text"]
    default: Any = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One picture to draw: the parameters of the request, validated and in their natural types."""

    prompt: str
    negative_prompt: str = ""
    width: int = 1152  # pixels
    height: int = 896  # pixels
    seed: int = 0  # any integer, 0 or more
    subseed: int = 0  # any integer, 0 or more
    attention: int = 0
    tiling: bool = False
    model: str | None = None
    reference_image: bytes | None = None  # a PNG re-encoded by the service: RGB, upright, no side over 2048 pixels
    reference_strength: int = 30  # percent
    options: Mapping[str, Any] = field(default_factory=dict)  # the engine's own parameters, by name


class Report(Protocol):
    """Callback with which an engine reports progress; any call may include any of the arguments."""

    def __call__(
        self,
        fraction: float,
        preview: Image.Image | None = None,
        *,
        status: str | None = None,
        steps: tuple[int, int] | None = None,
        recognised: Sequence[str] | None = None,
        unrecognised: Sequence[str] | None = None,
    ) -> None:
        """Report progress.

        Args:
            fraction: fraction completed, 0 to 1, never decreasing.
            preview: the picture so far; the engine may modify it after the call returns.
            status: a short English text from `imagelabs_server.statuses`.
            steps: completed and total steps.
            recognised: words of the prompt that the engine understood, in the prompt's order.
            unrecognised: meaningful words of the prompt that the engine did not understand.
        """


class Engine(Protocol):
    """The interface of an engine.

    An engine may also have the attribute `parameters`, a sequence of `EngineParameter`, for parameters in addition to
    the protocol's.
    """

    name: str
    version: str
    kind: EngineKind

    def draw(self, job: Job, report: Report, cancelled: Callable[[], bool]) -> Image.Image:
        """Draw `job` and return an RGB image of exactly `job.width` by `job.height` pixels.

        Args:
            job: what to draw. The same job must give the same pixels.
            report: to be called with progress and previews.
            cancelled: to be called often (every few tens of milliseconds); if it returns True, stop drawing.

        Raises:
            DrawingCancelled: `cancelled` returned True.
        """

    def improve_prompt(self, prompt: str) -> str:
        """Return `prompt` rewritten in its own language so that this engine draws it better. Must return at once."""
