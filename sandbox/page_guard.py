"""Let only the chat page itself change anything, and answer refusals as the Bot API does."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Handler

from .bot_api import refuse_with
from .errors import Refusal


def only_the_page(answer: Callable[[web.Request], Awaitable[object]]) -> Handler:
    """Return the handler for requests with the header X-Sandbox, which no page of another site can send."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            if request.headers.get("X-Sandbox") != "1":
                raise Refusal(403, "Forbidden: the header X-Sandbox is missing")
            return web.json_response(await answer(request))
        except Refusal as refusal:
            return refuse_with(refusal)

    return guarded
