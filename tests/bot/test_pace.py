"""Telegram's limits: what is sent stays within them over any window, and the first answers go at once."""

from hypothesis import given
from hypothesis import strategies as st

from bot.pace import CHAT_BURST, CHAT_RATE, GROUP_BURST, GROUP_RATE, OVERALL_BURST, OVERALL_RATE, Pace

PERSON, GROUP = 1001, -1001


def sent_at(pace: Pace, moments: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """When each of these (moment, chat) is really sent."""
    return [(at + pace.reserve(chat, at), chat) for at, chat in moments]


def most_within(seconds: float, times: list[float]) -> int:
    times = sorted(times)
    return max(sum(start <= t < start + seconds for t in times) for start in times)


def test_a_person_who_answers_quickly_is_answered_at_once() -> None:
    assert all(at == 0 for at, _ in sent_at(Pace(), [(0, PERSON)] * CHAT_BURST))


def test_after_the_burst_a_chat_gets_one_a_second() -> None:
    times = [at for at, _ in sent_at(Pace(), [(0, PERSON)] * (CHAT_BURST + 3))]
    assert times[CHAT_BURST:] == [1 / CHAT_RATE, 2 / CHAT_RATE, 3 / CHAT_RATE]


def test_a_group_gets_at_most_twenty_a_minute_once_its_burst_is_spent() -> None:
    times = [at for at, _ in sent_at(Pace(), [(0, GROUP)] * 60)]
    later = times[GROUP_BURST:]
    assert most_within(60, later) <= 60 * GROUP_RATE + 1e-6


def test_edits_do_not_count_against_their_chat() -> None:
    pace = Pace()
    sent_at(pace, [(0, PERSON)] * CHAT_BURST)
    assert pace.reserve(PERSON, 0, is_new=False) == 0


def test_one_busy_chat_does_not_hold_up_the_others() -> None:
    pace = Pace()
    sent_at(pace, [(0, PERSON)] * (CHAT_BURST + 5))
    assert pace.reserve(2002, 0) == 0


def test_a_chat_that_was_quiet_has_its_burst_again() -> None:
    pace = Pace()
    sent_at(pace, [(0, PERSON)] * CHAT_BURST)
    pace.forget_idle(CHAT_BURST / CHAT_RATE)
    assert not pace.chats
    assert pace.reserve(PERSON, 100) == 0


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(1, 500)), min_size=1, max_size=300).map(sorted))
def test_over_all_chats_the_rate_is_kept_whatever_happens(moments: list[tuple[float, int]]) -> None:
    times = [at for at, _ in sent_at(Pace(), moments)]
    assert most_within(1, times) <= OVERALL_BURST + OVERALL_RATE
    # Over a longer time the burst no longer counts.
    assert max(times) >= (len(times) - OVERALL_BURST) / OVERALL_RATE - 1e-6
