"""The door behind which engines draw: what a job is, and what an engine must do with it.

An engine runs in a worker process, away from the event loop, and may use all the CPU it wants. This module
imports only the standard library and Pillow's types, so that a worker that needs it starts fast.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from PIL import Image

EngineKind = Literal["procedural", "neural"]


class DrawingCancelled(Exception):  # noqa: N818 - the end that somebody asked for, not an error
    """Raised by an engine's `draw` once `cancelled()` has answered True."""


@dataclass(frozen=True, slots=True)
class EngineParameter:
    """A parameter that an engine has beside those of the protocol; the service checks it before a job is made.

    Attributes:
        name: its key on the wire.
        kind: "integer", "number" (which may have a fraction), "boolean" or "text" (of at most 1,000 characters).
        default: what the engine gets where none is given.
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
    """One picture to draw: the wire's parameters, checked and in their natural types."""

    prompt: str
    negative_prompt: str = ""
    width: int = 1152  # pixels
    height: int = 896  # pixels
    seed: int = 0  # any integer, 0 or more
    subseed: int = 0  # any integer, 0 or more
    attention: int = 0
    tiling: bool = False
    model: str | None = None
    reference_image: bytes | None = None  # a PNG: RGB, upright, no side over 2048 pixels, made by the service itself
    reference_strength: int = 30  # percent
    options: Mapping[str, Any] = field(default_factory=dict)  # the engine's own parameters, by name


class Report(Protocol):
    """How an engine tells how far it is; every call may carry news of any kind."""

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
            fraction: share done, 0 to 1, never falling.
            preview: the picture so far; the engine may go on changing it after the call returns.
            status: a short English text of what is going on, from `imagelabs_server.statuses`.
            steps: steps done and steps in all.
            recognised: the prompt's own words that the engine understood, in the prompt's order.
            unrecognised: the prompt's own words that mean something, and that it did not understand.
        """


class Engine(Protocol):
    """Something that draws.

    It may also have `parameters`, a sequence of `EngineParameter`: those that it has beside the protocol's.
    """

    name: str
    version: str
    kind: EngineKind

    def draw(self, job: Job, report: Report, cancelled: Callable[[], bool]) -> Image.Image:
        """Draw `job` and return an RGB image of exactly `job.width` by `job.height` pixels.

        Args:
            job: what to draw. The same job gives the same pixels.
            report: called with progress and previews.
            cancelled: asked often (every few tens of milliseconds); when it answers True, give up.

        Raises:
            DrawingCancelled: `cancelled` answered True.
        """

    def improve_prompt(self, prompt: str) -> str:
        """Say `prompt` again so that this engine makes more of it, in the prompt's own language. Answers at once."""
