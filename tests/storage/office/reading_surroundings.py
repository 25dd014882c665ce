"""Read back everything but the tickets: accounts, master data, chats, messages and copies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from conversations.conversation import ConversationState
from core.administration.accounts import Account, AccountFilters
from core.administration.audit import AuditChange
from core.master_data.helpdesk_settings import to_document
from core.organisation.lpse import Lpse
from core.packages import PackageFacts, PackageKind
from core.people.chats import Chat
from core.people.desks import Desk
from core.people.people import Person
from core.people.sign_in_trail import SignInEvent
from core.use_cases.own_account.sign_in_ports import SentCode
from storage.messaging.inbox import ClaimStatus
from storage.messaging.message_codec import UnreadableMessage, encode
from storage.messaging.outbox import OutboxRow
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import waiting_rows

# Answers to claims as stored readings name them; an earlier release wrote those.
CLAIMS = {ClaimStatus.GRANTED: "YOURS", ClaimStatus.DONE: "DONE", ClaimStatus.NOT_YET: "LATER"}


def instant(at: datetime | None) -> str | None:
    """Return the instant in UTC in ISO 8601."""
    return at.astimezone(UTC).isoformat() if at else None


def package_facts(facts: PackageFacts | None) -> dict[str, Any] | None:
    """Return the facts of a package."""
    if facts is None:
        return None
    return {
        "kind": facts.kind.value,
        "code": facts.code,
        "name": facts.name,
        "budget_year": facts.budget_year,
        "hps": None if facts.hps is None else str(facts.hps),
        "category": facts.category,
        "build": facts.build,
        "status": facts.status.value,
        "stages": [[stage.name, instant(stage.starts), instant(stage.ends)] for stage in facts.stages],
        "repository": facts.repository,
    }


def accounts_of(unit: SqlUnitOfWork) -> list[dict[str, Any]]:
    """Return every account by id, disabled ones included."""
    found = {}
    for account in _pages_of_accounts(unit):
        person, full_account = account.person, unit.accounts.get(account.person.id)
        assert full_account is not None
        signs_in = unit.people.get(person.id)
        assert unit.people.names([person.id]) == {person.id: person.name}
        assert (signs_in is None) is account.is_disabled
        assert signs_in in {None, person, unit.people.by_email(person.email)}
        found[person.id] = {
            **_person(unit, person),
            "opened_at": instant(account.created_at),
            "is_disabled": account.is_disabled,
            "is_linked": account.is_linked,
            "is_reachable": account.is_reachable,
            "tickets_in_hand": full_account.in_hand,
        }
    return [found[person_id] for person_id in sorted(found)]


def _pages_of_accounts(unit: SqlUnitOfWork) -> Iterator[Account]:
    cursor: str | None = ""
    while cursor is not None:
        page = unit.account_search.page(AccountFilters(), cursor)
        yield from page.items
        cursor = page.next


def _person(unit: SqlUnitOfWork, person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "office": person.office,
        "language": person.language,
        "roles": [
            [role.role.value, role.lpse_id, role.directorate.value if role.directorate else None]
            for role in person.assignments
        ],
        "at_desks": [desk.key for desk in person.desks if unit.people.serving_at(desk, [person.id])],
    }


def master_data(unit: SqlUnitOfWork, asked: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return LPSEs, applications, questions, rules and packages, and the trail of their changes."""
    records = {
        f"{kind} {code}": unit.packages.find(PackageKind(kind), code) for kind, code in asked["packages"]
    }
    answers = {
        f"{kind} {code}": unit.package_answers.get(PackageKind(kind), code, now - timedelta(days=30))
        for kind, code in asked["packages"]
    }
    return {
        "lpses": [[*_lpse(lpse), unit.lpses.usage(lpse.id).staff] for lpse in unit.lpses.all_by_name()],
        "applications": {
            one.code: [one.name, one.letter, list(one.versions), one.directorate.value, one.retired]
            for one in unit.master.catalogue.applications
        },
        "categories": {
            one.code: [
                one.name,
                list(one.subcategories),
                one.base_priority.value,
                one.stage_bound,
                one.retired,
            ]
            for application in unit.master.catalogue.applications
            for one in application.categories
        },
        "questions": [
            [
                one.code,
                one.topic,
                one.application,
                one.question,
                one.answer,
                *astuple(unit.faq_counts.usage(one.code, now)),
            ]
            for one in unit.master.faq.questions
        ],
        "help": dict(unit.faq_counts.totals(date(2000, 1, 1), date(2100, 1, 1))),
        "rules": to_document(unit.master.settings),
        "packages": {name: package_facts(facts) for name, facts in records.items()},
        "answers": {name: [package_facts(one.facts)] if one else None for name, one in answers.items()},
        "audit": [[line.id, line.by, *_change(line.change)] for line in unit.audit.newest(1000)],
    }


def _lpse(lpse: Lpse) -> list[Any]:
    place = [lpse.id, lpse.repository, lpse.name, lpse.province, lpse.zone]
    return [*place, lpse.category, lpse.host, lpse.build, lpse.retired]


def _change(change: AuditChange) -> list[Any]:
    head = [change.kind.value, change.subject, instant(change.at), change.person_id]
    return [*head, dict(change.before), dict(change.after)]


