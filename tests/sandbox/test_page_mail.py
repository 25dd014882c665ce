"""Requests of the chat page for letters."""

from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import aiohttp

from sandbox import Sandbox
from sandbox.mailbox import LETTERS_KEPT
from tests.cases import for_each

from .conftest import PPK

CODE = "Kode masuk Anda:\n\n012345\n\nKetik kode ini di chat."


def letter(
    text: str = CODE, *, subject: str = "Kode masuk", html: str = "", message_id: str = "<satu@contoh>"
) -> bytes:
    """Return a letter in the format of mail."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "LPSE Support <noreply@contoh.go.id>"
    message["To"] = "siti@contoh.go.id"
    message["Subject"] = subject
    message["Message-ID"] = message_id
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return bytes(message)


async def letters_of(box: Sandbox, http: aiohttp.ClientSession) -> Any:
    async with http.get(f"{box.url}/sandbox/state") as reply:
        return (await reply.json())["letters"]


async def test_a_letter_is_listed_with_its_code_and_opened(
    box: Sandbox, http: aiohttp.ClientSession, page: Callable[..., Any]
) -> None:
    told: list[Any] = []
    box.on_event(told.append)
    box.mailbox.deliver(letter())
    [listed] = await letters_of(box, http)
    assert (listed["sender"], listed["to"]) == ("LPSE Support <noreply@contoh.go.id>", "siti@contoh.go.id")
    assert (listed["subject"], listed["code"], listed["read"]) == ("Kode masuk", "012345", False)
    assert listed["preview"] == "Kode masuk Anda: 012345 Ketik kode ini di chat."
    assert told == [{"type": "letter", "letter": listed}]
    opened = await page(f"/letters/{listed['id']}/open")
    assert opened["text"].split() == CODE.split()
    assert opened["html"] is False
    assert told[1]["letter"]["read"] is True
    assert (await letters_of(box, http))[0]["read"] is True


async def test_a_number_in_a_sentence_is_no_code(box: Sandbox, http: aiohttp.ClientSession) -> None:
    box.mailbox.deliver(letter("Paket 987601 sudah diperbaiki."))
    assert (await letters_of(box, http))[0]["code"] == ""


async def test_html_is_shown_where_nothing_of_it_can_run(
    box: Sandbox, http: aiohttp.ClientSession, page: Callable[..., Any]
) -> None:
    markup = "<p style='color: red'>Halo</p><script>alert(1)</script>"
    box.mailbox.deliver(letter(html=markup))
    assert (await page("/letters/1/open"))["html"] is True
    async with http.get(f"{box.url}/sandbox/letters/1/html") as reply:
        assert (await reply.text()).strip() == markup
        policy = reply.headers["Content-Security-Policy"].split("; ")
        assert {"sandbox", "default-src 'none'", "frame-ancestors 'self'"} <= set(policy)
        assert reply.headers["X-Content-Type-Options"] == "nosniff"


async def test_all_letters_are_marked_read_at_once(
    box: Sandbox, http: aiohttp.ClientSession, page: Callable[..., Any]
) -> None:
    for number in range(3):
        box.mailbox.deliver(letter(message_id=f"<{number}@contoh>"))
    told: list[Any] = []
    box.on_event(told.append)
    assert await page("/letters/read") == {}
    assert told == [{"type": "letters_read"}]
    assert all(one["read"] for one in await letters_of(box, http))


async def test_a_letter_sent_again_is_there_once(box: Sandbox, http: aiohttp.ClientSession) -> None:
    box.mailbox.deliver(letter())
    box.mailbox.deliver(letter())
    assert len(await letters_of(box, http)) == 1
    # A bot with a new database counts its letters from the beginning: other words are another letter.
    box.mailbox.deliver(letter("Kode masuk Anda:\n\n999999"))
    assert [one["code"] for one in await letters_of(box, http)] == ["012345", "999999"]


async def test_only_the_newest_letters_are_kept(
    box: Sandbox, http: aiohttp.ClientSession, page: Callable[..., Any]
) -> None:
    for number in range(LETTERS_KEPT + 2):
        box.mailbox.deliver(letter(subject=str(number), message_id=f"<{number}@contoh>"))
    kept = await letters_of(box, http)
    assert (len(kept), kept[0]["subject"]) == (LETTERS_KEPT, "2")
    assert (await page("/letters/1/open"))["error_code"] == 404


async def test_letters_outlive_the_process(tmp_path: Path, http: aiohttp.ClientSession) -> None:
    for number in range(2):
        box = Sandbox(personas=[PPK], folder=tmp_path)
        await box.start()
        assert len(await letters_of(box, http)) == number
        box.mailbox.deliver(letter(message_id=f"<{number}@contoh>"))
        await box.stop()


@for_each(
    "headers", [{}, {"X-Sandbox": "1", "Origin": "https://evil.example"}, {"X-Sandbox": "1", "Host": "evil"}]
)
@for_each(
    "path",
    [
        "letters/1/open",
        "letters/read",
        "office/tour",
        "office/people/1001/role",
        "office/people/1001/account",
    ],
)
async def test_no_other_site_reads_letters_or_gives_roles(
    box: Sandbox, http: aiohttp.ClientSession, headers: dict[str, str], path: str
) -> None:
    box.mailbox.deliver(letter())
    async with http.post(f"{box.url}/sandbox/{path}", json={}, headers=headers) as reply:
        assert reply.status == 403
    assert (await letters_of(box, http))[0]["read"] is False


@for_each("path", ["letters/99/open", "letters/x/open", "letters/-1/open"])
async def test_there_is_no_such_letter(box: Sandbox, http: aiohttp.ClientSession, path: str) -> None:
    async with http.post(f"{box.url}/sandbox/{path}", json={}, headers={"X-Sandbox": "1"}) as reply:
        assert reply.status == 404
    async with http.get(f"{box.url}/sandbox/{path.replace('open', 'html')}") as reply:
        assert reply.status == 404


async def test_the_bots_side_has_no_door_to_the_letters(box: Sandbox, http: aiohttp.ClientSession) -> None:
    box.mailbox.deliver(letter())
    async with http.post(f"{box.url}/bot{box.token}/letters", json={}) as reply:
        assert reply.status == 404
