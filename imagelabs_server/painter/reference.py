"""A reference image: its palette, its large masses and finally its forms, applied according to its strength."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageOps

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.interrupt import checkpoint
from imagelabs_server.painter.canvas.pixels import Floats, luminance, smoothstep, soften

# The strengths between which each thing is taken from the reference. Nothing is blended half transparent with detail of
# the same scale, which would show two pictures at once.
PALETTE = (0.0, 0.6)  # the scene's colours become the reference's
MASSES = (0.05, 0.55)  # large lights and darks are those of the reference
DETAILS = (0.30, 0.58)  # the scene's own details leave the background
FIGURES = 0.72  # from this strength on the subjects have left: at once, for half of a subject is a ghost
STRAY = 0.4  # from this strength on, strokes set by hand outside subjects would belong to another picture


def load_reference(data: bytes, width: int, height: int) -> Floats:
    """Decode a reference and crop it to the picture's format: (height, width, 3), 0 to 1, transparency on white.

    Raises:
        OSError: the bytes are no image (the service checks this before an engine sees them).
    """
    with Image.open(io.BytesIO(data)) as opened:
        opened.draft("RGB", (2 * width, 2 * height))  # JPEG alone: decode no more than is needed
        checkpoint()
        image = ImageOps.exif_transpose(opened)
    checkpoint()
    image = image.convert("RGBA")
    checkpoint()
    # Reducing by a whole factor first costs a fraction, and the difference cannot be seen.
    image = image.reduce(max(1, min(image.width // (2 * width), image.height // (2 * height))))
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A"))
    checkpoint()
    fitted = ImageOps.fit(flat, (width, height), Image.Resampling.LANCZOS)
    return np.asarray(fitted, np.float32) / np.float32(255)


def follow_reference(canvas: Canvas, reference: Floats, strength: float) -> None:
    """Move the canvas towards the reference.

    First come the colours (Pitié and Kokaram 2007), then the masses: frequency bands are exchanged, the coarsest first,
    as in the pyramids of Burt and Adelson 1983. The subjects stand in the reference's world until they too give way.

    Args:
        canvas: its picture, salience and accents are changed.
        reference: (rows, columns, 3), 0 to 1, of the canvas's size.
        strength: 0 for nothing to 1 for the reference itself.
    """
    if strength <= 0:
        return
    picture = np.clip(canvas.rgb, 0, 1)
    figures = canvas.figures[..., None]
    canvas.tick()
    toned = _with_palette(picture, reference)
    canvas.tick()
    # Subjects keep some of their own colours, by which they are known.
    picture = picture + (toned - picture) * (_share(strength, PALETTE) * (1 - np.float32(0.45) * figures))
    canvas.tick()
    sigma = 0.13 * (1 - strength) ** 3.2 * canvas.unit
    coarse = np.empty_like(picture)
    masses = np.empty_like(picture)
    for channel in range(3):
        coarse[..., channel] = soften(picture[..., channel], sigma)
        masses[..., channel] = soften(reference[..., channel], sigma)
        canvas.tick()
    near = soften(canvas.figures, 0.025 * canvas.unit)[..., None]  # shadows and reflections stay with who casts them
    stays = np.float32(strength < FIGURES)
    keeps = np.maximum(1 - _share(strength, DETAILS), np.minimum(near * np.float32(1.6), 1) * np.float32(0.8) * stays)
    ground = coarse + (masses - coarse) * _share(strength, MASSES) + (picture - coarse) * keeps
    canvas.tick()
    canvas.rgb = np.clip(ground + (picture - ground) * (figures * stays), 0, 1)
    canvas.figures = canvas.figures * stays
    canvas.salience = np.maximum(canvas.figures, canvas.salience * (1 - _share(strength, DETAILS)))
    canvas.salience = np.maximum(canvas.salience, _care(reference, canvas.unit) * np.float32(strength))
    canvas.tick()
    if strength > STRAY:
        canvas.accents.drop_inside(np.float32(1) - canvas.figures)


def _share(strength: float, span: tuple[float, float]) -> np.float32:
    return np.float32(smoothstep(np.array(strength, np.float32), *span))


def _care(reference: Floats, unit: float) -> Floats:
    """How salient each spot of the reference is: its local contrast, softened, 0 to 1."""
    light = luminance(reference)
    local = np.abs(light - soften(light, 0.01 * unit))
    busy = soften(local, 0.015 * unit)
    most = max(float(np.quantile(busy[::4, ::4], 0.97)), 0.01)
    return np.asarray(np.clip(busy / np.float32(most), 0, 1) * np.float32(0.8))


def _with_palette(picture: Floats, reference: Floats) -> Floats:
    """The picture with the mean and the covariance of the reference's colours, moved as little as possible (the linear
    Monge-Kantorovitch map of Pitié and Kokaram 2007)."""
    own, other = picture[::3, ::3].reshape(-1, 3), reference[::3, ::3].reshape(-1, 3)
    own_mean, other_mean = own.mean(0), other.mean(0)
    own_spread = np.cov(own, rowvar=False) + np.eye(3) * 4e-4
    other_spread = np.cov(other, rowvar=False) + np.eye(3) * 4e-4
    root = _root(own_spread)
    back = np.linalg.inv(root)
    move = back @ _root(root @ other_spread @ root) @ back
    # No colour is spread out so far that the paint's own unevenness would show as noise.
    values, vectors = np.linalg.eigh(move)
    move = ((vectors * np.clip(values, 0.0, 2.2)) @ vectors.T).astype(np.float32)
    return np.asarray(np.clip((picture - own_mean) @ move + other_mean, 0, 1), np.float32)


def _root(matrix: Floats) -> Floats:
    """The square root of a symmetric positive matrix."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T)
