"""Operations on arrays of pixels, all float32: colours, smooth steps, blurs.

Everything that takes long is built from these and from `noise`, so they contain the checkpoints at which a picture can
be cancelled (see `interrupt`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from imagelabs_server.painter.canvas.interrupt import checkpoint

Floats = NDArray[np.floating[Any]]  # float32 wherever there are many


def rgb(colour: str) -> Floats:
    """The colour "#rrggbb" as three floats from 0 to 1."""
    digits = colour.lstrip("#")
    return np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)], np.float32) / np.float32(255)


def smoothstep(values: Floats, low: float | Floats, high: float | Floats) -> Floats:
    """0 below `low`, 1 above `high`, an S-curve between (the other way round when `high` is the smaller)."""
    checkpoint()
    t = np.clip((values - low) / (np.asarray(high, np.float32) - low + np.float32(1e-9)), 0, 1).astype(np.float32)
    return t * t * (3 - 2 * t)


def mix(first: Floats, second: Floats, share: float | Floats) -> Floats:
    """Two colours, or arrays of colours, blended; an array of shares without a channel axis gets one."""
    checkpoint()
    if isinstance(share, np.ndarray) and share.ndim and share.shape[-1] != 1:
        share = share[..., None]
    return (first + (second - first) * share).astype(np.float32)


def resize(values: Floats, width: int, height: int, how: Image.Resampling = Image.Resampling.BICUBIC) -> Floats:
    """A (rows, columns) array resampled to (height, width)."""
    checkpoint()
    image = Image.fromarray(np.ascontiguousarray(values, np.float32))
    return np.asarray(image.resize((width, height), how), np.float32)


def soften(values: Floats, sigma: float) -> Floats:
    """A blur of about `sigma` pixels; large ones are made at a lower resolution, where it does not show."""
    if sigma < 0.4:
        return values
    height, width = values.shape
    factor = max(1.0, sigma / 1.6)
    low_w, low_h = max(2, round(width / factor)), max(2, round(height / factor))
    low = resize(values, low_w, low_h, Image.Resampling.BOX) if factor > 1 else values
    for _ in range(max(1, round(2 * (sigma / factor) ** 2))):
        checkpoint()
        low = _tent(_tent(low).T).T
    return resize(low, width, height) if factor > 1 else low


def _tent(values: Floats) -> Floats:
    """Each row mixed with its neighbours, 1:2:1; the first and the last value repeat beyond the ends."""
    pairs = values[:-1] + values[1:]
    mixed = np.empty_like(values)
    np.add(pairs[:-1], pairs[1:], out=mixed[1:-1])
    mixed[0] = 3 * values[0] + values[min(1, len(values) - 1)]
    mixed[-1] = 3 * values[-1] + values[max(-2, -len(values))]
    mixed *= np.float32(0.25)
    return mixed


def ramp(places: Floats, stops: Sequence[Floats]) -> Floats:
    """The colours found at `places` (0 to 1) along evenly spaced `stops`; any shape, a channel axis added."""
    checkpoint()
    table = np.stack(stops).astype(np.float32)
    at = np.clip(places, 0, 1) * np.float32(len(stops) - 1)
    checkpoint()
    lower = np.minimum(at.astype(np.int32), len(stops) - 2)
    share = (at - lower)[..., None]
    share = share * share * (3 - 2 * share) * np.float32(0.5) + share * np.float32(0.5)
    checkpoint()
    colours = table[lower]
    checkpoint()
    colours += (table[lower + 1] - colours) * share
    return colours


def luminance(colour: Floats) -> Floats:
    """How bright a colour array looks, channel axis gone (Rec. 709 weights)."""
    checkpoint()
    return np.asarray(np.matmul(colour, np.array([0.2126, 0.7152, 0.0722], np.float32)), np.float32)
