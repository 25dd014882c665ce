"""A small bot on pyTelegramBotAPI, run as a process: `telebot_bot.py URL TOKEN polling|webhook NAMES`."""

# The library types its methods, but not its decorators.
# mypy: disable-error-code="untyped-decorator, no-untyped-call"

import io
import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

import telebot
from telebot import apihelper
from telebot.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    Message,
    Update,
)

URL, TOKEN, WAY = sys.argv[1:4]
NAMES: list[str] = json.loads(sys.argv[4])
SECRET = "rahasia"
DATA = bytes(range(256)) * 8

# These are typed as None, which they are at first.
vars(apihelper).update(API_URL=URL + "/bot{0}/{1}", FILE_URL=URL + "/file/bot{0}/{1}")
bot = telebot.TeleBot(TOKEN, threaded=False)


@bot.message_handler(commands=["start"])
def start(message: Message) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Buat Tiket", callback_data="buat")]])
    bot.send_message(message.chat.id, f"Saya {bot.get_me().username}", reply_markup=keyboard)


@bot.callback_query_handler(func=lambda query: query.data == "buat")
def pressed(query: CallbackQuery) -> None:
    assert query.message is not None
    bot.answer_callback_query(query.id, "Baik")
    bot.edit_message_text("Tulis keluhan Anda", query.message.chat.id, query.message.message_id)


@bot.message_handler(commands=["berkas"])
def files(message: Message) -> None:
    whole = 0
    for name in NAMES:
        sent = bot.send_document(message.chat.id, InputFile(io.BytesIO(DATA), name))
        assert sent.document is not None
        path = bot.get_file(sent.document.file_id).file_path
        assert path is not None
        whole += bot.download_file(path) == DATA
    bot.send_message(message.chat.id, f"{whole} utuh")


@bot.message_handler(commands=["album"])
def album(message: Message) -> None:
    files = [InputFile(io.BytesIO(DATA), f"{n}.txt") for n in (1, 2)]
    one, two = (InputMediaDocument(file, caption=f"Berkas {n}") for n, file in enumerate(files, 1))
    bot.send_media_group(message.chat.id, [one, two])


@bot.message_handler(commands=["salah"])
def wrong(message: Message) -> None:
    try:
        bot.send_message(987, "halo")
    except apihelper.ApiTelegramException as refused:
        bot.send_message(message.chat.id, refused.description)


@bot.message_handler(content_types=["document"])
def document(message: Message) -> None:
    assert message.document is not None
    bot.reply_to(message, f"Diterima: {message.document.file_name}")


class Hook(BaseHTTPRequestHandler):
    """The address that updates are posted to."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        known = self.headers["X-Telegram-Bot-Api-Secret-Token"] == SECRET
        update = Update.de_json(body)
        if known and update is not None:
            bot.process_new_updates([update])
        self.send_response(200 if known else 401)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Write nothing about requests."""


if WAY == "polling":
    bot.infinity_polling(timeout=20, long_polling_timeout=20)
else:
    server = HTTPServer(("127.0.0.1", 0), Hook)
    bot.set_webhook(f"http://127.0.0.1:{server.server_port}/", secret_token=SECRET)
    server.serve_forever()
