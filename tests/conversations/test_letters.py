"""What is written to the address of a ticket, for a reporter who reads mail instead of chat."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from html import unescape
from typing import Any, cast

import pytest

from conversations.screens import notices
from conversations.screens.card import Whole
from core.events import Event, Happening
from core.notices import Audience
from core.people import Person
from core.roles import Role
from handlers.letters import WRITTEN_OF, write_letter
from handlers.ports import Unit
from handlers.scene import Helpdesk, Scene
from tests.conversations.fakes import RENDERER, RUNNER, as_telegram_shows
from tests.conversations.samples import Words, ticket, whole
from tests.core.fakes import HELPDESK, NOW, PPK, SUPPLIER, FakePeople

LINK = "https://t.me/lpse_support_bot"
HOSTILE = "<script>alert('x')</script> & %(x)s {{ y }}\n\nbaris kedua"

# Each event of a reporter's ticket that is written about, with what the letter says of it.
WRITTEN = [
    (Happening.TAKEN, "Tiket Anda diambil dan mulai dikerjakan oleh Sari."),
    (Happening.FEEDBACK_ASKED, "Sari membutuhkan feedback Anda."),
    (Happening.ESCALATED, "Tiket Anda dieskalasi"),
    (Happening.SOLVED, "Tiket Anda diselesaikan oleh Sari. Mohon konfirmasi."),
    (Happening.HANDED_BACK, "Tiket Anda kembali ke antrean"),
    (Happening.CONFIRMED, "Pelapor mengonfirmasi bahwa tiket selesai."),
    (Happening.CONFIRMED_SILENTLY, "Tiket Anda dinyatakan selesai karena tidak ada konfirmasi."),
    (Happening.CLOSED, "Tiket ditutup oleh pelapor."),
]


@dataclass
class Post:
    """Keeps what is put out to be sent."""

    put_out: list[dict[str, Any]] = field(default_factory=list)

    def put(self, *, op: str, payload: dict[str, Any], at: datetime, **_rest: object) -> int:
        assert (op, at) == ("mail", NOW)
        self.put_out.append(payload)
        return len(self.put_out)


@dataclass
class Office:
    """As much of a unit of work as letters need."""

    people: FakePeople = field(default_factory=FakePeople)
    outbox: Post = field(default_factory=Post)


def letters(
    seen: Whole, *kinds: Happening, reporter: Person = PPK, can_mail: bool = True, link: str = LINK
) -> list[dict[str, Any]]:
    """What is written when these things happen to the ticket, one after the other."""
    office = Office(FakePeople(reporter, HELPDESK))
    helpdesk = Helpdesk(RUNNER, RENDERER, can_mail=can_mail, link=link)
    for kind in kinds:
        event = Event(kind, NOW, HELPDESK.id, Role.HELPDESK_LPSE, {}, seen.ticket.description)
        write_letter(Scene(helpdesk, cast("Unit", office), NOW), seen, event, "Sari")
    return office.outbox.put_out


def asked(of: Person = PPK) -> Whole:
    """A ticket of Budi about which somebody is asked something."""
    return whole(Words(), asked_id=of.id)


@pytest.mark.parametrize(("kind", "said"), WRITTEN)
def test_what_concerns_a_reporter_is_written_to_the_address_of_the_ticket(kind: Happening, said: str) -> None:
    [letter] = letters(asked(), kind)
    assert letter["to"] == ticket(Words()).email
    assert said in letter["text"]
    assert said in unescape(letter["html"])


def test_nothing_else_is_written_about() -> None:
    assert {kind for kind, _said in WRITTEN} == WRITTEN_OF
    assert letters(asked(), *(set(Happening) - WRITTEN_OF)) == []


def test_where_no_letters_can_be_sent_none_are_written() -> None:
    assert letters(asked(), *WRITTEN_OF, can_mail=False) == []


def test_all_letters_about_a_ticket_stay_together() -> None:
    sent = letters(asked(), *WRITTEN_OF)
    assert {letter["subject"] for letter in sent} == {f"[{ticket(Words()).number}] {Words().title}"}
    assert len({letter["thread"] for letter in sent}) == 1
    assert letters(whole(Words(), id=8), Happening.TAKEN)[0]["thread"] != sent[0]["thread"]


def test_a_letter_says_what_is_told_in_chat() -> None:
    seen = asked()
    event = Event(Happening.SOLVED, NOW, HELPDESK.id, Role.HELPDESK_LPSE, {}, seen.ticket.description)
    told = RENDERER.screen(notices.told(seen, event, Audience.REPORTER, "Sari"), "id")
    [letter] = letters(seen, Happening.SOLVED)
    assert letter["text"] == f"{as_telegram_shows(told)}\n\n{LINK}"
    assert told.text in letter["html"]


def test_a_reporter_who_is_not_the_one_asked_is_told_that_somebody_is() -> None:
    [letter] = letters(asked(SUPPLIER), Happening.FEEDBACK_ASKED)
    assert "Sari meminta feedback." in letter["text"]


def test_a_letter_is_in_the_language_of_the_reporter() -> None:
    [letter] = letters(asked(), Happening.SOLVED, reporter=replace(PPK, language="en"))
    assert "Please confirm" in letter["text"]
    assert "Open LPSE Support on Telegram" in letter["html"]
    [letter] = letters(asked(), Happening.SOLVED)
    assert "Buka LPSE Support di Telegram" in letter["html"]


def test_a_letter_about_a_ticket_of_somebody_who_left_is_written_all_the_same() -> None:
    [letter] = letters(asked(), Happening.SOLVED, reporter=SUPPLIER)
    assert "Mohon konfirmasi" in letter["text"]


def test_what_people_wrote_stays_what_they_wrote() -> None:
    seen = whole(Words(title="<b>Judul</b> & {{ x }}", text=HOSTILE))
    [letter] = letters(seen, Happening.SOLVED)
    assert letter["subject"].endswith("] <b>Judul</b> & {{ x }}")
    assert HOSTILE in letter["text"]
    assert "<script" not in letter["html"]
    assert HOSTILE in unescape(letter["html"])


def test_a_letter_leads_back_to_the_chat_where_there_is_a_way() -> None:
    [letter] = letters(asked(), Happening.TAKEN)
    assert letter["text"].endswith(f"\n\n{LINK}")
    assert f'href="{LINK}"' in letter["html"]
    [letter] = letters(asked(), Happening.TAKEN, link="")
    assert letter["text"] == letter["text"].strip()
    assert "href" not in letter["html"]
