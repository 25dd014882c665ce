"""Installs the Node packages that tests/sandbox/node locks, once, and finds them again in every later run."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "node"
CACHE = Path(__file__).parents[2] / "var" / "node"
LOCKED = ("package.json", "package-lock.json")
# Seconds for npm to fetch four megabytes.
PATIENCE = 120
INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=1"]


def node_environment() -> dict[str, str]:
    """Return the environment in which a script of tests/sandbox/node finds its packages.

    Skip the test where Node is absent or npm can't install.
    """
    if why := _install_once():
        pytest.skip(why)
    return os.environ | {"NODE_PATH": str(_kept() / "node_modules")}


@cache
def _install_once() -> str:
    """Return why there are no packages, or nothing; they stay in `var/node` until the lock changes."""
    npm = shutil.which("npm")
    if shutil.which("node") is None or npm is None:
        return "no Node with npm here"
    if _kept().exists():
        return ""
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as name:
        folder = Path(name)
        for file in LOCKED:
            shutil.copy(HERE / file, folder)
        command = [npm, *INSTALL]
        try:
            subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=True)
        except subprocess.TimeoutExpired:
            return f"npm did not install within {PATIENCE} s"
        except subprocess.CalledProcessError as failed:
            return f"npm can't install: {failed.stderr.strip().partition(chr(10))[0]}"
        _put_in_place(folder)
    return ""


def _kept() -> Path:
    texts = b"".join((HERE / file).read_bytes() for file in LOCKED)
    return CACHE / hashlib.sha256(texts).hexdigest()[:16]


def _put_in_place(folder: Path) -> None:
    """Move the packages to their place in one step, so that nobody ever finds half of them."""
    whole = folder / "whole"
    whole.mkdir()
    (folder / "node_modules").rename(whole / "node_modules")
    try:
        whole.rename(_kept())
    except OSError:
        # Another run of the tests was faster.
        assert _kept().exists()
