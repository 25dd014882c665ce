"""The end of a ticket: its reporter confirms or rejects the solution, and rates the service."""

import pytest

from conversations.conversation import ConversationState
from core.errors import Refusal
from core.tickets.lifecycle import Action, Status
from core.tickets.rating import CHIPS, Rating
from core.tickets.rights import allowed_actions
from tests.cases import for_each
from tests.conversations.fakes import Chat
from tests.core.fakes import HELPDESK, PPK, SUPPLIER, FakeHelpdesk

WHY = "Masih gagal, galatnya sama seperti kemarin."


def solved() -> FakeHelpdesk:
    """Return a helpdesk with a solved ticket."""
    house = FakeHelpdesk()
    house.file()
    house.does(HELPDESK, Action.TAKE)
    house.does(HELPDESK, Action.SOLVE)
    return house


def closed() -> FakeHelpdesk:
    """Return a helpdesk with a closed ticket."""
    house = solved()
    house.does(PPK, Action.CONFIRM)
    return house


# Confirming


def test_it_is_solved() -> None:
    house = solved()
    chat = Chat("confirm", house=house, subject=1).sees("Apakah masalah Anda sudah selesai?")
    chat.taps("Ya, Sudah Selesai")
    chat.sees("✅ Tiket selesai. Terima kasih atas konfirmasinya.")
    assert house.ticket.status is Status.CLOSED
    assert chat.end.next is not None
    assert (chat.end.next.conversation, chat.end.next.subject) == ("rate", 1)


def test_who_was_asked_once_more_by_an_earlier_release_is_asked_the_question_itself() -> None:
    chat = Chat("confirm", house=solved(), subject=1)
    chat.state = ConversationState("confirm", "confirm", {"verdict": "solved"}, 1)
    chat.forges("yes").sees("Apakah masalah Anda sudah selesai?").taps("Ya, Sudah Selesai")
    chat.sees("Tiket selesai")


def test_it_is_not_solved_and_goes_back_to_who_said_so() -> None:
    house = solved()
    chat = Chat("confirm", house=house, subject=1).taps("Belum, Ajukan Lagi").sees("Apa yang belum selesai?")
    chat.types(WHY).sends("bukti.png").sees("→ Belum, Ajukan Lagi", WHY, "bukti.png").taps("Ya")
    chat.sees("✅ Feedback berhasil terkirim!", "Sedang Dikerjakan")
    assert (house.ticket.status, house.ticket.holder_id) == (Status.WORKING, HELPDESK.id)
    assert house.history[-1].text == WHY
    assert chat.end.next is None


def test_a_mind_that_changes_is_not_asked_for_a_reason() -> None:
    house = solved()
    chat = Chat("confirm", house=house, subject=1).taps("Belum, Ajukan Lagi").types(WHY).taps("Tidak")
    assert chat.labels[:3] == ["Konfirmasi", "Pesan", "Berkas"]
    chat.taps("Konfirmasi", "Ya, Sudah Selesai")
    assert house.ticket.status is Status.CLOSED


def test_nobody_else_confirms() -> None:
    for other, code in ((HELPDESK, "not_yours"), (SUPPLIER, "not_found")):
        with pytest.raises(Refusal, match=code):
            Chat("confirm", other, solved(), 1)


# Rating


def rated(stars: int) -> FakeHelpdesk:
    """Return a helpdesk whose closed ticket has these stars, and nothing else yet."""
    house = closed()
    chat = Chat("rate", house=house, subject=1).sees("Berapa bintang")
    assert chat.labels[:5] == [f"⭐ {n}" for n in range(1, 6)]
    chat.taps(f"⭐ {stars}")
    assert chat.end.next is not None
    assert (chat.end.next.conversation, chat.end.next.subject) == ("rate_chips", 1)
    return house


@for_each("stars", [1, 2, 3, 4, 5])
def test_stars_count_at_once_and_say_what_may_be_chosen(stars: int) -> None:
    house = rated(stars)
    assert house.ticket.rating == Rating(stars)
    chat = Chat("rate_chips", house=house, subject=1).sees("⭐" * stars, "sudah tersimpan")
    chat.sees("Apa yang menurutmu oke?" if stars >= 4 else "Apa yang perlu kami perbaiki?")
    assert chat.labels[:6] == [chip.label(stars) for chip in CHIPS]


def test_a_press_chooses_and_another_unchooses() -> None:
    house = rated(5)
    chat = Chat("rate_chips", house=house, subject=1).taps("Kecepatan penanganan", "Ketepatan solusi")
    assert [label for label in chat.labels if label.startswith("✅")] == [
        "✅ Kecepatan penanganan",
        "✅ Ketepatan solusi",
    ]
    chat.taps("✅ Kecepatan penanganan", "Lanjut")
    assert house.ticket.rating == Rating(5, ("solution",))
    assert chat.end.next is not None
    assert chat.end.next.conversation == "rate_message"


def test_chips_and_a_message_are_added_to_the_stars() -> None:
    house = rated(2)
    Chat("rate_chips", house=house, subject=1).taps("Penanganan lambat", "Lanjut")
    chat = Chat("rate_message", house=house, subject=1).sees("Ada pesan untuk kami?", "perlu kami perbaiki")
    chat.types("Tiga hari menunggu.")
    chat.sees("Terima kasih telah memberikan penilaian atas pelayanan kami", "TPS2006150001 · ⭐⭐")
    assert house.ticket.rating == Rating(2, ("speed",), "Tiga hari menunggu.")
    assert [entry.kind.value for entry in house.history][-3:] == ["rated", "rating_added", "rating_added"]


def test_nothing_but_stars() -> None:
    house = closed()
    Chat("rate", house=house, subject=1).types("4")
    Chat("rate_chips", house=house, subject=1).types("lanjut")
    Chat("rate_message", house=house, subject=1).sees("Ucapkan terima kasih").taps("Lewati").sees(
        "Terima kasih"
    )
    assert house.ticket.rating == Rating(4)
    assert [entry.kind.value for entry in house.history].count("rated") == 1


def test_a_chip_that_is_none_can_not_be_pressed() -> None:
    assert Chat("rate_chips", house=rated(5), subject=1).forges("chip:bribe").wrong == "choice_expected"


def test_a_ticket_is_rated_once() -> None:
    house = rated(5)
    with pytest.raises(Refusal, match="already_rated"):
        Chat("rate", house=house, subject=1)
    for conversation, text in (("rate_chips", "lanjut"), ("rate_message", "Terima kasih")):
        chat = Chat(conversation, house=house, subject=1)
        if conversation == "rate_chips":
            chat.taps("Tutur kata sopan")
        chat.types(text)
    again = Chat("rate_message", house=house, subject=1).types("Lain lagi")
    assert again.wrong == "already_rated"
    assert house.ticket.rating == Rating(5, ("language",), "Terima kasih")


def test_nobody_adds_to_what_is_not_there_or_not_theirs() -> None:
    with pytest.raises(Refusal, match="not_rated"):
        Chat("rate_chips", house=closed(), subject=1)
    for other, code in ((HELPDESK, "not_yours"), (SUPPLIER, "not_found")):
        with pytest.raises(Refusal, match=code):
            Chat("rate_message", other, rated(5), 1)


def test_nobody_rates_what_nobody_had_taken() -> None:
    house = FakeHelpdesk()
    house.file()
    house.does(PPK, Action.CLOSE)
    assert allowed_actions(PPK, house.ticket) == ()
    with pytest.raises(Refusal, match="nothing_to_rate"):
        Chat("rate", house=house, subject=1)
