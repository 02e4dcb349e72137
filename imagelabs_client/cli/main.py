"""The command line: `imagelabs`, or `python -m imagelabs_client`."""

from __future__ import annotations

import argparse
import dataclasses
import errno
import json
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import httpx

from imagelabs_client.cli.arguments import make_parser
from imagelabs_client.cli.display import Display, display, say, warn
from imagelabs_client.client import ImageLabs
from imagelabs_client.errors import (
    APIConnectionError,
    APIStatusError,
    DownloadError,
    GenerationFailedError,
    GenerationTimeoutError,
    ImageLabsError,
    InvalidParams,
    UnexpectedResponseError,
)
from imagelabs_client.images import GeneratedImage
from imagelabs_client.metadata import FORMATS, ImageMetadata, read_metadata
from imagelabs_client.net.addresses import shown as shown_url
from imagelabs_client.parameters import PARAMETERS, SEED_LIMIT, GenerationParams, params_as_json

DEFAULT_OUTPUT: Final = "{prompt}-{seed}.png"
INTERRUPTED: Final = 130  # 128 + SIGINT, as shells have it
_EXIT_CODES: Final[tuple[tuple[type[Exception], int], ...]] = (
    (InvalidParams, 2),
    (APIConnectionError, 3),
    (APIStatusError, 3),
    (UnexpectedResponseError, 3),
    (GenerationFailedError, 4),
    (GenerationTimeoutError, 5),
    (DownloadError, 6),
)
_FIELD: Final = re.compile(r"\{(index|seed|subseed|task|prompt|width|height)\}")
_SLUG_LENGTH: Final = 60  # characters
_SLUG_BYTES: Final = 120


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; `imagelabs --help` lists both."""
    options = make_parser().parse_args(arguments)
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "generate": _generate,
        "resume": _resume,
        "upgrade-prompt": _upgrade_prompt,
        "info": _info,
    }
    try:
        return commands[options.command](options)
    except ImageLabsError as error:
        return _failed(error, options)
    except BrokenPipeError:
        # Whoever read our output has seen enough. Python would complain about it once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        warn(f"imagelabs: {error.strerror or error}: {error.filename}" if error.filename else f"imagelabs: {error}")
        return 1
    except KeyboardInterrupt:
        warn("imagelabs: interrupted.")
        return INTERRUPTED


def _generate(options: argparse.Namespace) -> int:
    wanted = list(_wanted(options))
    pattern = _checked_pattern(options.output or DEFAULT_OUTPUT, several=len(wanted) > 1)
    numbers = {id(params): number for number, params in enumerate(wanted, 1)}
    code = 0
    with (
        _client(options) as client,
        display(quiet=options.quiet) as shown,
        _Interruptible(options, shown),
        closing(client.generate_many(wanted, concurrency=options.concurrency, on_event=shown.tell)) as made,
    ):
        for outcome in made:
            if isinstance(outcome, ImageLabsError):
                failed = _failed(outcome, options)
            else:
                failed = _save(outcome, pattern, numbers.get(id(outcome.params), 1), options)
            shown.forget(outcome.task_id)
            code = code or failed
    return code


def _resume(options: argparse.Namespace) -> int:
    pattern = _checked_pattern(options.output, several=False)
    with _client(options) as client, display(quiet=options.quiet) as shown, _Interruptible(options, shown):
        task = client.resume(options.task_id)
        shown.expect(task.id)
        for event in task.events():
            shown.tell(event)
        return _save(task.result(), pattern, 1, options)


def _upgrade_prompt(options: argparse.Namespace) -> int:
    text = _read_text("-") if options.text == "-" else options.text
    with _client(options) as client:
        say(client.upgrade_prompt(text))
    return 0


def _info(options: argparse.Namespace) -> int:
    code = 0
    for name in options.files:
        try:
            found = read_metadata(name)
        except (InvalidParams, OSError) as error:
            warn(f"imagelabs: {name}: {error.strerror if isinstance(error, OSError) else error}")
            code = 1
            continue
        say(json.dumps({"path": name} | _as_json(found), ensure_ascii=False) if options.json else _told(name, found))
        if found.source is None:
            code = 1
    return code


class _Interruptible:
    """Says, when Ctrl+C ends the work, how to go on with it."""

    def __init__(self, options: argparse.Namespace, shown: Display) -> None:
        self._options = options
        self._shown = shown

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is KeyboardInterrupt:
            for task_id in self._shown.unfinished:
                warn(f"The service keeps task {task_id}. To fetch it: {_resume_command(task_id, self._options)}")


def _resume_command(task_id: str, options: argparse.Namespace) -> str:
    """Return what to type to fetch a picture; the id is the service's, so it is quoted for the shell."""
    words = ["imagelabs", "resume"]
    if options.base_url:
        words += ["--base-url", shown_url(httpx.URL(options.base_url)).rstrip("/")]  # without a password
    # An id may begin with a dash, and what follows "--" is no option.
    return shlex.join([*words, *(["--"] if task_id.startswith("-") else []), task_id])


def _client(options: argparse.Namespace) -> ImageLabs:
    return ImageLabs(
        base_url=options.base_url, deadline=options.deadline, proxy=options.proxy, user_agent=options.user_agent
    )


def _wanted(options: argparse.Namespace) -> Iterator[GenerationParams]:
    """Make the params of every picture asked for, with their seeds decided and the reference image read once."""
    if options.size is not None:
        options.width, options.height = options.size
    fields = {name: getattr(options, name) for name in PARAMETERS if name not in ("prompt", "extra")}
    first: GenerationParams | None = None
    for prompt in _prompts(options):
        params = GenerationParams(prompt, **fields, extra=dict(options.extra) or None)
        if first is None:
            first = params.with_reference()
        for index in range(options.count):
            seed = None if params.seed is None else (params.seed + index) % SEED_LIMIT
            yield params.replace(seed=seed, reference_image=first.reference_image).with_seeds()


