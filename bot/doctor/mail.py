"""Examine the mail server: reach it, sign in, and name the sender, without sending a letter."""

from __future__ import annotations

from pathlib import Path

import aiosmtplib

from bot.doctor.files import check_letter_folder
from bot.doctor.findings import PATIENCE, Finding, unreachable
from bot.process.settings import Settings
from bot.process.smtp_url import read_smtp_url
from bot.sending.letter_format import read_sender
from bot.sending.smtp_letters import connect_to


async def check_mail(settings: Settings) -> list[Finding]:
    """Return whether letters can be handed over."""
    if settings.smtp_url is None:
        return [Finding("mail", "no SMTP_URL: people sign in by invitation only")]
    server = read_smtp_url(settings.smtp_url)
    if server.scheme == "file":
        return [check_letter_folder(Path(server.host))]
    client = connect_to(server, PATIENCE)
    try:
        async with client:
            await client.mail(read_sender(settings.mail_from)[1])
            await client.rset()
    except aiosmtplib.SMTPAuthenticationError as refused:
        found = f"{server.host} refuses the user or the password ({refused.code})"
        return [
            Finding("mail", found, "correct them in SMTP_URL; signs like @ or / are written as %40 or %2F")
        ]
    except aiosmtplib.SMTPSenderRefused as refused:
        found = f"{server.host} refuses the sender ({refused.code})"
        return [Finding("mail", found, "set MAIL_FROM to an address that this user may send from")]
    except aiosmtplib.SMTPResponseException as refused:
        return [Finding("mail", f"{server.host} answers {refused.code}", "ask who runs that server")]
    except (aiosmtplib.SMTPException, OSError) as failure:
        if "STARTTLS" in str(failure):
            found = f"{server.host}:{server.port} offers no encryption, so the password is not sent"
            return [Finding("mail", found, "use smtps:// with its port, or a server that offers STARTTLS")]
        return [unreachable("mail", f"{server.host}:{server.port}", failure, "SMTP_URL")]
    said = f"{server.host} takes letters" + (" after signing in" if server.user else "")
    return [Finding("mail", said)]
