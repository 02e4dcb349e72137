"""The `parameters` text of A1111 and compatible tools, which most other tools can read.

    prompt, on any number of lines
    Negative prompt: what to avoid, likewise
    Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x768, Model: some-model

Other tools recognise a file by Steps, Sampler, CFG scale, Seed, Size and Model. Values that the service does not
provide are written as "not stated" instead of an invented number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from imagelabs_client.errors import InvalidParams
from imagelabs_client.parameters import (
    DEFAULT_MODEL,
    PARAMETERS,
    GenerationParams,
    check_value,
    parse_value,
)

NEGATIVE: Final = "Negative prompt:"
NOT_STATED: Final = "not stated"
MAX_TEXT: Final = 1 << 20  # characters; longer texts are no parameters
MAX_FIELDS: Final = 500
_MAX_KEY: Final = 61  # characters
_MAX_COLONS: Final = 20_000  # that are looked at
# A quoted value ends at its first quote that no backslash precedes. `*+` never tries a shorter one.
_QUOTED: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"(?=,|\Z)')
_SPACES: Final = re.compile(r"\s+")
_LEAST_PAIRS: Final = 3  # with fewer, the last line is part of the prompt, as in A1111
_SIZE: Final = re.compile(r"(\d{1,6})\s*[x×]\s*(\d{1,6})")


def write_text(params: GenerationParams, *, engine: str | None, steps: int | None, software: str) -> str:
    """Return the text.

    Args:
        params: the parameters of the picture.
        engine: name and version of the engine, or None.
        steps: number of steps, or None.
        software: name and version of this program.
    """
    extra = params.extra or {}
    fields: dict[str, Any] = {
        "Steps": steps if steps is not None else NOT_STATED,
        "Sampler": engine or NOT_STATED,
        "CFG scale": extra.get("cfg_scale", NOT_STATED),
        "Seed": params.seed,
        "Size": f"{params.width}x{params.height}",
        "Model": params.model or engine or DEFAULT_MODEL,
    }
    for row in PARAMETERS.values():
        if row.metadata_key and row.name != "negative_prompt" and row.is_given(params):
            fields.setdefault(row.metadata_key, getattr(params, row.name))
    fields["Version"] = software
    lines = [_unambiguous(params.prompt)]
    if params.negative_prompt:
        lines.append(f"{NEGATIVE} {_unambiguous(params.negative_prompt)}")
    lines.append(", ".join(f"{key}: {_quoted(value)}" for key, value in fields.items() if value is not None))
    return "\n".join(lines)


def read_text(text: str) -> tuple[GenerationParams | None, Mapping[str, str]]:
    """Parse such a text; one of more than `MAX_TEXT` characters says nothing.

    Returns:
        the parameters that this client also has (None without a prompt), and the settings of the last line, at most
        `MAX_FIELDS`.
    """
    if len(text) > MAX_TEXT:
        return None, {}
    lines = text.strip().split("\n")
    fields = {key.strip(): _unquoted(value) for key, value in islice(read_pairs(lines[-1]), MAX_FIELDS)}
    if len(fields) < _LEAST_PAIRS:
        fields = {}
    else:
        lines.pop()
    prompt: list[str] = []
    negative: list[str] = []
    current = prompt
    for line in lines:
        if current is prompt and line.strip().startswith(NEGATIVE):
            current, line = negative, line.strip().removeprefix(NEGATIVE)
        current.append(line.strip())
    return params_of(_named(fields) | {"prompt": "\n".join(prompt), "negative_prompt": "\n".join(negative)}), fields


def read_pairs(line: str) -> Iterator[tuple[str, str]]:
    """Yield keys and values of a line such as `Steps: 20, Lora hashes: "a: 1, b: 2"`, verbatim.

    A key has 2 to 61 letters, digits, spaces, hyphens and slashes. A value ends at a comma; quotes protect commas only
    if they enclose the whole value. What is neither is skipped. Each character is looked at a few times at most.
    """
    position = 0
    for _ in range(_MAX_COLONS):
        colon = line.find(":", position)
        if colon < 0:
            return
        start = _start_of_key(line, position, colon)
        if colon - start < 2:
            position = colon + 1
            continue
        value = _after_spaces(line, colon + 1)
        quoted = _QUOTED.match(line, value)
        comma = quoted.end() if quoted else line.find(",", value)
        end = comma if comma >= 0 else len(line)
        yield line[start:colon], line[value:end]
        position = end + 1


def _start_of_key(line: str, position: int, colon: int) -> int:
    """Return where the key before a colon begins, at `position` or later; the colon itself if there is none."""
    start = colon
    while start > max(position, colon - _MAX_KEY) and (_is_word(line[start - 1]) or line[start - 1] in " -/"):
        start -= 1
    while start < colon and not _is_word(line[start]):
        start += 1
    return start


def _after_spaces(line: str, position: int) -> int:
    found = _SPACES.match(line, position)
    return found.end() if found else position


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def params_of(values: Mapping[str, Any]) -> GenerationParams | None:
    """Return params for values from a file, ignoring invalid ones; None without a valid prompt."""
    usable = {}
    for name, value in values.items():
        parameter = PARAMETERS.get(name)
        if parameter is not None and parameter.kind != "image":
            checked, problem = check_value(parameter, value)
            if problem is None:
                usable[name] = checked
    try:
        return GenerationParams(**usable)
    except (InvalidParams, TypeError):
        return None


def _named(fields: Mapping[str, str]) -> dict[str, Any]:
    """Translate A1111's keys to parameter names and plain types; what cannot be read stays as it is."""
    values: dict[str, Any] = {}
    size = _SIZE.fullmatch(fields.get("Size", "").strip())
    if size:
        values["width"], values["height"] = int(size[1]), int(size[2])
    for name, parameter in PARAMETERS.items():
        text = fields.get(parameter.metadata_key or "")
        if text is not None:
            values[name] = parse_value(parameter, text)
    return values


def _unambiguous(prompt: str) -> str:
    """Change words of a prompt that readers would mistake for the start of the negative prompt, and may fail on."""
    return prompt.replace(NEGATIVE, f"{NEGATIVE[:-1]} :")


def _quoted(value: Any) -> str:
    """Quote values that contain separators, as A1111 does."""
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if any(mark in text for mark in ',\n:"') else text


def _unquoted(text: str) -> str:
    if len(text) < 2 or not (text.startswith('"') and text.endswith('"')):
        return text.strip()
    try:
        return str(json.loads(text))
    except ValueError:
        return text
