"""Set what Telegram shows of the bot before its first message, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.languages import SOURCE
from core.words import _
from locales import load_translations

if TYPE_CHECKING:
    from bot.sending.bot_api import Telegram

# Telegram takes 120 characters for the page about the bot, and 512 for an empty chat.
DESCRIPTION = _("Layanan bantuan teknis SPSE, SIKaP, Katalog, SiRUP, dan Inaproc. Tekan Mulai untuk masuk.")
# The methods that ask for a description and set it, and its field in both.
KINDS = (
    ("getMyDescription", "setMyDescription", "description"),
    ("getMyShortDescription", "setMyShortDescription", "short_description"),
)


def descriptions() -> Iterator[tuple[dict[str, str], str]]:
    """Yield the language parameter and the description: first the source language, for everybody."""
    for language, catalogue in load_translations().items():
        chosen = {} if language == SOURCE.code else {"language_code": language}
        yield chosen, catalogue.gettext(DESCRIPTION)


async def set_descriptions(telegram: Telegram) -> None:
    """Set each description that is missing or shows in another language; those of an operator stay.

    Where the one for everybody is an operator's, none is set in other languages: it may be meant for all, and
    Telegram does not say whether it shows in a language for want of one there.
    """
    ours = {"", *(text for _chosen, text in descriptions())}
    for ask, change, field in KINDS:
        for chosen, text in descriptions():
            current = (await telegram.call(ask, chosen)).get(field, "")
            if current not in ours and not chosen:
                break
            if current in ours and current != text:
                await telegram.call(change, {**chosen, field: text})
