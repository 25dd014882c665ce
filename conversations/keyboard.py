"""Rows of buttons, laid out so that their labels can be read on a phone."""

from __future__ import annotations

from collections.abc import Iterator

from conversations.screen import Button, Rows

# Characters for which half a row has room on a phone; an icon takes as much as three.
HALF = 18
ICON = 3


def legible(rows: Rows) -> Rows:
    """Rows without empty ones; of two beside each other, one that would be cut off goes below the other."""
    return tuple(row for given in rows for row in _broken(given))


def fits_half(label: str) -> bool:
    """Whether half a row has room for this label, which may begin with an icon and a space."""
    icon, space, words = label.partition(" ")
    is_icon = bool(space) and not any(character.isalnum() for character in icon)
    return (ICON + len(words) if is_icon else len(label)) <= HALF


def _broken(row: tuple[Button, ...]) -> Iterator[tuple[Button, ...]]:
    match row:
        case ():
            return
        case (left, right) if not (_is_clear(left) and _is_clear(right)):
            yield from ((left,), (right,))
        case _:
            yield row


def _is_clear(button: Button) -> bool:
    """Whether half a row is enough: what a person's own words fill says enough with its beginning."""
    return bool(button.facts) or fits_half(button.label)
