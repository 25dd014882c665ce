"""The catalogues of translations: Indonesian is what the code says, the others are translated from it."""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Translations: TypeAlias = gettext.NullTranslations

SOURCE = "id"
LANGUAGES = (SOURCE, "en")
NAMES = {"id": "Bahasa Indonesia", "en": "English"}
FOLDER = Path(__file__).parent


@cache
def load_translations() -> Mapping[str, Translations]:
    """Every language's catalogue, compiled in memory once: no built file can be older than its source."""
    return {language: _load(language) for language in LANGUAGES}


def _load(language: str) -> Translations:
    if language == SOURCE:
        return gettext.NullTranslations()
    with (FOLDER / language / "LC_MESSAGES" / "bot.po").open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
