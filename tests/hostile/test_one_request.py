"""No request of a stranger holds up another visitor, or makes the app grow: no text, no file, no number of values."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PIL import Image

from tests.hostile.attack import (
    API,
    ESTIMATE,
    GENERATE,
    GRID,
    IMPROVE,
    INFO,
    PREVIEW,
    TAKE,
    Copy,
    RefusedError,
    Visitor,
    at_once,
    under_attack,
)
from tests.hostile.files import HOSTILE, MIB, png_with_text

THOROUGH = bool(os.environ.get("HOSTILE_THOROUGH"))  # every file through both doors, and more of everything
TIMES = 20 if THOROUGH else 8  # that a request is sent at once
EMOJI = "\N{GRINNING FACE}"  # makes a text of Python four times as large
LONGEST_ANSWER = 100_000  # characters that are told about a file
A_CAT = png_with_text("parameters", "a cat\nSteps: 1, Sampler: x, Seed: 5, Size: 64x64")

HEADS: dict[str, Callable[[Visitor], Any]] = {
    "spaces in Accept-Language": lambda visitor: visitor.send(b"accept-language: a" + b" " * 24_000 + b"b\r\n"),
    "languages": lambda visitor: visitor.send(b"accept-language: " + b"a;q=0.1," * 8000 + b"\r\n"),
    "headers": lambda visitor: visitor.send(b"a:b\r\n" * 12_000),
    "cookies": lambda visitor: visitor.send(b"cookie: " + b"a=;" * 30_000 + b"\r\n"),
    "proxies": lambda visitor: visitor.send(b"x-forwarded-for: " + b"1," * 40_000 + b"9.9.9.9\r\n"),
    "values in the address": lambda visitor: visitor.send(b"", path="/?" + "a=&" * 30_000),
    "a dynamic prompt in the address": lambda visitor: visitor.send(b"", path="/?prompt={" + "|" * 60_000),
    "a long path": lambda visitor: visitor.send(b"", path="/a" * 50_000),
    "a long path of a file": lambda visitor: visitor.send(b"", path=f"{API}/file=" + "/a" * 50_000),
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_no_head_of_a_request_holds_up_others(copy: Copy, head: Callable[[Visitor], Any]) -> None:
    """Eight requests at once, each with a head of up to 120 KB."""
    visitor = copy.visitor()
    with under_attack(copy):
        answers = at_once(lambda _: head(visitor), range(TIMES))
    assert not [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, RefusedError)]


PROMPTS = {
    "braces that are not closed": "{" + "|" * 60_000,
    "braces in braces": "{a|" * 20_000 + "}" * 20_000,
    "braces in a row": "{a|b}" * 12_000,
    "wildcards": "__colour__" * 6_000,
    "half a wildcard": "_" * 60_000,
    "what grows in HTML": "{a|b}" + EMOJI + "'" * 60_000,
}


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS.keys())
def test_the_preview_of_a_dynamic_prompt_is_quick(copy: Copy, prompt: str) -> None:
    """The page asks for a preview at every letter, so a prompt of any length has to be nothing special."""
    visitor = copy.visitor()
    with under_attack(copy):
        at_once(lambda number: visitor.ask(PREVIEW, f"preview{number}", prompt=prompt, seed="1", count=8), range(TIMES))


def test_no_prompt_keeps_the_service_busy_that_improves_it(copy: Copy) -> None:
    """Twenty prompts of 10 KB with hostile weights, through the endpoint and through the page's button."""
    visitor = copy.visitor()
    weights = ["(" * 5000 + "a:1.1" + ")" * 4990, ("(a:1." + "1" * 20) * 385, "(" * 10_000, "a:1." * 2500]
    with under_attack(copy):
        at_once(lambda number: visitor.call("upgrade_prompt", weights[number % 4]), range(20))
        at_once(lambda number: visitor.ask(IMPROVE, f"improve{number}", prompt=weights[number % 4]), range(20))


TEXTS = {
    "leave out": {"negative_prompt": "a" * 900_000},
    "prompt": {"prompt": "a," * 450_000},
    "seed": {"seed": "7" * 900_000},
    "model": {"model": EMOJI * 80_000},
    "reference's type": {"reference_image_type": "a" * 900_000},
    "number of pictures": {"count": 10**300},
}


