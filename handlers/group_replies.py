"""Lead answers to the bot's alerts in staff groups on to the private chats of those who answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from conversations.answers import FileAnswer, TextAnswer
from conversations.rendering.screen import Note
from core.tickets.rights import may_see
from core.tickets.ticket import Ticket
from core.words import _
from handlers.context.request_context import RequestContext
from handlers.notify.group_notes import send_group_note
from handlers.notify.ticket_mail import ticket_link
from handlers.screens.replies import begin_about_ticket

# How long somebody who was shown the way to their own chat is not shown it again, in any group.
SHOWN_FOR = timedelta(hours=1)
# The key in a chat's memo for when that was, in seconds.
MEMO = "shown_way"
SIGN_IN = _(
    "Untuk menanggapi tiket dari grup ini, masuk dulu sebagai petugasnya di chat pribadi dengan bot ini: "
    "%(link)s"
)
OPEN_CHAT = _(
    "Buka dulu chat pribadi dengan bot ini, lalu balas lagi. Tanggapan Anda dilanjutkan di sana: %(link)s"
)
ANONYMOUS = _(
    "Balasan itu datang atas nama grup, sehingga pengirimnya tidak dikenali. Kirim atas nama sendiri: di "
    "Kelola Grup, Administrator, matikan Tetap Anonim untuk diri sendiri, lalu balas lagi."
)


@dataclass(frozen=True, slots=True)
class ReplyPlace:
    """Name where somebody answered: the group, the topic in it if it is a forum, and their own message."""

    chat_id: int
    thread_id: int | None
    message_id: int
    is_anonymous: bool = False


def take_group_reply(context: RequestContext, place: ReplyPlace, answer: TextAnswer | FileAnswer) -> None:
    """Begin in the sender's own chat what their answer to a message about a ticket is for.

    Whoever can't go on there is told how to in the group, once an hour. Answers to other messages, and in
    groups that get no alerts, are not meant for the bot.
    """
    ticket = answered_ticket(context, place.chat_id, answer.reply_to)
    if ticket is None:
        return
    if place.is_anonymous:
        _show_way(context, place, ticket, ANONYMOUS)
    elif context.person is None or not may_see(context.me, ticket):
        _show_way(context, place, ticket, SIGN_IN)
    elif not context.chat.reachable:
        _show_way(context, place, ticket, OPEN_CHAT)
    else:
        # Messages of the group are numbered apart from those of the private chat.
        begin_about_ticket(context, ticket, replace(answer, source=0, reply_to=0))


def answered_ticket(context: RequestContext, group_id: int, message_id: int) -> Ticket | None:
    """Return the ticket that this message of a staff group is about; None where there is none."""
    if not message_id or context.unit.groups.get(group_id) is None:
        return None
    ticket_id = context.unit.ticket_messages.ticket_of(group_id, message_id)
    return context.unit.tickets.get(ticket_id) if ticket_id is not None else None


def _show_way(context: RequestContext, place: ReplyPlace, ticket: Ticket, text: str) -> None:
    """Say in the group how to go on; nothing of the ticket but the number that the alert has too."""
    now = int(context.now.timestamp())
    if now - int(context.chat.memo.get(MEMO, 0)) < SHOWN_FOR.total_seconds():
        return
    context.chat.memo = {**context.chat.memo, MEMO: now}
    note = Note(text, {"link": ticket_link(context, ticket)}, is_wrong=False)
    send_group_note(
        context, place.chat_id, place.thread_id, note, context.chat.language, reply_to=place.message_id
    )
