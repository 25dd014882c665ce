"""Package codes as people give them: typed, spaced, or pasted as the address of a page."""

from __future__ import annotations

import re
import unicodedata

from core.errors import Refusal
from core.lpse import Lpse
from core.package_facts import PackageKind

# Addresses of a tender: .../eproc4/lelang/21150244/pengumumanlelang, .../kemenkeu/lelang/1234567/jadwal
_TENDER_PAGE = re.compile(r"/(?:lelang|nontender|pl|tender)/([0-9]+)(?![0-9])", re.IGNORECASE)
_TENDER = re.compile(r"[0-9]{5,8}|[0-9]{8}000")
_CATALOGUE_V5 = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{3}-P[0-9]{2}(?:0[1-9]|1[0-2])-[0-9]{7,8}(?![0-9A-Z])")
_CATALOGUE_V6 = re.compile(r"(?<![A-Z0-9])(?:EP-?)?([0-9A-Z]{26})(?![0-9A-Z])")
_RUP_IN_PAGE = re.compile(r"(?<![0-9])[0-9]{7,9}(?![0-9])")
_RUP = re.compile(r"[0-9]{7,9}")

_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
# Crockford's alphabet leaves out the letters that look like digits, and reads them as those digits.
_LOOKALIKES = str.maketrans("ILO", "110")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_LEAD_IN = re.compile(r"^(?:(?:kode|no|nomor|id|tender|paket|rup)[\s.:#]*)+", re.IGNORECASE)
_BETWEEN_DIGITS = re.compile(r"[\s.]+")

# A code has room for three digits of repository.
_REPOSITORIES = 1000

# Longer than any page address; whatever is longer is no code.
_LONGEST = 500


def read_code(kind: PackageKind, text: str) -> str:
    """The code in `text` in its canonical form; Refusal("package_code") where there is none.

    Tender: 5 to 8 digits, or 11 digits ending in 000. Catalogue: v5 `XXX-PYYMM-NNNNNNN(N)`,
    v6 `EP-` and a ULID. RUP: 7 to 9 digits.
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).translate(_DASHES).strip()
    code = _READERS[kind](plain) if len(text) <= _LONGEST else None
    if code is None:
        raise Refusal("package_code", kind=kind, text=text)
    return code


def _tender(text: str) -> str | None:
    page = _TENDER_PAGE.search(text)
    digits = page[1] if page else _digits(text)
    return digits if _TENDER.fullmatch(digits) else None


def _catalogue(text: str) -> str | None:
    upper = re.sub(r"\s+", "", _LEAD_IN.sub("", text)).upper()
    if v5 := _CATALOGUE_V5.search(upper):
        return v5[0]
    if v6 := _CATALOGUE_V6.search(upper):
        ulid = v6[1].translate(_LOOKALIKES)
        return f"EP-{ulid}" if _ULID.fullmatch(ulid) else None
    return None


def _rup(text: str) -> str | None:
    if "/" in text:
        found = set(_RUP_IN_PAGE.findall(text))
        return found.pop() if len(found) == 1 else None
    digits = _digits(text)
    return digits if _RUP.fullmatch(digits) else None


def _digits(text: str) -> str:
    return _BETWEEN_DIGITS.sub("", _LEAD_IN.sub("", text))


_READERS = {PackageKind.TENDER: _tender, PackageKind.CATALOGUE: _catalogue, PackageKind.RUP: _rup}


def repository_number(code: str) -> int | None:
    """The repository a tender code names: its last three digits; None for 11 digits, which name none.

    True of every one of the 1,747 public codes of 5 to 8 digits that were compared.
    """
    return int(code) % _REPOSITORIES if re.fullmatch("[0-9]{5,8}", code) else None


def belongs_to(code: str, lpse: Lpse) -> bool | None:
    """Whether a tender code is of this LPSE; None where that can't be told.

    A repository number of four digits does not fit into a code, and shares its end with another's.
    """
    number = repository_number(code)
    if number is None or lpse.repository is None or lpse.repository >= _REPOSITORIES:
        return None
    return number == lpse.repository
