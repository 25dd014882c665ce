"""Test that the folder archive holds whole copies under safe names."""

import os
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.archive.folder import UNFINISHED_KEPT, FolderArchive
from bot.command_line import app
from bot.process.settings import Settings

NAMES = ["AgADBQAC", "", "..", "../../etc/passwd", "/etc/passwd", "a\0b", "\udcff", "berkas " * 500, "CON"]


@pytest.fixture
def archive(tmp_path: Path) -> FolderArchive:
    return FolderArchive(tmp_path / "var" / "files")


def keep(archive: FolderArchive, name: str, content: bytes) -> None:
    """Put a copy into the archive."""
    with archive.arriving() as arrived:
        arrived.write_bytes(content)
        archive.keep(name, arrived)


def everything_in(folder: Path) -> list[Path]:
    """Return all files in a folder and its subfolders."""
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_found_again_whatever_its_name_is(
    archive: FolderArchive, name: str, tmp_path: Path
) -> None:
    assert archive.find(name) is None
    keep(archive, name, b"satu")
    keep(archive, name, b"dua")
    found = archive.find(name)
    assert found is not None
    assert found.read_bytes() == b"dua"
    assert everything_in(tmp_path) == [found]
    assert found.is_relative_to(archive.folder)
    archive.remove(name)
    archive.remove(name)
    assert archive.find(name) is None
    assert everything_in(tmp_path) == []


def test_of_a_file_that_broke_off_nothing_is_left(archive: FolderArchive) -> None:
    keep(archive, "surat", b"lama")

    def breaks_off() -> None:
        with archive.arriving() as arrived:
            arrived.write_bytes(b"bar")
            raise ConnectionError

    with pytest.raises(ConnectionError):
        breaks_off()
    [kept] = everything_in(archive.folder)
    assert kept.read_bytes() == b"lama"


def test_what_is_moved_away_while_unfinished_files_are_looked_at_is_no_trouble(
    archive: FolderArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    incoming = archive.folder / "incoming"
    archive.check_writable()
    left = incoming / "left"
    left.write_bytes(b"se")
    os.utime(left, (time.time() - UNFINISHED_KEPT - 60,) * 2)
    monkeypatch.setattr(Path, "iterdir", lambda _folder: iter([incoming / "moved", left]))
    archive.remove_unfinished()
    assert not left.exists()


def test_what_a_killed_process_had_begun_is_thrown_away_a_day_later(archive: FolderArchive) -> None:
    archive.remove_unfinished()
    keep(archive, "surat", b"utuh")
    for name, age in (("old", UNFINISHED_KEPT + 60), ("young", 60)):
        unfinished = archive.folder / "incoming" / name
        unfinished.write_bytes(b"se")
        os.utime(unfinished, (time.time() - age, time.time() - age))
    archive.remove_unfinished()
    assert {path.name for path in everything_in(archive.folder / "incoming")} == {"young"}
    assert archive.find("surat") is not None


def test_copies_and_their_folders_are_the_owners_alone(archive: FolderArchive) -> None:
    before = os.umask(0)
    try:
        keep(archive, "surat", b"utuh")
    finally:
        os.umask(before)
    made = [archive.folder, *archive.folder.rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in made if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in made if path.is_file()} == {0o600}


def examined(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Run the doctor and return its lines about the archive."""
    monkeypatch.chdir(folder)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    result = CliRunner().invoke(
        app, ["doctor"], env={"ARCHIVE_FOLDER": "copies", "DATABASE_URL": "sqlite://"}
    )
    return [line for line in result.output.splitlines() if "archive:" in line]


def test_the_doctor_tries_the_folder_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = "ok     archive: copies of files go into copies, which the first of them makes"
    assert examined(tmp_path, monkeypatch) == [expected]
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "copies").mkdir()
    assert examined(tmp_path, monkeypatch) == ["ok     archive: copies of files go into copies"]
    assert everything_in(tmp_path) == []


def test_the_doctor_says_where_nothing_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "copies").write_text("a file stands here")
    [line] = examined(tmp_path, monkeypatch)
    assert line.startswith("WRONG  archive: nothing can be written to copies")
