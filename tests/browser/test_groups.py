"""Test staff groups on the sandbox's page: made, claimed, given topics, and told of a ticket."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.player import HELPDESK, PATIENCE, PPK, PersonChat, files_a_ticket, opened

# A process of the bot and one of Chromium start, each of which may take a minute on a busy machine.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

NAME = "Meja Surabaya"


def row(page: Page) -> Locator:
    """Return the group in the list of chats."""
    return page.locator(".person", has=page.locator(".person-name", has_text=NAME))


def opens_group(page: Page) -> PersonChat:
    persona = row(page).get_attribute("data-persona", timeout=PATIENCE)
    assert persona is not None
    group = PersonChat(page, persona)
    group.opens()
    return group


def acts_as(page: Page, name: str) -> None:
    page.get_by_role("button", name="Menulis sebagai").click()
    page.get_by_role("menuitem", name=name).click()


def test_a_staff_group_is_made_claimed_and_told_and_puts_the_bot_out(
    browser: Browser, address: str, wrong: list[str], tmp_path: Path
) -> None:
    page = opened(browser, address, wrong, viewport={"width": 1000, "height": 800})
    page.get_by_role("button", name="Grup baru").click()
    box = page.get_by_role("dialog", name="Grup baru")
    box.get_by_label("Nama grup").fill(NAME)
    box.get_by_role("checkbox", name="Agus Pratama").check()
    box.get_by_role("button", name="Buat").click()
    opens_group(page).sees("mengetik /grup")

    page.get_by_role("button", name="Pilihan lain").click()
    page.get_by_role("menuitem", name="Nyalakan topik").click()
    page.get_by_role("button", name="+ Topik").click()
    topic = page.get_by_role("dialog", name="Topik baru")
    topic.get_by_label("Nama topik").fill("Tiket masuk")
    topic.get_by_role("button", name="Buat").click()
    group = opens_group(page)
    group.sees_note("Topik “Tiket masuk” dibuat")
    group.types("/grup")
    group.sees("konfirmasikan di chat pribadi")
    helpdesk, ppk = PersonChat(page, HELPDESK), PersonChat(page, PPK)
    helpdesk.opens()
    helpdesk.taps("Ya")
    helpdesk.sees("sekarang menerima tiket")
    ppk.opens()
    files_a_ticket(ppk)

    # What waits in another topic is counted there, and read with it.
    expect(row(page).locator(".badge")).to_be_visible()
    group.opens()
    group.sees("menunggu diambil")
    acts_as(page, "Agus Pratama")
    group.taps("Ambil Tiket")
    PersonChat(page, "2002").opens()
    PersonChat(page, "2002").taps("Ya")
    group.opens()
    group.sees("diambil Agus Pratama")
    page.screenshot(path=tmp_path / "group.png")

    acts_as(page, "Sari Lestari")
    page.get_by_role("button", name="Pilihan lain").click()
    page.get_by_role("menuitem", name="Keluarkan bot").click()
    expect(page.locator(".chat-status")).to_contain_text("tanpa bot")
    helpdesk.opens()
    helpdesk.sees("tidak lagi menerima tiket")
