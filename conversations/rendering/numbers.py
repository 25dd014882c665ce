"""Write numbers, amounts and sizes as the reader's language does: the one place in which that is decided."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_decimal, get_decimal_symbol

from core.languages import SOURCE, find_language

_STEP = 1024
WHOLE, TENTHS, UP_TO_TENTHS, CENTS = "#,##0", "#,##0.0", "#,##0.#", "#,##0.00"


@dataclass(frozen=True, slots=True)
class FileSize:
    """A number of bytes among the facts of a sentence, written in its reader's language."""

    number: int


def format_number(number: float | Decimal, language: str = SOURCE.code, pattern: str = WHOLE) -> str:
    """Return a number in this language: `1.234` or `1,234`; `pattern` as Babel takes it."""
    return format_decimal(number, pattern, locale=find_language(language).code)


def format_size(number: int, language: str = SOURCE.code) -> str:
    """Return a number of bytes as people read it: `512 B`, `48 KB`, `1,5 MB`."""
    amount = float(number)
    for unit in ("B", "KB", "MB"):
        if amount < _STEP:
            return f"{format_number(amount, language, UP_TO_TENTHS)} {unit}"
        amount /= _STEP
    return f"{format_number(amount, language, UP_TO_TENTHS)} GB"


def rupiah(amount: Decimal | str, language: str = SOURCE.code) -> str:
    """Return money as people read it, `Rp 9.756.000.783,95`; drafts keep it as a text of digits."""
    value = Decimal(amount)
    return f"Rp {format_number(value, language, WHOLE if value == value.to_integral_value() else CENTS)}"


def decimal_sign(language: str = SOURCE.code) -> str:
    """Return the sign before the fraction of a number, which also decides what parts the cells of a table."""
    return get_decimal_symbol(find_language(language).code)
