"""What the words of a text mean, as far as two texts that ask the same have to share them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

# Words that say nothing of what is asked: Indonesian grammar, politeness, and "it does not work".
STOP_WORDS = frozenset(
    """ada adalah agar aja akan aku anda apa apakah atau bagaimana bagi bahwa belum berikut bila bisa boleh
    bolehkah buat cara dalam dan dapat dari dengan di dilakukan dong gagal gimana hanya harus ingin ini itu
    jadi jika juga kah kalau kami karena kata ke kendala kenapa kepada ketika kok lagi lakukan lalu langkahnya
    maka mana mau masalah masih melakukan mengapa menjadi minta mohon nya oleh pada para penyebabnya perlu
    pun punya saat saja sangat saya sebagai sedang sejak selalu seperti serta setelah silakan sudah supaya
    tapi telah tentang ternyata terjadi tersebut tetap tetapi tidak tdk tolong untuk yang ya
    bantuan error eror galat trouble cannot can not the is how to""".split()
)

# Who somebody is: a question asked of one role is understood without naming it.
ROLES = frozenset("ppk pokja pp pa kpa admin ppe pelaku penyedia verifikator auditor asn".split())

# The first of each line stands for the others; prefixes and suffixes have been taken off before.
SYNONYMS = {
    word: line.split()[0]
    for line in """
        unggah upload uploud aplod
        unduh download donlot
        password sandi pasword passwd
        email mail surel
        login masuk signin
        berkas file dokumen doc document arsip
        ubah ganti tukar perbarui update edit
        daftar registrasi register registration
        tampil muncul keluar
        hapus delete
        lampir attach lampiran
        kirim submit
        akun account user
    """.strip().splitlines()
    for word in line.split()
}

# Longest first. A nasal prefix swallows the first letter of some roots (tawar: menawarkan, penawaran).
PREFIXES = (
    ("meng", "k"), ("meny", "s"), ("mem", "p"), ("men", "t"), ("me", ""),
    ("peng", "k"), ("peny", "s"), ("pem", "p"), ("pen", "t"), ("per", ""), ("pe", ""),
    ("ber", ""), ("ter", ""), ("di", ""), ("ke", ""), ("se", ""),
)  # fmt: skip
SUFFIXES = ("nya", "kan", "an", "i")
# Shorter than this, what is left is no root.
SHORTEST_ROOT = 4
SHORTEST_WORD = 2

_WORD = re.compile(r"\d+(?:\.\d+)+|\w+")


@dataclass(frozen=True, slots=True)
class Term:
    """A meaningful word as everything that it may stand for."""

    word: str
    roots: frozenset[str]

    def in_(self, others: Iterable[Term]) -> bool:
        """Whether one of them may mean the same."""
        return any(not self.roots.isdisjoint(other.roots) for other in others)

    @property
    def is_role(self) -> bool:
        return self.word in ROLES


@lru_cache(2048)
def terms(text: str) -> tuple[Term, ...]:
    """The meaningful words of a text, each meaning once."""
    found: list[Term] = []
    for word in _WORD.findall(text.casefold()):
        if word in STOP_WORDS or len(word) < SHORTEST_WORD:
            continue
        term = Term(word, _roots(word))
        if not term.in_(found):
            found.append(term)
    return tuple(found)


def _roots(word: str) -> frozenset[str]:
    """The word, and what may be left of it without prefix and suffix."""
    bare = {word, *(word.removesuffix(end) for end in SUFFIXES)}
    cut = set(bare)
    for one in bare:
        for prefix, swallowed in PREFIXES:
            if one.startswith(prefix):
                rest = one.removeprefix(prefix)
                cut |= {rest, f"{swallowed}{rest}"}
    kept = {one for one in cut if len(one) >= SHORTEST_ROOT} | {word}
    return frozenset(SYNONYMS.get(one, one) for one in kept)
