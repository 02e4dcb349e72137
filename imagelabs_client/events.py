"""What happens to a job, told as it happens.

Events are frozen dataclasses made for `match`:

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
    """What all events share.

    Attributes:
        task_id: the service's id of the job; None only before the submit was answered.
        elapsed: seconds since the submit began (or since `resume`).
        status: the service's own words, or None if it said nothing.
    """

    task_id: str | None
    elapsed: float
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted(_JobEvent):
    """The service has the job and gave it `task_id`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued(_JobEvent):
    """The job waits for its turn.

    Attributes:
        position: place in the queue, 1 is next; None if the service does not say.
    """

    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Running(DiscreetRepr, _JobEvent):
    """The job is being drawn, as far as the service tells.

    Attributes:
        fraction: share done, 0 to 1, or None if unknown.
        eta: seconds left, as estimated from what was seen, or None while there is no honest estimate.
        preview_url: absolute URL of the picture so far, or None; `client.fetch` downloads it.
        steps: steps done and steps in all, or None.
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
    """Something failed that may pass; it will be tried again.

    Attributes:
        reason: what failed, in a few words.
        delay: seconds until the next attempt.
    """

    reason: str
    delay: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished(_JobEvent):
    """The picture is here; the last event of a job."""

    image: GeneratedImage


Event: TypeAlias = Submitted | Queued | Running | Retrying | Finished
