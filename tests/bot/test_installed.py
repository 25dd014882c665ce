"""Test the wheel, installed in an environment of its own and used from an empty folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tomllib
import urllib.request
import venv
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.laws.source_tree import ROOT, files

# Two processes one after the other, each of which may take PATIENCE on a busy machine.
pytestmark = pytest.mark.timeout(300)

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
ACCOUNTS = "email,name,phone,office,role,lpse_id,directorate\nrina@surabaya.go.id,Rina,,Dinas PU,ppk,10,\n"
# Seconds for one command on a busy machine.
PATIENCE = 60
# The command sees neither the settings of the person who runs the tests nor the checkout.
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PYTHONUNBUFFERED": "1",
    "SANDBOX_PORT": "0",
}


@dataclass(frozen=True)
class Installed:
    """An environment with the bot in it, and the wheel that it came from."""

    wheel: Path
    command: Path

    def runs(self, folder: Path, *words: str) -> str:
        """Run `lpse-support` with these words in `folder`; return what it prints."""
        return _run(folder, str(self.command), *words)


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel and install it without a download, with the libraries of this environment."""
    folder = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip")
    _run(folder, *pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT))
    [wheel] = folder.glob("*.whl")
    venv.create(folder / "venv", symlinks=True, with_pip=False)
    [libraries] = folder.glob("venv/lib/python*/site-packages")
    lent = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    (libraries / "lent.pth").write_text("\n".join(lent), encoding="utf-8")
    _run(folder, *pip, "--python", str(folder / "venv/bin/python"), "install", "-q", "--no-deps", str(wheel))
    return Installed(wheel, folder / "venv/bin/lpse-support")


def test_the_wheel_holds_every_file_of_its_packages_and_nothing_else(installed: Installed) -> None:
    kept = {path.relative_to(ROOT).as_posix() for path in files(ROOT)}
    with ZipFile(installed.wheel) as wheel:
        shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert shipped == {name for name in kept if name.split("/")[0] in PACKAGES}


def test_accounts_are_loaded_and_invited_from_an_empty_folder(installed: Installed, tmp_path: Path) -> None:
    assert "lpse-support [OPTIONS] COMMAND" in installed.runs(tmp_path, "--help")
    (tmp_path / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    output = installed.runs(tmp_path, "accounts", "import", "accounts.csv")
    assert "1 rows, 1 new people, 1 new roles" in output
    assert "?start=" in installed.runs(tmp_path, "invite", "rina@surabaya.go.id")
    assert (tmp_path / "var" / "bot.sqlite3").exists()


def test_without_a_token_the_sandbox_plays_and_leaves_production_alone(
    installed: Installed, tmp_path: Path
) -> None:
    with (tmp_path / "log").open("w") as log:
        sandbox = subprocess.Popen(
            [installed.command, "run", "--or-sandbox"],
            cwd=tmp_path,
            env=ENVIRONMENT | {"DATABASE_URL": "sqlite:///production.sqlite3", "BOT_TOKEN": ""},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            umask=0,
        )
    with sandbox:
        try:
            assert sandbox.stdout is not None
            address = next((line.strip() for line in sandbox.stdout if "http://" in line), "")
            assert address, (tmp_path / "log").read_text()
            with urllib.request.urlopen(address, timeout=PATIENCE) as page:
                assert b"LPSE" in page.read()
            made = _modes(tmp_path)
            sandbox.send_signal(signal.SIGTERM)
            assert sandbox.wait(timeout=PATIENCE) == 0
        finally:
            sandbox.kill()
    assert {"bot.sqlite3", "bot.sqlite3-wal", "bot.sqlite3-lead"} <= {path.name for path in made}
    assert not list(tmp_path.glob("production*"))
    assert [path for path, mode in made.items() if mode & 0o077] == [], "others may look into these"


def _modes(folder: Path) -> dict[Path, int]:
    """Return the mode of everything below a folder but the log, in which files come and go meanwhile."""
    found = {}
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            found[path] = path.stat().st_mode
    found.pop(folder / "log")
    return found
