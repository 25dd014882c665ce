"""“Cari Tiket”: a number or words, and all filters behind “Lanjutan”."""

import pytest

from conversations.conversation import PICK
from conversations.flows.tickets.search import LONGEST, filters_from
from core.tickets.lifecycle import Status
from core.tickets.search import TicketFilters
from tests.cases import for_each
from tests.conversations.fakes import Chat
from tests.conversations.sample_conversation_screens import sample_search
from tests.conversations.sample_screens import Words
from tests.conversations.scenarios import advanced_search, edited_search, search_filters
from tests.core.fakes import LKPP

# A number or words


def test_a_number_or_words_are_all_it_takes() -> None:
    chat = Chat("search").sees("Cari Tiket", "Ketik nomor tiket")
    assert chat.labels == ["Status", "Aplikasi", "Prioritas", "Dari tanggal", "🔎 Lanjutan", "Batal"]
    assert search_filters(chat.types("  unggah \n penawaran ")) == {"text": "unggah penawaran"}


def test_nobody_is_told_of_ten_questions_that_are_not_asked() -> None:
    Chat("search").sees_not("1/")
    advanced_search().taps("Ubah", "Prioritas").sees_not("/11", "/10")


def test_a_novel_is_looked_for_by_its_beginning() -> None:
    assert search_filters(Chat("search").types("kata " * 200)) == {"text": ("kata " * 200)[:LONGEST].strip()}


def test_leaving_is_leaving() -> None:
    assert Chat("search").taps("Batal").left
    assert advanced_search().types("batal").left


# Lanjutan


def test_without_filters_everything_is_found_newest_first() -> None:
    chat = advanced_search().sees("Belum ada filter", "Urutan: Terbaru", "Tiket per halaman: 10")
    assert search_filters(chat.taps("Cari Tiket")) == {}


@for_each(
    ("title", "choice", "name", "value", "said"),
    [
        ("Status", "Menunggu Feedback", "status", "feedback", "Status: Menunggu Feedback"),
        ("Aplikasi", "SIKaP", "application", "sikap", "Aplikasi: SIKaP"),
        ("LPSE", "LPSE Kota Surabaya", "lpse", "10", "LPSE: LPSE Kota Surabaya"),
        ("Prioritas", "Emergency", "priority", "emergency", "Prioritas: Emergency"),
        ("Dari tanggal", "1", "since", "2020-06-01", "Dari tanggal: 01-06-2020"),
        ("Sampai tanggal", "15", "until", "2020-06-15", "Sampai tanggal: 15-06-2020"),
        ("Urutan", "Prioritas, lalu umur", "sort", "urgent", "Urutan: Prioritas, lalu umur"),
        ("Tiket per halaman", "25", "size", "25", "Tiket per halaman: 25"),
    ],
)
def test_one_filter_is_set(title: str, choice: str, name: str, value: str, said: str) -> None:
    chat = advanced_search().taps("Ubah", title).is_asked(name).taps(choice).is_asked("review").sees(said)
    assert search_filters(chat.taps("Cari Tiket")) == {name: value}


def test_words_are_added_to_the_filters() -> None:
    chat = advanced_search().taps("Ubah", "Nomor atau kata").types("unggah").is_asked("review")
    assert search_filters(chat.sees("Nomor atau kata: unggah").taps("Cari Tiket")) == {"text": "unggah"}


def test_all_filters_hold_at_once_and_the_review_names_them_all() -> None:
    chat = advanced_search().taps("Ubah", "Nomor atau kata").types("unggah")
    chat.taps("Ubah", "Status", "Sedang Dikerjakan").taps("Ubah", "Aplikasi", "SPSE", "4.5")
    chat.taps("Ubah", "LPSE").types("bandung").taps("Ubah", "Prioritas", "Major")
    chat.taps("Ubah", "Dari tanggal").types("1-5-2020").taps("Ubah", "Sampai tanggal").types("kemarin")
    chat.sees("kata: unggah\nStatus: Sedang Dikerjakan\nAplikasi: SPSE\nVersi: 4.5\nLPSE: LPSE Kota Bandung")
    chat.sees("Prioritas: Major\nDari tanggal: 01-05-2020\nSampai tanggal: 14-06-2020")
    assert search_filters(chat.taps("Cari Tiket")) == {
        "text": "unggah",
        "status": "working",
        "application": "spse",
        "version": "4.5",
        "lpse": "20",
        "priority": "major",
        "since": "2020-05-01",
        "until": "2020-06-14",
    }


def test_choices_may_be_typed() -> None:
    chat = (
        advanced_search()
        .types("ubah", "status", "selesai")
        .is_asked("review")
        .types("ubah", "prioritas", "3")
    )
    assert search_filters(chat.types("cari tiket")) == {"status": "closed", "priority": "major"}


def test_a_filter_that_stays_is_kept() -> None:
    chat = edited_search({"status": "closed"}).taps("Ubah", "Status").sees("Jawaban saat ini:\nSelesai")
    assert search_filters(chat.taps("Lanjut").is_asked("review").taps("Cari Tiket")) == {"status": "closed"}


@for_each(
    ("name", "title", "nothing"),
    [
        ("text", "Nomor atau kata", "Lewati"),
        ("status", "Status", "Semua Status"),
        ("version", "Versi", "Semua Versi"),
        ("lpse", "LPSE", "Semua LPSE"),
        ("priority", "Prioritas", "Semua Prioritas"),
        ("since", "Dari tanggal", "Tanpa Batas"),
        ("until", "Sampai tanggal", "Tanpa Batas"),
    ],
)
def test_one_filter_is_cleared_and_the_others_stay(name: str, title: str, nothing: str) -> None:
    everything = sample_search(Words())
    chat = edited_search(everything).taps("Ubah", title, nothing).is_asked("review").sees_not(f"{title}:")
    assert search_filters(chat.taps("Cari Tiket")) == {k: v for k, v in everything.items() if k != name}


