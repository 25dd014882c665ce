"""Recognise what was done before the current screen was seen: second presses, and parts of one message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.messaging.outgoing import LIVE_SCREEN
from handlers.context.request_context import SHOWN_AT, RequestContext

# Two presses within this time are a double click, not two answers.
DOUBLE_PRESS = timedelta(seconds=3)
# The key in a chat's memo for the last press that showed a screen.
MEMO = "press"


def is_repeated(context: RequestContext, data: str, *, outlives_screen: bool) -> bool:
    """Return whether the last screen was shown for the same button a moment ago, and reaches the chat.

    A button that `outlives_screen` may stand on the new screen too, where that took the place of the old one:
    once it is there, pressing it is a new wish.
    """
    if context.chat.memo.get(MEMO) != _press(data, context.pressed, context.chat.revision):
        return False
    if _is_under_way(context):
        return True
    return not (outlives_screen and _is_on_live_screen(context)) and _was_shown_just_now(context)


def remember(context: RequestContext, data: str, pressed: int | None) -> None:
    """Remember that this button, on the message `pressed`, showed the screen of the present revision."""
    context.chat.memo = {**context.chat.memo, MEMO: _press(data, pressed, context.chat.revision)}


def is_screen_arriving(context: RequestContext) -> bool:
    """Return whether the current screen is on its way, or came a moment ago.

    A press on the one before it then needs no other answer. A screen that was given up does not come.
    """
    return _is_under_way(context) or _was_shown_just_now(context)


def is_before_screen(context: RequestContext, message_id: int) -> bool:
    """Return whether a message was sent before its sender can have seen the current screen.

    Numbers of messages in private chats rise with time, whoever sends them.
    """
    if _is_under_way(context):
        return True
    shown = context.unit.live_messages.get(context.chat.chat_id, LIVE_SCREEN)
    return bool(message_id and shown and message_id < shown)


def _is_under_way(context: RequestContext) -> bool:
    return context.unit.outbox.waiting(context.chat.chat_id, LIVE_SCREEN) is not None


def _was_shown_just_now(context: RequestContext) -> bool:
    shown_at = int(context.chat.memo.get(SHOWN_AT, 0))
    if context.now.timestamp() - shown_at >= DOUBLE_PRESS.total_seconds():
        return False
    since = datetime.fromtimestamp(shown_at, UTC)
    return not context.unit.outbox.gave_up(context.chat.chat_id, LIVE_SCREEN, since)


def _is_on_live_screen(context: RequestContext) -> bool:
    live = context.unit.live_messages.get(context.chat.chat_id, LIVE_SCREEN)
    return context.pressed is not None and context.pressed == live


def _press(data: str, pressed: int | None, revision: int) -> list[object]:
    return [data, pressed, revision]
