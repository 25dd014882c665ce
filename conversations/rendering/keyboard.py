"""Lay out rows of buttons so that their labels can be read on a phone."""

from __future__ import annotations

from collections.abc import Iterator

from conversations.rendering.screen import Button, FittedRow, Rows

# Characters for which half a row has room on a phone, whatever the channel; an icon takes as much as three.
HALF = 18
ICON = 3
# Characters that a button of a whole row has room for.
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
        case FittedRow():
            yield from _fitted(row)
        case (left, right) if not (_is_clear(left) and _is_clear(right)):
            yield from ((left,), (right,))
        case _:
            yield row


def _fitted(buttons: FittedRow) -> list[tuple[Button, ...]]:
    """Return rows in which a button with a short label waits for the next one.

    There are as few rows as possible, so that a phone shows the question above them.
    """
    rows: list[tuple[Button, ...]] = []
    # The place of a row that has room for another short label.
    open_row: int | None = None
    for button in buttons:
        if not fits_half(button.label):
            rows.append((button,))
        elif open_row is None:
            open_row = len(rows)
            rows.append((button,))
        else:
            rows[open_row] = (*rows[open_row], button)
            open_row = None
    return rows


def _is_clear(button: Button) -> bool:
    """Return whether half a row is enough; a label with a person's own words may be cut off."""
    return any(isinstance(fact, str) for fact in button.facts.values()) or fits_half(button.label)
