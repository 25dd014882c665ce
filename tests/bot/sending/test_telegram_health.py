"""Whose failure a failed call is: the message's own, or that of a Telegram that is away."""

from bot.sending.telegram_health import LONGEST_PAUSE, TelegramHealth


def test_one_chat_that_fails_while_another_is_answered_fails_by_itself() -> None:
    health = TelegramHealth()
    began = health.begin()
    health.answered(2)
    assert health.failed(1, began, 0)
    assert not health.is_away


def test_an_answer_before_the_call_says_nothing_about_it() -> None:
    health = TelegramHealth()
    health.answered(2)
    assert not health.failed(1, health.begin(), 0)


def test_its_own_earlier_answer_does_not_prove_a_chats_failure() -> None:
    health = TelegramHealth()
    began = health.begin()
    health.answered(1)
    assert not health.failed(1, began, 0)


def test_two_chats_that_fail_show_that_telegram_is_away_until_one_is_answered() -> None:
    health = TelegramHealth()
    for chat in (1, 2):
        assert not health.failed(chat, health.begin(), 0)
    assert health.is_away
    health.answered(1)
    assert (health.is_away, health.pause(0)) == (False, 0)
    # The one whose message fails again has failed alone.
    assert health.failed(2, health.begin(), 0)


def test_pauses_grow_to_half_a_minute_and_calls_under_way_together_count_once() -> None:
    health, now, pauses = TelegramHealth(), 0.0, []
    together = health.begin()
    for chat in range(1, 25):
        health.failed(chat, together, now)
    for _ in range(7):
        pauses.append(health.pause(now))
        now += pauses[-1]
        health.failed(1, health.begin(), now)
    assert pauses == [1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE]


def test_an_update_hurries_the_next_probe_but_not_to_more_than_one_a_second() -> None:
    health = TelegramHealth()
    for now in (0.0, 1.0, 3.0, 7.0):
        health.failed(1, health.begin(), now)
    health.probe_soon()
    assert health.pause(7.0) == 1.0
    assert health.pause(8.0) == 0


def test_a_chat_that_is_suspected_waits_while_others_go_on() -> None:
    health = TelegramHealth()
    health.failed(1, health.begin(), 0)
    assert not health.is_away
    assert health.paused_chats(0.5) == {1}
    assert health.paused_chats(1.5) == set()
