"""Every method either does what any parameters ask or refuses it; nothing else happens."""

import json
from contextlib import suppress
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sandbox.errors import Refusal
from sandbox.keeping import Keeping
from sandbox.methods import NAMED
from sandbox.params import Params
from sandbox.people import Persona
from sandbox.world import World

FIELDS = """
    chat_id from_chat_id message_id message_ids user_id text caption parse_mode entities caption_entities
    reply_markup reply_parameters reply_to_message_id link_preview_options media photo document file_id
    video sticker question options type correct_option_id latitude longitude live_period
    callback_query_id action commands scope language_code name menu_button reaction protect_content
""".split()
KEYS = """
    type offset length unix_time user url text callback_data inline_keyboard keyboard copy_text disabled style
    media message_id chat_id caption emoji command description caption_entities id force_reply parse_mode
    quote quote_parse_mode quote_entities quote_position
""".split()
WORDS = ["", "x", "1001", "{", "[]", "attach://x", "https://x", "bold", "date_time", "photo", "chat"]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.just(1001)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(WORDS)
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
)
# Buttons are taken apart in several steps, which values drawn at random seldom reach.
BUTTONS = st.dictionaries(
    st.sampled_from("text url callback_data copy_text style web_app login_url pay".split()), TREES, max_size=3
)
MARKUPS = TREES | st.dictionaries(
    st.sampled_from(["inline_keyboard", "keyboard", "force_reply"]),
    TREES | st.lists(st.lists(LEAVES | BUTTONS, max_size=2) | LEAVES, max_size=2),
    max_size=2,
)
VALUES = st.builds(
    dict.__or__,
    st.dictionaries(st.sampled_from(FIELDS), TREES, max_size=8),
    st.just({}) | st.fixed_dictionaries({"reply_markup": MARKUPS}),
)


def world_with_a_talk() -> World:
    bot = {"id": 123456, "is_bot": True, "first_name": "Bot", "username": "lpse_support_bot"}
    world = World(bot, Keeping(None), lambda: 1_800_000_000.0)
    chat = world.meet(Persona(1001, "Siti"), opened=True)
    world.post(chat, world.bot, {"text": "halo"})
    world.post(chat, world.bot, {"poll": {"question": "Puas?", "options": []}, "has_protected_content": True})
    world.post(chat, world.bot, {"document": world.files.document(b"x", "x.txt", "text/plain")})
    return world


# Each draw takes longer than all methods together.
@settings(max_examples=120)
@given(VALUES)
@example({"reply_parameters": {"message_id": [None]}})
@example({"reply_markup": {"keyboard": [None]}})
@example({"entities": [{"type": "text_mention", "user": 1, "offset": 0, "length": 1}]})
@example({"reply_markup": {"inline_keyboard": [[{"text": "x", "copy_text": {"text": 1}}]]}})
@example({"media": [{"type": "document", "media": [1]}, {"type": "document", "caption": {}}]})
def test_a_method_does_or_refuses(values: dict[str, Any]) -> None:
    for method in NAMED:
        try:
            call(method, values)
        except Exception as error:
            error.add_note(f"Called: {method}")
            raise


def call(method: str, values: dict[str, Any]) -> None:
    """Call a method in a new world; fail unless it does or refuses, and leaves messages that can be sent."""
    world = world_with_a_talk()
    params = Params({"chat_id": 1001, "from_chat_id": 1001, "message_id": 1, "text": "x"} | values)
    with suppress(Refusal):
        NAMED[method](world, params)
    for chat in world.chats.values():
        json.dumps([kept.view() for kept in chat.messages.values()], allow_nan=False)
