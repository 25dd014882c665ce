"""Test the counts of answers that helped, by question and day."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from core.master_data.ports import FaqUsage
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import Helpdesk

TODAY = date(2026, 11, 22)
EVENING = datetime(2026, 11, 21, 16, 59, tzinfo=UTC)


def counted(unit: SqlUnitOfWork) -> set[tuple[str, str, int]]:
    return {tuple(row) for row in unit.connection.execute(select(tables.faq_helped))}


def help_with(unit: SqlUnitOfWork, code: str, at: datetime) -> None:
    unit.faq_counts.count_helped(code, at)


async def test_answers_are_counted_by_question_and_day_of_the_capital(helpdesk: Helpdesk) -> None:
    for code, at in (
        ("lupa-password", EVENING),
        ("lupa-password", EVENING),
        ("totp", EVENING),
        ("lupa-password", EVENING + timedelta(minutes=1)),
    ):
        await helpdesk.run(help_with, code, at)
    assert await helpdesk.read(counted) == {
        ("lupa-password", "2026-11-21", 2),
        ("totp", "2026-11-21", 1),
        ("lupa-password", "2026-11-22", 1),
    }


async def test_help_is_told_of_thirty_days_of_any_days_and_of_all_time(helpdesk: Helpdesk) -> None:
    midnight = datetime(2026, 11, 21, 17, tzinfo=UTC)
    for days in (0, 0, 29, 30, 400):
        await helpdesk.run(help_with, "totp", midnight - timedelta(days=days))
    await helpdesk.run(help_with, "lama", midnight - timedelta(days=30))
    assert await helpdesk.read(lambda unit: unit.faq_counts.usage("totp", midnight)) == FaqUsage(3, 5)
    assert await helpdesk.read(lambda unit: unit.faq_counts.usage("lama", midnight)) == FaqUsage(0, 1)
    assert await helpdesk.read(lambda unit: unit.faq_counts.usage("tidak-ada", midnight)) == FaqUsage(0, 0)
    since = TODAY - timedelta(days=30)
    assert await helpdesk.read(lambda unit: unit.faq_counts.totals(since, since)) == {"totp": 1, "lama": 1}
    assert await helpdesk.read(lambda unit: unit.faq_counts.totals(since, TODAY)) == {"totp": 4, "lama": 1}
    assert await helpdesk.read(lambda unit: unit.faq_counts.codes()) == {"totp", "lama"}
