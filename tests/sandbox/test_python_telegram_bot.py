"""python-telegram-bot talks to the sandbox as it talks to Telegram."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument, Message, Update
from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from sandbox import Sandbox

from .conftest import PPK, TOKEN
from .pictures import png


@pytest.fixture
async def ptb(box: Sandbox) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{box.url}/bot", base_file_url=f"{box.url}/file/bot") as ptb:
        yield ptb


async def test_an_application_polls_answers_and_edits(box: Sandbox) -> None:
    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Buat Tiket", callback_data="buat")]])
        await update.message.reply_html("<b>Selamat datang</b>", reply_markup=keyboard)

    async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query
        await update.callback_query.answer("Baik")
        await update.callback_query.edit_message_text("Tulis keluhan Anda")

    async def told(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        assert update.message.text
        await update.message.reply_text(update.message.text.upper(), do_quote=True)

    app: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder()
        .token(TOKEN)
        .base_url(f"{box.url}/bot")
        .base_file_url(f"{box.url}/file/bot")
        .build()
    )
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CallbackQueryHandler(pressed))
    app.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, told))
    ppk = box.user(PPK.id)
    async with app:
        assert app.updater
        await app.start()
        await app.updater.start_polling(timeout=5)
        await ppk.types("/start")
        await box.settled(lambda: ppk.messages[-1].get("text") == "Selamat datang")
        await ppk.presses("Buat Tiket")
        await box.settled(lambda: ppk.messages[-1].get("text") == "Tulis keluhan Anda")
        assert ppk.toasts == [{"text": "Baik", "show_alert": False}]
        await ppk.types("tidak bisa masuk")
        await box.settled(lambda: ppk.messages[-1].get("text") == "TIDAK BISA MASUK")
        assert ppk.messages[-1]["reply_to_message"]["text"] == "tidak bisa masuk"
        await app.updater.stop()
        await app.stop()


async def test_files_up_and_down(box: Sandbox, ptb: Bot) -> None:
    sent = await ptb.send_document(PPK.id, b"isi berkas", filename="surat.pdf", caption="Surat")
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ("surat.pdf", "Surat")
    file = await sent.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"isi berkas"

    photo = await ptb.send_photo(PPK.id, png(640, 480), filename="layar.png")
    assert (photo.photo[-1].width, photo.photo[-1].height) == (640, 480)
    album = await ptb.send_media_group(
        PPK.id, [InputMediaDocument(b"satu", filename="1.txt"), InputMediaDocument(b"dua", filename="2.txt")]
    )
    assert len({message.media_group_id for message in album}) == 1
    edited = await ptb.edit_message_caption(PPK.id, sent.message_id, caption="Surat baru")
    assert isinstance(edited, Message)
    assert edited.caption == "Surat baru"


async def test_refusals_become_the_errors_that_it_knows(
    box: Sandbox, ptb: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb.send_message(987, "halo")
    with pytest.raises(BadRequest, match='nsupported start tag "x" at byte offset 3'):
        await ptb.send_message(PPK.id, "ab <x>", parse_mode="HTML")
    box.misbehave(error=429, retry_after=3)
    with pytest.raises(RetryAfter):
        await ptb.send_message(PPK.id, "halo")
    box.user(PPK.id).blocks_bot()
    with pytest.raises(Forbidden):
        await ptb.send_message(PPK.id, "halo")
