"""Test the budgets of senders: what is in them, what is told and reported, and that they stay few."""

from datetime import UTC, datetime, timedelta

from bot.updates.budgets import LASTING, PAUSE, Allowance, BudgetRates, SenderBudgets

START = datetime(2026, 11, 30, 3, tzinfo=UTC)


def sends(
    budgets: SenderBudgets, count: int, now: datetime, sender: str = "1", *, is_guest: bool = True
) -> Allowance:
    """Ask and count as the intake does."""
    allowance = budgets.allowance(sender, count, now, is_guest=is_guest)
    budgets.count(sender, count, allowance, now, is_guest=is_guest)
    return allowance


def test_a_stranger_who_sends_too_much_is_told_once_and_heard_again_after_the_pause() -> None:
    budgets = SenderBudgets(BudgetRates(guest=20))
    assert sends(budgets, 20, START) == Allowance(20)
    assert sends(budgets, 3, START) == Allowance(0, is_told=True)
    for seconds in (1, 60, 120, 170):
        assert sends(budgets, 1, START + timedelta(seconds=seconds)) == Allowance(0)
    assert sends(budgets, 20, START + PAUSE) == Allowance(20)


def test_the_budget_of_a_person_fills_evenly_and_nobody_shuts_them_out() -> None:
    budgets = SenderBudgets(BudgetRates(person=120))
    assert sends(budgets, 130, START, is_guest=False) == Allowance(120, is_told=True)
    assert sends(budgets, 4, START + timedelta(seconds=1), is_guest=False) == Allowance(2)
    assert sends(budgets, 120, START + timedelta(minutes=2), is_guest=False) == Allowance(120)


def test_whoever_floods_for_minutes_is_reported_once_a_minute_with_all_they_sent() -> None:
    budgets = SenderBudgets(BudgetRates(guest=20))
    reported = {}
    sends(budgets, 20, START)
    for seconds in range(0, 300, 10):
        at = START + timedelta(seconds=seconds)
        if found := sends(budgets, 5, at).overrun:
            assert found.since == START
            reported[seconds] = found.count
    assert reported == {180: 95, 240: 125}
    assert timedelta(seconds=180) == LASTING


def test_a_second_burst_long_after_the_first_is_no_lasting_one() -> None:
    budgets = SenderBudgets(BudgetRates(guest=20))
    sends(budgets, 30, START)
    assert sends(budgets, 30, START + PAUSE * 2).overrun is None


def test_a_person_who_signs_out_begins_with_a_budget_of_their_own_as_a_stranger() -> None:
    budgets = SenderBudgets(BudgetRates(person=120, guest=20))
    sends(budgets, 100, START, is_guest=False)
    assert sends(budgets, 10, START) == Allowance(10)


def test_of_very_many_senders_only_so_many_are_remembered() -> None:
    budgets = SenderBudgets(BudgetRates(guest=20), most=100)
    for n in range(1000):
        sends(budgets, 25, START, str(n))
    assert sends(budgets, 1, START, "999").within == 0
    assert sends(budgets, 1, START, "0").within == 1, "the oldest is forgotten"


def test_asking_counts_nothing() -> None:
    budgets = SenderBudgets(BudgetRates(guest=20))
    for _ in range(9):
        assert budgets.allowance("1", 20, START, is_guest=True) == Allowance(20)
