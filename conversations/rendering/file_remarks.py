"""Lines that tell somebody who opens a file what was found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from core.files.findings import FileFinding

WARNING, HINT = "⚠️", "ℹ️"


def remark_lines(remarks: Iterable[FileFinding], translate: Callable[[str], str]) -> list[str]:
    """Return one line for each finding, with an icon that tells warnings from hints."""
    return [f"{WARNING if one.is_warning else HINT} {translate(one.label)}" for one in remarks]
