"""Check that every address of a button has a handler, and that nobody opens a list that is not for them."""

from dataclasses import fields
from typing import Any

import pytest

from conversations import commands
from conversations.addressing.admin_addresses import (
    AccountPlace,
    AdminPlace,
    ApplicationPlace,
    CategoryPlace,
    LpsePlace,
    QuestionPlace,
    RecordKind,
)
from conversations.flows.admin.retire import KINDS
from conversations.screens.list_titles import FILE_NAMES, TITLES
from conversations.screens.lists import NARROWED
from core.errors import Refusal
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from core.tickets.counts import ReporterCounts, StaffCounts
from core.tickets.lifecycle import Status
from core.tickets.list_views import ListView, StatusGroup, read_filter
from handlers import acts
from handlers.addresses import COUNTED
from handlers.admin import accounts, addresses, master_data
from handlers.screens.ticket_lists import LISTS, may_open_list
from tests.cases import for_each


@for_each(
    ("places", "table"),
    [
        (AdminPlace, addresses.PLACES),
        (QuestionPlace, addresses.QUESTION_PLACES),
        (AccountPlace, accounts.PLACES),
        (LpsePlace, master_data.LPSE_PLACES),
        (ApplicationPlace, master_data.APPLICATION_PLACES),
        (CategoryPlace, master_data.CATEGORY_PLACES),
        (RecordKind, KINDS),
        (ListView, LISTS),
        (ListView, FILE_NAMES),
        (ListView, TITLES),
        ({*Status, *StatusGroup}, NARROWED),
        ({one.name for kind in (ReporterCounts, StaffCounts) for one in fields(kind)}, COUNTED),
    ],
)
def test_each_table_is_complete(places: Any, table: Any) -> None:
    assert set(places) == set(table)


def test_a_filter_is_read_by_its_value() -> None:
    assert {read_filter(value.value) for value in NARROWED} == set(NARROWED)
    assert read_filter("") is None
    with pytest.raises(Refusal, match="not_found"):
        read_filter("pick")


@for_each("role", Role)
def test_lists_of_staff_are_opened_by_staff_alone(role: Role) -> None:
    somebody = Person(1, "Sari", "sari@contoh.go.id", assignments=(Assignment(role, 10),))
    opened = {view for view in ListView if may_open_list(somebody, view)}
    everybody_s = {ListView.OWN, ListView.WATCHED, ListView.FOUND}
    assert opened == (set(ListView) if role.is_staff else everybody_s)


def test_every_command_may_be_meant_by_a_mistyped_one() -> None:
    assert {*commands.COMMANDS, *commands.ENGLISH} == {*acts.COMMANDS, "start"}
