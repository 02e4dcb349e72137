"""The page's packages stay easy to find one's way in: no import circles, no crowded folders, no long files."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import playground

FOLDER = Path(playground.__file__).parent
MODULES = {
    ".".join(path.relative_to(FOLDER.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in FOLDER.rglob("*.py")
}
MAX_MODULES = 15  # side by side
MAX_LINES = 450


def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def imports(name: str) -> set[str]:
    """Every module of ours that a module names, also inside functions and for type checkers alone."""
    found = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found & set(MODULES) - {"playground"}


def test_no_module_imports_itself_by_way_of_others() -> None:
    try:
        order = [*TopologicalSorter({name: imports(name) for name in MODULES}).static_order()]
    except CycleError as circle:
        pytest.fail(" → ".join(reversed(circle.args[1])))
    assert len(order) == len(MODULES)


def test_no_folder_is_crowded_and_no_file_is_long() -> None:
    for folder in {path.parent for path in MODULES.values()}:
        assert len([*folder.glob("*.py")]) <= MAX_MODULES, folder
    for path in (*MODULES.values(), *FOLDER.glob("assets/*.js")):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES, path


def test_only_one_module_makes_the_service() -> None:
    for name in MODULES:
        foreign = {node.module for node in ast.walk(tree(name)) if isinstance(node, ast.ImportFrom) and node.module}
        is_allowed = name == "playground.backends"
        assert is_allowed or not any(module.startswith("imagelabs_server") for module in foreign), name


def test_no_private_name_of_another_object_is_used() -> None:
    """Neither of Gradio and uvicorn nor among our own modules: `self._x` and `cls._x` are one's own."""
    for name in MODULES:
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
                owner = node.value
                assert isinstance(owner, ast.Name), (name, node.attr)
                assert owner.id in ("self", "cls"), (name, node.attr)
            elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
                assert not any(part.startswith("_") for part in str(node.module).split(".")), (name, node.module)
                assert not any(alias.name.startswith("_") for alias in node.names), (name, node.module)
