"""Check the current stage of a package, and that its facts are stored without loss."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.organisation.lpse import ZONES
from core.packages.facts import Checked, PackageFacts, PackageKind, PackageStatus, Stage
from core.packages.package import Package
from tests.cases import for_each

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def stage(name: str, begins: int, ends: int) -> Stage:
    return Stage(name, START + timedelta(hours=begins), START + timedelta(hours=ends))


SCHEDULE = (
    stage("Pengumuman", 0, 100),
    stage("Penjelasan", 24, 25),
    stage("Upload", 25, 90),
    stage("Pembukaan", 110, 120),
)


@for_each(
    ("hour", "name"),
    [
        (-1, None),
        (0, "Pengumuman"),
        (24, "Penjelasan"),
        (25, "Upload"),
        (89, "Upload"),
        (90, "Pengumuman"),
        (100, None),
        (110, "Pembukaan"),
        (120, None),
    ],
)
def test_the_current_stage_is_the_one_that_ends_first(hour: int, name: str | None) -> None:
    facts = PackageFacts(PackageKind.TENDER, "21150244", stages=SCHEDULE)
    current = facts.current_stage(START + timedelta(hours=hour))
    assert (current.name if current else None) == name


def test_how_long_a_stage_lasts() -> None:
    assert stage("Penjelasan", 24, 25).lasts == timedelta(hours=1)


def test_a_ticket_without_a_package() -> None:
    assert Package() == Package(Checked.NONE, "", None)
    assert [checked.value for checked in Checked] == ["validated", "manual", "none"]


INSTANTS = st.datetimes(timezones=st.sampled_from([UTC, *ZONES.values()]))
FACTS = st.builds(
    PackageFacts,
    kind=st.sampled_from(PackageKind),
    code=st.text(),
    name=st.none() | st.text(),
    budget_year=st.none() | st.integers(),
    hps=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    category=st.none() | st.text(),
    build=st.none() | st.text(),
    status=st.sampled_from(PackageStatus),
    stages=st.lists(st.builds(Stage, st.text(), INSTANTS, INSTANTS), max_size=4).map(tuple),
    repository=st.none() | st.integers(),
)


@given(FACTS)
def test_facts_are_kept_without_loss(facts: PackageFacts) -> None:
    assert PackageFacts.from_dict(json.loads(json.dumps(facts.to_dict()))) == facts


def test_cents_survive() -> None:
    facts = PackageFacts(PackageKind.TENDER, "4307194", hps=Decimal("9756000783.95"))
    assert facts.to_dict()["hps"] == "9756000783.95"
    assert PackageFacts.from_dict(facts.to_dict()).hps == Decimal("9756000783.95")
