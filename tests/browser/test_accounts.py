"""Test accounts on the sandbox's page: letters with codes, signing in again, roles, and the language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.player import PATIENCE, PELAKU_USAHA, PersonChat, opened

# A process of the bot and one of Chromium start, each of which may take a minute on a busy machine.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_whoever_signs_out_comes_back_by_a_code_from_the_mailbox_or_at_once(
    browser: Browser, address: str, wrong: list[str], tmp_path: Path
) -> None:
    page = opened(browser, address, wrong, viewport={"width": 1280, "height": 800})
    budi = PersonChat(page, PELAKU_USAHA)
    bar = page.locator(f'.chat[data-persona="{PELAKU_USAHA}"] .account-bar')
    budi.opens()
    budi.types("/start")
    budi.taps("Keluar")
    budi.taps("Ya")
    expect(bar).to_contain_text("Budi sudah keluar")
    budi.types("/start")
    budi.sees("e-mail")
    budi.types("budi.santoso@contoh.go.id")

    page.get_by_role("button", name=re.compile(r"Kotak surat, \d+ belum dibaca")).click(timeout=PATIENCE)
    page.locator(".new .letter-line", has_text="Budi Santoso").first.click(timeout=PATIENCE)
    letter = page.locator(".letter")
    expect(letter).to_contain_text("Kode masuk Anda")
    code = re.search(r"[0-9]{6}", letter.locator(".letter-code").first.inner_text())
    assert code is not None
    page.screenshot(path=tmp_path / "letter.png")
    letter.get_by_role("button", name="Buka chat Budi Santoso").click()
    budi.types(code.group())
    budi.sees("Selamat datang")
    expect(bar).to_be_hidden()
    page.keyboard.press("Escape")

    budi.types("/start")
    budi.taps("Keluar")
    budi.taps("Ya")
    bar.get_by_role("button", name="Masuk lagi").click(timeout=PATIENCE)
    expect(bar).to_be_hidden()
    budi.sees_button("📝 Buat Tiket")


def test_a_new_person_is_given_a_role_on_the_spot(
    browser: Browser, address: str, wrong: list[str], tmp_path: Path
) -> None:
    page = opened(browser, address, wrong, viewport={"width": 1280, "height": 800})
    page.get_by_role("button", name="Orang baru").click()
    box = page.get_by_role("dialog", name="Orang baru")
    box.get_by_label("Nama depan").fill("Ani")
    box.get_by_label("Peran").select_option("Helpdesk LPSE")
    box.get_by_label("LPSE", exact=True).fill("bukan nama")
    box.get_by_role("button", name="Tambah").click()
    expect(box.get_by_role("alert")).to_contain_text("Pilih LPSE dari daftar")
    box.get_by_label("LPSE", exact=True).fill("LPSE Kabupaten Sidoarjo")
    box.get_by_role("button", name="Tambah").click()
    expect(box).to_be_hidden()
    ani = page.locator(".person", has_text="Ani")
    expect(ani).to_have_count(1)
    expect(ani).to_contain_text("Helpdesk LPSE, Kabupaten Sidoarjo")
    persona = ani.get_attribute("data-persona")
    assert persona is not None
    chat = PersonChat(page, persona)
    chat.types("/start")
    chat.sees("Helpdesk LPSE")
    page.screenshot(path=tmp_path / "role.png")


def test_the_page_speaks_english_where_it_is_asked_to(
    browser: Browser, address: str, wrong: list[str], tmp_path: Path
) -> None:
    page = opened(browser, address, wrong, viewport={"width": 1280, "height": 800})
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Mailbox").click()
    expect(page.get_by_role("region", name="Mailbox")).to_be_visible()
    page.screenshot(path=tmp_path / "english.png")
    page.get_by_role("button", name="Bahasa Indonesia").click()
    expect(page.get_by_role("button", name="Kotak surat")).to_be_visible()
