"""Addresses that buttons lead to: one class per destination, with `WIRE` as its format on a button."""

# Buttons stay on old messages for years, so a WIRE that was sent once never changes. A new address is a class
# with its WIRE (here or in `ticket_addresses.py`, `report_addresses.py`, `admin_addresses.py`), a name in the
# union at the end of that module, and a case where `handlers/` dispatches the union; mypy misses none.

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from conversations.addressing.account_addresses import OwnData
from conversations.addressing.admin_addresses import AdminAddress
from conversations.addressing.fields import AnyText, Direction, TableFormat, Word, YesNo
from conversations.addressing.report_addresses import ReportAddress
from conversations.addressing.ticket_addresses import TicketAddress
from core.tickets.lifecycle import Action
from core.tickets.list_views import ListView, StatusFilter


@dataclass(frozen=True, slots=True)
class Menu:
    """The main menu."""

    WIRE: ClassVar = "menu"


@dataclass(frozen=True, slots=True)
class Profile:
    """The reader's own account."""

    WIRE: ClassVar = "profile"


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """The choice of a language, or the language that was chosen, by its code."""

    WIRE: ClassVar = "lang:{code}"
    code: Word | None = None


@dataclass(frozen=True, slots=True)
class TicketList:
    """A page of a ticket list; `cursor` is in the list's own format, empty for the first page."""

    WIRE: ClassVar = "list:{view}:{filtered}:{direction}:{cursor}"
    view: ListView
    filtered: StatusFilter | None = None
    direction: Direction = Direction.FORWARD
    cursor: AnyText = ""


@dataclass(frozen=True, slots=True)
class TakeNext:
    """The next ticket of the reader's queue, to be taken."""

    WIRE: ClassVar = "next"


@dataclass(frozen=True, slots=True)
class StatusPicker:
    """The choice of a status to filter a list by."""

    WIRE: ClassVar = "list:{view}:pick:f:"
    view: ListView


@dataclass(frozen=True, slots=True)
class ListExport:
    """All tickets of a list as a file."""

    WIRE: ClassVar = "export:{kind}:{view}:{filtered}"
    kind: TableFormat
    view: ListView
    filtered: StatusFilter | None = None


@dataclass(frozen=True, slots=True)
class EditSearch:
    """The current search, opened for editing."""

    WIRE: ClassVar = "refine"


@dataclass(frozen=True, slots=True)
class SearchWithout:
    """The current search without the filter of this name."""

    WIRE: ClassVar = "unfilter:{name}"
    name: Word


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The dashboard, or the tickets behind the figure of this name."""

    WIRE: ClassVar = "dash:{figure}"
    figure: Word | None = None


@dataclass(frozen=True, slots=True)
class StartConversation:
    """The beginning of a conversation, about a ticket if `ticket_id` is given."""

    WIRE: ClassVar = "talk:{name}:{ticket_id}"
    name: Word
    ticket_id: int | None = None


@dataclass(frozen=True, slots=True)
class ResumeDraft:
    """A parked draft by its key, resumed where it was left."""

    WIRE: ClassVar = "resume:{key}"
    key: AnyText


@dataclass(frozen=True, slots=True)
class DiscardDraft:
    """A parked draft by its key, to be discarded."""

    WIRE: ClassVar = "discard:{key}"
    key: AnyText


@dataclass(frozen=True, slots=True)
class DraftList:
    """All parked drafts of the reader."""

    WIRE: ClassVar = "drafts"


@dataclass(frozen=True, slots=True)
class RestoreDraft:
    """The draft that was discarded last, to be kept after all."""

    WIRE: ClassVar = "undiscard"


@dataclass(frozen=True, slots=True)
class AddCorrection:
    """The new words of a message that had been sent into a ticket, to be added to it."""

    WIRE: ClassVar = "correct"


@dataclass(frozen=True, slots=True)
class RestartDraft:
    """A parked draft by its key, to be discarded before the same conversation begins anew."""

    WIRE: ClassVar = "afresh:{key}"
    key: AnyText


@dataclass(frozen=True, slots=True)
class FaqTopics:
    """The topics of the FAQ."""

    WIRE: ClassVar = "faq:"


@dataclass(frozen=True, slots=True)
class FaqTopic:
    """The topic that contains the question of this code."""

    WIRE: ClassVar = "faq:in:{code}"
    code: Word


@dataclass(frozen=True, slots=True)
class FaqAnswer:
    """The answer to the question of this code."""

    WIRE: ClassVar = "faq:{code}"
    code: Word


@dataclass(frozen=True, slots=True)
class FaqPage:
    """A page of an answer that is too long for one message; pages are counted from 0."""

    WIRE: ClassVar = "faqpage:{code}:{page}"
    code: Word
    page: int = 0


@dataclass(frozen=True, slots=True)
class SignInAnswer:
    """The owner's answer to a request for a code by another chat, told by its id."""

    WIRE: ClassVar = "signin:{answer}:{chat_id}"
    answer: YesNo
    chat_id: int


PersonalAddress: TypeAlias = (
    Menu
    | Profile
    | OwnData
    | LanguageChoice
    | TicketList
    | TakeNext
    | StatusPicker
    | ListExport
    | EditSearch
    | SearchWithout
    | Dashboard
    | StartConversation
    | ResumeDraft
    | DiscardDraft
    | DraftList
    | RestoreDraft
    | AddCorrection
    | RestartDraft
    | FaqTopics
    | FaqTopic
    | FaqAnswer
    | FaqPage
    | SignInAnswer
)
Address: TypeAlias = PersonalAddress | ReportAddress | TicketAddress | AdminAddress


def start_action(action: Action, ticket_id: int) -> StartConversation:
    """Return the address that begins an action's conversation; rejecting is part of confirming."""
    return StartConversation("confirm" if action is Action.REJECT else action.value, ticket_id)
