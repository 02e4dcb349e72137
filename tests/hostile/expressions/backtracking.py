"""How many steps a regular expression takes on a text: a backtracking machine that counts, instead of a clock.

Python's `re` and the engines of browsers try the ways in which a pattern may match one after the other. This machine
tries the same ways in the same order, without their shortcuts, so its steps tell how the work grows with the text, on
every computer alike. `test_backtracking.py` holds its matches to those of `re`.
"""

from __future__ import annotations

from typing import Any

from tests.hostile.expressions.machine import EnoughError, Run, Way
from tests.hostile.expressions.syntax import FOREVER, Pattern, parsed


def steps(pattern: Pattern, text: str, how: Way, limit: int) -> int:
    """Return how many steps a pattern takes; the machine stops soon after `limit` of them.

    Args:
        pattern: compiled by `re`; one of bytes sees each character as a byte.
        text: what it looks at.
        how: `match` and `fullmatch` as in `re`; `search` finds every match in the text, as `finditer`, `sub` and
            `split` do.
        limit: how many steps are enough.
    """
    run = Run(parsed(pattern).code, text, limit)
    try:
        for _ in run.matches(how):
            pass
    except EnoughError:
        pass
    return run.steps


def matches(pattern: Pattern, text: str, how: Way) -> list[tuple[tuple[int, int], ...]]:
    """Return the spans of each match, and of each group in it, as `re.Match.span` gives them."""
    groups = pattern.groups + 1
    found = Run(parsed(pattern).code, text, FOREVER).matches(how)
    return [tuple((one[2 * i], one[2 * i + 1]) for i in range(groups)) for one in found]


def matches_of_re(pattern: Pattern, text: str, how: Way) -> list[tuple[tuple[int, int], ...]]:
    """Return what `matches` should return: the spans as `re` itself finds them."""
    own: Any = pattern
    seen = text if isinstance(pattern.pattern, str) else text.encode("latin-1")
    if how == "search":
        found = list(own.finditer(seen))
    else:
        one = own.fullmatch(seen) if how == "fullmatch" else own.match(seen)
        found = [one] if one else []
    return [tuple(match.span(group) for group in range(pattern.groups + 1)) for match in found]
