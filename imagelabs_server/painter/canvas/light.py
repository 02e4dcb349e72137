"""The light on a canvas: where it comes from, and what it does to colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from imagelabs_server.painter.canvas.pixels import Floats, luminance, mix


@dataclass(frozen=True, slots=True)
class Light:
    """Where the light comes from and what it does to colours.

    Attributes:
        x: the sun or moon, in pixels of the canvas; may lie outside it.
        y: the same, downwards.
        key: colour and strength of the direct light.
        ambient: colour and strength of the light that comes from everywhere.
        disc: the colour of the sun or moon itself.
        haze: the colour that far things fade into.
        zenith: the sky's colour high up, which glass shows.
        backlit: 0 to 1, how far the light is behind what we look at.
        dark: 0 to 1, how much lamps and lit windows shine.
        blue: 0 to 1, how much colour the eye loses in the dark (Purkinje), where nothing shines.
    """

    x: float
    y: float
    key: Floats
    ambient: Floats
    disc: Floats
    haze: Floats
    zenith: Floats
    backlit: float
    dark: float
    blue: float = 0.0

    def lit(self, albedo: Floats, facing: float | Floats = 0.5) -> Floats:
        """The colour of a surface of `albedo` that faces the direct light by `facing` (0 away, 1 straight at it)."""
        if isinstance(facing, np.ndarray):
            facing = facing[..., None]
        if self.blue > 0:
            albedo = mix(albedo, luminance(albedo)[..., None] * np.array([0.92, 1.0, 1.12], np.float32), self.blue)
        return (albedo * (self.ambient + self.key * facing)).astype(np.float32)
