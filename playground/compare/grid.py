"""Planning a grid, without drawing any of it: axes and their values in, the parameters of each cell out."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal

from imagelabs_client import GenerationParams, InvalidParams
from imagelabs_client.core.numbers import parse_whole
from imagelabs_client.parameters import PARAMETERS, Parameter, parse_value
from playground.form.page_limits import page_problems

Code = Literal["empty", "number", "size", "range", "absent", "same", "too_many", "refused", "unknown"]

# What an axis can be: a parameter, or something made of parameters. The most common come first.
_FIRST: Final = ("seed", "style", "prompt", "size", "subseed")
_LAST: Final = ("model", "backend")
NAMES: Final = (
    *_FIRST,
    *(name for name, row in PARAMETERS.items() if row.is_axis and name not in _FIRST + _LAST),
    *_LAST,
)
MAX_CELLS: Final = 64
_MAX_TEXT: Final = 20_000  # characters typed for one axis
_MAX_PROMPT: Final = PARAMETERS["prompt"].page_length or 0
_NUMBER: Final = r"-?\d{1,19}(?:\.\d{1,6})?"
_RANGE: Final = re.compile(rf"({_NUMBER})\s*(?:-|–|—|\.\.)\s*({_NUMBER})(?:\s*[:(]\s*\+?({_NUMBER})\s*\)?)?")
_SIZE: Final = re.compile(
    r"(\d{1,6})\s*[x×х*]\s*(\d{1,6})", re.IGNORECASE
)  # × as the Latin and the Cyrillic letter too
_SHAPE: Final = re.compile(r"(\d{1,3})\s*:\s*(\d{1,3})")
_MEGAPIXEL: Final = 2**20
_SIDE_STEP: Final = 16


class GridPlanError(ValueError):
    """A grid that cannot be drawn.

    Attributes:
        code: what is wrong.
        value: the value that is wrong, or a limit.
    """

    def __init__(self, code: Code, value: object = "") -> None:
        super().__init__(f"{code}: {value}")
        self.code: Code = code
        self.value = value


@dataclass(frozen=True, slots=True)
class Axis:
    """One direction of a grid.

    Attributes:
        name: what changes along it.
        values: each value as text, as it is shown.
    """

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One picture of a grid.

    Attributes:
        column: from 0.
        row: from 0.
        params: what to draw.
        backend: where, by name; empty for where the page's other pictures are drawn.
    """

    column: int
    row: int
    params: GenerationParams
    backend: str = ""


@dataclass(frozen=True, slots=True)
class GridPlan:
    """A grid.

    Attributes:
        base: what all cells have in common, seeds decided.
        across: the axis of the columns.
        down: the axis of the rows, or None for a single row.
        cells: row by row.
    """

    base: GenerationParams
    across: Axis
    down: Axis | None
    cells: tuple[Cell, ...]

    @property
    def megapixels(self) -> float:
        """Pixels of all pictures together, in 2**20."""
        return sum(cell.params.width * cell.params.height for cell in self.cells) / _MEGAPIXEL


def make_plan(base: GenerationParams, across: Axis, down: Axis | None = None) -> GridPlan:
    """Plan a grid. Seeds that are open in `base` are decided once, so that cells differ only along the axes.

    Raises:
        GridPlanError: the axes do not fit the parameters or each other, or make too many pictures.
    """
    if down is not None and down.name == across.name:
        raise GridPlanError("same")
    rows = down.values if down is not None else ("",)
    if len(across.values) * len(rows) > MAX_CELLS:
        raise GridPlanError("too_many", len(across.values) * len(rows))
    base = base.with_seeds()
    cells = []
    for row, below in enumerate(rows):
        start = base if down is None else _changed(base, down, below)
        for column, value in enumerate(across.values):
            backend = value if across.name == "backend" else below if down and down.name == "backend" else ""
            cells.append(Cell(column, row, _changed(start, across, value), backend))
    return GridPlan(base, across, down, tuple(cells))


def read_axis(name: str, text: str, choices: Sequence[str] = ()) -> Axis:
    """Read the values of an axis: separated by commas or lines, in quotes where they hold commas themselves.

    Numbers may be ranges: `1-5`, or `0-100:25` in steps of 25. Sizes are `512x768` or shapes such as `3:2`.

    Args:
        name: what changes along it.
        text: as it was typed.
        choices: what an empty text stands for; of backends, and of models that are known, no other can be had.

    Raises:
        GridPlanError: there is no value, or one that cannot be used.
    """
    if len(text) > _MAX_TEXT:
        raise GridPlanError("too_many", MAX_CELLS)
    words = [word.strip() for line in csv.reader(text.splitlines(), skipinitialspace=True) for word in line]
    words = [word for word in words if word] or list(choices)
    if not words:
        raise GridPlanError("empty")
    if name == "size":
        values = [_size(word) for word in words]
    elif name in PARAMETERS and PARAMETERS[name].kind in ("integer", "seed", "number"):
        values = [number for word in words for number in _numbers(PARAMETERS[name], word)]
    elif name == "backend" or (name == "model" and choices):
        values = [_chosen(word, choices) for word in words]
    else:
        values = words
    return Axis(name, tuple(dict.fromkeys(values)))


