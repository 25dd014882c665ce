"""Messages edited and deleted, buttons pressed and answered."""

import pytest

from sandbox import Sandbox

from .conftest import PPK, Clock, RawBot, keys

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_editing(box: Sandbox, bot: RawBot) -> None:
    ppk = box.user(PPK.id)
    markup = keys([{"text": "Ya", "callback_data": "ya"}])
    sent = await bot.does(
        "sendMessage", chat_id=PPK.id, text="<b>Yakin?</b>", parse_mode="HTML", reply_markup=markup
    )
    here = {"chat_id": PPK.id, "message_id": sent["message_id"]}
    same = {"text": " <b>Yakin?</b> ", "parse_mode": "HTML", "reply_markup": markup}
    assert await bot.is_refused("editMessageText", **here, **same) == NOT_MODIFIED
    assert await bot.is_refused("editMessageReplyMarkup", **here, reply_markup=markup) == NOT_MODIFIED
    edited = await bot.does("editMessageText", **here, text="Yakin?", reply_markup=markup)
    assert "entities" not in edited
    assert edited["edit_date"] == sent["date"]
    assert await bot.is_refused("editMessageText", **here, text="Yakin?", reply_markup=markup) == NOT_MODIFIED
    edited = await bot.does("editMessageReplyMarkup", **here)
    assert "reply_markup" not in edited
    words = await bot.is_refused("editMessageCaption", **here, caption="x")
    assert words == "Bad Request: there is no caption in the message to edit"
    words = await bot.is_refused("editMessageText", chat_id=PPK.id, message_id=999, text="x")
    assert words == "Bad Request: message to edit not found"
    theirs = await ppk.types("halo")
    words = await bot.is_refused("editMessageText", chat_id=PPK.id, message_id=theirs["message_id"], text="x")
    assert words == "Bad Request: message can't be edited"
    below = await bot.does(
        "sendMessage", chat_id=PPK.id, text="x", reply_markup={"keyboard": [["Buat Tiket"]]}
    )
    words = await bot.is_refused("editMessageText", chat_id=PPK.id, message_id=below["message_id"], text="y")
    assert words == "Bad Request: message can't be edited"
    assert ppk.messages[-1]["reply_markup"]["keyboard"] == [[{"text": "Buat Tiket"}]]


async def test_what_was_handed_out_before_an_edit_stays_as_it_was(box: Sandbox, bot: RawBot) -> None:
    markup = keys([{"text": "Ya", "callback_data": "ya"}])
    sent = await bot.does("sendMessage", chat_id=PPK.id, text="lama", reply_markup=markup)
    await box.user(PPK.id).presses("Ya")
    await bot.does("editMessageText", chat_id=PPK.id, message_id=sent["message_id"], text="baru")
    [update] = await bot.hears()
    assert update["callback_query"]["message"]["text"] == "lama"


async def test_deleting(box: Sandbox, bot: RawBot, clock: Clock) -> None:
    ppk = box.user(PPK.id)
    old = await bot.does("sendMessage", chat_id=PPK.id, text="lama")
    clock.passes(48 * 3600 + 1)
    new = await bot.does("sendMessage", chat_id=PPK.id, text="baru")
    theirs = await ppk.types("halo")
    words = await bot.is_refused("deleteMessage", chat_id=PPK.id, message_id=old["message_id"])
    assert words == "Bad Request: message can't be deleted"
    words = await bot.is_refused("deleteMessage", chat_id=PPK.id, message_id=999)
    assert words == "Bad Request: message to delete not found"
    await bot.does("deleteMessage", chat_id=PPK.id, message_id=theirs["message_id"])
    await bot.does("deleteMessages", chat_id=PPK.id, message_ids=[new["message_id"], 999])
    assert [message["text"] for message in ppk.messages] == ["lama"]


async def test_a_press_is_answered_once_and_in_time(box: Sandbox, bot: RawBot, clock: Clock) -> None:
    ppk = box.user(PPK.id)
    markup = keys([{"text": "✅ Ya", "callback_data": "ya"}, {"text": "Mati", "disabled": {}}])
    sent = await bot.does("sendMessage", chat_id=PPK.id, text="x", reply_markup=markup)
    first, second = await ppk.presses("Ya"), await ppk.presses("✅ Ya", message_id=sent["message_id"])
    clock.passes(50)
    await bot.does("answerCallbackQuery", callback_query_id=first, text="Baik", show_alert="true")
    assert await bot.is_refused("answerCallbackQuery", callback_query_id=first) == TOO_OLD
    clock.passes(11)
    assert await bot.is_refused("answerCallbackQuery", callback_query_id=second) == TOO_OLD
    assert await bot.is_refused("answerCallbackQuery", callback_query_id="7") == TOO_OLD
    assert ppk.toasts == [{"text": "Baik", "show_alert": True}]
    with pytest.raises(LookupError, match="can't be pressed"):
        await ppk.presses("Mati")
    with pytest.raises(LookupError, match="no button 'Tidak'"):
        await ppk.presses("Tidak")


async def test_a_hostile_client_presses_what_no_button_carries(box: Sandbox, bot: RawBot) -> None:
    ppk = box.user(PPK.id)
    await bot.does(
        "sendMessage", chat_id=PPK.id, text="x", reply_markup=keys([{"text": "Ya", "callback_data": "ya"}])
    )
    await ppk.presses(data="hapus:*")
    await ppk.presses(message_id=4711, data="ya")
    forged, unknown = await bot.hears()
    assert forged["callback_query"]["data"] == "hapus:*"
    assert forged["callback_query"]["message"]["text"] == "x"
    assert unknown["callback_query"]["message"] == {
        "chat": forged["callback_query"]["message"]["chat"],
        "message_id": 4711,
        "date": 0,
    }


@pytest.mark.parametrize(
    ("label", "pressed"),
    [("Kembali", "2"), ("⬅️ Kembali", "1"), ("Satu", "3"), ("Dua", "4"), ("Tiga", None), ("Empat", None)],
)
async def test_a_button_is_known_by_its_words_after_an_icon(
    box: Sandbox, bot: RawBot, label: str, pressed: str | None
) -> None:
    texts = ["⬅️ Kembali", "Kembali", "1️⃣ Satu", "🔴 Dua", "Nomor Tiga", "4. Empat"]
    markup = keys([{"text": text, "callback_data": str(n)} for n, text in enumerate(texts, 1)])
    await bot.does("sendMessage", chat_id=PPK.id, text="x", reply_markup=markup)
    if pressed is None:
        with pytest.raises(LookupError):
            await box.user(PPK.id).presses(label)
    else:
        await box.user(PPK.id).presses(label)
        [update] = await bot.hears()
        assert update["callback_query"]["data"] == pressed
