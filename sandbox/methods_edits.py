"""Bot API: changing a message that was sent."""

from .entities import EDITED_CAPTION, EDITED_TEXT
from .errors import Json, bad_request
from .markup import read_markup
from .media import media_content, media_item
from .params import Params
from .sending import CAPTIONED, apply_edit, caption_of, message_to_edit, options_of, text_of, without
from .world import World


def edit_message_text(world: World, params: Params) -> Json:
    """Put another text into a message of the bot (editMessageText)."""
    chat, kept = message_to_edit(world, params)
    shown = text_of(world, params, EDITED_TEXT)
    inline, _ = read_markup(params)
    if "text" not in kept.message:
        raise bad_request("there is no text in the message to edit")
    new = without(kept.message, "text", "entities", "reply_markup", "link_preview_options")
    new["text"] = shown.text
    if shown.entities:
        new["entities"] = shown.entities
    return apply_edit(world, chat, kept.message, _with_keyboard(new | options_of(params), inline))


def edit_message_caption(world: World, params: Params) -> Json:
    """Put another caption under a file of the bot (editMessageCaption)."""
    chat, kept = message_to_edit(world, params)
    fields = caption_of(world, params, EDITED_CAPTION)
    inline, _ = read_markup(params)
    if not any(kind in kept.message for kind in CAPTIONED):
        raise bad_request("there is no caption in the message to edit")
    new = without(kept.message, "caption", "caption_entities", "reply_markup") | fields
    return apply_edit(world, chat, kept.message, _with_keyboard(new, inline))


def edit_message_media(world: World, params: Params) -> Json:
    """Put a file in place of what a message of the bot shows (editMessageMedia)."""
    chat, kept = message_to_edit(world, params)
    item = params.tree("media", "input media")
    content = media_content(world, params, media_item(item))
    inline, _ = read_markup(params)
    gone = ("text", "entities", "caption", "caption_entities", *CAPTIONED, "reply_markup")
    new = without(kept.message, *gone) | content
    return apply_edit(world, chat, kept.message, _with_keyboard(new, inline))


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Put another inline keyboard under a message of the bot (editMessageReplyMarkup)."""
    chat, kept = message_to_edit(world, params)
    inline, _ = read_markup(params)
    return apply_edit(
        world, chat, kept.message, _with_keyboard(without(kept.message, "reply_markup"), inline)
    )


def _with_keyboard(message: Json, inline: Json | None) -> Json:
    return {**message, "reply_markup": inline} if inline else message
