"""Test that every text is translated in every catalogue, with the same placeholders and tags."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import TemplateSyntaxError

from core.languages import TRANSLATED
from tests.cases import for_each
from tests.laws.source_tree import ROOT, hold

CATALOGUE = "locales/en/LC_MESSAGES/bot.po"
ENGLISH = ("en",)

# %(name)s and %s, {name} and {}, and HTML tags: what must come out the same in every language.
VALUES = re.compile(r"%(?:\(\w+\))?[sdrif]|\{\w*\}|</?[a-z][\w-]*")


def texts(message: Message) -> list[str]:
    """Return the texts of a message in the source: one, or singular and plural."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def translations(message: Message) -> list[str]:
    """Return the translations of a message, in as many forms as the language has."""
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def extracted(root: Path) -> Catalog:
    """Return all texts of code and templates, extracted by the mappings of `make texts`."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"][
        "mappings"
    ]
    methods = [(pattern, mapping["method"]) for mapping in mappings for pattern in mapping["pattern"]]
    options = {
        pattern: {name: value for name, value in mapping.items() if name not in {"method", "pattern"}}
        for mapping in mappings
        for pattern in mapping["pattern"]
    }
    catalog = Catalog()
    found = extract_from_dir(root, method_map=methods, options_map=options)
    for path, line, text, _comments, context in found:
        catalog.add(text, locations=[(path, line)], context=context)
    return catalog


def findings(root: Path, languages: Iterable[str] = ENGLISH) -> Iterator[str]:
    """Yield texts that a catalogue lacks or leaves untranslated, and entries that are wrong or unused."""
    source = extracted(root)
    for language in languages:
        name = f"locales/{language}/LC_MESSAGES/bot.po"
        if (root / name).exists():
            yield from _findings(source, root / name, name, language)
        elif len(source):
            yield f"{name} does not exist, but {len(source)} texts wait for it; call `make texts`"


def _findings(source: Catalog, path: Path, name: str, language: str) -> Iterator[str]:
    with path.open("rb") as file:
        translated = read_po(file, locale=language, domain="bot", abort_invalid=True)
    for message in source:
        if message.id and translated.get(message.id, message.context) is None:
            where = ", ".join(f"{file}:{line}" for file, line in message.locations)
            yield f"{where}: not in the catalogue {name}: {message.id!r}; call `make texts`"
    for message in translated:
        if message.id:
            yield from (f"{name}: {fault}: {message.id!r}" for fault in _faults(message, source))
    yield from (f"{name}: left over: {message.id!r}" for message in translated.obsolete.values())


def _faults(message: Message, source: Catalog) -> Iterator[str]:
    if source.get(message.id, message.context) is None:
        yield "no longer in the source"
    if message.fuzzy:
        yield "marked fuzzy"
    if not all(translations(message)):
        yield "not translated"
        return
    expected, found = _values(texts(message)[-1]), [_values(text) for text in translations(message)]
    if found[-1] != expected or any(values - expected for values in found):
        yield f"other values or marks in the translation {translations(message)}"
    if any(_edges(text) != _edges(texts(message)[0]) for text in translations(message)):
        yield f"begins or ends with other blanks than the translation {translations(message)}"


def _values(text: str) -> Counter[str]:
    return Counter(VALUES.findall(text.replace("%%", "")))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def test_every_text_is_translated() -> None:
    hold("Every text for people is in every catalogue, and nothing else is.", findings(ROOT, TRANSLATED))


def write_tree(root: Path, code: str = "", template: str = "", catalogue: str | None = None) -> Path:
    """Write one module, one template and a catalogue under `root`."""
    for path, text in {
        "conversations/filing.py": code,
        "conversations/filing/review.j2": template,
        CATALOGUE: catalogue,
    }.items():
        if text is not None:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    return root


HEADER = r"""msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"

"""


@for_each(
    ("code", "catalogue", "fault"),
    [
        ("_('Buat Tiket')", None, "does not exist"),
        ("_('Buat Tiket')", "", f"conversations/filing.py:1: not in the catalogue {CATALOGUE}: 'Buat Tiket'"),
        ("pgettext('tombol', 'Ya')", 'msgid "Ya"\nmsgstr "Yes"', "not in the catalogue"),
        ("_('Buat Tiket')", 'msgid "Buat Tiket"\nmsgstr ""', "not translated"),
        ("_('Buat Tiket')", '#, fuzzy\nmsgid "Buat Tiket"\nmsgstr "Make"', "marked fuzzy"),
        ("", 'msgid "Buat Tiket"\nmsgstr "New ticket"', "no longer in the source"),
        ("", '#~ msgid "Buat Tiket"\n#~ msgstr "New ticket"', "left over"),
        ("_('Halo %(name)s')", 'msgid "Halo %(name)s"\nmsgstr "Hello %(nama)s"', "other values"),
        ("_('Halo {name}')", 'msgid "Halo {name}"\nmsgstr "Hello"', "other values"),
        ("_('<b>Halo</b>')", 'msgid "<b>Halo</b>"\nmsgstr "<b>Hello<b>"', "other values"),
        ("_('Halo ')", 'msgid "Halo "\nmsgstr "Hello"', "other blanks"),
        (
            "ngettext('%(n)d tiket', '%(n)d tiket', n)",
            'msgid "%(n)d tiket"\nmsgid_plural "%(n)d tiket"\nmsgstr[0] "one ticket"\nmsgstr[1] "tickets"',
            "other values",
        ),
        (
            "ngettext('%(n)d tiket', '%(n)d tiket', n)",
            'msgid "%(n)d tiket"\nmsgid_plural "%(n)d tiket"\nmsgstr[0] "one ticket"\nmsgstr[1] ""',
            "not translated",
        ),
    ],
)
def test_a_gap_in_the_catalogue_is_found(
    tmp_path: Path, code: str, catalogue: str | None, fault: str
) -> None:
    filled = write_tree(tmp_path, code, catalogue=None if catalogue is None else HEADER + catalogue)
    found = list(findings(filled))
    assert any(fault in finding for finding in found), found


def test_a_text_of_a_template_is_found_as_one_line(tmp_path: Path) -> None:
    template = "{% trans name=name %}\n  Halo {{ name }},\n  selamat datang.\n{% endtrans %}"
    found = list(findings(write_tree(tmp_path, template=template, catalogue=HEADER)))
    assert len(found) == 1
    assert f"review.j2:1: not in the catalogue {CATALOGUE}: 'Halo %(name)s, selamat datang.'" in found[0]


def test_a_template_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(TemplateSyntaxError, match="unclosed translation"):
        list(findings(write_tree(tmp_path, template="{% trans %}Halo", catalogue=HEADER)))


def test_a_full_catalogue_is_welcome(tmp_path: Path) -> None:
    code = "_('Halo %(name)s')\nngettext('%(n)d tiket', '%(n)d tiket', n)\npgettext('tombol', 'Ya')"
    catalogue = """msgid "Halo %(name)s"
msgstr "Hello %(name)s"

msgid "%(n)d tiket"
msgid_plural "%(n)d tiket"
msgstr[0] "one ticket"
msgstr[1] "%(n)d tickets"

msgctxt "tombol"
msgid "Ya"
msgstr "Yes"
"""
    assert list(findings(write_tree(tmp_path, code, catalogue=HEADER + catalogue))) == []


def test_an_empty_house_owes_no_translation(tmp_path: Path) -> None:
    assert list(findings(tmp_path)) == []
