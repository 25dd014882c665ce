"""Find the regular expressions of the project, and the ways in which each is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NamedTuple

from tests.laws.backtracking import Mode
from tests.laws.source_tree import Module

# How the functions of `re`, and the methods of a compiled pattern, go through a text.
MODES: dict[str, Mode] = {
    "fullmatch": "fullmatch",
    "match": "match",
    "search": "search",
    **dict.fromkeys(("sub", "subn", "split", "findall", "finditer"), "all"),
}
# Where each function of `re` takes its flags.
_FLAGS_AT = {
    "compile": 1,
    **dict.fromkeys(("match", "fullmatch", "search", "findall", "finditer"), 2),
    "split": 3,
    **dict.fromkeys(("sub", "subn"), 4),
}


@dataclass(frozen=True)
class UsedPattern:
    """A regular expression, its place in the code, and the way in which it goes through a text."""

    place: str
    source: str
    flags: int
    mode: Mode

    @property
    def compiled(self) -> re.Pattern[str]:
        """Return the compiled pattern."""
        return re.compile(self.source, self.flags)


class _Use(NamedTuple):
    """A method that is called on a name; `owner` is the module of a private one."""

    owner: str
    name: str
    method: str


def used_patterns(
    modules: Iterable[Module], from_tables: Mapping[str, Iterable[str]]
) -> Iterator[UsedPattern | str]:
    """Yield every pattern once for each mode, and a line of text for each that this search can't see.

    `from_tables` has the patterns that are no fixed texts where they are used, by path and expression.
    """
    modules = list(modules)
    uses = {use for module in modules for use in _uses_of_names(module)}
    unread = set(from_tables)
    for module in modules:
        imports: Iterator[ast.Import | ast.ImportFrom] = module.nodes_of(ast.Import, ast.ImportFrom)
        for line in imports:
            if _hides_re(line):
                yield f"{module.path}:{line.lineno}: import re itself, so that its patterns are found"
        for node in module.nodes_of(ast.Call):
            if (function := _function_of_re(node)) not in _FLAGS_AT:
                continue
            place = f"{module.path}:{node.lineno}"
            if not node.args:
                yield f"{place}: a pattern is the first argument, without its name"
                continue
            expression = f"{module.path}: {ast.unparse(node.args[0])}"
            unread.discard(expression)
            try:
                sources = from_tables.get(expression) or [_value(module, node.args[0])]
                flags = _value(module, _flags(node, function))
            except NameError:
                yield f"{place}: the pattern is not fixed: {ast.unparse(node.args[0])}"
                continue
            for source in sources:
                yield from (
                    UsedPattern(place, source, flags, mode) for mode in _modes(module, node, function, uses)
                )
    yield from (f"{expression}: no function of re takes this" for expression in sorted(unread))


def _modes(module: Module, node: ast.Call, function: str, uses: set[_Use]) -> list[Mode]:
    methods = [function]
    if function == "compile":
        name = _name_of(module, node)
        owner = module.path if name.startswith("_") else ""
        # Where a pattern goes unseen, it may be searched for.
        methods = [use.method for use in uses if (use.owner, use.name) == (owner, name)] or ["findall"]
    return sorted({MODES[method] for method in methods})


def _flags(node: ast.Call, function: str) -> ast.expr:
    at = _FLAGS_AT[function]
    named = {keyword.arg: keyword.value for keyword in node.keywords}
    return node.args[at] if len(node.args) > at else named.get("flags", ast.Constant(0))


def _value(module: Module, expression: ast.expr) -> Any:
    """Return the value of an expression in its module; raise NameError where it has none yet."""
    if isinstance(expression, ast.Constant):
        return expression.value
    names = {"re": re}
    if any(isinstance(node, ast.Name) and node.id != "re" for node in ast.walk(expression)):
        try:
            names = vars(import_module(module.path.removesuffix(".py").replace("/", ".")))
        except ImportError:
            names = {}
    ast.fix_missing_locations(expression)
    return eval(compile(ast.Expression(expression), module.path, "eval"), {**names})


def _hides_re(node: ast.Import | ast.ImportFrom) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "re"
    return any(one.name == "re" and one.asname for one in node.names)


def _function_of_re(node: ast.Call) -> str:
    match node.func:
        case ast.Attribute(value=ast.Name(id="re"), attr=name):
            return name
    return ""


def _name_of(module: Module, node: ast.Call) -> str:
    for statement in module.tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if value is node:
                return name
    return ""


def _uses_of_names(module: Module) -> Iterator[_Use]:
    for node in module.nodes_of(ast.Attribute):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=method) if method in MODES:
                yield _Use(module.path if name.startswith("_") else "", name, method)
