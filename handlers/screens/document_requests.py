"""Request documents: put jobs into the outbox, which are run after the commit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256

from conversations.addressing.fields import TableFormat
from conversations.rendering.file_remarks import remark_lines
from conversations.rendering.screen import Note
from conversations.screens.documents import document_name
from core.administration.audit import ChangeType
from core.errors import Refusal
from core.messaging.documents import check_document, waiting_documents
from core.messaging.outgoing import FileKind, JobKind, RequestJob, SendFile
from core.people.local_day import local_midnight
from core.tickets.attachments import Attachment
from core.tickets.list_views import ListView, StatusFilter, check_filter
from core.use_cases.tickets.read_ticket import read_ticket
from core.words import _
from handlers.context.request_context import RequestContext
from handlers.context.send_priority import SendPriority
from handlers.screens.looks import record_look
from handlers.screens.ticket_lists import may_open_list

TABLES = {TableFormat.CSV: JobKind.TICKETS_CSV, TableFormat.XLSX: JobKind.TICKETS_XLSX}


def request_print(context: RequestContext, ticket_id: int) -> None:
    """Request a ticket as a PDF; raise Refusal("not_found") where the person may not see it."""
    ticket = read_ticket(context.unit.tickets, context.me, ticket_id)
    record_look(context, ChangeType.TICKET_PRINTED, ticket)
    request_document(context, JobKind.TICKET_PDF, {"ticket_id": ticket.id})


def request_bundle(context: RequestContext, ticket_id: int) -> None:
    """Request all files of a ticket; raise Refusal("not_found") where the person may not see it."""
    ticket = read_ticket(context.unit.tickets, context.me, ticket_id)
    record_look(context, ChangeType.FILES_FETCHED, ticket)
    request_document(context, JobKind.TICKET_FILES, {"ticket_id": ticket.id})


def attached_file(number: str, file: Attachment, translate: Callable[[str], str]) -> SendFile:
    """Return a file of the ticket with this number to be sent as the channel keeps it, with a caption."""
    caption = "\n".join((f"{number} · {file.name}", *remark_lines(file.remarks, translate)))
    kind = FileKind.PHOTO if file.upload.is_photo else FileKind.DOCUMENT
    return SendFile(kind, file.upload.reference, caption)


def request_table(
    context: RequestContext, kind: TableFormat, view: ListView, filtered: StatusFilter | None
) -> None:
    """Request a list, or the person's search, as a table; Refusal("not_found") for a list closed to them."""
    if not may_open_list(context.me, view):
        raise Refusal("not_found")
    check_filter(view, filtered)
    search = context.chat.memo.get("search", {}) if view is ListView.FOUND else {}
    details: dict[str, object] = {
        "view": view.value,
        "filtered": filtered.value if filtered else "",
        "search": search,
    }
    if view is ListView.TAKEN:
        # A request just before midnight is for the day that was on the screen.
        details["midnight"] = local_midnight(context.me, context.unit.lpses, context.now).isoformat()
    request_document(context, TABLES[kind], details)


def request_document(
    context: RequestContext, kind: JobKind, details: Mapping[str, object], *, announce: bool = True
) -> None:
    """Put a job into the outbox, unless one with the same details waits or runs for this chat.

    With `announce`, say that it is under way. `details` are JSON-safe. Somebody for whom too many documents
    wait is told which.
    """
    chat_id = context.chat.chat_id
    digest = sha256(json.dumps(dict(details), sort_keys=True).encode()).hexdigest()[:16]
    key = f"make:{kind.value}:{digest}"
    if chat_id not in context.unit.outbox.chats_waiting_for(key):
        try:
            check_document(kind, context.unit.jobs.of_chat(chat_id))
        except Refusal as no:
            _name_waiting(context, no)
            return
        job = RequestJob(kind, context.me.id, context.chat.language, details, key)
        context.unit.outbox.add(job, chat_id=chat_id, priority=SendPriority.DIGEST, at=context.now)
    if announce:
        context.answer_press(Note(_("Berkas sedang disiapkan."), is_wrong=False))


def _name_waiting(context: RequestContext, no: Refusal) -> None:
    """Say which documents wait for this person."""
    translate = partial(context.helpdesk.renderer.translate, language=context.chat.language)
    waiting = waiting_documents(context.unit.jobs.of_chat(context.chat.chat_id))
    names = tuple(document_name(job, _number(context, job), translate) for job in waiting)
    context.answer_press(context.refusal_note(Refusal(no.code, **{**no.facts, "names": names})))


def _number(context: RequestContext, job: RequestJob) -> str:
    """Return the number of the ticket that a document is about; "" where it is about none."""
    ticket_id = job.details.get("ticket_id")
    ticket = context.unit.tickets.get(ticket_id) if isinstance(ticket_id, int) else None
    return ticket.number if ticket is not None else ""
