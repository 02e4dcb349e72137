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
INTERRUPTED: Final = 130  # 128 + SIGINT, the convention of shells
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
    """Run a command and return its exit code; `imagelabs --help` lists commands and exit codes."""
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
        return _report_error(error, options)
    except BrokenPipeError:
        # The reader of our output has closed the pipe. Without this, Python would report the error again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        warn(f"imagelabs: {error.strerror or error}: {error.filename}" if error.filename else f"imagelabs: {error}")
        return 1
    except KeyboardInterrupt:
        warn("imagelabs: interrupted.")
        return INTERRUPTED


def _generate(options: argparse.Namespace) -> int:
    params_list = list(_build_params(options))
    pattern = _checked_pattern(options.output or DEFAULT_OUTPUT, several=len(params_list) > 1)
    numbers = {id(params): number for number, params in enumerate(params_list, 1)}
    code = 0
    with (
        _client(options) as client,
        display(quiet=options.quiet) as view,
        _ResumeHint(options, view),
        closing(client.generate_many(params_list, concurrency=options.concurrency, on_event=view.tell)) as outcomes,
    ):
        for outcome in outcomes:
            if isinstance(outcome, ImageLabsError):
                outcome_code = _report_error(outcome, options)
            else:
                outcome_code = _save(outcome, pattern, numbers.get(id(outcome.params), 1), options)
            view.forget(outcome.task_id)
            code = code or outcome_code
    return code


def _resume(options: argparse.Namespace) -> int:
    pattern = _checked_pattern(options.output, several=False)
    with _client(options) as client, display(quiet=options.quiet) as view, _ResumeHint(options, view):
        task = client.resume(options.task_id)
        view.expect(task.id)
        for event in task.events():
            view.tell(event)
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
            metadata = read_metadata(name)
        except (InvalidParams, OSError) as error:
            warn(f"imagelabs: {name}: {error.strerror if isinstance(error, OSError) else error}")
            code = 1
            continue
        say(
            json.dumps({"path": name} | _as_json(metadata), ensure_ascii=False)
            if options.json
            else _describe(name, metadata)
        )
        if metadata.source is None:
            code = 1
    return code


class _ResumeHint:
    """Context manager that prints, after Ctrl+C, how to resume unfinished jobs."""

    def __init__(self, options: argparse.Namespace, view: Display) -> None:
        self._options = options
        self._view = view

    def __enter__(self) -> None:
        """Do nothing."""

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is KeyboardInterrupt:
            for task_id in self._view.unfinished:
                warn(f"The service keeps task {task_id}. To fetch it: {_resume_command(task_id, self._options)}")


def _resume_command(task_id: str, options: argparse.Namespace) -> str:
    """Return the shell command that fetches a picture; the id comes from the service, so it is quoted."""
    words = ["imagelabs", "resume"]
    if options.base_url:
        words += ["--base-url", shown_url(httpx.URL(options.base_url)).rstrip("/")]  # without a password
    # An id may begin with a dash; after "--" it is not parsed as an option.
    return shlex.join([*words, *(["--"] if task_id.startswith("-") else []), task_id])


def _client(options: argparse.Namespace) -> ImageLabs:
    return ImageLabs(
        base_url=options.base_url, deadline=options.deadline, proxy=options.proxy, user_agent=options.user_agent
    )


def _build_params(options: argparse.Namespace) -> Iterator[GenerationParams]:
    """Yield the params of every requested picture, with seeds chosen and the reference image read only once."""
    if options.size is not None:
        options.width, options.height = options.size
    fields = {name: getattr(options, name) for name in PARAMETERS if name not in ("prompt", "extra")}
    prepared: GenerationParams | None = None
    for prompt in _read_prompts(options):
        params = GenerationParams(prompt, **fields, extra=dict(options.extra) or None)
        if prepared is None:
            prepared = params.with_reference()
        for index in range(options.count):
            seed = None if params.seed is None else (params.seed + index) % SEED_LIMIT
            yield params.replace(seed=seed, reference_image=prepared.reference_image).with_seeds()


def _read_prompts(options: argparse.Namespace) -> list[str]:
    prompts: list[str] = []
    for prompt in options.prompt:
        prompts += _read_text("-").split("\n") if prompt == "-" else [prompt]
    if options.file is not None:
        prompts += _read_text(options.file).split("\n")
    nonempty = [prompt.strip() for prompt in prompts if prompt.strip()]
    # An empty prompt on the command line is an error, an empty line in a file is not.
    return nonempty or options.prompt[:1] or [""]


