"""Check which stage is a ticket's deadline, and on whose clocks it ends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.organisation.lpse import ZONES
from core.packages import PackageFacts, PackageKind, PackageStatus, Stage
from core.tickets.stage_deadlines import stage_deadline
from tests.cases import for_each

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
WIB = ZONES["WIB"]


def stage(name: str, hours: float, zone: str = "WIB") -> Stage:
    local = NOW.astimezone(ZONES[zone])
    return Stage(name, local - timedelta(days=1), local + timedelta(hours=hours))


TENDER = PackageFacts(PackageKind.TENDER, "21150010", stages=(stage("Penjelasan", 1), stage("Upload", 9)))


def test_the_stage_that_the_category_is_about_counts() -> None:
    found = stage_deadline(TENDER, ("Upload",), NOW, WIB)
    assert found
    assert (found.stage, found.ends) == ("Upload", NOW + timedelta(hours=9))


def test_else_the_one_that_ends_first_is_shown() -> None:
    found = stage_deadline(TENDER, ("Sanggah",), NOW, WIB)
    assert found
    assert found.stage == "Penjelasan"


@for_each(("zone", "clock"), [("WIB", "12:00"), ("WITA", "13:00"), ("WIT", "14:00")])
def test_it_ends_on_the_clocks_of_the_lpse_that_runs_the_tender(zone: str, clock: str) -> None:
    found = stage_deadline(replace(TENDER, stages=(stage("Upload", 2, zone),)), (), NOW, WIB)
    assert found
    assert (found.zone, f"{found.ends:%H:%M}") == (zone, clock)


def test_a_time_in_no_zone_of_indonesia_is_read_on_the_clocks_of_the_ticket() -> None:
    utc = Stage("Upload", NOW - timedelta(hours=1), NOW + timedelta(hours=2))
    found = stage_deadline(replace(TENDER, stages=(utc,)), (), NOW, ZONES["WIT"])
    assert found
    assert (found.zone, f"{found.ends:%H:%M}") == ("WIT", "14:00")


@for_each("status", [s for s in PackageStatus if s.is_over])
def test_a_tender_that_is_over_has_no_deadline(status: PackageStatus) -> None:
    assert stage_deadline(replace(TENDER, status=status), ("Upload",), NOW, WIB) is None


def test_without_a_package_or_a_running_stage_there_is_none() -> None:
    assert stage_deadline(None, ("Upload",), NOW, WIB) is None
    assert stage_deadline(TENDER, ("Upload",), NOW + timedelta(days=2), WIB) is None
