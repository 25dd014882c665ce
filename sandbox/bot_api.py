"""Serves the Bot API over HTTP: reads a call, may trouble it, runs it, and records and answers it."""

import asyncio
import hmac
import json
import logging
import time
from collections import deque
from dataclasses import dataclass

from aiohttp import web

from .errors import Json, Refusal
from .methods import METHODS, NAMED
from .methods_media import DOWNLOAD_LIMIT
from .params import LOCAL_UPLOAD_LIMIT, UPLOAD_LIMIT, Params, parse_body, read_params
from .polling import Polling
from .trouble import Trouble, Troubles
from .webhook import Webhook
from .world import World

log = logging.getLogger("sandbox")

CALLS_KEPT = 10_000
SILENCE = 600.0
RECEIVING = {"getupdates": "getUpdates", "setwebhook": "setWebhook", "deletewebhook": "deleteWebhook",
             "getwebhookinfo": "getWebhookInfo"}  # fmt: skip
UNANSWERED = {"close", "logout"}
SPELLED = {name.lower(): name for name in NAMED} | RECEIVING


@dataclass(slots=True)
class Call:
    """A call on record: its time (time.monotonic()), parameters, and the result or the refusal."""

    method: str
    params: Json
    at: float
    result: object = None
    error: Json | None = None


class BotApi:
    """The Bot API for one bot's token."""

    def __init__(self, world: World, token: str, webhook: Webhook, troubles: Troubles) -> None:
        self._world = world
        self._token = token
        self._webhook = webhook
        self._troubles = troubles
        self._polling = Polling(world.updates)
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)

    def add_routes(self, app: web.Application) -> None:
        """Put the Bot API's addresses into the application."""
        app.router.add_route("*", "/bot{token}/{method}", self.serve)
        app.router.add_get("/file/bot{token}/{path:.+}", self.serve_file)

    def end(self) -> None:
        """Let pollers go, before the server stops."""
        self._polling.end()

    async def answer(self, method: str, body: bytes) -> tuple[int, bytes]:
        """Answer one call from this process, with parameters as JSON; return the status and body of HTTP."""
        try:
            params = Params(parse_body("application/json", bytearray(body)).values)
            return 200, written(await self.carry_out(_spelled(method), params)).encode()
        except Refusal as refusal:
            return refusal.code, json.dumps(refusal.body()).encode()
        except Exception:
            log.exception("a call failed")
            return 500, json.dumps(Refusal(500, "Internal Server Error").body()).encode()

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one call over HTTP."""
        try:
            self._check_token(request)
            name = _spelled(request.match_info["method"] if request.method in {"GET", "POST"} else "")
            params = await read_params(request, LOCAL_UPLOAD_LIMIT if self._world.local else UPLOAD_LIMIT)
            trouble = self._troubles.take(name, params)
            if trouble is None:
                return reply_with(await self.carry_out(name, params))
            return await self._troubled(request, name, params, trouble)
        except Refusal as refusal:
            return refuse_with(refusal)
        except Exception:
            # Telegram, too, answers its own faults so; the log says what it was.
            log.exception("a call failed")
            return refuse_with(Refusal(500, "Internal Server Error"))

    async def carry_out(self, name: str, params: Params) -> object:
        """Run a method, put the call on record and return the result; `name` is in lower case."""
        call = Call(SPELLED[name], params.values, time.monotonic())
        self.calls.append(call)
        self._world.stir()
        try:
            if name in RECEIVING:
                call.result = await self._receiving(name, params)
            else:
                call.result = METHODS[name](self._world, params)
        except Refusal as refusal:
            call.error = refusal.body()
            raise
        finally:
            self._world.stir()
        return call.result

    async def answer_in_reply(self, kind: str, body: bytes) -> None:
        """Carry out a method that the bot put into its reply to the webhook; pass over what can't be done.

        `kind` is the reply's Content-Type. Methods that ask or that end the webhook are not carried out.
        """
        try:
            form = parse_body(kind, bytearray(body))
            params = Params(form.values, form.uploads)
            name = params.text("method").lower()
            if name in METHODS and name not in UNANSWERED and not name.startswith("get"):
                await self.carry_out(name, params)
        except Refusal:
            # Why it failed, or what it returns, the bot never learns.
            return
        except Exception:
            # As in a call: the log says what it was, and the update counts as taken.
            log.exception("a method in a reply failed")

    async def serve_file(self, request: web.Request) -> web.Response:
        """Answer with the bytes at a path that getFile gave."""
        try:
            self._check_token(request)
            # A local server gives paths, and serves no files.
            stored = None if self._world.local else self._world.files.at(request.match_info["path"])
            data = self._world.files.read(stored) if stored else None
            if stored is None or data is None or stored.size > DOWNLOAD_LIMIT:
                raise Refusal(404, "Not Found")
        except Refusal as refusal:
            return refuse_with(refusal)
        return web.Response(body=data, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        given = request.match_info["token"].encode()
        if not hmac.compare_digest(given, self._token.encode()):
            raise Refusal(401, "Unauthorized")

    async def _receiving(self, name: str, params: Params) -> object:
        match name:
            case "getupdates":
                return await self._polling.get_updates(params, webhook_set=self._webhook.is_set)
            case "setwebhook":
                self._polling.give_way()
                return self._webhook.set(params)
            case "deletewebhook":
                return self._webhook.delete(params)
            case _:
                return self._webhook.info()

    async def _troubled(
        self, request: web.Request, name: str, params: Params, trouble: Trouble
    ) -> web.Response:
        if trouble.delay:
            await asyncio.sleep(trouble.delay)
        refusal = trouble.refusal()
        if refusal or (trouble.before and trouble.error):
            body = refusal.body() if refusal else {"error": trouble.error}
            self.calls.append(Call(SPELLED[name], params.values, time.monotonic(), error=body))
            self._world.stir()
        if refusal:
            raise refusal
        result = None if trouble.before and trouble.error else await self.carry_out(name, params)
        if trouble.error == "timeout":
            await asyncio.sleep(SILENCE)
        if trouble.error and request.transport:
            request.transport.abort()
        return reply_with(result)


def _spelled(method: str) -> str:
    """Return a method's name in lower case; refuse one that the Bot API doesn't have."""
    name = method.lower()
    if name not in SPELLED:
        raise Refusal(404, "Not Found: method not found")
    return name


def written(result: object) -> str:
    """Return the body in which Telegram sends a result."""
    return json.dumps({"ok": True, "result": result}, ensure_ascii=False, separators=(",", ":"))


def reply_with(result: object) -> web.Response:
    """Return a result as Telegram sends it."""
    return web.Response(text=written(result), content_type="application/json")


def refuse_with(refusal: Refusal) -> web.Response:
    """Return a refusal as Telegram sends it, with Retry-After where it asks to wait."""
    headers = {}
    if "retry_after" in refusal.parameters:
        headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return web.json_response(refusal.body(), status=refusal.code, headers=headers)
