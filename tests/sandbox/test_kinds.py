"""Videos, stickers, polls and places; and what may be forwarded and copied."""

import json
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from tests.cases import for_each

from .conftest import HELPDESK, PPK, TOKEN, RawBot

MP4 = b"\0\0\0\x18ftypmp42" + bytes(40)
WEBP = b"RIFF\x1a\0\0\0WEBPVP8L" + bytes(10)
TGS = b"\x1f\x8b\x08\0" + bytes(10)


async def uploads(bot: RawBot, method: str, kind: str, name: str, data: bytes, **more: str) -> Any:
    """Upload a file with a method and return the message."""
    form = aiohttp.FormData({"chat_id": str(PPK.id), **more})
    form.add_field(kind, data, filename=name)
    async with bot.http.post(f"{bot.url}/bot{TOKEN}/{method}", data=form) as reply:
        answer = await reply.json()
        assert answer["ok"], answer
        return answer["result"]


async def test_a_video_goes_up_and_is_sent_again_by_its_id(bot: RawBot) -> None:
    about = {"width": "640", "height": "360", "duration": "7", "caption": "Layar"}
    sent = await uploads(bot, "sendVideo", "video", "layar.mp4", MP4, **about)
    video = sent["video"]
    assert (video["width"], video["height"], video["duration"]) == (640, 360, 7)
    assert (video["file_name"], video["mime_type"], sent["caption"]) == ("layar.mp4", "video/mp4", "Layar")
    again = await bot.does("sendVideo", chat_id=PPK.id, video=video["file_id"])
    assert again["video"] == video
    words = await bot.is_refused("sendDocument", chat_id=PPK.id, document=video["file_id"])
    assert words == "Bad Request: can't use file of type Video as Document"
    here = {"chat_id": PPK.id, "message_id": sent["message_id"]}
    assert (await bot.does("editMessageCaption", **here, caption="Baru"))["caption"] == "Baru"
    words = await bot.is_refused("sendVideo", chat_id=PPK.id)
    assert words == "Bad Request: there is no video in the request"


async def test_what_is_no_video_arrives_as_a_document(bot: RawBot) -> None:
    sent = await uploads(bot, "sendVideo", "video", "layar.avi", b"RIFF....AVI ")
    assert sent["document"]["file_name"] == "layar.avi"
    sent = await uploads(bot, "sendSticker", "sticker", "a.png", b"\x89PNG")
    assert sent["document"]["mime_type"] == "image/png"


@pytest.mark.parametrize(
    ("name", "data", "animated"), [("a.webp", WEBP, False), ("a.tgs", TGS, True)], ids=["still", "animated"]
)
async def test_a_sticker_has_no_caption(bot: RawBot, name: str, data: bytes, animated: bool) -> None:
    sent = await uploads(bot, "sendSticker", "sticker", name, data, emoji="👍", caption="x")
    assert "caption" not in sent
    assert (sent["sticker"]["emoji"], sent["sticker"]["is_animated"]) == ("👍", animated)
    here = {"chat_id": PPK.id, "message_id": sent["message_id"]}
    words = await bot.is_refused("editMessageCaption", **here, caption="x")
    assert words == "Bad Request: there is no caption in the message to edit"


async def test_photos_and_videos_share_an_album_and_documents_do_not(bot: RawBot) -> None:
    form = aiohttp.FormData({"chat_id": str(PPK.id)})
    form.add_field("v", MP4, filename="v.mp4")
    media = [{"type": "video", "media": "attach://v", "width": 3}, {"type": "video", "media": "attach://v"}]
    form.add_field("media", json.dumps(media))
    async with bot.http.post(f"{bot.url}/bot{TOKEN}/sendMediaGroup", data=form) as reply:
        album = (await reply.json())["result"]
    assert [message["video"]["width"] for message in album] == [3, 0]
    mixed = [{"type": "video", "media": "x"}, {"type": "document", "media": "x"}]
    words = await bot.is_refused("sendMediaGroup", chat_id=PPK.id, media=mixed)
    assert words == "Bad Request: document can't be mixed with other media types"


