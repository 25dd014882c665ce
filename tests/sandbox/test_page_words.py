"""Test that every word of the chat page can be said in English, and that nothing is loaded from elsewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parents[2] / "sandbox" / "page"
SAID = re.compile(r'\bsay\(\s*"([^"]+)"')
# Words that are kept in tables and said where they are shown.
TABLED = re.compile(r'^\s*(?:title|[a-z_]+): "([A-Z][^"]+ [^"]+)",$', re.MULTILINE)
ENTRY = re.compile(r'^ {2}(?:"([^"]+)"|(\w+)): "([^"]+)",$', re.MULTILINE)
PLACE = re.compile(r"\{\w+\}")


def sources() -> Iterator[tuple[str, str]]:
    for path in sorted(PAGE.glob("*.js")):
        if path.name != "english.js":
            yield path.name, path.read_text(encoding="utf-8")


def english() -> dict[str, str]:
    text = (PAGE / "english.js").read_text(encoding="utf-8")
    return {first or second: words for first, second, words in ENTRY.findall(text)}


def test_every_word_is_there_in_english_and_none_is_left_over() -> None:
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    said = set(re.findall(r"data-say[^>]*>([^<]+)<", page))
    for name, text in sources():
        said |= set(SAID.findall(text))
        if name in {"tour.js", "roles.js"}:
            said |= set(TABLED.findall(text))
    assert said == set(english())


def test_english_keeps_the_places_for_values() -> None:
    for indonesian, words in english().items():
        assert sorted(PLACE.findall(indonesian)) == sorted(PLACE.findall(words)), indonesian


def test_the_page_loads_nothing_from_elsewhere() -> None:
    for path in PAGE.iterdir():
        text = path.read_text(encoding="utf-8")
        loaded = re.findall(r"""(?:src|href|url|import|from)\W{1,3}(https?://[^"')\s]+)""", text)
        assert not loaded, (path.name, loaded)


def test_the_page_is_small() -> None:
    assert sum(path.stat().st_size for path in PAGE.iterdir()) < 210_000
