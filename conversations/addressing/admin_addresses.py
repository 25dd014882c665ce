"""Addresses of administrators' screens, grouped by the kind of record that they name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeAlias

from conversations.addressing.fields import AnyText, Direction, TableFormat, Word
from core.administration.audit import AuditArea


class AdminPlace(StrEnum):
    """Screens and conversations that are not about a particular record."""

    ACCOUNT_SEARCH = "accounts"
    ACCOUNT_LIST = "account_list"
    ACCOUNT_FILTERS = "account_refine"
    ADD_ACCOUNT = "account_add"
    IMPORT_ACCOUNTS = "account_import"
    LPSES = "lpses"
    ADD_LPSE = "newlpse"
    APPLICATIONS = "apps"
    ADD_APPLICATION = "newapp"
    ADD_QUESTION = "faq_add"
    EXPORT_FAQ = "faq_file"
    GROUPS = "groups"
    SETTINGS = "rules"
    AUDIT_TRAIL = "trail"
    SIGN_INS = "signins"
    READINESS = "ready"


class GroupPlace(StrEnum):
    """Screens and conversations about one staff group; `AFTER` is the page of the list behind it."""

    CARD = "group"
    DROP = "group_drop"
    AFTER = "groups_after"


class AccountPlace(StrEnum):
    """Screens and conversations about one account."""

    CARD = "account"
    CHANGE = "account_change"
    INVITE = "account_invite"
    DISABLE = "account_disable"
    ENABLE = "account_enable"
    UNLINK = "account_unlink"
    GIVE_ROLE = "role_give"
    TAKE_ROLE = "role_take"
    SIGN_INS = "account_signins"


class LpsePlace(StrEnum):
    """Screens and conversations about one LPSE; `UNSERVED_AFTER` is the page of the readiness behind it."""

    CARD = "lpse"
    CHANGE = "editlpse"
    UNSERVED_AFTER = "ready_after"


class ApplicationPlace(StrEnum):
    """Screens and conversations about one application."""

    CARD = "app"
    CHANGE = "editapp"
    ADD_CATEGORY = "newcat"
    MOVE_UP = "app_up"
    MOVE_DOWN = "app_down"
    SORT_BY_USE = "app_auto"


class CategoryPlace(StrEnum):
    """Screens and conversations about one category."""

    CARD = "cat"
    CHANGE = "editcat"
    MOVE_UP = "cat_up"
    MOVE_DOWN = "cat_down"


class QuestionPlace(StrEnum):
    """Actions on one question of the FAQ; `ADD` adds another question to its topic."""

    ADD = "faq_add"
    CHANGE = "faq_change"
    REMOVE = "faq_drop"
    MOVE_UP = "faq_up"
    MOVE_DOWN = "faq_down"


class RecordKind(StrEnum):
    """The kinds of master data that can be retired and offered again."""

    APPLICATION = "app"
    CATEGORY = "cat"
    LPSE = "lpse"


@dataclass(frozen=True, slots=True)
class AdminScreen:
    """A screen or conversation that is not about a particular record."""

    WIRE: ClassVar = "adm:{place}:"
    place: AdminPlace


@dataclass(frozen=True, slots=True)
class AccountListPage:
    """A page of the list of accounts, after or before a cursor."""

    WIRE: ClassVar = "adm:account_list:{direction}{cursor}"
    direction: Direction
    cursor: AnyText


@dataclass(frozen=True, slots=True)
class AccountScreen:
    """The card of an account, or an action on it."""

    WIRE: ClassVar = "adm:{place}:{person_id}"
    place: AccountPlace
    person_id: int


@dataclass(frozen=True, slots=True)
class GroupScreen:
    """The card of a staff group, or an action on it; `number` is its chat's id without the sign."""

    WIRE: ClassVar = "adm:{place}:{number}"
    place: GroupPlace
    number: int


@dataclass(frozen=True, slots=True)
class LpseScreen:
    """The card of an LPSE, or an action on it."""

    WIRE: ClassVar = "adm:{place}:{lpse_id}"
    place: LpsePlace
    lpse_id: int


@dataclass(frozen=True, slots=True)
class ApplicationScreen:
    """The card of an application by its code, or an action on it."""

    WIRE: ClassVar = "adm:{place}:{code}"
    place: ApplicationPlace
    code: Word


@dataclass(frozen=True, slots=True)
class CategoryScreen:
    """The card of a category by its code, or an action on it."""

    WIRE: ClassVar = "adm:{place}:{code}"
    place: CategoryPlace
    code: Word


@dataclass(frozen=True, slots=True)
class QuestionScreen:
    """An action on the question of this code."""

    WIRE: ClassVar = "adm:{place}:{code}"
    place: QuestionPlace
    code: Word


@dataclass(frozen=True, slots=True)
class RetireRecord:
    """A record of master data to be retired; `key` is its code, or the id of an LPSE."""

    WIRE: ClassVar = "adm:retire:{kind}:{key}"
    kind: RecordKind
    key: Word


@dataclass(frozen=True, slots=True)
class OfferRecord:
    """A retired record to be offered again; `key` is as for `RetireRecord`."""

    WIRE: ClassVar = "adm:offer:{kind}:{key}"
    kind: RecordKind
    key: Word


@dataclass(frozen=True, slots=True)
class AskForSetting:
    """The change of one setting of the helpdesk, by its name."""

    WIRE: ClassVar = "adm:rule:{name}"
    name: Word


@dataclass(frozen=True, slots=True)
class ImportFile:
    """The import of a file of this kind."""

    WIRE: ClassVar = "adm:import:{kind}"
    kind: Word


@dataclass(frozen=True, slots=True)
class NewestAuditLines:
    """The first page of the audit trail with the current filters."""

    WIRE: ClassVar = "adm:trail:new"


@dataclass(frozen=True, slots=True)
class AuditLinesBefore:
    """The page of the audit trail after the line of this id, which is older."""

    WIRE: ClassVar = "adm:trail:{line_id}"
    line_id: int


@dataclass(frozen=True, slots=True)
class AuditLinesOf:
    """The changes of one area in the audit trail."""

    WIRE: ClassVar = "adm:trail:{area}"
    area: AuditArea


@dataclass(frozen=True, slots=True)
class ExportAuditTrail:
    """The audit trail with the current filters, as a file."""

    WIRE: ClassVar = "adm:trail_file:{kind}"
    kind: TableFormat


@dataclass(frozen=True, slots=True)
class SignInsBefore:
    """The page of the trail of signing in after the line of this id, of one account or, for 0, of all."""

    WIRE: ClassVar = "adm:signins_before:{line_id}:{person_id}"
    line_id: int
    person_id: int


AdminAddress: TypeAlias = (
    AdminScreen
    | AccountListPage
    | AccountScreen
    | GroupScreen
    | LpseScreen
    | ApplicationScreen
    | CategoryScreen
    | QuestionScreen
    | RetireRecord
    | OfferRecord
    | AskForSetting
    | ImportFile
    | NewestAuditLines
    | AuditLinesBefore
    | AuditLinesOf
    | ExportAuditTrail
    | SignInsBefore
)
