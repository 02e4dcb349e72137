"""Accents: single strokes that the planned passes would not find, such as stars and rain."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from imagelabs_server.painter.canvas.pixels import Floats


@dataclass(slots=True)
class Accents:
    """Strokes that are set by hand over the finished forms: stars, glints, blossoms, rain. Units are canvas pixels."""

    starts: list[Floats] = field(default_factory=list)  # each (n, 2): x, y
    ends: list[Floats] = field(default_factory=list)
    widths: list[Floats] = field(default_factory=list)  # each (n,)
    colours: list[Floats] = field(default_factory=list)  # each (n, 3)
    grounds: list[Floats] = field(default_factory=list)  # each (n, 3): what lay under their starts

    picture: Floats = field(default_factory=lambda: np.zeros((1, 1, 3), np.float32))  # what they are set over

    def add(self, starts: Floats, ends: Floats, widths: float | Floats, colours: Floats) -> None:
        """Add n strokes from `starts` to `ends`, (n, 2) each; widths and colours are one or n."""
        n = len(starts)
        self.grounds.append(self._under(np.asarray(starts, np.float32)))
        self.starts.append(np.asarray(starts, np.float32))
        self.ends.append(np.asarray(ends, np.float32))
        self.widths.append(np.broadcast_to(np.asarray(widths, np.float32), (n,)))
        self.colours.append(np.broadcast_to(np.asarray(colours, np.float32), (n, 3)))

    def _under(self, places: Floats) -> Floats:
        rows, columns = self.picture.shape[:2]
        x = np.clip(places[:, 0], 0, columns - 1).astype(np.int32)
        y = np.clip(places[:, 1], 0, rows - 1).astype(np.int32)
        return self.picture[y, x]

    def since(self, first: int) -> slice:
        """The groups added from the `first` on; `len(accents.starts)` is the number of the next one."""
        return slice(first, len(self.starts))

    def drop_covered(self) -> None:
        """Drop the strokes over which something else has been painted since."""
        for i, (starts, ground) in enumerate(zip(self.starts, self.grounds, strict=True)):
            self._keep(i, np.abs(self._under(starts) - ground).sum(1) < 0.10)

    def drop_inside(self, mask: Floats, groups: slice | None = None) -> None:
        """Drop the strokes that start, pass or end where `mask` (rows, columns; 0 to 1) is over a half."""
        rows, columns = mask.shape
        for i in range(len(self.starts))[groups or slice(None)]:
            starts, ends = self.starts[i], self.ends[i]
            keep = np.ones(len(starts), bool)
            for share in (0.0, 0.5, 1.0):
                places = starts + (ends - starts) * np.float32(share)
                x = np.clip(places[:, 0], 0, columns - 1).astype(np.int32)
                y = np.clip(places[:, 1], 0, rows - 1).astype(np.int32)
                keep &= mask[y, x] < 0.5
            self._keep(i, keep)

    def _keep(self, group: int, keep: NDArray[np.bool_]) -> None:
        for values in (self.starts, self.ends, self.widths, self.colours, self.grounds):
            values[group] = values[group][keep]
