"""Languages of the bot: the one list that catalogues, menus and date formats are made from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language that people can choose.

    `code` (ISO 639-1, as Telegram and Babel have it) names its catalogue, `locales/<code>`; `name` is what
    its speakers call it; `moment` is how they write a date with a time, as a CLDR pattern.
    """

    code: str
    name: str
    moment: str


# The first is the language of the texts in the code. To add another: a line here, `make texts`, and
# translations in the catalogue that it makes.
LANGUAGES = (
    Language("id", "Bahasa Indonesia", "d MMM y HH.mm"),
    Language("en", "English", "d MMM y HH:mm"),
)
SOURCE = LANGUAGES[0]
TRANSLATED = tuple(language.code for language in LANGUAGES if language is not SOURCE)


def find_language(tag: str) -> Language:
    """Return the language of an IETF tag such as `en-GB`, or SOURCE for one that is not in the list."""
    code = tag.partition("-")[0].lower()
    return next((language for language in LANGUAGES if language.code == code), SOURCE)
