"""Test that messages which a mailbox does not hand over are asked for again, and not for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.bounces.refused import MOST_AT_ONCE, MOST_REMEMBERED, PAUSES, RefusedMessages
from core.messaging.sends import SendOutcome
from tests.bot.bounces.imap_server import ImapServer
from tests.bot.bounces.reports import notification
from tests.bot.bounces.test_reader import NOW, Desk, certified, desk, server, trusting, units

__all__ = ["certified", "desk", "server", "trusting", "units"]

pytestmark = pytest.mark.openssl


async def test_a_message_that_was_refused_is_read_when_the_server_can_again(
    server: ImapServer, desk: Desk
) -> None:
    await desk.sent()
    server.unreadable = {server.put(notification())}
    later = server.put(b"Subject: Halo\r\n\r\nMohon bantuan.")
    assert await desk.reader.read_new() == 0
    desk.now += PAUSES[0]
    assert await desk.reader.read_new() == 0, "it is refused once more"
    server.unreadable.clear()
    assert await desk.reader.read_new() == 0, "it is not due yet"
    desk.now += PAUSES[1]
    server.heard.clear()
    assert await desk.reader.read_new() == 1
    assert not [command for command in server.heard if f"FETCH {later} " in command]
    assert await desk.outcome() == (SendOutcome.BOUNCED, "5.1.1")
    assert server.seen() == [1]
    desk.now += PAUSES[-1]
    server.heard.clear()
    await desk.reader.read_new()
    assert not [command for command in server.heard if "FETCH" in command]


async def test_a_message_that_stays_refused_is_given_up(server: ImapServer, desk: Desk) -> None:
    server.unreadable = {server.put(notification())}
    await desk.reader.read_new()
    for pause in PAUSES:
        desk.now += pause
        server.heard.clear()
        await desk.reader.read_new()
        assert any("FETCH 1 " in command for command in server.heard)
    desk.now += timedelta(days=9)
    server.heard.clear()
    await desk.reader.read_new()
    assert not [command for command in server.heard if "FETCH" in command]
    assert desk.reader.trouble == ""


def test_of_many_refused_messages_the_newest_are_remembered_and_few_asked_for_at_once() -> None:
    refused = RefusedMessages()
    refused.add(range(1, MOST_REMEMBERED + 3), NOW)
    assert refused.due(NOW) == []
    assert refused.due(NOW + PAUSES[0]) == [*range(3, 3 + MOST_AT_ONCE)]
    refused.clear()
    assert refused.due(NOW + PAUSES[0]) == []
