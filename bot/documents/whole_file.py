"""Keeps files that broke off half-way from being taken for whole ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_or_none(path: Path) -> Iterator[None]:
    """The file at `path` goes where what writes it fails: half a list looks like a whole one."""
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise
