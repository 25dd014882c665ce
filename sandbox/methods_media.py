"""Bot API: photos, documents, albums, and getting files back."""

import secrets

from .errors import Json, bad_request
from .markup import read_markup
from .media import field_content, media_content, media_item
from .params import Params
from .sending import caption_of, chat_id_of, options_of, reply_of
from .world import World

DOWNLOAD_LIMIT = 20 * 1024 * 1024
ALBUM = range(2, 11)


def send_photo(world: World, params: Params) -> Json:
    """sendPhoto"""
    return _send(world, params, "photo")


def send_document(world: World, params: Params) -> Json:
    """sendDocument"""
    return _send(world, params, "document")


def _send(world: World, params: Params, kind: str) -> Json:
    chat = world.open_chat(chat_id_of(params))
    inline, keyboard = read_markup(params)
    content = reply_of(chat, params) | caption_of(world, params) | options_of(params)
    content |= field_content(world, params, kind)
    if inline:
        content["reply_markup"] = inline
    return world.post(chat, world.bot, content, keyboard)


def send_media_group(world: World, params: Params) -> list[Json]:
    """sendMediaGroup"""
    chat = world.open_chat(chat_id_of(params))
    items = params.tree("media", "media")
    if not isinstance(items, list):
        raise bad_request("can't parse media JSON object")
    if len(items) not in ALBUM:
        raise bad_request("there must be 2-10 messages in a group to send as an album" if items else
                          "there is no media in the request")  # fmt: skip
    if len({media_item(item)["type"] for item in items}) > 1:
        raise bad_request("document can't be mixed with other media types")
    contents = [media_content(world, params, item) for item in items]
    shared = reply_of(chat, params) | options_of(params)
    group = {"media_group_id": str(secrets.randbits(53))}
    return [world.post(chat, world.bot, shared | group | content) for content in contents]


def get_file(world: World, params: Params) -> Json:
    """getFile"""
    stored = world.files.find(params.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id" if params.text("file_id") else "file_id not specified")
    if stored.size > DOWNLOAD_LIMIT and not world.local:
        raise bad_request("file is too big")
    found: Json = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
    }
    # A local server leaves the path out where it has not got the file.
    path = world.files.on_disk(stored) if world.local else stored.path
    return found | {"file_path": str(path)} if path else found
