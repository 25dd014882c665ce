"""Find texts for people in Python that are not marked for translation, rather too many than too few."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

# Functions that mark texts for translation, with the number of leading text arguments; Babel has the same.
MARKERS = {"_": 1, "N_": 1, "gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}

# Calls whose first or named text is shown to people as it is, so that one word is enough for a finding.
SHOWING_CALLS = frozenset(
    """Button InlineKeyboardButton KeyboardButton BotCommand ForceReply answer reply edit_text edit_caption
    send_message answer_callback_query""".split()
)
SHOWN_KEYWORDS = frozenset("text label caption title description placeholder input_field_placeholder".split())

# Calls whose texts are in English for operators and developers: logs, command line, types, queries.
TECHNICAL_OWNERS = frozenset("log logger structlog typer warnings re".split())
TECHNICAL_CALLS = frozenset(
    "text execute exec_driver_sql Field TypeVar NewType print Argument Option".split()
)
TECHNICAL_KEYWORDS = frozenset("help epilog metavar event pattern media_type content_type".split())

# Errors of the program, whose texts people never see. Not ValueError, which wrong input raises.
FAULTS_OF_PROGRAM = frozenset(
    "AssertionError AttributeError IndexError KeyError LookupError RuntimeError TypeError".split()
)

LETTER = re.compile(r"[^\W\d_]")
SENTENCE = re.compile(r"[^\W\d_]{2,}[,.:;!?]?\s+[^\W\d_]{2,}")
WORD_BESIDE_A_VALUE = re.compile(r"(?:(?:^|\s)[^\W\d_]{3,}[,.:;!?]*\s)|(?:\s[^\W\d_]{3,}[,.:;!?]*(?:\s|$))")
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|PRAGMA|BEGIN|LISTEN|NOTIFY|SET)\b")
MARKUP = re.compile(r"<[^<>]*>|&\w+;")


@dataclass(frozen=True)
class Finding:
    """A text in a place where the law forbids it."""

    line: int
    text: str
    fault: str
    in_marker: bool = False


def bare_words(tree: ast.Module, *, raises_are_for_operators: bool = False) -> list[Finding]:
    """Return every text for people outside a marker, and every marker that gets anything but a text."""
    reader = _Reader(raises_are_for_operators)
    reader.visit(tree)
    return reader.findings


class _Reader(ast.NodeVisitor):
    """Visit a module, leaving out texts that are not for people or are marked for translation."""

    def __init__(self, raises_are_for_operators: bool) -> None:
        self.raises_are_for_operators = raises_are_for_operators
        self.findings: list[Finding] = []
        self.shown: set[ast.expr] = set()

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and _is_for_people(node.value, to_the_letter=node in self.shown):
            self._find(node, node.value, "a bare text; it belongs in _()")

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        if _is_for_people(text, to_the_letter=node in self.shown) or WORD_BESIDE_A_VALUE.search(text):
            self._find(node, text, "a bare f-string; it belongs in _() with named values")
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_Call(self, node: ast.Call) -> None:
        owners, name = _name_of(node.func)
        if name in MARKERS:
            self._read_marker(node, MARKERS[name])
        elif not owners & TECHNICAL_OWNERS and name not in TECHNICAL_CALLS:
            named = [keyword for keyword in node.keywords if keyword.arg not in TECHNICAL_KEYWORDS]
            if name in SHOWING_CALLS:
                for text in [
                    *node.args[:1],
                    *(keyword.value for keyword in named if keyword.arg in SHOWN_KEYWORDS),
                ]:
                    self.shown.update(_alternatives(text))
            for child in [node.func, *node.args, *(keyword.value for keyword in named)]:
                self.visit(child)

    def _read_marker(self, node: ast.Call, texts: int) -> None:
        for text in node.args[:texts]:
            if _is_glued(text):
                fault = "glued before translation; put the values in afterwards"
                self.findings.append(Finding(text.lineno, ast.unparse(text), fault, in_marker=True))
        for child in [*node.args[texts:], *node.keywords]:
            self.visit(child)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:  # the annotation is for the type checker
            self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        pass  # an annotation again

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for child in [*node.decorator_list, node.args, *node.body]:
            self.visit(child)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        self.visit(node.test)

    def visit_Raise(self, node: ast.Raise) -> None:
        built_in = isinstance(node.exc, ast.Call) and _name_of(node.exc.func)[1] in FAULTS_OF_PROGRAM
        if not built_in and not self.raises_are_for_operators:
            self.generic_visit(node)

    def _find(self, node: ast.expr, text: str, fault: str) -> None:
        self.findings.append(Finding(node.lineno, text, fault))


def _is_for_people(text: str, *, to_the_letter: bool) -> bool:
    plain = MARKUP.sub(" ", text)
    return not SQL.match(text) and bool((LETTER if to_the_letter else SENTENCE).search(plain))


def _is_glued(text: ast.expr) -> bool:
    built_by_call = isinstance(text, ast.Call) and _name_of(text.func)[1] in {"format", "join", "replace"}
    return built_by_call or isinstance(text, ast.JoinedStr | ast.BinOp)


def _alternatives(text: ast.expr) -> Iterator[ast.expr]:
    """Yield the literals that an expression may evaluate to, or begin or end with."""
    match text:
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from _alternatives(one)
            yield from _alternatives(other)
        case ast.Constant() | ast.JoinedStr():
            yield text


def _name_of(function: ast.expr) -> tuple[set[str], str]:
    """Return the names before the last dot, and the last: `self.log.info` gives {self, log} and info."""
    names = []
    while isinstance(function, ast.Attribute | ast.Call):
        if isinstance(function, ast.Attribute):
            names.append(function.attr)
            function = function.value
        else:
            function = function.func
    if isinstance(function, ast.Name):
        names.append(function.id)
    return set(names[1:]), names[0] if names else ""
