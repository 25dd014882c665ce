"""Print why somebody did or did not get a message: the command `trace`."""

from __future__ import annotations

from datetime import datetime

import typer

from bot.imports.database import opened_units
from bot.problems import all_problems, describe_problem
from bot.process.settings import Settings
from core.input.characters import plain
from core.messaging.sends import SendLine
from core.tickets.history import HistoryEntry
from storage.messaging.inbox import KeptUpdate
from storage.unit import SqlUnitOfWork

# Lines of each kind that are printed, the newest.
MOST = 500
_FORMAT = "%Y-%m-%d %H:%M:%S UTC"


async def trace(settings: Settings, subject: str) -> int:
    """Print, in order, what is kept of a ticket, of an account by its address, or of a reference of an error.

    Return 0, or 1 where nothing of this name is known.
    """
    async with opened_units(settings) as units:
        lines = await units.read(lambda unit: _lines(unit, subject.strip()))
    if lines is None:
        typer.echo(f"error: no ticket, account or reference {subject}", err=True)
        return 1
    for at, what in sorted(lines, key=lambda line: line[0]):
        typer.echo(f"{at.strftime(_FORMAT)}  {what}")
    typer.echo(f"{len(lines)} lines")
    return 0


def _lines(unit: SqlUnitOfWork, subject: str) -> list[tuple[datetime, str]] | None:
    subject = plain(subject)
    ticket_id = unit.tickets.by_number(subject.upper())
    if ticket_id is not None:
        sends = unit.sends.of_ticket(ticket_id, MOST)
        history = unit.discussion.history(ticket_id)[-MOST:]
        return [*map(_event, history), *map(_send, sends)]
    if "@" in subject:
        person_id = unit.accounts.id_of(subject)
        chat = unit.chats.of_person(person_id) if person_id is not None else None
        sends = unit.sends.of_person(chat.chat_id if chat else None, subject, MOST)
        updates = unit.inbox.newest_of(str(chat.chat_id), MOST) if chat else []
        lines = [*map(_update, updates), *map(_send, sends)]
        return None if person_id is None and not lines else lines
    found = [one for one in all_problems(unit) if subject in one.reason.split()]
    return [(one.since, f"update  {describe_problem(one)}") for one in found] or None


def _update(update: KeptUpdate) -> tuple[datetime, str]:
    if update.done_at is None:
        return update.received_at, f"update  {update.update_id}  waits"
    return update.received_at, f"update  {update.update_id}  {update.reason or 'done'}"


def _event(entry: HistoryEntry) -> tuple[datetime, str]:
    who = f"  {entry.person_name}" if entry.person_name else ""
    return entry.at, f"event  {entry.kind.value}{who}"


def _send(line: SendLine) -> tuple[datetime, str]:
    to = line.address or " ".join(str(part) for part in (line.name, f"chat {line.chat_id}") if part)
    answer = f"  answer {line.answer}" if line.answer else ""
    what = "letter" if line.address else "message"
    return line.at, f"{what}  {line.kind}  to {to}  {line.outcome.value}{answer}"
