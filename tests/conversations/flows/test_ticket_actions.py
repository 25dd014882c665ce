"""Conversations that write a remark into a ticket: a text, files, and a confirmation."""

from dataclasses import replace

from core.master_data.priority import Priority
from core.organisation.directorates import Directorate
from core.organisation.roles import Level
from core.people.people import Person
from core.tickets.lifecycle import Action, EventType, Status
from tests.cases import for_each
from tests.conversations.fakes import Chat, upload
from tests.core.fakes import ADMIN_PPE, HELPDESK, LKPP_TEKNIS, PPK, REPORT, TIM_SPSE, FakeHelpdesk

TEXT = "Silakan coba lagi dengan peramban lain."


def taken(level: Level = Level.LPSE_1, who: Person = HELPDESK) -> FakeHelpdesk:
    """Return a helpdesk with a ticket at this level, taken by this person."""
    house = FakeHelpdesk()
    house.file()
    house.climbs_to(level)
    house.does(who, Action.TAKE)
    return house


def asked() -> FakeHelpdesk:
    """Return a helpdesk with a ticket whose reporter was asked for feedback."""
    house = taken()
    house.does(HELPDESK, Action.ASK_FEEDBACK)
    return house


def writes(chat: Chat, text: str = TEXT) -> Chat:
    """Write a text without files, check it on the screen, and confirm."""
    return chat.types(text).sees(text, "Apakah semua data sudah benar?").taps("Ya")


@for_each(
    ("conversation", "question", "happened", "said"),
    [
        ("ask", "Apa yang perlu dijelaskan", EventType.FEEDBACK_ASKED, "Feedback diminta dari Pelapor."),
        ("escalate", "Mengapa tiket ini dieskalasi", EventType.ESCALATED, "Dieskalasi ke Admin PPE."),
        ("solve", "Bagaimana masalahnya diselesaikan", EventType.SOLVED, "Tiket berhasil dikerjakan!!"),
        (
            "hand_back",
            "Mengapa tiket dikembalikan",
            EventType.HANDED_BACK,
            "Dikembalikan ke antrean Helpdesk LPSE.",
        ),
    ],
)
def test_what_a_holder_does(conversation: str, question: str, happened: EventType, said: str) -> None:
    becomes = {
        EventType.FEEDBACK_ASKED: Status.FEEDBACK,
        EventType.SOLVED: Status.CONFIRMATION,
    }.get(happened, Status.WAITING)
    house = taken()
    chat = writes(Chat(conversation, HELPDESK, house, 1).sees(question))
    chat.sees(f"✅ {said}", "TPS2006150001", becomes.label)
    assert (house.ticket.status, house.history[-1].kind, house.history[-1].text) == (becomes, happened, TEXT)
    assert chat.labels == ["Detail", "Menu"]
    assert chat.end.next is None


def test_a_reporter_answers_what_was_asked() -> None:
    house = asked()
    chat = Chat("answer", house=house, subject=1).sees("Tulis jawaban Anda").types(TEXT).is_asked("confirm")
    chat.taps("Tambah Berkas").sees("50 MB").sends("bukti.png", "surat.pdf").sees(
        "1. bukti.png", "2. surat.pdf"
    )
    chat.taps("Selesai").sees(TEXT, "📎 bukti.png (2 KB)", "📎 surat.pdf").taps("Ya").sees(
        "✅ Feedback berhasil terkirim!"
    )
    assert house.ticket.status is Status.WORKING
    assert [file.name for file in house.history[-1].files] == ["bukti001.png", "surat002.pdf"]


def test_the_level_below_may_be_asked_where_there_is_one() -> None:
    house = taken(Level.LPSE_2, ADMIN_PPE)
    chat = Chat("ask", ADMIN_PPE, house, 1).sees("Kepada siapa feedback diminta?")
    assert chat.labels[:2] == ["Pelapor", "Helpdesk LPSE"]
    chat.taps("Helpdesk LPSE").types(TEXT).sees("→ Helpdesk LPSE").taps("Ya")
    chat.sees("Feedback diminta dari Helpdesk LPSE.")
    assert house.ticket.asked_id == HELPDESK.id


def test_the_reporter_may_be_asked_over_the_heads_of_others() -> None:
    house = taken(Level.LPSE_2, ADMIN_PPE)
    writes(Chat("ask", ADMIN_PPE, house, 1).taps("Pelapor"))
    assert house.ticket.asked_id == PPK.id


