"""Test that the doctor finds folders that can't be written, files that others may read, and full disks."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.doctor.files import check_disk, check_permissions
from bot.doctor.mail import check_mail
from bot.process.settings import Settings
from tests.bot.doctor.servers import wrong


class Usage(NamedTuple):
    total: int
    used: int
    free: int


async def test_what_others_may_read_is_named_with_what_to_do(tmp_path: Path) -> None:
    token = tmp_path / "token"
    names = ["bot.sqlite3", "bot.sqlite3-wal", "bot.sqlite3-lead", ".env", str(token)]
    for name in names:
        (tmp_path / name).touch(0o600)
    token.write_text("123456:AA-secret")
    settings = Settings(database_url="sqlite:///bot.sqlite3", bot_token_file=token, _env_file=None)
    assert wrong(await check_permissions(settings)) == ""
    for name in names:
        (tmp_path / name).chmod(0o604)
        said = wrong(await check_permissions(settings))
        assert (
            said == f"permissions: every account may use {name}; take that away: chmod -R o= with these names"
        )
        (tmp_path / name).chmod(0o600)


async def test_copies_of_files_and_letters_are_looked_at_too(tmp_path: Path) -> None:
    settings = Settings(smtp_url=f"file://{tmp_path}/mail", _env_file=None)
    for folder in (tmp_path / "var" / "files" / "ab", tmp_path / "mail"):
        folder.mkdir(parents=True)
        (folder / "one").touch(0o644)
    said = wrong(await check_permissions(settings))
    assert "var/files/ab/one" in said
    assert f"{tmp_path}/mail/one" in said


async def test_a_disk_that_is_nearly_full_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**12, 10**12, 200 * 1024**2))
    assert "disk: 0.2 GB are free at" in wrong(await check_disk(Settings(_env_file=None)))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**12, 0, 10**12))
    assert wrong(await check_disk(Settings(_env_file=None))) == ""


async def test_a_folder_for_letters_that_can_not_be_written_is_found(tmp_path: Path) -> None:
    (tmp_path / "mail").touch()
    said = wrong(await check_mail(Settings(smtp_url=f"file://{tmp_path}/mail", _env_file=None)))
    assert said.startswith(
        f"mail: no letter can be written into {tmp_path}/mail; correct its owner or rights"
    )
    said = wrong(await check_mail(Settings(smtp_url=f"file://{tmp_path}/mail/below", _env_file=None)))
    assert "can't be made" in said
