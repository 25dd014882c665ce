"""Write letters to the address of a ticket, for reporters who read mail instead of chat."""

from __future__ import annotations

from conversations.rendering.screen import Note, Screen
from conversations.screens.card import TicketDetails
from conversations.screens.notices import letter as letter_screen
from core.messaging.outgoing import Letter, LetterKind, RefusalNotice, SendLetter
from core.tickets.events import Event
from core.tickets.letters import letter_about
from core.tickets.ticket import Ticket
from core.words import _
from handlers.context.message_body import note_body
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import TransactionContext

# The prefix of a deep link that opens a ticket, before the ticket's number.
TICKET_LINK = "t_"
NO_REPLY = Note(
    _("E-mail ini dikirim otomatis. Mohon jangan balas e-mail ini: balasannya tidak dibaca siapa pun.")
)
_REFUSED = _(
    "E-mail tentang tiket %(number)s ditolak oleh alamat %(email)s. Periksa alamatnya di Profil. "
    "Perkembangan tiket tetap dikabarkan di sini."
)


def is_mailed(context: TransactionContext, ticket: Ticket, event: Event) -> bool:
    """Return whether a letter is written about this event."""
    return context.helpdesk.can_mail and letter_about(ticket, event) is not None


def queue_ticket_mail(context: TransactionContext, seen: TicketDetails, event: Event, who: str) -> None:
    """Put the letter about this event into the outbox, if it is one that is written about."""
    ticket = seen.ticket
    spec = letter_about(ticket, event)
    # The address of a reporter who was erased is empty.
    if spec is None or not context.helpdesk.can_mail or not ticket.email:
        return
    reporter = context.unit.people.get(ticket.reporter_id)
    language = reporter.language if reporter else ""
    renderer = context.helpdesk.renderer
    language = language if language in renderer.languages else renderer.languages[0]
    body = renderer.screen(letter_screen(seen, event, spec, who), language).text
    link = ticket_link(context, ticket)
    page = Screen("mail/ticket.html", {"body": body, "link": link, "ticket": ticket, "no_reply": NO_REPLY})
    parts = (renderer.without_markup(body), link, renderer.sentence(NO_REPLY, language))
    letter = Letter(
        to=ticket.email,
        subject=f"[{ticket.number}] {renderer.translate(spec.subject, language)}: {ticket.title}",
        text="\n\n".join(part for part in parts if part),
        html=renderer.screen(page, language).text,
        thread=f"ticket-{ticket.id}",
    )
    context.unit.outbox.add(
        SendLetter(LetterKind.TICKET, letter, if_refused=refusal_notice(context, ticket, ticket.email)),
        chat_id=None,
        priority=SendPriority.DIGEST,
        ticket_id=ticket.id,
        at=context.now,
    )


def refusal_notice(context: TransactionContext, ticket: Ticket, address: str) -> RefusalNotice | None:
    """Return what its reporter is told in chat if this address takes no letters about the ticket."""
    chat = context.unit.chats.of_person(ticket.reporter_id)
    if chat is None or not chat.reachable:
        return None
    note = Note(_REFUSED, {"number": ticket.number, "email": address})
    return RefusalNotice(chat.chat_id, note_body(context.helpdesk.renderer.note(note, chat.language)))


def ticket_link(context: TransactionContext, ticket: Ticket) -> str:
    """Return the link that opens the ticket in the chat; empty while the bot's name is unknown."""
    link = context.helpdesk.link
    return f"{link}?start={TICKET_LINK}{ticket.number}" if link else ""
