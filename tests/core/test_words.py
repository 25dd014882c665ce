"""Marking a word changes nothing about it."""

from core.words import _


def test_a_marked_word_is_that_word() -> None:
    assert _("Buat Tiket") == "Buat Tiket"
