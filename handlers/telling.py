"""Tells everybody concerned what has happened to a ticket, each in their own language."""

from __future__ import annotations

from collections.abc import Iterable

from conversations.screen import Screen
from conversations.screens import notices as screens
from conversations.screens.card import Whole
from core.desks import Desk
from core.events import Event, Happening
from core.notices import Audience, notices
from core.ticket import Ticket
from handlers.letters import write_letter
from handlers.messages import message
from handlers.ports import Chat
from handlers.priorities import Priority
from handlers.scene import Scene
from handlers.wholes import whole

# Once one of these happened, the ticket no longer waits for whoever was alerted.
GONE = frozenset({Happening.TAKEN, Happening.CLOSED})


def tell(scene: Scene, ticket: Ticket) -> None:
    """All events of the ticket since it was read, to all their audiences."""
    seen = whole(scene, ticket)
    for event in ticket.events:
        if event.kind in GONE:
            _withdraw_alerts(scene, seen, event)
        _tell(scene, seen, event)
        write_letter(scene, seen, event, _name(scene, event.person_id))
        if event.kind in screens.ALERTS:
            _alert_groups(scene, seen)


def alert_slot(ticket: Ticket, desk: Desk) -> str:
    """Names the messages that offer this ticket to this desk."""
    return f"alert:{ticket.id}:{desk.key}"


def _tell(scene: Scene, seen: Whole, event: Event) -> None:
    to = list(notices(seen.ticket, event, scene.unit.people))
    chats = scene.unit.chats.of_people(notice.person_id for notice in to)
    who = _name(scene, event.person_id)
    for notice in to:
        chat = chats.get(notice.person_id)
        if chat is None:
            continue
        if notice.audience is Audience.DESK:
            slot = alert_slot(seen.ticket, seen.ticket.desk)
            _send(scene, chat, screens.alert(seen), seen.ticket, slot=slot)
        else:
            _send(scene, chat, screens.told(seen, event, notice.audience, who), seen.ticket)


def _alert_groups(scene: Scene, seen: Whole) -> None:
    desk = seen.ticket.desk
    for chat_id in scene.unit.groups.of_desk(desk):
        _put(
            scene,
            chat_id,
            "notice",
            _body(scene, screens.alert(seen)),
            seen.ticket,
            alert_slot(seen.ticket, desk),
        )


def _withdraw_alerts(scene: Scene, seen: Whole, event: Event) -> None:
    """Every copy of the alert changes to who took it, whether it is out already or still waits."""
    slot = alert_slot(seen.ticket, seen.ticket.desk)
    taker = _name(scene, event.person_id) if event.kind is Happening.TAKEN else ""
    screen = screens.alert_gone(seen, taker)
    for chat_id in _holding(scene, slot):
        chat = scene.unit.chats.get(chat_id)
        body = _body(scene, screen, chat.language if chat else None)
        _put(scene, chat_id, "amend", body, seen.ticket, slot)


def _name(scene: Scene, person_id: int | None) -> str:
    return scene.unit.people.names([person_id])[person_id] if person_id is not None else ""


def _holding(scene: Scene, slot: str) -> Iterable[int]:
    out = [chat_id for chat_id, _message in scene.unit.slots.holding(slot)]
    return dict.fromkeys([*out, *scene.unit.outbox.waiting_with(slot)])


def _send(scene: Scene, chat: Chat, screen: Screen, ticket: Ticket, slot: str = "") -> None:
    _put(scene, chat.chat_id, "notice", _body(scene, screen, chat.language), ticket, slot)


def _body(scene: Scene, screen: Screen, language: str | None = None) -> dict[str, object]:
    return message(scene.helpdesk.renderer.screen(screen, language or ""), 0)


def _put(
    scene: Scene, chat_id: int, op: str, body: dict[str, object], ticket: Ticket, slot: str = ""
) -> None:
    scene.unit.outbox.put(
        chat_id=chat_id,
        op=op,
        method="sendMessage",
        payload=body,
        priority=Priority.ALERT,
        slot=slot,
        key=slot or None,
        ticket_id=ticket.id,
        at=scene.now,
    )
