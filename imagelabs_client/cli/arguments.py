"""The arguments of the command line."""

from __future__ import annotations

import argparse
import json
import re
from typing import Any, Final

from imagelabs_client._version import __version__
from imagelabs_client.net.deadlines import UNSET
from imagelabs_client.parameters import PARAMETERS, Kind, Parameter

EXIT_CODES = """\
exit codes:
  0    done
  1    a file could not be read or written, or holds no parameters
  2    an argument cannot be used; nothing was sent
  3    the service cannot be reached, or answers with an error
  4    the service reports that the job failed
  5    the deadline passed
  6    the picture is done but could not be downloaded
  130  interrupted with Ctrl+C

With several pictures, one failure does not end the rest; the code is that of the first failure.
Environment: IMAGELABS_BASE_URL, IMAGELABS_COOKIE, IMAGELABS_USER_AGENT, IMAGELABS_DEADLINE, and proxies as usual.
"""
PATTERN_HELP = (
    "where to write: .png, .jpg or .webp; may contain {index}, {seed}, {subseed}, {task}, {prompt}, {width}, {height} "
    "(default: {prompt}-{seed}.png in the current folder)"
)


_TYPES: Final[dict[Kind, type]] = {"integer": int, "seed": int, "number": float}
_METAVARS: Final[dict[Kind, str]] = {"text": "TEXT", "integer": "N", "seed": "N", "number": "X", "image": "FILE"}


def make_parser() -> argparse.ArgumentParser:
    """Return the parser for all commands."""
    parser = argparse.ArgumentParser(
        prog="imagelabs",
        description="From a prompt to a picture.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    _add_generate(commands)
    resume = commands.add_parser("resume", help="wait for a job that was submitted before, and fetch its picture")
    resume.add_argument("task_id", help="the service's id of the job")
    resume.add_argument("-o", "--output", default="{task}.png", help=PATTERN_HELP.replace("{prompt}-{seed}", "{task}"))
    _add_service(resume)
    _add_output(resume)
    upgrade = commands.add_parser("upgrade-prompt", help="have the service improve a prompt")
    upgrade.add_argument("text", help="the prompt; “-” reads it from standard input")
    _add_service(upgrade)
    info = commands.add_parser("info", help="show the parameters inside picture files")
    info.add_argument("files", nargs="+", metavar="file")
    info.add_argument("--json", action="store_true", help="one JSON object per line")
    return parser


def _add_generate(commands: Any) -> None:
    generate = commands.add_parser(
        "generate",
        help="make pictures",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    generate.add_argument(
        "prompt", nargs="*", help="what to draw, one picture per prompt; “-” reads prompts from standard input"
    )
    generate.add_argument("-f", "--file", help="read prompts from a file, one per line")
    generate.add_argument("-o", "--output", help=PATTERN_HELP)
    generate.add_argument("-n", "--count", type=_positive, default=1, help="pictures of each prompt (default: 1)")
    generate.add_argument("-j", "--concurrency", type=_positive, default=4, help="jobs at a time (default: 4)")
    parameters = generate.add_argument_group("parameters")
    parameters.add_argument("--size", type=_size, help="width and height, such as 1152x896")
    for row in PARAMETERS.values():
        if row.name != "prompt":
            _add_parameter(parameters, row)
    _add_service(generate)
    _add_output(generate)


def _add_parameter(group: Any, row: Parameter) -> None:
    """Add the command-line option of one parameter."""
    default = "" if row.default in (None, "", False) else f" (default: {row.default})"
    options: dict[str, Any] = {"dest": row.name, "help": f"{row.description}{default}"}
    match row.kind:
        case "boolean":
            options |= {"action": "store_true"}
        case "mapping":
            options |= {"action": "append", "type": _extra, "default": [], "metavar": "KEY=VALUE"}
        case _:
            options |= {"default": row.default, "type": _TYPES.get(row.kind, str), "metavar": _METAVARS[row.kind]}
    group.add_argument(f"--{row.option}", **options)


def _add_service(parser: argparse.ArgumentParser) -> None:
    service = parser.add_argument_group("service")
    service.add_argument("--base-url", help="default: https://editor.imagelabs.net")
    service.add_argument(
        "--deadline", type=_deadline, default=UNSET, help="seconds for each picture, or “none” (default: 300)"
    )
    service.add_argument("--proxy", help="address of a proxy")
    service.add_argument("--user-agent", help="user agent of the browser whose cookies are in IMAGELABS_COOKIE")


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object per picture on standard output")
    parser.add_argument("-q", "--quiet", action="store_true", help="print only paths and errors")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,6})\s*[x×*]\s*(\d{1,6})", text.strip().lower())
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 1152x896")
    return int(match[1]), int(match[2])


def _deadline(text: str) -> float | None:
    return None if text.lower() == "none" else float(text)


def _extra(text: str) -> tuple[str, Any]:
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form KEY=VALUE")
    try:
        return key, json.loads(value)
    except ValueError:
        return key, value
