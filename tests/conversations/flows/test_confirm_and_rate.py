"""The end of a ticket: its reporter confirms or rejects the solution, and rates the service."""

import pytest

from core.errors import Refusal
from core.tickets.lifecycle import Action, Status
from core.tickets.rating import CHIPS, Rating
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
    chat.taps("Ya, Sudah Selesai").sees("→ Ya, Sudah Selesai", "Apakah semua data sudah benar?").taps("Ya")
    chat.sees("✅ Tiket selesai. Terima kasih atas konfirmasinya.")
    assert house.ticket.status is Status.CLOSED
    assert chat.end.next is not None
    assert (chat.end.next.conversation, chat.end.next.subject) == ("rate", 1)


def test_it_is_not_solved_and_goes_back_to_who_said_so() -> None:
    house = solved()
    chat = Chat("confirm", house=house, subject=1).taps("Belum, Ajukan Lagi").sees("Apa yang belum selesai?")
    chat.types(WHY).sends("bukti.png").taps("Selesai").sees("→ Belum, Ajukan Lagi", WHY, "bukti.png").taps(
        "Ya"
    )
    chat.sees("✅ Feedback berhasil terkirim!", "Sedang Dikerjakan")
    assert (house.ticket.status, house.ticket.holder_id) == (Status.WORKING, HELPDESK.id)
    assert house.history[-1].text == WHY
    assert chat.end.next is None


def test_a_mind_that_changes_is_not_asked_for_a_reason() -> None:
    house = solved()
    chat = (
        Chat("confirm", house=house, subject=1).taps("Belum, Ajukan Lagi").types(WHY).taps("Selesai", "Tidak")
    )
    assert chat.labels[:3] == ["Konfirmasi", "Pesan", "Berkas"]
    chat.taps("Konfirmasi", "Ya, Sudah Selesai").is_asked("confirm").sees_not(WHY).taps("Ya")
    assert house.ticket.status is Status.CLOSED


def test_nobody_else_confirms() -> None:
    for other, code in ((HELPDESK, "not_yours"), (SUPPLIER, "not_found")):
        with pytest.raises(Refusal, match=code):
            Chat("confirm", other, solved(), 1)


# Rating


@pytest.mark.parametrize("stars", [1, 2, 3, 4, 5])
def test_what_may_be_chosen_depends_on_the_stars(stars: int) -> None:
    chat = Chat("rate", house=closed(), subject=1).sees("Berikan penilaian")
    assert chat.labels[:5] == [f"⭐ {n}" for n in range(1, 6)]
    chat.taps(f"⭐ {stars}").sees("⭐" * stars)
    chat.sees("Apa yang menurutmu oke?" if stars >= 4 else "Apa yang perlu kami perbaiki?")
    assert chat.labels[:6] == [chip.label(stars) for chip in CHIPS]


def test_a_press_chooses_and_another_unchooses() -> None:
    chat = Chat("rate", house=closed(), subject=1).taps("⭐ 5", "Kecepatan penanganan", "Ketepatan solusi")
    assert [label for label in chat.labels if label.startswith("✅")] == [
        "✅ Kecepatan penanganan",
        "✅ Ketepatan solusi",
    ]
    chat.taps("✅ Kecepatan penanganan").taps("Lanjut").sees("Ada pesan untuk kami?")
    assert chat.state.draft["chips"] == ["solution"]


def test_stars_and_chips_and_a_message() -> None:
    house = closed()
    chat = (
        Chat("rate", house=house, subject=1)
        .taps("⭐ 2", "Penanganan lambat", "Lanjut")
        .types("Tiga hari menunggu.")
    )
    chat.sees("Terima kasih telah memberikan penilaian atas pelayanan kami", "TPS2006150001 · ⭐⭐")
    assert house.ticket.rating == Rating(2, ("speed",), "Tiga hari menunggu.")


def test_nothing_but_stars() -> None:
    house = closed()
    Chat("rate", house=house, subject=1).types("4", "lanjut").taps("Lewati").sees("Terima kasih")
    assert house.ticket.rating == Rating(4)


def test_other_stars_ask_for_the_chips_anew() -> None:
    chat = (
        Chat("rate", house=closed(), subject=1)
        .taps("⭐ 5", "Kecepatan penanganan", "Lanjut")
        .is_asked("message")
    )
    chat.taps("Kembali", "Kembali", "⭐ 1").is_asked("chips").sees("perbaiki")
    assert not [label for label in chat.labels if label.startswith("✅")]


def test_the_same_stars_keep_the_chips() -> None:
    chat = Chat("rate", house=closed(), subject=1).taps("⭐ 5", "Kecepatan penanganan", "Kembali", "⭐ 5")
    assert chat.is_asked("chips").labels[0] == "✅ Kecepatan penanganan"


def test_chips_are_chosen_again_on_the_way_back() -> None:
    chat = Chat("rate", house=closed(), subject=1).taps("⭐ 5", "Kecepatan penanganan", "Lanjut", "Kembali")
    chat.taps("Tutur kata sopan").is_asked("chips").taps("Lanjut", "Lewati")
    assert chat.ticket.rating == Rating(5, ("speed", "language"))


def test_a_chip_that_is_none_can_not_be_pressed() -> None:
    assert (
        Chat("rate", house=closed(), subject=1).taps("⭐ 5").forges("chip:bribe").wrong == "choice_expected"
    )


def test_a_ticket_is_rated_once() -> None:
    house = closed()
    Chat("rate", house=house, subject=1).taps("⭐ 5", "Lanjut", "Lewati")
    with pytest.raises(Refusal, match="already_rated"):
        Chat("rate", house=house, subject=1)


def test_of_two_chats_that_rate_at_once_the_second_is_told() -> None:
    house = closed()
    second = Chat("rate", house=house, subject=1).taps("⭐ 1", "Lanjut")
    Chat("rate", house=house, subject=1).taps("⭐ 5", "Lanjut", "Lewati")
    assert second.taps("Lewati").wrong == "already_rated"
    assert house.ticket.rating == Rating(5)


def test_nobody_rates_another_s_ticket() -> None:
    for other, code in ((HELPDESK, "not_yours"), (SUPPLIER, "not_found")):
        with pytest.raises(Refusal, match=code):
            Chat("rate", other, closed(), 1)
