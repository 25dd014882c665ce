"""Addresses on buttons: every address that was ever sent can be read, and forged ones lead nowhere."""

from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.addressing import addresses as a
from conversations.addressing import admin_addresses as admin
from conversations.addressing import report_addresses, ticket_addresses
from conversations.addressing.account_addresses import OwnData
from conversations.addressing.addresses import Address
from conversations.addressing.codec import MOST_BYTES, OLD_WIRES, decode, encode
from conversations.addressing.fields import Direction, ReportFormat, TableFormat, YesNo
from core.administration.audit import AuditArea
from core.tickets.lifecycle import Action, Status
from core.tickets.list_views import ListView, StatusGroup
from core.tickets.statistics import Period
from core.tickets.volumes import Volume
from handlers.context.callback_data import ADDRESS
from tests.cases import for_each
from tests.conversations.all_screens import SCREENS
from tests.conversations.fakes import in_every_language

# Addresses as they were encoded before `codec` existed: of all sample screens, and of every list, filter,
# action, period, draft, and screen of an administrator.
SENT = Path("tests/data/button_addresses.txt").read_text(encoding="utf-8").splitlines()
ADDED_SINCE = {
    OwnData,
    a.AddCorrection,
    a.DraftList,
    a.FaqPage,
    a.RestoreDraft,
    a.SignInAnswer,
    a.TakeNext,
    ticket_addresses.TicketVolume,
    admin.SignInsBefore,
    report_addresses.DaysReport,
    report_addresses.DaysReportDocument,
}
CLASSES: tuple[Any, ...] = get_args(Address)
LARGEST = 2**63 - 1


@for_each(
    ("address", "text"),
    [
        (a.Menu(), "menu"),
        (a.TakeNext(), "next"),
        (a.Profile(), "profile"),
        (a.LanguageChoice(), "lang:"),
        (a.LanguageChoice("en"), "lang:en"),
        (a.TicketList(ListView.OWN), "list:own::f:"),
        (a.TicketList(ListView.ALL, Status.CLOSED), "list:all:closed:f:"),
        (a.TicketList(ListView.OWN, StatusGroup.OPEN, cursor="17"), "list:own:open:f:17"),
        (a.TicketList(ListView.QUEUE, None, Direction.BACK, "2.17"), "list:queue::b:2.17"),
        (a.TicketList(ListView.FOUND, cursor="any:text"), "list:found::f:any:text"),
        (a.StatusPicker(ListView.ALL), "list:all:pick:f:"),
        (a.ListExport(TableFormat.CSV, ListView.ALL, Status.CLOSED), "export:csv:all:closed"),
        (a.ListExport(TableFormat.XLSX, ListView.FOUND), "export:xlsx:found:"),
        (a.EditSearch(), "refine"),
        (a.SearchWithout("lpse"), "unfilter:lpse"),
        (a.Dashboard(), "dash:"),
        (a.Dashboard("not_taken"), "dash:not_taken"),
        (report_addresses.PeriodReport(), "report:"),
        (report_addresses.PeriodReport(Period.THIRTY_DAYS), "report:30days"),
        (report_addresses.DaysReport("20260101", "20261231"), "reportdays:20260101:20261231"),
        (
            report_addresses.DaysReportDocument(ReportFormat.XLSX, "20260101", "20261231"),
            "reportdaysdoc:xlsx:20260101:20261231",
        ),
        (report_addresses.ReportDocument(ReportFormat.PICTURES, Period.TODAY), "reportdoc:pictures:today"),
        (ticket_addresses.TicketCard(7), "card:7:0"),
        (ticket_addresses.TicketCard(7, 2), "card:7:2"),
        (ticket_addresses.TicketActions(7), "work:7"),
        (ticket_addresses.TicketPdf(7), "print:7"),
        (ticket_addresses.TicketFiles(7, 1), "files:7:1"),
        (ticket_addresses.TicketFile(7, 0), "file:7:0"),
        (ticket_addresses.TicketVolume(7, Volume.SILENT), "volume:7:silent"),
        (ticket_addresses.NewWatchLink(7), "watch:7"),
        (ticket_addresses.Watchers(7), "watchers:7"),
        (ticket_addresses.AskToUnwatch(7, 3), "unwatch:7:3"),
        (ticket_addresses.Unwatch(7, 3), "unwatched:7:3"),
        (a.StartConversation("new"), "talk:new:"),
        (a.StartConversation("answer", 7), "talk:answer:7"),
        (a.ResumeDraft("answer:7"), "resume:answer:7"),
        (a.DiscardDraft("new"), "discard:new"),
        (a.DraftList(), "drafts"),
        (a.RestoreDraft(), "undiscard"),
        (a.AddCorrection(), "correct"),
        (a.RestartDraft("new"), "afresh:new"),
        (a.FaqTopics(), "faq:"),
        (a.FaqTopic("totp"), "faq:in:totp"),
        (a.FaqAnswer("totp"), "faq:totp"),
        (a.FaqPage("totp", 1), "faqpage:totp:1"),
        (admin.AdminScreen(admin.AdminPlace.SETTINGS), "adm:rules:"),
        (admin.AccountListPage(Direction.BACK, "5"), "adm:account_list:b5"),
        (admin.AccountScreen(admin.AccountPlace.INVITE, 5), "adm:account_invite:5"),
        (admin.LpseScreen(admin.LpsePlace.CARD, 10), "adm:lpse:10"),
        (admin.ApplicationScreen(admin.ApplicationPlace.ADD_CATEGORY, "spse"), "adm:newcat:spse"),
        (admin.CategoryScreen(admin.CategoryPlace.CHANGE, "spse-login"), "adm:editcat:spse-login"),
        (admin.QuestionScreen(admin.QuestionPlace.MOVE_UP, "totp"), "adm:faq_up:totp"),
        (admin.RetireRecord(admin.RecordKind.LPSE, "10"), "adm:retire:lpse:10"),
        (admin.OfferRecord(admin.RecordKind.APPLICATION, "spse"), "adm:offer:app:spse"),
        (admin.AskForSetting("reminder_days"), "adm:rule:reminder_days"),
        (admin.ImportFile("faq"), "adm:import:faq"),
        (admin.NewestAuditLines(), "adm:trail:new"),
        (admin.AuditLinesBefore(20), "adm:trail:20"),
        (admin.AuditLinesOf(AuditArea.FAQ), "adm:trail:faq"),
        (admin.ExportAuditTrail(TableFormat.CSV), "adm:trail_file:csv"),
        (admin.SignInsBefore(20, 0), "adm:signins_before:20:0"),
        (a.SignInAnswer(YesNo.YES, 7000000001), "signin:yes:7000000001"),
    ],
)
def test_each_address_has_a_text(address: Address, text: str) -> None:
    assert encode(address) == text
    assert decode(text) == address


