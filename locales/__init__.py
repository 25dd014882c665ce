"""Load the catalogues of translations, from Indonesian, which stands in the code, to every other language."""

from __future__ import annotations

import gettext
import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core.languages import LANGUAGES, SOURCE
from core.words import NAME

Translations: TypeAlias = gettext.NullTranslations

FOLDER = Path(__file__).parent
# The separator of names that are shown together.
NAMES_APART = " · "


@cache
def load_translations() -> Mapping[str, Translations]:
    """Return the catalogue of each language by its code, compiled in memory once from the `.po` files."""
    return {language.code: _load(language.code) for language in LANGUAGES}


class MasterDataNames(gettext.NullTranslations):
    """Names of applications and categories that ship, in another language; an office's own stay as they are.

    Several names joined by NAMES_APART are each translated.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._names = names

    def gettext(self, message: str) -> str:
        """Return a name in this language; what is no name that ships stays as it is."""
        return NAMES_APART.join(self._names.get(name, name) for name in message.split(NAMES_APART))

    def pgettext(self, context: str, message: str) -> str:
        """Return a name where the context asks for one."""
        return self.gettext(message) if context == NAME else message


def _load(language: str) -> Translations:
    if language == SOURCE.code:
        return gettext.NullTranslations()
    with (FOLDER / language / "LC_MESSAGES" / "bot.po").open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    translations = gettext.GNUTranslations(compiled)
    names = FOLDER / language / "names.json"
    if names.exists():
        translations.add_fallback(MasterDataNames(json.loads(names.read_text(encoding="utf-8"))))
    return translations
