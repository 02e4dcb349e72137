"""A reference image: its composition and its palette, taken over as far as its strength says."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageOps

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.noise import Floats, soften


def load_reference(data: bytes, width: int, height: int) -> Floats:
    """Decode a reference and crop it to the picture's format: (height, width, 3), 0 to 1, transparency on white.

    Raises:
        OSError: the bytes are no image (the service checks this before an engine sees them).
    """
    with Image.open(io.BytesIO(data)) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGBA")
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A"))
    fitted = ImageOps.fit(flat, (width, height), Image.Resampling.LANCZOS)
    return np.asarray(fitted, np.float32) / np.float32(255)


def follow_reference(canvas: Canvas, reference: Floats, strength: float) -> None:
    """Move the scene towards the reference.

    Two things are taken over, each by `strength` (0 to 1): the statistics of its colours (Reinhard et al. 2001, in
    an opponent space), and, beyond a third, its forms, softened at first and clear at full strength.
    """
    if strength <= 0:
        return
    scene = np.clip(canvas.rgb, 0, 1)
    moved = _match_colours(scene, reference)
    palette_share = np.float32(min(1.0, 1.25 * strength))
    scene = scene + (moved - scene) * palette_share
    blur = max(0.0, (1 - strength) * 0.030 * canvas.unit)
    forms = np.stack([soften(reference[..., c], blur) for c in range(3)], -1)
    share = np.float32(np.clip(strength**1.4 * 0.95, 0, 0.95))
    # Where subjects stand, they stay recognisable: the forms take less of them.
    share_here = share * (1 - np.float32(0.55) * (1 - share) * np.clip(canvas.salience, 0, 1))[..., None]
    canvas.rgb = (scene + (forms - scene) * share_here).astype(np.float32)
    canvas.salience = np.maximum(canvas.salience, np.float32(0.5 * strength))
    if strength > 0.75:
        canvas.accents.drop_inside(np.ones((canvas.height, canvas.width), np.float32))


_OPPONENT = np.array([[1 / 3, 1 / 3, 1 / 3], [0.5, 0.0, -0.5], [-0.25, 0.5, -0.25]], np.float32)


def _match_colours(scene: Floats, reference: Floats) -> Floats:
    """The scene with the mean and the spread of the reference's lightness and colours."""
    back = np.linalg.inv(_OPPONENT).astype(np.float32)
    own, other = scene @ _OPPONENT.T, reference @ _OPPONENT.T
    own_mean, other_mean = own.mean((0, 1)), other.mean((0, 1))
    ratio = np.clip(other.std((0, 1)) / (own.std((0, 1)) + 1e-3), 0.4, 2.2)
    moved: Floats = np.clip(((own - own_mean) * ratio + other_mean) @ back.T, 0, 1)
    return moved
