"""Staff groups: a group of people who serve at one desk, and get its alerts together."""

from __future__ import annotations

from conversations.screen import Note
from core.words import _
from handlers.priorities import Priority
from handlers.visit import Visit

LEAVE = "lepas"


def claim(visit: Visit, group_id: int, title: str, wish: str) -> None:
    """`/grup`: from now on the group gets the alerts of the sender's desk; `/grup lepas`: no longer.

    Whoever serves at no desk is not answered: a group is no place to tell strangers what the bot can do.
    """
    if visit.person is None or not visit.me.desks:
        return
    desk = visit.me.desks[0]
    if wish.strip().casefold() == LEAVE:
        visit.unit.groups.drop(group_id)
        _reply(visit, group_id, Note(_("Grup ini tidak lagi menerima tiket baru."), is_wrong=False))
        return
    visit.unit.groups.set(group_id, desk, title[:128])
    said = Note(_("Grup ini menerima tiket untuk: %(desk)s."), {"desk": desk.level}, is_wrong=False)
    _reply(visit, group_id, said)


def _reply(visit: Visit, group_id: int, note: Note) -> None:
    text = str(visit.helpdesk.renderer.note(note, visit.chat.language))
    visit.unit.outbox.put(
        chat_id=group_id,
        op="notice",
        method="sendMessage",
        payload={"text": text, "parse_mode": "HTML"},
        priority=Priority.ANSWER,
        at=visit.now,
    )
