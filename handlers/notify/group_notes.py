"""Write to staff groups, and tell the people concerned what became of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conversations.rendering.screen import Note
from core.languages import SOURCE
from core.messaging.outgoing import SendNotice
from core.people.chats import Chat
from core.people.staff_groups import CONFIRM_WITHIN, GroupVerdict, StaffGroup, desk_parts
from core.words import _
from handlers.context.message_body import note_body, reply_parameters
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import TransactionContext

# Messages about a group whose registration has ended, or is about to.
_VERDICTS: Mapping[GroupVerdict, str] = {
    GroupVerdict.UNCONFIRMED: _(
        "Petugas yang mendaftarkan grup “%(title)s” untuk %(desk)s tidak lagi bertugas di sana. Seorang "
        "petugas meja itu perlu mengetik /grup di grup itu dalam %(days)s hari. Bila tidak, grup berhenti "
        "menerima tiket."
    ),
    GroupVerdict.EXPIRED: _(
        "Grup “%(title)s” tidak lagi menerima tiket untuk %(desk)s: tidak ada petugas yang mengonfirmasinya."
    ),
    GroupVerdict.UNSTAFFED: _(
        "Grup “%(title)s” tidak lagi menerima tiket untuk %(desk)s: tidak ada lagi petugas di meja itu."
    ),
    GroupVerdict.RETIRED: _(
        "Grup “%(title)s” tidak lagi menerima tiket untuk %(desk)s: LPSE itu sudah nonaktif."
    ),
}
_RELEASED = _("Grup “%(title)s” tidak lagi menerima tiket untuk %(desk)s: dilepas oleh %(who)s.")
_CANNOT_WRITE = _(
    "Grup “%(title)s” tidak lagi menerima tiket untuk %(desk)s: bot tidak dapat menulis di sana. "
    "Ketik /grup di grup itu bila sudah diperbaiki."
)


def send_group_note(
    context: TransactionContext,
    group_id: int,
    thread_id: int | None,
    note: Note,
    language: str = SOURCE.code,
    reply_to: int | None = None,
) -> None:
    """Send a sentence into a group, into this topic where it is a forum, as an answer to `reply_to`."""
    body = {**note_body(str(context.helpdesk.renderer.note(note, language))), **in_topic(thread_id)}
    if reply_to is not None:
        body["reply_parameters"] = reply_parameters(reply_to)
    context.unit.outbox.add(SendNotice(body), chat_id=group_id, priority=SendPriority.ANSWER, at=context.now)


def tell_group(context: TransactionContext, group: StaffGroup, note: Note) -> None:
    """Send a sentence into a staff group, where its alerts come too."""
    send_group_note(context, group.chat_id, group.thread_id, note)


def in_topic(thread_id: int | None) -> dict[str, object]:
    """Return the parameters of sendMessage that put a message into a topic."""
    return {} if thread_id is None else {"message_thread_id": thread_id}


def group_facts(context: TransactionContext, group: StaffGroup) -> dict[str, object]:
    """Return the title and the desk of a group, for sentences about it."""
    return {"title": group.title, "desk": desk_parts(group.desk, context.unit.lpses)}


def tell_verdict(context: TransactionContext, group: StaffGroup, verdict: GroupVerdict) -> None:
    """Tell the group, the people of its desk and administrators what became of it."""
    facts = {**group_facts(context, group), "days": CONFIRM_WITHIN.days}
    note = Note(_VERDICTS[verdict], facts, is_wrong=False)
    tell_group(context, group, note)
    people = context.unit.people.at_desk(group.desk)
    _tell(context, [*_administrators(context), *_chats_of(context, people)], note)


def tell_unwritable(context: TransactionContext, group: StaffGroup) -> None:
    """Tell administrators and who claimed it, or the people of its desk, that the bot can't write there."""
    claimer = _chats_of(context, [group.person_id] if group.person_id is not None else [])
    of_group = claimer or _chats_of(context, context.unit.people.at_desk(group.desk))
    note = Note(_CANNOT_WRITE, group_facts(context, group))
    _tell(context, [*_administrators(context), *of_group], note)


def tell_released(context: TransactionContext, group: StaffGroup, by: int) -> None:
    """Tell administrators, other than who did it, that a desk gave its group up."""
    chats = [chat for chat in _administrators(context) if chat.person_id != by]
    facts = {**group_facts(context, group), "who": context.unit.people.names([by]).get(by, "")}
    _tell(context, chats, Note(_RELEASED, facts, is_wrong=False))


def _tell(context: TransactionContext, chats: Iterable[Chat], note: Note) -> None:
    renderer, outbox = context.helpdesk.renderer, context.unit.outbox
    for chat in {chat.chat_id: chat for chat in chats}.values():
        body = note_body(str(renderer.note(note, chat.language)))
        outbox.add(SendNotice(body), chat_id=chat.chat_id, priority=SendPriority.ALERT, at=context.now)


def _administrators(context: TransactionContext) -> list[Chat]:
    return _chats_of(context, context.unit.accounts.administrators())


def _chats_of(context: TransactionContext, people: Iterable[int]) -> list[Chat]:
    return [chat for chat in context.unit.chats.of_people(people).values() if chat.reachable]
