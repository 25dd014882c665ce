"""Screens are rendered for any channel: its format says how long messages are, and how they are written."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

from markupsafe import Markup

from conversations.rendering.message_format import TAGS
from conversations.rendering.renderer import TEMPLATES, Renderer
from conversations.screens import card as cards
from locales import load_translations
from tests.conversations.sample_screens import Words, details, discussion, reporter

TAG = re.compile(r"</?([a-zA-Z][\w-]*)")


class ShortMessages:
    """Messages of 500 characters, with quotes in quotation marks and times as text."""

    longest_message = 500
    most_passages = 3

    def length(self, text: str) -> int:
        return len(text)

    def without_markup(self, text: str) -> str:
        return unescape(re.sub(r"<[^<>]+>", "", text))

    def quote(self, text: str) -> Markup:
        return Markup("“{}”").format(text)

    def moment(self, instant: datetime, fallback: str) -> Markup:
        return Markup("{}").format(fallback)


def test_templates_keep_to_the_tags_that_every_channel_takes() -> None:
    used = {
        tag: path
        for path in TEMPLATES.rglob("*.html")
        # Letters have an HTML of their own.
        if path.parent.name != "mail"
        for tag in TAG.findall(path.read_text(encoding="utf-8"))
    }
    assert {tag: path for tag, path in used.items() if tag not in TAGS} == {}


def test_a_channel_with_short_messages_gets_more_pages_in_its_own_writing() -> None:
    renderer = Renderer(load_translations(), UTC, ShortMessages())
    screen = cards.card(details(Words(text="kata " * 300), discussion(Words(), 5)), reporter(Words()))
    shown = [renderer.screen(replace(screen, page=page), "id").text for page in range(12)]
    pages = list(dict.fromkeys(map(renderer.without_markup, shown)))
    assert len(pages) > 4
    assert all(len(page) <= ShortMessages.longest_message for page in pages[1:])
    assert not any("tg-time" in text for text in shown)
    assert any("UTC" in page for page in pages)
    assert any("“" in page for page in pages)
