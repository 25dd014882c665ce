"""Test that the doctor signs in to the mail server and says what is wrong there."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.doctor.mail import check_mail
from bot.doctor.settings import check_settings
from bot.process.settings import Settings
from bot.sending import smtp_letters
from tests.bot.doctor.servers import certificate, tls_of, wrong
from tests.stories.postman import Postman


def sign_in(_server: SMTP, _session: Session, _envelope: Envelope, _kind: str, given: object) -> AuthResult:
    """Let in who knows the password."""
    return AuthResult(success=isinstance(given, LoginPassword) and given.password == b"right", handled=False)


@asynccontextmanager
async def mail_server(tls: ssl.SSLContext | None) -> AsyncIterator[int]:
    """Run a server with STARTTLS, if it has a certificate, that wants a password; yield its port."""

    def session() -> SMTP:
        return SMTP(
            Postman(),
            hostname="localhost",
            tls_context=tls,
            authenticator=sign_in,
            auth_require_tls=bool(tls),
        )

    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def looked_at(url: str) -> str:
    return wrong(await check_mail(Settings(smtp_url=url, mail_from="a@contoh.go.id", _env_file=None)))


@pytest.mark.openssl
async def test_a_wrong_password_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = certificate(tmp_path)
    trusting = ssl.create_default_context(cafile=file)
    monkeypatch.setattr(smtp_letters, "trusted_certificates", lambda: trusting)
    async with mail_server(tls_of(file)) as port:
        assert await looked_at(f"smtp://bot:right@127.0.0.1:{port}") == ""
        said = await looked_at(f"smtp://bot:very-wrong@127.0.0.1:{port}")
    assert "mail: 127.0.0.1 refuses the user or the password (535); correct them in SMTP_URL" in said
    assert "very-wrong" not in said


@pytest.mark.openssl
async def test_a_certificate_that_is_not_trusted_is_called_so(tmp_path: Path) -> None:
    async with mail_server(tls_of(certificate(tmp_path))) as port:
        said = await looked_at(f"smtp://bot:right@127.0.0.1:{port}")
    assert "its certificate is not trusted here (self-signed certificate); renew it" in said


async def test_a_server_without_encryption_gets_no_password() -> None:
    async with mail_server(None) as port:
        said = await looked_at(f"smtp://bot:right@127.0.0.1:{port}")
    assert "offers no encryption, so the password is not sent; use smtps://" in said


async def test_a_sender_that_is_refused_is_found() -> None:
    postman = Postman()
    url = await postman.open()
    assert await looked_at(url) == ""
    postman.replies["MAIL"] = ["553 5.7.1 this sender may not"]
    assert "refuses the sender (553); set MAIL_FROM" in await looked_at(url)
    await postman.close()
    assert not postman.letters
    assert "nothing listens there; check SMTP_URL" in await looked_at(url)


@pytest.mark.parametrize(
    ("sender", "is_found"), [("LPSE <noreply@localhost>", True), ("noreply@lpse.go.id", False)]
)
async def test_a_sender_from_nowhere_is_found(sender: str, is_found: bool) -> None:
    settings = Settings(smtp_url="smtp://mail.go.id", mail_from=sender, _env_file=None)
    assert ("MAIL_FROM ends in localhost" in wrong(await check_settings(settings))) is is_found
