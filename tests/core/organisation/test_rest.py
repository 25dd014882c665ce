"""When people rest: at night, and on days on which offices are closed."""

from datetime import date, datetime

from core.organisation.lpse import ZONES
from core.organisation.office_hours import OfficeHours
from tests.cases import for_each

HOLIDAY = date(2026, 3, 19)
# In Jakarta; 17 March 2026 is a Tuesday.
MOMENTS = [
    ("2026-03-17 05:59", True),
    ("2026-03-17 06:00", False),
    ("2026-03-17 19:59", False),
    ("2026-03-17 20:00", True),
    ("2026-03-19 12:00", True),
    ("2026-03-21 12:00", True),
]


@for_each(("moment", "rests"), MOMENTS)
def test_people_rest_at_night_and_on_days_off(moment: str, rests: bool) -> None:
    hours = OfficeHours(ZONES["WIB"], {HOLIDAY})
    assert hours.is_rest(datetime.fromisoformat(moment).replace(tzinfo=ZONES["WIB"])) is rests


def test_the_night_is_that_of_the_zone() -> None:
    evening = datetime(2026, 3, 17, 18, tzinfo=ZONES["WIB"])
    assert OfficeHours(ZONES["WIT"], ()).is_rest(evening)
    assert not OfficeHours(ZONES["WIB"], ()).is_rest(evening)
