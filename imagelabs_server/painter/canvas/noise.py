"""Seamless noise, all float32."""

from __future__ import annotations

import numpy as np
from PIL import Image

from imagelabs_server.painter.canvas.interrupt import checkpoint
from imagelabs_server.painter.canvas.pixels import Floats


def fbm(
    rng: np.random.Generator,
    width: int,
    height: int,
    cells: tuple[float, float],
    octaves: int = 5,
    gain: float = 0.5,
) -> Floats:
    """Fractal value noise of about -1 to 1 that repeats seamlessly over both edges (Perlin 1985; Musgrave 1989).

    Args:
        rng: decides the noise; the coarse octaves do not depend on the resolution asked for.
        width: columns.
        height: rows.
        cells: bumps across and down in the coarsest octave.
        octaves: how many times the frequency doubles; those finer than a pixel are left out.
        gain: amplitude of each octave relative to the one before.
    """
    total = np.zeros((height, width), np.float32)
    amplitude, energy = 1.0, 0.0
    for octave in range(octaves):
        across, down = (max(1, round(c * 2**octave)) for c in cells)
        if octave and (across > width or down > max(height, 4)):
            break
        checkpoint()
        grid = rng.uniform(-1, 1, (down, across)).astype(np.float32)
        padded = np.pad(grid, 2, mode="wrap")
        box = (2.0, 2.0, across + 2.0, down + 2.0)
        layer = Image.fromarray(padded).resize((width, height), Image.Resampling.BICUBIC, box=box)
        total += np.float32(amplitude) * np.asarray(layer, np.float32)
        energy += amplitude**2
        amplitude *= gain
    return total * np.float32(1.25 / np.sqrt(energy))


def fbm01(
    rng: np.random.Generator,
    width: int,
    height: int,
    cells: tuple[float, float],
    octaves: int = 5,
    gain: float = 0.5,
) -> Floats:
    """`fbm` moved into 0 to 1, with 0.5 in the middle."""
    noise: Floats = np.clip(fbm(rng, width, height, cells, octaves, gain) * 0.62 + 0.5, 0, 1)
    return noise


def line_noise(rng: np.random.Generator, width: int, cells: float, octaves: int = 5, gain: float = 0.5) -> Floats:
    """Seamless one-dimensional fractal noise of about -1 to 1, `width` values long."""
    noise: Floats = fbm(rng, width, 1, (cells, 1.0), octaves, gain)[0]
    return noise
