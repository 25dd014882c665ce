"""Letters as a real mail server and a folder get them."""

import asyncio
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from bot.process.smtp_url import SmtpServer, read_smtp_url
from bot.sending import smtp_letters
from bot.sending.mail import FolderLetters, open_letters
from bot.sending.mail_errors import MailDeferred, MailRefused, MailServerAway
from core.messaging.outgoing import Letter
from tests.stories.postman import Postman, text_of

SENDER = "LPSE Support <noreply@lpse.go.id>"


async def test_a_letter_arrives_as_it_was_written() -> None:
    postman = Postman()
    letters = open_letters(await postman.open(), SENDER)
    text = "Baris pertama: ä, 漢, 😀.\n.titik di awal\n\nAkhir."
    await letters.send(Letter("rina@contoh.go.id", "Tiket TPS… diambil ✅", text))
    await postman.close()
    (letter,) = postman.letters_to("rina@contoh.go.id")
    assert letter["From"] == SENDER
    assert letter["Subject"] == "Tiket TPS… diambil ✅"
    assert text_of(letter).splitlines() == text.splitlines()
    assert letter["Message-ID"].endswith("@lpse.go.id>")
    assert letter["Date"]


@pytest.mark.parametrize("smuggled", ["A\r\nBcc: all@contoh.go.id", "A\nBcc: all@contoh.go.id", "A\rB"])
async def test_a_title_cannot_smuggle_a_header_in(smuggled: str) -> None:
    postman = Postman()
    letters = open_letters(await postman.open(), SENDER)
    await letters.send(Letter("rina@contoh.go.id", smuggled, "Isi."))
    await postman.close()
    (letter,) = postman.letters
    assert letter["Bcc"] is None
    assert letter["Subject"].startswith("A B")


async def test_an_address_that_does_not_exist_is_refused_for_good() -> None:
    postman = Postman()
    letters = open_letters(await postman.open(), SENDER)
    postman.refused.add("nobody@contoh.go.id")
    with pytest.raises(MailRefused, match=r"^550$"):
        await letters.send(Letter("nobody@contoh.go.id", "Halo", "Isi."))
    await letters.close()
    await postman.close()


@pytest.mark.parametrize(
    ("command", "reply", "meaning"),
    [
        ("RCPT", "450 4.2.0 greylisted, try again", MailDeferred),
        ("RCPT", "452 4.2.2 mailbox full", MailDeferred),
        ("RCPT", "421 4.7.0 too many recipients for now", MailDeferred),
        ("RCPT", "553 5.1.3 that is no address", MailRefused),
        ("DATA", "451 4.7.1 greylisted, try again", MailDeferred),
        ("DATA", "554 5.7.1 that is spam", MailRefused),
        # Nothing was said of an address yet: whoever the letter is for, it would be the same.
        ("MAIL", "451 4.3.2 overloaded", MailServerAway),
        ("MAIL", "421 4.3.2 closing", MailServerAway),
        ("MAIL", "553 5.7.1 this sender may not", MailServerAway),
        ("RCPT", "530 5.7.0 authentication required", MailServerAway),
    ],
)
async def test_a_reply_is_about_the_letter_for_now_or_for_good_or_about_the_server(
    command: str, reply: str, meaning: type[Exception]
) -> None:
    postman = Postman()
    letters = open_letters(await postman.open(), SENDER)
    postman.replies[command] = [reply]
    with pytest.raises(meaning, match=rf"^{reply[:3]}$"):
        await letters.send(Letter("rina@contoh.go.id", "Halo", "Isi."))
    await letters.send(Letter("rina@contoh.go.id", "Lagi", "Isi."))
    await letters.close()
    await postman.close()
    assert [letter["Subject"] for letter in postman.letters] == ["Lagi"]


async def test_a_server_that_is_away_is_no_failure_of_the_letter() -> None:
    postman = Postman()
    letters = open_letters(await postman.open(), SENDER)
    await postman.close()
    with pytest.raises(MailServerAway, match=r"^SMTPConnectError$"):
        await letters.send(Letter("rina@contoh.go.id", "Halo", "Isi."))


async def test_a_server_that_turns_everybody_away_is_away() -> None:
    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"421 4.3.2 too many connections\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    letters = open_letters(f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}", SENDER)
    with pytest.raises(MailServerAway, match=r"^421$"):
        await letters.send(Letter("rina@contoh.go.id", "Halo", "Isi."))
    server.close()
    await server.wait_closed()


