"""Screens as the Bot API takes them: parameters of a message with its inline keyboard."""

from __future__ import annotations

from typing import Any

from conversations.rendering import Rendered
from conversations.screen import Button

# The first letter of callback data says what follows: an answer to a step with its revision, or an address.
ANSWER = "t"
ADDRESS = "a"


def message(rendered: Rendered, revision: int) -> dict[str, Any]:
    """The parameters of sendMessage or editMessageText, without the chat."""
    body: dict[str, Any] = {
        "text": rendered.text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if rendered.rows:
        rows = [[_button(button, revision) for button in row] for row in rendered.rows]
        body["reply_markup"] = {"inline_keyboard": rows}
    return body


def _button(button: Button, revision: int) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": button.label}
    if button.style:
        shown["style"] = button.style.value
    if button.copy:
        return {**shown, "copy_text": {"text": button.copy}}
    if button.says:
        return {**shown, "callback_data": f"{ANSWER}:{revision}:{button.says}"}
    return {**shown, "callback_data": f"{ADDRESS}:{button.to}"}
