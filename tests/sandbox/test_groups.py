"""Groups as people make and change them on the page, and what the bot is told of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from tests.cases import for_each

from .conftest import HELPDESK, PPK, TOKEN, RawBot

Page = Callable[..., Any]


async def made(page: Page, bot: RawBot, **wanted: Any) -> str:
    """Let the helpdesk make a group with the PPK in it; return the address of its acts, all of it heard."""
    given = {"title": "Helpdesk", "as_user": HELPDESK.id, "members": [PPK.id], "with_bot": True}
    group = await page("/groups", **given | wanted)
    await bot.hears()
    return f"/chats/{group['id']}"


def kinds(updates: list[dict[str, Any]]) -> list[str]:
    return [list(update)[1] for update in updates]


def changes(updates: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return what the bot was and is, for each change of that."""
    found = [update["my_chat_member"] for update in updates if "my_chat_member" in update]
    return [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in found]


async def test_a_group_is_made_with_the_bot_in_it(page: Page, bot: RawBot, box: Sandbox) -> None:
    asked = {"title": " Helpdesk ", "as_user": HELPDESK.id, "members": [PPK.id, HELPDESK.id]}
    group = await page("/groups", **asked, with_bot=True)
    assert (group["title"], group["type"], group["bot"]) == ("Helpdesk", "group", "member")
    assert group["members"] == [HELPDESK.id, PPK.id]
    updates = await bot.hears()
    assert changes(updates) == [("left", "member")]
    assert updates[0]["my_chat_member"]["from"]["id"] == HELPDESK.id
    assert updates[1]["message"]["group_chat_created"] is True
    await bot.does("sendMessage", chat_id=group["id"], text="Halo")
    other = await page("/groups", **asked)
    assert other["id"] != group["id"]
    assert await bot.hears() == []
    words = await bot.is_refused("sendMessage", chat_id=other["id"], text="Halo")
    assert words == "Forbidden: bot is not a member of the group chat"


@for_each(
    ("wrong", "words"),
    [
        ({"title": " "}, "title is empty"),
        ({"as_user": 77}, "user not found"),
        ({"members": [77]}, "user not found"),
        ({"members": "1001"}, "members must be a list of numbers"),
    ],
)
async def test_groups_that_cannot_be_made(page: Page, wrong: dict[str, Any], words: str) -> None:
    given = {"title": "Helpdesk", "as_user": HELPDESK.id, "members": []}
    assert (await page("/groups", **given | wrong))["description"] == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("Siapa yang ambil?", False),
        ("/grup", True),
        ("/grup@LPSE_support_bot lepas", True),
        ("/grup@bot_lain", False),
        ("coba /grup", False),
        ("Halo @lpse_support_bot!", True),
        ("surel@lpse_support_bot", False),
        ("@lpse_support_bot2", False),
    ],
)
async def test_in_a_group_the_bot_hears_only_what_is_for_it(
    page: Page, bot: RawBot, text: str, *, is_heard: bool
) -> None:
    group = await made(page, bot)
    await page(f"{group}/text", text=text, as_user=PPK.id)
    assert bool(await bot.hears()) == is_heard


async def test_replies_to_the_bot_are_heard_and_their_edits_too(page: Page, bot: RawBot) -> None:
    group = await made(page, bot)
    alert = await bot.does("sendMessage", chat_id=group.rpartition("/")[2], text="Tiket baru")
    said = (await page(f"{group}/text", text="Saya ambil", reply_to=alert["message_id"]))["message"]
    await page(f"{group}/edit", message_id=said["message_id"], text="Saya saja")
    aside = (await page(f"{group}/text", text="Oke", reply_to=said["message_id"]))["message"]
    await page(f"{group}/edit", message_id=aside["message_id"], text="Oke!")
    assert kinds(await bot.hears()) == ["message", "edited_message"]
    assert (await bot.does("getMe"))["can_read_all_group_messages"] is False