async def test_a_connection_carries_one_letter_after_the_other() -> None:
    postman = Postman()
    letters = open_letters(await postman.open(), SENDER)
    postman.refused.add("nobody@contoh.go.id")
    for subject in ("Satu", "Dua"):
        await letters.send(Letter("rina@contoh.go.id", subject, "Isi."))
    with pytest.raises(MailRefused):
        await letters.send(Letter("nobody@contoh.go.id", "Halo", "Isi."))
    await letters.send(Letter("rina@contoh.go.id", "Tiga", "Isi."))
    await letters.close()
    await postman.close()
    assert [letter["Subject"] for letter in postman.letters] == ["Satu", "Dua", "Tiga"]
    assert postman.sessions == 1


async def test_letters_at_once_have_a_connection_each_and_leave_it_to_the_next() -> None:
    postman = Postman()
    letters = open_letters(await postman.open(), SENDER)
    postman.is_open.clear()
    three = [asyncio.create_task(letters.send(Letter("rina@contoh.go.id", str(n), "Isi."))) for n in range(3)]
    while postman.under_way < 3:  # noqa: ASYNC110 - the server says it to nobody
        await asyncio.sleep(0.01)
    postman.is_open.set()
    await asyncio.gather(*three)
    await letters.send(Letter("rina@contoh.go.id", "Halo", "Isi."))
    await letters.close()
    await postman.close()
    assert (len(postman.letters), postman.sessions) == (4, 3)


async def test_a_connection_that_the_server_has_dropped_is_opened_again() -> None:
    postman = Postman()
    letters = open_letters(await postman.open(), SENDER)
    await letters.send(Letter("rina@contoh.go.id", "Satu", "Isi."))
    # As a server does that has waited for long enough, or has had enough letters from one client.
    postman.replies["MAIL"] = ["421 4.4.2 idle for too long"]
    await letters.send(Letter("rina@contoh.go.id", "Dua", "Isi."))
    await letters.close()
    await postman.close()
    assert [letter["Subject"] for letter in postman.letters] == ["Satu", "Dua"]
    assert postman.sessions == 2


async def test_an_idle_connection_is_closed_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    postman = Postman()
    letters = open_letters(await postman.open(), SENDER)
    await letters.send(Letter("rina@contoh.go.id", "Satu", "Isi."))
    await letters.close_idle()
    await letters.send(Letter("rina@contoh.go.id", "Dua", "Isi."))
    assert postman.sessions == 1, "it was used just now"
    monkeypatch.setattr(smtp_letters, "KEPT_FOR", -1.0)
    await letters.close_idle()
    await letters.send(Letter("rina@contoh.go.id", "Tiga", "Isi."))
    assert postman.sessions == 2
    await letters.close()
    await postman.close()


async def test_a_letter_that_is_broken_off_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp_letters, "TRANSFER", 0.05)
    postman = Postman()
    letters = open_letters(await postman.open(), SENDER)
    postman.is_open.clear()
    with pytest.raises(MailDeferred):
        await letters.send(Letter("rina@contoh.go.id", "Halo", "Isi."))
    postman.is_open.set()
    await letters.close()
    await postman.close()


async def test_a_password_never_goes_over_an_open_line() -> None:
    postman = Postman()
    url = (await postman.open()).replace("smtp://", "smtp://user:very-secret@")
    letters = open_letters(url, SENDER)
    with pytest.raises(MailServerAway) as failure:
        await letters.send(Letter("rina@contoh.go.id", "Halo", "Isi."))
    await postman.close()
    assert not postman.letters
    assert "very-secret" not in str(failure.value)


async def test_without_a_server_letters_are_files(tmp_path: Path) -> None:
    letters = open_letters((tmp_path / "surat masuk").as_uri(), SENDER)
    assert isinstance(letters, FolderLetters)
    for subject in ("Satu", "Dua"):
        await letters.send(Letter("rina@contoh.go.id", subject, "Isi."))
    files = sorted((tmp_path / "surat masuk").iterdir())
    subjects = {message_from_bytes(file.read_bytes(), policy=policy.default)["Subject"] for file in files}
    assert subjects == {"Satu", "Dua"}


def test_the_address_of_a_server_is_read_with_its_defaults() -> None:
    assert read_smtp_url("smtp://a%40b:p%2Fw@mail.go.id") == SmtpServer(
        "smtp", "mail.go.id", 587, "a@b", "p/w"
    )
    assert read_smtp_url("smtps://mail.go.id").port == 465
    assert read_smtp_url("smtp://localhost:2525").port == 2525


@pytest.mark.parametrize(
    "url", ["", "mail.go.id", "http://mail.go.id", "smtp://", "file:", "smtp://u:secret@", "smtp://h:99999"]
)
def test_a_wrong_address_of_a_server_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match=r".") as wrong:
        read_smtp_url(url)
    assert "secret" not in str(wrong.value)
