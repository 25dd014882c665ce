"""The sandbox as a whole: start it, play people in it, let it misbehave, stop it."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from aiohttp import web

from .bot_api import BotApi, Call
from .errors import Json
from .guard import is_loopback, only_this_machine
from .keeping import Keeping
from .mailbox import Mailbox
from .office import Office
from .page_api import PageApi
from .page_files import PageFiles
from .page_groups import PageGroups
from .page_mail import PageMail
from .page_office import PageOffice
from .people import Persona, Topic
from .player import User
from .trouble import Kind, Trouble, Troubles
from .webhook import Webhook
from .world import World

GOODBYE = 1.0


class Sandbox:
    """A Telegram on this machine for one bot, over real HTTP on loopback."""

    def __init__(
        self,
        token: str = "123456:sandbox",
        personas: Iterable[Persona] = (),
        bot_username: str = "lpse_support_bot",
        bot_name: str = "LPSE Support Bot",
        folder: Path | None = None,
        clock: Callable[[], float] = time.time,
        webhook_delay: float = 1.0,
        *,
        local: bool = False,
    ) -> None:
        """Make a Telegram that does not listen yet.

        `folder` keeps all between runs. `webhook_delay` is the unit of waits after failures, in seconds.
        `local`: as a Bot API server with --local, which gives files of any size by their path in `folder`.
        """
        if local and folder is None:
            raise ValueError("a local server needs a folder: that is where a bot finds its files")
        self.token = token
        self._keeping = Keeping(folder)
        bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": bot_name,
            "username": bot_username,
        }
        self.world = World(bot, self._keeping, clock, local=local)
        # Those who are named here have started the bot already.
        for persona in personas:
            self.world.meet(persona, opened=True)
        self._troubles = Troubles()
        self._webhook = Webhook(self.world.updates, self._keeping, clock, webhook_delay)
        self._api = BotApi(self.world, token, self._webhook, self._troubles)
        self.mailbox = Mailbox(self._keeping, self.world.now, self.world.emit)
        self._office = PageOffice(self.world, self._keeping)
        self._page = PageApi(self.world, self._troubles, self.mailbox, self._office)
        self._users: dict[tuple[int, int], User] = {}
        self._runner: web.AppRunner | None = None
        self.url = ""

    @property
    def has_webhook(self) -> bool:
        """Return whether the bot has set a webhook and Telegram has not removed it."""
        return self._webhook.is_set

    @property
    def calls(self) -> deque[Call]:
        """Return Bot API calls, oldest first; only the newest 10,000 are kept."""
        return self._api.calls

    async def call(self, method: str, body: bytes) -> tuple[int, bytes] | None:
        """Answer a call from this process, with parameters as JSON; return the status and body of HTTP.

        Return None where only a connection shows what becomes of the call: while the sandbox does not
        listen, or misbehaves.
        """
        if self._runner is None or self._troubles:
            return None
        return await self._api.answer(method, body)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, on loopback only, and return the address; port 0 takes a free one."""
        if not is_loopback(host):
            raise ValueError(f"the sandbox listens on loopback only, not on {host}")
        app = web.Application(middlewares=[only_this_machine])
        self._api.add_routes(app)
        self._page.add_routes(app)
        PageFiles(self.world.files).add_routes(app)
        PageGroups(self.world).add_routes(app)
        PageMail(self.mailbox).add_routes(app)
        self._office.add_routes(app)
        # A poller that goes away must not be waited for, nor given updates.
        self._runner = web.AppRunner(
            app,
            access_log=None,
            handler_cancellation=True,
            shutdown_timeout=GOODBYE,
            logger=logging.getLogger("sandbox"),
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self._webhook.start(self._api.answer_in_reply)
        bound = self._runner.addresses[0]
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{bound[1]}"
        return self.url

    def open_office(self, office: Office) -> None:
        """Offer accounts, roles and signing in on the page, as the bot's side has them."""
        self._office.open(office)

    async def stop(self) -> None:
        """End everything that is under way; a kept folder is there for the next start."""
        self._page.end()
        self._api.end()
        await self._webhook.stop()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None
        self._keeping.close()

    def user(self, user_id: int) -> User:
        """Return the person with that id in their private chat, a new one if there is none."""
        if user_id not in self.world.personas:
            self.world.meet(Persona(user_id, f"Orang {user_id}"), opened=False)
        return self._in(user_id, user_id)

    def group(
        self, chat_id: int, title: str, members: Iterable[int], topics: Mapping[int, str] | None = None
    ) -> "Group":
        """Return a group with the bot in it; ids below -1000000000000 are supergroups.

        With `topics`, names by id, it is a forum.
        """
        wanted = list(members)
        for user_id in wanted:
            self.user(user_id)
        chat = self.world.gather(chat_id, title, wanted)
        if topics is not None:
            chat.head = {**chat.head, "is_forum": True}
            chat.topics = {key: Topic(key, name) for key, name in topics.items()}
            self.world.keep_chat(chat)
        return Group({user_id: self._in(chat_id, user_id) for user_id in wanted}, chat_id)

    def on_event(self, callback: Callable[[Json], None]) -> Callable[[], None]:
        """Call back with every event from now on, synchronously; return how to stop that."""
        return self.world.listen(callback)

    async def settled(self, condition: Callable[[], bool], within: float = 30.0) -> None:
        """Wait, by events and calls, until the condition holds; TimeoutError after `within` seconds."""
        await self.world.settled(condition, within)

    def misbehave(
        self,
        method: str = "*",
        error: Kind = None,
        retry_after: int = 1,
        times: int = 1,
        chat_id: int | None = None,
        *,
        description: str = "",
        delay: float = 0.0,
        before: bool = False,
        migrate_to_chat_id: int | None = None,
    ) -> None:
        """Make the next `times` calls of a method go wrong; -1 is until `behave`.

        `error`: an HTTP code, or "timeout" or "drop", before which the call is done unless `before`.
        `delay`: seconds until the answer.
        """
        self._troubles.add(
            Trouble(
                method, error, retry_after, times, chat_id, description, delay, before, migrate_to_chat_id
            )
        )

    def behave(self) -> None:
        """End all misbehaviour."""
        self._troubles.clear()

    def repeat_updates(self, times: int) -> None:
        """Deliver the next so many updates once more though the bot confirmed them."""
        self.world.updates.repeats = times

    def _in(self, chat_id: int, user_id: int) -> User:
        key = (chat_id, user_id)
        if key not in self._users:
            self._users[key] = User(self.world, self.world.personas[user_id], self.world.chats[chat_id])
        return self._users[key]


class Group:
    """A group, seen by its members."""

    def __init__(self, members: dict[int, User], chat_id: int) -> None:
        self.id = chat_id
        self._members = members

    @property
    def messages(self) -> list[Json]:
        """Return the group's messages as they stand now, oldest first."""
        return next(iter(self._members.values())).messages

    def member(self, user_id: int) -> User:
        """Return that person, speaking in the group."""
        return self._members[user_id]
