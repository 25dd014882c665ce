"""Steps that are answered with one of several: shown as buttons, or searched for by a part of the name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zlib import crc32

from conversations.answers import Answer, Pressed, Typed
from conversations.screen import Button, Screen, Style, columns
from conversations.talk import Draft, Step
from conversations.world import World
from core.errors import Refusal


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; `value` is what the draft keeps, and of a search what the button carries."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class ChoiceStep(Step):
    """One of a few. A typed name, its beginning or its number in the list are taken too."""

    template: str
    options: Callable[[Draft, World], Sequence[Option]]
    width: int = 1
    icon: str = ""

    def ask(self, draft: Draft, world: World) -> Screen:
        options = self.options(draft, world)
        chosen = draft.get(self.name)
        buttons = [
            Button(
                o.label,
                says=_token(o),
                style=Style.MAIN if o.value == chosen else Style.PLAIN,
                icon=self.icon,
            )
            for o in options
        ]
        current = next((o.label for o in options if o.value == chosen), "")
        return Screen(self.template, {"answer": current}, columns(buttons, self.width))

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        options = self.options(draft, world)
        match answer:
            case Pressed(says=token):
                found = [o for o in options if _token(o) == token]
            case Typed(text=text):
                found = _named(options, text)
            case _:
                raise Refusal("choice_expected")
        if len(found) != 1:
            raise Refusal("choice_expected")
        return self.keep(draft, found[0].value)


@dataclass(frozen=True, kw_only=True)
class SearchStep(Step):
    """One of many: the person's own as buttons, and whatever a typed part of a name finds.

    `own` lists what is offered unasked, `find` the best matches of a text, `label` names a kept value;
    `check` refuses a text that means something which can't be chosen.
    """

    template: str
    own: Callable[[World], Sequence[Option]]
    find: Callable[[str, World], Sequence[Option]]
    label: Callable[[str, World], str]
    check: Callable[[str, World], None] = lambda _text, _world: None

    def ask(self, draft: Draft, world: World) -> Screen:
        searched = str(draft.get("?text", ""))
        options = self.find(searched, world) if searched else self.own(world)
        buttons = [Button(o.label, says=f"v{o.value}") for o in options]
        current = self.label(str(draft[self.name]), world) if self.name in draft else ""
        return Screen(self.template, {"current": current, "searched": searched}, columns(buttons, 1))

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        match answer:
            case Pressed(says=token) if token.startswith("v"):
                return self.keep(draft, token[1:])
            case Typed(text=text):
                return self._search(draft, text, world)
            case _:
                raise Refusal("choice_expected")

    def _search(self, draft: Draft, text: str, world: World) -> Draft:
        self.check(text, world)
        found = self.find(text, world)
        if not found:
            raise Refusal("nothing_found", text=text[:100])
        if len(found) == 1 or _name(found[0].label) == _name(text):
            return self.keep(draft, found[0].value)
        return {**draft, "?text": text[:100]}

    def answered(self, draft: Draft) -> bool:
        return self.name in draft and "?text" not in draft


def _name(text: str) -> str:
    """A name without what goes without saying: its kind, its case and spare blanks."""
    return " ".join(text.casefold().split()).removeprefix("lpse ")


def _token(option: Option) -> str:
    """Follows from the value alone: a press means what was pressed, also where the list has changed since."""
    return f"o{crc32(option.value.encode()):x}"


def _named(options: Sequence[Option], text: str) -> list[Option]:
    wanted = " ".join(text.split()).casefold()
    if wanted.isdecimal() and len(wanted) <= len(str(len(options))):
        exact = [o for o in options if o.label.casefold() == wanted]
        at = int(wanted) - 1
        return exact or (list(options[at : at + 1]) if at >= 0 else [])
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [o for o in options if fits(o.label.casefold(), wanted)]
        if found:
            return found
    return []
