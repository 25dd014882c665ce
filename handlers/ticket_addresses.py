"""Dispatch the addresses of one ticket's buttons; each use case behind them checks the sender's rights."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import assert_never

from conversations.addressing import ticket_addresses as addresses
from conversations.addressing.ticket_addresses import TicketAddress
from conversations.rendering.screen import Note
from conversations.screens import card as cards
from core.administration.audit import ChangeType
from core.errors import Refusal
from core.use_cases.tickets.read_ticket import read_ticket
from core.words import _
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft
from handlers.notify.ticket_details import ticket_details
from handlers.screens import navigation, watching
from handlers.screens.document_requests import attached_file, request_bundle, request_print
from handlers.screens.looks import record_look


def follow_ticket_address(context: RequestContext, address: TicketAddress) -> None:  # noqa: C901 - a table
    """Open what a ticket's button leads to; raise Refusal("not_found") for one that is not theirs."""
    match address:
        case addresses.TicketCard(ticket_id, page):
            navigation.open_card(context, ticket_id, page)
        case addresses.TicketActions(ticket_id):
            _actions(context, ticket_id)
        case addresses.TicketPdf(ticket_id):
            request_print(context, ticket_id)
        case addresses.TicketFiles(ticket_id, page):
            _files(context, ticket_id, page)
        case addresses.TicketFile(ticket_id, ordinal):
            _file(context, ticket_id, ordinal)
        case addresses.TicketVolume(ticket_id, volume):
            navigation.set_volume(context, ticket_id, volume)
        case addresses.NewWatchLink(ticket_id):
            _run_on_card(context, ticket_id, watching.create_link)
        case addresses.Watchers(ticket_id):
            _run_on_card(context, ticket_id, watching.open_watchers)
        case addresses.AskToUnwatch(ticket_id, person_id):
            _run_on_card(context, ticket_id, partial(watching.ask_to_stop, person_id=person_id))
        case addresses.Unwatch(ticket_id, person_id):
            _run_on_card(context, ticket_id, partial(watching.stop_watching, person_id=person_id))
        case _:
            assert_never(address)


def _actions(context: RequestContext, ticket_id: int) -> None:
    park_draft(context)
    ticket = read_ticket(context.unit.tickets, context.me, ticket_id)
    if not cards.may_work(ticket, context.me):
        # The button is old: the ticket was changed meanwhile, and its card shows how.
        navigation.show_refusal(context, Refusal("not_yours", number=ticket.number), ticket.id)
        return
    context.show(cards.work(ticket_details(context, ticket), context.me))


def _files(context: RequestContext, ticket_id: int, page: int) -> None:
    park_draft(context)
    ticket = read_ticket(context.unit.tickets, context.me, ticket_id)
    record_look(context, ChangeType.TICKET_OPENED, ticket)
    files = context.unit.discussion.files(ticket.id)
    context.show(cards.file_list(ticket_details(context, ticket), files, page))


def _file(context: RequestContext, ticket_id: int, ordinal: int) -> None:
    """Send one file of a ticket, or all of them."""
    if not ordinal:
        request_bundle(context, ticket_id)
        return
    ticket = read_ticket(context.unit.tickets, context.me, ticket_id)
    file = context.unit.discussion.file(ticket.id, ordinal)
    if file is None:
        raise Refusal("not_found")
    record_look(context, ChangeType.FILES_FETCHED, ticket)
    translate = partial(context.helpdesk.renderer.translate, language=context.chat.language)
    context.send_file(attached_file(ticket.number, file, translate))
    context.answer_press(Note(_("Berkas sudah dikirim."), is_wrong=False))


def _run_on_card(
    context: RequestContext, ticket_id: int, handler: Callable[[RequestContext, int], None]
) -> None:
    """Run a handler about a ticket's watchers; show a refusal with the ticket's card."""
    try:
        handler(context, ticket_id)
    except Refusal as refusal:
        navigation.show_refusal(context, refusal, ticket_id)
