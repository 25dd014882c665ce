"""Make the Python environment that the lock files ask for, switch `.venv` to it, and run Python in it.

An environment is made beside the one in use and never changed afterwards, so nothing is taken away from under
a process that runs. Needs Python 3.11 or newer and its standard library alone; `.ci/python` finds one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

# The files that each kind of environment is made from. `run` is part of `dev`.
KINDS = {"run": ("requirements.lock",), "dev": ("requirements.lock", "requirements-dev.lock")}
# Written last into an environment: the digests of the lock files that it holds. Locked by who runs in it.
MARK = "installed"
# An environment as it was made before there were several: nobody knows what runs in it.
FORMER = "former"


class Failed(Exception):
    """Raised where no environment could be made; the text says why, or the reason was printed already."""


def prepare(root: Path, kind: str) -> tuple[Path, int]:
    """Return an environment of this kind, and a file descriptor that keeps it from being removed.

    Make it, and let `.venv` lead to it, where `.venv` is not one already. Several processes may do so at
    once: one makes it, and the others wait. Raise `Failed` where it can't be made; `.venv` is as it was then.
    """
    kept = root / ".venvs"
    kept.mkdir(exist_ok=True)
    with _locked(kept / "lock"):
        wanted = {_digest(root / name) for name in KINDS[kind]}
        current = (root / ".venv").resolve()
        if not _is_whole(current, wanted):
            python = f"{sys.version_info.major}.{sys.version_info.minor}"
            name = hashlib.sha256(" ".join([python, *sorted(wanted)]).encode()).hexdigest()[:12]
            current = kept / name
            if not _is_whole(current, wanted):
                make_environment(root, current, kind, wanted)
            _switch(root, current)
        mark = _hold(current)
        _remove_unused(kept, current)
        return current, mark


def run(root: Path, kind: str, arguments: Sequence[str]) -> None:
    """Replace this process by Python of the environment, which nobody removes as long as it runs."""
    environment, mark = prepare(root, kind)
    os.set_inheritable(mark, True)
    python = str(environment / "bin" / "python")
    os.execv(python, [python, *arguments])  # noqa: S606 - its own arguments, and no shell


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Another call makes .venv; waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _is_whole(environment: Path, wanted: set[str]) -> bool:
    """Return whether it was made to its end, from these lock files, and its Python is still there."""
    try:
        has = set((environment / MARK).read_text().split())
        return wanted <= has and _succeeds([str(environment / "bin" / "python"), "-c", ""])
    except OSError:
        return False


def make_environment(root: Path, environment: Path, kind: str, wanted: set[str]) -> None:
    """Make an environment from the lock files of this kind, whose digests are `wanted`; raise `Failed`."""
    files = KINDS[kind]
    _say(f"Making .venv with Python {sys.version.split()[0]} from {' and '.join(files)} (about a minute).")
    # Left half made by a call that was stopped, so that nothing runs in it.
    shutil.rmtree(environment, ignore_errors=True)
    python = str(environment / "bin" / "python")
    locks = [part for name in files for part in ("-r", str(root / name))]
    steps = (
        [sys.executable, "-m", "venv", str(environment)],
        [python, "-m", "pip", "install", "-qq", "--no-input", "--no-deps", "--require-hashes", *locks],
        [python, "-m", "pip", "check", "--quiet"],
    )
    for step in steps:
        if not _succeeds(step):
            raise Failed(".venv could not be made; the reason stands above. The next call starts anew.")
    (environment / MARK).write_text(" ".join(sorted(wanted)))


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603 - made here, of no one's words


def _switch(root: Path, environment: Path) -> None:
    """Let `.venv` lead to the environment, in one step where it is a link already."""
    link, new = root / ".venv", root / ".venvs" / "new"
    if link.is_dir() and not link.is_symlink():
        former = root / ".venvs" / FORMER
        shutil.rmtree(former, ignore_errors=True)
        link.rename(former)
    new.unlink(missing_ok=True)
    new.symlink_to(environment.relative_to(root))
    new.replace(link)


def _hold(environment: Path) -> int:
    mark = os.open(environment / MARK, os.O_RDONLY)
    fcntl.flock(mark, fcntl.LOCK_SH)
    return mark


def _remove_unused(kept: Path, current: Path) -> None:
    """Remove the environments that nothing runs in, and those that were never made to their end."""
    for environment in kept.iterdir():
        is_another = environment.is_dir() and environment not in {current, kept / "new", kept / FORMER}
        if is_another and not _is_held(environment / MARK):
            shutil.rmtree(environment, ignore_errors=True)


def _is_held(mark: Path) -> bool:
    try:
        with mark.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - what a person at the shell waits for


if __name__ == "__main__":
    try:
        if sys.argv[2:]:
            run(Path(__file__).parent, sys.argv[1], sys.argv[2:])
        prepare(Path(__file__).parent, sys.argv[1])
    except Failed as failure:
        _say(str(failure))
        raise SystemExit(1) from None