def test_a_megabyte_in_a_field_is_refused_without_being_looked_at(copy: Copy) -> None:
    """Every field of the form has its length, and the answer does not repeat what is too long."""
    visitor = copy.visitor()
    with under_attack(copy):
        for name, changed in TEXTS.items():
            answers = at_once(
                lambda number, name=name, changed=changed: visitor.ask(GENERATE, f"{name}{number}", **changed), range(4)
            )
            assert all(len(str(answer)) < 20_000 for answer in answers), name


def test_a_grid_of_long_texts_is_not_even_planned(copy: Copy) -> None:
    """A prompt and a value of 8,000 letters each, which would make prompts of 64 million letters."""
    visitor = copy.visitor()
    axes = {"compare_across": "prompt", "compare_across_values": "a," + "b" * 8000, "compare_down": "none"}
    with under_attack(copy):
        answers = at_once(
            lambda number: visitor.ask(ESTIMATE, f"grid{number}", prompt="a" * 8000, **axes), range(2 * TIMES)
        )
        many = {**axes, "compare_across": "style", "compare_across_values": ",".join(["b" * 300] * 64)}
        answers += at_once(
            lambda number: visitor.ask(ESTIMATE, f"grid{number}", prompt="a cat" * 1500, **many), range(2 * TIMES)
        )
    assert all(len(str(answer)) < 20_000 for answer in answers)


def test_a_label_of_thousands_of_letters_does_not_keep_the_contact_sheet_busy(copy: Copy) -> None:
    """Labels without a space have to be cut to the width of a column."""
    visitor = copy.visitor()
    long = "W" * 7000
    axes = {"compare_across": "style", "compare_across_values": f"{long},{'Ж' * 7000}", "compare_down": "none"}
    with under_attack(copy):
        visitor.ask(GRID, "label", prompt="a cat", width=64, height=64, **axes)
        at_once(lambda _: visitor.join(TAKE, "label", [json.dumps({"what": "sheet"})]), range(TIMES))
        sheets = visitor.outputs("label")
    assert "grid" in str(sheets)


VALUES: dict[str, Callable[[], Any]] = {
    "empty lists": lambda: [[]] * 300_000,
    "numbers": lambda: [1] * 450_000,
    "objects": lambda: [{}] * 300_000,
    "keys": lambda: {f"{number:x}": 0 for number in range(90_000)},
    "lists in lists": lambda: json.loads("[" * 900 + "]" * 900),
}


@pytest.mark.parametrize("make", VALUES.values(), ids=VALUES.keys())
def test_no_json_holds_up_others(copy: Copy, make: Callable[[], Any]) -> None:
    """A megabyte of values where a text should be: each of them takes many times its size, and a long look."""
    visitor, event = copy.visitor(), copy.event(PREVIEW)
    body = json.dumps(
        {
            "fn_index": event.number,
            "trigger_id": event.trigger,
            "session_hash": "values",
            "data": [make(), "1", 1],
        },
        separators=(",", ":"),
    )
    headers = {"content-type": "application/json"}
    with under_attack(copy):
        at_once(lambda _: visitor.post(f"{API}/queue/join", content=body, headers=headers), range(TIMES))


FORMS: dict[str, tuple[str, bytes]] = {
    "fields": ("application/x-www-form-urlencoded", b"a&" * (8 * MIB)),
    "one field": ("application/x-www-form-urlencoded", b"a" * (32 * MIB)),
    "a part's header": (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="files"; filename="'
        + b"a" * (32 * MIB)
        + b'"\r\n\r\n\r\n--b--\r\n',
    ),
    "almost a boundary": (
        "multipart/form-data; boundary=bbbbbbbbbbbbbbbb",
        b'--bbbbbbbbbbbbbbbb\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
        + b"\r\n--bbbbbbbbbbbbbbb" * MIB
        + b"\r\n--bbbbbbbbbbbbbbbb--\r\n",
    ),
    "ends of lines": ("multipart/form-data; boundary=b", b"\r\n" * (16 * MIB)),
}


