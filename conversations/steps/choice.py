"""Steps that are answered with one of several options: shown as buttons, or found by part of a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import ASK_TEMPLATE, Draft, Step
from conversations.rendering.screen import Button, Screen, Style, columns
from core.errors import Refusal
from core.input.characters import plain
from core.organisation.lpse_wordings import is_named, same_name


@dataclass(frozen=True, slots=True)
class Option:
    """An option; the draft keeps its `value`, which buttons of a search carry too. `icon` marks a button."""

    value: str
    label: str
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class ChoiceStep(Step):
    """Choose one of a few options; a typed label, its beginning or its number is accepted too."""

    options: Callable[[Draft, ConversationContext], Sequence[Option]]
    width: int = 1
    icon: str = ""
    template: str = ASK_TEMPLATE

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        options = self.options(draft, context)
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

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        options = self.options(draft, context)
        match answer:
            case PressAnswer(says=token):
                found = [o for o in options if _token(o) == token]
            case TextAnswer(text=text):
                found = _named(options, text, context.translations)
            case _:
                raise Refusal("choice_expected")
        if len(found) != 1:
            raise Refusal("choice_expected")
        return self.with_answer(draft, found[0].value)


@dataclass(frozen=True, kw_only=True)
class SearchStep(Step):
    """Choose one of many LPSEs: by a button for a suggested one, or by part of a name.

    `suggest` returns the options shown without a search, `find` the best matches of a text, and `label` the
    name of a stored value; `check` raises Refusal for a text that means something that can't be chosen.
    """

    suggest: Callable[[ConversationContext], Sequence[Option]]
    find: Callable[[str, ConversationContext], Sequence[Option]]
    label: Callable[[str, ConversationContext], str]
    check: Callable[[str, ConversationContext], None] = lambda _text, _context: None

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        searched = str(draft.get("?text", ""))
        options = self.find(searched, context) if searched else self.suggest(context)
        buttons = [Button(o.label, says=f"v{o.value}", icon=o.icon) for o in options]
        current = self.label(str(draft[self.name]), context) if self.name in draft else ""
        mark = next((o.icon for o in options if o.icon), "")
        data = {"current": current, "searched": searched, "mark": mark}
        return Screen("choose_lpse.html", data, columns(buttons, 1))

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        match answer:
            case PressAnswer(says=token) if token.startswith("v"):
                return self.with_answer(draft, token[1:])
            case TextAnswer(text=text):
                return self._search(draft, text, context)
            case _:
                raise Refusal("choice_expected")

    def _search(self, draft: Draft, text: str, context: ConversationContext) -> Draft:
        self.check(text, context)
        found = self.find(text, context)
        if not found:
            raise Refusal("nothing_found", text=text[:100])
        exact = [option for option in found if same_name(option.label) == same_name(text)]
        # Anything less than a name that nothing else fits is asked: a similar name may be of another office.
        chosen = exact or [option for option in found if is_named(option.label, text) and len(found) == 1]
        if len(chosen) == 1:
            return self.with_answer(draft, chosen[0].value)
        return {**draft, "?text": text[:100]}

    def answered(self, draft: Draft) -> bool:
        return self.name in draft and "?text" not in draft


def _token(option: Option) -> str:
    """Return a token that depends on the value alone, so that a press stays valid when the options change."""
    return f"o{crc32(option.value.encode()):x}"


def _named(
    options: Sequence[Option], text: str, translations: Callable[[str], Iterable[str]]
) -> list[Option]:
    """Return the options that a typed label in any language, beginning, part or number stands for."""
    typed = " ".join(plain(text).split()).casefold()
    labels = [{plain(label).casefold() for label in (o.label, *translations(o.label))} for o in options]
    if typed.isdecimal() and len(typed) <= len(str(len(options))):
        exact = [o for o, said in zip(options, labels, strict=True) if typed in said]
        at = int(typed) - 1
        return exact or (list(options[at : at + 1]) if at >= 0 else [])
    for matches in (str.__eq__, str.startswith, str.__contains__):
        fits = [any(matches(one, typed) for one in said) for said in labels]
        found = [o for o, fit in zip(options, fits, strict=True) if fit]
        if found:
            return found
    return []
