"""Read an office back through the repositories, as one JSON document of plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

from core.administration.accounts import AccountFilters
from core.people.desks import Desk
from core.tickets.attachments import Attachment
from core.tickets.history import HistoryEntry
from core.tickets.lifecycle import Status
from core.tickets.search import SortOrder, TicketFilters, TicketScope, scope_of
from core.tickets.ticket import Ticket
from storage.unit import SqlUnitOfWork
from tests.storage.office.reading_surroundings import (
    accounts_of,
    instant,
    master_data,
    package_facts,
    traffic,
)

Json: TypeAlias = Any
EVERYTHING = TicketScope(0, nationwide=True)


def read_office(unit: SqlUnitOfWork, asked: Mapping[str, Any]) -> dict[str, Json]:
    """Return everything that people and the bot can find in the office.

    The names in the document are chosen here and not taken from the code, so that renaming a field changes
    no document. `asked` has the keys that some parts need for reading.
    """
    now = datetime.fromisoformat(asked["now"])
    people = accounts_of(unit)
    ids = [line.id for line in unit.lists.all(None, limit=10_000).items][::-1]
    tickets = [_ticket(unit, ticket_id) for ticket_id in ids]
    return {
        "people": people,
        "master_data": master_data(unit, asked, now),
        "tickets": tickets,
        "lists": _lists(unit, [person["id"] for person in people], now),
        "counts": _counts(unit, [person["id"] for person in people], now),
        "report": _report(unit, now),
        "search": _search(unit, asked),
        **traffic(unit, asked, now),
    }


def _ticket(unit: SqlUnitOfWork, ticket_id: int) -> dict[str, Json]:
    ticket = unit.tickets.get(ticket_id)
    assert ticket is not None
    assert unit.tickets.by_number(ticket.number) == ticket_id
    files = [_file(file) for file in unit.discussion.files(ticket_id)]
    assert files == [_file(f) for n in range(1, len(files) + 1) if (f := unit.discussion.file(ticket_id, n))]
    return {
        "id": ticket.id,
        "number": ticket.number,
        "title": ticket.title,
        "lpse_id": ticket.lpse_id,
        "application": ticket.application,
        "version": ticket.version,
        "category": ticket.category,
        "subcategory": ticket.subcategory,
        "priority": ticket.priority.value,
        "package": {
            "checked": ticket.package.checked.value,
            "code": ticket.package.code,
            "facts": package_facts(ticket.package.facts),
        },
        "error_code": ticket.error_code,
        "description": ticket.description,
        "email": ticket.email,
        "filed_at": instant(ticket.created_at),
        **_standing(ticket),
        "files": files,
        "files_of_description": [f.ordinal for f in unit.discussion.files(ticket_id, of_description=True)],
        "history": [_event(row) for row in unit.discussion.history(ticket_id)],
        "discussion": [row.id for row in unit.discussion.entries(ticket_id)],
        "unsent": [message.error for message in unit.outbox.failed_for_ticket(ticket_id)],
    }


def _standing(ticket: Ticket) -> dict[str, Json]:
    rating = ticket.rating
    return {
        "reporter": [ticket.reporter_id, ticket.reporter_role.value],
        "desk": ticket.desk.key,
        "status": ticket.status.value,
        "kind": ticket.kind.value,
        "holder": ticket.holder_id,
        "solver": ticket.solver_id,
        "asked": [ticket.asked_id, ticket.asked_desk.key if ticket.asked_desk else None],
        "way_up": [[step.desk.key, step.person_id] for step in ticket.path],
        "parties": sorted(ticket.party_ids),
        "watchers": sorted(ticket.watcher_ids),
        "closed_at": instant(ticket.closed_at),
        "due_at": instant(ticket.due_at),
        "reminded": ticket.reminded,
        "rating": [rating.stars, list(rating.chips), rating.message] if rating else None,
        "revision": ticket.revision,
    }


def _file(file: Attachment) -> dict[str, Json]:
    return {
        "number": file.ordinal,
        "name": file.name,
        "sent_as": file.upload.original,
        "size": file.upload.size,
        "mime": file.upload.mime,
        "handle": file.upload.reference,
        "unique": file.upload.unique,
        "is_photo": file.upload.is_photo,
        "is_flagged": file.is_flagged,
    }


def _event(row: HistoryEntry) -> dict[str, Json]:
    return {
        "id": row.id,
        "kind": row.kind.value,
        "at": instant(row.at),
        "by": [row.person_id, row.person_name, row.role.value if row.role else None],
        "text": row.text,
        "facts": dict(row.facts),
        "files": [file.ordinal for file in row.files],
    }


def _lists(unit: SqlUnitOfWork, people: list[int], now: datetime) -> dict[str, Json]:
    """Return the ids in every list of every person, in its order."""
    lists = unit.lists
    found: dict[str, Json] = {
        "due": [one.id for one in lists.due(now, 100)],
        "by_status": {
            status.value: [line.id for line in lists.all(None, [status], limit=100).items]
            for status in Status
        },
    }
    for person_id in people:
        pages = {
            "own": lists.own(person_id, limit=100),
            "held": lists.held(_scope(unit, person_id), limit=100),
            "past": lists.past(_scope(unit, person_id), limit=100),
            "watched": lists.watched(person_id, limit=100),
            "queue": lists.queue(_desks(unit, person_id), limit=100),
            "taken": lists.taken(_desks(unit, person_id), datetime(2000, 1, 1, tzinfo=UTC), limit=100),
        }
        found[str(person_id)] = {name: [line.id for line in page.items] for name, page in pages.items()}
    return found


def _desks(unit: SqlUnitOfWork, person_id: int) -> tuple[Desk, ...]:
    person = unit.people.get(person_id)
    return person.desks if person else ()


def _scope(unit: SqlUnitOfWork, person_id: int) -> TicketScope:
    person = unit.people.get(person_id)
    return scope_of(person) if person else TicketScope(person_id)


def _counts(unit: SqlUnitOfWork, people: list[int], now: datetime) -> dict[str, Json]:
    """Return the numbers on each person's dashboard."""
    found = {}
    for person_id in people:
        own = unit.counts.of_reporter(person_id)
        staff = unit.counts.of_staff(_desks(unit, person_id), _scope(unit, person_id), now.replace(hour=0))
        numbers = (own.not_yet_worked, own.open, own.being_worked, own.ever)
        worked = (staff.not_taken, staff.in_hand, staff.taken_today)
        found[str(person_id)] = {"own": list(map(str, numbers)), "worked": list(map(str, worked))}
    return found


