"""Test that the mailbox of returned letters is read within bounds, and only reports are marked in it."""

from __future__ import annotations

import asyncio
import imaplib
import ssl
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.bounces import imap, reader
from bot.bounces.imap import MailboxSession
from bot.bounces.reader import TOO_LONG, BounceReader
from bot.doctor.bounces import check_bounces
from bot.process.imap_url import read_imap_url
from bot.process.settings import Settings
from bot.wiring import create_helpdesk
from core.messaging.sends import SendLine, SendOutcome
from storage.units import UnitsOfWork, open_units
from tests.bot.bounces.imap_server import ImapServer
from tests.bot.bounces.reports import LETTER, notification
from tests.bot.doctor.servers import certificate, tls_of, wrong

pytestmark = pytest.mark.openssl
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
RINA = "rina@contoh.go.id"


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(autouse=True)
def trusting(certified: Path) -> Iterator[None]:
    context = ssl.create_default_context(cafile=certified)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(imap, "trusted_certificates", lambda: context)
        patch.setattr(imap, "ANSWER", 5.0)
        yield


@pytest.fixture
async def server(certified: Path) -> AsyncIterator[ImapServer]:
    server = ImapServer(tls_of(certified))
    yield server
    await server.close()


@pytest.fixture
async def units(settings: Settings) -> AsyncIterator[UnitsOfWork]:
    units = open_units(settings.database_url)
    yield units
    await units.close()


class Desk:
    """A reader of bounces with a clock that is set."""

    def __init__(self, units: UnitsOfWork, settings: Settings, url: str, patience: float = 30.0) -> None:
        self.now = NOW
        self.units = units
        self.reader = BounceReader(
            units, create_helpdesk(settings), read_imap_url(url), lambda: self.now, patience
        )

    async def sent(self, letter_id: str = LETTER) -> None:
        line = SendLine(NOW, "notice", SendOutcome.SENT, address=RINA, letter_id=letter_id)
        await self.units.run(lambda unit: unit.sends.add(line))

    async def outcome(self, letter_id: str = LETTER) -> tuple[SendOutcome, str]:
        line = await self.units.read(lambda unit: unit.sends.letter(letter_id))
        assert line is not None
        return line.outcome, line.answer


@pytest.fixture
async def desk(server: ImapServer, units: UnitsOfWork, settings: Settings) -> Desk:
    return Desk(units, settings, await server.open())


def other_letter(number: int) -> str:
    return f"{number}.{'f' * 32}"


async def test_a_report_about_our_letter_is_noted_and_marked_and_nothing_else_is(
    server: ImapServer, desk: Desk
) -> None:
    await desk.sent()
    server.put(b"Subject: Halo\r\n\r\nMohon bantuan.")
    ours = server.put(notification())
    server.put(notification(other_letter(8)))
    assert await desk.reader.read_new() == 1
    assert await desk.outcome() == (SendOutcome.BOUNCED, "5.1.1")
    assert server.seen() == [ours]
    server.heard.clear()
    assert await desk.reader.read_new() == 0
    assert not [command for command in server.heard if "FETCH" in command]
    assert desk.reader.trouble == ""


@pytest.mark.parametrize("names_uid_last", [False, True])
async def test_a_server_may_name_a_message_before_its_text_or_behind_it(
    server: ImapServer, desk: Desk, names_uid_last: bool
) -> None:
    server.names_uid_last = names_uid_last
    await desk.sent()
    server.put(notification())
    assert await desk.reader.read_new() == 1


async def test_a_message_that_the_server_can_not_read_hides_no_other(server: ImapServer, desk: Desk) -> None:
    await desk.sent()
    server.unreadable = {server.put(notification()), server.put(notification())}
    ours = server.put(notification())
    assert await desk.reader.read_new() == 1
    assert server.seen() == [ours]
    desk.now += TOO_LONG
    assert desk.reader.trouble == ""
    server.heard.clear()
    await desk.reader.read_new()
    assert not [command for command in server.heard if "FETCH" in command]


async def test_a_server_that_can_read_no_message_loses_none(server: ImapServer, desk: Desk) -> None:
    await desk.sent()
    server.unreadable = {server.put(notification()) for _ in range(reader.MOST_REFUSED)}
    assert await desk.reader.read_new() == 0
    desk.now += TOO_LONG
    assert desk.reader.trouble == "refuses the messages"
    server.unreadable.clear()
    assert await desk.reader.read_new() == reader.MOST_REFUSED
    assert desk.reader.trouble == ""


async def test_a_delay_is_noted_until_the_letter_comes_back_and_not_the_other_way_round(
    server: ImapServer, desk: Desk
) -> None:
    await desk.sent()
    server.put(notification(action="delayed", status="4.4.1"))
    await desk.reader.read_new()
    assert await desk.outcome() == (SendOutcome.DELAYED, "4.4.1")
    for _again in range(2):
        server.put(notification())
        await desk.reader.read_new()
        assert await desk.outcome() == (SendOutcome.BOUNCED, "5.1.1")
    server.put(notification(action="delayed", status="4.4.1"))
    await desk.reader.read_new()
    assert await desk.outcome() == (SendOutcome.BOUNCED, "5.1.1")
    assert len(server.seen()) == len(server.messages)


