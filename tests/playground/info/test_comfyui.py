"""A graph of any size is followed for a fixed number of steps, and those of people to their end."""

from __future__ import annotations

import functools
import json
from typing import Any

import pytest

from imagelabs_client.files.containers import read_png_texts
from playground.info.comfyui import BUDGET, MAX_INPUTS, MAX_NODES, MAX_SAMPLERS, Graph, read_graph
from tests.hostile import files
from tests.hostile.measures import lines_run_by


def record_of(content: bytes) -> dict[str, Any]:
    record = json.loads(read_png_texts(content)["prompt"])
    assert isinstance(record, dict)
    return record


@pytest.mark.parametrize("make", [files.comfy_graph_of_samplers, files.comfy_node_of_inputs])
def test_all_searches_in_a_graph_share_one_budget(make) -> None:
    record = record_of(make())
    assert lines_run_by(functools.partial(read_graph, record)) < 10 * BUDGET
    graph = Graph(record, budget=1000)
    graph.sampler()
    assert 0 <= graph.budget < 1000


def sampler(latent: str) -> dict[str, Any]:
    return {"class_type": "KSampler", "inputs": {"positive": ["text", 0], "latent_image": [latent, 0]}}


def test_what_was_found_before_the_budget_is_used_up_is_kept() -> None:
    nodes = {f"n{number}": {"class_type": "x", "inputs": {"x": [f"n{number + 1}", 0]}} for number in range(60)}
    record = {"s": sampler("n0"), "text": {"class_type": "Encode", "inputs": {"text": "a cat"}}} | nodes
    record["text"]["inputs"]["clip"] = ["n0", 0]
    found = read_graph(record)
    assert found is not None
    assert found[0]["prompt"] == "a cat"


@pytest.mark.parametrize("before", [0, 1, MAX_SAMPLERS - 1, MAX_SAMPLERS])
def test_the_first_pass_is_looked_for_among_the_first_samplers(before: int) -> None:
    size = {"empty": {"class_type": "EmptyLatentImage", "inputs": {"width": 64, "height": 48}}}
    second = {f"s{number}": sampler("none") for number in range(before)}
    found = read_graph(second | {"first": sampler("empty")} | size)
    assert found is not None
    assert found[0]["width"] == (64 if before < MAX_SAMPLERS else None)


def test_a_graph_and_its_nodes_are_read_up_to_a_bound() -> None:
    fillers = {f"f{number}": {"class_type": "x", "inputs": {}} for number in range(MAX_NODES)}
    assert read_graph({"s": sampler("x")} | fillers) is not None
    assert read_graph(fillers | {"s": sampler("x")}) is None
    inputs = {f"i{number}": 1 for number in range(MAX_INPUTS)}
    for node, is_found in ((sampler("x")["inputs"] | inputs, True), (inputs | sampler("x")["inputs"], False)):
        assert (read_graph({"s": {"class_type": "KSampler", "inputs": node}}) is not None) is is_found


def test_graphs_of_people_take_a_small_part_of_the_budget() -> None:
    """A chain of a hundred nodes with a dozen inputs each, such as a workflow with several adapters has."""
    chain = {
        str(number): {
            "class_type": "Adapter",
            "inputs": {"model": [str(number + 1), 0], "clip": [str(number + 1), 1]} | dict.fromkeys("abcdefghij", 1),
        }
        for number in range(60)
    }
    ends = {"60": {"class_type": "Loader", "inputs": {"ckpt_name": "sd"}}}
    texts = {"text": {"class_type": "CLIPTextEncode", "inputs": {"text": "a cat", "clip": ["0", 1]}}}
    start = {"class_type": "KSampler", "inputs": sampler("x")["inputs"] | {"model": ["0", 0], "seed": 5, "steps": 20}}
    found = read_graph({"s": start} | texts | chain | ends)
    assert found is not None
    assert (found[0]["model"], found[0]["prompt"], found[0]["seed"], found[1]["Steps"]) == ("sd", "a cat", 5, 20)