def traffic(unit: SqlUnitOfWork, asked: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return chats and their conversations, messages in and out, codes, links, and copies of files."""
    return {
        "chats": {str(chat_id): _chat(unit, chat_id) for chat_id in asked["chats"]},
        "groups": {str(chat_id): _group(unit, chat_id) for chat_id in asked["groups"]},
        "inbox": {
            "waiting": [[one.update_id, one.lane, one.raw, one.attempts] for one in unit.inbox.pending(100)],
            "claims": [
                CLAIMS[unit.inbox.claim(update_id, lane).status] for update_id, lane in asked["updates"]
            ],
        },
        "outbox": {
            "due": [_message(one) for one in waiting_rows(unit, now, 100)],
            "later": [_message(one) for one in waiting_rows(unit, now + timedelta(days=1), 100)],
            "to_make": [_message(one) for one in unit.jobs.due(now, 100)],
            "next_due": instant(unit.send_queue.next_due(now)),
            "keys": {key: unit.outbox.chats_waiting_for(key) for key in asked["keys"]},
        },
        "slots": {
            slot: [list(place) for place in unit.live_messages.holding(slot)] for slot in asked["slots"]
        },
        "watch_links": {
            code: [link.ticket_id, link.person_id] if (link := unit.watch_links.find(code, now)) else None
            for code in asked["watch_links"]
        },
        "copies": {
            name: state.value if (state := unit.copies.state(name)) else None for name in asked["files"]
        },
        "copies_wanted": [
            [one.unique_ref, one.reference, one.extension, one.size, one.attempts]
            for one in unit.copies.due(now + timedelta(days=1), 100)
        ],
        "copies_going": unit.copies.awaiting_removal(100),
        "releases": {str(who): unit.releases.held_by(who, 0, 100) for who in unit.releases.people_due(100)},
    }


def _chat(unit: SqlUnitOfWork, chat_id: int) -> dict[str, Any]:
    row, code = unit.chats.get(chat_id), _code(unit, chat_id)
    writer = row.person_id if row and row.person_id else 0
    month_ago = datetime(2000, 1, 1, tzinfo=UTC)
    return {
        "chat": _chat_row(row) if row else None,
        "speaks_for": sorted(unit.chats.of_people([row.person_id])) if row and row.person_id else [],
        "parked": {
            key: _conversation(unit.parked_drafts.get(writer, key)) for key in unit.parked_drafts.keys(writer)
        },
        "code": [code.person_id, code.digest, instant(code.expires_at), code.tries] if code else None,
        "codes_sent": _count_codes(unit, chat_id),
        "invited": unit.accounts.count_invited(row.person_id, month_ago) if row and row.person_id else 0,
    }


def _code(unit: SqlUnitOfWork, chat_id: int) -> SentCode | None:
    """Return the code that the chat asked for last, for whichever address."""
    addresses = select(t.sign_in_trail.c.address_digest).where(
        t.sign_in_trail.c.chat_id == chat_id, t.sign_in_trail.c.what == SignInEvent.SENT.value
    )
    newest = unit.connection.execute(addresses.order_by(t.sign_in_trail.c.id.desc()).limit(1)).scalar()
    return unit.codes.get(chat_id, newest) if newest is not None else None


def _count_codes(unit: SqlUnitOfWork, chat_id: int) -> int:
    sent = t.sign_in_trail.c.chat_id == chat_id, t.sign_in_trail.c.what == SignInEvent.SENT.value
    counted = select(func.count()).select_from(t.sign_in_trail).where(*sent)
    return int(unit.connection.execute(counted).scalar_one())


def _chat_row(row: Chat) -> dict[str, Any]:
    return {
        "person": row.person_id,
        "language": row.language,
        "revision": row.revision,
        "conversation": _conversation(row.conversation),
        "is_reachable": row.reachable,
        "memo": row.memo,
    }


def _conversation(kept: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return a stored conversation as the runner of this release reads it."""
    if kept is None:
        return None
    state = ConversationState.from_dict(kept)
    return {
        "about": state.conversation,
        "key": state.key,
        "step": state.step,
        "answers": dict(state.draft),
        "ticket": state.subject,
        "is_changing": state.editing,
        "messages": dict(state.sources),
        "last": dict(state.last),
    }


def _group(unit: SqlUnitOfWork, chat_id: int) -> dict[str, Any] | None:
    group = unit.groups.get(chat_id)
    if group is None:
        return None
    assert group in [backed.group for backed in unit.groups.of_desk(Desk.from_key(group.desk.key))]
    return {"desk": group.desk.key, "title": group.title}


def _message(one: OutboxRow) -> dict[str, Any]:
    """Return a row as it stands in the database, by way of the message that is read from it."""
    assert not isinstance(one.message, UnreadableMessage)
    stored = encode(one.message)
    return {
        "id": one.id,
        "chat": one.chat_id,
        "does": stored.op,
        "by": stored.method,
        "says": stored.payload,
        "slot": stored.live_message,
        "key": stored.key,
        "priority": one.priority,
        "not_before": instant(one.not_before),
        "tries": one.attempts,
        "created_at": instant(one.created_at),
        "error": one.error,
        "ticket": one.ticket_id,
    }
