"""Examine the service that package codes are looked up in."""

from __future__ import annotations

from http import HTTPStatus

import aiohttp

from bot.doctor.findings import PATIENCE, Finding, host_of, unreachable
from bot.packages.service import ROUTES
from bot.process.settings import Settings
from core.packages import PackageKind

# No tender has this code; the service answers that it knows none, or an empty list.
NO_CODE = "0"


async def check_packages(settings: Settings) -> list[Finding]:
    """Return whether the service answers, and takes the token."""
    if settings.packages_api_url is None:
        return [Finding("packages", "no PACKAGES_API_URL: codes are looked up among the loaded records")]
    where = host_of(settings.packages_api_url)
    [route] = ROUTES[PackageKind.TENDER]
    url = f"{str(settings.packages_api_url).rstrip('/')}/{route.path}"
    token = settings.packages_api_token
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session,
            session.get(
                url, params={route.parameter: NO_CODE}, headers=headers, allow_redirects=False
            ) as response,
        ):
            status = response.status
    except (aiohttp.ClientError, OSError) as failure:
        return [unreachable("packages", where, failure, "PACKAGES_API_URL")]
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return [Finding("packages", f"{where} refuses the token ({status})", "correct PACKAGES_API_TOKEN")]
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        advice = "ask who runs the service; meanwhile people type in what they know"
        return [Finding("packages", f"{where} answers {status}", advice)]
    return [Finding("packages", f"{where} answers")]
