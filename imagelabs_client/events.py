"""Events: what happens to a job.

They are frozen dataclasses, made for `match`:

    for event in client.stream("a cat on a windowsill"):
        match event:
            case Queued(position=place):
                print("in the queue", place or "")
            case Running(fraction=float(share)):
                print(f"{share:.0%}")
            case Finished(image=image):
                image.save("cat.png")
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from imagelabs_client.core.reprs import DiscreetRepr

if TYPE_CHECKING:
    from imagelabs_client.images import GeneratedImage


@dataclass(frozen=True, slots=True, kw_only=True)
class _JobEvent:
    """The attributes that all events share.

    Attributes:
        task_id: the service's id of the job; None only before the submit was answered.
        elapsed: seconds since the submit began (or since `resume`).
        status: the service's own status text, or None if it sent none.
    """

    task_id: str | None
    elapsed: float
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted(_JobEvent):
    """The service has accepted the job, with the id `task_id`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued(_JobEvent):
    """The job is waiting in the queue.

    Attributes:
        position: place in the queue, where 1 is next; None if unknown.
    """

    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Running(DiscreetRepr, _JobEvent):
    """The picture is being generated.

    Attributes:
        fraction: progress from 0 to 1, or None if unknown.
        eta: estimated seconds left, or None while there is no reliable estimate.
        preview_url: absolute URL of the picture so far, or None; `client.fetch` downloads it.
        steps: steps done and total number of steps, or None if unknown.
        recognised: words of the prompt that the engine understood.
        unrecognised: words of the prompt that it did not understand.
    """

    fraction: float | None = None
    eta: float | None = None
    preview_url: str | None = None
    steps: tuple[int, int] | None = None
    recognised: tuple[str, ...] = ()
    unrecognised: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrying(_JobEvent):
    """A request failed in a way that may be temporary, and will be repeated.

    Attributes:
        reason: a short description of the failure.
        delay: seconds until the next attempt.
    """

    reason: str
    delay: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished(_JobEvent):
    """The picture has been downloaded; the last event of a job."""

    image: GeneratedImage


Event: TypeAlias = Submitted | Queued | Running | Retrying | Finished
