"""E-mails about a ticket, for reporters who read mail instead of chat."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from html import unescape
from typing import cast

import pytest

from conversations.screens import notices
from conversations.screens.card import TicketDetails
from core.messaging.outgoing import Letter, LetterKind, Outgoing, SendLetter
from core.organisation.roles import Role
from core.people.people import Person
from core.tickets.action_spec import Audience
from core.tickets.actions import EVENTS
from core.tickets.events import Event
from core.tickets.lifecycle import EventType
from handlers.context.ports import UnitOfWork
from handlers.context.transaction_context import HelpdeskServices, TransactionContext
from handlers.notify.ticket_mail import queue_ticket_mail
from tests.conversations.fakes import RENDERER, RUNNER, telegram_text
from tests.conversations.sample_screens import Words, details, ticket
from tests.core.fakes import HELPDESK, NOW, PPK, SUPPLIER, FakePeople

LINK = "https://t.me/lpse_support_bot"
HOSTILE = "<script>alert('x')</script> & %(x)s {{ y }}\n\nbaris kedua"

# The events that cause an e-mail to the reporter, with a sentence of each e-mail.
MAILED = {kind for kind, spec in EVENTS.items() if spec.sends_letter}
WRITTEN = [
    (EventType.TAKEN, "Sari mulai mengerjakan tiket Anda."),
    (EventType.FEEDBACK_ASKED, "Sari membutuhkan feedback Anda."),
    (EventType.ESCALATED, "Tiket Anda diteruskan"),
    (EventType.SOLVED, "Menurut Sari, masalah Anda sudah selesai. Silakan periksa, lalu konfirmasi."),
    (EventType.HANDED_BACK, "Tiket Anda kembali ke antrean"),
    (EventType.CONFIRMED, "Pelapor mengonfirmasi bahwa tiket selesai."),
    (EventType.CONFIRMED_SILENTLY, "Tiket Anda dinyatakan selesai karena tidak ada konfirmasi."),
    (EventType.CLOSED, "Tiket ditutup oleh pelapor."),
]


@dataclass
class FakeOutbox:
    """A fake outbox that keeps the letters that are added to it."""

    sent: list[Letter] = field(default_factory=list)

    def add(self, message: Outgoing, *, chat_id: int | None, at: datetime, **_rest: object) -> int:
        assert isinstance(message, SendLetter)
        assert (message.kind, chat_id, at) == (LetterKind.TICKET, None, NOW)
        self.sent.append(message.letter)
        return len(self.sent)


@dataclass
class FakeUnit:
    """The part of a unit of work that e-mails need."""

    people: FakePeople = field(default_factory=FakePeople)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)


def letters(
    seen: TicketDetails, *kinds: EventType, reporter: Person = PPK, can_mail: bool = True, link: str = LINK
) -> list[Letter]:
    """Return the e-mails that these events of a ticket cause, in order."""
    office = FakeUnit(FakePeople(reporter, HELPDESK))
    helpdesk = HelpdeskServices(RUNNER, RENDERER, can_mail=can_mail, link=link)
    for kind in kinds:
        event = Event(kind, NOW, HELPDESK.id, Role.HELPDESK_LPSE, {}, seen.ticket.description)
        queue_ticket_mail(TransactionContext(helpdesk, cast("UnitOfWork", office), NOW), seen, event, "Sari")
    return office.outbox.sent


def asked(of: Person = PPK) -> TicketDetails:
    """Return a ticket of Budi about which this person is asked for feedback."""
    return details(Words(), asked_id=of.id)


@pytest.mark.parametrize(("kind", "said"), WRITTEN)
def test_what_concerns_a_reporter_is_written_to_the_address_of_the_ticket(kind: EventType, said: str) -> None:
    [letter] = letters(asked(), kind)
    assert letter.to == ticket(Words()).email
    assert said in letter.text
    assert said in unescape(letter.html)


def test_nothing_else_is_written_about() -> None:
    assert {kind for kind, _said in WRITTEN} == MAILED
    assert letters(asked(), *(set(EventType) - MAILED)) == []


def test_where_no_letters_can_be_sent_none_are_written() -> None:
    assert letters(asked(), *MAILED, can_mail=False) == []


def test_all_letters_about_a_ticket_stay_together() -> None:
    sent = letters(asked(), *MAILED)
    assert {letter.subject for letter in sent} == {f"[{ticket(Words()).number}] {Words().title}"}
    assert len({letter.thread for letter in sent}) == 1
    assert letters(details(Words(), id=8), EventType.TAKEN)[0].thread != sent[0].thread


def test_a_letter_says_what_is_told_in_chat() -> None:
    seen = asked()
    event = Event(EventType.SOLVED, NOW, HELPDESK.id, Role.HELPDESK_LPSE, {}, seen.ticket.description)
    told = RENDERER.screen(
        notices.event_notice(seen, event, EVENTS[event.kind].notice_for(Audience.REPORTER), "Sari"), "id"
    )
    [letter] = letters(seen, EventType.SOLVED)
    assert letter.text == f"{telegram_text(told)}\n\n{LINK}"
    assert told.text in letter.html


def test_a_reporter_who_is_not_the_one_asked_is_told_that_somebody_is() -> None:
    [letter] = letters(asked(SUPPLIER), EventType.FEEDBACK_ASKED)
    assert "Sari meminta feedback." in letter.text


def test_a_letter_is_in_the_language_of_the_reporter() -> None:
    [letter] = letters(asked(), EventType.SOLVED, reporter=replace(PPK, language="en"))
    assert "Please check, then confirm" in letter.text
    assert "Open LPSE Support on Telegram" in letter.html
    [letter] = letters(asked(), EventType.SOLVED)
    assert "Buka LPSE Support di Telegram" in letter.html


def test_a_letter_about_a_ticket_of_somebody_who_left_is_written_all_the_same() -> None:
    [letter] = letters(asked(), EventType.SOLVED, reporter=SUPPLIER)
    assert "Silakan periksa, lalu konfirmasi" in letter.text


def test_what_people_wrote_stays_what_they_wrote() -> None:
    seen = details(Words(title="<b>Judul</b> & {{ x }}", text=HOSTILE))
    [letter] = letters(seen, EventType.SOLVED)
    assert letter.subject.endswith("] <b>Judul</b> & {{ x }}")
    assert HOSTILE in letter.text
    assert "<script" not in letter.html
    assert HOSTILE in unescape(letter.html)


def test_a_letter_leads_back_to_the_chat_where_there_is_a_way() -> None:
    [letter] = letters(asked(), EventType.TAKEN)
    assert letter.text.endswith(f"\n\n{LINK}")
    assert f'href="{LINK}"' in letter.html
    [letter] = letters(asked(), EventType.TAKEN, link="")
    assert letter.text == letter.text.strip()
    assert "href" not in letter.html
