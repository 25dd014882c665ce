"""Letters to the address of a ticket: what its reporter is told in chat, for whoever reads mail instead."""

from __future__ import annotations

from conversations.rendering import plain
from conversations.screen import Screen
from conversations.screens.card import Whole
from conversations.screens.notices import told
from core.events import Event, Happening
from core.notices import Audience
from handlers.priorities import Priority
from handlers.scene import Scene

WRITTEN_OF = frozenset(
    {
        Happening.TAKEN,
        Happening.FEEDBACK_ASKED,
        Happening.ESCALATED,
        Happening.SOLVED,
        Happening.HANDED_BACK,
        Happening.CONFIRMED,
        Happening.CONFIRMED_SILENTLY,
        Happening.CLOSED,
    }
)


def write_letter(scene: Scene, seen: Whole, event: Event, who: str) -> None:
    """Put the letter about this event into the outbox, if it is one that is written about."""
    if event.kind not in WRITTEN_OF or not scene.helpdesk.can_mail:
        return
    ticket = seen.ticket
    reporter = scene.unit.people.get(ticket.reporter_id)
    language = reporter.language if reporter else ""
    is_asked = event.kind is Happening.FEEDBACK_ASKED and ticket.asked_id == ticket.reporter_id
    said = told(seen, event, Audience.ASKED if is_asked else Audience.REPORTER, who)
    body = scene.helpdesk.renderer.screen(said, language).text
    link = scene.helpdesk.link
    page = Screen("mail/ticket.html", {"body": body, "link": link, "ticket": ticket})
    scene.unit.outbox.put(
        chat_id=None,
        op="mail",
        method="ticket",
        payload={
            "to": ticket.email,
            # The same for all letters about a ticket, so that mail programs keep them together.
            "subject": f"[{ticket.number}] {ticket.title}",
            "text": f"{plain(body)}\n\n{link}".rstrip(),
            "html": scene.helpdesk.renderer.screen(page, language).text,
            "thread": f"ticket-{ticket.id}",
        },
        priority=Priority.DIGEST,
        ticket_id=ticket.id,
        at=scene.now,
    )