# Applications and their versions


def test_a_version_is_asked_where_the_application_has_several() -> None:
    chat = advanced_search().taps("Ubah").sees_not("Versi").taps("Aplikasi", "SPSE").is_asked("version")
    assert chat.labels[:4] == ["Semua Versi", "4.3", "4.4", "4.5"]
    assert search_filters(chat.taps("Semua Versi").is_asked("review").taps("Cari Tiket")) == {
        "application": "spse"
    }


@for_each("application", ["SIKaP", "Inaproc", "Semua Aplikasi"])
def test_no_version_is_asked_where_there_is_none(application: str) -> None:
    advanced_search().taps("Ubah", "Aplikasi", application).is_asked("review").taps("Ubah").sees_not("Versi")


@pytest.mark.parametrize("application", ["SIKaP", "Semua Aplikasi"])
def test_a_version_goes_with_its_application(application: str) -> None:
    chat = edited_search({"application": "spse", "version": "4.5"}).taps("Ubah", "Aplikasi", application)
    assert "version" not in search_filters(chat.is_asked("review").sees_not("4.5").taps("Cari Tiket"))


def test_a_version_goes_too_when_its_application_is_taken_away_from_what_was_found() -> None:
    left = {"version": "4.5", "status": "closed"}
    assert filters_from(left) == TicketFilters(statuses=frozenset({Status.CLOSED}))
    edited_search(left).sees("Status: Selesai").sees_not("4.5")


# LPSEs


def test_one_s_own_lpses_are_offered_and_all_others_found_by_a_part_of_the_name() -> None:
    chat = advanced_search().taps("Ubah", "LPSE").sees("Jawaban saat ini:\nSemua LPSE")
    assert chat.labels[:2] == ["Semua LPSE", "LPSE Kota Surabaya"]
    chat.types("kota").is_asked("lpse").sees("cocok dengan “kota”").taps("LPSE Kota Jayapura")
    assert search_filters(chat.is_asked("review").taps("Cari Tiket")) == {"lpse": "30"}


def test_an_lpse_that_is_none_is_not_found() -> None:
    assert advanced_search().taps("Ubah", "LPSE").types("Atlantis").wrong == "nothing_found"


def test_who_serves_the_whole_country_has_no_lpse_of_their_own() -> None:
    chat = advanced_search(LKPP).taps("Ubah", "LPSE")
    assert chat.labels[0] == "Semua LPSE"
    assert not any(label.startswith("LPSE") for label in chat.labels)


# Changing a search


def test_a_search_is_changed_from_what_it_was() -> None:
    everything = sample_search(Words())
    chat = edited_search(everything).sees("Status: Sedang Dikerjakan, Menunggu Feedback, Menunggu Konfirmasi")
    chat.sees("Tiket per halaman: 50", "Urutan: Prioritas, lalu umur")
    assert search_filters(chat.taps("Cari Tiket")) == everything


def test_a_quick_search_is_refined() -> None:
    kept = Chat("search").types("unggah").end.search_filters
    assert kept is not None
    chat = edited_search(dict(kept)).sees("Nomor atau kata: unggah").taps("Ubah", "Prioritas", "Minor")
    assert search_filters(chat.taps("Cari Tiket")) == {"text": "unggah", "priority": "minor"}


def test_the_way_back_leads_to_the_words_and_on_to_the_review() -> None:
    chat = edited_search({"text": "unggah"}).taps("Kembali").is_asked("text").sees("unggah")
    assert chat.labels == ["Lewati", "Lanjut", "Batal"]
    chat.taps("Lanjut").is_asked("review").taps("Kembali").types("unduh").is_asked("review").sees(
        "kata: unduh"
    )


def test_nothing_that_can_be_picked_is_missing() -> None:
    chat = edited_search({"application": "spse"}).taps("Ubah")
    assert chat.labels == [
        "Nomor atau kata", "Status", "Aplikasi", "Versi", "LPSE", "Prioritas", "Dari tanggal",
        "Sampai tanggal", "Urutan", "Tiket per halaman", "◀️ Kembali", "Batal",
    ]  # fmt: skip


# Forged presses


@for_each(
    "token", ["day:2020-06-16", "day:x", "month:9999-12", "month:2007-12", "o1", "v10", "send", "more", ""]
)
def test_a_press_that_no_calendar_offers_is_refused(token: str) -> None:
    chat = advanced_search().taps("Ubah", "Dari tanggal")
    before = chat.state
    assert chat.forges(token).wrong == "choice_expected"
    assert chat.state == before


@for_each("token", ["skip", "send", "change", "pick:status", "v20", "o0", "keep", "back"])
def test_a_press_that_the_first_question_does_not_offer_is_refused(token: str) -> None:
    assert Chat("search").forges(token).wrong == "choice_expected"


@for_each("token", ["pick:version", "pick:review", "pick:x", "send"])
def test_only_what_is_offered_can_be_picked(token: str) -> None:
    chat = advanced_search().taps("Ubah").is_asked(PICK)
    assert chat.forges(token).wrong == "choice_expected"


def test_an_lpse_that_was_not_offered_can_not_be_pressed() -> None:
    assert advanced_search().taps("Ubah", "LPSE").forges("v30").wrong == "choice_expected"
