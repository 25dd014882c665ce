"""Test what people notice of letters that come back after the mail server had taken them."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.bounces import imap
from bot.trace import trace
from tests.bot.bounces.imap_server import ImapServer
from tests.bot.bounces.reports import notification
from tests.bot.doctor.servers import certificate, tls_of
from tests.stories.actor import Actor
from tests.stories.acts import files, takes
from tests.stories.stage import Stage
from tests.stories.test_accounts import BUDI, opens
from tests.stories.test_sends_trail import RINA, looks_up

pytestmark = pytest.mark.openssl


class MailedStage(Stage):
    """A stage whose bot reads a mailbox, when it is told to."""

    mailbox: ImapServer

    async def bot_starts(self) -> None:
        self.settings = self.settings.model_copy(update={"bounces_url": await self.mailbox.open()})
        await super().bot_starts()

    async def comes_back(
        self, letter: EmailMessage, *, action: str = "failed", status: str = "5.1.1"
    ) -> None:
        """Return a letter, as a mail server does that has taken it, and have the mailbox looked through."""
        letter_id = str(letter["Message-ID"]).strip("<>").partition("@")[0]
        self.mailbox.put(notification(letter_id, action=action, status=status))
        assert self.app.bounces is not None
        assert await self.app.bounces.read_new() == 1


@pytest.fixture
async def stage(
    tmp_path: Path, furnished: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[MailedStage]:
    file = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(file)
    monkeypatch.setattr(imap, "trusted_certificates", lambda: context)
    stage = MailedStage(tmp_path, furnished)
    stage.mailbox = ImapServer(tls_of(file))
    await stage.open()
    yield stage
    await stage.close()
    await stage.mailbox.close()


async def test_a_reporter_hears_that_their_letter_came_back_and_staff_and_operators_see_it(
    stage: MailedStage, ppk: Actor, helpdesk: Actor, administrator: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    number = await files(ppk)
    letter = await stage.letter_to(RINA)
    await stage.all_is_quiet()
    await stage.comes_back(letter, action="delayed", status="4.4.1")
    await looks_up(administrator, number, "tertunda di server e-mail tujuan (4.4.1)")
    await stage.comes_back(letter)
    await ppk.was_told(f"E-mail tentang tiket {number} ditolak oleh alamat {RINA}")
    async with stage.nothing_reaches(ppk):
        await stage.comes_back(letter)
    await takes(helpdesk, number)
    await stage.all_is_quiet()
    await helpdesk.types(number)
    await helpdesk.sees("1 pemberitahuan", RINA, "dikembalikan oleh server e-mail tujuan (5.1.1)")
    await looks_up(administrator, number, f"{RINA}: dikembalikan oleh server e-mail tujuan (5.1.1)")
    assert await trace(stage.settings, number) == 0
    assert f"letter  ticket  to {RINA}  bounced  answer 5.1.1" in capsys.readouterr().out


async def test_who_invited_hears_that_the_invitation_came_back(
    stage: MailedStage, administrator: Actor
) -> None:
    await opens(administrator, BUDI)
    await administrator.taps("Undang")
    letter = await stage.letter_to(BUDI)
    await stage.all_is_quiet()
    await stage.comes_back(letter)
    await administrator.was_told("Undangan untuk Budi Santoso tidak dapat dikirim")
