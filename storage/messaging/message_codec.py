"""Write outgoing messages into the columns of the outbox, and read them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from core.messaging.outgoing import (
    AmendAlert,
    FileKind,
    JobKind,
    Letter,
    LetterKind,
    Outgoing,
    RefusalNotice,
    RequestJob,
    SendAlbum,
    SendAlert,
    SendCard,
    SendFile,
    SendLetter,
    SendNotice,
    ShowResult,
    ShowScreen,
    TellEvent,
    TellKind,
    live_message_name,
    replacement_key,
)
from storage.schema.ops import Op

# Values of the column `method`; letters, jobs and events have their kind there.
TEXT = "sendMessage"
FILE_METHODS: Mapping[FileKind, str] = {FileKind.PHOTO: "sendPhoto", FileKind.DOCUMENT: "sendDocument"}
FILE_KINDS: Mapping[str, FileKind] = {method: kind for kind, method in FILE_METHODS.items()}
ALBUM = "sendMediaGroup"
# Keys of the payload beside those of the message itself.
EDITS, EDITED, CARD = "edit", "edited", "card"
PROGRESS, UNSENT = "tally", "rest"
IS_MAILED = "is_mailed"
WORTHLESS_AFTER, IF_REFUSED, TOKEN = "worthless_after", "if_refused", "token"


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """The columns of a row that say what is sent; `live_message` is empty where none is kept."""

    op: str
    method: str
    payload: dict[str, Any]
    live_message: str
    key: str | None


@dataclass(frozen=True, slots=True)
class UnreadableMessage:
    """The content of a row that this release does not understand, as one left by a later release."""

    stored: StoredMessage


def encode(message: Outgoing) -> StoredMessage:
    """Return the columns for a message."""
    op, method, payload = _columns(message)
    return StoredMessage(
        op.value, method, payload, live_message_name(message) or "", replacement_key(message)
    )


def decode(stored: StoredMessage) -> Outgoing | UnreadableMessage:
    """Return the message of a row; never raise for what stands in it."""
    try:
        return _message(stored)
    except (KeyError, TypeError, ValueError):
        return UnreadableMessage(stored)


def _columns(message: Outgoing) -> tuple[Op, str, dict[str, Any]]:
    """Return `op`, `method` and `payload`."""
    match message:
        case ShowScreen():
            return Op.SCREEN, TEXT, _screen_payload(message)
        case ShowResult():
            return Op.RESULT, TEXT, _screen_payload(message)
        case SendNotice() | SendAlert() | SendCard() | SendFile() | SendAlbum():
            return Op.NOTICE, *_notice_columns(message)
        case AmendAlert(body=body):
            return Op.AMEND, TEXT, dict(body)
        case SendLetter(kind=kind):
            return Op.MAIL, kind.value, _letter_payload(message)
        case RequestJob(kind=kind):
            return Op.JOB, kind.value, _job_payload(message)
        case TellEvent(kind=kind, details=details, progress=progress):
            return Op.TELL, kind.value, {"details": dict(details), "progress": dict(progress)}


def _message(stored: StoredMessage) -> Outgoing:
    """Raise KeyError, TypeError or ValueError where the row holds no message of this release."""
    payload = stored.payload
    match Op(stored.op):
        case Op.SCREEN:
            return ShowScreen(_body(payload), bool(payload.get(EDITS)), payload.get(EDITED))
        case Op.RESULT:
            return ShowResult(
                _body(payload), bool(payload.get(EDITS)), payload.get(EDITED), payload.get(CARD)
            )
        case Op.AMEND:
            return AmendAlert(stored.live_message, _body(payload))
        case Op.NOTICE:
            return _notice(stored)
        case Op.MAIL:
            return _letter(stored)
        case Op.JOB:
            return _job(stored)
        case Op.TELL:
            return TellEvent(TellKind(stored.method), payload["details"], payload["progress"])


def _notice_columns(
    message: SendNotice | SendAlert | SendCard | SendFile | SendAlbum,
) -> tuple[str, dict[str, Any]]:
    """Return `method` and `payload` of a message that is sent once."""
    match message:
        case SendCard(body=body, is_mailed=True):
            return TEXT, {**body, IS_MAILED: True}
        case SendNotice(body=body) | SendAlert(body=body) | SendCard(body=body):
            return TEXT, dict(body)
        case SendFile():
            return _file_columns(message)
        case SendAlbum():
            return ALBUM, _album_payload(message)


def _notice(stored: StoredMessage) -> SendNotice | SendAlert | SendCard | SendFile | SendAlbum:
    payload, name = stored.payload, stored.live_message
    if stored.method == ALBUM:
        return _album(stored)
    if stored.method != TEXT:
        return _file(stored.method, payload)
    if not name:
        return SendNotice(_body(payload), stored.key)
    # Of the two, only alerts replace one that waits.
    if stored.key is None:
        return SendCard(name, _body(payload), bool(payload.get(IS_MAILED)))
    return SendAlert(name, _body(payload))


def _screen_payload(screen: ShowScreen | ShowResult) -> dict[str, Any]:
    edited = {} if screen.message_id is None else {EDITED: screen.message_id}
    card = {CARD: screen.card} if isinstance(screen, ShowResult) and screen.card else {}
    return {EDITS: screen.edits, **edited, **card, **screen.body}


def _body(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name not in {EDITS, EDITED, CARD, IS_MAILED}}


def _album_payload(album: SendAlbum) -> dict[str, Any]:
    topic = {} if album.thread_id is None else {"thread_id": album.thread_id}
    return {"files": [list(_file_columns(file)) for file in album.files], **topic}


def _album(stored: StoredMessage) -> SendAlbum:
    files = tuple(_file(method, parameters) for method, parameters in stored.payload["files"])
    return SendAlbum(files, stored.payload.get("thread_id"), stored.key)


def _file_columns(file: SendFile) -> tuple[str, dict[str, Any]]:
    return FILE_METHODS[file.kind], {file.kind.value: file.reference, "caption": file.caption}


def _file(method: str, payload: Mapping[str, Any]) -> SendFile:
    kind = FILE_KINDS[method]
    return SendFile(kind, payload[kind.value], payload["caption"])


def _letter_payload(message: SendLetter) -> dict[str, Any]:
    """Return the fields of a letter, of the optional ones those that are there."""
    required = {"to", "subject", "text"}
    payload = {name: value for name, value in asdict(message.letter).items() if value or name in required}
    if message.worthless_after is not None:
        payload[WORTHLESS_AFTER] = message.worthless_after.isoformat()
    if message.if_refused is not None:
        payload[IF_REFUSED] = asdict(message.if_refused)
    if message.token:
        payload[TOKEN] = message.token
    return payload


def _letter(stored: StoredMessage) -> SendLetter:
    fields = dict(stored.payload)
    worthless_after, if_refused = fields.pop(WORTHLESS_AFTER, None), fields.pop(IF_REFUSED, None)
    token = fields.pop(TOKEN, "")
    return SendLetter(
        LetterKind(stored.method),
        Letter(**fields),
        stored.key,
        worthless_after=datetime.fromisoformat(worthless_after) if worthless_after else None,
        if_refused=RefusalNotice(**if_refused) if if_refused else None,
        token=token,
    )


def _job_payload(job: RequestJob) -> dict[str, Any]:
    payload: dict[str, Any] = {"person_id": job.person_id, "language": job.language, **job.details}
    if job.progress:
        payload[PROGRESS] = dict(job.progress)
    if job.unsent:
        payload[UNSENT] = [list(_file_columns(file)) for file in job.unsent]
    return payload


def _job(stored: StoredMessage) -> RequestJob:
    details = dict(stored.payload)
    unsent: Iterable[tuple[str, Mapping[str, Any]]] = details.pop(UNSENT, ())
    return RequestJob(
        kind=JobKind(stored.method),
        person_id=int(details.pop("person_id")),
        language=str(details.pop("language")),
        progress=details.pop(PROGRESS, {}),
        unsent=tuple(_file(method, parameters) for method, parameters in unsent),
        details=details,
        key=stored.key,
    )
