"""Gradio is imported without rewriting its own interface files, and is otherwise the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import ast, inspect, sys
parsed = []
parse = ast.parse
ast.parse = lambda *arguments, **more: (parsed.append(1), parse(*arguments, **more))[1]
before = list(sys.meta_path)
import playground
import gradio
from gradio import component_meta
assert sys.meta_path == before, "nothing of ours is left in the way of later imports"
assert len(parsed) < 10, "one for each component, where its interface is computed"
assert gradio.Textbox.EVENTS and callable(gradio.Textbox.submit)
source = inspect.getsource(component_meta)
assert source.count("create_or_modify_pyi(") == 2, "Gradio does it in another way: see what the module can do about it"
"""


def test_gradio_offers_its_events_without_its_interface_files() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, check=True, timeout=120)
