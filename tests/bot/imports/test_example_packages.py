"""Test that the invented packages have every kind, zone and status, and stages that run now."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.imports.example_packages import FILE, MADE_FOR, example_packages
from bot.imports.package_json import read_json
from bot.imports.package_rows import FoundRecord
from bot.imports.shipped_data import DATA, load_catalogue, load_stages
from core.input.csv_rows import csv_rows
from core.master_data.helpdesk_settings import DEFAULT_SETTINGS
from core.organisation.lpse import ZONES, read_lpses
from core.packages import PackageFacts, PackageKind, PackageStatus
from core.packages.records import facts_from_record
from core.packages.stages import stage_key
from core.packages.zones import LpseZones

LPSES = read_lpses(csv_rows((DATA / "lpse.csv").read_text(encoding="utf-8").splitlines()))
OFFICES = LpseZones(LPSES, ZONES["WIB"])
NOW = datetime(2027, 1, 1, 2, 30, 12, tzinfo=UTC)


def found(at: datetime) -> list[tuple[PackageFacts, str | None]]:
    """Return the facts of every record, each with the zone of its LPSE."""
    records = list(read_json(example_packages(at)))
    assert all(isinstance(record, FoundRecord) for record in records)
    facts = []
    for one in records:
        assert isinstance(one, FoundRecord)
        owner = OFFICES.owner(one.record)
        zone = owner.zone if owner and one.kind is PackageKind.TENDER else None
        facts.append((facts_from_record(one.kind, one.record, OFFICES.zone(one.record)), zone))
    return facts


def test_the_file_is_what_the_script_makes() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == example_packages(MADE_FOR)


def test_no_record_is_of_anything_but_an_example() -> None:
    for facts, _zone in found(NOW):
        assert facts.name
        assert facts.name.startswith("Contoh")


def test_all_kinds_zones_and_statuses_are_there() -> None:
    facts = found(NOW)
    assert {one.kind for one, _zone in facts} == set(PackageKind)
    assert {zone for one, zone in facts if one.stages} == set(ZONES)
    over = set(PackageStatus) - {PackageStatus.UNKNOWN}
    assert {one.status for one, _zone in facts if one.kind is PackageKind.TENDER} == over
    assert any(one.revised_to for one, _zone in facts)


@pytest.mark.parametrize("at", [NOW, MADE_FOR, NOW + timedelta(days=200)])
def test_every_category_that_is_bound_to_stages_has_an_example_that_runs(at: datetime) -> None:
    running = {
        stage_key(stage.name)
        for one, _zone in found(at)
        for stage in one.running_stages(at)
        if stage.ends - at <= timedelta(hours=DEFAULT_SETTINGS.stage_ends_hours)
    }
    for application in load_catalogue().applications:
        for category in application.categories:
            if category.stages and application.code == "spse":
                assert running & set(map(stage_key, category.stages)), category.code


def test_the_example_of_the_readme_closes_in_six_hours() -> None:
    [tender] = [one for one, _zone in found(NOW) if one.code == "9876010"]
    stage = tender.current_stage(NOW)
    assert stage is not None
    assert stage.name == "Upload Dokumen Penawaran"
    assert timedelta(hours=6) <= stage.ends - NOW < timedelta(hours=6, minutes=1)


def test_stages_are_those_of_the_table_and_offices_those_of_the_list() -> None:
    known = load_stages()
    for one, _zone in found(NOW):
        assert all(stage.name in known for stage in one.stages)
    for record in json.loads(FILE.read_text(encoding="utf-8"))["tender_full_with_schedule"]:
        owner = OFFICES.owner(record)
        assert owner
        assert owner.name == record["nama_lpse"]
