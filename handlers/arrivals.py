"""Sorts what Telegram sent: each kind of update becomes a deed to be done inside its transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from conversations.answers import Sent, Typed
from core.attachments import Upload
from handlers import arriving, groups
from handlers.messages import ADDRESS, ANSWER
from handlers.visit import Visit

# What is to be done for an update, in one transaction, with whoever came.
Deed: TypeAlias = Callable[[Visit], None]

PRIVATE = "private"
PHOTO_NAME = "foto.jpg"
GROUP_COMMAND = "grup"

COMMANDS: Mapping[str, Deed] = {
    "buat": arriving.new_ticket,
    "tiket": arriving.tickets,
    "cari": arriving.search,
    "dashboard": arriving.dashboard,
    "laporan": arriving.report,
    "faq": arriving.faq,
    "profil": arriving.profile,
    "bahasa": arriving.languages,
    "bantuan": arriving.help_screen,
    "help": arriving.help_screen,
    "batal": arriving.cancel,
    "cancel": arriving.cancel,
}


def router() -> Router:
    """A router of its own, so that several bots can live in one process."""
    made = Router(name="arrivals")
    made.message(CommandStart())(start_was_sent)
    made.message(Command(*COMMANDS))(command_was_sent)
    made.message(Command(GROUP_COMMAND))(group_was_claimed)
    made.message()(message_was_sent)
    made.edited_message()(message_was_edited)
    made.callback_query()(button_was_pressed)
    made.my_chat_member()(membership_changed)
    return made


async def start_was_sent(message: Message, command: CommandObject) -> Deed | None:
    """`/start`, alone or with the code of an invitation."""
    if message.chat.type != PRIVATE:
        return None
    code = (command.args or "").strip()
    return lambda visit: arriving.start(visit, code)


async def command_was_sent(message: Message, command: CommandObject) -> Deed | None:
    """One of the commands that Telegram's menu lists."""
    return COMMANDS[command.command.lower()] if message.chat.type == PRIVATE else None


async def group_was_claimed(message: Message, command: CommandObject) -> Deed | None:
    """A member of staff wants a group to get the alerts of their desk."""
    if message.chat.type not in {"group", "supergroup"}:
        return None
    group_id, title, wish = message.chat.id, message.chat.title or "", command.args or ""
    return lambda visit: groups.claim(visit, group_id, title, wish)


async def message_was_sent(message: Message) -> Deed | None:
    """A text, a file, or something else that a person can send."""
    if message.migrate_to_chat_id is not None:
        old, new = message.chat.id, message.migrate_to_chat_id
        return lambda visit: arriving.group_moved(visit, old, new)
    if message.chat.type != PRIVATE:
        return None
    upload = _upload(message)
    forwarded = message.forward_origin is not None
    at = int(message.date.timestamp())
    if upload is not None:
        caption, album = message.caption or "", message.media_group_id or ""
        sent = Sent(upload, caption, message.message_id, at, album, forwarded)
        return lambda visit: arriving.file(visit, sent)
    if message.text is not None:
        typed = Typed(message.text, message.message_id, at, forwarded)
        return lambda visit: arriving.text(visit, typed)
    return arriving.something_else


async def message_was_edited(message: Message) -> Deed | None:
    """A person mended what they had written."""
    source, text = message.message_id, message.text or message.caption
    if message.chat.type != PRIVATE or text is None:
        return None
    return lambda visit: arriving.edited(visit, source, text)


async def button_was_pressed(query: CallbackQuery) -> Deed:
    """A press: an answer to a step, or an address. Anything else was made up, and leads to the menu."""
    data = query.data or ""
    kind, _colon, rest = data.partition(":")
    if kind == ANSWER:
        revision, _colon, says = rest.partition(":")
        number = (
            int(revision) if revision.isascii() and revision.isdecimal() and len(revision) < len(data) else -1
        )
        return lambda visit: arriving.answer(visit, number, says)
    address = rest if kind == ADDRESS else ""
    return lambda visit: arriving.follow(visit, address)


async def membership_changed(change: ChatMemberUpdated) -> Deed | None:
    """The bot was blocked, unblocked, or taken out of a group."""
    out = change.new_chat_member.status in {"kicked", "left"}
    chat_id, private = change.chat.id, change.chat.type == PRIVATE
    return lambda visit: arriving.membership(visit, chat_id, private=private, out=out)


def _upload(message: Message) -> Upload | None:
    """The file of a message, whichever way it was attached; a photo is the largest of its sizes."""
    if message.photo:
        photo = message.photo[-1]
        return Upload(
            PHOTO_NAME, photo.file_size or 1, "image/jpeg", photo.file_id, photo.file_unique_id, True
        )
    file: Any = message.document or message.video or message.audio or message.voice or message.animation
    if file is None:
        return None
    name = getattr(file, "file_name", None) or arriving.UNNAMED
    return Upload(name, file.file_size or 1, file.mime_type or "", file.file_id, file.file_unique_id)
