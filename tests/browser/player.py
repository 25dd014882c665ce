"""Play people on the sandbox's page in a browser, and follow its strip of three steps."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

PPK, PELAKU_USAHA, HELPDESK = "1001", "1002", "2001"
# Milliseconds in which an answer is on the page.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


def opened(browser: Browser, address: str, wrong: list[str], **wanted: Any) -> Page:
    """Open the page and note everything that it complains about."""
    page = browser.new_page(**wanted)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda entry: wrong.append(entry.text) if entry.type == "error" else None)
    page.goto(address)
    return page


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
        expect(button.last).to_be_visible()

    def sees(self, words: str) -> None:
        expect(self._chat.locator(".message").filter(has_text=words).last).to_be_visible()

    def sees_note(self, words: str) -> None:
        """Wait until what happened in the chat is told between its messages."""
        expect(self._chat.locator(".separator").filter(has_text=words).last).to_be_visible()

    def is_at_its_end(self) -> None:
        """Hold that the newest message is in sight."""
        expect(self._chat.locator(".message").last).to_be_in_viewport(ratio=0.9)

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
    ppk.sees("Ceritakan masalahnya")
    ppk.types("Unggah berhenti di 80 persen lalu muncul pesan timeout.")
    ppk.sees("Tambah kode error")
    ppk.taps("Kirim Tiket")
    ppk.sees("Apakah Anda yakin")
    ppk.taps("Ya")
    ppk.sees("berhasil disimpan")


def solves_the_ticket(helpdesk: PersonChat) -> None:
    helpdesk.taps("Selesaikan Masalah")
    helpdesk.sees("Minimal 15")
    helpdesk.types("Batas waktu unggah sudah dinaikkan, silakan coba lagi.")
    helpdesk.sees("Apakah semua data sudah benar?")
    helpdesk.taps("Ya")
    helpdesk.sees("berhasil dikerjakan")


def confirms_and_rates(ppk: PersonChat) -> None:
    ppk.sees("Batas waktu unggah sudah dinaikkan")
    ppk.taps("Konfirmasi")
    ppk.taps("Ya, Sudah Selesai")
    ppk.taps("5")
    ppk.sees("Apa yang menurutmu oke?")
    ppk.taps("Kecepatan penanganan")
    # "Lanjut" stands on the screen before and after: only the new one counts.
    ppk.sees_button("✅ Kecepatan penanganan")
    ppk.taps("Lanjut")
    ppk.sees("Ada pesan untuk kami?")
    ppk.taps("Lewati")
    ppk.sees("Terima kasih telah memberikan penilaian")


class Strip:
    """The strip with a newcomer's three steps."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._steps = page.locator(".tour-steps li")
        self._chats = page.locator(".chat")

    def is_at(self, number: int) -> None:
        """Wait until the steps before this one are ticked off, and it is the one to do."""
        expect(self._steps.nth(number - 1)).to_have_attribute("aria-current", "step")
        expect(self._page.locator(".tour-steps li.over")).to_have_count(number - 1)

    def leads(self, number: int, persona: str) -> None:
        """Go to a step by keyboard, and find its person's chat open and ready to be written in."""
        self._steps.nth(number - 1).locator(".tour-step").focus()
        self._page.keyboard.press("Enter")
        line = self._page.locator(f'.chat[data-persona="{persona}"] textarea[aria-label="Tulis pesan"]')
        expect(line).to_be_focused()

    def is_over(self) -> None:
        expect(self._page.locator(".tour-steps li.over")).to_have_count(3)
        expect(self._page.locator(".tour-title")).to_have_text(re.compile("Selesai"))
