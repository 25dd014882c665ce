"""Dispatch the addresses of buttons: one case for each, which the type checker proves to be complete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import assert_never

from conversations.addressing import addresses, report_addresses
from conversations.addressing.account_addresses import OwnData
from conversations.addressing.addresses import Address, TicketList
from conversations.addressing.admin_addresses import AdminAddress
from conversations.addressing.fields import Direction, YesNo
from conversations.flows.tickets.search import edit_draft
from conversations.rendering.screen import Note
from conversations.screens import card as cards
from core.administration.audit import ChangeType
from core.errors import Refusal
from core.tickets.lifecycle import Action, Status
from core.tickets.list_views import ListView, StatusGroup
from core.use_cases.tickets.read_ticket import read_ticket
from core.words import _
from handlers.admin.addresses import follow_admin_address
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft
from handlers.notify.ticket_details import ticket_details
from handlers.screens import conversation_flow, drafts, faq, navigation, replies, reports, sign_ins, watching
from handlers.screens.document_requests import attached_file, request_bundle, request_print, request_table
from handlers.screens.looks import record_look
from handlers.screens.own_data import request_own_data
from handlers.screens.ticket_lists import ListQuery, read_list

# The list of tickets behind each number of a dashboard.
COUNTED: Mapping[str, TicketList] = {
    "not_taken": TicketList(ListView.QUEUE),
    "in_hand": TicketList(ListView.HELD),
    "to_work": TicketList(ListView.HELD, Status.WORKING),
    "taken_today": TicketList(ListView.TAKEN),
    "not_yet_worked": TicketList(ListView.OWN, Status.WAITING),
    "open": TicketList(ListView.OWN, StatusGroup.OPEN),
    "being_worked": TicketList(ListView.OWN, StatusGroup.BEING_WORKED),
    "working": TicketList(ListView.OWN, Status.WORKING),
    "asked": TicketList(ListView.OWN, StatusGroup.ASKED),
    "ever": TicketList(ListView.OWN),
}


def follow_address(context: RequestContext, address: Address | None) -> None:
    """Open what a button leads to; None, which stands for data that no button has, opens the menu."""
    if address is None:
        navigation.open_menu(context)
        return
    try:
        if isinstance(address, AdminAddress):
            follow_admin_address(context, address)
        else:
            _follow(context, address)
    except Refusal as refusal:
        navigation.show_refusal(context, refusal)


def _follow(context: RequestContext, address: addresses.PersonalAddress) -> None:  # noqa: C901, PLR0912, PLR0915 - a table
    match address:
        case addresses.Menu():
            navigation.open_menu(context)
        case addresses.Profile():
            navigation.open_profile(context)
        case OwnData():
            request_own_data(context)
        case addresses.LanguageChoice(code):
            _language(context, code)
        case TicketList(view, filtered, direction, cursor):
            navigation.open_list(context, view, filtered, cursor, back=direction is Direction.BACK)
        case addresses.TakeNext():
            _take_next(context)
        case addresses.StatusPicker(view):
            navigation.open_status_picker(context, view)
        case addresses.ListExport(kind, view, filtered):
            request_table(context, kind, view, filtered)
        case addresses.EditSearch():
            conversation_flow.begin(context, "search", draft=edit_draft(context.chat.memo.get("search", {})))
        case addresses.SearchWithout(name):
            _search_without(context, name)
        case addresses.Dashboard(figure):
            _dashboard(context, figure)
        case addresses.PeriodReport(period):
            reports.open_report(context, period)
        case addresses.ReportDocument(kind, period):
            reports.request_statistics(context, kind, period)
        case report_addresses.DaysReport(first, last):
            reports.open_report(context, reports.chosen_days(context, first, last))
        case report_addresses.DaysReportDocument(kind, first, last):
            reports.request_statistics(context, kind, reports.chosen_days(context, first, last))
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
        case addresses.WatchLink(ticket_id):
            _run_on_card(context, ticket_id, watching.create_link)
        case addresses.Watchers(ticket_id):
            _run_on_card(context, ticket_id, watching.open_watchers)
        case addresses.AskToUnwatch(ticket_id, person_id):
            _run_on_card(context, ticket_id, partial(watching.ask_to_stop, person_id=person_id))
        case addresses.Unwatch(ticket_id, person_id):
            _run_on_card(context, ticket_id, partial(watching.stop_watching, person_id=person_id))
        case addresses.StartConversation(name, subject):
            conversation_flow.begin(context, name, subject)
        case addresses.ResumeDraft(key):
            conversation_flow.resume(context, key)
        case addresses.DiscardDraft(key):
            drafts.discard(context, key)
        case addresses.DraftList():
            drafts.open_drafts(context)
        case addresses.RestoreDraft():
            drafts.restore(context)
        case addresses.AddCorrection():
            replies.add_correction(context)
        case addresses.RestartDraft(key):
            conversation_flow.begin_again(context, key)
        case addresses.FaqTopics():
            faq.open_topics(context)
        case addresses.FaqTopic(code):
            faq.open_topic(context, code)
        case addresses.FaqAnswer(code):
            faq.open_answer(context, code)
        case addresses.SignInAnswer(answer, chat_id):
            sign_ins.answer_request(context, chat_id, approved=answer is YesNo.YES)
        case _:
            assert_never(address)


def _language(context: RequestContext, code: str | None) -> None:
    if code is None:
        navigation.open_languages(context)
        return
    context.set_language(code)
    navigation.open_menu(context)


def _search_without(context: RequestContext, name: str) -> None:
    filters = {key: value for key, value in context.chat.memo.get("search", {}).items() if key != name}
    context.chat.memo = {**context.chat.memo, "search": filters}
    navigation.open_search(context)


def _take_next(context: RequestContext) -> None:
    """Ask whether to take the most urgent ticket of the queue; show the empty queue where none waits."""
    page = read_list(context.unit, ListView.QUEUE, ListQuery(context.me, limit=1))
    if page.items:
        conversation_flow.begin(context, Action.TAKE.value, page.items[0].id)
    else:
        navigation.open_list(context, ListView.QUEUE)


def _dashboard(context: RequestContext, figure: str | None) -> None:
    """Show the numbers, or the tickets behind one of them."""
    counted = COUNTED.get(figure or "")
    if counted is None:
        navigation.open_dashboard(context)
    else:
        follow_address(context, counted)


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
