"""The package of a new ticket: found, of another LPSE, unknown, filled in by hand, or none."""

import pytest

from core.organisation.roles import Role
from core.packages import Checked
from core.people.people import Assignment
from tests.conversations.fakes import BRIDGE, ROAD, Chat
from tests.conversations.scenarios import answers_until_review, at_package, sends_ticket
from tests.core.fakes import BANDUNG, SURABAYA, person


def test_no_package_at_all() -> None:
    chat = answers_until_review(at_package().taps("Lewati")).sees("Paket: tidak diisi", "Prioritas: Major")
    assert chat.taps("Kirim Tiket", "Ya").ticket.package.checked is Checked.NONE


def test_a_code_may_come_as_the_address_of_its_page() -> None:
    address = f"https://lpse.surabaya.go.id/eproc4/lelang/{ROAD.code}/pengumumanlelang"
    at_package().types(address).is_asked("description").sees(ROAD.code, "Tervalidasi")


def test_the_wrong_package_was_found() -> None:
    chat = at_package().types(ROAD.code).taps("Ganti Kode").is_asked("package").sees(ROAD.code)
    chat.types(BRIDGE.code).is_asked("package_lpse").sees("Jembatan Cikapundung").sees_not("Lingkar Timur")


def test_the_package_that_was_found_is_right_after_all() -> None:
    at_package().types(ROAD.code).taps("Ganti Kode", "Lanjut").is_asked("description")


def test_the_code_is_of_another_lpse_and_so_is_the_ticket() -> None:
    chat = at_package().types(BRIDGE.code).is_asked("package_lpse")
    chat.sees("milik:\n• LPSE Kota Bandung", "Anda memilih: LPSE Kota Surabaya").sees_not("Jawaban sekarang")
    chat.taps("Ganti LPSE")
    assert sends_ticket(chat).ticket.lpse_id == BANDUNG.id


def test_the_code_is_of_another_lpse_and_the_ticket_stays() -> None:
    chat = at_package().types(BRIDGE.code).taps("Tetap")
    assert sends_ticket(chat).ticket.lpse_id == SURABAYA.id


def test_an_lpse_that_is_changed_later_is_compared_with_the_code_again() -> None:
    chat = answers_until_review(at_package().types(ROAD.code)).taps("Ubah", "LPSE").types("bandung")
    chat.is_asked("package_lpse").sees("• LPSE Kota Surabaya").taps("Tetap").is_asked("review")


def test_what_was_decided_about_the_package_is_not_asked_again_on_the_way_to_the_review() -> None:
    chat = answers_until_review(at_package().types(BRIDGE.code).taps("Tetap"))
    chat.taps("Ubah", "Judul", "Kembali").is_asked("review")


def test_a_role_at_the_lpse_that_was_left_does_not_go_along() -> None:
    roles = (Assignment(Role.PPK, 10), Assignment(Role.PP, 10), Assignment(Role.POKJA, 20))
    chat = Chat("new", person(1, "Budi", *roles)).types("Tidak bisa login").taps("LPSE Kota Surabaya", "PPK")
    chat.taps("SPSE", "4.5", "Jadwal", "Atur jadwal awal").types(BRIDGE.code).taps("Ganti LPSE")
    assert sends_ticket(chat).ticket.reporter_role is Role.POKJA


def test_a_code_that_nobody_knows_is_said_to_be_unknown() -> None:
    chat = at_package().types("99999010").is_asked("package").sees("Kode 99999010 tidak ditemukan")
    chat.types(ROAD.code).is_asked("description")


def test_a_code_that_nobody_knows_goes_along_by_hand() -> None:
    chat = at_package().types("99999010").taps("Isi Manual").is_asked("manual_build")
    chat.taps("Lewati", "Lewati", "Lewati", "Lewati")
    answers_until_review(chat).sees("Paket: 99999010 · isi manual")


