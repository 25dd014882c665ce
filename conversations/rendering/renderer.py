"""Render screens in the language of their reader: texts with markup, and buttons with labels."""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path

from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from conversations.rendering.excerpts import excerpt
from conversations.rendering.keyboard import readable_rows
from conversations.rendering.message_format import MessageFormat
from conversations.rendering.numbers import WHOLE, FileSize, format_number, format_size, rupiah
from conversations.rendering.pages import Passage, lay_out_pages
from conversations.rendering.screen import Button, LongText, Note, Rows, Screen
from core.languages import find_language
from core.master_data.catalogue import version_label
from core.words import NAME, InContext, _

TEMPLATES = Path(__file__).parents[1] / "templates"
PREVIOUS = Button(_("Sebelumnya"), icon="◀️")
NEXT = Button(_("Berikutnya"), icon="▶️")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered screen: a text with markup that fits one message, and rows of buttons with final labels."""

    text: str
    rows: Rows


class Renderer:
    """Renders all templates in all languages, the first of which is the source.

    `zone` is the time zone of times where a client can't show them on its reader's own clock. How a message
    is written, and how long it may be, is the channel's `message_format`.
    """

    def __init__(
        self,
        translations: Mapping[str, gettext.NullTranslations],
        zone: tzinfo,
        message_format: MessageFormat,
    ) -> None:
        self._translations = translations
        self._zone = zone
        self._format = message_format
        self._environments = {language: self._environment(language) for language in translations}

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of all languages, the source first."""
        return tuple(self._environments)

    def screen(self, screen: Screen, language: str) -> Rendered:
        """Return the screen in this language, or in the source if unknown; of a long one its page."""
        language = language if language in self._environments else next(iter(self._environments))
        head = self._template(screen.template, screen.data, language)
        if screen.note:
            head = Markup("{}\n\n{}").format(self.note(screen.note, language), head)
        rows = screen.rows
        if screen.texts:
            head, turns = self._page(head, screen, language)
            rows = (*turns, *rows)
        labelled = tuple(type(row)(self._label(b, language) for b in row) for row in rows)
        return Rendered(str(head), readable_rows(labelled))

    def note(self, note: Note, language: str) -> Markup:
        """Return a sentence with a sign before it that says whether all is well."""
        sign = "⚠️" if note.is_wrong else "✅"
        return Markup("{} {}").format(sign, self.sentence(note, language))

    def sentence(self, note: Note, language: str) -> str:
        """Return a sentence with its facts, as plain text."""
        text = self.translate(note.text, language)
        return text % {k: self._fact(v, language) for k, v in note.facts.items()} if note.facts else text

    def without_markup(self, text: str) -> str:
        """Return a rendered text as people read it, for letters in plain text."""
        return self._format.without_markup(text)

    def _page(self, head: Markup, screen: Screen, language: str) -> tuple[Markup, Rows]:
        passages = [self._passage(text, language) for text in screen.texts]
        pages = lay_out_pages(head, passages, self._format)
        at = min(max(screen.page, 0), len(pages) - 1)
        turns = [
            Button(b.label, to=screen.address and replace(screen.address, page=to), icon=b.icon)
            for b, to in ((PREVIOUS, at - 1), (NEXT, at + 1))
            if 0 <= to < len(pages)
        ]
        return pages[at], (tuple(turns),) if turns else ()

    def _passage(self, text: LongText, language: str) -> Passage:
        return Passage(self._template(text.template, text.data, language), text.text)

    def _label(self, button: Button, language: str) -> Button:
        label = self.translate(button.label, language)
        if button.facts:
            label %= {name: self._label_fact(fact, language) for name, fact in button.facts.items()}
        return Button(
            f"{button.icon} {label}" if button.icon else label,
            says=button.says,
            to=button.to,
            copy=button.copy,
            style=button.style,
            facts=button.facts,
        )

    def _label_fact(self, fact: object, language: str) -> object:
        """Return a fact of a label; a typed word that is also a label of ours is not translated."""
        return self.sentence(fact, language) if isinstance(fact, Note) else fact

    def _template(self, name: str, data: Mapping[str, object], language: str) -> Markup:
        # Safe: the environment escapes every value that a template prints.
        return Markup(self._environments[language].get_template(name).render(data).strip("\n"))  # noqa: S704

    def translate(self, message: str, language: str) -> str:
        """Return a message of the catalogue in this language; empty for an empty one."""
        if isinstance(message, InContext):
            return self._translations[language].pgettext(message.context, message)
        return self._translations[language].gettext(message) if message else message

    def translations(self, message: str) -> Iterator[str]:
        """Yield the message in every language."""
        return (self.translate(message, language) for language in self.languages)

    def _fact(self, value: object, language: str) -> object:
        label = getattr(value, "label", None)
        if isinstance(label, str):
            return self.translate(label, language)
        if isinstance(value, FileSize):
            return format_size(value.number, language)
        if isinstance(value, tuple):
            return ", ".join(str(self._fact(part, language)) for part in value)
        return value

    def _environment(self, language: str) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            auto_reload=False,
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
            "clock": lambda instant: f"{instant:%H.%M}",
            "day": lambda instant: format_datetime(instant, "d MMM", locale=language),
            "t": lambda message: self.translate(str(message), language),
            "named": lambda name: catalogue.pgettext(NAME, name),
            "number": lambda number, pattern=WHOLE: format_number(number, language, pattern),
            "size": partial(format_size, language=language),
            "rupiah": partial(rupiah, language=language),
            "excerpt": excerpt,
            "version": lambda version: version_label(catalogue.pgettext(NAME, version)),
            # Only for texts of the helpdesk: the prompt of a step, or the output of another template.
            "marked_up": Markup,
            "said": lambda note: self.sentence(note, language),
        }
        return environment

    def _when(self, instant: datetime, language: str) -> Markup:
        local = format_datetime(
            instant.astimezone(self._zone), find_language(language).moment, locale=language
        )
        zone = self._zone.tzname(instant) or ""
        return self._format.moment(instant, f"{local} {zone}")
