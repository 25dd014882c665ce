"""Uploads: how names of fields and files are read, cleaned and kept, for bots and for the page."""

from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from sandbox.file_names import media_type, received_name
from tests.cases import for_each

from .conftest import PPK, TOKEN, RawBot


async def uploads(bot: RawBot, disposition: str, kind: str = "application/octet-stream") -> dict[str, Any]:
    """Send one document with exactly this Content-Disposition; return the whole answer."""
    head = f"--b\r\nContent-Disposition: form-data; name=chat_id\r\n\r\n{PPK.id}\r\n--b\r\n"
    part = f"Content-Disposition: {disposition}\r\nContent-Type: {kind}\r\n\r\nisi\r\n--b--\r\n"
    url = f"{bot.url}/bot{TOKEN}/sendDocument"
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    async with bot.http.post(url, data=(head + part).encode(), headers=headers) as reply:
        answer: dict[str, Any] = await reply.json()
        return answer


@pytest.mark.parametrize(
    ("file_name", "kept"),
    [
        ("filename=dua kata.pdf", "dua kata.pdf"),
        ('filename="dua kata.pdf"', "dua kata.pdf"),
        ('filename = "surat.pdf" ', "surat.pdf"),
        ("filename=surat.pdf; size=3", "surat.pdf"),
        ('filename="a;b.pdf"', "a"),
        ("filename=\"kak%20%C3%BC.pdf\"; filename*=utf-8''lain.pdf", "kak ü.pdf"),
        ('filename="naik%20100%25.pdf"', "naik 100%.pdf"),
        ('filename="surat ü.pdf"', "surat ü.pdf"),
        ('filename=""', "file"),
        ('filename="%FF.pdf"', "file"),
    ],
)
async def test_a_file_name_is_read_as_telegram_reads_it(bot: RawBot, file_name: str, kept: str) -> None:
    answer = await uploads(bot, f'form-data; name="document"; {file_name}')
    assert answer["result"]["document"]["file_name"] == kept


async def test_parts_without_a_name_are_refused(bot: RawBot) -> None:
    words = (await uploads(bot, 'form-data; filename="a.pdf"'))["description"]
    assert words == "Bad Request: field name in multipart/form-data not found"
    words = (await uploads(bot, 'attachment; name="document"'))["description"]
    assert words == "Bad Request: expected form-data content disposition"


@for_each(
    "body",
    [
        b"",
        b"--b\r\n",
        b"--b\r\nContent-Disposition: form-data; name=x\r\n\r\nx",
        b"--b\r\nContent-Disposition: form-data; name=x\r\n--b--",
    ],
)
async def test_a_body_that_ends_too_early_is_refused(bot: RawBot, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    async with bot.http.post(f"{bot.url}/bot{TOKEN}/getMe", data=body, headers=headers) as reply:
        assert (await reply.json())["description"] == "Bad Request: can't parse multipart body"


async def test_a_part_may_be_empty(bot: RawBot) -> None:
    body = (
        "before\r\n--b\r\nContent-Disposition: form-data; name=chat_id\r\n\r\n1001\r\n"
        "--b\r\ncontent-disposition: form-data; name=parse_mode\r\n\r\n\r\n"
        "--b\r\nContent-Disposition: form-data;\r\n name=text\r\n\r\na\r\n-b\r\n--b--\r\nbehind"
    )
    headers = {"Content-Type": 'multipart/form-data; boundary="b"'}
    url = f"{bot.url}/bot{TOKEN}/sendMessage"
    async with bot.http.post(url, data=body.encode(), headers=headers) as reply:
        assert (await reply.json())["result"]["text"] == "a\n-b"


@for_each(
    ("sent", "kept"),
    [
        ("../../x/y.pdf", "y.pdf"),
        ("C:\\Dokumen\\y.tar.gz", "y.tar.gz"),
        ("a*b?c:😀'.pdf", "a b c.pdf"),
        ("a" * 100 + ".pdf", "a" * 64 + ".pdf"),
        ("a." + "b" * 100, "a." + "b" * 16),
        (".git", "git"),
        ("...", "file"),
        ("  surat .  pdf ", "surat.pdf"),
        ("surat....", "surat"),
        ("surat.exe....", "surat.exe"),
        ("tanpa ending", "tanpa ending"),
        ("a\tb\u0301.pdf", "a b.pdf"),
        ("Пример №1.pdf", "Пример  1.pdf"),
        ("图.pdf", "图.pdf"),
        ("/", "file"),
    ],
)
def test_a_file_name_is_cleaned(sent: str, kept: str) -> None:
    assert received_name(sent) == kept


@for_each(
    ("name", "kind"),
    [
        ("x.pdf", "application/pdf"),
        ("X.PDF", "application/pdf"),
        ("x.tar.gz", "application/gzip"),
        ("x.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("x.entah", "application/octet-stream"),
        ("pdf", "application/octet-stream"),
    ],
)
def test_the_ending_tells_the_media_type(name: str, kind: str) -> None:
    assert media_type(name) == kind


@pytest.mark.parametrize("sent", ["application/octet-stream", "text/plain", "image/png; x=y"])
async def test_what_a_client_says_about_the_media_type_does_not_count(bot: RawBot, sent: str) -> None:
    answer = await uploads(bot, 'form-data; name="document"; filename="x.pdf"', sent)
    assert answer["result"]["document"]["mime_type"] == "application/pdf"


@pytest.mark.parametrize("name", ["a;b.pdf", "../x.pdf", "50%25.pdf", "it's.pdf", "dua kata ü.pdf"])
async def test_a_persons_file_keeps_its_name(
    box: Sandbox, http: aiohttp.ClientSession, page: Callable[..., Any], name: str
) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("files", b"a", filename=name)
    url = f"{box.url}/sandbox/chats/1001/files"
    async with http.post(url, data=form, headers={"X-Sandbox": "1"}) as reply:
        [message] = (await reply.json())["messages"]
    assert message["document"]["file_name"] == name
