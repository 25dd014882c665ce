"""Labels that are typed instead of pressed."""

from __future__ import annotations

from collections.abc import Iterator

from conversations.answers import Pressed, Typed
from conversations.screen import Button, Screen
from conversations.world import World


def as_press(screen: Screen, answer: Pressed | Typed, world: World, always: Button) -> Pressed | Typed:
    """A label that is typed is as good as its button; a forwarded one is somebody else's words.

    `always` is a button that counts also where the screen does not show it.
    """
    if isinstance(answer, Pressed) or answer.forwarded:
        return answer
    wanted = " ".join(answer.text.split()).casefold()
    # Out is always a way, also where another button already says so.
    buttons = [*(b for row in screen.rows for b in row if b.says), always]
    found = {b.says for b in buttons if wanted in _labels(b, world)}
    return Pressed(found.pop()) if len(found) == 1 else answer


def _labels(button: Button, world: World) -> Iterator[str]:
    """As it reads in each language, with its icon and without."""
    for label in {button.label, *world.spoken(button.label)}:
        whole = (label % button.facts if button.facts else label).casefold()
        yield from (whole, f"{button.icon.casefold()} {whole}")