def test_stored_messages_of_every_kind_are_read_and_written_unchanged() -> None:
    read = {text: decode(text) for text in SENT}
    assert {text: address and encode(address) for text, address in read.items()} == {t: t for t in SENT}
    assert set(CLASSES) - {type(address) for address in read.values()} == ADDED_SINCE


def test_what_was_written_otherwise_once_is_still_read() -> None:
    assert {ticket_addresses.TicketFiles: "files:{ticket_id}"} == OLD_WIRES
    assert decode("files:7") == ticket_addresses.TicketFiles(7, page=0)


def test_every_button_of_every_screen_can_be_sent_and_followed() -> None:
    for screen in SCREENS.values():
        for _language, rendered in in_every_language(screen):
            for address in (button.to for row in rendered.rows for button in row):
                if address is not None:
                    text = encode(address)
                    assert decode(text) == address
                    assert len(f"{ADDRESS}:{text}".encode()) <= 64


def test_every_action_starts_a_conversation() -> None:
    for action in Action:
        if action is not Action.REJECT:
            assert encode(a.start_action(action, 7)) == f"talk:{action}:7"
    assert a.start_action(Action.REJECT, 7) == a.start_action(Action.CONFIRM, 7)


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for everything that a field of this type may hold."""
    if kind is int:
        return st.integers(0, LARGEST)
    if get_origin(kind) is Annotated:
        return st.from_regex(f"(?s:{get_args(kind)[1]})", fullmatch=True)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    return st.none() if kind is type(None) else st.one_of([values(part) for part in get_args(kind)])


@st.composite
def any_address(draw: st.DrawFn) -> Address:
    """Draw an address of any class with any values in its fields."""
    kind = draw(st.sampled_from(CLASSES))
    hints = get_type_hints(kind, include_extras=True)
    address: Address = kind(
        **{name: draw(values(hints[name])) for name in (one.name for one in fields(kind))}
    )
    return address


@settings(deadline=None)
@given(any_address())
def test_what_is_written_is_read(address: Address) -> None:
    try:
        text = encode(address)
    except RuntimeError as error:
        assert "too long" in str(error), "whatever fits can be read back"  # noqa: PT017
    else:
        assert decode(text) == address
        assert len(text.encode()) <= MOST_BYTES


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_as_an_address_or_as_none(text: str) -> None:
    address = decode(text)
    assert address is None or decode(encode(address)) == address


@settings(deadline=None)
@given(st.sampled_from(SENT), st.integers(0, 40), st.text(":/0123456789abfx\n\x00😀٣", max_size=3))
def test_a_text_that_was_tampered_with_is_read_as_an_address_or_as_none(text: str, at: int, put: str) -> None:
    address = decode(text[:at] + put + text[at + 1 :])
    assert address is None or isinstance(address, CLASSES)


@for_each(
    "text",
    [
        "",
        ":",
        "::::",
        "nonsense",
        "menu:",
        "card",
        "card:",
        "card:7",
        "card:x:0",
        "card:-1:0",
        "card:1e3:0",
        "card:٣:0",
        "card:7:0\n",
        f"card:{LARGEST + 1}:0",
        "list:nothing::f:",
        "list:own:nothing:f:",
        "list:own::x:",
        "export:pdf:own:",
        "talk:take:1\n",
        "unwatch:1",
        "faq:in:",
        "faq:a:b",
        "adm",
        "adm:nothing:",
        "adm:rules:x",
        "adm:account:x",
        "adm:retire:moon:1",
        "adm:trail:moon",
    ],
)
def test_what_no_button_of_ours_says_is_no_address(text: str) -> None:
    assert decode(text) is None


@for_each(
    ("address", "problem"),
    [
        (ticket_addresses.TicketCard(-1), "not to be read back"),
        (ticket_addresses.TicketCard(LARGEST + 1), "not to be read back"),
        (a.FaqAnswer(""), "not to be read back"),
        (a.FaqAnswer("in:totp"), "not to be read back"),
        (a.FaqAnswer("x" * 60), "too long"),
    ],
)
def test_an_address_that_no_button_can_carry_is_not_written(address: Address, problem: str) -> None:
    with pytest.raises(RuntimeError, match=problem):
        encode(address)
