"""Test the chat page in a real browser, with a ticket from its title to its rating."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

# A process of the bot and one of Chromium start, each of which may take a minute on a busy machine.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

ROOT = Path(__file__).parents[2]
PPK, PELAKU_USAHA, HELPDESK = "1001", "1002", "2001"
# Milliseconds in which an answer is on the page.
PATIENCE = 30_000


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


@pytest.fixture
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium here")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class PersonChat:
    """A person's chat on the page."""

    def __init__(self, page: Page, persona: str) -> None:
        self._page = page
        self._persona = persona

    def opens(self) -> None:
        """Open the chat where it is not open already."""
        chat = self._page.locator(f'.chat[data-persona="{self._persona}"]')
        if not chat.is_visible():
            self._page.locator(f'.person[data-persona="{self._persona}"]').click()
        expect(chat).to_be_visible()

    def types(self, text: str) -> None:
        self._chat.locator('textarea[aria-label="Tulis pesan"]').fill(text)
        self._chat.locator('button[aria-label="Kirim"]').click()

    def taps(self, label: str) -> None:
        pattern = re.compile(rf"^(\W+ )?{re.escape(label)}$")
        self._chat.locator(".keyboard button").filter(has_text=pattern).last.click()

    def sees_button(self, label: str) -> None:
        """Wait until a button with exactly this label, icon included, is there."""
        button = self._chat.locator(".keyboard button").filter(has_text=re.compile(rf"^{re.escape(label)}$"))
        expect(button.last).to_be_visible(timeout=PATIENCE)

    def sees(self, words: str) -> None:
        expect(self._chat.locator(".message").filter(has_text=words).last).to_be_visible(timeout=PATIENCE)

    @property
    def _chat(self) -> Locator:
        return self._page.locator(f'.chat[data-persona="{self._persona}"]')


def files_a_ticket(ppk: PersonChat) -> None:
    ppk.types("/start")
    ppk.sees("LPSE Kota Surabaya")
    ppk.taps("Buat Tiket")
    ppk.sees("Judul")
    ppk.types("Tidak bisa unggah <b>penawaran</b> 😀")
    for answer in ("SPSE", "4.5", "Upload Dokumen Penawaran", "Unggah gagal / timeout"):
        ppk.taps(answer)
    ppk.sees("kode tender")
    ppk.types("9876010")
    ppk.sees("Tervalidasi")
    ppk.sees("kronologi")
    ppk.types("Unggah berhenti di 80 persen lalu muncul pesan timeout.")
    ppk.sees("Tambah kode error")
    ppk.taps("Lanjut")
    ppk.taps("Kirim Tiket")
    ppk.sees("Apakah Anda yakin")
    ppk.taps("Ya")
    ppk.sees("berhasil disimpan")


def test_a_ticket_is_filed_taken_solved_confirmed_and_rated_on_the_page(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda entry: wrong.append(entry.text) if entry.type == "error" else None)
    page.goto(address)
    ppk, helpdesk = PersonChat(page, PPK), PersonChat(page, HELPDESK)
    ppk.opens()
    files_a_ticket(ppk)
    page.screenshot(path=tmp_path / "1-filed.png")

    helpdesk.opens()
    helpdesk.sees("Tiket menunggu")
    helpdesk.taps("Ambil Tiket")
    helpdesk.sees("Apakah Anda yakin akan mengambil")
    helpdesk.taps("Ya")
    helpdesk.sees("Anda tangani")
    helpdesk.taps("Selesaikan Masalah")
    helpdesk.sees("Minimal 15")
    helpdesk.types("Batas waktu unggah sudah dinaikkan, silakan coba lagi.")
    helpdesk.sees("Apakah semua data sudah benar?")
    helpdesk.taps("Ya")
    helpdesk.sees("berhasil dikerjakan")
    page.screenshot(path=tmp_path / "2-solved.png")

    ppk.opens()
    ppk.sees("Batas waktu unggah sudah dinaikkan")
    ppk.taps("Konfirmasi")
    ppk.taps("Ya, Sudah Selesai")
    ppk.taps("Ya")
    ppk.taps("5")
    ppk.sees("Apa yang menurutmu oke?")
    ppk.taps("Kecepatan penanganan")
    # "Lanjut" stands on the screen before and after: only the new one counts.
    ppk.sees_button("✅ Kecepatan penanganan")
    ppk.taps("Lanjut")
    ppk.sees("Ada pesan untuk kami?")
    ppk.taps("Lewati")
    ppk.sees("Terima kasih telah memberikan penilaian")
    page.screenshot(path=tmp_path / "3-rated.png")

    helpdesk.opens()
    helpdesk.sees("⭐⭐⭐⭐⭐")
    assert wrong == []


def test_the_page_fits_a_phone(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page.goto(address)
    reporter = PersonChat(page, PELAKU_USAHA)
    reporter.opens()
    files_a_ticket(reporter)
    page.screenshot(path=tmp_path / "phone.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
