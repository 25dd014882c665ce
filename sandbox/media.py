"""Files as a call names them: uploaded with it, attached to it, or sent before."""

from .errors import Json, bad_request
from .files import dimensions, picture_type
from .params import Params, Upload
from .sending import caption
from .world import World

PHOTO_LIMIT = 10 * 1024 * 1024
KINDS = ("photo", "document")


def media_item(item: object) -> Json:
    """An InputMedia that this Telegram can send."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    if item.get("type") not in KINDS:
        raise bad_request(f'type "{item.get("type")}" is unsupported by the sandbox')
    return item


def media_content(world: World, params: Params, item: Json) -> Json:
    """The fields of a message for an InputMedia."""
    kind = item["type"]
    content = {kind: _resolve(world, params, kind, str(item.get("media") or ""))}
    return content | caption(
        world, str(item.get("caption") or ""), str(item.get("parse_mode") or ""), item.get("caption_entities")
    )


def field_content(world: World, params: Params, kind: str) -> Json:
    """The fields of a message for sendPhoto and sendDocument, without the caption."""
    if kind in params.uploads:
        return {kind: _keep(world, kind, params.uploads[kind])}
    named = params.text(kind)
    if not named:
        raise bad_request(f"there is no {kind} in the request")
    return {kind: _resolve(world, params, kind, named)}


def _resolve(world: World, params: Params, kind: str, named: str) -> object:
    if named.startswith("attach://"):
        upload = params.uploads.get(named.removeprefix("attach://"))
        if upload is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return _keep(world, kind, upload)
    if named.startswith(("http://", "https://")):
        # There is no network here, so a link can't be fetched; Telegram says this when it can't either.
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.find(named)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored.as_document() if kind == "document" else world.files.sizes_of(stored)


def _keep(world: World, kind: str, upload: Upload) -> object:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind == "document":
        return world.files.document(upload.data, upload.name, upload.mime)
    if len(upload.data) > PHOTO_LIMIT:
        raise bad_request(
            f"file of size {len(upload.data)} bytes is too big for a photo; "
            f"the maximum size is {PHOTO_LIMIT} bytes"
        )
    size = dimensions(upload.data)
    if picture_type(upload.data) is None or size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return world.files.photo(upload.data, upload.name)
