"""Send messages of every kind of the Bot API, with odd types, sizes and Unicode."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.attack.addresses import marked_player
from tests.attack.player import Findings, Moment
from tests.storage.office.accounts import STRANGER
from tests.storage.office.driver import chat_of

# Rows that one update may put into the outbox: a screen, notes, and what others are told.
MOST_ROWS = 12
# Nobody's secret, but nothing that people write may be in a log.
WRITTEN = "zqWRITTENqz"

_STRANGE = ("", "\x00", "\u202e" * 40, "😀" * 4096, "\ufeff/start", "/grup x", "a" * 4096, "\u0600\ufffd")
_TEXT = (st.text(max_size=60) | st.sampled_from(_STRANGE)).map(lambda text: f"{text}{WRITTEN}")
_NUMBER = (
    st.integers(-(2**63), 2**63 - 1)
    | st.sampled_from([0, 1, -1, 2**31, 2**63 - 1])
    | st.floats(allow_nan=False, allow_infinity=False)
)
_ODD = st.recursive(
    st.none() | st.booleans() | _NUMBER | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_FILE = st.fixed_dictionaries(
    {"file_id": _TEXT, "file_unique_id": _TEXT},
    optional={
        "file_size": _NUMBER,
        "file_name": _TEXT | _ODD,
        "mime_type": st.sampled_from(["application/pdf", "image/png", "x/../y", "", "\x00"]) | _ODD,
    },
)
_ENTITIES = st.lists(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["text_link", "bold", "url"]), "offset": _NUMBER, "length": _NUMBER},
        optional={"url": _TEXT},
    )
    | _ODD,
    max_size=3,
)
_CONTENT: dict[str, st.SearchStrategy[Any]] = {
    "text": _TEXT,
    "caption": _TEXT,
    "entities": _ENTITIES,
    "caption_entities": _ENTITIES,
    "photo": st.lists(_FILE | _ODD, max_size=2),
    **dict.fromkeys("document video audio voice animation sticker video_note".split(), _FILE),
    "reply_to_message": st.fixed_dictionaries({}, optional={"message_id": _NUMBER, "text": _TEXT}),
    "media_group_id": _TEXT,
    "message_thread_id": _NUMBER,
    "is_topic_message": st.booleans(),
    "migrate_to_chat_id": _NUMBER,
}
# Kinds of which nothing is read.
_OTHER = """
    contact dice game poll venue location story paid_media checklist gift new_chat_members left_chat_member
    new_chat_title new_chat_photo delete_chat_photo group_chat_created supergroup_chat_created pinned_message
    migrate_from_chat_id invoice successful_payment refunded_payment users_shared chat_shared web_app_data
    write_access_allowed passport_data proximity_alert_triggered boost_added chat_background_set
    forum_topic_created forum_topic_edited forum_topic_closed video_chat_started giveaway giveaway_winners
    message_auto_delete_timer_changed sender_chat forward_origin quote via_bot link_preview_options edit_date
""".split()
_UPDATES = """
    message edited_message callback_query my_chat_member channel_post edited_channel_post inline_query
    business_message chat_member chat_join_request message_reaction poll poll_answer shipping_query
""".split()
_PEOPLE = (STRANGER, *(chat_of(number) for number in (1, 2, 3, 4, 8)))


@st.composite
def updates(draw: st.DrawFn) -> tuple[int, dict[str, Any]]:
    """Draw an update, and the person whose it is; now and then even the sender's part is odd."""
    chat_id = draw(st.sampled_from(_PEOPLE))
    kind = draw(st.sampled_from([*["message"] * 9, *_UPDATES]))
    names = draw(
        st.lists(st.sampled_from([*_CONTENT, *_CONTENT, *_OTHER]), min_size=1, max_size=4, unique=True)
    )
    # Where everything is odd, nothing is read; where one thing is, it is met by what reads it.
    is_odd = draw(st.sampled_from([False, False, False, True]))
    content = {name: draw(_ODD if is_odd else _CONTENT.get(name, _ODD)) for name in names}
    if draw(st.booleans()):
        content |= {"text": draw(_TEXT)}
    message: dict[str, Any] = {
        "message_id": draw(st.integers(1, 2**31 - 1)),
        "date": draw(st.just(1_793_000_000) | _NUMBER) if is_odd else 1_793_000_000,
        "chat": {"id": chat_id, "type": draw(st.sampled_from(["private"] * 6 + ["group", "channel", "x"]))},
        "from": {"id": chat_id, "is_bot": False, "first_name": draw(_TEXT)},
        **content,
    }
    if is_odd and draw(st.booleans()):
        message[draw(st.sampled_from(["chat", "from", "date", "message_id"]))] = draw(_ODD)
    if kind == "callback_query":
        message |= {"id": draw(_ODD if is_odd else _TEXT), "data": draw(_TEXT), "message": draw(_ODD)}
    if kind in ("my_chat_member", "chat_member"):
        message |= {"old_chat_member": draw(_ODD), "new_chat_member": draw(_ODD)}
    return chat_id, {kind: message}


def attack_kinds(url: str, number: int, examples: int) -> Findings:
    """Return what was found with so many updates, drawn from the seed `number`."""
    findings = Findings()
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        player = runner.run(stack.enter_async_context(marked_player(url, findings)))
        office = runner.run(player.database.records())

        async def send(chat_id: int, update: dict[str, Any]) -> None:
            async with player.database.undone():
                after = await player.send(Moment(chat_id, office), update, ascii(update)[:300])
                rows = len(after.rows["outbox"].keys() - office["outbox"].keys())
                findings.events["answered"] += rows > 0
                if rows > MOST_ROWS:
                    findings.add(f"{rows} rows for one update", ascii(update)[:300])
            await player.database.records(office)

        @seed(number)
        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(updates())
        def each(drawn: tuple[int, dict[str, Any]]) -> None:
            findings.ways += 1
            runner.run(send(*drawn))

        try:
            each()
        finally:
            runner.run(stack.aclose())
    return findings
