"""Acts of a person in a chat, whether a test or the page plays them."""

import secrets
from collections.abc import Sequence

from .entities import CAPTION, TEXT, plain
from .errors import Json, bad_request
from .file_names import media_type
from .membership import bot_member
from .people import Chat, Persona
from .privacy import reaches_bot
from .topics import in_topic, without_reply
from .utf16 import units
from .world import World, unread_of

ALBUM_LIMIT = 10
TYPED_LIMIT = 32 * TEXT.units
# In whose name administrators write who hide behind their group.
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


class Actions:
    """Plays a person's side: every method makes the updates that Telegram would make.

    What is sent into a forum goes into one of its topics, `topic`; 0 is General.
    """

    def __init__(self, world: World, topic: int = 0) -> None:
        self.world = world
        self._topic = topic

    def writes(self, chat: Chat, person: Persona, text: str, reply_to: int | None = None) -> Json:
        """Send a text, in parts when it is too long for one message; return the first message."""
        if len(text) > TYPED_LIMIT:
            raise bad_request("message is too long")
        content = replied(chat, reply_to)
        # Nothing of a text is sent when a part of it can't be.
        contents = [content | self.text_content(part) for part in parts_of(text)]
        sent = [self.posts(chat, person, part) for part in contents]
        return sent[0]

    def text_content(self, text: str) -> Json:
        """Return a person's text as fields of a message."""
        shown = plain(text, TEXT)
        if not shown.text:
            raise bad_request("message text is empty")
        return {"text": shown.text, **({"entities": shown.entities} if shown.entities else {})}

    def sends(
        self,
        chat: Chat,
        person: Persona,
        files: Sequence[tuple[str, bytes]],
        caption: str = "",
        *,
        photo: bool = False,
        reply_to: int | None = None,
    ) -> list[Json]:
        """Send files, together when there are several, the caption on the first; return the messages."""
        if not files or any(not data for _, data in files):
            raise bad_request("file must be non-empty")
        shown = plain(caption, CAPTION)
        sent: list[Json] = []
        for start in range(0, len(files), ALBUM_LIMIT):
            batch = files[start : start + ALBUM_LIMIT]
            group = {"media_group_id": str(secrets.randbits(53))} if len(batch) > 1 else {}
            for name, data in batch:
                content: Json = {**group, **replied(chat, reply_to)}
                if photo:
                    content["photo"] = self.world.files.photo(data, name)
                else:
                    content["document"] = self.world.files.document(data, name, media_type(name))
                if not sent and shown.text:
                    content["caption"] = shown.text
                    if shown.entities:
                        content["caption_entities"] = shown.entities
                sent.append(self.posts(chat, person, content))
        return sent

    def presses(self, chat: Chat, person: Persona, message_id: int, data: str) -> str:
        """Press a button, or send data that no button carries; return the callback query's id."""
        kept = chat.messages.get(message_id)
        message = kept.message if kept else {"chat": chat.head, "message_id": message_id, "date": 0}
        query_id = self.world.ask(chat, person)
        query = {
            "id": query_id,
            "from": person.as_user(),
            "message": message,
            "chat_instance": str(chat.id * 7919),
            "data": data,
        }
        # Of a group that it is out of, a bot is not told of presses either.
        if chat.private or not chat.blocked:
            self.world.updates.add("callback_query", query)
        return query_id

    def edits(self, chat: Chat, person: Persona, message_id: int, text: str) -> Json:
        """Put other words into a message of their own, text or caption; return the message as it is now."""
        message = self._own(chat, person, message_id)
        words, marks = ("text", "entities") if "text" in message else ("caption", "caption_entities")
        shown = plain(text, TEXT if words == "text" else CAPTION)
        if not shown.text and words == "text":
            raise bad_request("message text is empty")
        if shown.text == message.get(words, ""):
            raise bad_request("message is not modified")
        edited = {key: value for key, value in message.items() if key not in (words, marks)}
        edited["edit_date"] = self.world.now()
        if shown.text:
            edited[words] = shown.text
        if shown.entities:
            edited[marks] = shown.entities
        return self._put(chat, edited)

    def replaces(self, chat: Chat, person: Persona, message_id: int, name: str, data: bytes) -> Json:
        """Put another document into a message of their own with a file; return the message as it is now."""
        message = self._own(chat, person, message_id)
        if not any(kind in message for kind in ("document", "photo", "video")):
            raise bad_request("there is no media in the message to edit")
        edited = {key: value for key, value in message.items() if key not in ("document", "photo", "video")}
        edited["edit_date"] = self.world.now()
        edited["document"] = self.world.files.document(data, name, media_type(name))
        return self._put(chat, edited)

    def forwards(self, chat: Chat, person: Persona, contents: Sequence[Json]) -> list[Json]:
        """Send a batch of messages from elsewhere, all dated the same second; return them."""
        when = self.world.now()
        sent = []
        for content in contents:
            origin = {"type": "hidden_user", "sender_user_name": "Budi", "date": when - 3600}
            sent.append(self.posts(chat, person, {"forward_origin": origin, **content, "date": when}))
        return sent

    def deletes(self, chat: Chat, message_ids: list[int]) -> None:
        """Delete messages for both sides; the bot isn't told."""
        self.world.remove(chat, message_ids)

    def reads(self, chat: Chat) -> None:
        """Mark everything up to now as read, in a forum that of the topic."""
        chat.unread_in.pop(self._topic, None)
        self.world.emit(type="read", chat=chat.id, **unread_of(chat))

    def blocks(self, chat: Chat, person: Persona, *, blocked: bool) -> None:
        """Stop the bot, or let it back in."""
        if chat.blocked != blocked:
            self.sets_bot(chat, person, "kicked" if blocked else "member")

    def sets_bot(self, chat: Chat, person: Persona, status: str) -> None:
        """Make the bot something else in the chat, and tell it; nothing happens where it is that already."""
        before, after = (bot_member(self.world, chat, one) for one in (chat.bot_status, status))
        if chat.bot_status == status:
            return
        chat.bot_status = status
        self.world.keep_chat(chat)
        change = {
            "chat": chat.head,
            "from": ANONYMOUS if person.id in chat.anonymous else person.as_user(),
            "date": self.world.now(),
            "old_chat_member": before,
            "new_chat_member": after,
        }
        self.world.updates.add("my_chat_member", change)

    def posts(self, chat: Chat, person: Persona, content: Json) -> Json:
        """Send a message with this content, fields of the Bot API, and return it."""
        if chat.blocked and chat.private:
            self.blocks(chat, person, blocked=False)
        if not chat.opened:
            chat.opened = True
            self.world.keep_chat(chat)
        if chat.moved_to is not None:
            raise bad_request("group chat was upgraded to a supergroup chat")
        content = in_topic(chat, content, self._topic, is_admin=chat.is_admin(person.id))
        if person.id in chat.anonymous:
            named: Json = {"sender_chat": chat.head, **content}
            message = self.world.post(chat, ANONYMOUS, named, author=person.id)
        else:
            message = self.world.post(chat, person.as_user(), content)
        if reaches_bot(chat, message, self.world.bot):
            self.world.updates.add("message", message)
        return message

    def _put(self, chat: Chat, edited: Json) -> Json:
        self.world.change(chat, edited)
        if reaches_bot(chat, edited, self.world.bot):
            self.world.updates.add("edited_message", edited)
        return edited

    def _own(self, chat: Chat, person: Persona, message_id: int) -> Json:
        kept = chat.messages.get(message_id)
        if kept is None:
            raise bad_request("message to edit not found")
        if kept.writer != person.id:
            raise bad_request("message can't be edited")
        return kept.message


def parts_of(text: str) -> list[str]:
    """Cut a long text into messages as Telegram's clients do, at a blank if possible."""
    parts: list[str] = []
    limit = TEXT.units
    while units(text) > limit:
        # Half of the limit in characters is always within it, whatever the characters are.
        end = limit // 2 if units(text[:limit]) > limit else limit
        blank = max(text.rfind(" ", 1, end), text.rfind("\n", 1, end))
        end = blank if blank > end // 2 else end
        parts.append(text[:end])
        text = text[end:].lstrip()
    parts.append(text)
    return [part for part in parts if part.strip()] or [text]


def replied(chat: Chat, reply_to: int | None) -> Json:
    """Return the field of a message that replies to another one of its chat; nothing if that is not there."""
    if reply_to not in chat.messages:
        return {}
    return {"reply_to_message": without_reply(chat.messages[reply_to].message)}
