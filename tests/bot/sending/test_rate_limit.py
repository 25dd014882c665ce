"""Telegram's limits: what is sent stays within them over any window, and answers go at once."""

from hypothesis import given
from hypothesis import strategies as st

from bot.sending.rate_limit import (
    CHAT_BURST,
    GROUP_BURST,
    NOTICE,
    OVERALL_BURST,
    SLOWEST,
    TOGETHER,
    CallKind,
    RateLimiter,
    SendRates,
)

PERSON, OTHER, GROUP = 1001, 1002, -1001
ANSWER, EDIT, ANSWERING_EDIT = CallKind(is_answer=True), CallKind(is_new=False), CallKind(False, True)
# The edge of a window belongs to the next one; times are sums of fractions.
EDGE = 1e-6


def delay(limiter: RateLimiter, chat: int, now: float, kind: CallKind = NOTICE) -> float:
    return max(limiter.overall_delay(chat, kind, now), limiter.chat_delay(chat, kind, now))


def sent_at(
    limiter: RateLimiter, moments: list[tuple[float, int]], kind: CallKind = NOTICE
) -> list[tuple[float, int]]:
    """Return when each of these (moment, chat) is really sent, one after the other."""
    sent, clock = [], 0.0
    for at, chat in moments:
        clock = max(clock, at)
        while wait := delay(limiter, chat, clock, kind):
            clock += wait + EDGE / 1000
        limiter.count(chat, kind, clock)
        sent.append((clock, chat))
    return sent


def most_within(seconds: float, times: list[float]) -> int:
    times = sorted(times)
    return max(sum(start <= t < start + seconds - EDGE for t in times) for start in times)


def test_answers_go_at_once_however_many_there_are() -> None:
    limiter = RateLimiter()
    assert all(at == 0 for at, _ in sent_at(limiter, [(0, PERSON)] * 60, ANSWER))
    assert delay(limiter, OTHER, 0) > 0, "what is no answer makes way for them"


def test_after_the_burst_a_chat_gets_one_a_second() -> None:
    limiter = RateLimiter(SendRates(overall=1000))
    times = [at for at, _ in sent_at(limiter, [(0, PERSON)] * (CHAT_BURST + 3))]
    assert [round(at, 3) for at in times[CHAT_BURST:]] == [1, 2, 3]


def test_a_group_gets_some_at_once_and_never_more_than_twenty_a_minute() -> None:
    times = [at for at, _ in sent_at(RateLimiter(), [(0, GROUP)] * 70)]
    assert times[GROUP_BURST - 1] == 0
    assert most_within(60, times) == 20


def test_edits_in_a_group_have_their_twenty_a_minute_too() -> None:
    times = [at for at, _ in sent_at(RateLimiter(), [(0, GROUP)] * 50, EDIT)]
    assert most_within(60, times) == 20


def test_edits_do_not_count_against_a_person() -> None:
    limiter = RateLimiter(SendRates(overall=1000))
    sent_at(limiter, [(0, PERSON)] * CHAT_BURST)
    assert limiter.chat_delay(PERSON, NOTICE, 0) > 0
    assert limiter.chat_delay(PERSON, EDIT, 0) == 0


def test_one_busy_chat_does_not_hold_up_the_others() -> None:
    limiter = RateLimiter(SendRates(overall=1000))
    sent_at(limiter, [(0, GROUP)] * 20)
    assert delay(limiter, OTHER, 20) == 0


def test_a_chat_that_was_quiet_has_its_burst_again() -> None:
    limiter = RateLimiter()
    sent_at(limiter, [(0, PERSON), (0, GROUP)] * GROUP_BURST)
    limiter.forget_idle(61)
    assert not limiter.chats
    assert delay(limiter, PERSON, 61) == 0


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(1, 500)), min_size=1, max_size=300).map(sorted))
def test_over_all_chats_never_more_than_thirty_go_within_any_second(
    moments: list[tuple[float, int]],
) -> None:
    times = [at for at, _ in sent_at(RateLimiter(), moments)]
    assert most_within(1, times) <= 30
    assert max(times) <= max(at for at, _ in moments) + len(times) / 30 + 1, "and the rate is used"


def test_the_first_of_many_go_at_once() -> None:
    times = [at for at, _ in sent_at(RateLimiter(), [(0, chat) for chat in range(1, 100)])]
    assert times[OVERALL_BURST - 1] == 0


def test_a_chat_that_is_told_to_wait_waits_and_nobody_else_does() -> None:
    limiter = RateLimiter()
    limiter.refused(GROUP, 40, 0)
    assert delay(limiter, GROUP, 0, ANSWER) == 40
    assert delay(limiter, PERSON, 0) == delay(limiter, OTHER, 0, ANSWER) == 0


def test_when_two_people_are_told_to_wait_all_do() -> None:
    limiter = RateLimiter()
    limiter.refused(PERSON, 5, 0)
    assert delay(limiter, 3003, 0) == 0
    limiter.refused(OTHER, 7, 0)
    assert delay(limiter, 3003, 0, ANSWER) == 7


def test_a_refusal_halves_the_pace_which_rises_again() -> None:
    limiter = RateLimiter()
    limiter.refused(PERSON, 1, 0)
    slower = [at for at, _ in sent_at(limiter, [(2, chat) for chat in range(1, 200)], ANSWER)]
    assert most_within(1, slower) <= 18, "answers too"
    assert all(at == 200 for at, _ in sent_at(limiter, [(200, chat) for chat in range(1, 100)], ANSWER))


def test_refusals_that_come_together_count_once_and_many_never_stop_everything() -> None:
    limiter = RateLimiter()
    for _ in range(24):
        limiter.refused(PERSON, 1, 0)
    assert most_within(1, [at for at, _ in sent_at(limiter, [(2, c) for c in range(1, 50)])]) > 10
    for n in range(24):
        limiter.refused(PERSON, 1, 100 + n * TOGETHER)
    later = [at for at, _ in sent_at(limiter, [(130, chat) for chat in range(1, 10)])]
    assert max(later) < 130 + 9 / (30 * SLOWEST) + 2


def test_an_answer_in_a_group_keeps_to_the_groups_rate() -> None:
    limiter = RateLimiter()
    times = [at for at, _ in sent_at(limiter, [(0, GROUP)] * 30, ANSWER)]
    assert most_within(60, times) == 20


def test_after_a_flood_of_answers_the_others_have_their_turn_within_a_second() -> None:
    limiter = RateLimiter()
    for n in range(6000):
        limiter.count(1 + n, ANSWER, n / 100)
    assert delay(limiter, OTHER, 60) <= 1


def test_an_edit_that_answers_goes_at_once() -> None:
    limiter = RateLimiter()
    sent_at(limiter, [(0, PERSON)] * 40)
    assert delay(limiter, PERSON, 0, ANSWERING_EDIT) == 0
