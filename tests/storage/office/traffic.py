"""Put incoming updates and outgoing messages into the office, with groups, live messages and counts."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy import insert

from core.administration.alarms import Alarm, AlarmKind
from core.administration.audit import ChangeType
from core.administration.looks import Look
from core.administration.service_faults import Fault, FaultKey, StandingFault
from core.messaging.outgoing import (
    AmendAlert,
    ChatMessage,
    JobKind,
    RequestJob,
    SendAlert,
    SendNotice,
    ShowScreen,
)
from core.messaging.sends import SendLine, SendOutcome
from core.organisation.directorates import Directorate
from core.organisation.roles import Level
from core.people.desks import Desk
from core.people.staff_groups import StaffGroup
from core.tickets.volumes import Volume
from storage.schema.tables import former_names, leadership
from tests.storage.office.accounts import STRANGER
from tests.storage.office.driver import NOW, Driver, at, chat_of

LPSE_GROUP, TEAM_GROUP = -1_001_234_567_890, -42
GROUPS = (LPSE_GROUP, TEAM_GROUP)
HELPFUL = "akun-lpse-lain"


def receive_updates(driver: Driver) -> None:
    """Store updates that are done, pending, pending after a failure or an end, and put aside."""
    inbox = driver.unit.inbox
    budi, sari = chat_of(driver.person("budi").id), chat_of(driver.person("sari").id)
    texts = {9001: (budi, "/mulai"), 9002: (budi, "halo 👋"), 9003: (sari, "\u0000"), 9004: (STRANGER, "x")}
    rows = [
        (
            update_id,
            str(chat),
            json.dumps({"update_id": update_id, "message": {"chat": {"id": chat}, "text": text}}),
        )
        for update_id, (chat, text) in texts.items()
    ]
    inbox.store(rows[:2], at(32))
    inbox.store(rows[2:], NOW)
    inbox.mark_done(9001, at(32, 0.1))
    inbox.count_try(9002, "OSError: the disk is full")
    inbox.count_try(9004, "KeyError: 'from'")
    inbox.put_aside(9004, "?", "KeyError: 'from'", NOW)
    inbox.count_start()
    [ended] = [update for update in inbox.pending(10) if update.update_id == 9003]
    inbox.begin_again(ended)


def elect(driver: Driver) -> None:
    """Store a leader whose term is over, also where SQLite would need none."""
    term = {"name": "lead", "number": 7, "owner": "bot-1:4711", "expires_at": NOW}
    driver.unit.connection.execute(insert(leadership), term)


def send_messages(driver: Driver, ticket_id: int) -> None:
    """Store messages that are due, postponed and failed, and a document to be made."""
    outbox, live_messages, budi = (
        driver.unit.outbox,
        driver.unit.live_messages,
        chat_of(driver.person("budi").id),
    )
    sari, alert = chat_of(driver.person("sari").id), f"alert:{ticket_id}:1:10"
    notice = {"text": "Tiket <b>baru</b> 🔔", "parse_mode": "HTML"}
    outbox.sent_as(_add(driver, sari, SendAlert(alert, notice)), sari, alert, 701)
    outbox.sent_as(_add(driver, LPSE_GROUP, SendAlert(alert, notice)), LPSE_GROUP, alert, 702)
    live_messages.set(budi, "screen", 501)
    live_messages.set(STRANGER, "screen", 601)
    _add(driver, sari, AmendAlert(alert, {**notice, "text": "Diambil oleh Sari"}))
    _add(driver, budi, ShowScreen({"text": "Halaman lama"}, edits=True))
    _add(driver, budi, ShowScreen({"text": "Halaman baru"}, edits=False))
    _add(driver, TEAM_GROUP, SendNotice(notice), ticket_id)
    later = _add(driver, sari, SendNotice(notice), ticket_id)
    outbox.retry(later, NOW + timedelta(minutes=2), "retry after")
    failed = _add(driver, budi, SendNotice(notice), ticket_id)
    outbox.fail(failed, "Forbidden: bot was blocked by the user", NOW)
    key = "make:ticket_pdf:0123456789abcdef"
    job = RequestJob(JobKind.TICKET_PDF, 2, "id", {"ticket_id": ticket_id}, key)
    outbox.add(job, chat_id=budi, priority=30, at=NOW)


def keep_groups(driver: Driver) -> None:
    """Assign two staff groups to desks; one has become a supergroup since."""
    groups = driver.unit.groups
    groups.add(StaffGroup(-7, Desk(Level.LPSE_1, lpse_id=10), "Helpdesk Surabaya 🛟"))
    groups.move_chat(-7, LPSE_GROUP)
    groups.add(StaffGroup(TEAM_GROUP, Desk(Level.TIM_TEKNIS, directorate=Directorate.SPSE), "Tim Teknis"))


def count_help(driver: Driver) -> None:
    """Count answers of the FAQ that helped, on several days."""
    for day in (0, 31, 31, 32):
        driver.unit.faq_counts.count_helped(HELPFUL, at(day))
    driver.unit.faq_counts.count_helped("pertanyaan-yang-dihapus", at(5))


def look_around(driver: Driver, ticket_id: int) -> None:
    """Store looks at tickets of others, a flood, a former name, what a message was about, and a volume."""
    unit, sari, rina = driver.unit, driver.person("sari"), driver.person("rina")
    for hours in (1, 2):
        day = at(31, hours).date()
        unit.looks.add(Look(ChangeType.TABLE_EXPORTED, "Semua Tiket", at(31, hours), day, sari.id, 40))
    unit.alarms.report(Alarm(AlarmKind.FLOOD, STRANGER, "Orang 🌊", 900, at(32), at(32, 0.2)))
    unit.alarms.report(Alarm(AlarmKind.GUESSING, chat_of(sari.id), "Sari", 25, at(32), NOW))
    unit.alarms.mark_told(AlarmKind.FLOOD)
    letters, urgent = FaultKey(Fault.LETTERS), FaultKey(Fault.EMERGENCY, "TPS2601050001")
    unit.service_faults.save(StandingFault(letters, "3 wait", at(32), NOW, is_told=True))
    unit.service_faults.save(StandingFault(urgent, "nobody takes it", at(32)))
    former = {"person_id": rina.id, "name": "Rina W.", "until": at(0) - timedelta(days=400)}
    unit.connection.execute(insert(former_names), former)
    unit.ticket_messages.note(chat_of(sari.id), 701, ticket_id, NOW)
    unit.sends.add(SendLine(at(31), "SendCard", SendOutcome.SENT, chat_of(sari.id), ticket_id=ticket_id))
    unit.sends.add(
        SendLine(at(32), "ticket", SendOutcome.REFUSED, None, "rina@contoh.go.id", ticket_id, "550")
    )
    unit.volumes.set(ticket_id, sari.id, Volume.SILENT, at(31))


def _add(driver: Driver, chat_id: int, message: ChatMessage, ticket_id: int | None = None) -> int:
    return driver.unit.outbox.add(message, chat_id=chat_id, priority=20, ticket_id=ticket_id, at=NOW)
