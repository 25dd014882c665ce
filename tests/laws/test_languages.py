"""Test that a line in `core/languages.py` and a catalogue are all that a new language needs."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from tests.laws.source_tree import ROOT

LINE = '    Language("fy", "Frysk", "d MMMM y HH.mm"),\n'
WORDS = {"Pilih bahasa Anda.": "Kies jo taal.", "Buat tiket": "Nij ticket", "kemarin": "juster"}
# Runs in a process of its own, since this one has read the list already.
ASKED = """
import json
from datetime import UTC, date, datetime
from types import SimpleNamespace as Fake
from bot.documents.ticket_print import PrintTranslator
from bot.sending.command_menu import command_lists
from conversations.addressing.addresses import LanguageChoice
from conversations.rendering.renderer import Renderer
from conversations.screens import menu
from conversations.steps.date import read_day
from core.languages import find_language
from handlers.telegram.message_format import TELEGRAM
from locales import load_translations

renderer = Renderer(load_translations(), UTC, TELEGRAM)
lpse = Fake(local=lambda instant: instant, zone="WIB")
screen = renderer.screen(menu.language("fy"), "fy")
print(json.dumps({
    "text": screen.text,
    "buttons": {b.to.code: b.label for row in screen.rows for b in row if isinstance(b.to, LanguageChoice)},
    "commands": {
        of.get("language_code", ""): {c["command"]: c["description"] for c in of["commands"]}
        for of in command_lists() if "scope" not in of
    },
    "stranger": find_language("fy-NL").code,
    "print": PrintTranslator(Fake(lpse=lpse), str, "fy")._when(datetime(2026, 11, 21, 9, 5)),
    "typed": read_day("Juster", date(2026, 11, 21), renderer.translations).isoformat(),
}))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Add a language to a copy of the code and return what that says in it."""
    root = tmp_path_factory.mktemp("helpdesk")
    for room in ("bot", "conversations", "core", "handlers", "locales"):
        shutil.copytree(ROOT / room, root / room, ignore=shutil.ignore_patterns("__pycache__"))
    listed = root / "core" / "languages.py"
    before, end, after = listed.read_text(encoding="utf-8").partition("\n)\nSOURCE = ")
    listed.write_text(f"{before}\n{LINE.rstrip()}{end}{after}", encoding="utf-8")
    _add_catalogue(root / "locales" / "fy" / "LC_MESSAGES" / "bot.po")
    done = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=root, capture_output=True, check=False, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _add_catalogue(path: Path) -> None:
    catalogue = Catalog(locale="fy", fuzzy=False)
    for text, translated in WORDS.items():
        catalogue.add(text, translated)
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalogue)


def test_it_can_be_chosen_by_its_own_name(answers: dict[str, Any]) -> None:
    assert answers["buttons"]["fy"] == "Frysk"


def test_screens_are_read_in_it(answers: dict[str, Any]) -> None:
    assert answers["text"] == "Kies jo taal."


def test_telegram_lists_the_commands_in_it(answers: dict[str, Any]) -> None:
    assert answers["commands"][""]["buat"] == "Buat tiket"
    assert answers["commands"]["fy"]["buat"] == "Nij ticket"


def test_a_new_person_is_welcomed_in_the_language_of_their_telegram(answers: dict[str, Any]) -> None:
    assert answers["stranger"] == "fy"


def test_prints_write_dates_its_way(answers: dict[str, Any]) -> None:
    assert answers["print"] == "21 Novimber 2026 09.05 WIB"


def test_days_may_be_typed_in_it(answers: dict[str, Any]) -> None:
    assert answers["typed"] == "2026-11-20"
