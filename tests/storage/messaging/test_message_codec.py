"""Outgoing messages are written as every release so far has written them, and read back as they were."""

from dataclasses import replace
from typing import Any

import pytest

from core.messaging.outgoing import (
    AmendAlert,
    FileKind,
    JobKind,
    Letter,
    LetterKind,
    Outgoing,
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
)
from storage.messaging.message_codec import StoredMessage, UnreadableMessage, decode, encode

BODY = {"text": "Tiket <b>baru</b>", "parse_mode": "HTML"}
TOKEN = "0123456789abcdef" * 2
LETTER = Letter("budi@kantor.example", "Halo", "Isi")
PICTURE = SendFile(FileKind.PHOTO, "file-1", "TPS2611210001 · layar.png")
JOB = RequestJob(JobKind.TICKET_FILES, 2, "id", {"ticket_id": 7}, "make:bundle:0123")

# Each message, and the columns op, method, payload, live_message and key that are stored for it. Those that
# release 0.2.0 wrote are read for ever.
ROWS: list[tuple[Outgoing, tuple[str, str, dict[str, Any], str, str | None]]] = [
    (
        ShowScreen(BODY, edits=True),
        ("screen", "sendMessage", {"edit": True, **BODY}, "screen", "screen"),
    ),
    (ShowResult(BODY, edits=False), ("result", "sendMessage", {"edit": False, **BODY}, "screen", None)),
    (SendNotice(BODY), ("notice", "sendMessage", BODY, "", None)),
    (SendCard("card:7", BODY), ("notice", "sendMessage", BODY, "card:7", None)),
    (
        SendCard("card:7", BODY, is_mailed=True),
        ("notice", "sendMessage", {**BODY, "is_mailed": True}, "card:7", None),
    ),
    (AmendAlert("card:7", BODY), ("amend", "sendMessage", BODY, "card:7", "card:7")),
    (
        ShowResult(BODY, edits=True, message_id=5, card="card:7"),
        ("result", "sendMessage", {"edit": True, "edited": 5, "card": "card:7", **BODY}, "screen", None),
    ),
    (
        SendAlbum((PICTURE, PICTURE), thread_id=3, key="alert:7:1:10:pictures"),
        (
            "notice",
            "sendMediaGroup",
            {
                "files": [["sendPhoto", {"photo": "file-1", "caption": "TPS2611210001 · layar.png"}]] * 2,
                "thread_id": 3,
            },
            "",
            "alert:7:1:10:pictures",
        ),
    ),
    (SendAlert("alert:7:1:10", BODY), ("notice", "sendMessage", BODY, "alert:7:1:10", "alert:7:1:10")),
    (AmendAlert("alert:7:1:10", BODY), ("amend", "sendMessage", BODY, "alert:7:1:10", "alert:7:1:10")),
    (
        PICTURE,
        ("notice", "sendPhoto", {"photo": "file-1", "caption": "TPS2611210001 · layar.png"}, "", None),
    ),
    (
        SendFile(FileKind.DOCUMENT, "file-2", "a.pdf"),
        ("notice", "sendDocument", {"document": "file-2", "caption": "a.pdf"}, "", None),
    ),
    (
        SendLetter(LetterKind.CODE, LETTER, "code:1f", token=""),
        ("mail", "code", {"to": "budi@kantor.example", "subject": "Halo", "text": "Isi"}, "", "code:1f"),
    ),
    (
        SendLetter(LetterKind.TICKET, replace(LETTER, html="<p>Isi</p>", thread="ticket-7"), token=TOKEN),
        (
            "mail",
            "ticket",
            {
                "to": "budi@kantor.example",
                "subject": "Halo",
                "text": "Isi",
                "html": "<p>Isi</p>",
                "thread": "ticket-7",
                "token": TOKEN,
            },
            "",
            None,
        ),
    ),
    (JOB, ("make", "bundle", {"person_id": 2, "language": "id", "ticket_id": 7}, "", "make:bundle:0123")),
    (
        replace(JOB, unsent=(PICTURE,)),
        (
            "make",
            "bundle",
            {
                "person_id": 2,
                "language": "id",
                "ticket_id": 7,
                "rest": [["sendPhoto", {"photo": "file-1", "caption": "TPS2611210001 · layar.png"}]],
            },
            "",
            "make:bundle:0123",
        ),
    ),
    (
        RequestJob(JobKind.IMPORT_ACCOUNTS, 2, "en", {"reference": "file-3"}, progress={"lines": 4000}),
        (
            "make",
            "accounts",
            {"person_id": 2, "language": "en", "reference": "file-3", "tally": {"lines": 4000}},
            "",
            None,
        ),
    ),
    (
        TellEvent(TellKind.TICKET_EVENT, {"ticket_id": 7}, {"stage": "desk", "after": 9}),
        (
            "tell",
            "ticket_event",
            {"details": {"ticket_id": 7}, "progress": {"stage": "desk", "after": 9}},
            "",
            None,
        ),
    ),
]


@pytest.mark.parametrize(("message", "columns"), ROWS)
def test_a_message_is_written_as_before_and_read_back(
    message: Outgoing, columns: tuple[str, str, dict[str, Any], str, str | None]
) -> None:
    stored = StoredMessage(*columns)
    assert encode(message) == stored
    assert list(encode(message).payload) == list(stored.payload)
    assert decode(stored) == message


def test_every_kind_of_message_is_tried() -> None:
    assert {type(message) for message, _columns in ROWS} == set(Outgoing.__args__)


@pytest.mark.parametrize(
    "columns",
    [
        ("hologram", "sendMessage", {"text": "x"}),
        ("notice", "sendHologram", {"text": "x"}),
        ("notice", "sendPhoto", {"caption": "x"}),
        ("mail", "love", {"to": "a", "subject": "b", "text": "c"}),
        ("mail", "code", {"to": "a", "perfume": "b"}),
        ("tell", "fairy_tale", {"details": {}, "progress": {}}),
        ("tell", "ticket_event", {}),
        ("make", "coffee", {"person_id": 1, "language": "id"}),
        ("make", "csv", {"language": "id"}),
        ("make", "csv", {"person_id": None, "language": "id"}),
    ],
)
def test_a_row_of_another_release_is_kept_apart(columns: tuple[str, str, dict[str, Any]]) -> None:
    stored = StoredMessage(*columns, "", None)
    assert decode(stored) == UnreadableMessage(stored)


@pytest.mark.parametrize("kind", [ShowScreen, ShowResult])
def test_a_screen_keeps_which_message_it_edits(kind: type[ShowScreen] | type[ShowResult]) -> None:
    screen = kind(BODY, edits=True, message_id=100)
    assert encode(screen).payload == {"edit": True, "edited": 100, **BODY}
    assert decode(encode(screen)) == screen
