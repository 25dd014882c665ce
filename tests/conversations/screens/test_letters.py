"""E-mails about a ticket, for reporters who read mail instead of chat."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from html import unescape
from typing import cast

from conversations.screens import notices
from conversations.screens.card import TicketDetails
from core.messaging.outgoing import Letter, LetterKind, Outgoing, SendLetter
from core.organisation.roles import Role
from core.people.people import Person
from core.tickets.events import Event
from core.tickets.letters import LETTERS
from core.tickets.lifecycle import EventType
from handlers.context.ports import UnitOfWork
from handlers.context.transaction_context import BotLink, HelpdeskServices, TransactionContext
from handlers.notify.ticket_mail import queue_ticket_mail
from tests.cases import for_each
from tests.conversations.fakes import RENDERER, RUNNER, telegram_text
from tests.conversations.sample_screens import Words, details, ticket
from tests.core.fakes import HELPDESK, NOW, PPK, SUPPLIER, FakePeople

LINK = "https://t.me/lpse_support_bot"
HOSTILE = "<script>alert('x')</script> & %(x)s {{ y }}\n\nbaris kedua"

# The events that cause an e-mail to the reporter, with its words in the subject and a sentence of it.
WRITTEN = [
    (EventType.FILED, "Tiket diterima", "Tiket Anda sudah kami terima."),
    (EventType.FEEDBACK_ASKED, "Feedback diminta", "Sari perlu keterangan dari Anda."),
    (
        EventType.SOLVED,
        "Masalah diselesaikan",
        "Tiket Anda diselesaikan oleh Sari.",
    ),
    (EventType.CONFIRMED_SILENTLY, "Tiket selesai", "Tiket Anda dinyatakan selesai"),
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


class NoChats:
    """Chats of nobody: no letter names one that is told of a refusal."""

    def of_person(self, _person_id: int) -> None:
        return None


@dataclass
class FakeUnit:
    """The part of a unit of work that e-mails need."""

    people: FakePeople = field(default_factory=FakePeople)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    chats: NoChats = field(default_factory=NoChats)


def letters(
    seen: TicketDetails, *kinds: EventType, reporter: Person = PPK, can_mail: bool = True, link: str = LINK
) -> list[Letter]:
    """Return the e-mails that these events of a ticket cause, in order."""
    office = FakeUnit(FakePeople(reporter, HELPDESK))
    helpdesk = HelpdeskServices(RUNNER, RENDERER, can_mail=can_mail, bot_link=BotLink(link))
    for kind in kinds:
        event = Event(kind, NOW, HELPDESK.id, Role.HELPDESK_LPSE, {}, seen.ticket.description)
        queue_ticket_mail(TransactionContext(helpdesk, cast("UnitOfWork", office), NOW), seen, event, "Sari")
    return office.outbox.sent


def asked(of: Person = PPK) -> TicketDetails:
    """Return a ticket of Budi about which this person is asked for feedback."""
    return details(Words(), asked_id=of.id)


@for_each(("kind", "subject", "said"), WRITTEN)
def test_what_concerns_a_reporter_is_written_to_the_address_of_the_ticket(
    kind: EventType, subject: str, said: str
) -> None:
    [letter] = letters(asked(), kind)
    assert letter.to == ticket(Words()).email
    assert letter.subject == f"[{ticket(Words()).number}] {subject}: {Words().title}"
    assert said in letter.text
    assert said in unescape(letter.html)


def test_nothing_else_is_written_about() -> None:
    written = {kind for kind, _subject, _said in WRITTEN}
    assert written == set(LETTERS)
    assert letters(asked(), *(set(EventType) - written)) == []


@for_each("kind", EventType)
def test_reporters_get_no_letter_about_what_they_did_but_the_number_of_a_new_ticket(kind: EventType) -> None:
    seen = details(Words(), asked_id=PPK.id, reporter_id=HELPDESK.id)
    assert len(letters(seen, kind)) == (kind is EventType.FILED)


def test_where_no_letters_can_be_sent_none_are_written() -> None:
    assert letters(asked(), *LETTERS, can_mail=False) == []


def test_all_letters_about_a_ticket_stay_together() -> None:
    sent = letters(asked(), *LETTERS)
    assert len({letter.thread for letter in sent}) == 1
    assert letters(details(Words(), id=8), EventType.SOLVED)[0].thread != sent[0].thread


def test_a_letter_says_the_same_in_both_forms_and_that_nobody_reads_an_answer() -> None:
    seen = asked()
    event = Event(EventType.SOLVED, NOW, HELPDESK.id, Role.HELPDESK_LPSE, {}, seen.ticket.description)
    body = RENDERER.screen(notices.letter(seen, event, LETTERS[event.kind], "Sari"), "id")
    [letter] = letters(seen, EventType.SOLVED)
    assert letter.text.startswith(f"{telegram_text(body)}\n\n{LINK}")
    assert body.text in letter.html
    assert "jangan balas e-mail ini" in letter.text
    assert "jangan balas e-mail ini" in letter.html


def test_a_reporter_gets_no_letter_about_what_is_asked_of_a_desk() -> None:
    assert letters(asked(SUPPLIER), EventType.FEEDBACK_ASKED) == []


def test_a_letter_is_in_the_language_of_the_reporter() -> None:
    [letter] = letters(asked(), EventType.SOLVED, reporter=replace(PPK, language="en"))
    assert "solved" in letter.subject
    assert "Open this ticket in Telegram" in letter.html
    [letter] = letters(asked(), EventType.SOLVED)
    assert "Buka tiket ini di Telegram" in letter.html


def test_a_letter_about_a_ticket_of_somebody_who_left_is_written_all_the_same() -> None:
    [letter] = letters(asked(), EventType.SOLVED, reporter=SUPPLIER)
    assert "Konfirmasi" in letter.text


def test_what_people_wrote_stays_what_they_wrote() -> None:
    seen = details(Words(title="<b>Judul</b> & {{ x }}", text=HOSTILE))
    [letter] = letters(seen, EventType.SOLVED)
    assert letter.subject.endswith(": <b>Judul</b> & {{ x }}")
    assert HOSTILE in letter.text
    assert "<script" not in letter.html
    assert HOSTILE in unescape(letter.html)


def test_a_letter_opens_its_ticket_in_the_chat_where_there_is_a_way() -> None:
    link = f"{LINK}?start=t_{ticket(Words()).number}"
    [letter] = letters(asked(), EventType.SOLVED)
    assert f"\n\n{link}\n\n" in letter.text
    assert f'href="{link}"' in letter.html
    [letter] = letters(asked(), EventType.SOLVED, link="")
    assert "\n\n\n" not in letter.text
    assert "href" not in letter.html
