"""Filters over pictures: simplifying, contours, and edges that a hand would draw; all float32."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from imagelabs_server.painter.canvas.interrupt import checkpoint
from imagelabs_server.painter.canvas.pixels import Floats, soften


def simplify(picture: Floats, radius: int, sharpness: float = 4.0) -> Floats:
    """Flatten a picture's textures and keep its edges (Kuwahara et al. 1976, with the soft weights of Papari, Petkov
    and Campisi 2007): each pixel becomes a mean of the four windows it is a corner of, the calmest counting most.

    Args:
        picture: (rows, columns, 3), 0 to 1.
        radius: half of a window, pixels; under 1 nothing happens.
        sharpness: how much more the calmest window counts.
    """
    if radius < 1:
        return picture
    rows, columns = picture.shape[:2]
    reach = 2 * radius
    planes = np.empty((4, rows, columns), np.float32)
    light = np.zeros((rows, columns), np.int32)
    for i in range(3):
        whole = (np.clip(picture[..., i], 0, 1) * 255).astype(np.int32)
        light += whole
        planes[i] = _windows(whole, radius)
    light //= 3
    mean = planes[:3].sum(0) * np.float32(1 / 3)
    planes[3] = np.maximum(_windows(light * light, radius) - mean * mean, 0)
    checkpoint()
    np.add(planes[3], np.float32(4.0), out=planes[3])
    np.power(planes[3], np.float32(-sharpness / 2), out=planes[3])
    padded = np.pad(planes, ((0, 0), (radius, radius), (radius, radius)), mode="edge")
    total = np.zeros((3, rows, columns), np.float32)
    weight = np.zeros((rows, columns), np.float32)
    for down in (0, reach):
        for across in (0, reach):
            here = padded[:, down : down + rows, across : across + columns]
            total += here[:3] * here[3]
            weight += here[3]
            checkpoint()
    total /= weight * np.float32(255)
    return np.ascontiguousarray(np.moveaxis(total, 0, -1))


def _windows(values: NDArray[np.int32], radius: int) -> Floats:
    """The mean over the square of 2 * radius + 1 around each pixel, by summed areas (Crow 1984)."""
    checkpoint()
    size = 2 * radius + 1
    padded = np.pad(values, ((radius + 1, radius), (radius + 1, radius)), mode="edge").astype(np.int64)
    table = padded.cumsum(0).cumsum(1)
    inside = table[size:, size:] - table[:-size, size:] - table[size:, :-size] + table[:-size, :-size]
    return np.asarray(inside.astype(np.float32) * np.float32(1 / size**2))


def within_edges(picture: Floats, reach: float, contrast: float, rounds: int = 3) -> Floats:
    """Smooth a picture, but never across its edges, however thin what they enclose: the recursive domain transform of
    Gastal and Oliveira 2011.

    Args:
        picture: (rows, columns, 3), 0 to 1.
        reach: sigma of the smoothing where there is no edge, pixels.
        contrast: the difference (sum over channels) that counts as an edge.
        rounds: more leave fewer streaks.
    """
    smooth = np.array(picture, np.float32)
    steps = [_feedback(smooth, axis, reach / contrast) for axis in (0, 1)]
    for i in range(rounds):
        sigma = reach * 3**0.5 * 2 ** (rounds - i - 1) / (4**rounds - 1) ** 0.5
        for axis in (1, 0):
            lines = np.ascontiguousarray(np.swapaxes(smooth, 0, axis)) if axis else smooth
            checkpoint()
            share = np.exp(steps[axis] * np.float32(-(2**0.5) / sigma))[..., None]
            checkpoint()
            _sweep(lines, share)
            smooth = np.ascontiguousarray(np.swapaxes(lines, 0, axis)) if axis else lines
    return smooth


def _feedback(picture: Floats, axis: int, scale: float) -> Floats:
    """The length of each step from one line to the next in the transformed domain; lines first."""
    apart = np.abs(np.diff(picture, axis=axis))
    checkpoint()
    length = 1 + np.float32(scale) * (apart[..., 0] + apart[..., 1] + apart[..., 2])
    checkpoint()
    return np.ascontiguousarray(np.swapaxes(length, 0, axis))


def _sweep(lines: Floats, share: Floats) -> None:
    """Let every line take over its `share` of the one before it, there and back."""
    last = len(lines) - 1
    for i in range(1, last + 1):
        lines[i] += share[i - 1] * (lines[i - 1] - lines[i])
        if i % 128 == 0:
            checkpoint()
    for i in range(last - 1, -1, -1):
        lines[i] += share[i] * (lines[i + 1] - lines[i])
        if i % 128 == 0:
            checkpoint()


def contours(planes: list[Floats], sigma: float, balance: float = 0.98) -> Floats:
    """How far each pixel lies on the dark side of an edge, in any of several planes (Winnemöller et al. 2012).

    Args:
        planes: (rows, columns) each: lightness, colours, coverage.
        sigma: half of a line's width, pixels.
        balance: how much of the wider blur is taken off the narrow one.

    Returns:
        (rows, columns), about 0 where there is nothing, positive on lines; a step of 1 gives some 0.2.
    """
    lines = np.full(planes[0].shape, -1.0, np.float32)
    for plane in planes:
        near = soften(plane, sigma)
        checkpoint()
        np.maximum(lines, soften(plane, 1.6 * sigma) * np.float32(balance) - near * np.float32(balance), out=lines)
        checkpoint()
    return lines


def along_flow(values: Floats, flow: Floats, steps: int) -> Floats:
    """The mean of `values` along the lines of a direction field, so that broken lines run together (Kang, Lee and Chui
    2007).

    Args:
        values: (rows, columns).
        flow: unit vectors, of any smaller size.
        steps: how many pixels to go each way.
    """
    rows, columns = values.shape
    down, across = np.arange(rows) * len(flow) // rows, np.arange(columns) * flow.shape[1] // columns
    along = flow[down][:, across]
    total = values.copy()
    grid_y, grid_x = np.meshgrid(np.arange(rows, dtype=np.float32), np.arange(columns, dtype=np.float32), indexing="ij")
    for sign in (1.0, -1.0):
        for step in range(1, steps + 1):
            x = np.clip(grid_x + along[..., 0] * np.float32(sign * step), 0, columns - 1).astype(np.int32)
            y = np.clip(grid_y + along[..., 1] * np.float32(sign * step), 0, rows - 1).astype(np.int32)
            total += values[y, x]
            checkpoint()
    return total * np.float32(1 / (2 * steps + 1))


def level_flow(picture: Floats) -> Floats:
    """A direction field that lies level everywhere, for `picture`, (rows, columns, 3)."""
    flow = np.zeros((*picture.shape[:2], 2), np.float32)
    flow[..., 0] = 1
    return flow


def displaced(picture: Floats, across: Floats, down: Floats) -> Floats:
    """`picture` with every pixel fetched from elsewhere, by whole pixels; what lies outside is the nearest edge."""
    rows, columns = picture.shape[:2]
    x = np.clip(np.arange(columns, dtype=np.float32)[None] + across, 0, columns - 1).astype(np.int32)
    y = np.clip(np.arange(rows, dtype=np.float32)[:, None] + down, 0, rows - 1).astype(np.int32)
    return picture[y, x]
