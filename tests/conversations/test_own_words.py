"""Whatever people write comes out as they wrote it, or as a beginning that says that it is one."""

import re
from dataclasses import replace
from html import escape, unescape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conversations.pages import PAGE, excerpt, units
from conversations.screens import card as cards
from conversations.screens import menu
from core.errors import Refusal
from core.events import Happening
from core.texts import TEXT_MAX, read_text, read_title
from tests.conversations.fakes import RENDERER, as_telegram_shows, every, pages
from tests.conversations.sampled_talks import all_screens, looked_for
from tests.conversations.samples import Remark, Words, files, letter, reporter, whole

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


def spoken(text: str) -> Words | None:
    """The text in every field that a person can fill in, as far as the helpdesk takes it there."""
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
        error_code=line[:50],
        package=line[:600],
        build=line[:100],
    )


def shows(text: str, said: str) -> bool:
    """Whether it was said in full, or as a beginning with an ellipsis that can be seen."""
    if said in text:
        return True
    cuts = [cut.start() for cut in re.finditer("…", text)]
    starts = [start.start() for start in re.finditer(re.escape(said[0]), text)]
    return any(text[start:cut] == said[: cut - start] for cut in cuts for start in starts if start < cut)


def said_on(words: Words) -> dict[str, tuple[str, ...]]:
    """What a person wrote, and screens that say it."""
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
        words.text: ("new/review", "ask/confirm", "solved for reporter", "new/description"),
        words.name: ("card", "alert", "menu", "profile", "alert, taken", "taken for reporter"),
        words.file: ("new/files", "new/review", "ask/confirm", "files"),
        looked_for(words)["text"]: ("search/text", "search/review", "found 10", "found nothing"),
        words.office: ("profile",),
        words.message: ("rated for party",),
        words.error_code: ("card", "new/review", "new/error_code"),
        words.package: ("card", "new/review", "new/package_found"),
    }


# Few, since each of them draws some five hundred screens twice.
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY)
@example("<b>&\"' {{ x }} %(x)s " * 3)
@example("😀" * 8000)
@example("<&" * 4000)
def test_whatever_people_write_every_screen_is_one_that_telegram_takes(text: str) -> None:
    words = spoken(text)
    if words is None:
        return
    for screen in all_screens(words).values():
        for _language, rendered in every(screen):
            as_telegram_shows(rendered)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY)
@example("<b>&\"'</b> {{ x }} %(x)s %s\n\n\n😀 \u202e")
@example("Judul ini diterjemahkan")
def test_what_people_write_comes_out_as_they_wrote_it(text: str) -> None:
    words = spoken(text)
    if words is None:
        return
    screens = all_screens(words)
    for language in RENDERER.languages:
        for said, names in said_on(words).items():
            for name in names:
                seen = as_telegram_shows(RENDERER.screen(screens[name], language))
                assert shows(seen, said), name


@settings(max_examples=40, deadline=None)
@given(ANY, st.integers(0, 4))
def test_what_fits_one_message_stands_whole_on_one_page_of_the_card(text: str, entries: int) -> None:
    words = spoken(text)
    if words is None:
        return
    said = tuple(Remark(Happening.SOLVED, words.text, words.name, files=files(words)) for _ in range(entries))
    shown = [as_telegram_shows(page) for page in pages(cards.card(whole(words, said), reporter(words)))]
    if units(words.text) <= PAGE:
        assert sum(page.count(words.text) for page in shown) >= 1 + entries
    else:
        letters = re.sub(r"\s", "", words.text)
        assert letters in re.sub(r"\s", "", "".join(shown[1:]))


@given(ANY, st.integers(2, 5000))
def test_an_excerpt_is_a_beginning_and_says_that_it_is_one(text: str, most: int) -> None:
    part = excerpt(text, most)
    assert units(part) <= most
    assert part == text or (part.endswith("…") and text.startswith(part[:-1]))


@pytest.mark.parametrize("said", ["Judul", "Tiket Umum", "Selesai"])
def test_a_person_s_own_words_are_not_translated(said: str) -> None:
    words = spoken(said)
    assert words is not None
    screens = all_screens(words)
    for name in ("new/title", "card", "new/review"):
        assert said in as_telegram_shows(RENDERER.screen(screens[name], "en"))


def test_a_letter_keeps_what_people_wrote_apart_from_its_markup() -> None:
    words = spoken("<script>alert('x')</script> & %(x)s {{ y }}")
    assert words is not None
    html = RENDERER.screen(letter(words), "id").text
    assert "<script" not in html
    assert shows(unescape(html), words.text)


def test_a_name_is_never_markup() -> None:
    rendered = RENDERER.screen(menu.menu(replace(reporter(Words()), name="<b>x</b>"), [], []), "id")
    assert escape("<b>x</b>", quote=False) in rendered.text
