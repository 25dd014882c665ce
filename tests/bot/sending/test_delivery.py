"""Refusals of Telegram lead to simpler texts, to screens sent anew, and to chats that are closed."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetMe

from bot.sending.delivery import Delivery, DeliveryResult
from core.input.text_length import utf16_length
from core.messaging.outgoing import (
    AmendAlert,
    ChatMessage,
    FileKind,
    SendFile,
    SendNotice,
    ShowResult,
    ShowScreen,
)

PERSON, GROUP = 1001, -1001
SCREEN = {"text": "<b>Judul</b>", "parse_mode": "HTML", "reply_markup": {"inline_keyboard": []}}


def refusal(words: str) -> TelegramBadRequest:
    return TelegramBadRequest(method=GetMe(), message=f"Bad Request: {words}")


class FakeTelegram:
    """A Telegram that refuses what the test has told it to, and sends the rest as message 500."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusals: dict[str, list[Exception]] = {}
        self.unknown_tag = ""

    async def call(self, method: str, parameters: dict[str, Any], **_more: Any) -> Any:
        self.calls.append((method, parameters))
        if self.unknown_tag and f"<{self.unknown_tag}" in parameters.get("text", ""):
            words = f'can\'t parse entities: Unsupported start tag "{self.unknown_tag}" at byte offset 3'
            raise refusal(words)
        if waiting := self.refusals.get(method):
            raise waiting.pop(0)
        return {"message_id": 500}

    @property
    def methods(self) -> list[str]:
        return [method for method, _ in self.calls]

    @property
    def last(self) -> dict[str, Any]:
        return self.calls[-1][1]


@pytest.fixture
def telegram() -> Any:
    return FakeTelegram()


async def end_of(
    telegram: Any, message: ChatMessage, chat: int = PERSON, live: int | None = None
) -> DeliveryResult:
    return (await Delivery(telegram).deliver(message, chat, live_message_id=live)).end


async def test_a_result_edits_the_message_that_it_was_made_for(telegram: FakeTelegram) -> None:
    await end_of(telegram, ShowResult(SCREEN, edits=True, message_id=100), live=101)
    [(method, parameters)] = telegram.calls
    assert (method, parameters["message_id"]) == ("editMessageText", 100)


async def test_a_screen_edits_its_message_only_while_that_is_the_live_one(telegram: FakeTelegram) -> None:
    screen = ShowScreen(SCREEN, edits=True, message_id=100)
    await end_of(telegram, screen, live=100)
    assert telegram.methods == ["editMessageText"]
    await end_of(telegram, screen, live=101)
    assert telegram.methods[1:] == ["sendMessage"]
    await end_of(telegram, screen, live=None)
    assert telegram.methods[2:] == ["sendMessage"]


@pytest.mark.parametrize(
    "screen", [ShowScreen(SCREEN, False), ShowScreen(SCREEN, True, 99), ShowResult(SCREEN, False)]
)
async def test_a_screen_below_another_names_the_one_whose_buttons_are_to_go(
    telegram: Any, screen: ChatMessage
) -> None:
    outcome = await Delivery(telegram).deliver(screen, PERSON, live_message_id=101)
    assert (outcome.message_id, outcome.stale_id) == (500, 101)
    assert telegram.methods == ["sendMessage"]


async def test_rows_of_the_release_before_edit_the_live_screen(telegram: FakeTelegram) -> None:
    for screen in (ShowScreen(SCREEN, edits=True), ShowResult(SCREEN, edits=True)):
        await end_of(telegram, screen, live=100)
        assert (telegram.methods[-1], telegram.last["message_id"]) == ("editMessageText", 100)


@pytest.mark.parametrize("message", [ShowScreen(SCREEN, True, 100), ShowResult(SCREEN, True, 100)])
async def test_where_an_edit_is_refused_the_screen_is_sent_anew_and_no_dead_buttons_stay(
    telegram: Any, message: ChatMessage
) -> None:
    telegram.refusals["editMessageText"] = [refusal("there is something new that it doesn't like")]
    outcome = await Delivery(telegram).deliver(message, PERSON, live_message_id=100)
    assert (outcome.end, outcome.stale_id) == (DeliveryResult.SENT, 100)
    assert telegram.methods == ["editMessageText", "sendMessage"]


async def test_where_a_message_is_gone_the_screen_is_sent_anew(telegram: FakeTelegram) -> None:
    telegram.refusals["editMessageText"] = [refusal("message to edit not found")]
    assert await end_of(telegram, ShowScreen(SCREEN, True, 100), live=100) is DeliveryResult.SENT
    assert telegram.methods == ["editMessageText", "sendMessage"]


