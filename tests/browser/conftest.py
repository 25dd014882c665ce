"""Run the sandbox and a browser for the tests of its page."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.laws.source_tree import ROOT


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run `python -m bot sandbox` in a folder of its own and yield the address that it prints."""
    ours = {"SANDBOX_PORT": "0", "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    folder = tmp_path_factory.mktemp("sandbox")
    with (folder / "stderr").open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "sandbox"],
            cwd=folder,
            env=os.environ | ours,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    with process:
        assert process.stdout is not None
        url = next((line.strip() for line in process.stdout if "http://" in line), "")
        assert url, (folder / "stderr").read_text()
        yield url
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Run Chromium, whose pages share nothing; closed before tests that have event loops."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium here")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def no_page_is_left_open(browser: Browser) -> Iterator[None]:
    """Close the pages of a test, which would go on asking for news and drawing them."""
    yield
    for context in browser.contexts:
        context.close()


@pytest.fixture
def wrong() -> Iterator[list[str]]:
    """Collect what goes wrong on the page, and hold that nothing did."""
    found: list[str] = []
    yield found
    assert found == []