def test_a_team_hands_over_to_another_directorate() -> None:
    house = taken(Level.TIM_TEKNIS, TIM_SPSE)
    chat = Chat("escalate", TIM_SPSE, house, 1).sees("direktorat mana").sees_not("Pengembangan SPSE")
    desk = f"Tim Teknis LKPP, {Directorate.KATALOG.label}"
    chat.taps(Directorate.KATALOG.label).types(TEXT).sees(f"→ {desk}").taps("Ya")
    chat.sees(f"Dieskalasi ke {desk}.")
    assert house.ticket.desk.directorate is Directorate.KATALOG


def test_below_the_teams_nobody_is_asked_for_a_directorate() -> None:
    house = taken(Level.LKPP_TEKNIS, LKPP_TEKNIS)
    writes(Chat("escalate", LKPP_TEKNIS, house, 1).is_asked("text"))
    assert house.ticket.desk.directorate is Directorate.SPSE


def test_another_category_changes_the_priority_before_the_eyes() -> None:
    house = taken()
    chat = Chat("recategorise", HELPDESK, house, 1).taps("Infrastruktur LPSE", "Aplikasi tidak bisa diakses")
    chat.types(TEXT).sees("→ Infrastruktur LPSE", "Aplikasi tidak bisa diakses")
    chat.sees("Prioritas: 🟡 Medium → 🔴 Emergency", "Emergency karena aplikasi tidak dapat diakses")
    chat.taps("Ya").sees("Kategori tiket sudah diubah.")
    assert house.ticket.priority is Priority.EMERGENCY
    assert house.history[-1].kind is EventType.PRIORITY_RAISED


def test_only_categories_of_the_ticket_s_own_application_are_offered() -> None:
    house = FakeHelpdesk()
    sikap = replace(REPORT, application="sikap", version="", category="sikap-identitas", subcategory="")
    house.file(draft=sikap)
    house.does(HELPDESK, Action.TAKE)
    chat = Chat("recategorise", HELPDESK, house, 1).sees_not("Jadwal")
    assert chat.labels[0] == "Identitas"


def test_closing_warns_before_it_asks_why() -> None:
    house = asked()
    chat = Chat("close", house=house, subject=1).sees("⚠️", "tidak dapat dibuka kembali", "Apa alasan")
    writes(chat, "Sudah selesai dengan sendirinya.").sees("✅ Tiket berhasil ditutup.", "Selesai")
    assert house.ticket.status is Status.CLOSED
    assert chat.end.next is not None
    assert (chat.end.next.conversation, chat.end.next.subject) == ("rate", 1)


@for_each(("text", "length"), [("pendek", 6), ("empat belas..!", 14), ("   spasi   \n\n\n\n\n\n", 5)])
def test_a_text_needs_fifteen_characters(text: str, length: int) -> None:
    chat = Chat("solve", HELPDESK, taken(), 1).types(text)
    chat.is_asked("text").sees(f"Teks terlalu pendek: {length} karakter, minimal 15")


def test_fifteen_characters_will_do() -> None:
    Chat("solve", HELPDESK, taken(), 1).types("lima belas huru").is_asked("confirm")


def test_staff_may_send_large_files() -> None:
    chat = Chat("solve", HELPDESK, taken(), 1).types(TEXT).taps("Tambah Berkas").sees("500 MB")
    chat.sends(upload("rekaman.zip", 499 * 1024 * 1024)).sees("499 MB")


def test_only_files_are_no_text() -> None:
    Chat("solve", HELPDESK, taken(), 1).sends("bukti.png").is_asked("text").sees("sudah kami simpan")


def test_a_long_text_is_seen_in_part_and_kept_whole() -> None:
    house, text = taken(), "Langkah demi langkah. " * 360
    chat = Chat("solve", HELPDESK, house, 1).types(text).sees("…").taps("Ya")
    assert house.history[-1].text == text.strip()
    assert chat.ticket.status is Status.CONFIRMATION


def test_what_may_be_changed_before_the_yes() -> None:
    chat = Chat("recategorise", HELPDESK, taken(), 1).taps("Jadwal", "Atur jadwal awal").types(TEXT)
    chat.taps("Tidak")
    assert chat.labels[:4] == ["Kategori", "Sub Kategori", "Pesan", "Berkas"]
    chat.taps("Kategori", "Login & Akun").is_asked("subcategory").taps("Ganti email").is_asked(
        "confirm"
    ).sees(TEXT)
