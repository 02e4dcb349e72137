"""Improving a prompt adds what it does not say, in its own language, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagelabs_server.painter import improve_prompt
from imagelabs_server.painter.canvas import Dice
from imagelabs_server.painter.decisions.interpretation import interpret
from imagelabs_server.painter.prompt.words import read


@pytest.mark.parametrize("prompt", ["a cat", "Кот", "a red boat at dawn", "дом у реки", "fish", "космонавт"])
def test_the_prompt_stays_and_more_is_said(prompt: str) -> None:
    """The beginning is the prompt itself; the painter understands all that was added."""
    improved = improve_prompt(prompt)
    assert improved.startswith(prompt)
    assert len(improved) > len(prompt)
    assert interpret(read(improved), (), Dice("", 1, 0)).unrecognised == ()


def test_the_language_is_the_prompts_own() -> None:
    """No Latin letter in a Russian answer, no Cyrillic one in an English answer."""
    assert not re.search("[a-z]", improve_prompt("кот на крыше"))
    assert not re.search("[а-я]", improve_prompt("a cat on a roof"))


def test_the_same_prompt_gives_the_same_answer() -> None:
    """Deterministic."""
    assert improve_prompt("a fox") == improve_prompt("a fox")


@pytest.mark.parametrize("prompt", ["a cat", "кот", "a boat on a lake", "дом у реки", "a street at night"])
def test_an_improved_prompt_is_rich_enough(prompt: str) -> None:
    """Improving twice changes nothing more."""
    once = improve_prompt(prompt)
    assert improve_prompt(once) == once


def test_what_is_already_said_is_not_said_again() -> None:
    """A prompt with a place, a time and a light is left alone but for the manner of painting."""
    prompt = "a cat on a windowsill at sunset, warm light, oil painting"
    assert improve_prompt(prompt) == prompt


@pytest.mark.parametrize("prompt", ["", "  ", "猫", "???", "gramophon"])
def test_what_cannot_be_improved_comes_back(prompt: str) -> None:
    """Other languages and no language."""
    assert improve_prompt(prompt) == prompt.strip()


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    """And never shortened."""
    assert len(improve_prompt(text)) >= len(re.sub(r"[\s.,;:!…]+$", "", text.strip()))


def test_it_costs_no_numpy() -> None:
    """The service's main process imports it."""
    code = (
        "import sys; from imagelabs_server.painter import improve_prompt; improve_prompt('a cat'); "
        "sys.exit(any(m in sys.modules for m in ('numpy', 'PIL')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
