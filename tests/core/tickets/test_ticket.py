"""Check what a ticket records."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from core.errors import Refusal
from core.master_data.priority import Priority
from core.organisation.roles import Level, Role
from core.tickets.lifecycle import Action, EventType
from tests.core.fakes import (
    HELPDESK,
    LETTER,
    NOW,
    PPK,
    REPORT,
    SCREENSHOT,
    TEXT,
    FakeHelpdesk,
)


@pytest.fixture
def helpdesk() -> FakeHelpdesk:
    helpdesk = FakeHelpdesk()
    helpdesk.file(PPK, replace(REPORT, uploads=(SCREENSHOT,)))
    return helpdesk


def kinds(helpdesk: FakeHelpdesk) -> list[str]:
    return [event.kind.value for event in helpdesk.history]


def test_the_history_says_who_in_which_role_when_and_what(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.now += timedelta(minutes=5)
    helpdesk.does(HELPDESK, Action.SOLVE, "Akun sudah kami aktifkan kembali.", LETTER)
    solved = helpdesk.history[-1]
    assert (solved.person_id, solved.role, solved.at) == (HELPDESK.id, Role.HELPDESK_LPSE, helpdesk.now)
    assert solved.text == "Akun sudah kami aktifkan kembali."
    assert [(file.ordinal, file.name, file.upload) for file in solved.files] == [(2, "PDF-Sa002.pdf", LETTER)]


def test_the_files_of_a_ticket_count_through(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.ASK_FEEDBACK, TEXT, LETTER, LETTER)
    helpdesk.does(PPK, Action.GIVE_FEEDBACK, TEXT, SCREENSHOT)
    names = [file.name for event in helpdesk.history for file in event.files]
    assert names == ["pelapo001.png", "PDF-Sa002.pdf", "PDF-Sa003.pdf", "pelapo004.png"]
    assert helpdesk.ticket.file_count == 4


def test_a_priority_that_changes_with_the_category_stands_in_the_history(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    ticket = helpdesk.does(HELPDESK, Action.RECATEGORISE, category="spse-paket", subcategory="Edit paket")
    assert (ticket.category, ticket.subcategory) == ("spse-paket", "Edit paket")
    assert ticket.priority is Priority.MAJOR
    changed, priority = helpdesk.history[-2:]
    assert (changed.kind, changed.text) == (EventType.RECATEGORISED, TEXT)
    assert changed.facts == {
        "from": {"category": "spse-login", "subcategory": "Tidak bisa login"},
        "to": {"category": "spse-paket", "subcategory": "Edit paket"},
    }
    assert priority.kind is EventType.PRIORITY_RAISED
    assert priority.facts == {"from": "medium", "to": "major", "rule": "category"}


def test_a_priority_that_stays_is_not_mentioned(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.RECATEGORISE, category="spse-login", subcategory="Ganti email")
    assert kinds(helpdesk) == ["filed", "taken", "recategorised"]
    with pytest.raises(Refusal, match="same_category"):
        helpdesk.does(HELPDESK, Action.RECATEGORISE, category="spse-login", subcategory="Ganti email")


def test_nobody_is_reminded_of_a_ticket_that_waits_for_nobody(helpdesk: FakeHelpdesk) -> None:
    for ticket in (helpdesk.ticket, helpdesk.does(HELPDESK, Action.TAKE)):
        with pytest.raises(Refusal, match="not_now"):
            ticket.remind(NOW)
        assert not ticket.reminded


def test_nobody_is_reminded_twice(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    ticket = helpdesk.does(HELPDESK, Action.SOLVE)
    ticket.remind(NOW + timedelta(days=3))
    with pytest.raises(Refusal, match="not_now"):
        ticket.remind(NOW + timedelta(days=7))


def test_what_the_fakes_copy_of_a_ticket_is_all_that_can_be_changed_in_place(helpdesk: FakeHelpdesk) -> None:
    ticket = helpdesk.climbs_to(Level.TIM_TEKNIS)
    shared = [field.name for field in fields(ticket) if field.name not in {"events", "invited_by"}]
    for name in shared:
        hash(getattr(ticket, name))