def _prompts(options: argparse.Namespace) -> list[str]:
    prompts: list[str] = []
    for prompt in options.prompt:
        prompts += _read_text("-").split("\n") if prompt == "-" else [prompt]
    if options.file is not None:
        prompts += _read_text(options.file).split("\n")
    kept = [prompt.strip() for prompt in prompts if prompt.strip()]
    # An empty prompt that was typed is an error, an empty line in a file is not.
    return kept or options.prompt[:1] or [""]


def _read_text(name: str) -> str:
    """Read a file of text, or standard input for “-”.

    Raises:
        OSError: it cannot be read, or is not text.
    """
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        where = "standard input" if name == "-" else name
        raise OSError(errno.EILSEQ, f"not {error.encoding.upper()} text (byte {error.start})", where) from error


def _checked_pattern(pattern: str, *, several: bool) -> str:
    """Refuse, before anything is sent, a file that could not be written; let several pictures not share one name."""
    path = Path(pattern)
    if path.suffix.lower() not in FORMATS:
        raise InvalidParams(f"Nothing was sent: {pattern} is not a .png, .jpg or .webp file.")
    if not _FIELD.search(str(path.parent)):
        path.parent.mkdir(parents=True, exist_ok=True)
    distinct = any(field in pattern for field in ("{index}", "{task}"))
    if several and not distinct and pattern != DEFAULT_OUTPUT:
        return str(path.with_name(f"{path.stem}-{{index}}{path.suffix}"))
    return pattern


def _path(pattern: str, image: GeneratedImage, number: int) -> Path:
    params = image.params
    values: Mapping[str, object] = {
        "index": f"{number:03d}",
        "task": _slug(image.task_id),
        "prompt": _slug(params.prompt) if params else "picture",
        **{name: getattr(params, name, 0) for name in ("seed", "subseed", "width", "height")},
    }
    path = Path(_FIELD.sub(lambda field: str(values[field[1]]), pattern))
    if pattern != DEFAULT_OUTPUT:
        return path
    # Nobody chose this name, so it must not replace a file.
    stem, count = path.stem, 1
    while path.exists():
        count += 1
        path = path.with_name(f"{stem}-{count}{path.suffix}")
    return path


def _slug(text: str) -> str:
    """Make a part of a file name of any text."""
    slug = re.sub(r"[^\w]+", "-", text[:200]).strip("-_")[:_SLUG_LENGTH]
    # File systems count bytes, of which a letter may take four.
    return slug.encode()[:_SLUG_BYTES].decode("utf-8", "ignore").strip("-") or "picture"


def _save(image: GeneratedImage, pattern: str, number: int, options: argparse.Namespace) -> int:
    """Write a picture and report it; return the exit code. One that cannot be written is not the end of the rest."""
    path = _path(pattern, image, number)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path)
    except (OSError, ValueError) as error:
        why = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        again = _resume_command(image.task_id, options)
        warn(f"imagelabs: {path}: {why.rstrip('.')}. To fetch the picture again: {again}")
        return 1
    if not options.json:
        say(str(path))
        return 0
    facts = {
        "path": str(path),
        "task_id": image.task_id,
        "url": image.url,
        "elapsed": round(image.elapsed, 3),
        "params": _params_as_json(image.params),
        "recognised": image.recognised,
        "unrecognised": image.unrecognised,
        "engine": dataclasses.asdict(image.engine) if image.engine else None,
    }
    say(json.dumps(facts, ensure_ascii=False))
    return 0


def _failed(error: ImageLabsError, options: argparse.Namespace) -> int:
    """Report an error and return its exit code."""
    lost = error.task_id is None or not error.resumable
    hint = "" if lost else f" Nothing is lost: {_resume_command(error.task_id or '', options)} goes on with it."
    warn(f"imagelabs: {error.message}{hint}")
    if getattr(options, "json", False):
        facts = {"error": type(error).__name__, "message": error.message, "task_id": error.task_id}
        say(json.dumps(facts | {"params": _params_as_json(error.params)}, ensure_ascii=False))
    return next((code for kind, code in _EXIT_CODES if isinstance(error, kind)), 1)


def _params_as_json(params: GenerationParams | None) -> dict[str, Any] | None:
    if params is None:
        return None
    return params_as_json(params) | {"extra": dict(params.extra or {})}


def _as_json(found: ImageMetadata) -> dict[str, Any]:
    facts = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
    facts["params"] = _params_as_json(found.params)
    facts["engine"] = dataclasses.asdict(found.engine) if found.engine else None
    return facts


def _told(name: str, found: ImageMetadata) -> str:
    """Describe a file's metadata for people."""
    lines = [f"{name}: {found.format}, {found.width}×{found.height}"]
    facts: dict[str, object] = {}
    if found.params is not None:
        for key in PARAMETERS:
            value = getattr(found.params, key)
            if value not in (None, ""):
                facts[key.replace("_", " ")] = value
    facts |= found.fields if found.source == "a1111" else {}
    facts |= {
        "engine": f"{found.engine} ({found.engine.kind})" if found.engine else None,
        "steps": found.steps,
        "seconds": found.elapsed,
        "recognised": ", ".join(found.recognised),
        "not understood": ", ".join(found.unrecognised),
        "task": found.task_id,
        "software": found.software,
        "marked as": found.digital_source_type,
    }
    lines += [f"  {key}: {value}" for key, value in facts.items() if value not in (None, "")]
    if found.source is None:
        lines.append("  no parameters inside")
    return "\n".join(lines)
