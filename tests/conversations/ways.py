"""The ways that several stories go before they begin: to the package, to the review, to a search."""

from conversations.talks.search import NOTHING, revised
from core.lifecycle import Action
from core.people import Person
from tests.conversations.fakes import RUNNER, Chat
from tests.core.fakes import HELPDESK, PPK, House

STORY = "Sejak pagi saya tidak dapat masuk ke SPSE."


def at_review() -> Chat:
    """Budi has answered everything about a new ticket, and looks it over."""
    chat = Chat()
    chat.types("Tidak bisa login").taps("LPSE Kota Surabaya", "SPSE", "4.5", "Login & Akun", "Ganti email")
    chat.taps("Lewati", "Lewati").types(STORY).taps("Selesai", "Pakai Alamat Ini")
    return chat.is_asked("review")


def asked_for_feedback() -> House:
    """A ticket whose reporter has been asked something."""
    house = House()
    house.file()
    house.does(HELPDESK, Action.TAKE)
    house.does(HELPDESK, Action.ASK_FEEDBACK)
    return house


def at_package(who: Person = PPK) -> Chat:
    """Budi reports about offers that can't be uploaded, and is asked for the tender."""
    chat = Chat("new", who).types("Tidak bisa unggah penawaran").taps("LPSE Kota Surabaya", "SPSE", "4.5")
    return chat.taps("Upload Dokumen Penawaran", "Unggah gagal / timeout").is_asked("package")


def to_review(chat: Chat) -> Chat:
    chat.is_asked("error_code").taps("Lewati").types(STORY).taps("Selesai", "Pakai Alamat Ini")
    return chat.is_asked("review")


def sent(chat: Chat) -> Chat:
    return to_review(chat).taps("Kirim Tiket", "Ya")


def advanced(who: Person = HELPDESK) -> Chat:
    return Chat("search", who).taps("Lanjutan").is_asked("review")


def refined(kept: dict[str, str], who: Person = HELPDESK) -> Chat:
    """The search that was made, to be changed."""
    chat = Chat("search", who)
    chat.state = RUNNER.begin("search", chat.world, draft=revised(kept))
    chat._look(RUNNER.screen(chat.state, chat.world))
    return chat.is_asked("review")


def searched(chat: Chat) -> dict[str, str]:
    """What is looked for in the end, as far as it is set."""
    assert chat.end.screen is None, "what was found is shown instead"
    assert chat.end.search is not None
    assert chat.end.search.keys() == NOTHING.keys()
    return {name: value for name, value in chat.end.search.items() if value != NOTHING[name]}
