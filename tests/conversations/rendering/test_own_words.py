"""Texts of people are shown as they were written, or shortened with an ellipsis."""

import re
from dataclasses import replace
from html import escape, unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conversations.rendering.excerpts import excerpt
from conversations.screens import card as cards
from conversations.screens import menu
from core.errors import Refusal
from core.input.characters import plain
from core.input.text_length import utf16_length
from core.input.texts import ERROR_CODE_MAX, TEXT_MAX, read_text, read_title
from core.tickets.lifecycle import EventType
from handlers.telegram.message_format import TELEGRAM
from tests.conversations.all_screens import SCREENS, all_screens
from tests.conversations.fakes import RENDERER, all_pages, telegram_text
from tests.conversations.sample_conversation_screens import sample_search
from tests.conversations.sample_notices import mail_screen
from tests.conversations.sample_screens import Words, details, discussion_entry, files, reporter

HOSTILE = [
    "<b>&\"'",
    "</blockquote><b>",
    "{{ ticket }} {% if %}",
    "%(x)s %s %% %d",
    "{page} {0}",
    "&lt;b&gt;&amp;&#39;",
    "<tg-time unix='1'>",
    "😀👩‍🔧🇮🇩",
    "مرحبا بالعالم \u202e terbalik",
    "satu\ndua\n\n\n\ntiga",
    "a" * 8000,
    "😀" * 8000,
    "<" * 8000,
    "Judul",
    "Tiket Umum",
]
LONG = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=20, max_size=300).map(
    lambda s: s * 40
)
ANY = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=400) | LONG


def words_from(text: str) -> Words | None:
    """Return this text in every field that people can fill in; None if the helpdesk refuses it."""
    try:
        kept = read_text((text if len(text) >= 15 else text * 15)[:TEXT_MAX])
        title = read_title(text[:100])
    except Refusal:
        return None
    line = " ".join(kept.split())
    return Words(
        title=title,
        text=kept,
        name=line[:500],
        file=f"{line[:250]}.png",
        office=line[:500],
        message=kept[:1000],
        # As its step keeps it: what it reads may be longer than what was typed.
        error_code=plain(line[:50])[:ERROR_CODE_MAX].strip(),
        package=line[:600],
        build=line[:100],
    )


def shows(text: str, said: str) -> bool:
    """Return whether a screen contains a text in full, or its beginning with an ellipsis."""
    if said in text:
        return True
    cuts = [cut.start() for cut in re.finditer("…", text)]
    starts = [start.start() for start in re.finditer(re.escape(said[0]), text)]
    return any(text[start:cut] == said[: cut - start] for cut in cuts for start in starts if start < cut)


def texts_on_screens(words: Words) -> dict[str, tuple[str, ...]]:
    """Return each text that a person wrote, with the screens that show it."""
    return {
        words.title: (
            "card",
            "new/review",
            "new/confirm",
            "alert",
            "solved for reporter",
            "take/confirm",
            "done",
        ),
        words.text: (
            "new/review",
            "ask/confirm",
            "solved for reporter",
            "new/description",
            "alert, escalated",
        ),
        words.name: (
            "card",
            "alert",
            "menu",
            "profile",
            "alert, taken",
            "alert, escalated",
            "taken for reporter",
        ),
        words.file: ("new/files", "new/review", "ask/confirm", "files"),
        sample_search(words)["text"]: ("search/text", "search/review", "found 10", "found nothing"),
        words.office: ("profile",),
        words.message: ("rated for party",),
        words.error_code: ("card", "new/review", "new/error_code"),
        words.package: ("card", "new/review", "new/description"),
    }


# Few, since each of them draws some six hundred screens.
@settings(max_examples=4)
@given(ANY, st.sampled_from(RENDERER.languages))
@example("<b>&\"' {{ x }} %(x)s " * 3, "id")
@example("😀" * 8000, "en")
@example("<&" * 4000, "id")
@example("<&" * 4000, "en")
def test_every_screen_with_any_text_is_accepted_by_telegram(text: str, language: str) -> None:
    words = words_from(text)
    if words is None:
        return
    for name, screen in all_screens(words).items():
        # Half of the screens hold nobody's words, and are looked at by `test_screens` in every language.
        if screen != SCREENS.get(name):
            telegram_text(RENDERER.screen(screen, language))


@settings(max_examples=10)
@given(ANY)
@example("<b>&\"'</b> {{ x }} %(x)s %s\n\n\n😀 \u202e")
@example("Judul ini diterjemahkan")
def test_what_people_write_comes_out_as_they_wrote_it(text: str) -> None:
    words = words_from(text)
    if words is None:
        return
    screens = all_screens(words)
    for language in RENDERER.languages:
        for said, names in texts_on_screens(words).items():
            for name in names:
                seen = telegram_text(RENDERER.screen(screens[name], language))
                assert shows(seen, said), name


@settings(max_examples=40)
@given(ANY, st.integers(0, 4))
def test_what_fits_one_message_stands_whole_on_one_page_of_the_card(text: str, entries: int) -> None:
    words = words_from(text)
    if words is None:
        return
    said = (discussion_entry(words, EventType.SOLVED, files(words)),) * entries
    shown = [telegram_text(page) for page in all_pages(cards.card(details(words, said), reporter(words)))]
    if utf16_length(words.text) <= TELEGRAM.longest_message:
        assert sum(page.count(words.text) for page in shown) >= 1 + entries
    else:
        letters = re.sub(r"\s", "", words.text)
        assert letters in re.sub(r"\s", "", "".join(shown[1:]))


@given(ANY, st.integers(2, 5000))
def test_an_excerpt_is_a_beginning_and_says_that_it_is_one(text: str, most: int) -> None:
    part = excerpt(text, most)
    assert utf16_length(part) <= most
    assert part == text or (part.endswith("…") and text.startswith(part[:-1]))


@pytest.mark.parametrize("said", ["Judul", "Tiket Umum", "Selesai"])
def test_a_person_s_own_words_are_not_translated(said: str) -> None:
    words = words_from(said)
    assert words is not None
    screens = all_screens(words)
    for name in ("new/title", "card", "new/review"):
        assert said in telegram_text(RENDERER.screen(screens[name], "en"))


def test_a_letter_keeps_what_people_wrote_apart_from_its_markup() -> None:
    words = words_from("<script>alert('x')</script> & %(x)s {{ y }}")
    assert words is not None
    html = RENDERER.screen(mail_screen(words), "id").text
    assert "<script" not in html
    assert shows(unescape(html), words.text)


def test_a_name_is_never_markup() -> None:
    rendered = RENDERER.screen(menu.menu(replace(reporter(Words()), name="<b>x</b>"), [], []), "id")
    assert escape("<b>x</b>", quote=False) in rendered.text
