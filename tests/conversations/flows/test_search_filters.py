"""The filters that a search stands for, and their description in the reader's language."""

from datetime import date
from itertools import product

from conversations.addressing.addresses import SearchWithout
from conversations.conversation import ConversationState
from conversations.flows.tickets.search import describe_filters, edit_draft, filters_from
from conversations.screens.lists import found_list
from core.master_data.priority import Priority
from core.pages import Page
from core.tickets.lifecycle import Status
from core.tickets.search import TicketFilters
from tests.cases import for_each
from tests.conversations.fakes import RENDERER, RUNNER, Chat, telegram_text
from tests.conversations.sample_conversation_screens import sample_search
from tests.conversations.sample_screens import Words
from tests.conversations.scenarios import search_filters
from tests.core.fakes import HELPDESK, SURABAYA

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
        filters = filters_from(kept)
        meant = {n for n in names if n != "version" or "application" in names}
        for name, (_kept, value) in SET.items():
            found = getattr(filters, FIELDS.get(name, name))
            assert found == (value if name in meant else getattr(TicketFilters(), FIELDS.get(name, name))), (
                kept
            )
        assert filters_from(edit_draft(kept)) == filters
        assert {name for name, _title, _value in describe_filters(kept, Chat("search").context)} == meant


# In the reader's language


def test_a_search_speaks_english_too() -> None:
    chat = Chat("search", HELPDESK, language="en").taps("Advanced")
    chat.sees("Sort by: Newest", "Tickets per page: 10").taps("Change", "Priority", "Minor")
    chat.taps("Change", "Status", "Closed").sees("Status: Closed", "Priority: Minor")
    chat.taps("Change", "LPSE").sees("All LPSEs").sees_not("Semua").taps("Back", "Change", "From")
    assert chat.labels[:2] == ["◀️", "June 2020"]
    assert search_filters(chat.types("yesterday").taps("Search")) == {
        "status": "closed",
        "priority": "minor",
        "since": "2020-06-14",
    }


@for_each("word", ["Selesai", "Status", "Semua LPSE", "%(value)s %s", "<b>x</b> & {{ y }}"])
def test_words_that_are_looked_for_are_not_translated(word: str) -> None:
    chat = Chat("search", HELPDESK, language="en")
    for step in ("review", "text"):
        screen = RUNNER.screen(ConversationState("search", step, edit_draft({"text": word})), chat.context)
        assert word in telegram_text(RENDERER.screen(screen, "en"))
    rendered = RENDERER.screen(
        found_list(Page([]), describe_filters({"text": word, "status": "closed"}, chat.context)), "en"
    )
    assert f"Ticket number or words: {word}\nStatus: Closed" in telegram_text(rendered)
    assert {f"✖️ {word}", "✖️ Closed"} <= {button.label for row in rendered.rows for button in row}


# Results


def test_each_filter_can_be_taken_away_by_itself() -> None:
    said = describe_filters(sample_search(Words(text="kata " * 60)), Chat("search", HELPDESK).context)
    leads_to = [button.to for row in found_list(Page([]), said).rows for button in row]
    assert [to.name for to in leads_to if isinstance(to, SearchWithout)] == list(SET)
    labels = [b.label for row in RENDERER.screen(found_list(Page([]), said), "id").rows for b in row]
    assert f"✖️ {SURABAYA.name}" in labels
    assert all(len(label) <= 50 for label in labels)
