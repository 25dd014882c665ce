"""The chat page's requests about groups: making one, its members, what the bot is there, and topics."""

from collections.abc import Callable
from dataclasses import asdict

from aiohttp import web

from .errors import Json, Refusal, bad_request
from .groups import Groups
from .page_acts import Actor
from .page_guard import only_the_page
from .params import Params, read_params
from .world import World


class PageGroups:
    """The side of the server that makes groups; what is done in one are acts of its members."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_routes(self, app: web.Application) -> None:
        """Put the address into the application."""
        app.router.add_post("/sandbox/groups", only_the_page(self.create))

    async def create(self, request: web.Request) -> Json:
        """Make a group and answer with it."""
        params = await read_params(request)
        maker = self._world.personas.get(params.integer("as_user"))
        members = params.tree("members") or []
        if maker is None:
            raise bad_request("user not found")
        if not isinstance(members, list) or not all(isinstance(one, int) for one in members):
            raise bad_request("members must be a list of numbers")
        groups, with_bot = Groups(self._world), params.flag("with_bot")
        return groups.create(maker, params.text("title"), members, with_bot=with_bot).group_view()


def _add(actor: Actor, groups: Groups, params: Params) -> Json:
    groups.add(actor.chat, actor.person, params.integer("user_id"))
    return actor.chat.group_view()


def _remove(actor: Actor, groups: Groups, params: Params) -> Json:
    groups.remove(actor.chat, actor.person, params.integer("user_id"))
    return actor.chat.group_view()


def _admin(actor: Actor, groups: Groups, params: Params) -> Json:
    wanted = {name: params.flag(name) for name in ("admin", "anonymous")}
    return groups.set_admin(actor.chat, actor.person, params.integer("user_id"), **wanted).group_view()


def _bot(actor: Actor, groups: Groups, params: Params) -> Json:
    groups.set_bot(actor.chat, actor.person, params.text("status"))
    return actor.chat.group_view()


def _topics(actor: Actor, groups: Groups, params: Params) -> Json:
    return groups.open_topics(actor.chat, actor.person).group_view()


def _add_topic(actor: Actor, groups: Groups, params: Params) -> Json:
    return asdict(groups.add_topic(actor.chat, actor.person, params.text("name")))


def _close_topic(actor: Actor, groups: Groups, params: Params) -> Json:
    closed = params.flag("closed")
    groups.close_topic(actor.chat, actor.person, params.integer("topic_id"), closed=closed)
    return actor.chat.group_view()


_ACTS: dict[str, Callable[[Actor, Groups, Params], Json]] = {
    "add-member": _add,
    "remove-member": _remove,
    "admin": _admin,
    "bot": _bot,
    "topics": _topics,
    "add-topic": _add_topic,
    "close-topic": _close_topic,
}


def group_act(act: str, actor: Actor, params: Params) -> Json:
    """Do something to the group as one of its members; refuse acts that there are not, and private chats."""
    if act not in _ACTS:
        raise Refusal(404, "Not Found")
    if actor.chat.private:
        raise bad_request("this is a private chat")
    if actor.chat.moved_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat")
    return _ACTS[act](actor, Groups(actor.actions.world), params)
