"""Everybody and everything on this Telegram: people, chats, messages, and what just happened."""

import asyncio
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from .errors import Json, Refusal, bad_request, forbidden
from .files import Files
from .keeping import Keeping
from .people import Chat, Kept, Persona, Topic
from .profile import Profile
from .updates import Updates

CHAT_LIMIT = 5000
# Ids of supergroups are below this one, those of other groups above it.
SUPERGROUPS = -(10**12)
TOASTS_KEPT = 1000
QUERIES_KEPT = 10_000
# Seconds for which a press can be answered.
ANSWER_WITHIN = 60


class World:
    """The whole state, and the one place through which it changes."""

    def __init__(
        self, bot: Json, keeping: Keeping, clock: Callable[[], float] = time.time, *, local: bool = False
    ) -> None:
        self.bot = bot
        self.local = local
        self.clock = clock
        self.keeping = keeping
        self.updates = Updates(keeping, clock)
        self.files = Files(keeping)
        self.profile = Profile(keeping)
        self.personas: dict[int, Persona] = {}
        self.chats: dict[int, Chat] = {}
        self._queries: dict[str, tuple[int, int, float]] = {}
        self.toasts: defaultdict[tuple[int, int], deque[Json]] = defaultdict(
            lambda: deque(maxlen=TOASTS_KEPT)
        )
        self._listeners: list[Callable[[Json], None]] = []
        self._waiters: list[Callable[[], None]] = []
        self._next_message = 1
        self.updates.on_progress = self.stir
        self._recall()

    @property
    def next_message(self) -> int:
        """Return the number that the next message will have."""
        return self._next_message

    def now(self) -> int:
        """Return Unix time in whole seconds, as messages carry it."""
        return int(self.clock())

    def listen(self, listener: Callable[[Json], None]) -> Callable[[], None]:
        """Call the listener with every event from now on; return how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def emit(self, **event: Any) -> None:
        """Tell every listener what happened."""
        for listener in list(self._listeners):
            listener(event)
        self.stir()

    def meet(self, persona: Persona, *, opened: bool) -> Chat:
        """Add a person, or bring up to date one already known."""
        self.personas[persona.id] = persona
        self.keeping.put("persona", persona.id, asdict(persona))
        head: Json = {"id": persona.id, "first_name": persona.first_name, "type": "private"}
        if persona.last_name:
            head["last_name"] = persona.last_name
        if persona.username:
            head["username"] = persona.username
        chat = self.chats.setdefault(persona.id, Chat(persona.id, head, [persona.id]))
        chat.head = head
        chat.opened = chat.opened or opened
        self.keep_chat(chat)
        self.emit(type="persona", persona=asdict(persona))
        return chat

    def gather(self, chat_id: int, title: str, members: list[int]) -> Chat:
        """Make a group, or bring up to date one already known."""
        head: Json = {
            "id": chat_id,
            "title": title,
            "type": "supergroup" if chat_id < SUPERGROUPS else "group",
        }
        chat = self.chats.setdefault(chat_id, Chat(chat_id, head, members, opened=True))
        if chat.forum:
            head["is_forum"] = True
        chat.head, chat.members = head, members
        self.keep_chat(chat)
        return chat

    def chat(self, chat_id: int) -> Chat:
        """Return the chat; refuse an unknown one."""
        chat = self.chats.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def open_chat(self, chat_id: int) -> Chat:
        """Return the chat; refuse one in which the bot may not write."""
        chat = self.chat(chat_id)
        if chat.moved_to is not None:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, words, migrate_to_chat_id=chat.moved_to)
        if chat.blocked and chat.private:
            raise forbidden("bot was blocked by the user")
        if chat.blocked:
            was = "was kicked from" if chat.bot_status == "kicked" else "is not a member of"
            raise forbidden(f"bot {was} the {chat.head['type']} chat")
        if not chat.opened:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def post(
        self,
        chat: Chat,
        sender: Json,
        content: Json,
        keyboard: Json | None = None,
        author: int | None = None,
    ) -> Json:
        """Put a new message into the chat and return it; `author` is who sends it in its name."""
        out = sender["id"] != self.bot["id"]
        message: Json = {
            "message_id": self._next_message,
            "from": sender,
            "chat": chat.head,
            "date": self.now(),
            **content,
        }
        self._next_message += 1
        kept = Kept(message, out, keyboard, author=author)
        chat.messages[message["message_id"]] = kept
        topic = message.get("message_thread_id", 0)
        chat.unread_in[topic] = 0 if out else chat.unread_in.get(topic, 0) + 1
        if len(chat.messages) > CHAT_LIMIT:
            self._forget(next(iter(chat.messages)), chat)
        self._keep_message(chat, kept)
        self.emit(type="message", chat=chat.id, message=kept.view(), **unread_of(chat))
        return message

    def change(self, chat: Chat, message: Json, *, reactions: list[Json] | None = None) -> Json:
        """Put the message in place of the one with the same number."""
        old = chat.messages[message["message_id"]]
        reactions = old.reactions if reactions is None else reactions
        kept = Kept(message, old.out, old.keyboard, reactions, old.author)
        chat.messages[message["message_id"]] = kept
        self._keep_message(chat, kept)
        self.emit(type="edited", chat=chat.id, message=kept.view())
        return message

    def remove(self, chat: Chat, message_ids: list[int]) -> None:
        """Take messages away; unknown ones are passed over."""
        gone = [message_id for message_id in message_ids if message_id in chat.messages]
        for message_id in gone:
            self._forget(message_id, chat)
        if gone:
            self.emit(type="deleted", chat=chat.id, message_ids=gone)

    def ask(self, chat: Chat, person: Persona) -> str:
        """Begin a callback query and return its id."""
        query_id = str(secrets.randbits(62))
        self._queries[query_id] = (chat.id, person.id, self.clock())
        if len(self._queries) > QUERIES_KEPT:
            del self._queries[next(iter(self._queries))]
        return query_id

    def answer(self, query_id: str, text: str, *, show_alert: bool) -> None:
        """End a callback query: its person sees the text. Refuse one unknown, answered or over 60 s old."""
        chat_id, person_id, asked = self._queries.pop(query_id, (0, 0, 0.0))
        if self.clock() - asked > ANSWER_WITHIN:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        self.toasts[chat_id, person_id].append({"text": text, "show_alert": show_alert})
        shown = {"text": text, "show_alert": show_alert}
        self.emit(type="answer", chat=chat_id, person=person_id, query_id=query_id, **shown)

    def keep_chat(self, chat: Chat) -> None:
        """Keep the chat without its messages on disk, and tell of what a group is now."""
        tree: Json = {
            "head": chat.head,
            "members": chat.members,
            "opened": chat.opened,
            "bot": chat.bot_status,
        }
        if not chat.private:
            tree |= {
                "admins": chat.admins,
                "anonymous": chat.anonymous,
                "topics": [asdict(topic) for topic in chat.topics.values()],
                "moved_to": chat.moved_to,
                "moved_from": chat.moved_from,
            }
        self.keeping.put("chat", chat.id, tree)
        if not chat.private:
            self.emit(type="group", group=chat.group_view())

    def stir(self) -> None:
        """Let those who wait look again."""
        for waiter in list(self._waiters):
            waiter()

    async def settled(self, condition: Callable[[], bool], within: float = 30.0) -> None:
        """Wait until the condition holds, looking after each event; TimeoutError after `within` seconds."""
        done = asyncio.Event()

        def look() -> None:
            if condition():
                done.set()

        self._waiters.append(look)
        try:
            look()
            async with asyncio.timeout(within):
                await done.wait()
        finally:
            self._waiters.remove(look)

    def _forget(self, message_id: int, chat: Chat) -> None:
        del chat.messages[message_id]
        self.keeping.drop("message", message_id)

    def _keep_message(self, chat: Chat, kept: Kept) -> None:
        tree = {
            "chat": chat.id,
            "message": kept.message,
            "out": kept.out,
            "keyboard": kept.keyboard,
            "reactions": kept.reactions,
            "author": kept.author,
        }
        self.keeping.put("message", kept.message["message_id"], tree)
        if kept.message["message_id"] == self._next_message - 1:
            self.keeping.put("last_message", 0, {"last": kept.message["message_id"]})

    def _recall(self) -> None:
        for key, tree in self.keeping.every("persona"):
            self.personas[key] = Persona(**tree)
        for key, tree in self.keeping.every("chat"):
            self.chats[key] = _chat(key, tree)
        for key, tree in self.keeping.every("message"):
            author = tree.get("author")
            kept = Kept(tree["message"], tree["out"], tree["keyboard"], tree["reactions"], author)
            self.chats[tree["chat"]].messages[key] = kept
            self._next_message = key + 1
        # The newest number of all may have been deleted; or it was kept, and the process killed, before this.
        for _, tree in self.keeping.every("last_message"):
            self._next_message = max(self._next_message, tree["last"] + 1)


def unread_of(chat: Chat) -> Json:
    """Return how many messages nobody has read, of a forum by topic too, as fields of an event."""
    return {"unread": chat.unread, **({"unread_in": dict(chat.unread_in)} if chat.forum else {})}


def _chat(key: int, tree: Json) -> Chat:
    """Return a chat as it was kept; older folders only know whether the bot was out of it."""
    status = tree.get("bot") or ("kicked" if tree.get("blocked") else "member")
    return Chat(
        key,
        tree["head"],
        tree["members"],
        tree["opened"],
        status,
        admins=tree.get("admins", []),
        anonymous=tree.get("anonymous", []),
        topics={topic["id"]: Topic(**topic) for topic in tree.get("topics", [])},
        moved_to=tree.get("moved_to"),
        moved_from=tree.get("moved_from"),
    )
