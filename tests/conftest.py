"""Give every test patience on a busy machine, and fail what CI=true requires and would be skipped."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.process.deferred_models import defer_models
from tests.compiled_statements import share_compiled_statements

REQUIRED = ("postgres", "browser", "openssl")

# As in the bot, also where what is tested first imports aiogram without the bot.
defer_models()
share_compiled_statements()


# A machine that does other things beside is slow for moments; that is no fault of what is tested. Each run
# draws new examples, but where CI is set; `make test ARGS=--hypothesis-profile=thorough` draws many at once.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)
settings.register_profile("patient", patient)
settings.register_profile("thorough", patient, max_examples=1000)
settings.load_profile("patient")


# Thousands of modules and tests come into being and stay: looking through them for garbage finds none.
gc.disable()


# A file system in memory: most of what the suite writes are databases, each committed durably many times.
MEMORY = Path("/dev/shm")
_ROOMY = 4 << 30


TYPES, FOUND = pytest.StashKey[subprocess.Popen[str]](), pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--types", action="store_true", help="check types with mypy beside the tests")


def pytest_configure(config: pytest.Config) -> None:
    is_worker = hasattr(config, "workerinput")
    if config.getoption("--types") and not is_worker:
        config.stash[TYPES] = subprocess.Popen(
            [sys.executable, "-m", "mypy"], cwd=config.rootpath, stdout=subprocess.PIPE, text=True
        )
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > _ROOMY:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that have a timeout of their own.

    They wait for other processes while the rest keeps the processors busy; at the end nothing else would.
    """
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


def pytest_collection_finish() -> None:
    gc.freeze()
    # By itself the collector looks at everything again and again while a test parses all modules.
    gc.set_threshold(50_000)
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Wait for the types; look for resources that were never closed once.

    By itself pytest does that five times over thousands of tests.
    """
    gc.collect()
    gc.freeze()
    types = session.config.stash.get(TYPES, None)
    if types is not None:
        session.config.stash[FOUND], _ = types.communicate()
        if types.returncode and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Show what was found in the types; the exit code fails for it, while the closing line counts tests."""
    if FOUND in config.stash:
        terminalreporter.section("types")
        terminalreporter.write(config.stash[FOUND])


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
