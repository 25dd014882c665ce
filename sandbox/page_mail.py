"""The chat page's requests for letters: one at a time, its HTML apart, where nothing of it can run."""

from dataclasses import asdict

from aiohttp import web

from .errors import Refusal
from .mailbox import Letter, Mailbox
from .page_guard import only_the_page

# Letters bring their own styles, and pictures at most as part of themselves: nothing is loaded for them.
_LETTER_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
    "base-uri 'none'; form-action 'none'"
)


class PageMail:
    """The mailbox's side of the server."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    def add_routes(self, app: web.Application) -> None:
        """Put the addresses into the application."""
        app.router.add_get("/sandbox/letters/{letter:[0-9]{1,15}}/html", self.html)
        app.router.add_post("/sandbox/letters/{letter:[0-9]{1,15}}/open", only_the_page(self.open))
        app.router.add_post("/sandbox/letters/read", only_the_page(self.read_all))

    async def html(self, request: web.Request) -> web.Response:
        """Answer with the HTML of a letter, to be shown in a frame."""
        try:
            letter = self._letter(request)
        except Refusal:
            raise web.HTTPNotFound from None
        headers = {
            "Content-Security-Policy": _LETTER_POLICY,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        }
        return web.Response(text=letter.html, content_type="text/html", charset="utf-8", headers=headers)

    async def open(self, request: web.Request) -> object:
        """Mark a letter as read, and answer with all of it but its HTML."""
        letter = self._letter(request)
        self._mailbox.mark_read(letter.id)
        return asdict(letter) | {"html": bool(letter.html), "read": True}

    async def read_all(self, request: web.Request) -> object:
        """Mark every letter as read."""
        self._mailbox.mark_all_read()
        return {}

    def _letter(self, request: web.Request) -> Letter:
        letter = self._mailbox.get(int(request.match_info["letter"]))
        if letter is None:
            raise Refusal(404, "Not Found: the letter is unknown or no longer kept")
        return letter
