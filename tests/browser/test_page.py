"""Test the chat page in a real browser: its strip leads a newcomer from a ticket's title to its rating."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.player import (
    HELPDESK,
    PELAKU_USAHA,
    PPK,
    PersonChat,
    Strip,
    confirms_and_rates,
    files_a_ticket,
    opened,
    solves_the_ticket,
)

# A process of the bot and one of Chromium start, each of which may take a minute on a busy machine.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_a_ticket_is_filed_taken_solved_confirmed_and_rated_on_the_page(
    browser: Browser, address: str, wrong: list[str], tmp_path: Path
) -> None:
    page = opened(browser, address, wrong, viewport={"width": 1440, "height": 900})
    ppk, helpdesk, strip = PersonChat(page, PPK), PersonChat(page, HELPDESK), Strip(page)
    strip.is_at(1)
    strip.leads(1, PPK)
    files_a_ticket(ppk)
    page.screenshot(path=tmp_path / "1-filed.png")

    strip.is_at(2)
    strip.leads(2, HELPDESK)
    helpdesk.sees("menunggu diambil")
    helpdesk.taps("Ambil Tiket")
    helpdesk.sees("Apakah Anda yakin akan mengambil")
    helpdesk.taps("Ya")
    helpdesk.sees("sekarang menangani tiket ini")
    # Taken is not solved yet: the step says what is left of it.
    expect(page.locator(".tour-steps li[aria-current]")).to_contain_text("sudah diambil")
    solves_the_ticket(helpdesk)
    page.screenshot(path=tmp_path / "2-solved.png")

    strip.is_at(3)
    strip.leads(3, PPK)
    confirms_and_rates(ppk)
    strip.is_over()
    page.screenshot(path=tmp_path / "3-rated.png")
    helpdesk.opens()
    helpdesk.sees("⭐⭐⭐⭐⭐")
    # The other column is exchanged, and this one stays where it was.
    page.locator(f'.person[data-persona="{HELPDESK}"]').click()
    PersonChat(page, PELAKU_USAHA).opens()
    ppk.is_at_its_end()

    page.get_by_role("button", name="Ulangi").click()
    strip.is_at(1)
    page.get_by_role("button", name="Simpan petunjuk").click()
    expect(page.locator(".tour")).to_be_hidden()
    guide = page.get_by_role("button", name="Petunjuk", exact=True)
    expect(guide).to_be_focused()
    expect(guide).to_have_attribute("aria-expanded", "false")
    page.reload()
    expect(guide).to_be_visible()
    expect(page.locator(".tour")).to_be_hidden()
    guide.click()
    strip.is_at(1)


def test_the_page_fits_a_phone(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page.goto(address)
    reporter = PersonChat(page, PELAKU_USAHA)
    reporter.opens()
    files_a_ticket(reporter)
    page.screenshot(path=tmp_path / "phone.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name=re.compile("Kotak surat")).click()
    expect(page.locator(".letters")).to_be_visible()
    expect(page.locator(".chat").first).to_be_hidden()
    page.screenshot(path=tmp_path / "phone-letters.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.go_back()
    expect(page.locator(".letters")).to_be_hidden()
    reporter.sees("berhasil disimpan")
