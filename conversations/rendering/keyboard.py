"""Lay out rows of buttons so that their labels can be read on a phone."""

from __future__ import annotations

from collections.abc import Iterator

from conversations.rendering.screen import Button, Rows

# Characters for which half a row has room on a phone, whatever the channel; an icon takes as much as three.
HALF = 18
ICON = 3
# The same for a whole row.
WHOLE = 40


def readable_rows(rows: Rows) -> Rows:
    """Drop empty rows, and break up pairs of buttons in which a label would be cut off."""
    return tuple(row for given in rows for row in _split(given))


def fits_half(label: str) -> bool:
    """Return whether half a row has room for this label, which may begin with an icon and a space."""
    icon, space, words = label.partition(" ")
    is_icon = bool(space) and not any(character.isalnum() for character in icon)
    return (ICON + len(words) if is_icon else len(label)) <= HALF


def _split(row: tuple[Button, ...]) -> Iterator[tuple[Button, ...]]:
    match row:
        case ():
            return
        case (left, right) if not (_is_clear(left) and _is_clear(right)):
            yield from ((left,), (right,))
        case _:
            yield row


def _is_clear(button: Button) -> bool:
    """Return whether half a row is enough; a label with a person's own words may be cut off."""
    return any(isinstance(fact, str) for fact in button.facts.values()) or fits_half(button.label)
