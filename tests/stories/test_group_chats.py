"""Test what Telegram has in groups: topics, administrators who write as the group, and adding the bot."""

from typing import Any, TypeAlias

import pytest

from tests.stories.actor import Actor
from tests.stories.acts import files
from tests.stories.stage import Stage
from tests.stories.test_groups import GROUP, claims, members

Json: TypeAlias = dict[str, Any]

BOT_OF_ANONYMOUS: Json = {
    "id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot",
}  # fmt: skip


async def test_an_anonymous_administrator_of_the_group_is_told_how_to_do_it(
    stage: Stage, helpdesk: Actor, verifikator: Actor
) -> None:
    group, (sari, _) = members(stage, helpdesk.id, verifikator.id)
    chat = {"id": group.id, "type": "supergroup", "title": "Helpdesk Surabaya"}
    stage.box.world.updates.add("message", command(chat, BOT_OF_ANONYMOUS, sender_chat=chat))
    await sari.was_told("atas nama grup", "matikan Tetap Anonim")
    # Somebody who writes as a channel of theirs is not an administrator of the group.
    channel = {"id": -1009999, "type": "channel", "title": "Saluran"}
    async with stage.nothing_reaches(sari):
        stage.box.world.updates.add("message", command(chat, BOT_OF_ANONYMOUS, sender_chat=channel))
    assert not await stage.do(lambda unit: unit.groups.get(GROUP))


async def test_the_alerts_come_into_the_topic_in_which_the_group_was_claimed(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    group, (sari, _) = members(stage, helpdesk.id, verifikator.id, topics={77: "Tiket"})
    chat = {"id": group.id, "type": "supergroup", "title": "Helpdesk Surabaya"}
    topic = {"message_thread_id": 77, "is_topic_message": True}
    stage.box.world.updates.add("message", command(chat, helpdesk.user.persona.as_user(), **topic))
    await helpdesk.was_told("Lanjutkan?")
    await helpdesk.taps("Ya")
    await sari.was_told("Grup ini menerima tiket untuk")
    number = await files(ppk)
    await sari.was_told("menunggu diambil", number)
    sent = [call.params for call in stage.box.calls if str(call.params.get("chat_id")) == str(GROUP)]
    assert len(sent) == 3
    assert {str(params.get("message_thread_id")) for params in sent} == {"77"}


@pytest.mark.parametrize("who", ["helpdesk", "stranger"])
async def test_a_group_to_which_the_bot_is_added_is_told_what_to_send(
    stage: Stage, helpdesk: Actor, verifikator: Actor, stranger: Actor, who: str
) -> None:
    group, (sari, _) = members(stage, helpdesk.id, verifikator.id)
    adder = helpdesk if who == "helpdesk" else stranger
    change = {
        "chat": {"id": group.id, "type": "supergroup", "title": "Helpdesk Surabaya"},
        "from": adder.user.persona.as_user(),
        "date": int(stage.clock().timestamp()),
        "old_chat_member": {"user": stage.box.world.bot, "status": "left"},
        "new_chat_member": {"user": stage.box.world.bot, "status": "member"},
    }
    stage.box.world.updates.add("my_chat_member", change)
    await sari.was_told("mengetik /grup di sini", "chat pribadi")
    # Becoming an administrator there says nothing again.
    raised = {
        "old_chat_member": change["new_chat_member"],
        "new_chat_member": {"user": stage.box.world.bot, "status": "administrator"},
    }
    stage.box.world.updates.add("my_chat_member", {**change, **raised})
    await stage.all_is_quiet()
    assert len([sight for sight in sari.sights if "mengetik /grup" in sight.words]) == 1


async def test_a_group_that_became_a_supergroup_is_not_told_again_what_to_send(
    stage: Stage, helpdesk: Actor, verifikator: Actor
) -> None:
    group, (sari, _) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)
    bot, chat = stage.box.world.bot, {"type": "supergroup", "title": "Helpdesk Surabaya"}
    sender = helpdesk.user.persona.as_user()
    moved = {"message_id": 901, "date": 1606700000, "from": sender, "migrate_to_chat_id": GROUP - 1}
    stage.box.world.updates.add("message", {**moved, "chat": {**chat, "id": group.id, "type": "group"}})
    await stage.all_is_quiet()
    before = len(stage.box.calls)
    change = {
        "chat": {**chat, "id": GROUP - 1},
        "from": sender,
        "date": int(stage.clock().timestamp()),
        "old_chat_member": {"user": bot, "status": "left"},
        "new_chat_member": {"user": bot, "status": "member"},
    }
    stage.box.world.updates.add("my_chat_member", change)
    await stage.all_is_quiet()
    assert not [call for call in list(stage.box.calls)[before:] if call.method == "sendMessage"]


def command(chat: Json, sender: Json, **fields: object) -> Json:
    """Return `/grup` in a group, as Telegram sends it."""
    entities = [{"type": "bot_command", "offset": 0, "length": 5}]
    message = {"message_id": 900, "date": 1606700000, "text": "/grup", "entities": entities}
    return {**message, "chat": chat, "from": sender, **fields}