def test_a_code_that_nobody_knows_may_be_left_out() -> None:
    answers_until_review(at_package().types("99999010").taps("Lewati")).sees("tidak diisi").sees_not(
        "99999010"
    )


def test_the_warehouse_does_not_answer_and_the_code_goes_along_by_hand() -> None:
    chat = at_package()
    chat.packages.down = True
    chat.types(ROAD.code).is_asked("package").sees("Data paket sedang tidak dapat diperiksa")
    chat.sees_not("tidak ditemukan").taps("Isi Manual").is_asked("manual_build")
    chat.taps("Lewati", "Lewati", "Lewati", "Lewati")
    answers_until_review(chat).sees(f"Paket: {ROAD.code} · isi manual").sees_not("Tervalidasi")


def test_the_warehouse_answers_again() -> None:
    chat = at_package()
    chat.packages.down = True
    chat.types(ROAD.code, ROAD.code).is_asked("package").sees("tidak dapat diperiksa")
    chat.packages.down = False
    chat.types("99999010").sees("Kode 99999010 tidak ditemukan").sees_not("tidak dapat diperiksa")
    chat.types(ROAD.code).is_asked("description")
    assert not any(name.startswith("?") for name in chat.state.draft)


def test_the_warehouse_does_not_answer_and_the_package_is_left_out() -> None:
    chat = at_package()
    chat.packages.down = True
    answers_until_review(chat.types(ROAD.code).taps("Lewati")).sees("tidak diisi").sees_not(ROAD.code)


def test_everything_about_a_package_by_hand() -> None:
    chat = at_package().taps("Isi Manual").is_asked("manual_code").types("99999010")
    chat.is_asked("manual_build").types("4.3u20190904").is_asked("manual_year").types("TA 2020")
    chat.is_asked("manual_hps").types("1,25 miliar").is_asked("manual_category").taps("Pekerjaan Konstruksi")
    answers_until_review(chat).sees(
        "99999010 · isi manual", "Rp 1.250.000.000", "2020", "Pekerjaan Konstruksi", "v4.3u20190904"
    )
    chat.taps("Ubah", "Nilai HPS").sees("Jawaban saat ini:\nRp 1.250.000.000").types("9 juta").sees(
        "Rp 9.000.000"
    )
    facts = chat.taps("Kirim Tiket", "Ya").ticket.package.facts
    assert facts is not None
    assert (facts.budget_year, facts.build, facts.category) == (
        2020,
        "SPSE v4.3u20190904",
        "Pekerjaan Konstruksi",
    )


def test_nothing_is_known_about_a_package_by_hand() -> None:
    chat = at_package().taps("Isi Manual", "Lewati", "Lewati", "Lewati", "Lewati", "Lewati")
    answers_until_review(chat).sees("Paket: – · isi manual\nKode error")


def test_a_code_by_hand_of_another_lpse_is_pointed_out_too() -> None:
    chat = at_package().taps("Isi Manual").types("88888020").is_asked("package_lpse").taps("Tetap")
    chat.is_asked("manual_build")


def test_another_code_by_hand_is_compared_again() -> None:
    chat = at_package().taps("Isi Manual").types("88888020").taps("Tetap", "Kembali", "Kembali")
    chat.is_asked("manual_code").types("88888030").is_asked("package_lpse").sees("Jayapura")
    chat.taps("Tetap", "Kembali", "Kembali", "Kembali").is_asked("package").types("77777020").taps(
        "Isi Manual"
    )
    chat.is_asked("package_lpse").sees("77777020", "Bandung")


@pytest.mark.parametrize(
    ("application", "code"), [("e-Purchasing / Katalog", "6C2-P2501-11344068"), ("SiRUP", "12345678")]
)
def test_codes_of_other_kinds_have_no_lpse_and_no_build(application: str, code: str) -> None:
    chat = Chat().types("Paket tidak muncul").taps(application)
    chat.types("1", "1", "1").is_asked("package").types(code).sees("tidak ditemukan")
    chat.taps("Isi Manual").is_asked("manual_year")
