"""Methods of the Bot API, and the words in which Telegram refuses them."""

import io
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from tests.cases import for_each

from .conftest import HELPDESK, PPK, RawBot, keys


async def test_a_wrong_token_and_an_unknown_method(bot: RawBot) -> None:
    assert await bot.tries("getMee") == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found: method not found",
    }
    async with bot.http.get(f"{bot.url}/bot123456:other/getMe") as reply:
        assert (reply.status, await reply.json()) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        )


async def test_calls_come_as_query_form_json_or_multipart(bot: RawBot) -> None:
    url = f"{bot.url}/bot123456:sandbox/SENDMESSAGE"
    fields = {"chat_id": str(PPK.id), "text": "a & b", "reply_markup": '{"inline_keyboard": []}'}
    async with bot.http.get(url, params=fields) as reply:
        assert (await reply.json())["result"]["text"] == "a & b"
    async with bot.http.post(url, data=fields) as reply:
        assert (await reply.json())["result"]["text"] == "a & b"
    async with bot.http.post(url, json={**fields, "chat_id": PPK.id}) as reply:
        assert (await reply.json())["result"]["text"] == "a & b"
    headers = {"Content-Type": "multipart/form-data"}
    async with bot.http.post(url, data=b"x", headers=headers) as reply:
        assert (await reply.json())["error_code"] == 400
    async with bot.http.post(url, data="{", headers={"Content-Type": "application/json"}) as reply:
        assert (await reply.json())["error_code"] == 400


@for_each(
    ("text", "words"),
    [
        ("", "Bad Request: message text is empty"),
        (" \n ", "Bad Request: message text is empty"),
        ("x" * 4097, "Bad Request: message is too long"),
        ("😀" * 2049, "Bad Request: message is too long"),
        ("x" * 32_769, "Bad Request: text is too long"),
    ],
)
async def test_texts_that_cannot_be_sent(bot: RawBot, text: str, words: str) -> None:
    assert await bot.is_refused("sendMessage", chat_id=PPK.id, text=text) == words
    sent = await bot.does("sendMessage", chat_id=PPK.id, text="baik")
    where = {"chat_id": PPK.id, "message_id": sent["message_id"]}
    edited = words.replace("message is too long", "MESSAGE_TOO_LONG")
    assert await bot.is_refused("editMessageText", **where, text=text) == edited


async def test_chats_that_cannot_be_written_to(box: Sandbox, bot: RawBot) -> None:
    assert await bot.is_refused("sendMessage", chat_id=5, text="x") == "Bad Request: chat not found"
    assert await bot.is_refused("sendMessage", chat_id="siti", text="x") == "Bad Request: chat not found"
    assert await bot.is_refused("sendMessage", text="x") == "Bad Request: chat_id is empty"
    newcomer = box.user(2001)
    words = "Forbidden: bot can't initiate conversation with a user"
    assert await bot.is_refused("sendMessage", chat_id=2001, text="x") == words
    await newcomer.types("/start")
    await bot.does("sendMessage", chat_id=2001, text="x")
    newcomer.blocks_bot()
    words = "Forbidden: bot was blocked by the user"
    assert await bot.is_refused("sendMessage", chat_id=2001, text="x") == words
    assert await bot.is_refused("sendChatAction", chat_id=2001, action="typing") == words
    newcomer.unblocks_bot()
    await bot.does("sendMessage", chat_id=2001, text="x")
    statuses = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in await bot.hears()
        if "my_chat_member" in update
    ]
    assert statuses == ["kicked", "member"]