async def test_a_poll_and_a_quiz(bot: RawBot) -> None:
    here = {"chat_id": PPK.id, "question": "Puas?"}
    sent = await bot.does("sendPoll", **here, options=["Ya", {"text": "Tidak"}], is_anonymous=False)
    poll = sent["poll"]
    assert [option["text"] for option in poll["options"]] == ["Ya", "Tidak"]
    assert (poll["type"], poll["is_anonymous"], poll["total_voter_count"]) == ("regular", False, 0)
    quiz = await bot.does(
        "sendPoll",
        **here,
        options='["Ya", "Tidak"]',
        type="quiz",
        correct_option_id=1,
        explanation="<b>Baca</b> lagi",
        explanation_parse_mode="HTML",
    )
    assert quiz["poll"]["correct_option_ids"] == [1]
    assert quiz["poll"]["explanation_entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert quiz["poll"]["is_anonymous"]


@for_each(
    ("given", "words"),
    [
        ({"question": " "}, "poll question must be non-empty"),
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        ({"options": "["}, "can't parse options JSON object"),
        ({"options": {}}, "expected an Array of InputPollOption"),
        ({"options": []}, "poll must have at least 1 option"),
        ({"options": ["x"] * 13}, "poll can't have more than 12 options"),
        ({"options": [" "]}, "poll options must be non-empty"),
        ({"options": ["x" * 101]}, "poll options length must not exceed 100"),
        ({"type": "quiz"}, "wrong correct option ID specified"),
        ({"type": "quiz", "correct_option_id": 1}, "wrong correct option ID specified"),
        ({"type": "vote"}, "unsupported poll type specified"),
    ],
)
async def test_polls_that_cannot_be_sent(bot: RawBot, given: dict[str, Any], words: str) -> None:
    poll = {"chat_id": PPK.id, "question": "Puas?", "options": ["Ya"], **given}
    assert await bot.is_refused("sendPoll", **poll) == f"Bad Request: {words}"


async def test_a_place(bot: RawBot) -> None:
    sent = await bot.does("sendLocation", chat_id=PPK.id, latitude="-7.25", longitude=112.75)
    assert sent["location"] == {"latitude": -7.25, "longitude": 112.75}
    live = {"horizontal_accuracy": 2000, "live_period": 60}
    sent = await bot.does("sendLocation", chat_id=PPK.id, latitude=0, longitude=0, **live)
    assert sent["location"]["horizontal_accuracy"] == 1500
    assert sent["location"]["live_period"] == 60


@for_each(
    ("given", "words"),
    [
        ({}, "latitude is empty"),
        ({"latitude": 1}, "longitude is empty"),
        ({"latitude": 91, "longitude": 1}, "invalid location specified"),
        ({"latitude": 1, "longitude": 1, "live_period": 59}, "wrong live location period specified"),
    ],
)
async def test_places_that_cannot_be_sent(bot: RawBot, given: dict[str, Any], words: str) -> None:
    assert await bot.is_refused("sendLocation", chat_id=PPK.id, **given) == f"Bad Request: {words}"


async def test_protected_content_is_copied_by_the_bot_and_forwarded_by_nobody(
    box: Sandbox, bot: RawBot, page: Callable[..., Any]
) -> None:
    kept = await bot.does("sendMessage", chat_id=PPK.id, text="rahasia", protect_content=True)
    free = await bot.does("sendMessage", chat_id=PPK.id, text="terbuka")
    ids = [kept["message_id"], free["message_id"]]
    source = {"chat_id": HELPDESK.id, "from_chat_id": PPK.id}
    words = await bot.is_refused("forwardMessage", **source, message_id=ids[0])
    assert words == "Bad Request: the message can't be forwarded"
    assert len(await bot.does("forwardMessages", **source, message_ids=ids)) == 1
    words = await bot.is_refused("forwardMessages", **source, message_ids=ids[:1])
    assert words == "Bad Request: there are no messages to forward"
    await bot.does("copyMessage", **source, message_id=ids[0])
    await bot.does("copyMessages", **source, message_ids=ids, protect_content=True)
    seen = box.user(HELPDESK.id).messages
    assert [message["text"] for message in seen] == ["terbuka", "rahasia", "rahasia", "terbuka"]
    assert [message.get("has_protected_content") for message in seen] == [None, None, True, True]
    answer = await page("/chats/1002/forward", from_chat=PPK.id, message_ids=ids[:1])
    assert answer["description"] == "Bad Request: the message can't be forwarded"


async def test_every_kind_is_copied_and_forwarded(box: Sandbox, bot: RawBot) -> None:
    await bot.does("sendPoll", chat_id=PPK.id, question="Puas?", options=["Ya"])
    await bot.does("sendLocation", chat_id=PPK.id, latitude=1, longitude=2)
    await uploads(bot, "sendVideo", "video", "a.mp4", MP4)
    await uploads(bot, "sendSticker", "sticker", "a.webp", WEBP)
    kinds = ["poll", "location", "video", "sticker"]
    for method in ("copyMessage", "forwardMessage"):
        for message in box.user(PPK.id).messages:
            await bot.does(
                method, chat_id=HELPDESK.id, from_chat_id=PPK.id, message_id=message["message_id"], caption=""
            )
    seen = box.user(HELPDESK.id).messages
    assert [kind for message in seen for kind in kinds if kind in message] == kinds * 2
