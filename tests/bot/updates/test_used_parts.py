"""Test that nothing which no handler reads can make an update unreadable."""

from collections.abc import Mapping
from typing import Any

import pytest
from aiogram.types import Update
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.updates.used_parts import used_parts
from handlers.router import UPDATE_KINDS, router

USER = {"id": 1001, "is_bot": False, "first_name": "Rina", "language_code": "id"}
CHAT = {"id": 1001, "type": "private", "first_name": "Rina"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Helpdesk"}
FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 9, "file_name": "a.pdf", "mime_type": "x/y"}
TEXT: Mapping[str, Any] = {"message_id": 7, "date": 1_700_000_000, "chat": CHAT, "from": USER, "text": "halo"}

# What an update of each kind needs to be read: everything else may be anything, or missing.
UPDATES: Mapping[str, Mapping[str, Any]] = {
    "text": {"message": TEXT},
    "group": {"message": {**TEXT, "chat": GROUP}},
    "photo": {"message": {**TEXT, "photo": [{"file_id": "f", "file_unique_id": "u"}], "caption": "ini"}},
    "document": {"message": {**TEXT, "document": FILE, "media_group_id": "5"}},
    "video": {"message": {**TEXT, "video": FILE}},
    "audio": {"message": {**TEXT, "audio": FILE}},
    "voice": {"message": {**TEXT, "voice": FILE}},
    "animation": {"message": {**TEXT, "animation": FILE}},
    "moved group": {"message": {**TEXT, "chat": GROUP, "migrate_to_chat_id": -1002}},
    "edit": {"edited_message": TEXT},
    "press": {"callback_query": {"id": "9", "from": USER, "data": "m:home"}},
    "blocked": {"my_chat_member": {"chat": CHAT, "from": USER, "new_chat_member": {"status": "kicked"}}},
    "left": {"my_chat_member": {"chat": GROUP, "from": USER, "new_chat_member": {"status": "left"}}},
}
# Fields that are read, by the part that holds them.
READ = {
    "update": {"update_id", "message", "edited_message", "callback_query", "my_chat_member"},
    "part": {
        *("message_id", "date", "chat", "from", "text", "caption", "media_group_id", "migrate_to_chat_id"),
        *("photo", "document", "video", "audio", "voice", "animation", "id", "data", "new_chat_member"),
    },
    "chat": {"id", "type"},
    "from": {"id"},
    "new_chat_member": {"status"},
}
FILE_READ = set(FILE)
NAMES = (
    "reply_to_message forward_origin entities caption_entities quote link_preview_options message "
    "via_bot date sender_chat old_chat_member invite_link effect_id chat_instance inline_message_id "
    "is_premium username user last_name thumbnail width height duration until_date can_be_edited "
    "is_forum poll sticker title story text something_new edit_date reply_markup video_note contact "
    "first_name is_bot chat from status "
).split()
junk: st.SearchStrategy[object] = st.sampled_from(
    [None, True, -1, 10**30, "", "?", [], [{}], {}, {"type": "from_the_future"}, [{"type": 5}], {"id": "?"}]
)
clutters = st.dictionaries(st.sampled_from(NAMES), junk, max_size=6)


def parse(raw: dict[str, Any]) -> Update:
    used = used_parts(raw)
    assert used is not None
    return Update.model_validate(used)


def cluttered(details: Mapping[str, Any], read: set[str], added: Mapping[str, Any]) -> dict[str, Any]:
    """Return the details with all that is added and not read."""
    return {**details, **{name: value for name, value in added.items() if name not in read}}


def test_the_kinds_that_telegram_is_asked_for_are_those_that_have_a_handler() -> None:
    assert set(UPDATE_KINDS) == set(router().resolve_used_update_types())
    for kind in UPDATE_KINDS:
        assert used_parts({"update_id": 1, kind: {}, "poll": {}}) is not None, kind
    assert used_parts({"update_id": 1, "poll": {}}) is None


@given(kind=st.sampled_from(list(UPDATES)), above=clutters, beside=clutters, below=clutters)
def test_junk_in_parts_that_nobody_reads_changes_nothing(
    kind: str, above: dict[str, Any], beside: dict[str, Any], below: dict[str, Any]
) -> None:
    [(name, part)] = UPDATES[kind].items()
    inner = {
        field: cluttered(value, READ.get(field, FILE_READ), below)
        for field, value in part.items()
        if isinstance(value, dict)
    }
    update = {"update_id": 5, name: cluttered({**part, **inner}, READ["part"], beside)}
    found = parse(cluttered(update, READ["update"], above))
    forwarded = (found.message and found.message.forward_origin) is not None
    assert forwarded == (name == "message" and beside.get("forward_origin") is not None)
    # A title is read where it is a text.
    unequal: Any = {
        "message": {"forward_origin": True, "chat": {"title"}},
        "my_chat_member": {"chat": {"title"}},
    }
    expected = parse({"update_id": 5, name: dict(part)})
    assert found.model_dump(exclude=unequal) == expected.model_dump(exclude=unequal)


@pytest.mark.parametrize(
    "raw",
    [
        {"message": {"chat": "?"}},
        {"message": 5},
        {"message": {**TEXT, "text": 5}},
        {"message": {**TEXT, "document": "?"}},
        {"message": {**TEXT, "photo": [{}]}},
        {"callback_query": {"id": "9", "from": {"id": "?"}}},
        {"my_chat_member": []},
    ],
)
def test_what_is_read_and_wrong_is_unreadable(raw: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        parse({"update_id": 5, **raw})


@pytest.mark.parametrize("raw", [{}, {"poll": {"id": "1"}}, {"message": None}])
def test_a_kind_that_nobody_reads_is_nothing(raw: dict[str, Any]) -> None:
    assert used_parts({"update_id": 5, **raw}) is None


@pytest.mark.parametrize("kind", ["message", "edited_message"])
@pytest.mark.parametrize(("words", "entities"), [("text", "entities"), ("caption", "caption_entities")])
def test_the_address_behind_a_link_is_kept_and_no_other_entity(kind: str, words: str, entities: str) -> None:
    link = {"type": "text_link", "offset": 0, "length": 4, "url": "https://spse.inaproc.id/x/4550010"}
    strange = [{"type": "from_the_future"}, {**link, "offset": "0"}, {**link, "url": None}, 5, None]
    raw = {**TEXT, words: "ini tendernya", entities: [*strange, {**link, "user": {"id": "?"}}]}
    message = parse({"update_id": 1, kind: raw}).event
    assert [one.url for one in getattr(message, entities)] == [link["url"]]


def test_the_odd_name_of_a_voice_message_is_not_read() -> None:
    voice = {**FILE, "file_name": {"from": "the future"}}
    used = used_parts({"update_id": 1, "message": {**TEXT, "voice": voice}})
    message = Update.model_validate(used).message
    assert message is not None
    assert message.voice is not None
    assert getattr(message.voice, "file_name", None) is None


def test_a_sender_chat_without_a_number_makes_nothing_unreadable() -> None:
    for odd in ({}, {"id": "?"}, {"id": 1}, {"type": "channel"}):
        used = used_parts({"update_id": 1, "message": {**TEXT, "sender_chat": odd}})
        assert Update.model_validate(used).message is not None
