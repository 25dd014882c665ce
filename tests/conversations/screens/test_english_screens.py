"""Test that no Indonesian word of ours stands on an English screen."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable

from babel.messages.pofile import read_po

from core.master_data.catalogue import read_catalogue
from core.organisation.directorates import Directorate
from locales import load_translations
from tests.conversations.all_screens import SCREENS
from tests.conversations.fakes import RENDERER
from tests.conversations.sample_reports import LPSES
from tests.conversations.sample_screens import Words
from tests.laws.source_tree import ROOT

WORD = re.compile(r"[a-z]{3,}")
TAG = re.compile(r"<[^>]+>")
# The FAQ and known messages are the office's own words, and so is what administrators fill in.
OWN = re.compile(
    r"faq|retired cat|new/(answers|known_error)|drop_question|question|category|application"
    r"|.*(conflict|change|confirm)"
)
# Commands, the name of this language in its own words, a column, and what samples leave to the context.
KEPT = set("buat tiket cari laporan profil bahasa batal email".split())
KEPT |= set("dibuat otomatis sedang menunggu dikerjakan konfirmasi semua".split())


def words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in WORD.findall(text.casefold())}


def indonesian() -> set[str]:
    """Return the words of our Indonesian texts and names that no English text has."""
    with (ROOT / "locales/en/LC_MESSAGES/bot.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    names = json.loads((ROOT / "locales/en/names.json").read_text(encoding="utf-8"))
    source = words(text for m in messages for text in ((m.id,) if isinstance(m.id, str) else m.id))
    translated = ((m.string,) if isinstance(m.string, str) else m.string or () for m in messages)
    english = words(text for texts in translated for text in texts)
    return (source | words(names)) - english - words(names.values())


def of_people() -> set[str]:
    """Return the words of samples: what people typed, and official names."""
    samples = Words()
    typed = (getattr(samples, name) for name in samples.__dataclass_fields__)
    return words((*typed, *LPSES.values(), *(one.label for one in Directorate))) | KEPT


def test_no_word_of_ours_is_indonesian_on_an_english_screen() -> None:
    foreign, found = indonesian() - of_people(), defaultdict(set)
    assert len(foreign) > 500
    for name, screen in SCREENS.items():
        if OWN.match(name):
            continue
        shown = RENDERER.screen(screen, "en")
        text = [TAG.sub(" ", shown.text), *(button.label for row in shown.rows for button in row)]
        for word in words(text) & foreign:
            found[word].add(name)
    assert dict(found) == {}


def test_every_name_that_ships_has_an_english_one_or_is_the_same_there() -> None:
    shipped = read_catalogue(json.loads((ROOT / "data/applications.json").read_text(encoding="utf-8")))
    names = {
        name
        for application in shipped.applications
        for category in application.categories
        for name in (application.name, category.name, *category.subcategories)
    }
    english = load_translations()["en"]
    same = {name for name in names if english.pgettext("name", name) == name}
    assert words(same) & (indonesian() - of_people()) == set()


def test_an_offices_own_name_stays_as_it_is() -> None:
    english = load_translations()["en"]
    assert english.pgettext("name", "Pengaduan Warga Kota") == "Pengaduan Warga Kota"
    assert english.pgettext("name", "Berkas") == "Berkas", "although a text of ours says the same"
    assert english.gettext("SPSE · Lainnya") == "SPSE · Other"
