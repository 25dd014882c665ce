"""Check that a text marked for translation stays what it was, and keeps its context."""

from core.words import _, pgettext


def test_a_marked_word_is_that_word_wherever_it_goes() -> None:
    marked = pgettext("tombol", "Selesai")
    for word in (_("Selesai"), marked):
        assert word == "Selesai"
        assert {word: 1}["Selesai"] == 1
        assert f"{word}!" == "Selesai!"


def test_a_word_in_a_context_is_looked_up_with_it() -> None:
    button, status = pgettext("tombol", "Selesai"), pgettext("status", "Selesai")
    assert (getattr(button, "context", ""), getattr(status, "context", "")) == ("tombol", "status")
