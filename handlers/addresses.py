"""Dispatch the addresses of buttons: one case for each, which the type checker proves to be complete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from conversations.addressing import addresses, report_addresses
from conversations.addressing.account_addresses import OwnData
from conversations.addressing.addresses import Address, TicketList
from conversations.addressing.admin_addresses import AdminAddress
from conversations.addressing.fields import Direction, YesNo
from conversations.addressing.report_addresses import ReportAddress
from conversations.addressing.ticket_addresses import TicketAddress
from conversations.flows.tickets.search import edit_draft
from core.errors import Refusal
from core.tickets.lifecycle import Action, Status
from core.tickets.list_views import ListView, StatusGroup
from handlers.admin.addresses import follow_admin_address
from handlers.context.request_context import RequestContext
from handlers.notify.found_alerts import keep_found_alert
from handlers.screens import conversation_flow, drafts, faq, navigation, replies, reports, resuming, sign_ins
from handlers.screens.document_requests import request_table
from handlers.screens.own_data import request_own_data
from handlers.screens.ticket_lists import ListQuery, read_list
from handlers.ticket_addresses import follow_ticket_address

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
        elif isinstance(address, TicketAddress):
            follow_ticket_address(context, address)
        elif isinstance(address, ReportAddress):
            _follow_report(context, address)
        else:
            _follow_personal(context, address)
    except Refusal as refusal:
        navigation.show_refusal(context, refusal)


def _follow_personal(context: RequestContext, address: addresses.PersonalAddress) -> None:  # noqa: C901, PLR0912 - a table
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
        case addresses.StartConversation(name, subject):
            _begin(context, name, subject)
        case addresses.ResumeDraft(key):
            resuming.resume(context, key)
        case addresses.DiscardDraft(key):
            drafts.discard(context, key)
        case addresses.DraftList():
            drafts.open_drafts(context)
        case addresses.RestoreDraft():
            drafts.restore(context)
        case addresses.AddCorrection():
            replies.add_correction(context)
        case addresses.RestartDraft(key):
            resuming.begin_again(context, key)
        case addresses.FaqTopics():
            faq.open_topics(context)
        case addresses.FaqTopic(code):
            faq.open_topic(context, code)
        case addresses.FaqAnswer(code):
            faq.open_answer(context, code)
        case addresses.FaqPage(code, page):
            faq.open_answer(context, code, page)
        case addresses.SignInAnswer(answer, chat_id):
            sign_ins.answer_request(context, chat_id, approved=answer is YesNo.YES)
        case _:
            assert_never(address)


def _follow_report(context: RequestContext, address: ReportAddress) -> None:
    match address:
        case report_addresses.PeriodReport(period):
            reports.open_report(context, period)
        case report_addresses.ReportDocument(kind, period):
            reports.request_statistics(context, kind, period)
        case report_addresses.DaysReport(first, last):
            reports.open_report(context, reports.chosen_days(context, first, last))
        case report_addresses.DaysReportDocument(kind, first, last):
            reports.request_statistics(context, kind, reports.chosen_days(context, first, last))
        case _:
            assert_never(address)


def _begin(context: RequestContext, name: str, subject: int | None) -> None:
    if name == Action.TAKE.value and subject is not None:
        keep_found_alert(context, subject)
    conversation_flow.begin(context, name, subject)


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
