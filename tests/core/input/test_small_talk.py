"""Test what counts as yes and as no."""

from core.input.small_talk import is_no, is_no_package, is_nothing, is_yes
from tests.cases import for_each


@for_each(
    "text",
    ["ya", "Yaaa", "iya pak", "Y", "OK", "oke, lanjut", "betul", "ya, sudah benar", "saya yakin"],
)
def test_yes(text: str) -> None:
    assert is_yes(text)
    assert not is_no(text)


@for_each(
    "text",
    ["tidak", "Tdk", "nggak jadi", "gak usah ya", "belum ya", "jangan dulu pak", "tidak benar"],
)
def test_no(text: str) -> None:
    assert is_no(text)
    assert not is_yes(text)


@for_each(
    "text",
    [
        "yakin?",
        "benar?",
        "ok?",
        "kirim ?",
        "tidak?",
        "ya\uff1f",
        "",
        "sudah",
        "tidak salah",
        "ya tapi masih error",
        "belum bisa login",
        "ok " * 30,
        "entahlah",
    ],
)
def test_neither(text: str) -> None:
    assert not is_yes(text)
    assert not is_no(text)


@for_each("text", ["-", "tidak ada", "ga ada kodenya", "belum punya kode", "gak tahu min"])
def test_there_is_none(text: str) -> None:
    assert is_nothing(text)


@for_each("text", ["4550194", "tidak ada menu upload", "ada", "paket saya", "belum ada tahap"])
def test_there_is_something(text: str) -> None:
    assert not is_nothing(text)
    assert not is_no_package(text)


@for_each("text", ["Paketnya tidak ada lagi", "tender saya tidak ada", "tendernya belum ada"])
def test_that_there_is_no_package_is_an_answer_only_where_one_was_asked_for(text: str) -> None:
    assert is_no_package(text)
    assert not is_nothing(text)
