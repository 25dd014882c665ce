"""“Ambil Tiket”: one confirmation, and the first who confirms has the ticket."""

import pytest

from core.errors import Refusal
from core.tickets.lifecycle import Action, Status
from tests.cases import for_each
from tests.conversations.fakes import Chat
from tests.core.fakes import BANDUNGS_HELPDESK, HELPDESK, PPK, VERIFIER, FakeHelpdesk


def filed() -> FakeHelpdesk:
    """Return a helpdesk with a filed ticket."""
    house = FakeHelpdesk()
    house.file()
    return house


def test_a_helpdesk_takes_a_ticket() -> None:
    house = filed()
    chat = Chat("take", HELPDESK, house, 1)
    chat.sees("TPS2006150001 · Tidak bisa login", "Apakah Anda yakin akan mengambil tiket ini?").taps("Ya")
    chat.sees("✅ Anda sekarang menangani tiket ini.", "TPS2006150001")
    assert chat.labels[:3] == ["💬 Butuh Feedback", "⏫ Eskalasi Tiket", "✅ Selesaikan Masalah"]
    assert (house.ticket.status, house.ticket.holder_id) == (Status.WORKING, HELPDESK.id)


def test_a_helpdesk_thinks_better_of_it() -> None:
    house = filed()
    assert Chat("take", HELPDESK, house, 1).taps("Tidak").left
    assert house.ticket.status is Status.WAITING


def test_the_second_of_two_is_told() -> None:
    house = filed()
    first, second = Chat("take", HELPDESK, house, 1), Chat("take", VERIFIER, house, 1)
    first.taps("Ya")
    second.taps("Ya")
    assert second.wrong == "not_now"
    assert second.result is not None
    assert second.result.refusal is not None
    assert second.result.refusal.facts["holder_id"] == HELPDESK.id
    assert house.ticket.holder_id == HELPDESK.id


def test_a_ticket_that_was_taken_is_not_offered() -> None:
    house = filed()
    house.does(VERIFIER, Action.TAKE)
    with pytest.raises(Refusal, match="not_now"):
        Chat("take", HELPDESK, house, 1)


def test_a_stranger_learns_nothing_and_a_reporter_takes_nothing() -> None:
    with pytest.raises(Refusal, match="not_found"):
        Chat("take", BANDUNGS_HELPDESK, filed(), 1)
    with pytest.raises(Refusal, match="not_yours"):
        Chat("take", PPK, filed(), 1)


@for_each("word", ["ya", "Iya", " YA "])
def test_yes_may_be_typed(word: str) -> None:
    assert Chat("take", HELPDESK, filed(), 1).types(word).ticket.holder_id == HELPDESK.id


@for_each("word", ["tidak", "tdk", "batal"])
def test_no_may_be_typed(word: str) -> None:
    assert Chat("take", HELPDESK, filed(), 1).types(word).left
