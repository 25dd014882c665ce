"""Mend telephone numbers that a spreadsheet program took for numbers, and say where that can't be done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.input.characters import plain
from core.input.spreadsheet import whole_number

# Characters of a text that may be such a number.
_LONGEST = 50
# A number of a mobile telephone without the 0 before it, which a spreadsheet drops.
_MOBILE = re.compile(r"8[0-9]{8,11}")
# Such a number with the marks that a format put between thousands.
_GROUPED = re.compile(r"8[0-9]{0,2}(?:(?:\.[0-9]{3}){2,4}|(?:,[0-9]{3}){2,4})")
# Any other number that may have lost its 0, like 215551234; shorter ones are local, or of services.
_PERHAPS = re.compile(r"(?!62)[2-79][0-9]{8,11}")
_SCIENTIFIC = re.compile(r"\+?([0-9])(?:[.,]([0-9]{1,20}))?[eE]\+?([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class SheetPhone:
    """A telephone number from a cell; `fault` is empty, `phone_ruined` or `phone_doubtful`.

    Of a ruined one digits are lost, so `number` is empty; a doubtful one is left as it is written.
    """

    number: str
    fault: str = ""


def mended_phone(text: str) -> SheetPhone:
    """Return the number that was meant, where only one can be.

    "8123456789" has lost its first 0, which is put back. "8,12E+10" has lost its last digits, which nobody
    can tell any more.
    """
    if len(text) > _LONGEST:
        return SheetPhone(text)
    written = whole_number(plain(text).strip().removeprefix("'"))
    if found := _SCIENTIFIC.fullmatch(written):
        return _from_scientific(found)
    digits = re.sub("[.,]", "", written) if _GROUPED.fullmatch(written) else written
    if _MOBILE.fullmatch(digits):
        return SheetPhone(f"0{digits}")
    return SheetPhone(written, "phone_doubtful" if _PERHAPS.fullmatch(written) else "")


def _from_scientific(found: re.Match[str]) -> SheetPhone:
    whole, decimals, power = found[1], found[2] or "", int(found[3])
    # A narrow column shows fewer decimals than the number has digits: the others are lost.
    if len(decimals) < power or decimals[power:].strip("0"):
        return SheetPhone("", "phone_ruined")
    return mended_phone(whole + decimals[:power])
