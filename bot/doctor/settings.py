"""Examine the settings for names that mean nothing and values that can't work together."""

from __future__ import annotations

from bot.doctor.findings import Finding
from bot.process.settings import Settings, misspelt_settings
from bot.process.smtp_url import read_smtp_url

LOCAL = ("localhost", "127.0.0.1", "::1")


async def check_settings(settings: Settings) -> list[Finding]:
    """Return what is wrong with the settings beyond what keeps the bot from starting."""
    found = [Finding("settings", line, "rename it, or take it away") for line in misspelt_settings()]
    if settings.smtp_url is not None:
        server = read_smtp_url(settings.smtp_url)
        domain = settings.mail_from.rpartition("@")[2].rstrip(" >")
        if server.scheme != "file" and server.host not in LOCAL and "." not in domain:
            advice = "set it to an address of your domain"
            found.append(
                Finding("settings", f"MAIL_FROM ends in {domain}, from where nobody takes letters", advice)
            )
    return found or [Finding("settings", "nothing is misspelt")]
