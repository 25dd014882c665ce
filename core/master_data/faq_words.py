"""Find the meaningful words of a text, so that texts in other words for the same are recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from core.input.characters import plain

# Words that don't tell what is asked: Indonesian grammar, politeness, and "it does not work".
STOP_WORDS = frozenset(
    """ada adalah agar aja akan aku anda apa apakah atau bagaimana bagi bahwa belum berikut bila bisa boleh
    bolehkah cara dalam dan dapat dari dengan di dilakukan dong gagal gimana hanya harus ingin ini itu
    jadi jika juga kah kalau kami karena kata ke kendala kenapa kepada ketika kok lagi lakukan lalu langkahnya
    maka mana mau masalah masih melakukan mengapa menjadi mohon nya oleh pada para penyebabnya perlu
    pun punya saat saja sangat saya sebagai sedang sejak selalu seperti serta setelah silakan sudah supaya
    tapi telah tentang ternyata terjadi tersebut tetap tetapi tidak tdk tolong untuk yang ya
    bantuan error eror galat trouble cannot can not the is how to""".split()
)

# Words for roles: a question about one role is understood without its name.
ROLES = frozenset("ppk pokja pp pa kpa admin ppe pelaku penyedia verifikator auditor asn".split())

# Words beside what is asked: greetings, places, times, and the names of what everything here is about.
FILLERS = frozenset(
    """halo hallo selamat pagi siang sore malam min gan kak pak bu bapak ibu mas mbak mba izin ijin tanya
    bertanya info informasi penjelasan pertanyaan terus menerus sekarang kemarin tadi hari waktu tiba
    spse lpse sirup katalog inaproc aplikasi sistem menu website situs web halaman server online
    dinas kabupaten kota provinsi kementerian satker instansi perusahaan pt cv ud
    penyedia vendor rekanan ppk pokja pp pa kpa baru kali banyak akun user buat bikin membuat minta
    tulisan pesan notifikasi keterangan peringatan tampilan""".split()
)
# A title with one of these tells of something that does not work, and is answered by nothing that tells how
# something is done; and the other way round.
_FAILURES = re.compile(
    r"\b(?:tidak|tdk|tak|gak?|nggak|ngga|enggak|belum|blm|gagal|error|eror|galat|kendala|trouble|down|rusak"
    r"|hilang|kosong|salah|\w*lupa\w*|\w*tolak|aneh|lambat|lemot|terhapus|diblokir|terblokir|can'?t|cannot|not)\b"
)
_ASKS_WHAT = re.compile(
    r"\b(?:apa(?:kah)? (?:itu|arti\w*|maksud\w*|kegunaan\w*|fungsi\w*)|itu apa"
    r"|kegunaan|fungsi|manfaat|pengertian|arti)\b"
)

# The first word of each line stands for the others; prefixes and suffixes were removed before.
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
        ponsel hp handphone hape smartphone
        katalog ekatalog ekatalogue catalogue
        kedaluwarsa kadaluarsa kadaluwarsa expired
        pindah mutasi
        draf draft
        buat bikin
        batal cancel
        negosiasi nego
        tolak reject
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
# Characters. A shorter rest, without prefix and suffix, is no root.
SHORTEST_ROOT = 4
SHORTEST_WORD = 2

_WORD = re.compile(r"\d+(?:\.\d+)+|\w+")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a text, with the roots of Indonesian words that it may stand for."""

    word: str
    roots: frozenset[str]

    def is_among(self, others: Iterable[Term]) -> bool:
        """Return whether one of the others may mean the same."""
        return any(not self.roots.isdisjoint(other.roots) for other in others)

    @property
    def is_role(self) -> bool:
        """Return whether the word names a role."""
        return self.word in ROLES


def tells_failure(text: str) -> bool:
    """Return whether a text tells of something that fails, is lost or is missing."""
    return _FAILURES.search(plain(text).casefold()) is not None


def asks_what(text: str) -> bool:
    """Return whether a text asks what something is."""
    return _ASKS_WHAT.search(plain(text).casefold()) is not None


@lru_cache(4096)
def terms(text: str) -> tuple[Term, ...]:
    """Return the meaningful words of a text, each meaning once."""
    found: list[Term] = []
    for word in _WORD.findall(plain(text).casefold()):
        if not STOP_WORDS.isdisjoint((word, word.removesuffix("nya"))) or len(word) < SHORTEST_WORD:
            continue
        term = Term(word, _roots(word))
        if not term.is_among(found):
            found.append(term)
    return tuple(found)


def _roots(word: str) -> frozenset[str]:
    """Return the word itself and what may be left of it without prefix and suffix."""
    bare = {word, *(word.removesuffix(end) for end in SUFFIXES)}
    cut = set(bare)
    for one in bare:
        for prefix, swallowed in PREFIXES:
            if one.startswith(prefix):
                rest = one.removeprefix(prefix)
                cut |= {rest, f"{swallowed}{rest}"}
    kept = {one for one in cut if len(one) >= SHORTEST_ROOT} | {word}
    return frozenset(SYNONYMS.get(one, one) for one in kept)
