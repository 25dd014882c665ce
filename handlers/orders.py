"""Documents that people ask for: written down with the rest, and made after the commit."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256

from conversations.screen import Note
from conversations.screens.card import FLAG, FLAGGED
from conversations.screens.lists import TITLES
from core.attachments import Attachment
from core.day import midnight
from core.errors import Refusal
from core.use_cases.read_ticket import read_ticket
from core.words import _
from handlers.priorities import Priority
from handlers.visit import Visit

TABLES = frozenset({"csv", "xlsx"})
FOUND = "found"
FOR_EVERYBODY = frozenset({"own", "watched", FOUND})


def order_print(visit: Visit, ticket_id: int) -> None:
    """A ticket as a PDF; refuses `not_found`."""
    ticket = read_ticket(visit.unit.tickets, visit.me, ticket_id)
    order(visit, "ticket_pdf", {"ticket_id": ticket.id})


def order_bundle(visit: Visit, ticket_id: int) -> None:
    """All files of a ticket; refuses `not_found`."""
    ticket = read_ticket(visit.unit.tickets, visit.me, ticket_id)
    order(visit, "bundle", {"ticket_id": ticket.id})


def relayed(number: str, file: Attachment, translate: Callable[[str], str]) -> tuple[str, dict[str, object]]:
    """The call that sends a file by the handle under which Telegram keeps it."""
    method, field = ("sendPhoto", "photo") if file.upload.is_photo else ("sendDocument", "document")
    caption = f"{number} · {file.name}"
    if file.is_flagged:
        caption += f"\n{FLAG} {translate(FLAGGED)}"
    return method, {field: file.upload.reference, "caption": caption}


def order_table(visit: Visit, kind: str, view: str, filtered: str) -> None:
    """All tickets of a list, or of the person's search, as a table; refuses `not_found`."""
    if kind not in TABLES or view not in ({*TITLES, FOUND} if visit.me.is_staff else FOR_EVERYBODY):
        raise Refusal("not_found")
    search = visit.chat.memo.get("search", {}) if view == FOUND else {}
    what: dict[str, object] = {"view": view, "filtered": filtered, "search": search}
    if view == "taken":
        # Whoever asks just before midnight means the day that they saw.
        what["midnight"] = midnight(visit.me, visit.unit.offices, visit.now).isoformat()
    order(visit, kind, what)


def order(visit: Visit, kind: str, what: dict[str, object], *, aloud: bool = True) -> None:
    """Asking again for the same changes nothing while it waits or is being made."""
    chat_id = visit.chat.chat_id
    key = f"make:{kind}:{sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()[:16]}"
    if chat_id not in visit.unit.outbox.waiting_with(key):
        visit.unit.outbox.put(
            chat_id=chat_id,
            op="make",
            method=kind,
            payload={"person_id": visit.me.id, "language": visit.chat.language, **what},
            priority=Priority.DIGEST,
            key=key,
            at=visit.now,
        )
    if aloud:
        visit.say(Note(_("Berkas sedang disiapkan."), is_wrong=False))
