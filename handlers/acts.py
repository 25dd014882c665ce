"""Describe what a person does in a chat as data, which can be stored and handled later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from conversations.answers import FileAnswer, TextAnswer
from core.tickets.attachments import Upload
from core.use_cases.staff_groups.claim_group import GroupRequest
from handlers import group_replies, updates
from handlers import staff_groups as groups
from handlers.context.request_context import RequestContext
from handlers.group_replies import ReplyPlace

# Kinds of acts: answers to messages in groups.
GROUP_TEXT, GROUP_FILE = "group_text", "group_file"
EDIT, EDIT_FILE = "edit", "edit_file"
EDITS = frozenset({EDIT, EDIT_FILE})

# Handle one update, in one transaction, for the person who sent it.
UpdateHandler: TypeAlias = Callable[[RequestContext], None]

COMMANDS: Mapping[str, UpdateHandler] = {
    "buat": updates.new_ticket,
    "tiket": updates.tickets,
    "cari": updates.search,
    "dashboard": updates.dashboard,
    "laporan": updates.report,
    "faq": updates.faq,
    "profil": updates.profile,
    "bahasa": updates.languages,
    "bantuan": updates.help_screen,
    "help": updates.help_screen,
    "batal": updates.cancel,
    "cancel": updates.cancel,
}


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a person did, as data: a key of `HANDLERS`, and the JSON arguments of that handler."""

    kind: str
    data: Mapping[str, Any]

    def handle(self, context: RequestContext) -> None:
        """Call the handler of this kind with the data, for the person of this context."""
        HANDLERS[self.kind](context, **self.data)


def text_act(typed: TextAnswer) -> Act:
    """Return the act of sending a text."""
    return Act("text", {"answer": asdict(typed)})


def file_act(sent: FileAnswer) -> Act:
    """Return the act of sending a file."""
    return Act("file", {"answer": asdict(sent)})


def other_act(words: TextAnswer | None) -> Act:
    """Return the act of sending something that is neither a text nor a file, with its caption, if any."""
    return Act("other", {"words": asdict(words) if words else None})


def group_reply_act(place: ReplyPlace, answer: TextAnswer | FileAnswer) -> Act:
    """Return the answer to a message in a group."""
    kind = GROUP_FILE if isinstance(answer, FileAnswer) else GROUP_TEXT
    return Act(kind, {"place": asdict(place), "answer": asdict(answer)})


def edit_act(edited: TextAnswer | FileAnswer) -> Act:
    """Return the act of editing a message."""
    kind = EDIT_FILE if isinstance(edited, FileAnswer) else EDIT
    return Act(kind, {"answer": asdict(edited)})


def _text(context: RequestContext, answer: Mapping[str, Any]) -> None:
    updates.text(context, TextAnswer(**answer))


def _file(context: RequestContext, answer: Mapping[str, Any]) -> None:
    updates.file(context, _file_answer(answer))


def _other(context: RequestContext, words: Mapping[str, Any] | None) -> None:
    updates.unsupported_content(context, TextAnswer(**words) if words else None)


def _edited_text(context: RequestContext, answer: Mapping[str, Any]) -> None:
    updates.message_edited(context, TextAnswer(**answer))


def _edited_file(context: RequestContext, answer: Mapping[str, Any]) -> None:
    updates.message_edited(context, _file_answer(answer))


def _file_answer(answer: Mapping[str, Any]) -> FileAnswer:
    return FileAnswer(**{**answer, "upload": Upload(**answer["upload"])})


def _group_text(context: RequestContext, place: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    group_replies.take_group_reply(context, ReplyPlace(**place), TextAnswer(**answer))


def _group_file(context: RequestContext, place: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    group_replies.take_group_reply(context, ReplyPlace(**place), _file_answer(answer))


def _command(context: RequestContext, name: str) -> None:
    COMMANDS[name](context)


def _group(context: RequestContext, group: Mapping[str, Any], wish: str) -> None:
    groups.claim_group(context, GroupRequest(**group), wish)


HANDLERS: Mapping[str, Callable[..., None]] = {
    "start": updates.start,
    "command": _command,
    "text": _text,
    "file": _file,
    "press": updates.press,
    EDIT: _edited_text,
    EDIT_FILE: _edited_file,
    "other": _other,
    "group": _group,
    GROUP_TEXT: _group_text,
    GROUP_FILE: _group_file,
}
