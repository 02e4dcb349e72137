"""One generation as code: Python, curl, the command line, g4f and gradio_client, all from the table of parameters.

Nothing here can be anything but data where it stands: Python literals, JSON and shell words quote whatever was typed.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from imagelabs_client import GenerationParams
from imagelabs_client.core.settings import DEFAULT_BASE_URL
from imagelabs_client.parameters import PARAMETERS, SEEDS
from playground.files import name_for

REFERENCE_FILE = "reference.png"  # stands for the reference image, which is too long to write out
_ALWAYS = ("prompt", "width", "height", *SEEDS)

Name = Literal["python", "async", "curl", "cli", "g4f", "gradio_client"]


@dataclass(frozen=True, slots=True)
class Address:
    """Where the code finds what it talks to.

    Attributes:
        service: base URL of the service, or None where the environment or the client's default says it.
        page: address of this page, for gradio_client.
        accepted: names of the parameters that the page's own endpoint takes.
    """

    service: str | None
    page: str
    accepted: Collection[str]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of code that makes one picture.

    Attributes:
        name: stable, for texts and tests.
        code: the code, ending in a newline.
    """

    name: Name
    code: str


def snippets(params: GenerationParams, address: Address) -> tuple[Snippet, ...]:
    """Write every snippet.

    Args:
        params: what to make, seeds decided.
        address: where.
    """
    file = name_for(params.prompt, params.seed)
    return (
        Snippet("python", _python(params, address, file)),
        Snippet("async", _python_async(params, address, file)),
        Snippet("curl", _curl(params, address, file)),
        Snippet("cli", _cli(params, address, file)),
        Snippet("g4f", _g4f(params, address)),
        Snippet("gradio_client", _gradio_client(params, address)),
    )


def chosen(params: GenerationParams) -> dict[str, Any]:
    """Return what somebody has to write to get this picture: what is always named, and what differs from the default.

    A reference image is the name of a file that stands for it.
    """
    values = {
        name: getattr(params, name)
        for name, row in PARAMETERS.items()
        if name in _ALWAYS or row.says_something(getattr(params, name))
    }
    if "reference_image" in values:
        values["reference_image"] = REFERENCE_FILE
    if not values.get("extra", True):
        del values["extra"]
    return values