@for_each(
    ("button", "words"),
    [
        ({"text": "x"}, "Bad Request: text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "callback_data": "d" * 65}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "й" * 33}, "Bad Request: BUTTON_DATA_INVALID"),
        (
            {"text": "x", "callback_data": ""},
            "Bad Request: text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "x", "copy_text": {"text": "c" * 257}}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": {"text": ""}}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        (
            {"callback_data": "x"},
            "Bad Request: can't parse inline keyboard button: Can't find field \"text\"",
        ),
        ({"text": "x", "url": "x"}, "Bad Request: inline keyboard button URL 'x' is invalid: Wrong HTTP URL"),
        (
            {"text": "x", "callback_data": "x", "style": "pink"},
            "Bad Request: can't parse inline keyboard button: invalid button style specified",
        ),
    ],
)
async def test_buttons_that_cannot_be_sent(bot: RawBot, button: dict[str, Any], words: str) -> None:
    assert await bot.is_refused("sendMessage", chat_id=PPK.id, text="x", reply_markup=keys([button])) == words


async def test_buttons_that_can_be_sent_come_back_as_they_were(bot: RawBot) -> None:
    markup = keys(
        [{"text": "й", "callback_data": "й" * 32, "style": "danger"}],
        [{"text": "Salin", "copy_text": {"text": "c" * 256}}, {"text": "Mati", "disabled": {}}],
    )
    sent = await bot.does("sendMessage", chat_id=PPK.id, text="x", reply_markup=markup)
    assert sent["reply_markup"] == markup


async def test_a_keyboard_has_a_hundred_buttons_at_most_and_shows_eight_in_a_row(bot: RawBot) -> None:
    row = [{"text": str(n), "callback_data": str(n)} for n in range(10)]
    sent = await bot.does("sendMessage", chat_id=PPK.id, text="x", reply_markup=keys(row))
    assert [button["text"] for button in sent["reply_markup"]["inline_keyboard"][0]] == list("01234567")
    full = keys(*[[row[0]]] * 100)
    await bot.does("sendMessage", chat_id=PPK.id, text="x", reply_markup=full)
    over = keys(*[[row[0]]] * 101)
    words = await bot.is_refused("sendMessage", chat_id=PPK.id, text="x", reply_markup=over)
    assert words == "Bad Request: reply markup is too long"


async def test_replies(box: Sandbox, bot: RawBot) -> None:
    asked = await box.user(PPK.id).types("halo")
    reply = {"message_id": asked["message_id"]}
    sent = await bot.does("sendMessage", chat_id=PPK.id, text="ya", reply_parameters=reply)
    assert sent["reply_to_message"]["text"] == "halo"
    words = await bot.is_refused("sendMessage", chat_id=PPK.id, text="x", reply_parameters={"message_id": 99})
    assert words == "Bad Request: message to be replied not found"
    lenient = {"message_id": 99, "allow_sending_without_reply": True}
    await bot.does("sendMessage", chat_id=PPK.id, text="x", reply_parameters=lenient)


async def test_copies_and_forwards(box: Sandbox, bot: RawBot) -> None:
    [first, second] = await box.user(PPK.id).sends(("a.txt", b"a"), ("b.txt", b"b"), caption="Dua")
    ids = [first["message_id"], second["message_id"]]
    source = {"chat_id": HELPDESK.id, "from_chat_id": PPK.id}
    await bot.does("copyMessages", **source, message_ids=ids)
    await bot.does("forwardMessages", **source, message_ids=ids)
    seen = box.user(HELPDESK.id).messages
    assert [message["document"]["file_name"] for message in seen] == ["a.txt", "b.txt"] * 2
    assert ["forward_origin" in message for message in seen] == [False, False, True, True]
    words = await bot.is_refused("copyMessages", **source, message_ids=ids[::-1])
    assert words == "Bad Request: message identifiers must be in a strictly increasing order"
    words = await bot.is_refused("copyMessage", **source, message_id=99)
    assert words == "Bad Request: message to copy not found"
    words = await bot.is_refused("forwardMessage", **source, message_id=99)
    assert words == "Bad Request: message to forward not found"


async def test_files_that_cannot_be_sent_or_fetched(box: Sandbox, bot: RawBot) -> None:
    here = {"chat_id": PPK.id}
    assert await bot.is_refused("sendDocument", **here) == "Bad Request: there is no document in the request"
    words = await bot.is_refused("sendDocument", **here, document="tidak-ada")
    assert words == "Bad Request: wrong file identifier/HTTP URL specified"
    words = await bot.is_refused("sendDocument", **here, document="https://example.com/a.pdf")
    assert words == "Bad Request: failed to get HTTP URL content"
    words = await bot.is_refused("sendMediaGroup", **here, media=[{"type": "photo", "media": "x"}])
    assert words == "Bad Request: there must be 2-10 messages in a group to send as an album"
    mixed = [{"type": "photo", "media": "x"}, {"type": "document", "media": "x"}]
    words = await bot.is_refused("sendMediaGroup", **here, media=mixed)
    assert words == "Bad Request: document can't be mixed with other media types"
    words = await bot.is_refused("sendDocument", **here, document="x", caption="y" * 1025)
    assert words == "Bad Request: message caption is too long"

    [photo] = await box.user(PPK.id).sends(("a.jpg", b"\xff\xd8\xff"), photo=True)
    words = await bot.is_refused("sendDocument", **here, document=photo["photo"][0]["file_id"])
    assert words == "Bad Request: can't use file of type Photo as Document"
    sent = await bot.does("sendPhoto", **here, photo=photo["photo"][0]["file_id"])
    assert sent["photo"] == photo["photo"]

    [big] = await box.user(PPK.id).sends(("besar.zip", bytes(20 * 1024 * 1024 + 1)))
    words = await bot.is_refused("getFile", file_id=big["document"]["file_id"])
    assert words == "Bad Request: file is too big"
    assert await bot.is_refused("getFile", file_id="x") == "Bad Request: invalid file_id"


async def test_a_local_server_gives_a_path_on_this_machine_and_serves_no_files(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs a folder"):
        Sandbox(local=True)
    box = Sandbox(personas=[PPK], folder=tmp_path, local=True)
    await box.start()
    async with aiohttp.ClientSession() as http:
        bot = RawBot(http, box.url)
        [big] = await box.user(PPK.id).sends(("besar.zip", bytes(20 * 1024 * 1024 + 1)))
        found = await bot.does("getFile", file_id=big["document"]["file_id"])
        [kept] = (tmp_path / "files").iterdir()
        assert found["file_path"] == str(kept)
        assert kept.stat().st_size == found["file_size"] == 20 * 1024 * 1024 + 1
        async with http.get(f"{box.url}/file/bot123456:sandbox/{found['file_path']}") as reply:
            assert reply.status == 404
        kept.unlink()
        assert "file_path" not in await bot.does("getFile", file_id=big["document"]["file_id"])
        form = aiohttp.FormData({"chat_id": str(PPK.id)})
        form.add_field("document", io.BytesIO(bytes(50 * 1024 * 1024 + 1)), filename="besar.zip")
        async with http.post(f"{box.url}/bot123456:sandbox/sendDocument", data=form) as reply:
            assert (await reply.json())["ok"]
    await box.stop()


async def test_a_file_of_more_than_fifty_megabytes_is_refused(bot: RawBot) -> None:
    form = aiohttp.FormData({"chat_id": str(PPK.id)})
    form.add_field("document", io.BytesIO(bytes(50 * 1024 * 1024 + 1)), filename="besar.zip")
    async with bot.http.post(f"{bot.url}/bot123456:sandbox/sendDocument", data=form) as reply:
        assert (await reply.json())["description"] == "Request Entity Too Large"


async def test_marks_and_pins(box: Sandbox, bot: RawBot) -> None:
    asked = await box.user(PPK.id).types("halo")
    here = {"chat_id": PPK.id, "message_id": asked["message_id"]}
    eyes = [{"type": "emoji", "emoji": "👀"}]
    await bot.does("setMessageReaction", **here, reaction=eyes)
    assert box.user(PPK.id).messages[-1]["reactions"] == eyes
    assert (
        await bot.is_refused("setMessageReaction", **here, reaction=eyes * 2)
        == "Bad Request: REACTION_INVALID"
    )
    await bot.does("pinChatMessage", **here)
    assert (await bot.does("getChat", chat_id=PPK.id))["pinned_message"]["text"] == "halo"
    await bot.does("sendChatAction", chat_id=PPK.id, action="typing")
    words = await bot.is_refused("sendChatAction", chat_id=PPK.id, action="dancing")
    assert words == "Bad Request: wrong parameter action in request"


async def test_a_mention_by_id_stays_only_for_somebody_known(bot: RawBot) -> None:
    html = '<a href="tg://user?id=1002">Budi</a> dan <a href="tg://user?id=5">entah</a>'
    sent = await bot.does("sendMessage", chat_id=PPK.id, text=html, parse_mode="HTML")
    assert [(entity["type"], entity["user"]["first_name"]) for entity in sent["entities"]] == [
        ("text_mention", "Budi")
    ]


async def test_explicit_entities(bot: RawBot) -> None:
    given = [
        {"type": "bold", "offset": 0, "length": 99},
        {"type": "mention", "offset": 0, "length": 1},
        {"type": "date_time", "offset": 0, "length": 2, "unix_time": 1800000000, "date_time_format": "r"},
    ]
    sent = await bot.does("sendMessage", chat_id=PPK.id, text="halo", entities=given)
    assert sent["entities"] == [
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "date_time", "unix_time": 1800000000, "date_time_format": "r", "offset": 0, "length": 2},
    ]
    words = await bot.is_refused("sendMessage", chat_id=PPK.id, text="halo", parse_mode="Org")
    assert words == "Bad Request: unsupported parse_mode"


async def test_commands_that_cannot_be_set(bot: RawBot) -> None:
    for command, words in [
        ({"command": "Mulai!", "description": "x"}, "Bad Request: BOT_COMMAND_INVALID"),
        ({"command": "mulai", "description": ""}, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
    ]:
        assert await bot.is_refused("setMyCommands", commands=[command]) == words
    scope = {"type": "chat", "chat_id": PPK.id}
    await bot.does("setMyCommands", commands=[{"command": "tugas", "description": "Tugas"}], scope=scope)
    assert await bot.does("getMyCommands") == []
    assert len(await bot.does("getMyCommands", scope=scope)) == 1


async def test_every_call_is_on_record(box: Sandbox, bot: RawBot) -> None:
    await bot.does("sendMessage", chat_id=PPK.id, text="halo")
    await bot.is_refused("sendMessage", chat_id=5, text="halo")
    sent, refused = box.calls
    assert (sent.method, sent.params["text"], sent.error) == ("sendMessage", "halo", None)
    assert isinstance(sent.result, dict)
    assert refused.error is not None
    assert refused.error["description"] == "Bad Request: chat not found"
    assert sent.at <= refused.at
