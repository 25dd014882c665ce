"""Sample notices, alerts and letters, with any words in the fields that people fill in."""

from __future__ import annotations

from collections.abc import Iterator

from conversations.rendering.screen import Screen
from conversations.screens import notices
from core.organisation.roles import Role
from core.tickets.action_spec import Audience
from core.tickets.actions import EVENTS
from core.tickets.events import Event
from core.tickets.letters import LETTERS
from core.tickets.lifecycle import Action, EventType, Status
from core.tickets.rating import Rating
from handlers.notify.ticket_mail import NO_REPLY
from tests.conversations.fakes import RENDERER
from tests.conversations.sample_screens import Words, details, files, ticket
from tests.core.fakes import HELPDESK, NOW


def all_notices(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the notices of every event to every audience."""
    for kind in (EventType.FILED, EventType.ESCALATED, EventType.HANDED_BACK, EventType.RELEASED):
        arrival = Event(kind, NOW, 3, Role.HELPDESK_LPSE, {}, words.text, files(words, 20))
        name = "alert" if kind is EventType.FILED else f"alert, {kind}"
        yield name, notices.alert(details(words), arrival, words.name, details(words).ticket.desk)
    changed = {"from": "minor", "to": "emergency", "rule": "stage_ends_soon"}
    raised = Event(EventType.PRIORITY_RAISED, NOW, None, None, changed)
    yield "alert, priority raised", notices.alert(details(words), raised, "", details(words).ticket.desk)
    yield "alert, taken", notices.alert_withdrawn(details(words), words.name)
    yield "alert, closed", notices.alert_withdrawn(details(words), "")
    for kind, spec in EVENTS.items():
        facts = changed if kind in {EventType.PRIORITY_RAISED, EventType.PRIORITY_LOWERED} else {}
        event = Event(kind, NOW, 3, Role.HELPDESK_LPSE, facts, words.text, files(words, 20))
        about = details(words)
        if kind in {EventType.RATED, EventType.RATING_ADDED}:
            event = Event(kind, NOW, 1, Role.PPK)
            about = details(words, rating=Rating(2, ("speed",), words.message))
        for notice in spec.notices:
            if notice.audience is not Audience.DESK:
                yield (
                    f"{kind} for {notice.audience}",
                    notices.event_notice(about, event, notice, words.name),
                )
    asked = details(words, asked_id=1, status=Status.FEEDBACK)
    reminder, notice = Event(EventType.REMINDED, NOW, None, None), EVENTS[EventType.REMINDED].notices[0]
    yield "reminded of feedback", notices.event_notice(asked, reminder, notice, "", Action.GIVE_FEEDBACK)


def mail_screen(words: Words) -> Screen:
    """Return the e-mail with a notice: the only sample that is not sent by Telegram."""
    solved = Event(EventType.SOLVED, NOW, HELPDESK.id, Role.HELPDESK_LPSE, {}, words.text)
    spec = LETTERS[EventType.SOLVED]
    body = RENDERER.screen(notices.letter(details(words), solved, spec, words.name), "id").text
    data = {
        "body": body,
        "link": "https://t.me/lpse_support_bot",
        "ticket": ticket(words),
        "no_reply": NO_REPLY,
    }
    return Screen("mail/ticket.html", data)