async def test_an_administrator_bot_hears_everything_until_it_is_put_out(page: Page, bot: RawBot) -> None:
    group = await made(page, bot)
    here = group.rpartition("/")[2]
    assert (await page(f"{group}/bot", status="administrator", as_user=PPK.id))["description"] == (
        "Bad Request: not enough rights"
    )
    await page(f"{group}/bot", status="administrator")
    await page(f"{group}/text", text="Siapa yang ambil?")
    assert kinds(await bot.hears()) == ["my_chat_member", "message"]
    alert = await bot.does("sendMessage", chat_id=here, text="Tiket baru")
    member = await bot.does("getChatMember", chat_id=here, user_id=123456)
    assert (member["status"], member["can_delete_messages"]) == ("administrator", True)
    assert len(await bot.does("getChatAdministrators", chat_id=here)) == 2

    await page(f"{group}/bot", status="out")
    await page(f"{group}/text", text="Akhirnya sendiri")
    await page(f"{group}/press", message_id=alert["message_id"], data="ambil")
    updates = await bot.hears()
    assert (kinds(updates), changes(updates)) == (["my_chat_member"], [("administrator", "left")])
    await page(f"{group}/bot", status="member", as_user=PPK.id)
    updates = await bot.hears()
    assert changes(updates) == [("left", "member")]
    assert updates[1]["message"]["new_chat_members"][0]["id"] == 123456


async def test_members_come_and_go(page: Page, bot: RawBot) -> None:
    group = await made(page, bot, members=[])
    await page(f"{group}/add-member", user_id=PPK.id)
    await page(f"{group}/text", text="/halo", as_user=PPK.id)
    assert (await page(f"{group}/remove-member", user_id=HELPDESK.id, as_user=PPK.id))["error_code"] == 400
    await page(f"{group}/admin", user_id=PPK.id, admin=True)
    refused = await page(f"{group}/remove-member", user_id=HELPDESK.id, as_user=PPK.id)
    assert refused["description"] == "Bad Request: can't remove chat owner"
    left = await page(f"{group}/remove-member", user_id=PPK.id, as_user=PPK.id)
    assert (left["members"], left["admins"]) == ([HELPDESK.id], [])
    assert (await page(f"{group}/text", text="x", as_user=PPK.id))["error_code"] == 400
    joined, _, gone = [update["message"] for update in await bot.hears()]
    assert joined["new_chat_members"][0]["id"] == PPK.id
    assert gone["left_chat_member"]["id"] == gone["from"]["id"] == PPK.id


async def test_topics_make_a_supergroup_of_a_group(page: Page, bot: RawBot) -> None:
    group = await made(page, bot)
    old = int(group.rpartition("/")[2])
    forum = await page(f"{group}/topics")
    assert (forum["type"], forum["forum"], forum["moved_from"]) == ("supergroup", True, old)
    joined, *moved = await bot.hears()
    assert joined["my_chat_member"]["chat"]["id"] == forum["id"]
    assert [update["message"].get("migrate_to_chat_id") for update in moved] == [forum["id"], None]
    assert moved[1]["message"]["migrate_from_chat_id"] == old
    refused = await bot.tries("sendMessage", chat_id=old, text="x")
    assert refused["parameters"] == {"migrate_to_chat_id": forum["id"]}
    assert (await page(f"{group}/text", text="x"))["error_code"] == 400
    assert (await page(f"{group}/topics"))["error_code"] == 400


async def test_what_is_written_in_a_topic_stays_in_it(page: Page, bot: RawBot) -> None:
    forum = await page(f"{await made(page, bot)}/topics")
    chat = f"/chats/{forum['id']}"
    topic = (await page(f"{chat}/add-topic", name="Tiket"))["id"]
    await bot.hears()
    await page(f"{chat}/text", text="/grup", topic=topic)
    await page(f"{chat}/text", text="/grup")
    there, general = [update["message"] for update in await bot.hears()]
    assert (there["message_thread_id"], there["is_topic_message"]) == (topic, True)
    # Whatever replies to nothing replies to the beginning of its topic.
    assert there["reply_to_message"]["forum_topic_created"]["name"] == "Tiket"
    assert "message_thread_id" not in general

    answer = {"reply_parameters": {"message_id": there["message_id"]}}
    sent = await bot.does("sendMessage", chat_id=forum["id"], text="Baik", **answer)
    assert sent["message_thread_id"] == topic
    words = await bot.is_refused("sendMessage", chat_id=forum["id"], text="x", message_thread_id=99)
    assert words == "Bad Request: message thread not found"
    await page(f"{chat}/close-topic", topic_id=topic, closed=True)
    words = await bot.is_refused("sendMessage", chat_id=forum["id"], text="x", message_thread_id=topic)
    assert words == "Bad Request: TOPIC_CLOSED"
    assert (await page(f"{chat}/text", text="x", topic=topic, as_user=PPK.id))["error_code"] == 400
    await page(f"{chat}/text", text="x", topic=topic)


