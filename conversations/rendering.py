"""Turns screens into what is sent: HTML of Telegram's kind and labelled buttons, in the reader's language."""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from html import unescape
from pathlib import Path

from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from conversations.keyboard import legible
from conversations.pages import TAG, Passage, excerpt, laid_out
from conversations.screen import Button, LongText, Note, Rows, Screen
from conversations.sizes import size
from core.words import InContext, _

TEMPLATES = Path(__file__).parent / "templates"
PREVIOUS = Button(_("Sebelumnya"), icon="◀️")
NEXT = Button(_("Berikutnya"), icon="▶️")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a person gets: HTML that fits one message, and rows of buttons with their labels as read."""

    text: str
    rows: Rows


class Renderer:
    """Knows all templates in all languages, the first of which is the source.

    `zone` is whose clock stands where a client shows no local times.
    """

    def __init__(self, translations: Mapping[str, gettext.NullTranslations], zone: tzinfo) -> None:
        self._translations = translations
        self._zone = zone
        self._environments = {language: self._environment(language) for language in translations}

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._environments)

    def screen(self, screen: Screen, language: str) -> Rendered:
        """The screen in this language; a long one is the page that it asks for."""
        language = language if language in self._environments else next(iter(self._environments))
        head = self._template(screen.template, screen.data, language)
        if screen.note:
            head = Markup("{}\n\n{}").format(self.note(screen.note, language), head)
        rows = screen.rows
        if screen.texts:
            head, turns = self._page(head, screen, language)
            rows = (*turns, *rows)
        labelled = tuple(tuple(self._label(b, language) for b in row) for row in rows)
        return Rendered(str(head), legible(labelled))

    def note(self, note: Note, language: str) -> Markup:
        """A sentence with its sign before it."""
        sign = "⚠️" if note.is_wrong else "✅"
        return Markup("{} {}").format(sign, self.sentence(note, language))

    def sentence(self, note: Note, language: str) -> str:
        """A sentence alone, as plain text."""
        said = self.translate(note.text, language)
        return said % {k: self._fact(v, language) for k, v in note.facts.items()} if note.facts else said

    def _page(self, head: Markup, screen: Screen, language: str) -> tuple[Markup, Rows]:
        passages = [self._passage(text, language) for text in screen.texts]
        pages = laid_out(head, passages)
        at = min(max(screen.page, 0), len(pages) - 1)
        turns = [
            Button(b.label, to=screen.turn.format(page=to), icon=b.icon)
            for b, to in ((PREVIOUS, at - 1), (NEXT, at + 1))
            if 0 <= to < len(pages)
        ]
        return pages[at], (tuple(turns),) if turns else ()

    def _passage(self, text: LongText, language: str) -> Passage:
        return Passage(self._template(text.template, text.data, language), text.text)

    def _label(self, button: Button, language: str) -> Button:
        label = self.translate(button.label, language)
        if button.facts:
            label %= button.facts
        return Button(
            f"{button.icon} {label}" if button.icon else label,
            says=button.says,
            to=button.to,
            copy=button.copy,
            style=button.style,
            facts=button.facts,
        )

    def _template(self, name: str, data: Mapping[str, object], language: str) -> Markup:
        # Safe: the environment escapes every value that a template prints.
        return Markup(self._environments[language].get_template(name).render(data).strip("\n"))  # noqa: S704

    def translate(self, message: str, language: str) -> str:
        """One message of the catalogue."""
        if isinstance(message, InContext):
            return self._translations[language].pgettext(message.context, message)
        return self._translations[language].gettext(message) if message else message

    def spoken(self, message: str) -> Iterator[str]:
        """The message in every language."""
        return (self.translate(message, language) for language in self.languages)

    def _fact(self, value: object, language: str) -> object:
        label = getattr(value, "label", None)
        if isinstance(label, str):
            return self.translate(label, language)
        if isinstance(value, tuple):
            return ", ".join(str(part) for part in value)
        return value

    def _environment(self, language: str) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
        )
        environment.policies["ext.i18n.trimmed"] = True
        catalogue = self._translations[language]
        environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
        environment.filters |= {
            "when": lambda instant: self._when(instant, language),
            "t": lambda message: self.translate(str(message), language),
            "size": size,
            "rupiah": rupiah,
            "excerpt": excerpt,
            # Only for what a template of ours rendered before.
            "marked_up": Markup,
            "said": lambda note: self.sentence(note, language),
        }
        return environment

    def _when(self, instant: datetime, language: str) -> Markup:
        """A time that Telegram shows on the reader's own clock; our zone's where a client can't."""
        local = format_datetime(instant.astimezone(self._zone), "d MMM y HH.mm", locale=language)
        zone = self._zone.tzname(instant) or ""
        return Markup('<tg-time unix="{}" format="wDt">{} {}</tg-time>').format(
            int(instant.timestamp()), local, zone
        )


def rupiah(amount: Decimal | str) -> str:
    """Money as Indonesia writes it: `Rp 9.756.000.783,95`; a draft keeps it as a text of digits."""
    text = f"{Decimal(amount):,.2f}".removesuffix(".00")
    return "Rp " + text.translate(str.maketrans(",.", ".,"))


def plain(html: str) -> str:
    """The words of a rendered text without its markup, for where markup was refused."""
    return unescape(TAG.sub("", html))
