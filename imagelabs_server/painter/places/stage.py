"""What a place gives to the composition: where things can stand, swim, fly and lie."""

from __future__ import annotations

from dataclasses import dataclass

from imagelabs_server.painter.figures.sprite import Edge


@dataclass(frozen=True, slots=True)
class Plot:
    """Where buildings stand, if not among the other subjects: on dry land, far enough off to be large.

    Attributes:
        rows: of their feet, from far to near, canvas pixels.
        left: the first column that they may use; `right` the last.
        size: how large they are, against their natural prominence.
    """

    rows: tuple[float, float]
    left: float
    right: float
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Room for subjects; all rows and columns in canvas pixels.

    Attributes:
        ground: the rows of feet, from far to near.
        water: the rows of waterlines, far to near, where there is water to float on.
        banks: the first and last column of that water, where it does not reach from side to side.
        air: the rows between which things fly.
        sill: a table or windowsill to stand on: row, first column, last column.
        deep: the rows between which things swim under water.
        shadow: how dark shadows are.
        size: how large subjects are, against their natural prominence.
        left: the first column that subjects may use; `right` the last.
        plot: where buildings stand; on the ground if left out.
        edge: what grows or lies over the feet of things.
    """

    ground: tuple[float, float]
    right: float
    left: float = 0.0
    water: tuple[float, float] | None = None
    banks: tuple[float, float] | None = None
    air: tuple[float, float] = (0.0, 1.0)
    sill: tuple[float, float, float] | None = None
    deep: tuple[float, float] | None = None
    shadow: float = 0.6
    size: float = 1.0
    plot: Plot | None = None
    edge: Edge = "none"
