"""What a search means, and how it is said to its reader."""

from datetime import date
from itertools import product

import pytest

from conversations.screens.lists import found_list
from conversations.talk import State
from conversations.talks.search import filters_in, revised, said_of
from core.lifecycle import Status
from core.priority import Priority
from core.search import Filters
from tests.conversations.fakes import RENDERER, RUNNER, Chat, as_telegram_shows
from tests.conversations.sampled_talks import looked_for
from tests.conversations.samples import Page, Words
from tests.conversations.ways import searched
from tests.core.fakes import HELPDESK, SURABAYA

# What a search means


SET = {
    "text": ("unggah", "unggah"),
    "status": ("working,closed", frozenset({Status.WORKING, Status.CLOSED})),
    "application": ("spse", "spse"),
    "version": ("4.5", "4.5"),
    "lpse": ("10", 10),
    "priority": ("major", Priority.MAJOR),
    "since": ("2020-05-01", date(2020, 5, 1)),
    "until": ("2020-06-01", date(2020, 6, 1)),
}
FIELDS = {"status": "statuses", "lpse": "lpse_id"}


def test_every_combination_of_filters_is_what_was_set_and_nothing_else() -> None:
    for chosen in product([False, True], repeat=len(SET)):
        names = [name for name, is_set in zip(SET, chosen, strict=True) if is_set]
        kept = {name: SET[name][0] for name in names}
        filters = filters_in(kept)
        meant = {n for n in names if n != "version" or "application" in names}
        for name, (_kept, value) in SET.items():
            found = getattr(filters, FIELDS.get(name, name))
            assert found == (value if name in meant else getattr(Filters(), FIELDS.get(name, name))), kept
        assert filters_in(revised(kept)) == filters
        assert {name for name, _title, _value in said_of(kept, Chat("search").world)} == meant


# In the reader's language


def test_a_search_speaks_english_too() -> None:
    chat = Chat("search", HELPDESK, language="en").taps("Advanced")
    chat.sees("Sort by: Newest", "Tickets per page: 10").taps("Change", "Priority", "Minor")
    chat.taps("Change", "Status", "Closed").sees("Status: Closed", "Priority: Minor")
    chat.taps("Change", "LPSE").sees("All LPSEs").sees_not("Semua").taps("Back", "Change", "From")
    assert chat.labels[:2] == ["◀️", "June 2020"]
    assert searched(chat.types("yesterday").taps("Search")) == {
        "status": "closed",
        "priority": "minor",
        "since": "2020-06-14",
    }


@pytest.mark.parametrize("word", ["Selesai", "Status", "Semua LPSE", "%(value)s %s", "<b>x</b> & {{ y }}"])
def test_words_that_are_looked_for_are_not_translated(word: str) -> None:
    chat = Chat("search", HELPDESK, language="en")
    for step in ("review", "text"):
        screen = RUNNER.screen(State("search", step, revised({"text": word})), chat.world)
        assert word in as_telegram_shows(RENDERER.screen(screen, "en"))
    rendered = RENDERER.screen(
        found_list(Page(), [], said_of({"text": word, "status": "closed"}, chat.world)), "en"
    )
    assert f"Ticket number or words: {word}\nStatus: Closed" in as_telegram_shows(rendered)
    assert {f"✖️ {word}", "✖️ Closed"} <= {button.label for row in rendered.rows for button in row}


# What was found


def test_each_filter_can_be_taken_away_by_itself() -> None:
    said = said_of(looked_for(Words(text="kata " * 60)), Chat("search", HELPDESK).world)
    buttons = [b for row in found_list(Page(), [], said).rows for b in row if b.to.startswith("unfilter:")]
    assert [b.to.removeprefix("unfilter:") for b in buttons] == list(SET)
    labels = [b.label for row in RENDERER.screen(found_list(Page(), [], said), "id").rows for b in row]
    assert f"✖️ {SURABAYA.name}" in labels
    assert all(len(label) <= 50 for label in labels)
