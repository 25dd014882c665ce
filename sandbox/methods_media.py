"""Bot API: photos, documents, albums, and getting files back."""

import secrets

from .errors import Json, bad_request
from .media import field_content, media_content, media_item
from .params import Params
from .replies import reply_of
from .sending import caption_of, chat_id_of, options_of, post, send
from .world import World

DOWNLOAD_LIMIT = 20 * 1024 * 1024
ALBUM = range(2, 11)


def send_photo(world: World, params: Params) -> Json:
    """Send a photo (sendPhoto)."""
    return _send_captioned(world, params, "photo")


def send_document(world: World, params: Params) -> Json:
    """Send any file as it is (sendDocument)."""
    return _send_captioned(world, params, "document")


def send_video(world: World, params: Params) -> Json:
    """Send a video (sendVideo)."""
    return _send_captioned(world, params, "video")


def send_sticker(world: World, params: Params) -> Json:
    """Send a sticker, which has no caption (sendSticker)."""
    chat = world.open_chat(chat_id_of(params))
    return send(world, chat, params, field_content(world, params, "sticker"))


def _send_captioned(world: World, params: Params, kind: str) -> Json:
    chat = world.open_chat(chat_id_of(params))
    content = caption_of(world, params) | field_content(world, params, kind)
    return send(world, chat, params, content)


def send_media_group(world: World, params: Params) -> list[Json]:
    """Send 2 to 10 files as an album (sendMediaGroup)."""
    chat = world.open_chat(chat_id_of(params))
    items = params.tree("media", "media")
    if not isinstance(items, list):
        raise bad_request("can't parse media JSON object")
    if len(items) not in ALBUM:
        raise bad_request("there must be 2-10 messages in a group to send as an album" if items else
                          "there is no media in the request")  # fmt: skip
    kinds = {media_item(item)["type"] for item in items}
    if "document" in kinds and len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    contents = [media_content(world, params, item) for item in items]
    shared = reply_of(chat, params) | options_of(params)
    group = {"media_group_id": str(secrets.randbits(53))}
    return [post(world, chat, params, shared | group | content) for content in contents]


def get_file(world: World, params: Params) -> Json:
    """Return where a file can be fetched (getFile)."""
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
