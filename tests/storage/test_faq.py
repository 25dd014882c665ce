"""Each answer that helped is counted once, on its day."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from storage import tables
from storage.unit import SqlUnit
from tests.storage.house import House

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
