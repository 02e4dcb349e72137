"""What a service says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """The engine that draws the pictures.

    Attributes:
        name: such as "painter".
        version: such as "1.0", or empty if unknown.
        kind: "procedural" for a rule-based painter, "neural" for a trained model, or None if unknown.
    """

    name: str
    version: str = ""
    kind: Literal["procedural", "neural"] | None = None

    def __str__(self) -> str:
        """Return name and version, such as "painter 1.0"."""
        return f"{self.name} {self.version}".strip()


@dataclass(frozen=True, slots=True)
class ServiceInfo:
    """A service's description of itself; empty if it provides none.

    Attributes:
        engine: the engine that draws, or None.
        models: valid values of `model`.
        default_model: the model used if none is given, or None.
    """

    engine: EngineInfo | None = None
    models: tuple[str, ...] = ()
    default_model: str | None = None
