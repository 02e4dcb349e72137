"""How the source is divided: who may import whom, no circles, no private names of others, no crowded folders."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ["imagelabs_client", "imagelabs_server", "playground"]
MAX_MODULES = 15  # side by side, `__init__.py` among them
MAX_LINES = 450

Graph = dict[str, set[str]]


@functools.cache
def sources(package: str) -> dict[str, ast.Module]:
    """Parse every module of a package, by its dotted name."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def is_for_type_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def running(tree: ast.Module, *, typing: bool = False) -> Iterator[ast.AST]:
    """Walk what runs, at import or later, in functions or outside of them, and for type checkers if `typing` says so.

    What is imported for type checkers never runs, unless the module has a `__getattr__`: then these are the names that
    it loads when they are first used.
    """
    is_lazy = typing or any(isinstance(node, ast.FunctionDef) and node.name == "__getattr__" for node in tree.body)
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if is_for_type_checkers(node) and not is_lazy:
            assert isinstance(node, ast.If)
            waiting += node.orelse
        else:
            waiting += ast.iter_child_nodes(node)


def imports(modules: Mapping[str, ast.Module], *, typing: bool = False) -> Graph:
    """Tell which module imports which, of these."""
    graph: Graph = {name: set() for name in modules}
    for name, tree in modules.items():
        for node in running(tree, typing=typing):
            if isinstance(node, ast.Import):
                graph[name] |= {alias.name for alias in node.names} & graph.keys()
            elif isinstance(node, ast.ImportFrom):
                source = imported_from(node, name, is_package=any(one.startswith(f"{name}.") for one in graph))
                for alias in node.names:
                    submodule = f"{source}.{alias.name}"
                    graph[name] |= {submodule if submodule in graph else source} & graph.keys()
    return graph


def imported_from(node: ast.ImportFrom, name: str, *, is_package: bool) -> str:
    """Return the full name of the module that a `from … import` in the module `name` names."""
    if not node.level:
        return str(node.module)
    parts = name.split(".")
    parents = parts[: len(parts) - node.level + is_package]
    return ".".join([*parents, node.module] if node.module else parents)


def circles(graph: Graph) -> list[str]:
    """Return the modules that reach themselves."""
    found = []
    for start in graph:
        reached: set[str] = set()
        waiting = list(graph[start])
        while waiting:
            module = waiting.pop()
            if module not in reached:
                reached.add(module)
                waiting += graph[module]
        if start in reached:
            found.append(start)
    return sorted(found)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_needs_itself(package: str) -> None:
    graph = imports(sources(package))
    assert sum(map(len, graph.values())) > 20, "the imports were found"
    assert circles(graph) == []


@pytest.mark.parametrize("package", ["imagelabs_server", "playground"])
def test_not_even_types_run_in_circles(package: str) -> None:
    assert circles(imports(sources(package), typing=True)) == []


def test_the_arrows_between_the_packages_go_one_way() -> None:
    modules = {name: tree for package in PACKAGES for name, tree in sources(package).items()}
    allowed = {"imagelabs_client": set(), "imagelabs_server": set(), "playground": {"imagelabs_client"}}
    arrows = {
        (name, target)
        for name, targets in imports(modules, typing=True).items()
        for target in targets
        if target.partition(".")[0] not in allowed[name.partition(".")[0]] | {name.partition(".")[0]}
    }
    assert {name for name, _ in arrows} == {"playground.backends"}
    assert {target.partition(".")[0] for _, target in arrows} == {"imagelabs_server"}


@pytest.mark.parametrize("package", [*PACKAGES, "tests", "benchmarks"])
def test_no_folder_is_crowded(package: str) -> None:
    most = 18 if package == "tests" else MAX_MODULES
    for folder in {path.parent for path in (ROOT / package).rglob("*.py")}:
        assert len([*folder.glob("*.py")]) <= most, folder


@pytest.mark.parametrize("package", PACKAGES)
def test_no_file_is_long(package: str) -> None:
    for path in (*(ROOT / package).rglob("*.py"), *(ROOT / package).rglob("*.js")):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES, path


CIRCLE = {
    "p": "if TYPE_CHECKING:\n    from p.a import A\ndef __getattr__(name): ...",
    "p.a": "from p import b",
    "p.b": "def late():\n    from p.c import C",
    "p.c": "try:\n    import p.a\nexcept ImportError:\n    pass",
    "p.c.deeper": "from ..d import D",
    "p.d": "from p.a import A\nif TYPE_CHECKING:\n    from p.e import E",
    "p.e": "import p.d",
}


def test_circles_are_found_wherever_an_import_stands() -> None:
    graph = imports({name: ast.parse(code) for name, code in CIRCLE.items()})
    assert circles(graph) == ["p.a", "p.b", "p.c"]
    assert graph["p.c.deeper"] == {"p.d"}
    assert graph["p"] == {"p.a"}, "what is loaded when it is first used counts"
    assert circles(graph | {"p.c": set()}) == []


# Documented for everybody's use in spite of their names.
DOCUMENTED = {"os._exit", "_typeshed.ReadableBuffer"}


def is_private(name: str) -> bool:
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def own_classes(modules: Mapping[str, ast.Module]) -> set[str]:
    return {node.name for tree in modules.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def foreign_privates(tree: ast.Module, classes: set[str], packages: list[str]) -> Iterator[str]:
    """Yield what a module uses that others keep to themselves.

    A private attribute may be used of `self`, `cls`, `super()` and one's own classes. Which class another object has
    cannot be told from the source, so it is nobody's to reach into, not even where it is one of ours.
    """
    for line, used in sorted(private_names(tree, classes, packages)):
        if used not in DOCUMENTED:
            yield f"{line}: {used}"


def private_names(tree: ast.Module, classes: set[str], packages: list[str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            owner = ast.unparse(node.value)
            if owner not in ("self", "cls", "super()", "type(self)") and owner not in classes:
                yield node.lineno, f"{owner}.{node.attr}"
        elif isinstance(node, ast.Import | ast.ImportFrom):
            source = [] if isinstance(node, ast.Import) else str(node.module).split(".")
            for alias in node.names:
                path = [*source, *alias.name.split(".")]
                if path[0] not in packages and path[0] != "__future__" and any(map(is_private, path)):
                    yield node.lineno, ".".join(path)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("getattr", "setattr", "delattr", "hasattr"):
            name = node.args[1] if len(node.args) > 1 else None
            if isinstance(name, ast.Constant) and isinstance(name.value, str) and is_private(name.value):
                yield node.lineno, f"{ast.unparse(node.args[0])}.{name.value}"


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_reaches_into_other_packages(package: str) -> None:
    classes = set().union(*(own_classes(sources(one)) for one in PACKAGES))
    found = {name: list(foreign_privates(tree, classes, PACKAGES)) for name, tree in sources(package).items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


PLANTED = """
from httpx._utils import get_environment_proxies
import httpcore._async
from imagelabs_client._version import __version__
class Own:
    def __init__(self, client):
        self._kept = client._transport
        self._pool._requests.clear()
        Own._count = type(self)._count + len(self.__dict__) + super()._size
        getattr(client, "_mounts")
"""


def test_reaching_into_other_packages_is_found() -> None:
    tree = ast.parse(PLANTED)
    assert list(foreign_privates(tree, own_classes({"planted": tree}), PACKAGES)) == [
        "2: httpx._utils.get_environment_proxies",
        "3: httpcore._async",
        "7: client._transport",
        "8: self._pool._requests",
        "10: client._mounts",
    ]
