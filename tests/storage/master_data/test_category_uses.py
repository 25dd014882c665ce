"""Test the counts of how often categories were chosen lately."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from storage.master_data import category_uses
from tests.storage.helpdesk import BUDI, NOW, Helpdesk, file, ticket_draft

# NOW is ten in the morning in Jakarta.
MIDNIGHT = datetime(2026, 11, 20, 17, tzinfo=NOW.tzinfo)
YESTERDAY = MIDNIGHT - timedelta(minutes=1)


async def filed(helpdesk: Helpdesk, category: str, at: datetime, times: int = 1) -> None:
    for _ in range(times):
        await helpdesk.run(file, BUDI, replace(ticket_draft(), category=category), at)


async def uses(helpdesk: Helpdesk, at: datetime) -> dict[str, int]:
    return dict(await helpdesk.read(lambda unit: unit.category_uses.recent(at)))


async def test_categories_are_counted_until_the_day_began_and_stay_through_it(helpdesk: Helpdesk) -> None:
    await filed(helpdesk, "spse-login", YESTERDAY, 2)
    await filed(helpdesk, "spse-lainnya", YESTERDAY)
    await filed(helpdesk, "spse-lainnya", MIDNIGHT, 4)
    assert await uses(helpdesk, MIDNIGHT) == {"spse-login": 2, "spse-lainnya": 1}
    await filed(helpdesk, "spse-lainnya", NOW, 4)
    assert await uses(helpdesk, NOW) == {"spse-login": 2, "spse-lainnya": 1}
    assert await uses(Helpdesk(helpdesk.database), NOW) == {"spse-login": 2, "spse-lainnya": 1}
    assert await uses(helpdesk, MIDNIGHT + timedelta(days=1)) == {"spse-login": 2, "spse-lainnya": 9}


async def test_only_the_newest_tickets_are_counted(
    helpdesk: Helpdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(category_uses, "MOST", 3)
    await filed(helpdesk, "spse-login", YESTERDAY, 2)
    await filed(helpdesk, "spse-lainnya", YESTERDAY, 2)
    assert await uses(helpdesk, NOW) == {"spse-login": 1, "spse-lainnya": 2}
