"""The page itself, and the files that were sent, as a browser may safely have them."""

from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from .files import Files

PAGE = Path(__file__).parent / "page"
INLINE = {"image/jpeg", "image/png", "image/webp", "image/gif"}


class PageFiles:
    """The page's own files, and those that people and the bot sent."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def add_routes(self, app: web.Application) -> None:
        """Put the addresses into the application."""
        app.router.add_get("/", self.static)
        app.router.add_get("/static/{file:.+}", self.static)
        app.router.add_get("/sandbox/files/{file_id}", self.file)
        app.router.add_get("/sandbox/files/{file_id}/{name}", self.file)

    async def static(self, request: web.Request) -> web.StreamResponse:
        """Answer with the page, or one of its files."""
        return _static(request.match_info.get("file", "index.html"))

    async def file(self, request: web.Request) -> web.Response:
        """Answer with the bytes of a file: pictures to be shown, everything else only to be saved."""
        stored = self._files.find(request.match_info["file_id"])
        data = self._files.read(stored) if stored else None
        if stored is None or data is None:
            raise web.HTTPNotFound
        shown = stored.mime in INLINE
        headers = {
            "Content-Disposition": f"{'inline' if shown else 'attachment'}; filename*=UTF-8''"
            + quote(stored.name, safe=""),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Content-Type": stored.mime if shown else "application/octet-stream",
        }
        return web.Response(body=data, headers=headers)


def _static(name: str) -> web.StreamResponse:
    path = (PAGE / name).resolve()
    if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
        raise web.HTTPNotFound
    headers = {
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; "
        "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    }
    return web.FileResponse(path, headers=headers)
