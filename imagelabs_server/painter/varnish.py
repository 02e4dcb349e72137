"""The last step: light raking over the paint's relief, a hint of canvas, and a quiet darkening towards the corners."""

from __future__ import annotations

import numpy as np
from PIL import Image

from imagelabs_server.painter.noise import Floats, smoothstep
from imagelabs_server.painter.strokes import Surface


def varnish(surface: Surface, rng: np.random.Generator, *, relief: float = 0.55, vignette: float = 0.22) -> Image.Image:
    """The finished picture.

    Args:
        surface: the painting.
        rng: the canvas's threads.
        relief: how strongly the height of the paint shows.
        vignette: how much darker the corners are; nothing for a surface that wraps, whose edges must meet.
    """
    paint = surface.bytes[..., 3].astype(np.float32) * np.float32(1 / 255)
    gain = _raking_light(paint, rng, surface.wrap) * np.float32(relief)
    np.clip(gain, -0.11, 0.13, out=gain)
    gain += 1
    if not surface.wrap:
        gain *= 1 - np.float32(vignette) * _corners(surface.width, surface.height)
    image = surface.image()
    image = _melt(image, surface.wrap)
    colours = np.asarray(image, np.float32)
    colours = colours * gain[..., None]
    return Image.fromarray(np.clip(colours, 0, 255).astype(np.uint8))


def _raking_light(paint: Floats, rng: np.random.Generator, wrap: bool) -> Floats:
    """How much brighter the slopes that face the upper left are."""
    height, width = paint.shape
    mode = "wrap" if wrap else "edge"
    padded = np.pad(paint, 1, mode=mode)  # type: ignore[call-overload]
    smooth = (padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:] + 2 * paint) / np.float32(6)
    threads = rng.standard_normal((height, width), np.float32)
    threads = (threads + np.roll(threads, 1, 0) + np.roll(threads, 1, 1)) * np.float32(0.012)
    smooth += threads
    padded = np.pad(smooth, 1, mode=mode)  # type: ignore[call-overload]
    slope: Floats = (padded[2:, 2:] - padded[:-2, :-2]) * np.float32(0.5)
    return slope


def _corners(width: int, height: int) -> Floats:
    x = np.linspace(-1, 1, width, dtype=np.float32)[None]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    return smoothstep(np.sqrt(x * x + y * y), 0.7, 1.5)


def _melt(image: Image.Image, wrap: bool) -> Image.Image:
    """Let the hard edges of bristles run a little."""
    colours = np.asarray(image)
    mode = "wrap" if wrap else "edge"
    padded = np.pad(colours, ((1, 1), (1, 1), (0, 0)), mode=mode).astype(np.uint16)  # type: ignore[call-overload]
    middle = padded[1:-1, 1:-1]
    around = padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]
    return Image.fromarray(((middle * 4 + around + 4) // 8).astype(np.uint8))