def _read_text(name: str) -> str:
    """Read a text file, or standard input for “-”.

    Raises:
        OSError: it cannot be read, or is not valid text.
    """
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        where = "standard input" if name == "-" else name
        raise OSError(errno.EILSEQ, f"not {error.encoding.upper()} text (byte {error.start})", where) from error


def _checked_pattern(pattern: str, *, several: bool) -> str:
    """Check the format and create the folder before anything is sent; return a pattern with a name per picture."""
    path = Path(pattern)
    if path.suffix.lower() not in FORMATS:
        raise InvalidParams(f"Nothing was sent: {pattern} is not a .png, .jpg or .webp file.")
    if not _FIELD.search(str(path.parent)):
        path.parent.mkdir(parents=True, exist_ok=True)
    distinct = any(field in pattern for field in ("{index}", "{task}"))
    if several and not distinct and pattern != DEFAULT_OUTPUT:
        return str(path.with_name(f"{path.stem}-{{index}}{path.suffix}"))
    return pattern


def _output_path(pattern: str, image: GeneratedImage, number: int) -> Path:
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
    # The user did not choose this name, so it must not overwrite an existing file.
    stem, count = path.stem, 1
    while path.exists():
        count += 1
        path = path.with_name(f"{stem}-{count}{path.suffix}")
    return path


def _slug(text: str) -> str:
    """Convert text into a part of a file name."""
    slug = re.sub(r"[^\w]+", "-", text[:200]).strip("-_")[:_SLUG_LENGTH]
    # File systems limit the length in bytes, and a character may take four.
    return slug.encode()[:_SLUG_BYTES].decode("utf-8", "ignore").strip("-") or "picture"


def _save(image: GeneratedImage, pattern: str, number: int, options: argparse.Namespace) -> int:
    """Write a picture, report it and return the exit code; an error is only reported, so that other jobs continue."""
    path = _output_path(pattern, image, number)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path)
    except (OSError, ValueError) as error:
        reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        command = _resume_command(image.task_id, options)
        warn(f"imagelabs: {path}: {reason.rstrip('.')}. To fetch the picture again: {command}")
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


def _report_error(error: ImageLabsError, options: argparse.Namespace) -> int:
    """Report an error and return its exit code."""
    not_resumable = error.task_id is None or not error.resumable
    hint = (
        "" if not_resumable else f" Nothing is lost: {_resume_command(error.task_id or '', options)} goes on with it."
    )
    warn(f"imagelabs: {error.message}{hint}")
    if getattr(options, "json", False):
        facts = {"error": type(error).__name__, "message": error.message, "task_id": error.task_id}
        say(json.dumps(facts | {"params": _params_as_json(error.params)}, ensure_ascii=False))
    return next((code for kind, code in _EXIT_CODES if isinstance(error, kind)), 1)


def _params_as_json(params: GenerationParams | None) -> dict[str, Any] | None:
    if params is None:
        return None
    return params_as_json(params) | {"extra": dict(params.extra or {})}


def _as_json(metadata: ImageMetadata) -> dict[str, Any]:
    facts = {field.name: getattr(metadata, field.name) for field in dataclasses.fields(metadata)}
    facts["params"] = _params_as_json(metadata.params)
    facts["engine"] = dataclasses.asdict(metadata.engine) if metadata.engine else None
    return facts


def _describe(name: str, metadata: ImageMetadata) -> str:
    """Describe a file's metadata for people."""
    lines = [f"{name}: {metadata.format}, {metadata.width}×{metadata.height}"]
    facts: dict[str, object] = {}
    if metadata.params is not None:
        for key in PARAMETERS:
            value = getattr(metadata.params, key)
            if value not in (None, ""):
                facts[key.replace("_", " ")] = value
    facts |= metadata.fields if metadata.source == "a1111" else {}
    facts |= {
        "engine": f"{metadata.engine} ({metadata.engine.kind})" if metadata.engine else None,
        "steps": metadata.steps,
        "seconds": metadata.elapsed,
        "recognised": ", ".join(metadata.recognised),
        "not understood": ", ".join(metadata.unrecognised),
        "task": metadata.task_id,
        "software": metadata.software,
        "marked as": metadata.digital_source_type,
    }
    lines += [f"  {key}: {value}" for key, value in facts.items() if value not in (None, "")]
    if metadata.source is None:
        lines.append("  no parameters inside")
    return "\n".join(lines)
