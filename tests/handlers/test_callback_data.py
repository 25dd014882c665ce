"""Test callback data: a press means what its button says, and no forged data breaks anything."""

from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.addressing.addresses import Menu
from conversations.addressing.ticket_addresses import TicketCard
from conversations.rendering.screen import Button
from handlers.context.callback_data import (
    NO_REVISION,
    PressedAnswer,
    read_callback_data,
    write_callback_data,
)
from tests.cases import for_each


def test_a_button_leads_to_its_address() -> None:
    data = write_callback_data(Button("Detail", to=TicketCard(7)), revision=3)
    assert data == "a:card:7:0"
    assert read_callback_data(data) == TicketCard(7)
    assert read_callback_data("a:menu") == Menu()


def test_a_button_answers_the_screen_that_it_was_on() -> None:
    data = write_callback_data(Button("Ya", says="in:a:b"), revision=3)
    assert data == "t:3:in:a:b"
    assert read_callback_data(data) == PressedAnswer(3, "in:a:b")


@for_each("revision", ["", "x", "-1", "٣", "9" * 40])
def test_an_answer_without_a_revision_of_ours_is_one_of_no_screen(revision: str) -> None:
    assert read_callback_data(f"t:{revision}:yes") == PressedAnswer(NO_REVISION, "yes")


@for_each("data", ["", "a", "a:", "t", "menu", "x:menu", "a:nonsense"])
def test_other_data_means_nothing(data: str) -> None:
    assert read_callback_data(data) in (None, PressedAnswer(NO_REVISION, ""))


@settings(deadline=None)
@given(st.text())
def test_no_data_is_an_error(data: str) -> None:
    read_callback_data(data)
