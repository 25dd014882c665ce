"""Check which language is chosen for the tag that Telegram gives."""

from core.languages import LANGUAGES, SOURCE, find_language
from tests.cases import for_each


@for_each(("tag", "code"), [("en", "en"), ("en-GB", "en"), ("EN", "en"), ("id", "id"), ("id-ID", "id")])
def test_a_language_is_known_whatever_the_region(tag: str, code: str) -> None:
    assert find_language(tag).code == code


@for_each("tag", ["", "de", "enm", "e", "-", "pt-br"])
def test_an_unknown_language_falls_back_to_the_source(tag: str) -> None:
    assert find_language(tag) is SOURCE


def test_no_two_languages_are_called_alike() -> None:
    assert len({one.code for one in LANGUAGES}) == len({one.name for one in LANGUAGES}) == len(LANGUAGES)
