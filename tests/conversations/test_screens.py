"""Every screen and every notice renders in every language, neatly, and within Telegram's bounds."""

import re
from itertools import pairwise

import pytest

from conversations.rendering import TEMPLATES
from conversations.screens.dashboard import REPORTED
from conversations.steps.date import NO_DAY, WEEKDAYS
from conversations.talks import TALKS
from core.events import Happening
from core.notices import TOLD
from tests.conversations.fakes import RENDERER, as_telegram_shows, every
from tests.conversations.sampled_talks import SCREENS

# Parts of others, never shown alone.
PARTS = {
    "ask.html",
    "package.html",
    "new_ticket/summary.html",
    "ticket/about.html",
    "profile/table.html",
    "faq/edit/entry.html",
    "admin/record_table.html",
    "admin/accounts/table.html",
}
# Not for Telegram.
LETTERS = {"mail/ticket.html"}
# What a line of ours may begin and end with, and what it may hold.
UNTIDY = [
    (re.compile(r"\n{3}"), "two blank lines"),
    (re.compile(r"[ \t](?:\n|$)"), "a blank before the end of a line"),
    (re.compile(r"(?:^|\n)[ \t]"), "a blank at the beginning of a line"),
    (re.compile(r"  "), "two blanks"),
    (re.compile(r"\{\{|\}\}|\{%|%\}|%\(|\bNone\b|Undefined|\w+\(\w+="), "something of the machinery"),
    (re.compile(r"[,·\u203a] *(?:\n|$)"), "a mark with nothing behind it"),
    (re.compile(r"(?:^|\n) *[,·\u203a]"), "a mark with nothing before it"),
    (re.compile(r"\(\)|\( | \)"), "empty brackets"),
]


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_one_that_telegram_takes(name: str) -> None:
    for _language, rendered in every(SCREENS[name]):
        assert as_telegram_shows(rendered)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_neat(name: str) -> None:
    for language, rendered in every(SCREENS[name]):
        text = as_telegram_shows(rendered)
        assert text == text.strip(), "it begins and ends with words"
        assert [fault for untidy, fault in UNTIDY if untidy.search(text)] == [], f"{language}: {text}"
        first, *rest = text.split("\n")
        assert not rest or rest[0] == "" or name.startswith("card"), f"a title stands alone: {first!r}"


def test_words_of_ours_are_never_glued_to_the_next_line() -> None:
    by_itself = {"Tervalidasi", "isi manual", "tidak diisi", "Tiket Umum"}
    for name in (
        "card",
        "card by hand",
        "card without a package",
        "new/review",
        "new/review empty",
        "new/confirm",
    ):
        lines = as_telegram_shows(RENDERER.screen(SCREENS[name], "id")).split("\n")
        ends = [word for line in lines for word in by_itself if word in line and not line.endswith(word)]
        assert ends == [], name


def test_templates_say_where_a_line_ends() -> None:
    """A tag at the end of a line takes the line's end with it, unless it says `+`."""
    control = re.compile(
        r"\{%-?\s*(?:if|elif|else|endif|for|endfor|block|endblock|macro|endmacro|import|extends)\b.*?%\}"
    )
    faults = [
        f"{path.relative_to(TEMPLATES)}:{number}: {line}"
        for path in TEMPLATES.rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if control.sub("", line).strip() and re.search(r"(?<!endblock )(?<![-+])%\}$", line)
    ]
    assert faults == []


def test_every_template_is_among_the_samples() -> None:
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")} - PARTS - LETTERS
    shown = {screen.template for screen in SCREENS.values()}
    shown |= {text.template for screen in SCREENS.values() for text in screen.texts}
    assert there == shown


def test_every_step_and_every_notice_is_among_the_samples() -> None:
    steps = {f"{talk.name}/{step.name}" for talk in TALKS.values() for step in talk.steps} - {
        "sign_out/confirm"
    }
    assert steps <= {re.sub(r" .*", "", name) for name in SCREENS}
    told = {f"{kind} for {audience}" for kind, audiences in TOLD.items() for audience in audiences}
    assert {name for name in told if not name.endswith(" desk")} <= SCREENS.keys()


def test_every_happening_is_told_to_somebody_or_to_nobody_on_purpose() -> None:
    assert TOLD.keys() == set(Happening)


def test_a_language_that_nobody_speaks_is_answered_in_the_source() -> None:
    screen = SCREENS["menu"]
    assert RENDERER.screen(screen, "xx") == RENDERER.screen(screen, "id")
    assert RENDERER.screen(screen, "") == RENDERER.screen(screen, "id")


@pytest.mark.parametrize("name", SCREENS)
def test_a_button_does_one_thing(name: str) -> None:
    for _language, rendered in every(SCREENS[name]):
        buttons = [button for row in rendered.rows for button in row]
        assert all(bool(b.says) + bool(b.to) + bool(b.copy) == 1 for b in buttons)
        # All that is no day in a calendar does nothing, like the name of its month.
        buttons = [b for row in SCREENS[name].rows for b in row if b.label not in {NO_DAY, *WEEKDAYS}]
        says = [b.says or b.to or b.copy for b in buttons]
        assert len(set(says)) == len(says), "no two do the same"


def test_every_action_on_a_card_leads_to_a_talk() -> None:
    for screen in SCREENS.values():
        for row in screen.rows:
            for button in row:
                place, _colon, rest = button.to.partition(":")
                assert place != "talk" or rest.partition(":")[0] in TALKS


def test_counted_lines_come_in_order() -> None:
    listed = as_telegram_shows(RENDERER.screen(SCREENS["list own"], "id"))
    numbers = re.findall(r"TPS\d+", listed)
    assert all(one < other for one, other in pairwise(numbers))
    assert len(numbers) == 10


def test_in_english_no_two_numbers_of_a_reporter_s_dashboard_sound_alike() -> None:
    """“Reported” beside “ever reported” left people guessing which of them is over."""
    read = [RENDERER.translate(label, "en") for label in REPORTED.values()]
    assert read == ["Not yet started", "Open", "In progress", "Ever reported"]
