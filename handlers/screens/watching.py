"""Watch tickets: create and open links, list watchers, and end watching."""

from __future__ import annotations

import re

from conversations.rendering.screen import Note
from conversations.screens import watching as screens
from core.errors import Refusal
from core.tickets.rights import may_unwatch
from core.use_cases.tickets.read_ticket import read_ticket
from core.use_cases.tickets.watch_ticket import InviteWatcher, StopWatching, WatchTicket, link_digest
from core.words import _
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft, show_welcome
from handlers.notify.ticket_events import notify_all
from handlers.screens import navigation
from handlers.screens.ticket_links import SIGN_IN_FIRST, open_remembered_ticket

PREFIX = "w_"
# The code of an invitation may begin like one of these links, but is shorter.
_LINK = re.compile(rf"{PREFIX}[\w-]{{32}}", re.ASCII)
# The key in a chat's memo for the digest of a link that was opened before anybody signed in.
MEMO = "watch"


def is_link(code: str) -> bool:
    """Return whether the code after `/start` is that of a link to watch a ticket."""
    return _LINK.fullmatch(code) is not None


def create_link(context: RequestContext, ticket_id: int) -> None:
    """Show a new link for one watcher; raise Refusal as `InviteWatcher` does, or "watch_link_off"."""
    park_draft(context)
    if not context.helpdesk.link:
        raise Refusal("watch_link_off")
    invite = InviteWatcher(context.unit.tickets, context.unit.watch_links)
    code = invite(context.me, ticket_id, context.now)
    ticket = read_ticket(context.unit.tickets, context.me, ticket_id)
    context.show(screens.link_screen(ticket, f"{context.helpdesk.link}?start={PREFIX}{code}"))


def open_link(context: RequestContext, code: str) -> None:
    """Make the person a watcher and open the ticket; in a chat without a person, remember the link first."""
    digest = link_digest(code.removeprefix(PREFIX))
    if context.person is None:
        context.chat.memo = {**context.chat.memo, MEMO: digest}
        show_welcome(context, SIGN_IN_FIRST)
        return
    _watch(context, digest)


def open_after_sign_in(context: RequestContext, note: Note | None = None) -> None:
    """Open the ticket of a link, to watch it or of a letter, that was opened before signing in.

    Without one, show the menu with the note.
    """
    digest = context.chat.memo.get(MEMO)
    if not isinstance(digest, str):
        if not open_remembered_ticket(context):
            navigation.open_menu(context, note)
        return
    context.chat.memo = {name: kept for name, kept in context.chat.memo.items() if name != MEMO}
    _watch(context, digest)


def open_watchers(context: RequestContext, ticket_id: int) -> None:
    """Show the watchers to the reporter, who may remove them; raise Refusal("not_yours") for others."""
    park_draft(context)
    ticket = read_ticket(context.unit.tickets, context.me, ticket_id)
    if context.me.id != ticket.reporter_id:
        raise Refusal("not_yours", number=ticket.number)
    watcher_ids = sorted(ticket.watcher_ids)
    names = context.unit.people.names(watcher_ids)
    context.show(screens.watcher_list(ticket, {i: names[i] for i in watcher_ids if i in names}))


def ask_to_stop(context: RequestContext, ticket_id: int, person_id: int) -> None:
    """Ask for confirmation before ending; raise Refusal("not_yours") where the person may not end it."""
    park_draft(context)
    ticket = read_ticket(context.unit.tickets, context.me, ticket_id)
    if not may_unwatch(context.me, ticket, person_id):
        raise Refusal("not_yours", number=ticket.number)
    if person_id not in ticket.watcher_ids:
        navigation.open_card(context, ticket_id)
        return
    name = "" if person_id == context.me.id else context.unit.people.names([person_id]).get(person_id, "")
    context.show(screens.stop_screen(ticket, person_id, name))


def stop_watching(context: RequestContext, ticket_id: int, person_id: int) -> None:
    """End watching; show the reporter the card, and the former watcher the menu."""
    ticket = StopWatching(context.unit.tickets)(context.me, ticket_id, person_id, context.now)
    if person_id != context.me.id:
        navigation.open_card(context, ticket_id, note=Note(_("Pemantau sudah dihapus."), is_wrong=False))
        return
    note = Note(_("Anda tidak lagi memantau tiket %(number)s."), {"number": ticket.number}, is_wrong=False)
    navigation.open_menu(context, note)


def _watch(context: RequestContext, digest: str) -> None:
    unit = context.unit
    try:
        ticket = WatchTicket(unit.tickets, unit.people, unit.watch_links)(context.me, digest, context.now)
    except Refusal as refusal:
        navigation.show_refusal(context, refusal)
        return
    if ticket.events:
        # The living card, in which the watcher reads what happens from now on.
        context.show_result(screens.watched_screen(ticket))
        notify_all(context, ticket)
    navigation.open_card(context, ticket.id)
