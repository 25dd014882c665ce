"""Watching a ticket: links that are handed out and opened, and how it ends."""

from __future__ import annotations

import re

from conversations.screen import Note
from conversations.screens import watching as screens
from core.errors import Refusal
from core.rights import may_unwatch
from core.use_cases.read_ticket import read_ticket
from core.use_cases.watch_ticket import InviteWatcher, StopWatching, WatchTicket, digest_of_link
from core.words import _
from handlers import navigation
from handlers.drafts import park, welcome
from handlers.telling import tell
from handlers.visit import Visit

PREFIX = "w_"
# An invitation may begin like one of these links, and is shorter.
_LINK = re.compile(rf"{PREFIX}[\w-]{{32}}", re.ASCII)
# Where a chat remembers, by its digest, a link that was opened before anybody signed in there.
MEMO = "watch"


def is_link(code: str) -> bool:
    """Whether what came with `/start` is a link to watch a ticket."""
    return _LINK.fullmatch(code) is not None


def hand_out(visit: Visit, ticket_id: int) -> None:
    """“Ajak Pemantau”: a link for one person; refuses as `InviteWatcher` does."""
    park(visit)
    if not visit.helpdesk.link:
        raise Refusal("watch_link_off")
    invite = InviteWatcher(visit.unit.tickets, visit.unit.watch_links)
    code = invite(visit.me, ticket_id, visit.now)
    ticket = read_ticket(visit.unit.tickets, visit.me, ticket_id)
    visit.show(screens.link_screen(ticket, f"{visit.helpdesk.link}?start={PREFIX}{code}"))


def open_link(visit: Visit, code: str) -> None:
    """Somebody followed a link; a stranger signs in first, and then gets what it leads to."""
    link_digest = digest_of_link(code.removeprefix(PREFIX))
    if visit.person is None:
        visit.chat.memo = {**visit.chat.memo, MEMO: link_digest}
        welcome(visit, Note(_("Masuk dahulu. Setelah itu tiket dari tautan ini langsung terbuka.")))
        return
    _watch(visit, link_digest)


def come_in(visit: Visit, note: Note | None = None) -> None:
    """Signed in just now: to the ticket whose link led here, else to the menu."""
    link_digest = visit.chat.memo.get(MEMO)
    if not isinstance(link_digest, str):
        navigation.open_menu(visit, note)
        return
    visit.chat.memo = {name: kept for name, kept in visit.chat.memo.items() if name != MEMO}
    _watch(visit, link_digest)


def open_watchers(visit: Visit, ticket_id: int) -> None:
    """Who watches; for the reporter, who may end it."""
    park(visit)
    ticket = read_ticket(visit.unit.tickets, visit.me, ticket_id)
    if visit.me.id != ticket.reporter_id:
        raise Refusal("not_yours", number=ticket.number)
    watcher_ids = sorted(ticket.watcher_ids)
    names = visit.unit.people.names(watcher_ids)
    visit.show(screens.watcher_list(ticket, {i: names[i] for i in watcher_ids if i in names}))


def ask_to_stop(visit: Visit, ticket_id: int, person_id: int) -> None:
    """Once more before it ends: the way back in is another link."""
    park(visit)
    ticket = read_ticket(visit.unit.tickets, visit.me, ticket_id)
    if not may_unwatch(visit.me, ticket, person_id):
        raise Refusal("not_yours", number=ticket.number)
    if person_id not in ticket.watcher_ids:
        navigation.open_card(visit, ticket_id)
        return
    name = "" if person_id == visit.me.id else visit.unit.people.names([person_id]).get(person_id, "")
    visit.show(screens.stop_screen(ticket, person_id, name))


def stop(visit: Visit, ticket_id: int, person_id: int) -> None:
    """It has ended; whoever still sees the ticket gets its card, the other one the menu."""
    ticket = StopWatching(visit.unit.tickets)(visit.me, ticket_id, person_id, visit.now)
    if person_id != visit.me.id:
        navigation.open_card(visit, ticket_id, note=Note(_("Pemantau sudah dihapus."), is_wrong=False))
        return
    said = Note(_("Anda tidak lagi memantau tiket %(number)s."), {"number": ticket.number}, is_wrong=False)
    navigation.open_menu(visit, said)


def _watch(visit: Visit, link_digest: str) -> None:
    unit = visit.unit
    try:
        ticket = WatchTicket(unit.tickets, unit.people, unit.watch_links)(visit.me, link_digest, visit.now)
    except Refusal as no:
        navigation.refused(visit, no)
        return
    note = None
    if ticket.events:
        tell(visit, ticket)
        note = Note(_("Anda sekarang memantau tiket ini."), is_wrong=False)
    navigation.open_card(visit, ticket.id, note=note)
