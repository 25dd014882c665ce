"""Tell administrators once that scheduled backups fail, and when one was made again."""

from __future__ import annotations

from conversations.screens.admin.backups import backup_alarm
from core.administration.alarms import OF_ALL, Alarm, AlarmKind, BackupTrouble
from core.messaging.outgoing import AmendAlert, ChatMessage, SendAlert
from handlers.context.message_body import message_body
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import TransactionContext

NAME = f"alarm:{AlarmKind.BACKUP}"


def tell_backup_failed(context: TransactionContext, trouble: BackupTrouble) -> None:
    """Count a failure, and tell administrators of the first in a row."""
    alarms = context.unit.alarms
    standing = alarms.standing(AlarmKind.BACKUP)
    since = standing[0].since if standing else context.now
    count = sum(one.count for one in standing) + 1
    found = Alarm(AlarmKind.BACKUP, OF_ALL, trouble.value, count, since, context.now)
    alarms.report(found)
    if not any(one.is_told for one in standing):
        _tell(context, found, is_over=False)
        alarms.mark_told(AlarmKind.BACKUP)


def tell_backup_made(context: TransactionContext) -> None:
    """End the alarm, and tell administrators so, where backups had failed."""
    for standing in context.unit.alarms.standing(AlarmKind.BACKUP):
        _tell(context, standing, is_over=True)
        context.unit.alarms.end(AlarmKind.BACKUP)


def _tell(context: TransactionContext, found: Alarm, *, is_over: bool) -> None:
    unit = context.unit
    screen = backup_alarm(found, BackupTrouble(found.name), context.now, is_over=is_over)
    for chat in unit.chats.of_people(unit.accounts.administrators()).values():
        if not chat.reachable:
            continue
        body = message_body(context.helpdesk.renderer.screen(screen, chat.language), 0)
        message: ChatMessage = AmendAlert(NAME, body) if is_over else SendAlert(NAME, body)
        unit.outbox.add(message, chat_id=chat.chat_id, priority=SendPriority.ALERT, at=context.now)
