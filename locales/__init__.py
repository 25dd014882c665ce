"""Load the catalogues of translations, from Indonesian, which stands in the code, to every other language."""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core.languages import LANGUAGES, SOURCE

Translations: TypeAlias = gettext.NullTranslations

FOLDER = Path(__file__).parent


@cache
def load_translations() -> Mapping[str, Translations]:
    """Return the catalogue of each language by its code, compiled in memory once from the `.po` files."""
    return {language.code: _load(language.code) for language in LANGUAGES}


def _load(language: str) -> Translations:
    if language == SOURCE.code:
        return gettext.NullTranslations()
    with (FOLDER / language / "LC_MESSAGES" / "bot.po").open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
