"""A few colours for many: choosing a limited palette for a picture, and finding the nearest of its colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from imagelabs_server.painter.canvas.interrupt import checkpoint
from imagelabs_server.painter.canvas.pixels import Floats

SAMPLES, ROUNDS = 5000, 9
CHUNK = 20_000  # pixels done at once: they and their distances fit the cache
# Lightness and two opponent colours of gamma-coded values, scaled so that distances look alike (near to CIE Lab's).
_EYE = np.array([[0.299, 0.587, 0.114], [0.62, -0.62, 0.0], [0.30, 0.30, -0.60]], np.float32).T


def choose_colours(picture: Floats, count: int, rng: np.random.Generator, weights: Floats | None = None) -> Floats:
    """The colours that stand for a picture best: k-means (Lloyd 1982) from k-means++ starts (Arthur and Vassilvitskii
    2007).

    Args:
        picture: (rows, columns, 3), 0 to 1.
        count: how many.
        rng: which pixels are looked at.
        weights: (rows, columns), how much each pixel counts.

    Returns:
        (count, 3) or fewer, from dark to light. At most 256 make sense.
    """
    pixels = picture.reshape(-1, 3)
    if weights is None:
        chosen = rng.integers(len(pixels), size=min(SAMPLES, len(pixels)))
    else:
        sums = np.cumsum(weights, dtype=np.float64)
        chosen = np.searchsorted(sums, rng.uniform(0, sums[-1], min(SAMPLES, len(pixels)))).clip(0, len(pixels) - 1)
    colours = pixels[chosen].astype(np.float32)
    seen = colours @ _EYE
    checkpoint()
    starts = [seen[0]]
    apart = ((seen - starts[0]) ** 2).sum(1)
    for _ in range(count - 1):
        checkpoint()
        total = float(apart.sum())
        odds = apart / total if total > 0 else np.full(len(apart), 1 / len(apart))
        starts.append(seen[int(np.searchsorted(np.cumsum(odds), rng.uniform()).clip(0, len(seen) - 1))])
        np.minimum(apart, ((seen - starts[-1]) ** 2).sum(1), out=apart)
    middles = np.stack(starts)
    checkpoint()
    table = np.zeros((count, 3), np.float32)
    for _ in range(ROUNDS):
        label = _closest(seen, middles)
        members = np.bincount(label, minlength=count)
        for channel in range(3):
            table[:, channel] = np.bincount(label, colours[:, channel], count) / np.maximum(members, 1)
        middles = np.where(members[:, None] > 0, table @ _EYE, middles)
        checkpoint()
    table = table[members > 0]
    return table[np.argsort(table @ np.array([0.299, 0.587, 0.114], np.float32))]


def nearest(picture: Floats, table: Floats) -> NDArray[np.uint8]:
    """Which of the colours of `table`, (count, 3), is nearest to each pixel of `picture`, (rows, columns, 3)."""
    pixels, middles = picture.reshape(-1, 3), table @ _EYE
    found = np.empty(len(pixels), np.uint8)
    for first in range(0, len(pixels), CHUNK):
        checkpoint()
        part = slice(first, first + CHUNK)
        found[part] = _closest(pixels[part] @ _EYE, middles)
    return found.reshape(picture.shape[:-1])


def _closest(seen: Floats, middles: Floats) -> NDArray[np.intp]:
    """The index of the nearest of `middles` to each of `seen`; both (n, 3)."""
    distance = seen @ (np.float32(-2) * middles.T)
    distance += (middles * middles).sum(1)
    return np.asarray(np.argmin(distance, axis=1))
