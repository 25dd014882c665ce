"""Marking a word changes nothing about it."""

from core.words import _, pgettext


def test_a_marked_word_is_that_word() -> None:
    assert _("Buat Tiket") == "Buat Tiket"
    assert pgettext("tombol", "Selesai") == "Selesai"