@pytest.mark.parametrize(("kind", "body"), FORMS.values(), ids=FORMS.keys())
def test_no_form_holds_up_others(copy: Copy, kind: str, body: bytes) -> None:
    """Forms of many megabytes, to both addresses that take one."""
    visitor = copy.visitor()
    with under_attack(copy):
        for path in (f"{API}/upload", "/login"):
            at_once(lambda _, path=path: visitor.post(path, content=body, headers={"content-type": kind}), range(2))


def test_messages_of_the_pages_script_are_bounded(copy: Copy) -> None:
    """A hundred kilobytes of jobs that a browser claims to remember, each with parameters to be checked."""
    visitor = copy.visitor()
    job = {"wanted": [{"prompt": "a", "seed": "1" * 900}] * 8, "taskId": None, "reference": True}
    message = {"do": "attach", "desk": "messages-of-the-page", "jobs": [job] * 12}
    with under_attack(copy):
        at_once(lambda number: visitor.tell(f"message{number}", message), range(2 * TIMES))


def open_file(visitor: Visitor, name: str, content: bytes, door: str) -> Sequence[Any]:
    """Let the app read a file, by the tab Image info or by the endpoint."""
    file = visitor.upload(content, f"{name}.png")
    return visitor.ask(INFO, f"info-{name}", [file]) if door == INFO else visitor.call("read_metadata", file)


def test_no_file_holds_up_others(copy: Copy) -> None:
    """Every hostile file that we know, three at a time, each from another visitor, by the page or by the endpoint."""
    doors = (INFO, "read_metadata")
    files = [
        (name, make(), door)
        for place, (name, make) in enumerate(HOSTILE.items())
        for door in (doors if THOROUGH else doors[place % 2 : place % 2 + 1])
    ]
    with under_attack(copy):
        answers = at_once(lambda file: open_file(copy.visitor(), *file), files, threads=3)
        assert open_file(copy.visitor(), "honest", A_CAT, "read_metadata")[0]["text"].startswith("a cat")
    wrong = {
        name: answer
        for (name, _, _), answer in zip(files, answers, strict=True)
        if isinstance(answer, Exception) and not (isinstance(answer, RefusedError) and answer.status == 200)
    }
    assert not wrong
    sizes = {f"{name} by {door}": len(str(answer)) for (name, _, door), answer in zip(files, answers, strict=True)}
    assert not {file: size for file, size in sizes.items() if size > LONGEST_ANSWER}


def test_reading_a_file_leaves_no_other_behind(copy: Copy) -> None:
    """Ten files read by the page and ten by the endpoint: only what was uploaded is there afterwards."""
    before, visitor = set(copy.files()), copy.visitor()
    with under_attack(copy):
        for number in range(20):
            open_file(visitor, f"left{number}", A_CAT, (INFO, "read_metadata")[number % 2])
    assert len(set(copy.files()) - before) == 20


def test_one_visitors_files_wait_for_each_other_and_not_others_for_them(copy: Copy) -> None:
    """Eight files at once that take as long as a file may."""
    visitor, content = copy.visitor(), HOSTILE["many_png_texts"]()
    with under_attack(copy):
        at_once(lambda number: open_file(visitor, f"same{number}", content, INFO), range(TIMES))


def black(mode: str, side: int) -> bytes:
    """A picture of one colour: a few kilobytes, however large it is."""
    file = io.BytesIO()
    Image.new(mode, (side, side)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("mode", "side"),
    [("1", 9400), ("1", 8190), ("P", 8190), ("RGBA", 4096), ("I;16", 5790)],
    ids=["88 megapixels in 11 KB", "67 megapixels", "67 with a palette", "17 with transparency", "33 of 16 bits"],
)
def test_no_reference_image_fills_the_memory(copy: Copy, mode: str, side: int) -> None:
    """Four visitors at once, each with a picture that is small as a file and large as pixels."""
    content = black(mode, side)

    def paint(_number: int) -> list[Any]:
        visitor = copy.visitor()
        return visitor.generate("a cat", reference=visitor.upload(content))

    with under_attack(copy):
        answers = at_once(paint, range(6 if THOROUGH else 4))
    assert all(isinstance(answer, list) or answer.status == 200 for answer in answers)  # type: ignore[attr-defined]
