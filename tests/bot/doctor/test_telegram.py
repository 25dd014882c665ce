"""Test that the doctor says what Telegram knows of the bot: token, clock, webhook and groups."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from pydantic import AnyHttpUrl

from bot.doctor.packages import check_packages
from bot.doctor.telegram import check_telegram
from bot.doctor.webhook import check_address
from bot.process.settings import Settings
from core.people.desks import Desk
from core.people.staff_groups import StaffGroup
from storage.units import open_units
from tests.bot.doctor.servers import FakeTelegram, certificate, serving, tls_of, wrong

TOKEN = "123456:AA-secret-part"
SECRET = "sixteen-or-more-signs"


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    telegram = FakeTelegram()
    async with serving(telegram.answer) as telegram.address:
        yield telegram


async def looked_at(telegram: FakeTelegram, **more: Any) -> str:
    given = {"bot_token": TOKEN, "telegram_api_url": telegram.address, "database_url": "sqlite://"} | more
    said = wrong(await check_telegram(Settings(**given, _env_file=None)))
    assert "secret" not in said
    return said


async def test_a_bot_that_polls_is_fine(telegram: FakeTelegram) -> None:
    assert await looked_at(telegram) == ""


@pytest.mark.parametrize("code", [401, 404])
async def test_a_token_that_telegram_does_not_know_is_found(telegram: FakeTelegram, code: int) -> None:
    telegram.results["getMe"] = code
    said = await looked_at(telegram)
    assert said == "telegram: Telegram does not know this token; copy BOT_TOKEN from BotFather again"


@pytest.mark.openssl
async def test_a_server_with_a_certificate_that_is_not_trusted_is_found(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with serving(telegram.answer, tls_of(certificate(tmp_path))) as telegram.address:
        assert "its certificate is not trusted here" in await looked_at(telegram)


async def test_a_clock_that_differs_from_telegrams_is_found(telegram: FakeTelegram) -> None:
    telegram.date = "Mon, 01 Jan 2024 00:00:00 GMT"
    assert "ahead of that of Telegram; switch on time synchronisation" in await looked_at(telegram)


async def test_a_webhook_that_nobody_wanted_is_found(telegram: FakeTelegram) -> None:
    telegram.results["getWebhookInfo"] = {"url": "https://other.go.id/secret-path"}
    said = await looked_at(telegram)
    assert "Telegram sends updates to other.go.id, but WEBHOOK_URL is not set" in said
    assert "run --take-over" in said


async def refuse(_request: web.Request) -> web.Response:
    """Answer as the bot's webhook does to who has no secret."""
    return web.Response(status=401)


@pytest.mark.parametrize(
    ("info", "found"),
    [
        ({}, ""),
        ({"url": ""}, "Telegram has no webhook of this bot; it was deleted, or never set"),
        ({"url": "https://other.go.id/secret-path"}, "sends updates elsewhere: to other.go.id"),
        (
            {"pending_update_count": 3, "last_error_message": "Connection timed out"},
            "3 updates wait; Telegram says: Connection timed out",
        ),
    ],
)
async def test_what_telegram_says_of_the_webhook_is_compared_with_the_settings(
    telegram: FakeTelegram, info: dict[str, object], found: str
) -> None:
    async with serving(refuse) as address:
        url = f"{address}/telegram"
        telegram.results["getWebhookInfo"] = {"url": url} | info
        said = await looked_at(telegram, webhook_url=url, webhook_secret=SECRET)
    assert found in said
    assert bool(found) is bool(said)


async def test_a_port_to_which_telegram_sends_nothing_is_found_with_those_to_which_it_does() -> None:
    address = AnyHttpUrl("https://bot.go.id:9443/telegram")
    async with ClientSession() as session:
        settings = Settings(webhook_url=address, webhook_secret=SECRET, _env_file=None)
        [finding] = await check_address(settings, session)
    assert "port 9443" in finding.found
    assert "443, 80, 88, 8443" in finding.advice


async def test_an_address_that_does_not_lead_to_the_bot_is_found(telegram: FakeTelegram) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=502)

    async with serving(answer) as address:
        url = f"{address}/telegram"
        telegram.results["getWebhookInfo"] = {"url": url}
        said = await looked_at(telegram, webhook_url=url, webhook_secret=SECRET)
    assert "answers 502, which is not the bot; start python -m bot webhook" in said
    said = await looked_at(telegram, webhook_url=url, webhook_secret=SECRET)
    assert "is not reached: nothing listens there; check WEBHOOK_URL" in said


@pytest.mark.parametrize(
    ("member", "permissions", "found"),
    [
        ({"status": "member"}, {"can_send_messages": True}, ""),
        ({"status": "administrator"}, {"can_send_messages": False}, ""),
        ({"status": "member"}, {"can_send_messages": False}, "only administrators may write there"),
        ({"status": "restricted", "can_send_messages": False}, {}, "the bot may not write there"),
        ({"status": "kicked"}, {}, "the bot is not in it; add the bot again"),
        (400, {}, "the bot is not in it; add the bot again"),
    ],
)
async def test_groups_in_which_the_bot_can_not_write_are_named(
    telegram: FakeTelegram,
    furnished: Path,
    tmp_path: Path,
    member: object,
    permissions: dict[str, bool],
    found: str,
) -> None:
    url = f"sqlite:///{shutil.copy(furnished, tmp_path / 'bot.sqlite3')}"
    units = open_units(url)
    group = StaffGroup(-1001, Desk.from_key("1:10"), "Piket Surabaya", None)
    await units.run(lambda unit: unit.groups.add(group))
    await units.close()
    telegram.results |= {"getChatMember": member, "getChat": {"permissions": permissions}}
    said = await looked_at(telegram, database_url=url)
    assert (f"Piket Surabaya: {found}" in said) if found else not said


@pytest.mark.parametrize(
    ("status", "found"),
    [
        (200, ""),
        (404, ""),
        (401, "refuses the token (401); correct PACKAGES_API_TOKEN"),
        (503, "answers 503"),
    ],
)
async def test_the_package_service_is_asked(status: int, found: str) -> None:
    async def answer(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer very-secret"
        return web.Response(status=status)

    async with serving(answer) as address:
        settings = Settings(packages_api_url=address, packages_api_token="very-secret", _env_file=None)
        said = wrong(await check_packages(settings))
    assert (found in said) if found else not said
    assert "very-secret" not in said
    assert "nothing listens there; check PACKAGES_API_URL" in wrong(await check_packages(settings))