def _chosen(word: str, choices: Sequence[str]) -> str:
    for choice in choices:
        if choice.casefold() == word.casefold():
            return choice
    raise GridPlanError("unknown", word[:80])


def _numbers(row: Parameter, word: str) -> list[str]:
    match = _RANGE.fullmatch(word)
    if match is None:
        return [_checked(row, word)]
    first, last, step = (_exact(row, part) for part in (match[1], match[2], match[3] or "1"))
    if step <= 0:
        raise GridPlanError("range", word[:40])
    count = int(abs(last - first) / step) + 1
    if count > MAX_CELLS:
        raise GridPlanError("too_many", count)
    way = step if first <= last else -step
    numbers = (first + place * way for place in range(count))
    return [_checked(row, str(number) if row.is_whole else f"{float(number):.6f}") for number in numbers]


def _exact(row: Parameter, text: str) -> Fraction:
    if row.is_whole and parse_whole(text) is None:
        raise GridPlanError("number", text[:40])
    return Fraction(text)


def _checked(row: Parameter, text: str) -> str:
    """Return a number as it is shown, without trailing zeros, after checking its range."""
    value = parse_value(row, text)
    if isinstance(value, str) or value is None:
        raise GridPlanError("number", text[:40])
    least = row.offered_minimum
    if (least is not None and value < least) or (row.maximum is not None and value > row.maximum):
        raise GridPlanError("range", value)
    return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _size(word: str) -> str:
    match = _SIZE.fullmatch(word)
    if match is not None:
        width, height = int(match[1]), int(match[2])
    else:
        shape = _SHAPE.fullmatch(word)
        if shape is None or "0" in (shape[1], shape[2]):
            raise GridPlanError("size", word[:40])
        width, height = _sides(int(shape[1]), int(shape[2]))
    return "×".join(_checked(PARAMETERS[side], str(pixels)) for side, pixels in (("width", width), ("height", height)))


def _sides(across: int, down: int) -> tuple[int, int]:
    """Return sides of about a megapixel in these proportions, as multiples of 16."""
    if not 1 / 8 <= across / max(down, 1) <= 8:
        raise GridPlanError("size", f"{across}:{down}")
    height = (_MEGAPIXEL * down / across) ** 0.5
    width = height * across / down
    return round(width / _SIDE_STEP) * _SIDE_STEP, round(height / _SIDE_STEP) * _SIDE_STEP


def _changed(params: GenerationParams, axis: Axis, value: str) -> GenerationParams:
    """Return params with one value of an axis."""
    try:
        if axis.name == "size":
            width, _, height = value.partition("×")
            return params.replace(width=int(width), height=int(height))
        if axis.name == "style":
            return _of_page_length(params.replace(prompt=f"{params.prompt.rstrip(' ,.')}, {value}"))
        if axis.name == "prompt":
            return params.replace(prompt=_replaced(params.prompt, axis.values, value))
        if axis.name == "backend":
            return params
        return _of_page_length(params.replace(**{axis.name: parse_value(PARAMETERS[axis.name], value)}))
    except InvalidParams as error:
        raise GridPlanError("refused", error.message) from error


def _of_page_length(params: GenerationParams) -> GenerationParams:
    """Return params whose texts are as long as the page accepts.

    Raises:
        InvalidParams: one is longer.
    """
    problems = page_problems(params)
    if problems:
        raise InvalidParams.listing(problems)
    return params


def _replaced(prompt: str, values: Sequence[str], value: str) -> str:
    """Replace the axis' first value in a prompt by another value; upper and lower case match each other."""
    places = _places(_lowered(prompt), _lowered(values[0]))
    if not places:
        raise GridPlanError("absent", values[0][:80])
    length = len(prompt) + len(places) * (len(value) - len(values[0]))
    if length > _MAX_PROMPT:  # before anything of that length is made
        raise GridPlanError("refused", f"{length} > {_MAX_PROMPT}")
    pieces, end = [], 0
    for place in places:
        pieces += [prompt[end:place], value]
        end = place + len(values[0])
    return "".join([*pieces, prompt[end:]])


def _places(text: str, word: str) -> list[int]:
    """Return where a word begins in a text, without overlaps; `str.find` is linear, unlike a regular expression."""
    places, at = [], text.find(word)
    while at >= 0:
        places.append(at)
        at = text.find(word, at + len(word))
    return places


@lru_cache(maxsize=64)
def _lowered(text: str) -> str:
    """Return a text of the same length, in which upper and lower case are the same."""
    return "".join(low if len(low := mark.casefold()) == 1 else mark for mark in text)
