"""The days of a search: typed or pressed on a calendar, in any order, in local time."""

from datetime import UTC, datetime

import pytest

from core.organisation.roles import Role
from core.people.people import Assignment, Person
from tests.conversations.fakes import Chat
from tests.conversations.scenarios import advanced_search, edited_search, search_filters
from tests.core.fakes import LKPP, PPK, person

PAPUAN = person(20, "Yosef", Assignment(Role.HELPDESK_LPSE, 30))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("14-06-2020", "2020-06-14"),
        ("14/6/20", "2020-06-14"),
        ("2020-06-14", "2020-06-14"),
        ("kemarin", "2020-06-14"),
        ("hari ini", "2020-06-15"),
        ("7", "2020-06-07"),
    ],
)
def test_a_day_may_be_typed(typed: str, day: str) -> None:
    chat = advanced_search().taps("Ubah", "Dari tanggal").types(typed).is_asked("review")
    assert search_filters(chat.taps("Cari Tiket")) == {"since": day}


def test_a_calendar_is_turned_back_and_forward() -> None:
    chat = advanced_search().taps("Ubah", "Dari tanggal").sees("Pilih tanggalnya")
    assert chat.labels[:2] == ["◀️", "Juni 2020"]
    assert "16" not in chat.labels, "tomorrow"
    chat.taps("◀️", "◀️").is_asked("since")
    assert chat.labels[:3] == ["◀️", "April 2020", "▶️"]
    chat.taps("▶️", "Mei 2020").is_asked("since").taps("31").is_asked("review").sees("31-05-2020")
    assert search_filters(chat.taps("Cari Tiket")) == {"since": "2020-05-31"}


def test_a_calendar_opens_at_the_day_that_was_chosen() -> None:
    chat = (
        edited_search({"since": "2019-02-03"})
        .taps("Ubah", "Dari tanggal")
        .sees("Jawaban saat ini:\n03-02-2019")
    )
    assert "Februari 2019" in chat.labels
    assert chat.button("3").style == "primary"


def test_a_calendar_that_was_turned_is_left_without_a_change() -> None:
    chat = (
        edited_search({"since": "2020-06-03"}).taps("Ubah", "Dari tanggal", "◀️", "Kembali").is_asked("review")
    )
    assert search_filters(chat.taps("Cari Tiket")) == {"since": "2020-06-03"}


@pytest.mark.parametrize(
    "typed", ["16-06-2020", "1-1-2099", "31-12-2007", "31-02-2020", "besok", "kapan saja"]
)
def test_a_day_that_can_not_be_is_refused_kindly(typed: str) -> None:
    chat = advanced_search().taps("Ubah", "Sampai tanggal").types(typed).is_asked("until")
    assert chat.wrong == "date"
    chat.sees("Tanggal itu tidak dikenali. Tulis seperti 21-11-2026, atau pilih di kalender.")
    chat.types("1-6-2020").is_asked("review")


def test_two_days_the_wrong_way_round_are_put_right() -> None:
    chat = advanced_search().taps("Ubah", "Dari tanggal").types("10-6-2020").taps("Ubah", "Sampai tanggal")
    chat.types("1-6-2020").sees("Dari tanggal: 01-06-2020\nSampai tanggal: 10-06-2020")
    assert search_filters(chat.taps("Cari Tiket")) == {"since": "2020-06-01", "until": "2020-06-10"}


def test_a_period_is_moved_forward_one_day_after_the_other() -> None:
    chat = edited_search({"since": "2020-05-01", "until": "2020-05-31"}).taps("Ubah", "Dari tanggal")
    chat.types("1-6-2020").taps("Ubah", "Sampai tanggal").types("14-6-2020")
    assert search_filters(chat.taps("Cari Tiket")) == {"since": "2020-06-01", "until": "2020-06-14"}


@pytest.mark.parametrize(
    ("who", "today"),
    [(PPK, "2020-06-15"), (LKPP, "2020-06-15"), (PAPUAN, "2020-06-16")],
    ids=["surabaya", "capital", "jayapura"],
)
def test_today_is_what_day_it_is_at_one_s_own_lpse(who: Person, today: str) -> None:
    late = datetime(2020, 6, 15, 15, 30, tzinfo=UTC)  # half past midnight in Jayapura
    chat = Chat("search", who, now=late).taps("Lanjutan", "Ubah", "Dari tanggal").types("hari ini")
    assert search_filters(chat.taps("Cari Tiket")) == {"since": today}
