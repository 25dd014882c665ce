"""Route updates: return for each kind the function that handles it in its transaction, or None."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from conversations.answers import FileAnswer, TextAnswer
from core.input.characters import plain
from core.input.file_types import named_by_type
from core.tickets.attachments import Upload
from core.use_cases.staff_groups.claim_group import GroupRequest
from handlers import staff_groups as groups
from handlers import updates
from handlers.acts import (
    COMMANDS,
    Act,
    UpdateHandler,
    edit_act,
    file_act,
    group_reply_act,
    other_act,
    text_act,
)
from handlers.group_replies import ReplyPlace
from handlers.session import guarded
from handlers.telegram.links import with_addresses

__all__ = ["UpdateHandler", "router"]

# Kinds of updates that have a handler, by their names in the Bot API: Telegram is asked for no others.
UPDATE_KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
PRIVATE = "private"
GROUPS = {"group", "supergroup"}
OUT = {"kicked", "left"}
PHOTO_NAME = "foto.jpg"
GROUP_COMMAND = "grup"


def router() -> Router:
    """Return a new router, so that several bots can run in one process."""
    new_router = Router(name="updates")
    new_router.message(CommandStart())(start_was_sent)
    new_router.message(Command(*COMMANDS))(command_was_sent)
    new_router.message(Command(GROUP_COMMAND))(group_was_claimed)
    new_router.message()(message_was_sent)
    new_router.edited_message()(message_was_edited)
    new_router.callback_query()(button_was_pressed)
    new_router.my_chat_member()(membership_changed)
    return new_router


async def start_was_sent(message: Message, command: CommandObject) -> UpdateHandler | None:
    """Return the handler of `/start` in a private chat, alone or with the code of a link."""
    if message.chat.type != PRIVATE:
        return None
    code = plain(command.args or "").strip()
    return guarded(Act("start", {"code": code}))


async def command_was_sent(message: Message, command: CommandObject) -> UpdateHandler | None:
    """Return the handler of one of COMMANDS in a private chat."""
    is_private = message.chat.type == PRIVATE
    return guarded(Act("command", {"name": command.command.lower()})) if is_private else None


async def group_was_claimed(message: Message, command: CommandObject) -> UpdateHandler | None:
    """Return the handler of `/grup` in a group, by which staff have its members told of new tickets."""
    if message.chat.type not in GROUPS:
        return None
    request = GroupRequest(message.chat.id, message.chat.title or "", _topic(message))
    if message.sender_chat is not None:
        is_anonymous = message.sender_chat.id == message.chat.id
        return partial(groups.explain_to_anonymous, request=request) if is_anonymous else None
    return guarded(Act("group", {"group": asdict(request), "wish": command.args or ""}))


async def message_was_sent(message: Message) -> UpdateHandler | None:
    """Return the handler of a text, a file or another message; in groups, of answers and a change of id."""
    if message.migrate_to_chat_id is not None:
        old, new = message.chat.id, message.migrate_to_chat_id
        return lambda context: updates.group_moved(context, old, new)
    if message.chat.type != PRIVATE:
        return _group_reply(message)
    match _answer(message):
        case FileAnswer() as sent:
            return guarded(file_act(sent))
        case TextAnswer() as typed if message.text is not None:
            return guarded(text_act(typed))
        case words:
            return guarded(other_act(words))


async def message_was_edited(message: Message) -> UpdateHandler | None:
    """Return the handler of an edited text, caption or file in a private chat."""
    edited = _answer(message) if message.chat.type == PRIVATE else None
    return None if edited is None else guarded(edit_act(edited))


async def button_was_pressed(query: CallbackQuery) -> UpdateHandler:
    """Return the handler of a press, whatever its button means."""
    return guarded(Act("press", {"data": query.data or ""}))


async def membership_changed(change: ChatMemberUpdated) -> UpdateHandler | None:
    """Return the handler of the bot's being blocked or unblocked, and added to a group or removed from it."""
    was_out, out = (m.status in OUT for m in (change.old_chat_member, change.new_chat_member))
    chat_id, private = change.chat.id, change.chat.type == PRIVATE
    if change.chat.type in GROUPS and was_out and not out:
        return lambda context: groups.greet_group(context, chat_id)
    return lambda context: updates.membership_changed(context, chat_id, private=private, out=out)


def _group_reply(message: Message) -> UpdateHandler | None:
    """Return the handler of an answer to a message in a group; None for what is said among its members."""
    answer = _answer(message) if message.chat.type in GROUPS else None
    if answer is None or not answer.reply_to or (message.text or "").startswith("/"):
        return None
    sender = message.sender_chat
    # A sender who writes in the name of a channel can't be signed in.
    if sender is not None and sender.id != message.chat.id:
        return None
    place = ReplyPlace(message.chat.id, _topic(message), message.message_id, is_anonymous=sender is not None)
    return guarded(group_reply_act(place, answer))


def _topic(message: Message) -> int | None:
    """Return the topic that the message is in, where its group is a forum."""
    return message.message_thread_id if message.is_topic_message else None


def _answer(message: Message) -> TextAnswer | FileAnswer | None:
    """Return a message as an answer: its file with its caption, or its words; None for neither."""
    forwarded = message.forward_origin is not None
    at, words = int(message.date.timestamp()), _written(message)
    reply_to = message.reply_to_message.message_id if message.reply_to_message else 0
    upload = _upload(message)
    if upload is not None:
        return FileAnswer(
            upload, words, message.message_id, at, message.media_group_id or "", forwarded, reply_to
        )
    if message.text is None and not words:
        return None
    return TextAnswer(words, message.message_id, at, forwarded, reply_to)


def _written(message: Message) -> str:
    """Return the text or caption of a message, with the addresses behind its links; "" for none."""
    if message.text is not None:
        return with_addresses(message.text, message.entities)
    return with_addresses(message.caption or "", message.caption_entities)


def _upload(message: Message) -> Upload | None:
    """Return the file of a message, in whichever way it was attached; of a photo, the largest size."""
    if message.photo:
        photo = message.photo[-1]
        return Upload(
            PHOTO_NAME, photo.file_size or 1, "image/jpeg", photo.file_id, photo.file_unique_id, True
        )
    file: Any = message.document or message.video or message.audio or message.voice or message.animation
    if file is None:
        return None
    name = named_by_type(getattr(file, "file_name", None) or updates.UNNAMED, file.mime_type or "")
    return Upload(name, file.file_size or 1, file.mime_type or "", file.file_id, file.file_unique_id)
