"""Lay long texts out over pages that each fit one message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from conversations.rendering.excerpts import chunks
from conversations.rendering.message_format import MessageFormat

_BLANK = "\n\n"


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of the helpdesk's over a text of a person, which may be empty."""

    head: Markup
    text: str


def lay_out_pages(head: Markup, passages: Sequence[Passage], message_format: MessageFormat) -> list[Markup]:
    """Return the pages: the head with as many passages as fit, then the rest.

    A text that fits one message is never cut: where it leaves no room for anything else, it gets a page of
    its own, exactly as it was written.
    """
    pages: list[Markup] = []
    page, count = head, 0
    for passage in passages:
        for part in _parts(passage, message_format):
            joined = Markup("{}{}{}").format(page, _BLANK if page else "", part)
            if _fits(joined, message_format) and count < message_format.most_passages:
                page, count = joined, count + 1
            else:
                pages.append(page)
                page, count = part, 1
    return [*pages, page]


def _parts(passage: Passage, message_format: MessageFormat) -> Iterator[Markup]:
    """Yield a passage in parts that each fit one message."""
    if not passage.text:
        yield passage.head
        return
    quoted = Markup("{}\n{}").format(passage.head, message_format.quote(passage.text))
    if _fits(quoted, message_format):
        yield quoted
        return
    yield passage.head
    for chunk in chunks(passage.text, message_format.longest_message, message_format.length):
        # A message of blanks alone would be refused.
        if not chunk.isspace():
            yield Markup("{}").format(chunk)


def _fits(text: Markup, message_format: MessageFormat) -> bool:
    return message_format.length(message_format.without_markup(text)) <= message_format.longest_message
