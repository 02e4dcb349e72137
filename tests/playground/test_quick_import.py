"""Gradio is imported without rewriting its own interface files, and is otherwise the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Says whether the interface of a component would have been computed, and what the component offers.
PROGRAM = """
import ast, sys
parsed = []
parse = ast.parse
ast.parse = lambda *arguments, **more: (parsed.append(1), parse(*arguments, **more))[1]
before = list(sys.meta_path)
{first}
import gradio
assert sys.meta_path == before, "nothing of ours is left in the way of later imports"
print(len(parsed) > 50, sorted(map(str, gradio.Textbox.EVENTS)), callable(gradio.Textbox.submit))
"""


def said(first: str) -> str:
    program = [sys.executable, "-c", PROGRAM.format(first=first)]
    return subprocess.run(program, cwd=ROOT, check=True, capture_output=True, text=True, timeout=120).stdout


def test_gradio_offers_the_same_without_its_interface_files() -> None:
    ours, bare = said("import playground"), said("")
    assert ours.startswith("False ")
    assert bare.startswith("True "), "Gradio does not do this any more: the module can go"
    assert ours.removeprefix("False") == bare.removeprefix("True")
