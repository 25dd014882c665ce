"""Examine what Telegram says of this bot: its token, webhook, clock, and rights in staff groups."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.doctor.bot_api import BotApi, BotApiRefusal
from bot.doctor.clocks import compare_clocks
from bot.doctor.findings import PATIENCE, Finding, host_of, unreachable
from bot.doctor.webhook import check_address, compare_webhook
from bot.process.settings import Settings
from core.people.staff_groups import StaffGroup
from storage.inspection import SchemaState, inspect_database
from storage.units import open_units

# Groups that are asked about, and how many at once.
MOST_GROUPS, AT_ONCE = 200, 5


async def check_telegram(settings: Settings) -> list[Finding]:
    """Return what Telegram says of the token, the webhook and the groups, and how its clock goes."""
    if settings.bot_token is None:
        advice = "" if settings.webhook_url is None else "set BOT_TOKEN, or BOT_TOKEN_FILE"
        return [Finding("telegram", "no BOT_TOKEN, so the sandbox it is", advice)]
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session:
        api = BotApi(session, str(settings.telegram_api_url), settings.bot_token)
        try:
            me = await api.ask("getMe")
            info = await api.ask("getWebhookInfo")
        except BotApiRefusal as refused:
            if refused.code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
                advice = "copy BOT_TOKEN from BotFather again"
                return [Finding("telegram", "Telegram does not know this token", advice)]
            return [Finding("telegram", f"Telegram refuses: {refused}", "try again in a minute")]
        except (aiohttp.ClientError, OSError, ValueError) as failure:
            where = host_of(settings.telegram_api_url)
            return [unreachable("telegram", where, failure, "TELEGRAM_API_URL")]
        return [
            Finding("telegram", f"@{me['username']}"),
            *compare_clocks("Telegram", api.server_time),
            *compare_webhook(settings, info),
            *await check_address(settings, session),
            *await _check_groups(api, me["id"], await _groups(settings)),
        ]


async def _groups(settings: Settings) -> list[StaffGroup]:
    """Return the registered staff groups; none where the database is not there or not up to date."""
    try:
        state = await inspect_database(settings.database_url, PATIENCE)
        if state.schema is not SchemaState.CURRENT:
            return []
        units = open_units(settings.database_url)
        try:
            return await units.read(lambda unit: [one.group for one in unit.groups.page(None, MOST_GROUPS)])
        finally:
            await units.close()
    except Exception:  # noqa: BLE001 - what is wrong with the database has a line of its own
        return []


async def _check_groups(api: BotApi, bot_id: int, groups: Sequence[StaffGroup]) -> list[Finding]:
    places = asyncio.Semaphore(AT_ONCE)

    async def check(group: StaffGroup) -> Finding | None:
        async with places:
            return await _check_group(api, bot_id, group)

    found = [finding for finding in await asyncio.gather(*map(check, groups)) if finding is not None]
    if groups and not found:
        return [Finding("groups", f"the bot may write in all {len(groups)} staff groups")]
    return found


async def _check_group(api: BotApi, bot_id: int, group: StaffGroup) -> Finding | None:
    try:
        member = await api.ask("getChatMember", chat_id=group.chat_id, user_id=bot_id)
        chat = await api.ask("getChat", chat_id=group.chat_id) if member.get("status") == "member" else {}
    except BotApiRefusal as refused:
        if refused.code == HTTPStatus.TOO_MANY_REQUESTS:
            return None
        return _wrong_group(group, "the bot is not in it")
    except (aiohttp.ClientError, OSError, ValueError) as failure:
        return Finding("groups", f"{group.title}: no answer ({type(failure).__name__})", "try again")
    return _judge_member(group, member, chat)


def _judge_member(group: StaffGroup, member: dict[str, Any], chat: dict[str, Any]) -> Finding | None:
    match member.get("status"):
        case "left" | "kicked":
            return _wrong_group(group, "the bot is not in it")
        case "restricted" if not member.get("can_send_messages"):
            return _wrong_group(group, "the bot may not write there")
        case "member" if chat.get("permissions", {}).get("can_send_messages") is False:
            return _wrong_group(group, "only administrators may write there")
    return None


def _wrong_group(group: StaffGroup, why: str) -> Finding:
    advice = "add the bot again, or make it an administrator; or register another group with /grup"
    return Finding("groups", f"{group.title}: {why}", advice)
