"""Every screen and notice renders neatly in every language, and within Telegram's limits."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from conversations.addressing.addresses import StartConversation
from conversations.conversation import ASK_TEMPLATE
from conversations.flows import CONVERSATIONS
from conversations.rendering.renderer import TEMPLATES, Rendered
from conversations.screens.dashboard import reporter_figures
from conversations.steps.date import NO_DAY, WEEKDAYS
from core.tickets.actions import EVENTS
from core.tickets.counts import Count, ReporterCounts
from core.tickets.lifecycle import EventType
from tests.cases import for_each
from tests.conversations.all_screens import SCREENS
from tests.conversations.fakes import RENDERER, in_every_language, telegram_text

# Templates that are only included by others.
PARTS = {
    "package.html",
    "urgency.html",
    "draft_name.html",
    "new_ticket/summary.html",
    "new_ticket/package_found.html",
    "ticket/about.html",
    "profile/table.html",
    "faq/edit/entry.html",
    "admin/record_table.html",
    "admin/accounts/table.html",
}
# E-mails, which are not sent by Telegram.
LETTERS = {"mail/ticket.html"}
# Patterns that no screen may contain, with what is wrong.
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


class Shown(NamedTuple):
    """A screen in a language, and its text as Telegram displays it."""

    language: str
    rendered: Rendered
    text: str


@cache
def shown(name: str) -> Sequence[Shown]:
    """Return the screen in every language; fail where Telegram would refuse it."""
    return [
        Shown(language, rendered, telegram_text(rendered))
        for language, rendered in in_every_language(SCREENS[name])
    ]


@for_each("name", SCREENS)
def test_a_screen_is_one_that_telegram_takes(name: str) -> None:
    assert all(one.text for one in shown(name))


@for_each("name", SCREENS)
def test_a_screen_is_neat(name: str) -> None:
    for language, _rendered, text in shown(name):
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
        lines = telegram_text(RENDERER.screen(SCREENS[name], "id")).split("\n")
        ends = [word for line in lines for word in by_itself if word in line and not line.endswith(word)]
        assert ends == [], name


def test_templates_say_where_a_line_ends() -> None:
    """Find tags that swallow the end of their line: at the end of a line they need a `+`."""
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


def test_a_prompt_of_one_sentence_stands_with_its_step() -> None:
    """Keep prompts of one sentence in the code; templates are for longer ones."""
    alone = re.compile(r"{% block body %}\n{% trans %}[^{}]*{% endtrans \+?%}\n{% endblock %}")
    read = {path: path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")}
    assert [path.name for path, text in read.items() if alone.search(text)] == []


def test_every_step_that_is_asked_by_its_prompt_has_one() -> None:
    by_prompt = {ASK_TEMPLATE, "choose_lpse.html", "admin/lines.html"}
    asked = {name: screen for name, screen in SCREENS.items() if screen.template in by_prompt}
    assert [name for name, screen in asked.items() if not screen.data["prompt"]] == []


def test_every_template_is_among_the_samples() -> None:
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")} - PARTS - LETTERS
    shown = {screen.template for screen in SCREENS.values()}
    shown |= {text.template for screen in SCREENS.values() for text in screen.texts}
    assert there == shown


def test_every_step_and_every_notice_is_among_the_samples() -> None:
    steps = {
        f"{conversation.name}/{step.name}"
        for conversation in CONVERSATIONS.values()
        for step in conversation.steps
    } - {"sign_out/confirm", "reply/files", "loose/files"}
    assert steps <= {re.sub(r" .*", "", name) for name in SCREENS}
    told = {f"{kind} for {t.audience}" for kind, spec in EVENTS.items() for t in spec.notices}
    assert {name for name in told if not name.endswith(" desk")} <= SCREENS.keys()


def test_every_happening_is_told_to_somebody_or_to_nobody_on_purpose() -> None:
    assert EVENTS.keys() == set(EventType)


def test_a_language_that_nobody_speaks_is_answered_in_the_source() -> None:
    screen = SCREENS["menu"]
    assert RENDERER.screen(screen, "xx") == RENDERER.screen(screen, "id")
    assert RENDERER.screen(screen, "") == RENDERER.screen(screen, "id")


@for_each("name", SCREENS)
def test_a_button_does_one_thing(name: str) -> None:
    for _language, rendered, _text in shown(name):
        buttons = [button for row in rendered.rows for button in row]
        assert all(bool(b.says) + bool(b.to) + bool(b.copy) == 1 for b in buttons)
        # Calendar buttons without a day share one token, that of their month.
        buttons = [b for row in SCREENS[name].rows for b in row if b.label not in {NO_DAY, *WEEKDAYS}]
        says = [b.says or b.to or b.copy for b in buttons]
        assert len(set(says)) == len(says), "no two do the same"


def test_every_action_on_a_card_leads_to_a_conversation() -> None:
    for screen in SCREENS.values():
        for row in screen.rows:
            for button in row:
                assert not isinstance(button.to, StartConversation) or button.to.name in CONVERSATIONS


def test_counted_lines_come_in_order() -> None:
    listed = telegram_text(RENDERER.screen(SCREENS["list own"], "id"))
    numbers = re.findall(r"TPS\d+", listed)
    assert all(one < other for one, other in pairwise(numbers))
    assert len(numbers) == 10


def test_in_english_no_two_numbers_of_a_reporter_s_dashboard_sound_alike() -> None:
    """Tell “reported” from “ever reported”, which people confused."""
    none = Count(0)
    figures = reporter_figures(ReporterCounts(none, none, none, none, none, none))
    read = [RENDERER.translate(figure.label, "en") for figure in figures]
    assert read == [
        "Not yet started",
        "In progress",
        "Waiting for an answer or confirmation",
        "Reported, not yet closed",
        "Ever reported, closed ones included",
    ]