async def test_an_edit_that_changes_nothing_is_done(telegram: FakeTelegram) -> None:
    telegram.refusals["editMessageText"] = [refusal("message is not modified: specified new message…")]
    assert await end_of(telegram, ShowScreen(SCREEN, True, 100), live=100) is DeliveryResult.SENT
    assert telegram.methods == ["editMessageText"]


@pytest.mark.parametrize(
    "words",
    [
        "message is too long",
        "MESSAGE_TOO_LONG",
        "text is too long",
        "can't parse entities: Can't find end tag",
        'can\'t parse MessageEntity: Field "offset" must be a number',
        "ENTITY_BOUNDS_INVALID",
    ],
)
@pytest.mark.parametrize(
    ("message", "method"),
    [
        (SendNotice({"text": "<b>x</b>" + "a😀" * 3000, "parse_mode": "HTML"}), "sendMessage"),
        (AmendAlert("alert", {"text": "<b>x</b>" + "a😀" * 3000, "parse_mode": "HTML"}), "editMessageText"),
    ],
)
async def test_what_is_too_long_or_can_not_be_read_goes_as_plain_text_cut_at_a_whole_character(
    telegram: FakeTelegram, words: str, message: ChatMessage, method: str
) -> None:
    telegram.refusals[method] = [refusal(words)]
    assert await end_of(telegram, message, live=100) is DeliveryResult.SENT
    text = telegram.last["text"]
    assert telegram.methods == [method, method]
    assert text.startswith("xa😀")
    assert "parse_mode" not in telegram.last
    assert 4095 <= utf16_length(text) <= 4096
    text.encode("utf-8")


@pytest.mark.parametrize("words", ["message caption is too long", "MEDIA_CAPTION_TOO_LONG"])
async def test_a_caption_is_cut_to_what_a_caption_may_have(telegram: FakeTelegram, words: str) -> None:
    telegram.refusals["sendDocument"] = [refusal(words)]
    file = SendFile(FileKind.DOCUMENT, "file-1", "a" + "😀" * 600 + "<b> is no markup")
    assert await end_of(telegram, file) is DeliveryResult.SENT
    assert utf16_length(telegram.last["caption"]) == 1023


async def test_what_looks_like_markup_in_a_text_without_any_stays(telegram: FakeTelegram) -> None:
    telegram.refusals["sendDocument"] = [refusal("message caption is too long")]
    await end_of(telegram, SendFile(FileKind.DOCUMENT, "file-1", "<b> &amp; " + "a" * 2000))
    assert telegram.last["caption"].startswith("<b> &amp; ")


async def test_a_tag_that_an_older_server_does_not_know_is_asked_about_once(telegram: Any) -> None:
    telegram.unknown_tag = "tg-time"
    text = 'Sampai <b><tg-time unix="5" format="wDt">Senin, 3 Jan</tg-time></b> &lt;tg-time&gt;'
    delivery, notice = Delivery(telegram), SendNotice({"text": text, "parse_mode": "HTML"})
    for _ in range(3):
        outcome = await delivery.deliver(notice, PERSON, live_message_id=None)
        assert outcome.end is DeliveryResult.SENT
    assert len(telegram.calls) == 4
    assert telegram.last["text"] == "Sampai <b>Senin, 3 Jan</b> &lt;tg-time&gt;"
    assert telegram.last["parse_mode"] == "HTML"


@pytest.mark.parametrize(
    "no",
    [
        TelegramForbiddenError(method=GetMe(), message="Forbidden: bot was kicked from the supergroup chat"),
        refusal("not enough rights to send text messages to the chat"),
        refusal("have no rights to send a message"),
        refusal("CHAT_WRITE_FORBIDDEN"),
        refusal("TOPIC_CLOSED"),
        refusal("chat not found"),
    ],
)
async def test_a_group_in_which_the_bot_may_not_write_is_closed(telegram: FakeTelegram, no: Any) -> None:
    telegram.refusals["sendMessage"] = [no]
    assert await end_of(telegram, SendNotice(SCREEN), GROUP) is DeliveryResult.UNREACHABLE


@pytest.mark.parametrize(
    "no",
    [
        TelegramNetworkError(method=GetMe(), message="timed out"),
        TelegramServerError(method=GetMe(), message="Bad Gateway"),
        TelegramUnauthorizedError(method=GetMe(), message="Unauthorized"),
        TelegramNotFound(method=GetMe(), message="Not Found"),
    ],
)
async def test_a_telegram_that_does_not_work_refuses_nothing_for_good(
    telegram: FakeTelegram, no: Any
) -> None:
    telegram.refusals["sendMessage"] = [no]
    assert await end_of(telegram, SendNotice(SCREEN)) is DeliveryResult.AWAY