def _report(unit: SqlUnitOfWork, now: datetime) -> list[Json]:
    """Return the columns of tickets that statistics count: places, kinds, when filed, taken and solved."""
    rows = unit.reports.filed(None, datetime(2000, 1, 1, tzinfo=UTC), now)
    # Without the last columns, which earlier releases did not have: the rule of the priority, and the kind.
    return sorted(([*map(_plain, row[:-2])] for row in rows), key=str)


def _plain(value: Json) -> Json:
    return value if value is None or isinstance(value, (str, int, float, list, dict)) else str(value)


def _search(unit: SqlUnitOfWork, asked: Mapping[str, Any]) -> dict[str, Json]:
    """Return the ticket ids that each text finds, the newest first, and the people found among accounts."""
    texts = {
        text: [line.id for line in unit.search.page(EVERYTHING, TicketFilters(text), limit=50).items]
        for text in asked["search"]
    }
    on_day = TicketFilters(since=date.fromisoformat(asked["day"]), until=date.fromisoformat(asked["day"]))
    mine = TicketScope(asked["searcher"])
    people = {
        text: [account.person.id for account in unit.account_search.page(AccountFilters(text)).items]
        for text in asked["search_people"]
    }
    return {
        "texts": texts,
        "day": [line.id for line in unit.search.page(EVERYTHING, on_day, limit=50).items],
        "urgent": [
            line.id
            for line in unit.search.page(EVERYTHING, TicketFilters(), SortOrder.URGENT, limit=50).items
        ],
        "own": [line.id for line in unit.search.page(mine, TicketFilters(), limit=50).items],
        "people": people,
    }
