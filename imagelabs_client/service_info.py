"""What a service says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What draws the pictures.

    Attributes:
        name: such as "painter".
        version: such as "1.0", or empty if unknown.
        kind: "procedural" for one that paints by rules, "neural" for a trained model, or None if it does not say.
    """

    name: str
    version: str = ""
    kind: Literal["procedural", "neural"] | None = None

    def __str__(self) -> str:
        """Return name and version, such as "painter 1.0"."""
        return f"{self.name} {self.version}".strip()


@dataclass(frozen=True, slots=True)
class ServiceInfo:
    """What a service tells about itself; empty for one that does not.

    Attributes:
        engine: what draws, or None.
        models: names that `model` may have.
        default_model: the one used when none is named, or None.
    """

    engine: EngineInfo | None = None
    models: tuple[str, ...] = ()
    default_model: str | None = None
