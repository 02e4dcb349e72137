"""The dice: all randomness of a picture, with a generator for every step."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Dice:
    """All randomness of one picture: every step draws from its own generator, so that no step disturbs another.

    Attributes:
        prompt: the text of the prompt, which is part of the seed.
        seed: decides the composition.
        subseed: decides the small things.
    """

    prompt: str
    seed: int
    subseed: int

    def roll(self, step: str) -> np.random.Generator:
        """The generator of a step that shapes the composition."""
        return self._generator(f"{self.seed}|{step}|{self.prompt}")

    def vary(self, step: str) -> np.random.Generator:
        """The generator of a step that the variation seed may change too."""
        return self._generator(f"{self.seed}|{self.subseed}|{step}|{self.prompt}")

    @staticmethod
    def _generator(text: str) -> np.random.Generator:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "little")))
