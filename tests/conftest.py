"""Give every test patience on a busy machine, and fail what CI=true requires and would be skipped."""

import gc
import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REQUIRED = ("postgres", "browser", "openssl")


# A machine that does other things beside is slow for moments; that is no fault of what is tested.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


# Thousands of modules and tests come into being and stay: looking through them for garbage finds none.
gc.disable()


# A file system in memory: most of what the suite writes are databases, each committed durably many times.
MEMORY = Path("/dev/shm")
_ROOMY = 4 << 30


def pytest_configure() -> None:
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > _ROOMY:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_sessionfinish() -> None:
    """Look for resources that were never closed once; pytest does so five times over thousands of tests."""
    gc.collect()
    gc.freeze()


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
