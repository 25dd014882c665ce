"""Reduce a raw update to the parts that handlers read, so that no other part can make it unreadable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from core.input.characters import plain_command

Raw: TypeAlias = dict[str, Any]

# Values for what aiogram's types demand and nothing here reads.
_NOBODY: Raw = {"id": 0, "is_bot": False, "first_name": ""}
_FORWARDED: Raw = {"type": "hidden_user", "date": 0, "sender_user_name": ""}
_SIZE: Raw = {"width": 0, "height": 0, "duration": 0}

# Fields of a link, with their types.
_LINK: Mapping[str, type] = {"type": str, "offset": int, "length": int, "url": str}
_FILE_FIELDS = ("file_id", "file_unique_id", "file_size", "file_name", "mime_type")
_FILES = ("document", "video", "audio", "voice", "animation")


def used_parts(raw: Raw) -> Raw | None:
    """Return the update with only what `handlers/router.py` reads; None where it reads nothing of this kind.

    What is read is passed on as it came, and may still turn out to be unreadable.
    """
    for kind, reduce in _REDUCERS.items():
        part = raw.get(kind)
        if part is not None:
            reduced = reduce(part) if isinstance(part, dict) else part
            return {"update_id": raw.get("update_id"), kind: reduced}
    return None


def _message(raw: Raw) -> Raw:
    fields = ("message_id", "date", "text", "caption", "media_group_id", "migrate_to_chat_id")
    message = _only(raw, *fields) | _topic(raw) | _links(raw) | _chat_and_sender(raw) | _attached(raw)
    sender = raw.get("sender_chat")
    if isinstance(sender, dict) and type(sender.get("id")) is int and isinstance(sender.get("type"), str):
        message["sender_chat"] = _chat(sender)
    if (
        isinstance(message.get("text"), str)
        and (command := plain_command(message["text"])) != message["text"]
    ):
        # Links behind it would stand elsewhere now.
        message = {**message, "text": command, "entities": []}
    if raw.get("forward_origin") is not None:
        message["forward_origin"] = _FORWARDED
    replied = raw.get("reply_to_message")
    if isinstance(replied, dict) and type(replied.get("message_id")) is int:
        message["reply_to_message"] = {**_only(replied, "message_id"), "date": 0, "chat": message["chat"]}
    return message


def _attached(raw: Raw) -> Raw:
    """Return the files of a message."""
    files = {name: _file(raw[name]) for name in _FILES if raw.get(name) is not None}
    if isinstance(photos := raw.get("photo"), list) and photos:
        # The last one is the largest, and the only one that is read.
        files["photo"] = [_file(photos[-1])]
    return files


def _topic(raw: Raw) -> Raw:
    """Return the topic of a forum that the message is in; nothing for a thread of replies elsewhere."""
    thread_id = raw.get("message_thread_id")
    if raw.get("is_topic_message") is not True or type(thread_id) is not int:
        return {}
    return {"is_topic_message": True, "message_thread_id": thread_id}


def _edit(raw: Raw) -> Raw:
    parts = _links(raw) | _attached(raw) | _chat_and_sender(raw)
    return _only(raw, "message_id", "text", "caption") | parts | {"date": 0}


def _links(raw: Raw) -> Raw:
    """Return the links with an address of their own; other entities, and malformed ones, are not read."""
    found = {}
    for name in ("entities", "caption_entities"):
        entities = raw.get(name)
        links = [one for one in entities if _is_link(one)] if isinstance(entities, list) else []
        if links:
            found[name] = [_only(one, *_LINK) for one in links]
    return found


def _is_link(raw: object) -> bool:
    return (
        isinstance(raw, dict)
        and raw.get("type") == "text_link"
        and all(type(raw.get(name)) is kind for name, kind in _LINK.items())
    )


def _press(raw: Raw) -> Raw:
    """Return a press without the message that has the button: parsing it would take longer than all else."""
    return _only(raw, "id", "data") | {"from": _user(raw.get("from")), "chat_instance": ""}


def _membership(raw: Raw) -> Raw:
    """Return a change of membership that knows one difference: whether the bot was and is in the chat."""
    members = {name: _member(raw.get(name)) for name in ("old_chat_member", "new_chat_member")}
    return {**_chat_and_sender(raw), "date": 0, **members}


def _member(raw: object) -> Raw:
    status = raw.get("status") if isinstance(raw, dict) else None
    return {"user": _NOBODY, "status": "left" if status in ("kicked", "left") else "member"}


_REDUCERS: Mapping[str, Callable[[Raw], Raw]] = {
    "message": _message,
    "edited_message": _edit,
    "callback_query": _press,
    "my_chat_member": _membership,
}


def _chat_and_sender(raw: Raw) -> Raw:
    chat: Raw = {"chat": _chat(raw.get("chat"))}
    return chat if raw.get("from") is None else chat | {"from": _user(raw["from"])}


def _chat(raw: object) -> object:
    if not isinstance(raw, dict):
        return raw
    title = raw.get("title")
    return {**_only(raw, "id", "type"), "title": title if isinstance(title, str) else ""}


def _user(raw: object) -> object:
    return {**_NOBODY, "id": raw.get("id")} if isinstance(raw, dict) else raw


def _file(raw: object) -> object:
    if not isinstance(raw, dict):
        return raw
    file = {**_only(raw, *_FILE_FIELDS), **_SIZE}
    # Types of files that have no name by Telegram's documentation would pass on anything.
    if not isinstance(file.get("file_name", ""), str):
        del file["file_name"]
    return file


def _only(raw: Raw, *names: str) -> Raw:
    return {name: raw[name] for name in names if name in raw}
