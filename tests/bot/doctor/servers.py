"""Servers on this machine that answer the doctor as they are told."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot.doctor.findings import Finding

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def wrong(findings: list[Finding]) -> str:
    """Return all that is wrong as the doctor prints it, one line each."""
    return "\n".join(f"{one.name}: {one.found}; {one.advice}" for one in findings if one.is_wrong)


@asynccontextmanager
async def serving(answer: Answer, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """Answer every request in this way; yield the address."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


class FakeTelegram:
    """A Bot API server of canned results by method; an int stands for an error with that code."""

    def __init__(self) -> None:
        self.results: dict[str, object] = {
            "getMe": {"id": 7, "username": "lpse_support_bot"},
            "getWebhookInfo": {"url": "", "pending_update_count": 0},
            "getChatMember": {"status": "member"},
            "getChat": {"permissions": {"can_send_messages": True}},
        }
        self.date: str | None = None
        self.address = ""

    async def answer(self, request: web.Request) -> web.Response:
        """Answer a call."""
        result = self.results[request.path.rpartition("/")[2]]
        headers = {} if self.date is None else {"Date": self.date}
        if isinstance(result, int):
            error = {"ok": False, "error_code": result, "description": "Refused"}
            return web.json_response(error, status=result, headers=headers)
        return web.json_response({"ok": True, "result": result}, headers=headers)


def certificate(folder: Path) -> Path:
    """Return a file with a certificate of 127.0.0.1 that nobody has signed, and its key."""
    file, key = folder / "certificate.pem", folder / "key.pem"
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [
        "openssl",
        "req",
        "-x509",
        *curve,
        "-days",
        "2",
        *names,
        "-keyout",
        str(key),
        "-out",
        str(file),
    ]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    file.write_text(file.read_text() + key.read_text())
    return file


def tls_of(file: Path) -> ssl.SSLContext:
    """Return what a server needs to encrypt with this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
