"""Requests of the chat page."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from tests.cases import for_each

from .conftest import HELPDESK, PPK, RawBot
from .pictures import png


async def test_the_state_holds_everything(box: Sandbox, bot: RawBot, http: aiohttp.ClientSession) -> None:
    await box.user(PPK.id).types("halo")
    await bot.does("sendMessage", chat_id=PPK.id, text="ya")
    await bot.does("setMyCommands", commands=[{"command": "start", "description": "Mulai"}])
    async with http.get(f"{box.url}/sandbox/state") as reply:
        state = await reply.json()
    assert state["bot"] == {"id": 123456, "first_name": "LPSE Support Bot", "username": "lpse_support_bot"}
    assert state["personas"][0] == {
        "id": 1001,
        "first_name": "Siti",
        "last_name": "Rahma",
        "username": "siti",
        "language_code": "id",
        "label": "PPK, Kota Surabaya",
    }
    assert state["chats"]["1001"]["unread"] == 1
    assert [(m["text"], m.get("out")) for m in state["chats"]["1001"]["messages"]] == [
        ("halo", True),
        ("ya", None),
    ]
    assert state["commands"] == {"": [{"command": "start", "description": "Mulai"}]}
    assert state["files"] is True


async def test_a_person_does_everything_from_the_page(
    box: Sandbox, bot: RawBot, http: aiohttp.ClientSession, page: Callable[..., Any]
) -> None:
    said = (await page("/chats/1001/text", text="/start satu"))["message"]
    reply = (await page("/chats/1001/text", text="dua", reply_to=said["message_id"]))["message"]
    assert reply["reply_to_message"]["text"] == "/start satu"
    await page("/chats/1001/edit", message_id=said["message_id"], text="/start lagi")
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    asked = await bot.does("sendMessage", chat_id=PPK.id, text="Yakin?", reply_markup=markup)
    pressed = await page("/chats/1001/press", message_id=asked["message_id"], data="ya")
    form = aiohttp.FormData({"caption": "Dua berkas", "as": "document"})
    form.add_field("files", b"a", filename="a.txt")
    form.add_field("files", b"b", filename="b.txt")
    async with http.post(
        f"{box.url}/sandbox/chats/1001/files", data=form, headers={"X-Sandbox": "1"}
    ) as answer:
        album = (await answer.json())["messages"]
    await page("/chats/1002/forward", from_chat=1001, message_ids=[album[0]["message_id"]])
    await page("/chats/1001/read")
    await page("/chats/1001/delete", message_ids=[reply["message_id"]])
    await page("/chats/1001/block", blocked=True)
    updates = await bot.hears()
    assert [list(update)[1] for update in updates] == [
        "message",
        "message",
        "edited_message",
        "callback_query",
        "message",
        "message",
        "message",
        "my_chat_member",
    ]
    assert updates[3]["callback_query"]["id"] == pressed["query_id"]
    assert [update["message"]["document"]["file_name"] for update in updates[4:7]] == [
        "a.txt",
        "b.txt",
        "a.txt",
    ]
    assert updates[4]["message"]["caption"] == "Dua berkas"
    assert updates[6]["message"]["forward_origin"]["sender_user"]["id"] == PPK.id
    assert [m.get("text") for m in box.user(PPK.id).messages] == ["/start lagi", "Yakin?", None, None]


async def test_events_arrive_as_they_happen(box: Sandbox, bot: RawBot, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{box.url}/sandbox/events") as stream:
        await stream.content.readuntil(b"\n\n")

        async def next_event() -> Any:
            while not (line := await stream.content.readline()).startswith(b"data: "):
                pass
            return json.loads(line[6:])

        markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
        sent = await bot.does("sendMessage", chat_id=PPK.id, text="Yakin?", reply_markup=markup)
        assert await next_event() == {"type": "message", "chat": PPK.id, "message": sent, "unread": 1}
        query_id = await box.user(PPK.id).presses("Ya")
        await bot.does("answerCallbackQuery", callback_query_id=query_id, text="Baik")
        assert await next_event() == {
            "type": "answer",
            "chat": PPK.id,
            "person": PPK.id,
            "query_id": query_id,
            "text": "Baik",
            "show_alert": False,
        }
        await bot.does("sendChatAction", chat_id=PPK.id, action="typing")
        assert await next_event() == {"type": "action", "chat": PPK.id, "action": "typing"}
        here = {"chat_id": PPK.id, "message_id": sent["message_id"]}
        edited = await bot.does("editMessageText", **here, text="Baru")
        assert await next_event() == {"type": "edited", "chat": PPK.id, "message": edited}
        await bot.does("deleteMessage", **here)
        assert await next_event() == {"type": "deleted", "chat": PPK.id, "message_ids": [sent["message_id"]]}
        await bot.does("setMyCommands", commands=[])
        assert (await next_event())["commands"] == {}


async def test_a_new_person_starts_the_bot(box: Sandbox, bot: RawBot, page: Callable[..., Any]) -> None:
    person = await page("/personas", first_name="Ani", label="Orang baru")
    assert (person["id"], person["language_code"]) == (1003, "id")
    assert await bot.is_refused("sendMessage", chat_id=1003, text="x") == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    await page("/chats/1003/text", text="/start")
    await bot.does("sendMessage", chat_id=1003, text="x")
    assert (await page("/personas"))["description"] == "Bad Request: first_name is empty"


async def test_the_page_asks_for_trouble(bot: RawBot, page: Callable[..., Any], box: Sandbox) -> None:
    await page("/misbehave", method="getMe", error=500, times=5)
    assert await bot.is_refused("getMe") == "Internal Server Error"
    assert (await page("/misbehave", error="fire"))["error_code"] == 400
    async with bot.http.delete(f"{box.url}/sandbox/misbehave", headers={"X-Sandbox": "1"}) as reply:
        assert reply.status == 200
    await bot.does("getMe")


async def test_files_are_shown_only_when_they_are_pictures(box: Sandbox, http: aiohttp.ClientSession) -> None:
    ppk = box.user(PPK.id)
    [photo] = await ppk.sends(("layar.png", png(10, 10)), photo=True)
    [script] = await ppk.sends(("jahat.html", b"<script>alert(1)</script>"))
    async with http.get(f"{box.url}/sandbox/files/{photo['photo'][0]['file_id']}") as reply:
        assert reply.headers["Content-Disposition"].startswith("inline")
        assert reply.content_type == "image/png"
        assert await reply.read() == png(10, 10)
    async with http.get(f"{box.url}/sandbox/files/{script['document']['file_id']}/jahat.html") as reply:
        assert reply.headers["Content-Disposition"].startswith("attachment")
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.content_type == "application/octet-stream"
    async with http.get(f"{box.url}/sandbox/files/tidak-ada") as reply:
        assert reply.status == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Sandbox": "1"}, 200),
        ({}, 403),
        ({"X-Sandbox": "1", "Host": "evil.example"}, 403),
        ({"X-Sandbox": "1", "Origin": "https://evil.example"}, 403),
        ({"X-Sandbox": "1", "Host": "localhost:8081"}, 200),
    ],
)
async def test_only_the_page_itself_may_change_anything(
    box: Sandbox, http: aiohttp.ClientSession, headers: dict[str, str], status: int
) -> None:
    async with http.post(f"{box.url}/sandbox/chats/1001/text", json={"text": "x"}, headers=headers) as reply:
        assert reply.status == status
    assert len(box.user(PPK.id).messages) == (status == 200)


@for_each("path", ["/static/../server.py", "/static/%2e%2e/server.py", "/static/tidak.js"])
async def test_only_the_folder_of_the_page_is_served(box: Sandbox, path: str) -> None:
    # A client library would tidy the path before it is sent.
    reader, writer = await asyncio.open_connection("127.0.0.1", int(box.url.rpartition(":")[2]))
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    status = (await reader.readline()).split()[1]
    writer.close()
    await writer.wait_closed()
    assert status == b"404"


async def test_it_listens_on_loopback_only() -> None:
    box = Sandbox()
    with pytest.raises(ValueError, match="loopback"):
        await box.start(host="0.0.0.0")
    await box.stop()


async def test_refusals_of_a_persons_doings(page: Callable[..., Any]) -> None:
    assert (await page("/chats/1001/text", text=" "))["description"] == "Bad Request: message text is empty"
    assert (await page("/chats/77/text", text="x"))["description"] == "Bad Request: chat not found"
    assert (await page("/chats/1001/dance"))["error_code"] == 404
    assert (await page("/chats/1001/delete", message_ids="x"))["error_code"] == 400
    assert (await page("/chats/1001/files"))["description"] == "Bad Request: file must be non-empty"
    words = (await page(f"/chats/{HELPDESK.id}/edit", message_id=99, text="x"))["description"]
    assert words == "Bad Request: message to edit not found"
