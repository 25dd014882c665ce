"""Test who counts as guessing: many wrong presses in a short time, and not a few old buttons."""

from datetime import UTC, datetime, timedelta

from bot.updates.guesses import MOST_GUESSES, WITHIN, GuessCount, GuessCounter

START = datetime(2026, 11, 30, 3, tzinfo=UTC)


def test_the_twentieth_guess_is_reported_and_then_once_a_minute() -> None:
    guesses = GuessCounter()
    found = [guesses.count(1, 1, START + timedelta(seconds=n)) for n in range(100)]
    assert {n: one.count for n, one in enumerate(found) if one} == {19: 20, 79: 80}
    assert found[19] == GuessCount(20, START)


def test_old_buttons_pressed_now_and_then_are_no_guesses() -> None:
    guesses = GuessCounter()
    for n in range(200):
        assert guesses.count(1, 1, START + timedelta(minutes=n)) is None


def test_after_a_silence_counting_begins_anew() -> None:
    guesses = GuessCounter()
    assert guesses.count(1, MOST_GUESSES, START) is not None
    assert guesses.count(1, MOST_GUESSES - 1, START + WITHIN * 2) is None


def test_of_very_many_senders_only_so_many_are_remembered() -> None:
    guesses = GuessCounter(most=10)
    for sender in range(100):
        guesses.count(sender, MOST_GUESSES - 1, START)
    assert guesses.count(99, 1, START) is not None
    assert guesses.count(0, 1, START) is None
