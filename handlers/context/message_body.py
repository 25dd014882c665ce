"""Write screens as the Bot API takes them: parameters of a message with its inline keyboard."""

from __future__ import annotations

from typing import Any

from conversations.rendering.renderer import Rendered
from conversations.rendering.screen import Button
from handlers.context.callback_data import write_callback_data


def message_body(rendered: Rendered, revision: int) -> dict[str, Any]:
    """Return a screen as parameters of sendMessage or editMessageText, without the chat."""
    body: dict[str, Any] = {
        "text": rendered.text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if rendered.rows:
        rows = [[_button(button, revision) for button in row] for row in rendered.rows]
        body["reply_markup"] = {"inline_keyboard": rows}
    return body


def note_body(html: str) -> dict[str, Any]:
    """Return a rendered sentence as parameters of sendMessage, without the chat."""
    return {"text": html, "parse_mode": "HTML"}


def reply_parameters(message_id: int) -> dict[str, object]:
    """Return what makes a message an answer to another one, if that is still there."""
    return {"message_id": message_id, "allow_sending_without_reply": True}


def _button(button: Button, revision: int) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": button.label}
    if button.style:
        shown["style"] = button.style.value
    if button.copy:
        return {**shown, "copy_text": {"text": button.copy}}
    return {**shown, "callback_data": write_callback_data(button, revision)}
