"""ComfyUI's graph, as far as it can be followed: from the sampler back to the texts, the seed, the size and the model.

Strangers write graphs, so every value may be of any type, and a graph may run in circles or have thousands of samplers
that all lead to thousands of nodes. One budget for the whole graph bounds how many inputs are looked at.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final

MAX_NODES: Final = 5000  # of a graph; further ones are ignored
MAX_INPUTS: Final = 200  # of a node
MAX_SAMPLERS: Final = 64
BUDGET: Final = 20_000  # inputs that are looked at, over all searches; graphs of dozens of nodes take some hundreds
_MAX_VISITED: Final = 64  # nodes that are visited in one search
_MAX_KIND: Final = 200  # characters
_MAX_VALUE: Final = 20_000  # characters of one text
_TEXT_INPUTS: Final = ("text", "prompt", "string", "value", "text_g", "clip_l", "t5xxl", "positive")
_SEED_INPUTS: Final = ("seed", "noise_seed")
_MODEL_INPUTS: Final = ("ckpt_name", "unet_name", "model_name")
_FACTS: Final = {
    "steps": "Steps",
    "cfg": "CFG scale",
    "guidance": "Guidance",
    "sampler_name": "Sampler",
    "scheduler": "Scheduler",
}


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a graph.

    Attributes:
        kind: its class, in lower case.
        inputs: plain values and links to other nodes, by name.
    """

    kind: str
    inputs: Mapping[str, Any]

    def get(self, name: str) -> Any:
        """Return one input, or None."""
        return self.inputs.get(name)


class Graph:
    """The nodes of a graph, and how many of their inputs may still be looked at."""

    def __init__(self, record: Mapping[str, Any], budget: int = BUDGET) -> None:
        """Take the nodes from ComfyUI's JSON; what is no node is left out."""
        self.budget = budget
        self._nodes: dict[str, Node] = {}
        for key, node in islice(record.items(), MAX_NODES):
            inputs, kind = (node.get("inputs"), node.get("class_type")) if isinstance(node, dict) else (None, None)
            if isinstance(inputs, dict) and isinstance(kind, str):
                self._nodes[key] = Node(kind[:_MAX_KIND].lower(), dict(islice(inputs.items(), MAX_INPUTS)))

    def sampler(self) -> Node | None:
        """Return the sampler that the picture began with, the first one that starts from an empty latent image."""
        samplers = [
            node
            for node in self._nodes.values()
            if ("positive" in node.inputs or "guider" in node.inputs)
            and ("latent_image" in node.inputs or "sampler" in node.kind)
        ]
        first_passes = (
            node
            for node in samplers[:MAX_SAMPLERS]
            if self.value(node, ("width",), ("latent_image", "latent")) is not None
        )
        return next(first_passes, samplers[0] if samplers else None)

    def value(self, start: Node, names: tuple[str, ...], through: tuple[str, ...]) -> Any:
        """Return the first plain value with one of the names, on a node or upstream of some of its inputs."""
        for node in chain((start,), self._upstream(start, through)):
            for name in names:
                value = node.get(name)
                linked = self._linked(value)
                if linked is not None:
                    value = next(
                        (linked.get(key) for key in (*names, "value", "int") if _is_plain(linked.get(key))), None
                    )
                if _is_plain(value):
                    return value
        return None

    def text(self, start: Node, through: tuple[str, ...]) -> str | None:
        """Return the first text upstream of some inputs of a node, or None."""
        for node in self._upstream(start, through):
            if "encode" in node.kind and (text := _text(node)):
                return text
        # The text may be in a node of its own, upstream of the one that encodes it.
        return next(filter(None, map(_text, self._upstream(start, through))), None)

    def _linked(self, value: Any) -> Node | None:
        """Return the node that an input is linked to, or None."""
        is_link = isinstance(value, list) and len(value) == 2 and isinstance(value[0], str | int)
        return self._nodes.get(str(value[0])) if is_link else None

    def _upstream(self, start: Node, through: tuple[str, ...]) -> Iterator[Node]:
        """Yield all nodes upstream of some inputs of a node, the nearest first, while the budget lasts."""
        waiting = deque(node for name in through if (node := self._linked(start.get(name))) is not None)
        seen: set[int] = set()
        while waiting and len(seen) < _MAX_VISITED:
            node = waiting.popleft()
            if id(node) in seen:
                continue
            seen.add(id(node))
            cost = 1 + len(node.inputs)
            if cost > self.budget:
                return
            self.budget -= cost
            yield node
            # A node that passes on both prompts is followed only on the side that was entered.
            sides = {"positive": "negative", "negative": "positive"}
            other = sides.get(through[0]) if through[0] in node.inputs else None
            inputs = [value for name, value in node.inputs.items() if name != other]
            waiting += [linked for value in inputs if (linked := self._linked(value)) is not None]


def read_graph(record: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return the unchecked values for our parameters by name, and other facts by label; None if there is no sampler."""
    graph = Graph(record)
    sampler = graph.sampler()
    if sampler is None:
        return None
    size = ("latent_image", "latent")
    values = {
        "prompt": graph.text(sampler, ("positive", "guider", "conditioning")),
        "negative_prompt": graph.text(sampler, ("negative",)),
        "seed": graph.value(sampler, _SEED_INPUTS, ("noise",)),
        "width": graph.value(sampler, ("width",), size),
        "height": graph.value(sampler, ("height",), size),
        "model": graph.value(sampler, _MODEL_INPUTS, ("model", "guider")),
    }
    facts = {
        label: graph.value(sampler, (key,), ("sampler", "sigmas", "guider", "positive"))
        for key, label in _FACTS.items()
    }
    return values, facts


def _text(node: Node) -> str | None:
    texts = (node.get(name) for name in _TEXT_INPUTS)
    return next((text[:_MAX_VALUE] for text in texts if isinstance(text, str) and text.strip()), None)


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)
