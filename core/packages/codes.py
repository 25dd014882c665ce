"""Read package codes as people give them: typed, with spaces, or pasted as the address of a page."""

from __future__ import annotations

import re

from core.errors import Refusal
from core.input.characters import plain
from core.organisation.lpse import Lpse
from core.packages.facts import PackageKind

# Parts of a page's path: .../eproc4/lelang/21150244/pengumumanlelang, .../evaluasi/4550010/hasil
_IN_PATH = re.compile(r"(?<=/)[0-9]+(?![^/?#\s.,;:)\]>\"'])")
_TENDER = re.compile(r"[0-9]{5,8}|[0-9]{8}000")
# A number among words: no part of an amount, of another number, or of a ticket's number.
_AMONG_WORDS = re.compile(r"(?<![A-Z0-9/.,:@_-])#?([0-9]+)(?![A-Z0-9/@_]|[.,:-][0-9])", re.IGNORECASE)
# Characters before a number in which the sign of an amount ("Rp. ") is looked for.
_AMOUNT_SIGN = 6
_AMOUNT = re.compile(r"(?:\bRP|\bIDR)\.?\s*$", re.IGNORECASE)
_CATALOGUE_V5 = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{3}-P[0-9]{2}(?:0[1-9]|1[0-2])-[0-9]{7,8}(?![0-9A-Z])")
_CATALOGUE_V6 = re.compile(r"(?<![A-Z0-9])(?:EP-?)?([0-9A-Z]{26})(?![0-9A-Z])")
_RUP_IN_PAGE = re.compile(r"(?<![0-9])[0-9]{7,9}(?![0-9])")
_RUP = re.compile(r"[0-9]{7,9}")

_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
# A ULID is written in Crockford's alphabet, which reads letters that look like digits as those digits.
_LOOKALIKES = str.maketrans("ILO", "110")
_LEAD_IN = re.compile(
    r"^(?:(?:kode|no|nomor|nomer|id|tender|lelang|seleksi|nontender|non|swakelola|paket|pengadaan|rup|#)[\s.:#=-]*)+",
    re.IGNORECASE,
)
_BETWEEN_DIGITS = re.compile(r"[\s.]+")

# A code has room for three digits of repository.
_REPOSITORIES = 1000

# Characters. No page address is longer, so a longer text is no code.
_LONGEST = 500


def read_code(kind: PackageKind, text: str) -> str:
    """Return the code in `text` in its canonical form; raise Refusal("package_code") if there is none.

    Tender: 5 to 8 digits, or 11 digits ending in 000. Catalogue: v5 `XXX-PYYMM-NNNNNNN(N)`,
    v6 `EP-` and a ULID. RUP: 7 to 9 digits.
    """
    code = _READERS[kind](plain(text).strip()) if len(text) <= _LONGEST else None
    if code is None:
        raise Refusal("package_code", kind=kind, text=text)
    return code


def _tender(text: str) -> str | None:
    return _among(text, _TENDER)


def _catalogue(text: str) -> str | None:
    words = _LEAD_IN.sub("", text).upper()
    # As it stands first, then with the blanks that were typed into it.
    return _catalogue_code(words) or _catalogue_code(re.sub(r"\s+", "", words))


def _catalogue_code(upper: str) -> str | None:
    if v5 := _CATALOGUE_V5.search(upper):
        return v5[0]
    if v6 := _CATALOGUE_V6.search(upper):
        ulid = v6[1].translate(_LOOKALIKES)
        return f"EP-{ulid}" if _ULID.fullmatch(ulid) else None
    return None


def _rup(text: str) -> str | None:
    if "/" in text and (found := set(_RUP_IN_PAGE.findall(text))):
        return found.pop() if len(found) == 1 else None
    return _among(text, _RUP)


def _among(text: str, code: re.Pattern[str]) -> str | None:
    """Return the only code in a text: alone, with blanks or dots in it, on a page, or among words."""
    alone = _BETWEEN_DIGITS.sub("", _LEAD_IN.sub("", text))
    if code.fullmatch(alone):
        return alone
    found = {part for part in _IN_PATH.findall(text) if code.fullmatch(part)}
    if not found:
        words = [word for word in _AMONG_WORDS.finditer(text) if code.fullmatch(word[1])]
        found = {word[1] for word in words if not _is_amount(text, word.start())}
    return found.pop() if len(found) == 1 else None


def _is_amount(text: str, at: int) -> bool:
    return bool(_AMOUNT.search(text[max(0, at - _AMOUNT_SIGN) : at]))


_READERS = {PackageKind.TENDER: _tender, PackageKind.CATALOGUE: _catalogue, PackageKind.RUP: _rup}


def repository_number(code: str) -> int | None:
    """Return the repository that a tender code names, its last three digits; None for a code of 11 digits.

    True of every one of the 1,747 public codes of 5 to 8 digits that were compared; longer ones name none.
    """
    return int(code) % _REPOSITORIES if re.fullmatch("[0-9]{5,8}", code) else None


def belongs_to(code: str, lpse: Lpse) -> bool | None:
    """Return whether a tender code is of this LPSE; None where that can't be told.

    A repository number of four digits does not fit into a code, and shares its end with another's.
    """
    number = repository_number(code)
    if number is None or lpse.repository is None or lpse.repository >= _REPOSITORIES:
        return None
    return number == lpse.repository
