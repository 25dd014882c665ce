"""Test that the project's version has its entry in the changelog, below what is unreleased."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date

from tests.cases import for_each
from tests.laws.source_tree import ROOT, hold

RELEASE = re.compile(r"(\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)")


def findings(changelog: str, version: str) -> Iterator[str]:
    """Yield what is wrong with the headings: their order, a date, or the newest release."""
    first, *releases = re.findall(r"^## (.*)$", changelog, re.MULTILINE) or [""]
    if first != "Unreleased":
        yield "the first heading is not Unreleased"
    found = [RELEASE.fullmatch(heading) for heading in releases]
    for heading, release in zip(releases, found, strict=True):
        if release is None or not _is_date(release[2]):
            yield f"not a version with the day of its release: {heading}"
    if [release[1] for release in found[:1] if release] != [version]:
        yield f"the newest release is not the version of pyproject.toml, {version}"


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def test_the_version_has_its_entry() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    hold("Every version has its entry in CHANGELOG.md.", findings(changelog, project["version"]))


@for_each(
    ("changelog", "fault"),
    [
        ("", "the first heading"),
        ("## 0.2.0 (2026-11-30)\n", "the first heading"),
        ("## Unreleased\n", "the newest release"),
        ("## Unreleased\n## 0.1.0 (2026-11-01)\n## 0.2.0 (2026-11-30)\n", "the newest release"),
        ("## Unreleased\n## 0.2.0\n", "not a version with the day"),
        ("## Unreleased\n## 0.2.0 (2026-11-31)\n", "not a version with the day"),
    ],
)
def test_a_version_without_its_entry_is_found(changelog: str, fault: str) -> None:
    assert any(fault in finding for finding in findings(changelog, "0.2.0"))


def test_a_version_with_its_entry_is_welcome() -> None:
    assert (
        list(findings("# Changes\n\n## Unreleased\n\n## 0.2.0 (2026-11-30)\n\n- It runs.\n", "0.2.0")) == []
    )
