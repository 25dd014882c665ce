"""Refusals in exactly the words of the official Bot API server, for calls that are easily got wrong."""

from typing import Any

import pytest

from sandbox import Sandbox
from tests.cases import for_each

from .conftest import PPK, RawBot, keys

DATA = {"text": "x", "callback_data": "x"}


@for_each(
    ("entities", "words"),
    [
        ([{"type": "bold", "length": 1}], 'Can\'t find field "offset"'),
        ([{"type": "bold", "offset": 0}], 'Can\'t find field "length"'),
        ([{"type": "bold", "offset": "x", "length": 1}], 'Field "offset" must be of type Number'),
        ([{"offset": 0, "length": 1}], 'Can\'t find field "type"'),
        ([{"type": "big", "offset": 0, "length": 1}], "Unsupported type specified"),
        ([{"type": "text_link", "offset": 0, "length": 1}], 'Can\'t find field "url"'),
        ([{"type": "text_mention", "offset": 0, "length": 1}], 'Can\'t find field "user"'),
        ([{"type": "custom_emoji", "offset": 0, "length": 1}], 'Can\'t find field "custom_emoji_id"'),
        (["bold"], "expected an Object"),
    ],
)
async def test_entities_that_lack_something(bot: RawBot, entities: object, words: str) -> None:
    given = {"chat_id": PPK.id, "text": "halo", "entities": entities}
    assert await bot.is_refused("sendMessage", **given) == f"Bad Request: can't parse MessageEntity: {words}"


@pytest.mark.parametrize("entities", ["[", "{}", {"type": "bold", "offset": 0, "length": 1}, 7, "x"])
async def test_entities_that_are_no_list_are_passed_over(bot: RawBot, entities: object) -> None:
    sent = await bot.does("sendMessage", chat_id=PPK.id, text="halo", entities=entities)
    assert "entities" not in sent


async def test_an_edit_is_measured_behind_the_server(box: Sandbox, bot: RawBot) -> None:
    sent = await bot.does("sendMessage", chat_id=PPK.id, text="x")
    here = {"chat_id": PPK.id, "message_id": sent["message_id"]}
    assert await bot.is_refused("editMessageText", **here, text="x" * 5000) == "Bad Request: MESSAGE_TOO_LONG"
    [theirs] = await box.user(PPK.id).sends(("a.txt", b"a"))
    file_id = theirs["document"]["file_id"]
    sent = await bot.does("sendDocument", chat_id=PPK.id, document=file_id)
    words = await bot.is_refused(
        "editMessageCaption", chat_id=PPK.id, message_id=sent["message_id"], caption="x" * 1025
    )
    assert words == "Bad Request: MEDIA_CAPTION_TOO_LONG"
    words = await bot.is_refused("editMessageText", text="x")
    assert words == "Bad Request: message identifier is not specified"


@pytest.mark.parametrize("method", ["sendMessage", "sendDocument"])
async def test_a_source_is_measured_in_bytes(bot: RawBot, method: str) -> None:
    source = "й" * (1 << 14)
    given = {"chat_id": PPK.id, "text": source, "caption": source, "document": "x"}
    assert await bot.is_refused(method, **given) in (
        "Bad Request: message is too long",
        "Bad Request: message caption is too long",
    )
    given |= {"text": source + "x", "caption": source + "x"}
    assert await bot.is_refused(method, **given) == "Bad Request: text is too long"


@for_each(
    ("markup", "words"),
    [
        (keys(*[[DATA]] * 101), "reply markup is too long"),
        (
            {"inline_keyboard": [DATA]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"inline_keyboard": DATA}, 'field "inline_keyboard" must be of type Array'),
        (
            {"inline_keyboard": [["x"]]},
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        ({"keyboard": [DATA]}, 'field "keyboard" must be an Array of Arrays'),
        ({"keyboard": DATA}, 'field "keyboard" must be of type Array'),
        ({"keyboard": [[7]]}, "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ("x", "can't parse reply keyboard markup JSON object"),
        ([], "object expected as reply markup"),
    ],
)
async def test_keyboards_that_cannot_be_read(bot: RawBot, markup: object, words: str) -> None:
    given = {"chat_id": PPK.id, "text": "x", "reply_markup": markup}
    assert await bot.is_refused("sendMessage", **given) == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("style", "kept"),
    [("danger", "danger"), ("DANGER", "danger"), ("Success", "success"), ("default", None), ("", None)],
)
async def test_styles_of_buttons(box: Sandbox, bot: RawBot, style: str, kept: str | None) -> None:
    sent = await bot.does(
        "sendMessage", chat_id=PPK.id, text="x", reply_markup=keys([{**DATA, "style": style}])
    )
    assert sent["reply_markup"]["inline_keyboard"][0][0].get("style") == kept
    below = {"keyboard": [[{"text": "Buat Tiket", "style": style}]]}
    await bot.does("sendMessage", chat_id=PPK.id, text="x", reply_markup=below)
    assert box.user(PPK.id).messages[-1]["reply_markup"]["keyboard"][0][0].get("style") == kept


@for_each(
    ("method", "given", "words"),
    [
        ("deleteMessage", {}, "message identifier is not specified"),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
        ("deleteMessages", {"message_ids": [0]}, "invalid message identifier specified"),
        ("deleteMessages", {"message_ids": [-1, 5]}, "invalid message identifier specified"),
        ("deleteMessages", {}, "message identifiers are not specified"),
    ],
)
async def test_messages_that_are_not_named(
    bot: RawBot, method: str, given: dict[str, Any], words: str
) -> None:
    assert await bot.is_refused(method, chat_id=PPK.id, **given) == f"Bad Request: {words}"


@for_each(
    ("secret", "words"),
    [
        ("x" * 257, "secret token is too long"),
        ("é" * 257, "secret token is too long"),
        ("é", "secret token contains unallowed characters"),
    ],
)
async def test_secrets_that_a_webhook_cannot_have(bot: RawBot, secret: str, words: str) -> None:
    given = {"url": "http://127.0.0.1:9/hook", "secret_token": secret}
    assert await bot.is_refused("setWebhook", **given) == f"Bad Request: {words}"


async def test_a_method_that_does_not_exist(bot: RawBot) -> None:
    answer = await bot.tries("sendTicket")
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
