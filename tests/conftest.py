"""Where CI=true, a test that needs PostgreSQL or Chromium fails instead of being skipped."""

import os
from collections.abc import Generator

import pytest

REQUIRED = ("postgres", "browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        needed = [mark for mark in REQUIRED if item.get_closest_marker(mark)]
        if needed:
            report.outcome = "failed"
            report.longrepr = f"CI requires {' and '.join(needed)}; this was skipped: {report.longrepr}"
    return report
