"""Tell people whose only LPSE was retired what they can do, a portion of them at a time."""

from __future__ import annotations

from dataclasses import replace

from conversations.rendering.screen import Note
from core.messaging.outgoing import SendNotice, TellEvent, TellKind
from core.words import _
from handlers.context.message_body import note_body
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import TransactionContext

RETIRED = _(
    "%(name)s sudah tidak aktif di layanan ini. Tiket Anda yang sudah ada tetap dikerjakan. Untuk tiket "
    "baru, pilih LPSE lain. Bila Anda pindah tugas, mintalah administrator memberi Anda peran di LPSE yang "
    "baru."
)


def announce_retired_lpse(context: TransactionContext, lpse_id: int) -> None:
    """Have those whose only LPSE this was told, after the commit."""
    context.unit.outbox.add(
        TellEvent(TellKind.LPSE_RETIRED, {"lpse_id": lpse_id}),
        chat_id=None,
        priority=SendPriority.ALERT,
        at=context.now,
    )


def tell_retired_lpse(context: TransactionContext, tell: TellEvent, most: int) -> TellEvent | None:
    """Put messages to the next `most` people into the outbox; return what is left, if anything.

    Nobody is told of an LPSE that was offered again meanwhile.
    """
    lpse = context.unit.lpses.get(tell.details["lpse_id"])
    if lpse is None or not lpse.retired:
        return None
    people = context.unit.retirements.only_at(lpse.id, tell.progress.get("after", 0), most)
    renderer = context.helpdesk.renderer
    note = Note(RETIRED, {"name": lpse.name}, is_wrong=True)
    for chat in context.unit.chats.of_people(people).values():
        if chat.reachable:
            body = note_body(str(renderer.note(note, chat.language)))
            context.unit.outbox.add(
                SendNotice(body), chat_id=chat.chat_id, priority=SendPriority.ALERT, at=context.now
            )
    return replace(tell, progress={"after": people[-1]}) if len(people) == most else None
