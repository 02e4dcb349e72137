"""Every regular expression in the source, and how it is used: in Python modules, and in scripts for browsers."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from tests.hostile.expressions.machine import Way
from tests.hostile.expressions.syntax import Pattern

_WAYS: dict[str, Way] = {
    "fullmatch": "fullmatch",
    "match": "match",
    "search": "search",
    "findall": "search",
    "finditer": "search",
    "split": "search",
    "sub": "search",
    "subn": "search",
}
_ANY_WAY: frozenset[Way] = frozenset(("search", "fullmatch"))
_MENTIONS_RE = re.compile(r"^[ \t]*(?:import|from)\b.*\bre\b", re.MULTILINE)
_IMPORTED = re.compile(r"^[ \t]*from [\w.]+ import (\([^)]*\)|[^\n]*)", re.MULTILINE)
_HARMLESS = frozenset({"pattern", "flags", "groups", "groupindex"})


@dataclass(frozen=True)
class PythonPattern:
    """A call of `re`, and the name that a module gives to what it returns.

    Attributes:
        name: None if the call is not all of an assignment to one name of the module.
        ways: how the pattern is used.
    """

    name: str | None
    call: ast.Call
    ways: frozenset[Way]

    def compiled(self, module: ModuleType) -> Pattern:
        """Return the pattern, as the module has it or from the call's arguments.

        Raises:
            NameError: the call's arguments have names that are not the module's.
        """
        if self.name:
            found: Pattern = getattr(module, self.name)
            return found
        assert isinstance(self.call.func, ast.Attribute)
        given = inspect.signature(getattr(re, self.call.func.attr)).bind(
            *self.call.args, **{keyword.arg or "": keyword.value for keyword in self.call.keywords}
        )
        pattern, flags = (_value(given.arguments.get(argument), module) for argument in ("pattern", "flags"))
        return re.compile(pattern, flags or 0)


def python_patterns(source: str, shared: Set[str] = frozenset()) -> Iterator[PythonPattern]:
    """Find the patterns of a module.

    Args:
        source: the module's text.
        shared: names that modules import from each other; what others do with a pattern is not looked at.

    Raises:
        ValueError: the module imports `re` in another way than `import re`, so that its patterns would be overlooked.
    """
    if not _MENTIONS_RE.search(source):
        return
    tree = ast.parse(source)
    for node in ast.walk(tree):
        renamed = isinstance(node, ast.Import) and any(one.name == "re" and one.asname for one in node.names)
        if renamed or (isinstance(node, ast.ImportFrom) and node.module == "re"):
            raise ValueError("a module should say `import re`, for its patterns to be found")
    named = {id(value): name for name, value in _assignments(tree)}
    for node in ast.walk(tree):
        function = _function_of_re(node)
        if function and isinstance(node, ast.Call):
            name = named.get(id(node)) if function == "compile" else None
            if name and name.startswith("_") and name not in shared:
                ways = _uses(name, tree)
            else:
                ways = _ANY_WAY if function == "compile" else frozenset([_WAYS[function]])
            yield PythonPattern(name, node, ways)


def imported_names(source: str) -> set[str]:
    """Return every name that a module imports from another one."""
    return {name for names in _IMPORTED.findall(source) for name in re.findall(r"\w+", names)}


def _assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value
        elif isinstance(node, ast.AnnAssign) and node.value and isinstance(node.target, ast.Name):
            yield node.target.id, node.value


def _function_of_re(node: ast.AST) -> str | None:
    """Return the name of the function if a node calls one of `re` that takes a pattern."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    function, owner = node.func.attr, node.func.value
    is_re = isinstance(owner, ast.Name) and owner.id == "re"
    return function if is_re and function in ("compile", *_WAYS) else None


def _uses(pattern: str, tree: ast.Module) -> frozenset[Way]:
    """Return how a module uses a pattern; it may be in any way where it is handed on, or not used at all."""
    loads = attributes = 0
    ways: set[Way] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == pattern and isinstance(node.ctx, ast.Load):
            loads += 1
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == pattern:
            attributes += 1
            if node.attr not in _HARMLESS:
                ways.add(_WAYS[node.attr])
    return frozenset(ways) if ways and loads == attributes else _ANY_WAY


def _value(node: ast.expr | None, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(node), module.__name__, "eval"), vars(module).copy()) if node else None


# Scripts


_TOKEN = re.compile(
    r"""(?P<nothing>\s+|//[^\n]*|/\*.*?\*/)|(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<word>[\w$]+)|(?P<sign>.)""",
    re.DOTALL,
)
_LITERAL = re.compile(r"/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+)/([a-z]*)")
_TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*(`|\$\{)", re.DOTALL)
_BEFORE_LITERALS = frozenset(("return", "typeof", "case", "in", "of", "do", "else", "void", "throw", "new"))
_DIFFERENT = re.compile(r"\\u\{([0-9a-fA-F]+)\}|(\\.|\[(?:\\.|[^\]\\])*\])|(\$)|\(\?<(?![=!])", re.DOTALL)
_FLAGS = {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE, "g": 0, "u": 0, "y": 0, "d": 0}


def script_patterns(script: str) -> list[tuple[str, str]]:
    """Return the regular expressions of a script, each with its flags.

    Raises:
        ValueError: it makes one of a text, which cannot be found.
    """
    found = []
    at = 0
    is_operand = False  # what has just ended: a slash after it divides
    braces: list[int] = []  # those open within each `${` that is open
    while at < len(script):
        literal = None if is_operand else _LITERAL.match(script, at)
        token = _TOKEN.match(script, at)
        assert token
        if literal and not token["nothing"]:
            found.append((literal[1], literal[2]))
            at, is_operand = literal.end(), True
        elif token[0] == "`" or (token[0] == "}" and braces and not braces[-1]):
            if token[0] == "}":
                braces.pop()
            at, is_operand = _after_template(script, token.end(), braces)
        else:
            at, is_operand = token.end(), _is_operand(token, was_operand=is_operand)
            if braces:
                braces[-1] += {"{": 1, "}": -1}.get(token[0], 0)
    return found


def _after_template(script: str, at: int, braces: list[int]) -> tuple[int, bool]:
    """Skip a template's text; what is in `${…}` is script again."""
    end = _TEMPLATE.match(script, at)
    if end is None:
        raise ValueError("a template without an end")
    if end[1] == "${":
        braces.append(0)
    return end.end(), end[1] == "`"


def _is_operand(token: re.Match[str], *, was_operand: bool) -> bool:
    if token["nothing"]:
        return was_operand
    if token["word"] == "RegExp":
        raise ValueError("a regular expression that is made of a text cannot be checked: write it as a literal")
    if token["word"]:
        return token["word"] not in _BEFORE_LITERALS
    return bool(token["text"]) or token["sign"] in tuple(")]")


def as_python(literal: str, flags: str) -> re.Pattern[str]:
    """Compile a script's regular expression as one of Python that takes the same steps."""
    value = re.ASCII
    for flag in flags:
        value |= _FLAGS[flag]

    def other(found: re.Match[str]) -> str:
        if found[1]:
            return re.escape(chr(int(found[1], 16)))
        if found[2]:
            return found[2]
        if found[3]:
            return "$" if "m" in flags else r"\Z"
        return "(?P<"

    return re.compile(_DIFFERENT.sub(other, literal), value)
