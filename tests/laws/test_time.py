"""Test that core and conversations are given the time and never read a clock."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.cases import for_each
from tests.laws.source_tree import ROOT, Module, build, hold, in_rooms

CLOCKS = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.monotonic",
}
READINGS = {clock.partition(".")[2] for clock in CLOCKS}


def findings(root: Path) -> Iterator[str]:
    """Yield every use of a clock in core and conversations."""
    for module in in_rooms(root, "core", "conversations"):
        yield from (f"{module.path}:{line}: {clock}" for line, clock in looks(module))


def looks(module: Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of each clock that is called, passed on or imported, under whatever name."""
    meant = {}
    for imported in module.nodes_of(ast.ImportFrom):
        if imported.module in {"datetime", "time"}:
            for alias in imported.names:
                meant[alias.asname or alias.name] = alias.name
                if f"{imported.module}.{alias.name}" in CLOCKS:
                    yield imported.lineno, f"{imported.module}.{alias.name}"
    for whole in module.nodes_of(ast.Import):
        meant |= {alias.asname: alias.name for alias in whole.names if alias.asname}
    for node in module.nodes_of(ast.Attribute):
        if node.attr not in READINGS:
            continue
        owner = ast.unparse(node.value).split(".")[-1]
        clock = f"{meant.get(owner, owner)}.{node.attr}"
        if clock in CLOCKS:
            yield node.lineno, clock


def test_rules_and_conversations_are_told_the_time() -> None:
    hold("In core and conversations time comes from a clock that is passed in.", findings(ROOT))


@for_each(
    "text",
    [
        "from datetime import datetime\nnow = datetime.now(UTC)",
        "from datetime import datetime as D\nnow = D.now(UTC)",
        "import datetime as dt\nnow = dt.datetime.utcnow()",
        "import datetime\ntoday = datetime.date.today()",
        "import time\nnow = time.time()",
        "import time as wall\nnow = wall.monotonic()",
        "from time import time",
        "from datetime import datetime\nat: datetime = field(default_factory=datetime.now)",
    ],
)
@for_each("name", ["core__ticket", "conversations__filing"])
def test_a_look_at_the_wall_is_found(tmp_path: Path, name: str, text: str) -> None:
    assert len(list(findings(build(tmp_path, **{name: text})))) == 1


def test_a_clock_that_is_passed_in_is_welcome(tmp_path: Path) -> None:
    text = "from datetime import datetime, time\nat = clock.now(), time(8), datetime(2026, 1, 1)"
    assert list(findings(build(tmp_path, core__ticket=text, bot__clock="from time import time"))) == []
