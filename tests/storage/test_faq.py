"""Each answer that helped is counted once, on its day."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from storage import tables
from storage.unit import SqlUnit
from tests.storage.house import House

TODAY = date(2026, 11, 22)
EVENING = datetime(2026, 11, 21, 16, 59, tzinfo=UTC)


def counted(unit: SqlUnit) -> set[tuple[str, str, int]]:
    return {tuple(row) for row in unit.connection.execute(select(tables.faq_helped))}


def help_with(unit: SqlUnit, code: str, at: datetime) -> None:
    unit.faq_counts.helped(code, at)


async def test_answers_are_counted_by_question_and_day_of_the_capital(house: House) -> None:
    for code, at in (
        ("lupa-password", EVENING),
        ("lupa-password", EVENING),
        ("totp", EVENING),
        ("lupa-password", EVENING + timedelta(minutes=1)),
    ):
        await house.do(help_with, code, at)
    assert await house.look(counted) == {
        ("lupa-password", "2026-11-21", 2),
        ("totp", "2026-11-21", 1),
        ("lupa-password", "2026-11-22", 1),
    }


async def test_help_is_told_of_thirty_days_of_any_days_and_of_all_time(house: House) -> None:
    midnight = datetime(2026, 11, 21, 17, tzinfo=UTC)
    for days in (0, 0, 29, 30, 400):
        await house.do(help_with, "totp", midnight - timedelta(days=days))
    await house.do(help_with, "lama", midnight - timedelta(days=30))
    assert await house.look(lambda unit: unit.faq_counts.often("totp", midnight)) == (3, 5)
    assert await house.look(lambda unit: unit.faq_counts.often("lama", midnight)) == (0, 1)
    assert await house.look(lambda unit: unit.faq_counts.often("tidak-ada", midnight)) == (0, 0)
    since = TODAY - timedelta(days=30)
    assert await house.look(lambda unit: unit.faq_counts.between(since, since)) == {"totp": 1, "lama": 1}
    assert await house.look(lambda unit: unit.faq_counts.between(since, TODAY)) == {"totp": 4, "lama": 1}
    assert await house.look(lambda unit: unit.faq_counts.codes()) == {"totp", "lama"}
