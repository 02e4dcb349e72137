"""The card about a hostile file costs little to make, and is no longer than one that can be read."""

from __future__ import annotations

import contextlib
import functools
import json
from pathlib import Path

import pytest

from imagelabs_client import InvalidParams
from playground.info import facts as f
from playground.info.facts import read_facts
from playground.info.foreign_metadata import MAX_JSON, read_foreign
from playground.info.tab import render_facts
from playground.texts import languages
from tests.hostile import files
from tests.hostile.measures import MIB, lines_run_by, peak_of

LONGEST_CARD = 2 * 6 * (3 * f.MAX_VALUE + f.MAX_FIELDS * 600)  # characters; `&` becomes five


def card(path: Path) -> str:
    with contextlib.suppress(InvalidParams):
        return render_facts(read_facts(path), "/file", languages()["en"])
    return ""


@pytest.mark.parametrize("name", [name for name in files.HOSTILE if "avif" not in name])
def test_a_hostile_file_costs_little(name: str, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(files.HOSTILE[name]())
    work = functools.partial(card, path)
    assert len(work()) < LONGEST_CARD
    assert peak_of(work) - path.stat().st_size < 32 * MIB
    assert lines_run_by(work) < 1_500_000


def facts_of(content: bytes, folder: Path) -> f.ImageFacts:
    (folder / "picture").write_bytes(content)
    return read_facts(folder / "picture")


def test_a_prompt_that_no_form_takes_is_shown_in_part_and_cannot_be_used(tmp_path: Path) -> None:
    for length, is_usable in ((f.MAX_VALUE, True), (f.MAX_VALUE + 1, False)):
        text = "a" * length + "\nSteps: 1, Sampler: x, Seed: 1"
        facts = facts_of(files.png_with_text("parameters", text), tmp_path)
        assert (facts.usable, facts.values["prompt"]) == (is_usable, "a" * f.MAX_VALUE)
        assert ("data-params" in render_facts(facts, "/file", languages()["en"])) is is_usable


def test_the_number_and_the_length_of_other_facts_are_bounded(tmp_path: Path) -> None:
    line = ", ".join(f"key {number}: {'v' * 4500}" for number in range(f.MAX_FIELDS + 10))
    fooocus = json.dumps({"base_model": "x"} | {f"{number} {'k' * 300}": "v" for number in range(1000)})
    for text, length in ((f"a cat\n{line}", f.MAX_FIELD), (fooocus, 1)):
        facts = facts_of(files.png_with_text("parameters", text), tmp_path)
        assert len(facts.fields) == f.MAX_FIELDS
        assert {len(value) for value in facts.fields.values()} == {length}
        assert max(map(len, facts.fields)) <= f.MAX_FIELD_NAME


def test_json_of_strangers_is_parsed_up_to_a_bound() -> None:
    graph = {"1": {"class_type": "KSampler", "inputs": {"positive": ["1", 0], "latent_image": 1, "seed": 5}}}
    for room, is_read in ((100, True), (-100, False)):
        text = json.dumps(graph | {"filler": "x" * (MAX_JSON - len(json.dumps(graph)) - room)})
        assert (read_foreign(files.png_with_text("prompt", text), None) is not None) is is_read


def test_a_value_of_any_type_can_stand_where_a_size_is_expected() -> None:
    for value in ("(1152, 896)", [1152, 896], "1152 × 896"):
        found = read_foreign(files.png_with(), json.dumps({"base_model": "x", "resolution": value}))
        assert found is not None
        assert (found.values["width"], found.values["height"]) == (1152, 896)
    for other in ("1 " * 100_000, [1] * 100_000, {"a": 1}, None, 10**300):
        found = read_foreign(files.png_with(), json.dumps({"base_model": "x", "resolution": other}))
        assert found is not None
        assert "width" not in found.values
