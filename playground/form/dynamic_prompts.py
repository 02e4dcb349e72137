"""Prompts that differ from picture to picture: `a {red|blue} house`, `a __colour__ house`.

`{a|b|c}` becomes one of its parts, which may contain braces and wildcards; `__name__` becomes a line of the list that
has this name. The choice depends only on the seed, so a picture can be made again from the same prompt. Braces without
a bar, and names without a list, stay as they are.
"""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

BUILT_IN = Path(__file__).parents[1] / "wildcards"
MAX_LENGTH = 20_000  # characters; this stops lists that refer to themselves
_MAX_LINE = 2000  # characters of a choice
_MAX_ROUNDS = 20
_MAX_FILE = 1 << 20  # bytes
_BRACES = re.compile(r"\{([^{}]*)\}")  # innermost ones first; a choice if there is a bar in them
_WILDCARD = re.compile(r"__(\w{1,64}?)__")

_log = logging.getLogger(__name__)

Wildcards: TypeAlias = Mapping[str, Sequence[str]]


def is_dynamic(prompt: str) -> bool:
    """Return whether a prompt has any part that varies."""
    prompt = prompt[:MAX_LENGTH]
    return any("|" in inside for inside in _BRACES.findall(prompt)) or _WILDCARD.search(prompt) is not None


def expand(prompt: str, seed: int, wildcards: Wildcards) -> str:
    """Return the prompt that a dynamic one becomes with a seed.

    Args:
        prompt: the prompt as it was typed; what is beyond `MAX_LENGTH` is left out.
        seed: any integer.
        wildcards: lines to choose from, by lower-case name.
    """
    # Seeded by a text, because consecutive integers give similar first choices. It is the same on every machine.
    chance = random.Random(f"prompt {seed}")

    def choose(match: re.Match[str]) -> str:
        return chance.choice(str(match[1]).split("|")).strip() if "|" in match[1] else str(match[0])

    def draw(match: re.Match[str]) -> str:
        lines = wildcards.get(match[1].lower())
        return chance.choice(lines) if lines else str(match[0])

    prompt = prompt[:MAX_LENGTH]
    for _ in range(_MAX_ROUNDS):
        before = prompt
        prompt = _BRACES.sub(choose, _WILDCARD.sub(draw, prompt))[:MAX_LENGTH]
        if prompt == before:
            break
    return prompt


def load_wildcards(*folders: Path | None) -> dict[str, tuple[str, ...]]:
    """Read every `.txt` file of the folders: one choice per line, comments begin with `#`.

    A list has the name of its file, or the name given by a first line `# name`. Later folders win. A file that cannot
    be read is skipped, and the log says so.
    """
    found: dict[str, tuple[str, ...]] = {}
    for folder in filter(None, folders):
        for path in sorted(folder.glob("*.txt")):
            try:
                if path.stat().st_size > _MAX_FILE:
                    raise ValueError("it is larger than 1 MB")
                lines = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
            except (OSError, ValueError) as error:
                _log.warning("the wildcards in %s cannot be used: %s", path, error)
                continue
            named = re.fullmatch(r"#\s*(\w+)", lines[0]) if lines else None
            name = named[1] if named else path.stem
            found[name.lower()] = tuple(line[:_MAX_LINE] for line in lines if line and not line.startswith("#"))
    return found
