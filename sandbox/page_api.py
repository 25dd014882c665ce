"""The chat page's requests below /sandbox/: the state, events, acts and trouble."""

import asyncio
import json
from dataclasses import asdict

from aiohttp import web

from .actions import Actions
from .errors import Json, Refusal, bad_request
from .mailbox import Mailbox
from .multipart import names_for_page
from .page_acts import ACTS, Actor
from .page_groups import group_act
from .page_guard import only_the_page
from .page_office import PageOffice
from .params import Params, read_params
from .people import Chat, Persona
from .trouble import Troubles, read_trouble
from .world import SUPERGROUPS, World, unread_of

KEEP_OPEN = 15.0
EVENTS_WAITING = 10_000
PERSONA_LIMIT = 1000


class PageApi:
    """The chat page's side of the server."""

    def __init__(self, world: World, troubles: Troubles, mailbox: Mailbox, office: PageOffice) -> None:
        self._world = world
        self._troubles = troubles
        self._mailbox = mailbox
        self._office = office
        self._streams: set[asyncio.Queue[Json | None]] = set()

    def add_routes(self, app: web.Application) -> None:
        """Put the page's addresses into the application."""
        app.router.add_get("/sandbox/state", self.state)
        app.router.add_get("/sandbox/events", self.events)
        app.router.add_post("/sandbox/chats/{chat}/{act}", only_the_page(self.act))
        app.router.add_post("/sandbox/misbehave", only_the_page(self.misbehave))
        app.router.add_delete("/sandbox/misbehave", only_the_page(self.behave))
        app.router.add_post("/sandbox/personas", only_the_page(self.add_persona))

    def end(self) -> None:
        """Close all event streams, before the server stops."""
        for stream in self._streams:
            stream.put_nowait(None)

    async def state(self, request: web.Request) -> web.Response:
        """Answer with everything, for a page that has just been opened."""
        world = self._world
        bot = {name: world.bot[name] for name in ("id", "first_name", "username")}
        if name := world.profile.get("name", ""):
            bot["first_name"] = name
        if description := world.profile.get("description", ""):
            bot["description"] = description
        chats = {
            str(chat.id): {
                "messages": [kept.view() for kept in chat.messages.values()],
                **unread_of(chat),
                "blocked": chat.blocked,
            }
            for chat in world.chats.values()
        }
        groups = [chat for chat in world.chats.values() if not chat.private]
        return web.json_response(
            {
                "bot": bot,
                "groups": [chat.group_view() for chat in sorted(groups, key=_age)],
                "personas": [asdict(persona) for persona in world.personas.values()],
                "chats": chats,
                **world.profile.all_commands(),
                "files": True,
                "letters": [letter.summary() for letter in self._mailbox.letters],
                "office": self._office.is_open,
            }
        )

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream all that happens from now on; cut off a page that doesn't keep up, which then loads anew."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        stream: asyncio.Queue[Json | None] = asyncio.Queue()
        behind = False

        def hear(event: Json) -> None:
            nonlocal behind
            behind = behind or stream.qsize() >= EVENTS_WAITING
            if not behind:
                stream.put_nowait(event)

        stop = self._world.listen(hear)
        self._streams.add(stream)
        try:
            await response.write(b": here\n\n")
            while not behind:
                try:
                    async with asyncio.timeout(KEEP_OPEN):
                        event = await stream.get()
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                if event is None:
                    break
                await response.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
        except ConnectionResetError:
            pass
        finally:
            stop()
            self._streams.discard(stream)
        return response

    async def act(self, request: web.Request) -> object:
        """Do something as the persona of that chat; `as_user` says who in a group, `topic` where."""
        act, name = ACTS.get(request.match_info["act"]), request.match_info["act"]
        if not request.match_info["chat"].lstrip("-").isdigit():
            raise Refusal(404, "Not Found")
        params = await read_params(request, names_of=names_for_page)
        chat = self._world.chat(int(request.match_info["chat"]))
        actions = Actions(self._world, params.integer("topic"))
        actor = Actor(actions, chat, self._person(chat, params))
        return act(actor, params) if act else group_act(name, actor, params)

    async def misbehave(self, request: web.Request) -> object:
        """Ask for trouble."""
        params = await read_params(request)
        try:
            self._troubles.add(read_trouble(params.values))
        except (TypeError, ValueError) as why:
            raise bad_request(str(why)) from None
        return {}

    async def behave(self, request: web.Request) -> object:
        """End all trouble."""
        self._troubles.clear()
        return {}

    async def add_persona(self, request: web.Request) -> object:
        """Add a new person, who hasn't started the bot yet."""
        params = await read_params(request)
        if not params.text("first_name").strip():
            raise bad_request("first_name is empty")
        if len(self._world.personas) >= PERSONA_LIMIT:
            raise bad_request("there are enough people here")
        persona = Persona(
            id=max([1000, *self._world.personas]) + 1,
            first_name=params.text("first_name").strip()[:64],
            last_name=params.text("last_name").strip()[:64],
            username=params.text("username").strip()[:32] or None,
            language_code=params.text("language_code")[:8] or "id",
            label=params.text("label")[:100],
        )
        self._world.meet(persona, opened=False)
        return asdict(persona)

    def _person(self, chat: Chat, params: Params) -> Persona:
        user_id = chat.id if chat.private else params.integer("as_user", chat.members[0])
        if user_id not in chat.members:
            raise bad_request("this person isn't in the group")
        return self._world.personas[user_id]


def _age(group: Chat) -> tuple[int, int]:
    """Return what is larger for a younger group; the supergroup that one became follows it."""
    return -group.id % -SUPERGROUPS, -group.id