async def test_a_full_mailbox_is_read_in_portions_beyond_what_is_no_report(
    server: ImapServer, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "AT_A_TIME", 2)
    monkeypatch.setattr(reader, "MOST", 4)
    await desk.sent()
    for number in range(5):
        server.put(notification(other_letter(number)))
    server.put(b"X: " + b"x" * (imap.MOST_OF_A_MESSAGE + 1))
    ours = server.put(notification())
    assert await desk.reader.read_new() == 0
    assert await desk.reader.read_new() == 1
    assert server.seen() == [ours]
    # The mailbox was made anew, and counts from 1.
    server.validity, server.messages = 8, {}
    await desk.sent(other_letter(9))
    server.put(notification(other_letter(9)))
    assert await desk.reader.read_new() == 1


async def test_a_password_with_any_signs_is_handed_over_in_both_ways(server: ImapServer, desk: Desk) -> None:
    await desk.reader.read_new()
    assert "AUTHENTICATE PLAIN" in server.heard
    server.can_plain = False
    await desk.reader.read_new()
    # Signs beyond ASCII need the newer way.
    desk.now += TOO_LONG
    assert desk.reader.trouble == "refuses the password"


@pytest.mark.parametrize(
    ("verb", "answer"),
    [
        ("greeting", b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        ("greeting", b"x" * 2_000_000),
        ("greeting", None),
        ("CAPABILITY", b"* BYE too many connections\r\n"),
        ("SELECT", b"TAG NO there is none\r\n"),
        ("UID SEARCH", b"* SEARCH x -1 99999999999999999999\r\nTAG BAD\r\n"),
        ("UID SEARCH", None),
        ("UID FETCH", b"* 1 FETCH (BODY[] {4000000000}\r\n"),
        ("UID FETCH", b"* 1 EXISTS\r\n" * 200_000),
        ("UID FETCH", b"TAG BAD what is that\r\n"),
        # What no number and no word can be read from.
        ("UID FETCH", b"* 1 FETCH (BODY[] {" + b"9" * 5_000 + b"}\r\n"),
        ("CAPABILITY", b"* CAPABILITY IMAP4rev1 \xff\r\nTAG OK\r\n"),
        ("UID STORE", b"TAG NO read-only\r\n"),
    ],
)
async def test_a_server_that_is_not_polite_costs_nothing_but_the_look(
    server: ImapServer,
    units: UnitsOfWork,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    verb: str,
    answer: bytes,
) -> None:
    monkeypatch.setattr(imap.BoundedImap, "left", 1_000_000)
    desk = Desk(units, settings, await server.open(), patience=0.7)
    await desk.sent()
    server.put(notification())
    server.answers[verb] = answer
    assert await desk.reader.read_new() == 0
    desk.now += TOO_LONG
    assert desk.reader.trouble
    assert not server.seen()
    del server.answers[verb]
    await desk.reader.read_new()
    assert desk.reader.trouble == ""
    assert await desk.outcome() == (SendOutcome.BOUNCED, "5.1.1")
    assert server.seen() == [1]


async def test_a_server_that_is_away_is_told_after_a_while_and_read_when_it_is_back(
    server: ImapServer, desk: Desk
) -> None:
    await server.close()
    await desk.reader.read_new()
    assert desk.reader.trouble == ""
    desk.now += TOO_LONG - timedelta(seconds=1)
    await desk.reader.read_new()
    assert desk.reader.trouble == ""
    desk.now += timedelta(seconds=1)
    assert "Connection" in desk.reader.trouble
    await server.open()
    await desk.reader.read_new()
    assert desk.reader.trouble == ""


async def test_who_is_told_to_stop_stops_at_once(server: ImapServer, desk: Desk) -> None:
    server.answers["UID SEARCH"] = None
    looking = asyncio.create_task(desk.reader.read_new())
    while not any("SEARCH" in command for command in server.heard):  # noqa: ASYNC110 - nobody is told
        await asyncio.sleep(0.01)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
    while server.open_connections:  # noqa: ASYNC110 - the same
        await asyncio.sleep(0.01)


async def test_the_doctor_signs_in_and_says_what_is_wrong(server: ImapServer) -> None:
    url = await server.open()

    async def said(address: str) -> str:
        return wrong(await check_bounces(Settings(bounces_url=address, _env_file=None)))

    assert await said(url) == ""
    assert not any("STORE" in command or "FETCH" in command for command in server.heard)
    assert "refuses the password; correct user and password" in await said(url.replace("pa%22", "pb"))
    server.answers["SELECT"] = b"TAG NO there is none\r\n"
    assert "refuses the mailbox; name one that is there" in await said(url)
    server.answers["greeting"] = b"220 mx ESMTP\r\n"
    assert "does not answer as a mail server does" in await said(url)
    await server.close()
    assert "nothing listens there; check BOUNCES_URL" in await said(url)


async def test_a_session_never_speaks_without_encryption(certified: Path) -> None:
    async def greet(stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* PREAUTH [CAPABILITY IMAP4rev1] in the clear\r\n")
        heard = await stream.readline()
        writer.write(b"* CAPABILITY IMAP4rev1\r\n" + heard.split()[0] + b" OK\r\n")
        said.append(await stream.read())
        writer.close()

    said: list[bytes] = []
    async with await asyncio.start_server(greet, "127.0.0.1", 0) as plain:
        port = plain.sockets[0].getsockname()[1]
        session = MailboxSession(read_imap_url(f"imap://bot:secret@127.0.0.1:{port}"))
        with pytest.raises((imap.MailboxRefused, imaplib.IMAP4.error)):
            await session.open()
        await session.close()
    assert b"secret" not in b"".join(said)
