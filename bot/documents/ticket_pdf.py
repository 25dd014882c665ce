"""Prints a ticket as a PDF for people and archives; what people wrote goes to the typesetter as data only."""

from __future__ import annotations

import ctypes
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import typst

from bot.documents.labels import Translate
from bot.documents.lettering import Lettering, lettering, runs_right_to_left
from bot.documents.ticket_print import TicketPrint, Wording

TEMPLATE = Path(__file__).with_name("ticket.typ")
# For archives: every font inside, every letter known, and a structure that can be read aloud.
ARCHIVAL: Final = "a-2a"
# What people wrote at length, by its name in what is said.
WRITTEN = frozenset({"title", "text"})
# Only GNU's C library has it.
_TRIM = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None


def make_ticket_pdf(
    sheet: TicketPrint, translate: Translate, language: str = "id", letters: Lettering | None = None
) -> bytes:
    """A4 pages in this language. Whatever is written in the ticket, this returns a PDF.

    `letters` are those of this machine where none are given.

    It takes milliseconds for a usual ticket and seconds for hundreds of pages: not for the event loop.
    """
    letters = letters or lettering()
    said = fitted(Wording(sheet, translate, language).said(), letters)
    try:
        return _set(said, sheet, letters.fonts)
    finally:
        _give_back_memory()


def fitted(said: dict[str, Any], letters: Lettering) -> dict[str, Any]:
    """All words as they can be set, texts in paragraphs; `legend` only where there are stand-ins."""
    words: list[str] = []
    _collect(said, words)
    found = letters.fit(words)
    shown: dict[str, Any] = _replace(said, iter(found.texts))
    return shown if found.has_stand_ins else shown | {"legend": ""}


def _collect(value: Any, words: list[str]) -> None:
    if isinstance(value, str):
        words.append(value)
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            _collect(part, words)


def _replace(value: Any, words: Iterator[str], name: str = "") -> Any:
    """The same, with the words that are next in turn."""
    if isinstance(value, str):
        word = next(words)
        return _paragraphs(word) if name in WRITTEN else word
    if isinstance(value, dict):
        return {key: _replace(part, words, key) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_replace(part, words) for part in value]
    return value


def _paragraphs(text: str) -> list[dict[str, object]]:
    """Parted at blank lines, and where the direction of writing changes."""
    parts: list[tuple[bool, list[str]]] = []
    begun = False
    for line in text.strip("\n").split("\n"):
        if not line.strip():
            begun = False
            continue
        before = parts[-1][0] if begun else False
        direction = runs_right_to_left(line)
        to_left = before if direction is None else direction
        if not begun or to_left != before:
            parts.append((to_left, []))
        parts[-1][1].append(line)
        begun = True
    return [{"text": "\n".join(lines), "rtl": to_left} for to_left, lines in parts]


def _set(said: dict[str, Any], sheet: TicketPrint, faces: typst.Fonts) -> bytes:
    inputs = {"said": json.dumps(said)}
    # The typesetter takes whole seconds only.
    at = sheet.printed_at.replace(microsecond=0)
    try:
        return typst.compile(
            str(TEMPLATE), font_paths=faces, sys_inputs=inputs, timestamp=at, pdf_standards=ARCHIVAL
        )
    except typst.TypstError:
        # Neighbouring letters may together ask for a form that no font has. Then it is shown as a box, and
        # the file is an ordinary PDF.
        return typst.compile(str(TEMPLATE), font_paths=faces, sys_inputs=inputs, timestamp=at)


def _give_back_memory() -> None:
    """What typst frees stays with the process otherwise: hundreds of MiB over thousands of prints."""
    if _TRIM is not None:
        _TRIM(0)
