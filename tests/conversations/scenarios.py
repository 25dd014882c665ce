"""Conversations brought to a certain step, as the starting point of tests."""

from conversations.flows.tickets.search import DEFAULTS, edit_draft
from core.people.people import Person
from core.tickets.lifecycle import Action
from tests.conversations.fakes import RUNNER, Chat
from tests.core.fakes import HELPDESK, PPK, FakeHelpdesk

STORY = "Sejak pagi saya tidak dapat masuk ke SPSE."


def at_review() -> Chat:
    """Return Budi's new ticket with all questions answered, at the review."""
    chat = Chat()
    chat.types("Tidak bisa login").taps("SPSE", "4.5", "Login & Akun", "Ganti email")
    chat.taps("Lewati").types(STORY).taps("Lanjut")
    return chat.is_asked("review")


def asked_for_feedback() -> FakeHelpdesk:
    """Return a helpdesk with a ticket whose reporter was asked for feedback."""
    house = FakeHelpdesk()
    house.file()
    house.does(HELPDESK, Action.TAKE)
    house.does(HELPDESK, Action.ASK_FEEDBACK)
    return house


def at_package(who: Person = PPK) -> Chat:
    """Return a new ticket about failing uploads, at the question for the tender."""
    chat = Chat("new", who).types("Tidak bisa unggah penawaran").taps("SPSE", "4.5")
    return chat.taps("Upload Dokumen Penawaran", "Unggah gagal / timeout").is_asked("package")


def answers_until_review(chat: Chat) -> Chat:
    """Answer the questions after the package, up to the review."""
    chat.is_asked("description").types(STORY).taps("Lanjut")
    return chat.is_asked("review")


def sends_ticket(chat: Chat) -> Chat:
    """Answer the questions after the package, and send the ticket."""
    return answers_until_review(chat).taps("Kirim Tiket", "Ya")


def advanced_search(who: Person = HELPDESK) -> Chat:
    """Return a search with its filters opened by “Lanjutan”."""
    return Chat("search", who).taps("Lanjutan").is_asked("review")


def edited_search(kept: dict[str, str], who: Person = HELPDESK) -> Chat:
    """Return a stored search, opened for editing."""
    chat = Chat("search", who)
    chat.state = RUNNER.begin("search", chat.context, draft=edit_draft(kept))
    chat.look(RUNNER.screen(chat.state, chat.context))
    return chat.is_asked("review")


def search_filters(chat: Chat) -> dict[str, str]:
    """Return the filters with which a search ended, as far as they are set."""
    assert chat.end.screen is None, "what was found is shown instead"
    assert chat.end.search_filters is not None
    assert chat.end.search_filters.keys() == DEFAULTS.keys()
    return {name: value for name, value in chat.end.search_filters.items() if value != DEFAULTS[name]}
