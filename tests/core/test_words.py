"""Test that a text marked for translation keeps its context."""

from core.words import pgettext


def test_a_word_in_a_context_is_looked_up_with_it() -> None:
    button, status = pgettext("tombol", "Selesai"), pgettext("status", "Selesai")
    assert (getattr(button, "context", ""), getattr(status, "context", "")) == ("tombol", "status")
