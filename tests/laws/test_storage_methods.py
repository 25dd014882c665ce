"""Test that every method of a repository is called by tests that run on SQLite and on PostgreSQL."""

import ast
import re
from collections.abc import Iterator

from tests.laws.source_tree import ROOT

# Methods that only stories call, which run on SQLite. The list may shrink, and never grow.
ON_ONE_ENGINE = {
    "SqlAccounts.lock",
    "SqlAudit.changes",
    "SqlAudit.latest",
    "SqlBacklog.database_time",
    "SqlInbox.newest_of",
    "SqlInbox.try_to_store",
    "SqlMasterData.document",
    "SqlReports.listed",
    "SqlTickets.learn",
    "SqlUnheldTickets.invited_by",
    "SqlWatchLinks.find_any",
}


def _methods() -> Iterator[str]:
    """Yield the public methods of all repositories, as "class.method"."""
    for path in (ROOT / "storage").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if (
                isinstance(node, ast.ClassDef)
                and node.name.startswith("Sql")
                and "UnitOfWork" not in node.name
            ):
                yield from (
                    f"{node.name}.{one.name}"
                    for one in node.body
                    if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
                )


def test_every_method_of_a_repository_is_tested_on_both_engines() -> None:
    tests = (ROOT / "tests" / "storage").rglob("*.py")
    called = set(re.findall(r"\.([a-z]\w*)", "\n".join(path.read_text(encoding="utf-8") for path in tests)))
    missing = {
        method
        for method in _methods()
        if not method.startswith("Sqlite") and method.partition(".")[2] not in called
    }
    assert missing == ON_ONE_ENGINE
