"""Signing in with the code of an e-mail, and signing out."""

import pytest

from tests.conversations.fakes import Chat


def at_code() -> Chat:
    """Return a conversation that asks for the code."""
    return Chat("sign_in", None).types("budi@ppk.go.id").is_asked("code")


def test_somebody_signs_in() -> None:
    chat = Chat("sign_in", None).sees("Selamat datang", "Kami tidak pernah meminta kata sandi")
    chat.types("Budi@PPK.go.id").sees("kode enam angka sudah dikirim ke: Budi@ppk.go.id", "sepuluh menit")
    chat.types("123456").sees("✅ Anda sudah masuk.")
    assert chat.end.signed_in
    assert chat.sign_in.sent == ["Budi@ppk.go.id"]


@pytest.mark.parametrize("code", ["123 456", " 123456\n"])
def test_a_code_may_be_typed_with_gaps(code: str) -> None:
    assert at_code().types(code).end.signed_in


def test_an_address_that_is_none_sends_nothing() -> None:
    chat = Chat("sign_in", None).types("budi di ppk").is_asked("email").sees("belum benar")
    assert chat.sign_in.sent == []


def test_a_wrong_code_may_be_tried_again() -> None:
    at_code().types("000000").is_asked("code").sees("Kode tidak cocok").types("123456").sees("sudah masuk")


def test_words_are_no_code() -> None:
    at_code().types("tidak ada kode").is_asked("code").sees("Ketik enam angka")


def test_another_code_is_sent_and_said_to_be() -> None:
    chat = at_code().taps("Kirim Ulang Kode").is_asked("code").sees("kode baru sudah dikirim")
    assert chat.sign_in.sent == ["budi@ppk.go.id", "budi@ppk.go.id"]
    chat.types("000000").sees("Kode tidak cocok").sees_not("Kode baru")
    assert chat.types("123456").end.signed_in


def test_another_address_begins_anew() -> None:
    chat = at_code().taps("Ganti Alamat").is_asked("email").types("sari@lpse.go.id").sees("sari@lpse.go.id")
    assert chat.sign_in.sent == ["budi@ppk.go.id", "sari@lpse.go.id"]


def test_back_and_on_sends_no_second_code() -> None:
    chat = at_code().taps("Kembali", "Lanjut").is_asked("code")
    assert len(chat.sign_in.sent) == 1


def test_somebody_signs_out() -> None:
    chat = Chat("sign_out").sees("Keluar dari akun ini?", "Budi · budi@lpse.go.id").taps("Ya")
    chat.sees("Anda sudah keluar", "/start")
    assert chat.sign_in.left


def test_somebody_stays_signed_in() -> None:
    chat = Chat("sign_out").taps("Tidak")
    assert chat.left
    assert not chat.sign_in.left
