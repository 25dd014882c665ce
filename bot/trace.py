"""Print why somebody did or did not get a message: the command `trace`."""

from __future__ import annotations

from datetime import datetime

import typer

from bot.imports.database import opened_units
from bot.problems import all_problems, describe_problem
from bot.process.settings import Settings
from bot.process.system_clock import now
from core.input.characters import plain
from core.messaging.sends import SendLine, SendsTrail, UnhandledUpdate, WaitingSend, WaitReason
from core.tickets.history import HistoryEntry
from core.tickets.numbers import find_number
from handlers.context.sends_trail import trace_sends
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
        lines = await units.read(lambda unit: _lines(unit, subject.strip(), now()))
    if lines is None:
        typer.echo(f"error: no ticket, account or reference {subject}", err=True)
        return 1
    for at, what in sorted(lines, key=lambda line: line[0]):
        typer.echo(f"{at.strftime(_FORMAT)}  {what}")
    typer.echo(f"{len(lines)} lines")
    return 0


def _lines(unit: SqlUnitOfWork, subject: str, at: datetime) -> list[tuple[datetime, str]] | None:
    subject = plain(subject)
    ticket_id = unit.tickets.by_number(find_number(subject) or "") if "@" not in subject else None
    if ticket_id is not None:
        history = unit.discussion.history(ticket_id)[-MOST:]
        return [*map(_event, history), *_trail(trace_sends(unit, at, subject, MOST, MOST))]
    if "@" in subject:
        person_id = unit.accounts.id_of(subject)
        chat = unit.chats.of_person(person_id) if person_id is not None else None
        updates = unit.inbox.newest_of(str(chat.chat_id), MOST) if chat else []
        done = [one for one in updates if one.done_at is not None and not one.reason]
        lines = [*map(_update, done), *_trail(trace_sends(unit, at, subject, MOST, MOST))]
        return None if person_id is None and not lines else lines
    found = [one for one in all_problems(unit) if subject in one.reason.split()]
    return [(one.since, f"update  {describe_problem(one)}") for one in found] or None


def _trail(trail: SendsTrail) -> list[tuple[datetime, str]]:
    return [*map(_send, trail.lines), *map(_waiting, trail.waiting), *map(_unhandled, trail.unhandled)]


def _update(update: KeptUpdate) -> tuple[datetime, str]:
    return update.received_at, f"update  {update.update_id}  done"


def _unhandled(update: UnhandledUpdate) -> tuple[datetime, str]:
    state = "put aside" if update.is_put_aside else "waits"
    by = f"  from {update.name}" if update.name else ""
    return update.received_at, f"update  {update.update_id}{by}  {state}  {update.reason}".rstrip()


def _waiting(one: WaitingSend) -> tuple[datetime, str]:
    to = one.address or " ".join(str(part) for part in (one.name, f"chat {one.chat_id}") if part)
    following = f"  next try {one.next_try.strftime(_FORMAT)}" if one.next_try else ""
    error = f"  {one.error}" if one.error else ""
    why = {WaitReason.IN_TURN: "in turn", WaitReason.LATER: "for later", WaitReason.FAILED: "failed so far"}
    line = f"waiting  {one.kind}  to {to}  {why[one.reason]}  {one.tries} tries{error}{following}"
    return one.since, line


def _event(entry: HistoryEntry) -> tuple[datetime, str]:
    who = f"  {entry.person_name}" if entry.person_name else ""
    return entry.at, f"event  {entry.kind.value}{who}"


def _send(line: SendLine) -> tuple[datetime, str]:
    to = line.address or " ".join(str(part) for part in (line.name, f"chat {line.chat_id}") if part)
    answer = f"  answer {line.answer}" if line.answer else ""
    what = "letter" if line.address else "message"
    return line.at, f"{what}  {line.kind}  to {to}  {line.outcome.value}{answer}"
