"""Let one person leave something in every table that holds anything of people, and erase them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Executable, insert

from core.administration.audit import AuditChange, AuditedRecord, ChangeType
from core.administration.erasure import DataSubject, EraseAccount
from core.administration.looks import Look
from core.messaging.outgoing import Letter, LetterKind, RefusalNotice, SendLetter, SendNotice
from core.messaging.sends import SendLine, SendOutcome
from core.people.chats import Chat
from core.people.people import Person
from core.people.sign_in_trail import SignInEvent
from core.tickets.lifecycle import Action
from core.tickets.volumes import Volume
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import ADI, BUDI, NOW, SARI, SCREENSHOT, Helpdesk, file, ticket_draft, work

CHAT = 987_654_321
# What nobody may find any more: names, addresses, telephone, office, chat.
MARKS = (
    "Budiman",
    "Budi",
    "budi@surabaya.go.id",
    "dulu@surabaya.go.id",
    "0855111",
    "Dinas Rahasia",
    str(CHAT),
    "rumah@contoh.go.id",
)
# An invitation that Budi sent to somebody else.
LETTER = SendLine(NOW, "invitation", SendOutcome.SENT, address=SARI.email, letter_id="2", told_chat_id=CHAT)
DAY = NOW.date()
# Tables that are emptied, and whose rows tell the person by number alone.
NAMELESS = {"assignments", "watchers", "invitations", "sign_in_codes"}


def live(unit: SqlUnitOfWork) -> None:
    """Let Budi leave something in every table that holds anything of people."""
    filed = file(unit, BUDI, ticket_draft("Tidak bisa login", SCREENSHOT))
    others = file(unit, SARI, replace(ticket_draft(), email=SARI.email))
    unit.connection.execute(insert(t.watchers).values(person_id=BUDI.id, ticket_id=others.id))
    unit.connection.execute(
        insert(t.parties).values(person_id=BUDI.id, ticket_id=others.id, rank=3, in_hand=False)
    )
    work(unit, SARI, Action.TAKE, filed.id, "")
    work(unit, SARI, Action.SOLVE, filed.id)
    work(unit, BUDI, Action.CONFIRM, filed.id, "")
    unit.volumes.set(filed.id, BUDI.id, Volume.SILENT, NOW)
    for address in ("dulu@surabaya.go.id", BUDI.email):
        now = unit.people.get(BUDI.id)
        assert now is not None
        assert unit.people.change_email(now, address, NOW)
    profile = Person(BUDI.id, "Budiman", BUDI.email, "0855111", "Dinas Rahasia", "en", BUDI.assignments)
    unit.people.change_profile(profile)
    unit.links.link(CHAT, BUDI.id, NOW)
    was = unit.chats.get(CHAT)
    assert was is not None
    unit.chats.save(Chat(CHAT, BUDI.id, memo={"search": {"text": "Budi"}}, searched_at=NOW), was)
    unit.parked_drafts.put(BUDI.id, "new", {"title": "Budi menulis"}, NOW)
    unit.invitations.add("digest-of-a-link", BUDI.id, NOW, NOW)
    unit.codes.log(CHAT, "digest-of-an-address", SignInEvent.SENT, NOW, BUDI.id)
    unit.inbox.store([(1, str(CHAT), '{"from": "Budi"}'), (2, "2", "{}")], NOW)
    unit.inbox.mark_done(1, NOW)
    unit.ticket_messages.note(CHAT, 7, filed.id, NOW)
    unit.live_messages.set(CHAT, "screen", 7)
    code = Letter(BUDI.email, "Kode masuk", "Kode Anda: 123456")
    unit.outbox.add(SendLetter(LetterKind.CODE, code), chat_id=None, priority=1, at=NOW)
    unit.outbox.add(SendNotice({"text": "Budi, tiket Anda"}), chat_id=CHAT, priority=1, at=NOW)
    sent = {"at": NOW, "kind": "SendNotice", "outcome": "sent", "ticket_id": filed.id, "answer": "Budi"}
    unit.connection.execute(t.sends.insert(), {**sent, "chat_id": CHAT, "address": None})
    unit.connection.execute(t.sends.insert(), {**sent, "chat_id": None, "address": BUDI.email})
    # To the address of a ticket, and to somebody else; Budi's chat is told where these come back.
    unit.sends.add(
        replace(LETTER, kind="ticket", address="rumah@contoh.go.id", ticket_id=filed.id, letter_id="1")
    )
    unit.sends.add(LETTER)
    invitation = Letter(ADI.email, "Undangan", "Isi")
    refused = RefusalNotice(CHAT, {"text": "ditolak"})
    unit.outbox.add(
        SendLetter(LetterKind.INVITATION, invitation, if_refused=refused), chat_id=None, priority=1, at=NOW
    )
    unit.looks.add(Look(ChangeType.TICKET_OPENED, others.number, NOW, DAY, BUDI.id))
    record = AuditedRecord.ACCOUNT.key(BUDI.id)
    changed = AuditChange(
        ChangeType.ACCOUNT_CHANGED,
        "Budi (budi@surabaya.go.id)",
        NOW,
        ADI.id,
        {"name": "Budi"},
        {"name": "Budiman"},
        record,
    )
    unit.audit.add(changed)
    unit.audit.add(
        AuditChange(
            ChangeType.PROFILE_CHANGED, "Budi (dulu@surabaya.go.id)", NOW, BUDI.id, {"phone": "0855111"}, {}
        )
    )
    given = {"role": ["Administrator"]}
    unit.audit.add(AuditChange(ChangeType.ROLE_GIVEN, "Budi (dulu@surabaya.go.id)", NOW, None, {}, given))
    unit.audit.add(
        AuditChange(ChangeType.LPSE_CHANGED, "LPSE Kota Surabaya", NOW, ADI.id, {"name": "a"}, {"name": "b"})
    )
    unit.connection.execute(
        insert(t.staff_groups).values(chat_id=-5, desk_key="1:10", title="Grup", person_id=BUDI.id)
    )
    unit.connection.execute(
        insert(t.alarms).values(
            kind="flood", chat_id=CHAT, name="Budi", count=9, since=NOW, last_at=NOW, is_told=False
        )
    )


def ask(unit: SqlUnitOfWork, statement: Executable) -> None:
    unit.connection.execute(statement)


def eraser(unit: SqlUnitOfWork) -> EraseAccount:
    return EraseAccount(unit.erasures, unit.accounts, unit.audit)


async def erase(helpdesk: Helpdesk, address: str = BUDI.email) -> str:
    """Erase as the command does."""
    subject = await helpdesk.run(lambda unit: eraser(unit).begin(address))
    for step in range(await helpdesk.read(lambda unit: len(unit.erasures.portions()))):
        after: int | None = 0
        while after is not None:
            after = await helpdesk.run(portion, step, subject, after)
    return await helpdesk.run(lambda unit: eraser(unit).finish(subject, NOW))


def portion(unit: SqlUnitOfWork, step: int, subject: DataSubject, after: int) -> int | None:
    return unit.erasures.portions()[step](subject, after)
