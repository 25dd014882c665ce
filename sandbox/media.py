"""Files as a call names them: uploaded with it, attached to it, or sent before."""

from .errors import Json, bad_request
from .file_names import media_type, received_name
from .files import StoredFile
from .formats import dimensions, is_video, picture_type, sticker_type
from .multipart import Upload
from .params import Params
from .sending import caption
from .world import World

PHOTO_LIMIT = 10 * 1024 * 1024
IN_ALBUMS = ("photo", "document", "video")


def media_item(item: object) -> Json:
    """Return an InputMedia that this Telegram can send; refuse any other."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    if item.get("type") not in IN_ALBUMS:
        raise bad_request(f'type "{item.get("type")}" is unsupported by the sandbox')
    return item


def media_content(world: World, params: Params, item: Json) -> Json:
    """Return the fields of a message for an InputMedia."""
    content = _resolve(world, params, item["type"], str(item.get("media") or ""), Params(item))
    return content | caption(
        world, str(item.get("caption") or ""), str(item.get("parse_mode") or ""), item.get("caption_entities")
    )


def field_content(world: World, params: Params, kind: str) -> Json:
    """Return the fields of a message for a method that sends one file, without the caption."""
    if kind in params.uploads:
        return _keep(world, kind, params.uploads[kind], params)
    named = params.text(kind)
    if not named:
        raise bad_request(f"there is no {kind} in the request")
    return _resolve(world, params, kind, named, params)


def _resolve(world: World, params: Params, kind: str, named: str, about: Params) -> Json:
    if named.startswith("attach://"):
        upload = params.uploads.get(named.removeprefix("attach://"))
        if upload is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return _keep(world, kind, upload, about)
    if named.startswith(("http://", "https://")):
        # There is no network here, so a link can't be fetched; Telegram says this when it can't either.
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.find(named)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return {kind: _shown(world, stored)}


def _shown(world: World, stored: StoredFile) -> object:
    match stored.kind:
        case "photo":
            return world.files.sizes_of(stored)
        case "video":
            return stored.as_video()
        case "sticker":
            return stored.as_sticker()
        case _:
            return stored.as_document()


def _keep(world: World, kind: str, upload: Upload, about: Params) -> Json:
    """Keep an upload and return it as a field; `about` says what the file itself doesn't.

    A video or a sticker in a foreign format becomes a document.
    """
    data, name = upload.data, received_name(upload.name)
    if not data:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        _check_photo(data)
        return {"photo": world.files.photo(data, name)}
    if kind == "video" and is_video(data):
        size = [max(about.integer(field), 0) for field in ("width", "height", "duration")]
        return {"video": world.files.video(data, name, *size)}
    if kind == "sticker" and (mime := sticker_type(data)):
        return {"sticker": world.files.sticker(data, name, mime, about.text("emoji"))}
    return {"document": world.files.document(data, name, media_type(name))}


def _check_photo(data: bytes) -> None:
    if len(data) > PHOTO_LIMIT:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes"
        )
    size = dimensions(data)
    if picture_type(data) is None or size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
