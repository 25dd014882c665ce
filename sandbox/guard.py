"""Keeps this Telegram to this machine: only loopback may name it, and no page from elsewhere may call it."""

import ipaddress
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler


def is_loopback(host: str) -> bool:
    """Return True for a name or an address of this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _names_loopback(authority: str) -> bool:
    try:
        return is_loopback(urlsplit(f"//{authority}").hostname or "")
    except ValueError:
        return False


@web.middleware
async def only_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse foreign Host names (which rebinding makes) and calls from pages of other sites."""
    origin = request.headers.get("Origin", "")
    same = not origin or origin == f"{request.scheme}://{request.host}"
    if not same or not _names_loopback(request.host):
        return web.json_response(
            {"ok": False, "error_code": 403, "description": "Forbidden: this machine only"}, status=403
        )
    return await handler(request)
