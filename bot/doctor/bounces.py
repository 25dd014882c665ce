"""Examine the mailbox of returned letters: sign in and open it, without changing anything in it."""

from __future__ import annotations

import asyncio
import imaplib

from bot.bounces.imap import MailboxRefused, MailboxSession
from bot.doctor.findings import PATIENCE, Finding, unreachable
from bot.process.imap_url import read_imap_url
from bot.process.settings import Settings

ADVICE = {
    "password": "correct user and password in BOUNCES_URL; signs like @ or / are written as %40 or %2F",
    "mailbox": "name one that is there at the end of BOUNCES_URL, such as /INBOX",
    "connection without encryption": "use imaps:// with its port",
}


async def check_bounces(settings: Settings) -> list[Finding]:
    """Return whether reports about letters that came back can be read."""
    if settings.bounces_url is None:
        if settings.smtp_url is None:
            return []
        return [Finding("bounces", "no BOUNCES_URL: nobody learns of letters that come back later")]
    place = read_imap_url(settings.bounces_url)
    session = MailboxSession(place, PATIENCE)
    try:
        async with asyncio.timeout(2 * PATIENCE):
            await session.open()
            await session.leave()
    except MailboxRefused as refused:
        advice = ADVICE.get(str(refused), "ask who runs that server")
        return [Finding("bounces", f"{place.host} refuses the {refused}", advice)]
    except imaplib.IMAP4.error:
        found = f"{place.host}:{place.port} does not answer as a mail server does"
        return [Finding("bounces", found, "check BOUNCES_URL: it needs the server's port for IMAP")]
    except (OSError, TimeoutError) as failure:
        return [unreachable("bounces", f"{place.host}:{place.port}", failure, "BOUNCES_URL")]
    finally:
        await session.close()
    return [Finding("bounces", f"{place.host} lets {place.mailbox} be read")]