async def test_topics_are_read_one_by_one(page: Page, bot: RawBot, http: aiohttp.ClientSession) -> None:
    forum = await page(f"{await made(page, bot)}/topics")
    topic = (await page(f"/chats/{forum['id']}/add-topic", name="Tiket"))["id"]
    await bot.does("sendMessage", chat_id=forum["id"], text="Satu")
    await bot.does("sendMessage", chat_id=forum["id"], text="Dua", message_thread_id=topic)

    async def unread() -> tuple[int, dict[str, int]]:
        async with http.get(f"{bot.url}/sandbox/state") as reply:
            chat = (await reply.json())["chats"][str(forum["id"])]
        return chat["unread"], {key: count for key, count in chat["unread_in"].items() if count}

    assert await unread() == (2, {"0": 1, str(topic): 1})
    await page(f"/chats/{forum['id']}/read", topic=topic)
    assert await unread() == (1, {"0": 1})


async def test_an_anonymous_administrator_writes_in_the_name_of_the_group(page: Page, bot: RawBot) -> None:
    hidden = await page(f"{await made(page, bot)}/admin", user_id=PPK.id, admin=True, anonymous=True)
    chat = f"/chats/{hidden['id']}"
    assert hidden["type"] == "supergroup"
    await bot.hears()
    said = (await page(f"{chat}/text", text="/grup", as_user=PPK.id))["message"]
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    asked = await bot.does("sendMessage", chat_id=hidden["id"], text="Yakin?", reply_markup=markup)
    await page(f"{chat}/press", message_id=asked["message_id"], data="ya", as_user=PPK.id)
    heard, pressed = await bot.hears()
    assert heard["message"]["from"]["username"] == "GroupAnonymousBot"
    assert heard["message"]["sender_chat"]["id"] == hidden["id"]
    assert "author" not in heard["message"]
    # A press tells who it is all the same.
    assert pressed["callback_query"]["from"]["id"] == PPK.id
    await page(f"{chat}/edit", message_id=said["message_id"], text="/grup lepas", as_user=PPK.id)
    assert (await page(f"{chat}/edit", message_id=said["message_id"], text="x"))["error_code"] == 400


async def test_groups_and_topics_survive_a_restart(tmp_path: Path, http: aiohttp.ClientSession) -> None:
    async def state() -> Any:
        async with http.get(f"{box.url}/sandbox/state") as reply:
            return (await reply.json())["groups"]

    async def does(path: str, **body: Any) -> Any:
        url, headers = f"{box.url}/sandbox{path}", {"X-Sandbox": "1"}
        async with http.post(url, json=body, headers=headers) as reply:
            return await reply.json()

    box = Sandbox(TOKEN, [PPK, HELPDESK], folder=tmp_path)
    await box.start()
    await does("/groups", title="Grup lain", as_user=HELPDESK.id)
    group = await does("/groups", title="Helpdesk", as_user=HELPDESK.id, members=[PPK.id], with_bot=True)
    forum = await does(f"/chats/{group['id']}/topics")
    await does(f"/chats/{forum['id']}/admin", user_id=PPK.id, admin=True, anonymous=True)
    await does(f"/chats/{forum['id']}/add-topic", name="Tiket")
    before = await state()
    await box.stop()
    box = Sandbox(TOKEN, [PPK, HELPDESK], folder=tmp_path)
    await box.start()
    assert await state() == before
    assert [one["name"] for one in before[2]["topics"]] == ["Tiket"]
    await box.stop()


async def test_a_private_chat_is_no_group(page: Page) -> None:
    assert (await page(f"/chats/{PPK.id}/topics"))["description"] == "Bad Request: this is a private chat"
