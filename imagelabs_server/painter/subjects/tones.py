"""Colours of drawings, all "#rrggbb", and the choice among several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

Choice = TypeVar("Choice")


def blend(colour: str, other: str, share: float) -> str:
    """`colour` with a `share` (0 to 1) of `other` mixed in, both "#rrggbb"."""
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(colour: str, share: float = 0.25) -> str:
    """A shadow tone of `colour`: mixed with a deep violet, as shadows out of doors are."""
    return blend(colour, "#1c1433", share)


def lighter(colour: str, share: float = 0.25) -> str:
    """A light tone of `colour`: mixed with a warm white."""
    return blend(colour, "#fff6e0", share)


def pick(rng: np.random.Generator, options: Sequence[Choice]) -> Choice:
    """One of `options`, each as likely as the others."""
    return options[int(rng.integers(len(options)))]
