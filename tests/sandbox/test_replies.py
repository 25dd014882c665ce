"""Replies of the bot: to which message, and with which quote."""

from typing import Any

import pytest

from sandbox import Sandbox
from tests.cases import for_each

from .conftest import PPK, RawBot

TEXT = "satu <b>dua</b> 😀 <i>tiga</i> dua /empat"


async def quotes(bot: RawBot, **quote: Any) -> dict[str, Any]:
    """Send a text, reply to it with this quote, and return the whole answer."""
    asked = await bot.does("sendMessage", chat_id=PPK.id, text=TEXT, parse_mode="HTML")
    given = {"message_id": asked["message_id"], **quote}
    return await bot.tries("sendMessage", chat_id=PPK.id, text="ya", reply_parameters=given)


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ({"quote": "satu"}, {"text": "satu", "position": 0}),
        ({"quote": "dua /empat"}, {"text": "dua /empat", "position": 17}),
        ({"quote": "dua"}, {"text": "dua", "position": 17}),
        (
            {"quote": "<b>dua</b>", "quote_parse_mode": "HTML"},
            {"text": "dua", "position": 5, "entities": [{"type": "bold", "offset": 0, "length": 3}]},
        ),
        (
            {"quote": "ua 😀 t", "quote_entities": [
                {"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 6, "length": 1}
            ]},
            {"text": "ua 😀 t", "position": 6, "entities": [
                {"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 6, "length": 1}
            ]},
        ),
        ({"quote": "a", "quote_position": 1}, {"text": "a", "position": 1}),
        ({"quote": "a", "quote_position": 40}, {"text": "a", "position": 25}),
    ],
)  # fmt: skip
async def test_a_quote_is_a_part_of_the_message(
    bot: RawBot, quote: dict[str, Any], shown: dict[str, Any]
) -> None:
    answer = await quotes(bot, **quote)
    assert answer["result"]["quote"] == {**shown, "is_manual": True}
    assert answer["result"]["reply_to_message"]["text"] == "satu dua 😀 tiga dua /empat"


@for_each(
    "quote",
    [
        {"quote": "lima"},
        {"quote": "Satu"},
        {"quote": "<b>satu</b>", "quote_parse_mode": "HTML"},
        {"quote": "satu dua"},
        {"quote": "x" * 1025},
    ],
)
async def test_a_quote_that_is_not_found_is_refused(bot: RawBot, quote: dict[str, Any]) -> None:
    assert (await quotes(bot, **quote))["description"] == "Bad Request: QUOTE_TEXT_INVALID"


async def test_an_empty_quote_is_none(bot: RawBot) -> None:
    assert "quote" not in (await quotes(bot, quote=" "))["result"]


async def test_a_caption_can_be_quoted_and_a_file_without_one_cannot(box: Sandbox, bot: RawBot) -> None:
    [named] = await box.user(PPK.id).sends(("a.txt", b"a"), caption="Surat tugas")
    [bare] = await box.user(PPK.id).sends(("a.txt", b"a"))
    for_named = {"message_id": named["message_id"], "quote": "tugas"}
    sent = await bot.does("sendMessage", chat_id=PPK.id, text="ya", reply_parameters=for_named)
    assert sent["quote"]["position"] == 6
    words = await bot.is_refused(
        "sendMessage",
        chat_id=PPK.id,
        text="ya",
        reply_parameters={"message_id": bare["message_id"], "quote": "a"},
    )
    assert words == "Bad Request: QUOTE_TEXT_INVALID"


@for_each(
    ("given", "words"),
    [
        ("{", "can't parse reply parameters JSON object"),
        ([], "object expected as reply parameters"),
        ({"quote": "x"}, 'can\'t find field "message_id"'),
        ({"message_id": 99}, "message to be replied not found"),
    ],
)
async def test_reply_parameters_that_cannot_be_used(bot: RawBot, given: object, words: str) -> None:
    refused = await bot.is_refused("sendMessage", chat_id=PPK.id, text="x", reply_parameters=given)
    assert refused == f"Bad Request: {words}"


@pytest.mark.parametrize(
    "given",
    [
        {"reply_parameters": {}},
        {"reply_parameters": {"message_id": 99, "allow_sending_without_reply": True, "quote": "x"}},
        {"reply_to_message_id": 99, "allow_sending_without_reply": True},
        {"reply_parameters": {}, "reply_to_message_id": 99},
    ],
)
async def test_a_message_goes_out_without_the_reply(bot: RawBot, given: dict[str, Any]) -> None:
    sent = await bot.does("sendMessage", chat_id=PPK.id, text="x", **given)
    assert "reply_to_message" not in sent
    assert "quote" not in sent
