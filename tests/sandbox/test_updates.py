"""How updates reach the bot: polling, confirmation, expiry, repetition."""

import asyncio

from sandbox import Sandbox

from .conftest import HELPDESK, PPK, Clock, RawBot


async def test_updates_come_again_until_they_are_confirmed(box: Sandbox, bot: RawBot) -> None:
    ppk = box.user(PPK.id)
    for text in ("satu", "dua", "tiga"):
        await ppk.types(text)
    updates = await bot.does("getUpdates", limit=2)
    assert [update["message"]["text"] for update in updates] == ["satu", "dua"]
    assert await bot.does("getUpdates", limit=2) == updates
    [third] = await bot.does("getUpdates", offset=updates[-1]["update_id"] + 1)
    assert third["message"]["text"] == "tiga"
    assert third["update_id"] > updates[-1]["update_id"] > updates[0]["update_id"]
    assert await bot.does("getUpdates", offset=third["update_id"] + 1) == []


async def test_a_negative_offset_forgets_all_but_the_last(box: Sandbox, bot: RawBot) -> None:
    for text in ("satu", "dua", "tiga"):
        await box.user(PPK.id).types(text)
    [last] = await bot.does("getUpdates", offset=-1)
    assert last["message"]["text"] == "tiga"
    assert len(await bot.does("getUpdates")) == 1


async def test_a_waiting_poller_hears_at_once(box: Sandbox, bot: RawBot) -> None:
    waiting = asyncio.create_task(bot.does("getUpdates", timeout=30))
    await box.settled(lambda: len(box.calls) == 1)
    await box.user(PPK.id).types("halo")
    [update] = await asyncio.wait_for(waiting, 30)
    assert update["message"]["text"] == "halo"


async def test_a_second_poller_sends_the_first_away(box: Sandbox, bot: RawBot) -> None:
    first = asyncio.create_task(bot.is_refused("getUpdates", timeout=30))
    await box.settled(lambda: len(box.calls) == 1)
    await bot.does("getUpdates")
    assert await asyncio.wait_for(first, 30) == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )


async def test_a_webhook_and_the_end_send_a_poller_away(box: Sandbox, bot: RawBot) -> None:
    poller = asyncio.create_task(bot.is_refused("getUpdates", timeout=30))
    await box.settled(lambda: len(box.calls) == 1)
    await bot.does("setWebhook", url="http://127.0.0.1:9/hook")
    assert await asyncio.wait_for(poller, 30) == "Conflict: terminated by setWebhook request"
    await bot.does("deleteWebhook")
    last = asyncio.create_task(bot.does("getUpdates", timeout=30))
    await box.settled(lambda: box.calls[-1].method == "getUpdates")
    await box.stop()
    assert await asyncio.wait_for(last, 30) == []


async def test_only_asked_kinds_are_made(box: Sandbox, bot: RawBot) -> None:
    ppk = box.user(PPK.id)
    sent = await ppk.types("halo")
    await bot.hears(allowed_updates=["callback_query"])
    await ppk.types("tak terdengar")
    await ppk.presses(message_id=sent["message_id"], data="x")
    assert [list(update)[1] for update in await bot.hears()] == ["callback_query"]
    await bot.hears(allowed_updates=[])
    await ppk.edits(sent["message_id"], "halo lagi")
    [update] = await bot.hears()
    assert update["edited_message"]["text"] == "halo lagi"
    assert update["edited_message"]["edit_date"] >= sent["date"]


async def test_what_nobody_takes_expires(box: Sandbox, bot: RawBot, clock: Clock) -> None:
    ppk = box.user(PPK.id)
    sent = await ppk.types("halo")
    await ppk.presses(message_id=sent["message_id"], data="x")
    clock.passes(149)
    assert len(await bot.does("getUpdates")) == 2
    clock.passes(2)
    assert [list(update)[1] for update in await bot.does("getUpdates")] == ["message"]
    clock.passes(24 * 3600)
    assert await bot.does("getUpdates") == []


async def test_confirmed_updates_come_again_when_told_to(box: Sandbox, bot: RawBot) -> None:
    for text in ("satu", "dua"):
        await box.user(PPK.id).types(text)
    box.repeat_updates(1)
    updates = await bot.does("getUpdates")
    again = await bot.does("getUpdates", offset=updates[-1]["update_id"] + 1)
    assert again == updates[:1]
    assert await bot.does("getUpdates", offset=updates[-1]["update_id"] + 1) == []


async def test_forwarded_texts_come_in_one_second(box: Sandbox, bot: RawBot) -> None:
    await box.user(PPK.id).forwards(texts=["satu", "dua /start"])
    updates = await bot.hears()
    assert len({update["message"]["date"] for update in updates}) == 1
    assert all(update["message"]["forward_origin"] for update in updates)
    assert updates[1]["message"]["entities"] == [{"type": "bot_command", "offset": 4, "length": 6}]


async def test_a_very_long_text_comes_in_parts(box: Sandbox, bot: RawBot) -> None:
    await box.user(PPK.id).types("kata " * 1000 + "😀" * 3000)
    texts = [update["message"]["text"] for update in await bot.hears()]
    assert "".join(texts).replace(" ", "") == "kata" * 1000 + "😀" * 3000
    assert len(texts) == 3
    assert all(len(text.encode("utf-16-le")) // 2 <= 4096 for text in texts)


async def test_a_bot_thrown_out_of_a_group_hears_nothing_from_it(box: Sandbox, bot: RawBot) -> None:
    group = box.group(-1009876543210, "Helpdesk", [HELPDESK.id])
    group.member(HELPDESK.id).blocks_bot()
    await group.member(HELPDESK.id).types("akhirnya sendiri")
    assert [list(update)[1] for update in await bot.hears()] == ["my_chat_member"]
    words = await bot.is_refused("sendMessage", chat_id=-1009876543210, text="x")
    assert words == "Forbidden: bot was kicked from the supergroup chat"


async def test_a_group_has_members_who_write_and_press(box: Sandbox, bot: RawBot) -> None:
    group = box.group(-1001234, "Helpdesk", [HELPDESK.id, PPK.id])
    await group.member(HELPDESK.id).types("/tugas@lpse_support_bot")
    markup = {"inline_keyboard": [[{"text": "Ambil", "callback_data": "ambil:7"}]]}
    sent = await bot.does("sendMessage", chat_id=-1001234, text="Tiket baru", reply_markup=markup)
    await group.member(PPK.id).presses("Ambil")
    said, pressed = await bot.hears()
    assert said["message"]["chat"] == {"id": -1001234, "title": "Helpdesk", "type": "group"}
    assert said["message"]["from"]["id"] == HELPDESK.id
    assert pressed["callback_query"]["from"]["id"] == PPK.id
    assert pressed["callback_query"]["message"]["message_id"] == sent["message_id"]
    assert (await bot.does("getChatMember", chat_id=-1001234, user_id=HELPDESK.id))["status"] == "creator"
    admins = await bot.does("getChatAdministrators", chat_id=-1001234)
    assert [admin["user"]["id"] for admin in admins] == [HELPDESK.id]

    box.misbehave("sendMessage", chat_id=-1001234, migrate_to_chat_id=-1009999999999)
    moved = await bot.tries("sendMessage", chat_id=-1001234, text="x")
    assert moved["parameters"] == {"migrate_to_chat_id": -1009999999999}
    assert moved["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
