"""Telegram's format: what it counts, and what is left of a text without its markup."""

from datetime import UTC, datetime

from markupsafe import Markup

from conversations.rendering.message_format import TAGS
from handlers.telegram.message_format import TELEGRAM
from sandbox.entities_html import TAGS as TAGS_OF_TELEGRAM
from tests.cases import for_each


def test_telegram_takes_every_tag_of_the_templates() -> None:
    assert TAGS <= TAGS_OF_TELEGRAM


@for_each(("text", "length"), [("", 0), ("Judul", 5), ("é", 1), ("😀", 2), ("👩‍🔧", 5)])
def test_a_text_is_as_long_as_telegram_counts(text: str, length: int) -> None:
    assert TELEGRAM.length(text) == length


def test_without_markup_a_text_reads_as_it_was_written() -> None:
    assert TELEGRAM.without_markup(Markup("<b>{}</b>").format("1 < 2 & <b>")) == "1 < 2 & <b>"


def test_a_long_quote_is_folded() -> None:
    assert TELEGRAM.quote("a" * 400) == f"<blockquote>{'a' * 400}</blockquote>"
    assert TELEGRAM.quote("a" * 401).startswith("<blockquote expandable>")
    assert TELEGRAM.quote("<b>") == "<blockquote>&lt;b&gt;</blockquote>"


def test_a_time_is_shown_on_the_clock_of_its_reader() -> None:
    shown = TELEGRAM.moment(datetime(2026, 11, 21, 8, tzinfo=UTC), "21 Nov 2026 15.00 WIB")
    assert shown == '<tg-time unix="1795248000" format="wDt">21 Nov 2026 15.00 WIB</tg-time>'
