"""Letters as a real mail server and a folder get them."""

from email import message_from_bytes, policy
from pathlib import Path

import aiosmtplib
import pytest

from bot.mail import FolderLetters, Letter, MailRefused, SmtpServer, open_letters, read_smtp_url
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
    await postman.close()


async def test_a_server_that_is_away_is_a_failure_for_now() -> None:
    postman = Postman()
    letters = open_letters(await postman.open(), SENDER)
    await postman.close()
    with pytest.raises(aiosmtplib.SMTPConnectError):
        await letters.send(Letter("rina@contoh.go.id", "Halo", "Isi."))


async def test_a_password_never_goes_over_an_open_line() -> None:
    postman = Postman()
    url = (await postman.open()).replace("smtp://", "smtp://user:very-secret@")
    letters = open_letters(url, SENDER)
    with pytest.raises(aiosmtplib.SMTPException) as failure:
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
