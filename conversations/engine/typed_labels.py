"""Button labels that are typed instead of pressed."""

from __future__ import annotations

from collections.abc import Iterator

from conversations.answers import PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.rendering.screen import Button, Screen
from core.input.characters import plain


def press_for_label(
    screen: Screen, answer: PressAnswer | TextAnswer, context: ConversationContext, always: Button
) -> PressAnswer | TextAnswer:
    """Return the press that a typed label stands for, or the answer as it is.

    A forwarded text is never a press. `always` is a button that counts even if the screen does not show it.
    """
    if isinstance(answer, PressAnswer) or answer.forwarded:
        return answer
    typed = " ".join(plain(answer.text).split()).casefold()
    # Two buttons with one token are no ambiguity: the screen may show the button of `always` itself.
    buttons = [*(b for row in screen.rows for b in row if b.says), always]
    found = {b.says for b in buttons if typed in _labels(b, context)}
    return PressAnswer(found.pop()) if len(found) == 1 else answer


def _labels(button: Button, context: ConversationContext) -> Iterator[str]:
    """Yield the label of a button in each language, with its icon and without, in lower case."""
    for label in {button.label, *context.translations(button.label)}:
        text = plain(label % button.facts if button.facts else label).casefold()
        yield from (text, f"{plain(button.icon).casefold()} {text}")
