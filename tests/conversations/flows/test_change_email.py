"""“Ubah E-mail”: change the address of an account, confirmed by a code that is sent to it."""

import pytest

from core.errors import Refusal
from tests.conversations.fake_services import FakeSignIn
from tests.conversations.fakes import Chat

NEW = "budi.santoso@surabaya.go.id"


def at_code() -> Chat:
    """Return a conversation that asks for the code."""
    return Chat("email").types("Budi.Santoso@Surabaya.go.id").taps("Ya").is_asked("code")


def test_what_will_change_is_said_before_a_code_is_sent() -> None:
    chat = Chat("email").types(NEW).is_asked("confirm").sees("Sekarang: budi@lpse.go.id", f"Menjadi: {NEW}")
    assert chat.sign_in.sent == []
    chat.taps("Ya").is_asked("code").sees(NEW, "sepuluh menit")
    assert chat.sign_in.sent == [NEW]


def test_the_right_code_changes_the_address() -> None:
    chat = at_code().types("123 456").sees("Alamat e-mail berhasil diubah", NEW)
    assert chat.sign_in.moved_to == NEW


def test_a_wrong_code_may_be_tried_again() -> None:
    chat = at_code().types("000000").is_asked("code").sees("Kode tidak cocok")
    assert not chat.sign_in.moved_to
    chat.types("123456").sees("berhasil diubah")


def test_no_leads_back_to_the_address_and_sends_nothing() -> None:
    chat = Chat("email").types("salah@surabaya.go.id").taps("Tidak").is_asked("email").types(NEW)
    chat.is_asked("confirm").sees(NEW)
    assert chat.sign_in.sent == []


def test_another_address_and_another_code_can_be_had() -> None:
    chat = at_code().taps("Kirim Ulang Kode").sees("kode baru sudah dikirim").taps("Ganti Alamat")
    chat.is_asked("email").types("lain@surabaya.go.id").taps("Ya").types("123456")
    assert chat.sign_in.sent == [NEW, NEW, "lain@surabaya.go.id"]
    assert chat.sign_in.moved_to == "lain@surabaya.go.id"


def test_an_address_that_is_mended_in_its_message_is_confirmed_anew() -> None:
    chat = at_code().edits(1, "lain@surabaya.go.id").is_asked("confirm").sees("lain@surabaya.go.id")
    assert chat.sign_in.sent == [NEW]


def test_where_no_letter_can_be_sent_it_does_not_even_begin() -> None:
    sign_in = FakeSignIn()
    sign_in.mail_off = True
    with pytest.raises(Refusal, match="mail_off_for_change"):
        Chat("email", sign_in=sign_in)
