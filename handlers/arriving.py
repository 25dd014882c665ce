"""What is done with each kind of arrival, once it is known who came."""

from __future__ import annotations

from conversations import addresses
from conversations.answers import Sent, Typed
from conversations.screen import Note
from core.errors import Refusal
from core.files import check_file
from core.numbers import normalise
from core.texts import TEXT_MIN
from core.words import _
from handlers import navigation, places, talking, watching
from handlers.account import ChatSignIn
from handlers.drafts import running, welcome
from handlers.faq import open_faq
from handlers.shortcuts import address_of
from handlers.visit import Visit

UNNAMED = "berkas"
ADDRESS_SIGN = "@"


def start(visit: Visit, code: str) -> None:
    """The menu; with an invitation, signed in first; with a link to watch a ticket, that ticket."""
    if not code:
        navigation.open_menu(visit)
        return
    if watching.is_link(code):
        watching.open_link(visit, code)
        return
    try:
        ChatSignIn(visit.unit, visit.chat, visit.now, visit.helpdesk).accept(code)
    except Refusal as no:
        navigation.refused(visit, no)
        return
    watching.come_in(visit, Note(_("Selamat datang! Anda sudah masuk."), is_wrong=False))


def new_ticket(visit: Visit) -> None:
    if _is_known(visit):
        talking.begin(visit, "new")


def tickets(visit: Visit) -> None:
    """One's own tickets; for staff, those in their hands."""
    if _is_known(visit):
        navigation.open_list(visit, "held" if visit.me.is_staff else "own")


def search(visit: Visit) -> None:
    if _is_known(visit):
        talking.begin(visit, "search")


def dashboard(visit: Visit) -> None:
    if _is_known(visit):
        navigation.open_dashboard(visit)


def report(visit: Visit) -> None:
    """For staff; whoever else asks gets what a stranger's ticket gets."""
    if _is_known(visit):
        places.go(visit, addresses.report())


def faq(visit: Visit) -> None:
    if _is_known(visit):
        open_faq(visit)


def profile(visit: Visit) -> None:
    if _is_known(visit):
        navigation.open_profile(visit)


def languages(visit: Visit) -> None:
    navigation.open_languages(visit)


def help_screen(visit: Visit) -> None:
    navigation.open_help(visit)


def cancel(visit: Visit) -> None:
    if _is_known(visit):
        talking.cancel(visit)


def text(visit: Visit, typed: Typed) -> None:
    """An answer where one is awaited; else a ticket's number, a menu's words, or the start of a report."""
    if visit.person is None:
        if running(visit) is None:
            welcome(visit)
            if ADDRESS_SIGN not in typed.text:
                return
        talking.hear(visit, typed)
        return
    if talking.hear(visit, typed):
        return
    number = normalise(typed.text)
    found = visit.unit.tickets.by_number(number) if number else None
    if found is not None:
        places.go(visit, f"card:{found}")
    elif number:
        navigation.open_menu(visit, visit.refuse(Refusal("not_found")))
    elif address := address_of(typed.text, visit):
        places.go(visit, address)
    elif len(typed.text.strip()) >= TEXT_MIN and _may_file(visit):
        _keep(visit, typed)
    else:
        navigation.open_menu(visit, Note(_("Pilih dari menu, atau ketik nomor tiket.")))


def file(visit: Visit, sent: Sent) -> None:
    """A file where it is awaited or can be kept; else the beginning of a report."""
    if visit.person is None:
        welcome(visit)
        return
    if talking.hear(visit, sent):
        return
    if not _may_file(visit):
        navigation.open_menu(visit, Note(_("Pilih dari menu, atau ketik nomor tiket.")))
        return
    try:
        limit = max(visit.unit.master.rules.file_limit(a.role) for a in visit.me.assignments)
        check_file(sent.upload.original, sent.upload.size, limit=limit)
    except Refusal as no:
        visit.tell_here(visit.refuse(no), sent.source)
        return
    _keep(visit, sent)


def something_else(visit: Visit) -> None:
    """A sticker, a place, a contact: nothing that a ticket can take."""
    visit.tell_here(Note(_("Kirim teks, foto, atau dokumen.")))
    if running(visit) is None:
        navigation.open_menu(visit)


def edited(visit: Visit, source: int, mended: str) -> None:
    if visit.person is not None:
        talking.correct(visit, source, mended)


def answer(visit: Visit, revision: int, says: str) -> None:
    talking.press(visit, revision, says)


def follow(visit: Visit, address: str) -> None:
    """A button of a menu, a list or a notice; strangers get no further than the way in."""
    if visit.person is None and not address.startswith("lang:"):
        welcome(visit)
    else:
        places.go(visit, address)


def membership(visit: Visit, chat_id: int, *, private: bool, out: bool) -> None:
    """Whether a person can be reached in chat; a group without the bot is no group of ours."""
    if private:
        visit.chat.reachable = not out
    elif out:
        visit.unit.groups.drop(chat_id)


def group_moved(visit: Visit, old: int, new: int) -> None:
    """A group became a supergroup: everything known by its old id follows."""
    visit.unit.groups.move_chat(old, new)
    visit.unit.slots.move_chat(old, new)
    visit.unit.outbox.move_chat(old, new)


def _keep(visit: Visit, came: Typed | Sent) -> None:
    try:
        talking.keep_for_new_ticket(visit, came)
    except Refusal as no:
        navigation.refused(visit, no)


def _is_known(visit: Visit) -> bool:
    if visit.person is None:
        welcome(visit)
    return visit.person is not None


def _may_file(visit: Visit) -> bool:
    return any(a.role.letter for a in visit.me.assignments)
