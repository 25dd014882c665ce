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


def world_with_a_talk() -> World:
    bot = {"id": 123456, "is_bot": True, "first_name": "Bot", "username": "lpse_support_bot"}
    world = World(bot, Keeping(None), lambda: 1_800_000_000.0)
    chat = world.meet(Persona(1001, "Siti"), opened=True)
    world.post(chat, world.bot, {"text": "halo"})
    world.post(chat, world.bot, {"poll": {"question": "Puas?", "options": []}, "has_protected_content": True})
    world.post(chat, world.bot, {"document": world.files.document(b"x", "x.txt", "text/plain")})
    return world


@settings(max_examples=500)
@given(st.sampled_from(sorted(NAMED)), st.dictionaries(st.sampled_from(FIELDS), TREES, max_size=8))
@example("sendMessage", {"reply_parameters": {"message_id": [None]}})
@example("sendMessage", {"reply_markup": {"keyboard": [None]}})
@example("sendMessage", {"entities": [{"type": "text_mention", "user": 1, "offset": 0, "length": 1}]})
@example("sendMessage", {"reply_markup": {"inline_keyboard": [[{"text": "x", "copy_text": {"text": 1}}]]}})
@example(
    "sendMediaGroup", {"media": [{"type": "document", "media": [1]}, {"type": "document", "caption": {}}]}
)
def test_a_method_does_or_refuses(method: str, values: dict[str, Any]) -> None:
    world = world_with_a_talk()
    params = Params({"chat_id": 1001, "from_chat_id": 1001, "message_id": 1, "text": "x"} | values)
    with suppress(Refusal):
        NAMED[method](world, params)
    for chat in world.chats.values():
        json.dumps([kept.view() for kept in chat.messages.values()], allow_nan=False)
