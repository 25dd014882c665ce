"""Test when a scheduled backup is due, and which ones go."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.backup.rotation import is_due, rotate, scheduled_name

ZONE = ZoneInfo("Asia/Jakarta")
AT = time(2, 0)
# Ten past two in the morning of the 20th in Jakarta.
NOW = datetime(2026, 11, 19, 19, 10, tzinfo=UTC)


def make(folder: Path, at: datetime) -> Path:
    file = folder / scheduled_name(at, ZONE)
    file.touch()
    return file


def test_the_first_is_due_at_once(tmp_path: Path) -> None:
    assert is_due(tmp_path, NOW, AT, ZONE)
    assert is_due(tmp_path / "not there yet", NOW, AT, ZONE)


def test_the_next_is_due_at_its_time_of_day_in_the_zone(tmp_path: Path) -> None:
    make(tmp_path, NOW - timedelta(hours=20))
    assert not is_due(tmp_path, NOW - timedelta(minutes=11), AT, ZONE)
    assert is_due(tmp_path, NOW - timedelta(minutes=10), AT, ZONE)
    make(tmp_path, NOW)
    assert not is_due(tmp_path, NOW + timedelta(hours=23, minutes=49), AT, ZONE)
    assert is_due(tmp_path, NOW + timedelta(hours=23, minutes=50), AT, ZONE)


def test_one_that_was_missed_is_made_up_for_at_any_time_and_once(tmp_path: Path) -> None:
    make(tmp_path, NOW - timedelta(days=3))
    later = NOW + timedelta(hours=7)
    assert is_due(tmp_path, later, AT, ZONE)
    make(tmp_path, later)
    assert not is_due(tmp_path, later + timedelta(hours=1), AT, ZONE)


def test_the_oldest_go_and_what_somebody_else_put_there_stays(tmp_path: Path) -> None:
    made = [make(tmp_path, NOW - timedelta(days=days)) for days in range(5)]
    others = [tmp_path / name for name in ("by-hand.tar", "lpse-support-20261399-000000.tar", "notes.txt")]
    for other in others:
        other.touch()
    assert sorted(rotate(tmp_path, 2)) == sorted(made[2:])
    assert sorted(tmp_path.iterdir()) == sorted([*made[:2], *others])
    assert rotate(tmp_path, 2) == []
