"""Test that the texts for people have one word for each thing, in Indonesian and in English."""

import re
from collections.abc import Iterable, Iterator, Mapping

from babel.messages.pofile import read_po

from tests.cases import for_each
from tests.laws.source_tree import ROOT, hold

CATALOGUE = ROOT / "locales" / "en" / "LC_MESSAGES" / "bot.po"

# A word that a text may not have, as a pattern without regard to case: the word of the helpdesk for it.
INDONESIAN = {
    r"\bfiles?\b": "berkas",
    r"\bemail\b": "e-mail",
    r"\bsurat\b": "e-mail",
    # "Lupa Password" is the name of a menu in SPSE.
    r"(?<!lupa )\bpassword\b": "kata sandi",
    r"\bdatabase\b": "basis data",
    r"\bsaringan\b": "filter",
    r"\btahapan\b": "tahap",
    r"\bsub[ -]kategori": "subkategori",
    r"\bdahulu\b": "dulu",
    r"\bkamu\b|\bsaudara\b": "Anda",
}
ENGLISH = {
    "’": "a straight apostrophe, '",
    r"\bemails?\b": "e-mail",
    r"\bphone\b": "telephone",
    r"\bsubcategor(y|ies)\b": "sub-category",
    r"\blog ?in\b": "sign in",
    r"\bthis line\b": "this row",
}
# What the code puts values in for.
VALUES = re.compile(r"%\(\w+\)s|\{\w*\}")
# Labels that the users' guides fix.
FIXED = {"Sub Kategori"}


def findings(texts: Iterable[str], terms: Mapping[str, str]) -> Iterator[str]:
    """Yield every text with a word that has another one in its place."""
    for text in texts:
        for pattern, word in terms.items():
            if text not in FIXED and (found := re.search(pattern, VALUES.sub("", text), re.IGNORECASE)):
                yield f"{text!r} says {found[0]!r}; the word is {word}"


def catalogue() -> tuple[list[str], list[str]]:
    """Return all texts in Indonesian, and all in English."""
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file, locale="en") if message.id]
    sides = ([m.id for m in messages], [m.string for m in messages])
    indonesian, english = (
        [text for one in side for text in ([one] if isinstance(one, str) else one or ())] for side in sides
    )
    return indonesian, english


def test_a_thing_has_one_word() -> None:
    indonesian, english = catalogue()
    assert len(indonesian) > 1000
    hold("A thing has one word in Indonesian.", findings(indonesian, INDONESIAN))
    hold("A thing has one word in English.", findings(english, ENGLISH))


@for_each(
    ("text", "terms"),
    [
        ("Kirim file itu.", INDONESIAN),
        ("Alamat Email", INDONESIAN),
        ("Ganti password Anda.", INDONESIAN),
        ("Pilih sub kategori.", INDONESIAN),
        ("You can’t.", ENGLISH),
    ],
)
def test_another_word_is_found(text: str, terms: Mapping[str, str]) -> None:
    assert len(list(findings([text], terms))) == 1


@for_each("text", ["Sub Kategori", "Tekan Lupa Password.", "Profil", "Berkas", "E-mail"])
def test_the_names_of_others_are_welcome(text: str) -> None:
    assert list(findings([text], INDONESIAN)) == []
