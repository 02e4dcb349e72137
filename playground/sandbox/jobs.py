"""What the process does: one job, whose name and file are its arguments, whose answer is JSON and perhaps bytes.

Nothing here imports Gradio or httpx: the process starts in a fifth of a second.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import mmap
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from imagelabs_client.errors import InvalidParams, Problem
from imagelabs_client.files.inspection import MAX_IMAGE_BYTES, BrokenImageError, inspect_image
from imagelabs_client.files.reference import prepare_reference
from imagelabs_client.metadata import read_metadata
from imagelabs_client.parameters import PARAMETERS, params_as_json
from playground.info.facts import MAX_VALUE, TooLargeError, read_facts

MAX_DECODED: Final = 4 * 4096**2  # bytes of a decoded picture; JPEG decodes smaller ones
_TIFF: Final = (b"II*\0", b"MM\0*")
MAX_WEBP_PIXELS: Final = 6_000_000  # their decoder needs sixteen bytes for each
MAX_MEMORY: Final = 104 << 20  # bytes, besides those of Python and Pillow
MAX_TEXT: Final = 1 << 16  # characters that are told verbatim
MAX_SECONDS: Final = 5  # of a processor
LIFETIME: Final = 10  # seconds, whatever it waits for

Answer = tuple[Mapping[str, Any], bytes]


def facts(path: str) -> Answer:
    """Read what a picture file says about itself; `playground.info.facts` describes the fields."""
    return dataclasses.asdict(read_facts(path)), b""


def metadata(path: str) -> Answer:
    """Read the parameters that a picture file carries, as the named endpoint tells them.

    A text of megabytes is not told, nor are parameters with one: a prompt that was cut off would draw something else.
    """
    found = read_metadata(path)
    params = None
    if found.params is not None:
        values = params_as_json(found.params)
        params = {name: values[name] for name, row in PARAMETERS.items() if row.is_plain}
        if any(isinstance(value, str) and len(value) > MAX_VALUE for value in params.values()):
            params = None
    return {
        "source": found.source,
        "params": params,
        "text": None if found.text is None or len(found.text) > MAX_TEXT else found.text,
        "format": found.format,
        "width": found.width,
        "height": found.height,
        "digital_source_type": found.digital_source_type,
        "software": found.software,
        "engine": None if found.engine is None else str(found.engine),
    }, b""


def reference(path: str, width: str, height: str) -> Answer:
    """Make a small, upright copy of a picture, without metadata."""
    with open(path, "rb") as file:
        content = file.read(MAX_IMAGE_BYTES + 1)
    if len(content) > MAX_IMAGE_BYTES:
        raise TooLargeError("it has too many bytes")
    if not content.startswith(_TIFF):  # of which only the limits of this process are left
        try:
            info = inspect_image(content)  # before Pillow looks at it
        except BrokenImageError as error:
            problem = Problem("reference_image", "unreadable", f"reference_image cannot be used: {error}")
            raise InvalidParams.listing([problem]) from error
        if info.format == "WEBP" and info.width * info.height > MAX_WEBP_PIXELS:
            raise TooLargeError("its decoder needs too much memory")
    del content  # Pillow reads the file piece by piece
    made = prepare_reference(path, int(width), int(height), max_decoded=MAX_DECODED)
    kind, _, encoded = made.data_url.partition(",")
    return {"ending": "png" if "png" in kind else "jpg"}, base64.b64decode(encoded)


JOBS: Final[Mapping[str, Callable[..., Answer]]] = {"facts": facts, "metadata": metadata, "reference": reference}


def main(arguments: list[str]) -> int:
    """Do one job, and write its answer to standard output: a line of JSON, then bytes."""
    _give_up_rights()
    name, *details = arguments
    content = b""
    try:
        result, content = JOBS[name](*details)
        answer: dict[str, Any] = {"result": result}
    except TooLargeError:
        answer = {"error": "too_large"}
    except InvalidParams as error:
        problems = [dataclasses.asdict(problem) for problem in error.problems]
        answer = {"error": "invalid", "message": error.message, "problems": problems}
    except OSError as error:
        answer = {"error": "unreadable", "message": error.strerror or "it cannot be read"}
    except MemoryError:
        answer = {"error": "too_large"}
    # With a `?` for halves of characters, which a text in JSON can hold, and which no answer of the page can.
    line = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    sys.stdout.buffer.write(line + b"\n" + content)
    sys.stdout.buffer.flush()
    return 0


def _give_up_rights() -> None:
    """Limit memory, time and files; where the system has no such limits, only the parent watches the clock."""
    if sys.platform == "win32":
        return
    import resource

    from PIL import Image

    Image.preinit()  # the usual formats are there before memory is limited; others it loads when it sees them
    signal.alarm(LIFETIME)  # ends the process even if nobody is left to do so
    most = _addresses() + MAX_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _addresses() -> int:
    """Return the bytes of addresses that this process has; a usual number where the system does not say so."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * mmap.PAGESIZE
    except OSError:
        return 512 << 20


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