def literal(value: Any) -> str:
    """Write a value as Python, texts in double quotes where that needs no escapes."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}"
    text = repr(value)
    if isinstance(value, str) and text[0] == "'" and not {'"', "'"} & set(value):
        return f'"{text[1:-1]}"'
    return text


def _arguments(values: Mapping[str, Any], indent: int) -> str:
    pad = " " * indent
    return "".join(f"{pad}{name}={literal(value)},\n" for name, value in values.items())


def _prompt_and_arguments(params: GenerationParams, indent: int) -> str:
    values = chosen(params)
    return f"{' ' * indent}{literal(values.pop('prompt'))},\n{_arguments(values, indent)}"


def _base_url(address: Address) -> str:
    return "" if address.service is None else f"base_url={literal(address.service)}"


def _python(params: GenerationParams, address: Address, file: str) -> str:
    return (
        "from imagelabs_client import ImageLabs\n\n"
        f"with ImageLabs({_base_url(address)}) as client:\n"
        f"    image = client.generate(\n{_prompt_and_arguments(params, 8)}    )\n"
        f"image.save({literal(file)})\n"
    )


def _python_async(params: GenerationParams, address: Address, file: str) -> str:
    return (
        "import asyncio\n\n"
        "from imagelabs_client import AsyncImageLabs\n\n\n"
        "async def main():\n"
        f"    async with AsyncImageLabs({_base_url(address)}) as client:\n"
        f"        image = await client.generate(\n{_prompt_and_arguments(params, 12)}        )\n"
        f"    image.save({literal(file)})\n\n\n"
        "asyncio.run(main())\n"
    )


def _g4f(params: GenerationParams, address: Address) -> str:
    elsewhere = "" if address.service is None else f"ImageLabs.url = {literal(address.service)}\n"
    values = {name: value for name, value in chosen(params).items() if name != "model"}  # the provider has one only
    return (
        "import asyncio\n\n"
        "from imagelabs_client.g4f_provider import ImageLabs\n\n"
        f"{elsewhere}\n\n"
        "async def main():\n"
        "    responses = ImageLabs.create_async_generator(\n"
        f"        model=None,\n        messages=[],\n{_arguments(values, 8)}    )\n"
        "    async for response in responses:\n"
        "        print(response.images[0])\n\n\n"
        "asyncio.run(main())\n"
    )


def _gradio_client(params: GenerationParams, address: Address) -> str:
    values = {name: value for name, value in chosen(params).items() if name in address.accepted}
    arguments = "".join(
        f"    {name}={_gradio_value(name, value)},\n" for name, value in values.items() if value is not None
    )
    names = "Client, handle_file" if "reference_image" in values else "Client"
    return (
        f"from gradio_client import {names}\n\n"
        f"client = Client({literal(address.page)})\n"
        f'picture, parameters = client.predict(\n{arguments}    api_name="/generate",\n)\n'
        "print(picture, parameters)\n"
    )


def _gradio_value(name: str, value: Any) -> str:
    if name == "reference_image":
        return f"handle_file({literal(value)})"
    return literal(PARAMETERS[name].for_json(value))


def _cli(params: GenerationParams, address: Address, file: str) -> str:
    values = chosen(params)
    prompt = values.pop("prompt")
    words = ["python -m imagelabs_client generate"]
    if address.service is not None:
        words.append(f"--base-url={_quoted(address.service)}")
    for name, value in values.items():
        flag = f"--{PARAMETERS[name].option}"
        if name == "extra":
            pairs = (f"{key}={json.dumps(item)}" for key, item in value.items())
            words += [f"--extra={_quoted(pair)}" for pair in pairs]
        elif value is True:
            words.append(flag)
        elif value is not None:
            words.append(f"{flag}={_quoted(str(value))}")
    # After `--` nothing is an option, and with a space before it `-` does not mean standard input.
    words += [f"--output={_quoted(file)}", f"-- {_quoted(' -' if prompt.strip() == '-' else prompt)}"]
    return " \\\n  ".join(words) + "\n"


def _curl(params: GenerationParams, address: Address, file: str) -> str:
    base = f"${{IMAGELABS_BASE_URL:-{DEFAULT_BASE_URL}}}" if address.service is None else _quoted(address.service)
    return (
        f"BASE={base}\n"
        'post() { curl -sS --fail-with-body -H \'Content-Type: application/json\' "$BASE/$1" -d "$2"; }\n'
        'value() { sed -n \'s/.*"\'"$1"\'": *"\\([^"]*\\)".*/\\1/p\'; }\n\n'
        f"TASK=$({_curl_submit(params)} | value task_id)\n"
        "URL=\n"
        'until [ -n "$URL" ]; do\n'
        "  sleep 1\n"
        '  ANSWER=$(post progress "{\\"task_id\\": \\"$TASK\\"}") || break\n'
        "  URL=$(printf '%s\\n' \"$ANSWER\" | value final_image_url)\n"
        "  case $(printf '%s\\n' \"$ANSWER\" | value status) in\n"
        "    *[Ee]rror*) printf '%s\\n' \"$ANSWER\"; break ;;\n"
        "  esac\n"
        "done\n"
        'case $URL in http*) ;; *) URL="$BASE/${URL#/}" ;; esac\n'
        f'curl -sS --fail -o {_quoted(file)} "$URL"\n'
    )


def _curl_submit(params: GenerationParams) -> str:
    """Write the submit; a reference image goes through a pipe, because a command line has no room for it."""
    has_reference = params.reference_image is not None
    body = params.replace(reference_image=None).to_payload()
    mark = "the picture"
    if has_reference:
        body["reference_image"] = mark
    text = _escaped_json(body)
    if not has_reference:
        return f"post txt2img {_quoted(text)}"
    before, _, after = text.partition(f'"reference_image": "{mark}"')
    before += '"reference_image": "data:image/png;base64,'
    after = f'"{after}'
    return (
        f"{{ printf %s {_quoted(before)}; base64 < {REFERENCE_FILE} | tr -d '\\n'; "
        f"printf %s {_quoted(after)}; }} | post txt2img @-"
    )


def _quoted(text: str) -> str:
    """Write a text as one word of any POSIX shell; what cannot be seen is named by number.

    A terminal takes a pasted Ctrl-C, Esc or Tab as a key, even inside quotes: what came after it would be commands.
    """
    parts = []
    for is_plain, marks in groupby(text, lambda mark: mark.isprintable() or mark == "\n"):
        run = "".join(marks)
        octal = "".join(f"\\{byte:03o}" for byte in run.encode("utf-8", "replace"))
        parts.append(shlex.quote(run) if is_plain else f"\"$(printf '{octal}')\"")
    return "".join(parts) or "''"


def _escaped_json(value: Any) -> str:
    """Write JSON with letters as they are; what cannot be seen is escaped, so that no text can look like another."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(mark if mark.isprintable() else json.dumps(mark)[1:-1] for mark in text)
