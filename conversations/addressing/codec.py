"""Encode addresses as the text that a button carries, and decode the text that comes with a press."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from string import Formatter
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from conversations.addressing.addresses import Address
from conversations.addressing.ticket_addresses import TicketFiles

# Telegram allows 64 bytes of data on a button; two of them mark it as an address.
MOST_BYTES = 62
# Former formats, which buttons of old messages still have.
OLD_WIRES: Mapping[type[Address], str] = {TicketFiles: "files:{ticket_id}"}
# The largest integer that SQLite and PostgreSQL store.
_LARGEST = 2**63 - 1


def encode(address: Address) -> str:
    """Return the text of an address; raise RuntimeError if it is too long or does not decode to itself."""
    values = {field.name: getattr(address, field.name) for field in fields(address)}
    text = address.WIRE.format_map({name: "" if value is None else value for name, value in values.items()})
    if len(text.encode()) > MOST_BYTES:
        raise RuntimeError(f"too long for a button: {address!r}")
    if decode(text) != address:
        raise RuntimeError(f"not to be read back: {address!r}")
    return text


def decode(text: str) -> Address | None:
    """Return the address that `encode` writes as this text; return None for a forged text."""
    place = text.partition(":")[0]
    for form in WIRE_FORMS.get(place, ()):
        if (address := form.read(text)) is not None:
            return address
    return None


def read_number(text: str) -> int | None:
    """Return a number that came from outside; return None if it can't be an id."""
    if not re.fullmatch(_NUMBER, text):
        return None
    number = int(text)
    return number if number <= _LARGEST else None


_NUMBER = "[0-9]{1,19}"


@dataclass(frozen=True, slots=True)
class _Field:
    """The pattern of a field's value in a text, and its parser; `read` raises ValueError."""

    pattern: str
    read: Callable[[str], object]


@dataclass(frozen=True, slots=True)
class _Form:
    """One format in which the addresses of a class are written."""

    address: Callable[..., Address]
    pattern: re.Pattern[str]
    fields: Mapping[str, _Field]

    def read(self, text: str) -> Address | None:
        """Return the address that this text encodes; return None if it does not have this format."""
        found = self.pattern.fullmatch(text)
        if found is None:
            return None
        try:
            return self.address(**{name: field.read(found[name]) for name, field in self.fields.items()})
        except ValueError:
            return None


def _forms(address: type[Address]) -> Iterator[tuple[str, _Form]]:
    """Yield the formats of a class, each with the first word of its texts."""
    hints = get_type_hints(address, include_extras=True)
    for wire in (address.WIRE, *([OLD_WIRES[address]] if address in OLD_WIRES else [])):
        pattern, fields = "", dict[str, _Field]()
        for literal, name, _spec, _conversion in Formatter().parse(wire):
            pattern += re.escape(literal)
            if name is not None:
                fields[name] = _field(hints[name])
                pattern += f"(?P<{name}>{fields[name].pattern})"
        yield wire.partition(":")[0], _Form(address, re.compile(pattern, re.DOTALL), fields)


def _field(kind: Any) -> _Field:
    """Return the parser for a type: int, an enumeration, an annotated str, or a union of these."""
    if kind is int:
        return _Field(_NUMBER, _id)
    if kind is NoneType:
        return _Field("", lambda _text: None)
    if get_origin(kind) is Annotated:
        return _Field(get_args(kind)[1], str)
    if get_origin(kind) in (Union, UnionType):
        return _one_of([_field(part) for part in get_args(kind)])
    if issubclass(kind, StrEnum):
        return _Field("|".join(map(re.escape, kind)), kind)
    raise TypeError(f"no field of an address is a {kind!r}")


def _one_of(fields: list[_Field]) -> _Field:
    """Return a parser that tries the given ones in order."""

    def read(text: str) -> object:
        return next(field for field in fields if re.fullmatch(field.pattern, text, re.DOTALL)).read(text)

    return _Field("|".join(field.pattern for field in fields), read)


def _id(text: str) -> int:
    """Return a number within the range of ids; raise ValueError otherwise."""
    number = read_number(text)
    if number is None:
        raise ValueError(text)
    return number


def _by_first_word() -> Mapping[str, list[_Form]]:
    """Return the formats of all addresses by the first word of their texts."""
    forms = dict[str, list[_Form]]()
    for address in get_args(Address):
        for place, form in _forms(address):
            forms.setdefault(place, []).append(form)
    return forms


WIRE_FORMS = _by_first_word()
