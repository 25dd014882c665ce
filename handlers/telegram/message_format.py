"""Write rendered texts in Telegram's HTML, within the limits of its messages."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape

from markupsafe import Markup

from core.input.text_length import utf16_length

_TAG = re.compile(r"<[^<>]+>")
# References other than those that the templates write, which are quickly replaced.
_OTHER_REFERENCE = re.compile("&(?!(?:lt|gt|amp|#34|#39);)")
_QUOTE = Markup("<blockquote>{}</blockquote>")
_FOLDED_QUOTE = Markup("<blockquote expandable>{}</blockquote>")
# UTF-16 units; a longer quote is folded until its reader opens it.
_FOLDS_AT = 400


class TelegramFormat:
    """The `MessageFormat` of Telegram, with the limits of its method sendMessage."""

    # UTF-16 units after entities are parsed.
    longest_message = 4096
    longest_caption = 1024
    # Keeps a page well below the hundred entities that a message may have.
    most_passages = 20

    def length(self, text: str) -> int:
        """Return the length of a text in UTF-16 units."""
        return utf16_length(text)

    def without_markup(self, text: str) -> str:
        """Return a text as it is read after its tags and entities are parsed."""
        text = _TAG.sub("", text)
        if _OTHER_REFERENCE.search(text):
            return unescape(text)
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&#39;", "'")
        # The ampersand comes last, so that none that it leaves is read again.
        return text.replace("&amp;", "&")

    def quote(self, text: str) -> Markup:
        """Return the text as a block quotation, folded where it is long."""
        return (_FOLDED_QUOTE if utf16_length(text) > _FOLDS_AT else _QUOTE).format(text)

    def moment(self, instant: datetime, fallback: str) -> Markup:
        """Return a time with its weekday; old clients show `fallback` instead."""
        return Markup('<tg-time unix="{}" format="wDt">{}</tg-time>').format(
            int(instant.timestamp()), fallback
        )


TELEGRAM = TelegramFormat()
