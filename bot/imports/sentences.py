"""Say at a shell, in English, why something was refused: by the sentences that people read in the chat."""

from __future__ import annotations

from bot.process.settings import Settings
from conversations.rendering.refusals import refusal_note
from conversations.rendering.renderer import Renderer
from core.errors import Refusal
from handlers.telegram.message_format import TELEGRAM
from locales import load_translations

# The language of the command line.
LANGUAGE = "en"


def shell_renderer(settings: Settings) -> Renderer:
    """Return a renderer of sentences for the command line."""
    return Renderer(load_translations(), settings.zone, TELEGRAM)


def told_refusal(no: Refusal, settings: Settings) -> str:
    """Return the sentence for a refusal."""
    return shell_renderer(settings).sentence(refusal_note(no), LANGUAGE)
