"""Keep files that broke off half-way from being taken for whole ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def remove_if_incomplete(path: Path) -> Iterator[None]:
    """Remove the file at `path` where the block that writes it fails: half a list looks like a whole one."""
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise
