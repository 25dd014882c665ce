"""Test that `make run` and `make test` take no environment away from what runs in it, nor from each other."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from zipfile import ZipFile

import pytest

import environment
from environment import Failed, prepare
from tests.laws.source_tree import ROOT


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Set up a checkout whose environments take no time to make; return which kinds were made."""
    kinds: list[str] = []

    def make(_root: Path, folder: Path, kind: str, wanted: set[str]) -> None:
        kinds.append(kind)
        (folder / "bin").mkdir(parents=True)
        (folder / "bin" / "python").symlink_to(sys.executable)
        (folder / "installed").write_text(" ".join(wanted))

    monkeypatch.setattr(environment, "make_environment", make)
    (tmp_path / "requirements.lock").write_text("a==1")
    (tmp_path / "requirements-dev.lock").write_text("b==1")
    return kinds


def test_what_is_there_is_used_again(tmp_path: Path, made: list[str]) -> None:
    first, _ = prepare(tmp_path, "run")
    assert (tmp_path / ".venv").resolve() == first
    assert prepare(tmp_path, "run")[0] == first
    assert made == ["run"]


def test_an_environment_for_tests_runs_the_bot_too(tmp_path: Path, made: list[str]) -> None:
    first, _ = prepare(tmp_path, "dev")
    assert prepare(tmp_path, "run")[0] == first
    assert made == ["dev"]


def test_a_running_bot_keeps_its_environment(tmp_path: Path, made: list[str]) -> None:
    old, held = prepare(tmp_path, "run")
    (tmp_path / "requirements.lock").write_text("a==2")
    new, _ = prepare(tmp_path, "run")
    assert new != old
    assert (tmp_path / ".venv").resolve() == new
    assert (old / "bin" / "python").exists()
    os.close(held)
    prepare(tmp_path, "run")
    assert not old.exists()


def test_many_at_once_make_one(tmp_path: Path, made: list[str]) -> None:
    found: list[Path] = []
    calls = [threading.Thread(target=lambda: found.append(prepare(tmp_path, "dev")[0])) for _ in range(4)]
    for call in calls:
        call.start()
    for call in calls:
        call.join()
    assert made == ["dev"]
    assert len(found) == 4
    assert len(set(found)) == 1


def test_an_environment_of_the_former_kind_is_set_aside(tmp_path: Path, made: list[str]) -> None:
    (tmp_path / ".venv" / "lib").mkdir(parents=True)
    new, _ = prepare(tmp_path, "run")
    assert (tmp_path / ".venv").resolve() == new
    assert (tmp_path / ".venvs" / "former" / "lib").is_dir()


def test_one_that_was_never_finished_is_removed(tmp_path: Path, made: list[str]) -> None:
    (tmp_path / ".venvs" / "half" / "bin").mkdir(parents=True)
    prepare(tmp_path, "run")
    assert not (tmp_path / ".venvs" / "half").exists()


@pytest.mark.timeout(300)
def test_pip_checks_the_files_and_a_failure_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    wheel = tmp_path / "tiny-1-py3-none-any.whl"
    with ZipFile(wheel, "w") as file:
        file.writestr("tiny.py", "SIZE = 1\n")
        file.writestr("tiny-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1\n")
        file.writestr(
            "tiny-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        file.writestr("tiny-1.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    lock = tmp_path / "requirements.lock"
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(f"tiny==1 --hash=sha256:{digest}\n")
    (tmp_path / "environment.py").write_bytes((ROOT / "environment.py").read_bytes())
    say = [sys.executable, str(tmp_path / "environment.py"), "run", "-c", "import tiny; print(tiny.SIZE)"]
    assert subprocess.run(say, check=True, capture_output=True, text=True).stdout == "1\n"
    before = (tmp_path / ".venv").resolve()

    lock.write_text(f"tiny==1 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(Failed, match="could not be made"):
        prepare(tmp_path, "run")
    assert "DO NOT MATCH THE HASHES" in capfd.readouterr().err
    assert (tmp_path / ".venv").resolve() == before
    assert (before / "bin" / "python").exists()


def test_python_holds_the_environment_that_it_runs_in(tmp_path: Path, made: list[str]) -> None:
    new, held = prepare(tmp_path, "run")
    os.set_inheritable(held, True)
    child = subprocess.Popen(
        [new / "bin" / "python", "-c", "input()"], stdin=subprocess.PIPE, pass_fds=[held]
    )
    os.close(held)
    with child, (new / "installed").open() as mark, pytest.raises(BlockingIOError):
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with (new / "installed").open() as mark:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
