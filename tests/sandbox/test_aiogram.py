"""aiogram talks to the sandbox as it talks to Telegram."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.methods import GetUpdates
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CopyTextButton,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    InputPollOption,
    Message,
    ReplyParameters,
)

from sandbox import Sandbox

from .conftest import PPK, TOKEN
from .pictures import png

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="✅ Kirim Tiket", callback_data="kirim:7", style="success"),
            InlineKeyboardButton(text="Batal", callback_data="batal", style="danger"),
        ],
        [InlineKeyboardButton(text="Salin nomor", copy_text=CopyTextButton(text="LPSE-2026-000007"))],
        [InlineKeyboardButton(text="Sudah diambil Budi", disabled=DisabledButton())],
        [InlineKeyboardButton(text="Buka", url="https://eproc.lkpp.go.id/")],
    ]
)


@pytest.fixture
async def aiobot(box: Sandbox) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(box.url))
    async with Bot(TOKEN, session=session) as aiobot:
        yield aiobot


async def test_a_ticket_is_written_pressed_and_confirmed(box: Sandbox, aiobot: Bot) -> None:
    ppk = box.user(PPK.id)
    me = await aiobot.get_me()
    assert (me.id, me.username) == (123456, "lpse_support_bot")

    await ppk.types("/start tiket_7 halo")
    [update] = await aiobot(GetUpdates(timeout=5))
    assert update.message is not None
    assert update.message.from_user is not None
    assert (update.message.from_user.full_name, update.message.chat.id) == ("Siti Rahma", PPK.id)
    assert [(e.type, e.offset, e.length) for e in update.message.entities or []] == [("bot_command", 0, 6)]

    html = (
        'Tiket <b>LPSE-7</b>, batas <tg-time unix="1800003600" format="wDT">besok</tg-time>\n'
        "<blockquote expandable>Riwayat &amp; catatan</blockquote>"
    )
    sent = await aiobot.send_message(PPK.id, html, parse_mode="HTML", reply_markup=KEYBOARD)
    assert sent.text == "Tiket LPSE-7, batas besok\nRiwayat & catatan"
    assert [e.type for e in sent.entities or []] == ["bold", "date_time", "expandable_blockquote"]
    assert sent.entities
    assert (sent.entities[1].unix_time, sent.entities[1].date_time_format) == (1800003600, "wDT")
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == KEYBOARD.model_dump()

    query_id = await ppk.presses("Kirim Tiket")
    [update] = await aiobot(GetUpdates(offset=update.update_id + 1, timeout=5))
    assert update.callback_query is not None
    assert (update.callback_query.data, update.callback_query.id) == ("kirim:7", query_id)
    assert isinstance(update.callback_query.message, Message)
    assert update.callback_query.message.message_id == sent.message_id

    await aiobot.answer_callback_query(query_id, "Tersimpan", show_alert=True)
    await aiobot.edit_message_text("Tiket terkirim", chat_id=PPK.id, message_id=sent.message_id)
    assert ppk.toasts == [{"text": "Tersimpan", "show_alert": True}]
    assert ppk.messages[-1]["text"] == "Tiket terkirim"
    assert "reply_markup" not in ppk.messages[-1]

    await aiobot.delete_message(PPK.id, sent.message_id)
    assert [message["text"] for message in ppk.messages] == ["/start tiket_7 halo"]


async def test_documents_go_up_and_come_down_unchanged(box: Sandbox, aiobot: Bot) -> None:
    ppk = box.user(PPK.id)
    bytes_ = bytes(range(256)) * 4000
    sent = await aiobot.send_document(PPK.id, BufferedInputFile(bytes_, "kak ü.pdf"), caption="<i>KAK</i>",
                                      parse_mode="HTML")  # fmt: skip
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("kak ü.pdf", len(bytes_))
    assert (sent.caption, [e.type for e in sent.caption_entities or []]) == ("KAK", ["italic"])

    again = await aiobot.send_document(PPK.id, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_unique_id == sent.document.file_unique_id

    file = await aiobot.get_file(sent.document.file_id)
    assert file.file_path is not None
    loaded = await aiobot.download_file(file.file_path)
    assert loaded is not None
    assert loaded.read() == bytes_

    await ppk.sends(("foto.jpg", b"\xff\xd8\xff bukan foto sungguhan"), photo=True, caption="Layar")
    [update] = await aiobot(GetUpdates(timeout=5))
    assert update.message is not None
    assert update.message.photo
    assert len({size.file_unique_id for size in update.message.photo}) == len(update.message.photo) > 1
    loaded = await aiobot.download(update.message.photo[-1])
    assert loaded is not None
    assert loaded.read() == b"\xff\xd8\xff bukan foto sungguhan"


async def test_albums_both_ways(box: Sandbox, aiobot: Bot) -> None:
    ppk = box.user(PPK.id)
    await ppk.sends(("a.pdf", b"a"), ("b.pdf", b"b"), ("c.pdf", b"c"), caption="Tiga berkas")
    updates = await aiobot(GetUpdates(timeout=5))
    messages = [update.message for update in updates if update.message]
    assert len({message.media_group_id for message in messages}) == 1
    assert [message.caption for message in messages] == ["Tiga berkas", None, None]

    sent = await aiobot.send_media_group(
        PPK.id,
        [
            InputMediaDocument(media=BufferedInputFile(b"satu", "satu.txt")),
            InputMediaDocument(media=BufferedInputFile(b"dua", "dua.txt"), caption="Dua"),
        ],
    )
    assert [message.document.file_name for message in sent if message.document] == ["satu.txt", "dua.txt"]
    photos = await aiobot.send_media_group(
        PPK.id,
        [InputMediaPhoto(media=BufferedInputFile(png(1000, 500), f"{n}.png")) for n in (1, 2)],
    )
    assert photos[0].photo
    assert (photos[0].photo[-1].width, photos[0].photo[-1].height) == (1000, 500)
    changed = await aiobot.edit_message_media(
        InputMediaPhoto(media=BufferedInputFile(png(10, 10), "x.png"), caption="baru"),
        chat_id=PPK.id,
        message_id=photos[0].message_id,
    )
    assert isinstance(changed, Message)
    assert changed.caption == "baru"

    copied = await aiobot.copy_message(1002, PPK.id, sent[1].message_id, caption="Salinan")
    helpdesk = box.user(1002)
    assert helpdesk.messages[-1]["message_id"] == copied.message_id
    assert helpdesk.messages[-1]["caption"] == "Salinan"
    forwarded = await aiobot.forward_message(1002, PPK.id, messages[0].message_id)
    assert forwarded.forward_origin is not None


async def test_quotes_polls_places_videos_and_stickers(box: Sandbox, aiobot: Bot) -> None:
    asked = await box.user(PPK.id).types("Kapan tiket saya dijawab?")
    quote = ReplyParameters(message_id=asked["message_id"], quote="tiket saya")
    sent = await aiobot.send_message(PPK.id, "Hari ini", reply_parameters=quote)
    assert sent.quote is not None
    assert (sent.quote.text, sent.quote.position, sent.quote.is_manual) == ("tiket saya", 6, True)
    voted = await aiobot.send_poll(
        PPK.id, "Puas?", [InputPollOption(text="Ya"), InputPollOption(text="Tidak")]
    )
    assert voted.poll is not None
    assert [option.text for option in voted.poll.options] == ["Ya", "Tidak"]
    place = await aiobot.send_location(PPK.id, -7.25, 112.75)
    assert place.location is not None
    assert place.location.longitude == 112.75
    filmed = await aiobot.send_video(PPK.id, BufferedInputFile(b"\0\0\0\x18ftypmp42", "layar rekam.mp4"))
    assert filmed.video is not None
    assert filmed.video.file_name == "layar rekam.mp4"
    stuck = await aiobot.send_sticker(PPK.id, BufferedInputFile(b"RIFF\0\0\0\0WEBP", "a.webp"), emoji="👍")
    assert stuck.sticker is not None
    assert stuck.sticker.emoji == "👍"


async def test_trouble_becomes_the_exceptions_that_aiogram_knows(box: Sandbox, aiobot: Bot) -> None:
    box.misbehave("sendMessage", error=429, retry_after=7)
    with pytest.raises(TelegramRetryAfter) as slow:
        await aiobot.send_message(PPK.id, "halo")
    assert slow.value.retry_after == 7
    await aiobot.send_message(PPK.id, "halo")

    box.user(PPK.id).blocks_bot()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await aiobot.send_message(PPK.id, "halo")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await aiobot.send_message(987, "halo")
    [update] = await aiobot(GetUpdates(timeout=5))
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"


async def test_what_the_bot_says_about_itself(box: Sandbox, aiobot: Bot) -> None:
    await aiobot.set_my_commands([BotCommand(command="start", description="Mulai")])
    await aiobot.set_my_commands([BotCommand(command="start", description="Start")], language_code="en")
    assert [command.description for command in await aiobot.get_my_commands(language_code="en")] == ["Start"]
    await aiobot.delete_my_commands(language_code="en")
    assert await aiobot.get_my_commands(language_code="en") == []
    await aiobot.set_my_description("Bantuan teknis pengadaan")
    assert (await aiobot.get_my_description()).description == "Bantuan teknis pengadaan"
    await aiobot.set_my_short_description("Bantuan")
    assert (await aiobot.get_my_short_description()).short_description == "Bantuan"
    await aiobot.set_my_name("Meja Bantuan", language_code="id")
    assert (await aiobot.get_my_name(language_code="id")).name == "Meja Bantuan"
    assert (await aiobot.get_my_name()).name == "LPSE Support Bot"
    await aiobot.set_chat_menu_button()
    assert (await aiobot.get_chat(PPK.id)).first_name == "Siti"
    assert (await aiobot.get_chat_member(PPK.id, PPK.id)).status == "member"
