"""Print a ticket as a PDF for people and archives; all text reaches the typesetter as data only."""

from __future__ import annotations

import ctypes
import json
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import typst

from bot.documents.glyph_fallback import GlyphFallback, glyph_fallback, runs_right_to_left
from bot.documents.labels import Translate
from bot.documents.print_sheet import TicketPrint
from bot.documents.ticket_print import PrintTranslator, picture_name
from core.languages import SOURCE

TEMPLATE = Path(__file__).with_name("ticket.typ")
# For archives: all fonts embedded, every letter mapped to Unicode, and tagged for screen readers.
ARCHIVAL: Final = "a-2a"
# Keys of the texts that people wrote at length, which are set in paragraphs.
WRITTEN = frozenset({"title", "text"})
# Only GNU's C library has this function.
_TRIM = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None


def make_ticket_pdf(
    sheet: TicketPrint,
    translate: Translate,
    language: str = SOURCE.code,
    letters: GlyphFallback | None = None,
) -> bytes:
    """Return the print of a ticket as A4 pages in this language, whatever is written in the ticket.

    Use the fonts of this machine where no `letters` are given. This takes milliseconds for a usual ticket and
    seconds for hundreds of pages, so it must not run in the event loop.
    """
    letters = letters or glyph_fallback()
    data = fit_print(PrintTranslator(sheet, translate, language).data(), letters)
    try:
        return _typeset(data, sheet, letters.fonts)
    finally:
        _give_back_memory()


def fit_print(data: dict[str, Any], letters: GlyphFallback) -> dict[str, Any]:
    """Return all words as they can be set, texts in paragraphs; `legend` only where there are stand-ins."""
    words: list[str] = []
    _collect(data, words)
    found = letters.fit(words)
    shown: dict[str, Any] = _replace(data, iter(found.texts))
    return shown if found.has_stand_ins else shown | {"legend": ""}


def _collect(value: Any, words: list[str]) -> None:
    if isinstance(value, str):
        words.append(value)
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            _collect(part, words)


def _replace(value: Any, words: Iterator[str], name: str = "") -> Any:
    """Return a copy of `value` in which each text is replaced by the next of `words`."""
    if isinstance(value, str):
        word = next(words)
        return _paragraphs(word) if name in WRITTEN else word
    if isinstance(value, dict):
        return {key: _replace(part, words, key) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_replace(part, words) for part in value]
    return value


def _paragraphs(text: str) -> list[dict[str, object]]:
    """Split a text at blank lines, and where the direction of writing changes."""
    parts: list[tuple[bool, list[str]]] = []
    is_begun = False
    for line in text.strip("\n").split("\n"):
        if not line.strip():
            is_begun = False
            continue
        was_to_left = parts[-1][0] if is_begun else False
        direction = runs_right_to_left(line)
        to_left = was_to_left if direction is None else direction
        if not is_begun or to_left != was_to_left:
            parts.append((to_left, []))
        parts[-1][1].append(line)
        is_begun = True
    return [{"text": "\n".join(lines), "rtl": to_left} for to_left, lines in parts]


def _typeset(data: dict[str, Any], sheet: TicketPrint, faces: typst.Fonts) -> bytes:
    # Typst reads pictures from files only, and none that stands outside of its folder.
    with TemporaryDirectory() as folder:
        template = Path(folder, TEMPLATE.name)
        template.write_bytes(TEMPLATE.read_bytes())
        for ordinal, picture in sheet.pictures.items():
            Path(folder, picture_name(ordinal)).write_bytes(picture.jpeg)
        inputs = {"data": json.dumps(data)}
        # typst takes whole seconds only.
        at = sheet.printed_at.replace(microsecond=0)
        try:
            return typst.compile(
                str(template),
                root=folder,
                font_paths=faces,
                sys_inputs=inputs,
                timestamp=at,
                pdf_standards=ARCHIVAL,
            )
        except typst.TypstError:
            # Neighbouring letters may together need a glyph that no font has. Then it is shown as a box, and
            # the file is an ordinary PDF.
            return typst.compile(
                str(template), root=folder, font_paths=faces, sys_inputs=inputs, timestamp=at
            )


def _give_back_memory() -> None:
    """Return to the system what typst freed; otherwise thousands of prints keep hundreds of MiB."""
    if _TRIM is not None:
        _TRIM(0)
