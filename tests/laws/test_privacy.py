"""Test that every table is classified as to personal data, and that docs/privacy.md says what is done."""

from __future__ import annotations

import re
from pathlib import Path

from bot.documents.person_archive import EXPLAINED
from storage.privacy.data_inventory import HOLDINGS
from storage.privacy.exporting import PARTS
from storage.privacy.holding import Erasure
from storage.retention import ON_REQUEST, RETENTION
from storage.schema.search_tables import account_index, search_documents, search_index
from storage.schema.tables import metadata
from tests.cases import for_each
from tests.laws.reference import holdings_table, retention_table, tables_without_people
from tests.laws.source_tree import ROOT

RENEW = "python -m tests.laws.test_privacy"
PAGE = ROOT / "docs" / "privacy.md"
SECTIONS = {"holdings": holdings_table, "retention": retention_table, "nothing": tables_without_people}
TABLES = {*metadata.tables, *(table.name for table in (account_index, search_documents, search_index))}
# A column of one of these names tells of a person.
PERSONAL = re.compile(r".*person_id|.*_by|chat_id|email|phone|reporter_id|holder_id|solver_id|asked_id|lane")
PARTS_OF = {part.name: part for part in PARTS}


def test_every_table_is_classified_and_nothing_else() -> None:
    assert set(HOLDINGS) == TABLES, "say in storage/privacy/*data_inventory.py what the table holds of people"


@for_each("name", sorted(metadata.tables))
def test_a_table_with_a_column_about_people_holds_something_of_them(name: str) -> None:
    columns = [column.name for column in metadata.tables[name].columns if PERSONAL.fullmatch(column.name)]
    assert bool(HOLDINGS[name].what) or not columns, f"{name} has {columns}"


@for_each("name", sorted(name for name, holding in HOLDINGS.items() if holding.what))
def test_what_is_held_is_kept_for_a_reason_shown_to_somebody_and_exported_or_not_for_a_reason(
    name: str,
) -> None:
    holding = HOLDINGS[name]
    assert holding.purpose
    assert holding.seen_by
    assert holding.erasure is not Erasure.NOTHING
    assert bool(holding.exported) != bool(holding.unexported), name
    assert bool(holding.goes) == bool(holding.stays) == (holding.erasure is Erasure.EMPTIED)
    if holding.exported:
        assert PARTS_OF[holding.exported].table.name == name
    timed = {rule.moment.table.name for rule in (*RETENTION, *ON_REQUEST)}
    assert holding.kept or name in timed, f"say in holdings or in retention how long {name} is kept"


@for_each("name", [name for name, one in HOLDINGS.items() if one.erasure is Erasure.EXPIRES])
def test_what_stays_until_its_time_is_over_has_such_a_time(name: str) -> None:
    timed = {rule.moment.table.name for rule in RETENTION}
    assert name in timed or HOLDINGS[name].kept


def test_every_part_of_an_export_is_explained_to_whoever_gets_it() -> None:
    assert list(EXPLAINED) == [part.name for part in PARTS]
    assert {one.exported for one in HOLDINGS.values() if one.exported} <= set(PARTS_OF)


@for_each("name", SECTIONS)
def test_the_page_is_in_step_with_the_code(name: str) -> None:
    written = _section(name, PAGE.read_text(encoding="utf-8"))[2]
    assert written == SECTIONS[name](), f"the code has moved on; renew with: {RENEW}"


def test_the_page_names_the_commands_settings_and_buttons() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for word in ("people export EMAIL", "people erase EMAIL", "--yes", '"Data Saya"', "`ARCHIVE_DAYS`"):
        assert word in text


def _section(name: str, text: str) -> re.Match[str]:
    found = re.search(rf"(<!-- {name} -->\n?)(.*?)(<!-- /{name} -->)", text, re.DOTALL)
    assert found, f"docs/privacy.md has no section {name}"
    return found


def renew(page: Path = PAGE) -> None:
    """Write the drawn sections of the page again."""
    text = page.read_text(encoding="utf-8")
    for name, draw in SECTIONS.items():
        found = _section(name, text)
        text = text[: found.start(2)] + draw() + text[found.end(2) :]
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    renew()
