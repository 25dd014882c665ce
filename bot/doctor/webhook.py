"""Examine the webhook: whether Telegram sends updates there, and whether the address leads to the bot."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import aiohttp

from bot.doctor.findings import Finding, host_of, unreachable
from bot.process.settings import PUBLIC_API, Settings

# Ports to which Telegram's own server sends updates.
PORTS = (443, 80, 88, 8443)


def compare_webhook(settings: Settings, info: dict[str, Any]) -> list[Finding]:
    """Return whether Telegram has the webhook of the settings, and what it says of its deliveries."""
    there = str(info.get("url") or "")
    if settings.webhook_url is None:
        if not there:
            return []
        found = f"Telegram sends updates to {host_of(there)}, but WEBHOOK_URL is not set"
        return [Finding("webhook", found, "set it and use webhook, or poll with run --take-over")]
    if not there:
        advice = "start python -m bot webhook (again): it sets the webhook"
        return [
            Finding("webhook", "Telegram has no webhook of this bot; it was deleted, or never set", advice)
        ]
    if there.rstrip("/") != str(settings.webhook_url).rstrip("/"):
        at = f"{host_of(there)}, which is not WEBHOOK_URL"
        advice = "stop what runs there, and start python -m bot webhook again"
        return [Finding("webhook", f"Telegram sends updates elsewhere: to {at}", advice)]
    waiting = int(info.get("pending_update_count") or 0)
    if waiting and info.get("last_error_message"):
        found = f"{waiting} updates wait; Telegram says: {info['last_error_message']}"
        return [Finding("webhook", found, "mend what that says; Telegram tries again by itself")]
    return [Finding("webhook", f"Telegram sends updates to {host_of(there)}")]


async def check_address(settings: Settings, session: aiohttp.ClientSession) -> list[Finding]:
    """Return whether `WEBHOOK_URL` leads to the bot, which refuses what does not bring its secret."""
    url = settings.webhook_url
    if url is None:
        return []
    if settings.telegram_api_url == PUBLIC_API and (url.scheme != "https" or url.port not in PORTS):
        found = f"Telegram sends no updates to {url.scheme}, port {url.port}"
        ports = ", ".join(map(str, PORTS))
        return [Finding("webhook", found, f"use https and one of the ports {ports} in WEBHOOK_URL")]
    try:
        async with session.post(str(url), json={}, allow_redirects=False) as response:
            status = response.status
    except (aiohttp.ClientError, OSError) as failure:
        return [unreachable("webhook", host_of(url), failure, "WEBHOOK_URL")]
    if status != HTTPStatus.UNAUTHORIZED:
        found = f"{host_of(url)} answers {status}, which is not the bot"
        advice = "start python -m bot webhook, and let the proxy pass on to WEBHOOK_HOST and WEBHOOK_PORT"
        return [Finding("webhook", found, advice)]
    return [Finding("webhook", f"{host_of(url)} leads to the bot")]
