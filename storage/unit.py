"""One unit of work: every repository over one connection, each made when it is first asked for."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from storage.account_register import SqlAccounts
from storage.account_search import SqlAccountSearch
from storage.audit import SqlAudit
from storage.chats import SqlChats, SqlLinks, SqlTalks
from storage.copies import SqlCopies
from storage.counts import SqlCounts
from storage.faq import SqlFaqCounts
from storage.groups import SqlGroups
from storage.history import SqlDiscussion
from storage.inbox import SqlInbox
from storage.lists import SqlLists
from storage.master_data import SqlMasterData
from storage.numbers import SqlNumbers
from storage.offices import SqlOffices
from storage.outbox import SqlOutbox
from storage.package_answers import SqlPackageAnswers
from storage.package_records import SqlPackageRecords
from storage.people import SqlPeople
from storage.releases import SqlReleases
from storage.reports import SqlReports
from storage.search import SqlSearch
from storage.shelf import Shelf
from storage.sign_in import SqlInvitations, SqlSignInCodes
from storage.slots import SqlSlots
from storage.tickets import SqlTickets
from storage.watch_links import SqlWatchLinks

__all__ = ["Shelf", "SqlUnit"]


class SqlUnit:
    """What one transaction may touch. `shelf` is the process's own; the unit ends with the transaction."""

    def __init__(self, connection: Connection, shelf: Shelf) -> None:
        self.connection = connection
        self._shelf = shelf

    @cached_property
    def tickets(self) -> SqlTickets:
        return SqlTickets(self.connection)

    @cached_property
    def numbers(self) -> SqlNumbers:
        return SqlNumbers(self.connection)

    @cached_property
    def lists(self) -> SqlLists:
        return SqlLists(self.connection)

    @cached_property
    def search(self) -> SqlSearch:
        return SqlSearch(self.connection)

    @cached_property
    def counts(self) -> SqlCounts:
        return SqlCounts(self.connection)

    @cached_property
    def reports(self) -> SqlReports:
        return SqlReports(self.connection)

    @cached_property
    def faq_counts(self) -> SqlFaqCounts:
        return SqlFaqCounts(self.connection)

    @cached_property
    def releases(self) -> SqlReleases:
        return SqlReleases(self.connection)

    @cached_property
    def discussion(self) -> SqlDiscussion:
        return SqlDiscussion(self.connection)

    @cached_property
    def copies(self) -> SqlCopies:
        return SqlCopies(self.connection)

    @cached_property
    def offices(self) -> SqlOffices:
        return SqlOffices(self.connection, self._shelf)

    @cached_property
    def master(self) -> SqlMasterData:
        return SqlMasterData(self.connection, self._shelf)

    @cached_property
    def audit(self) -> SqlAudit:
        return SqlAudit(self.connection)

    @cached_property
    def people(self) -> SqlPeople:
        return SqlPeople(self.connection)

    @cached_property
    def accounts(self) -> SqlAccounts:
        return SqlAccounts(self.connection)

    @cached_property
    def account_search(self) -> SqlAccountSearch:
        return SqlAccountSearch(self.connection, self.accounts)

    @cached_property
    def packages(self) -> SqlPackageRecords:
        return SqlPackageRecords(self.connection)

    @cached_property
    def package_answers(self) -> SqlPackageAnswers:
        return SqlPackageAnswers(self.connection)

    @cached_property
    def codes(self) -> SqlSignInCodes:
        return SqlSignInCodes(self.connection)

    @cached_property
    def invitations(self) -> SqlInvitations:
        return SqlInvitations(self.connection)

    @cached_property
    def watch_links(self) -> SqlWatchLinks:
        return SqlWatchLinks(self.connection)

    @cached_property
    def links(self) -> SqlLinks:
        return SqlLinks(self.connection)

    @cached_property
    def chats(self) -> SqlChats:
        return SqlChats(self.connection)

    @cached_property
    def talks(self) -> SqlTalks:
        return SqlTalks(self.connection)

    @cached_property
    def groups(self) -> SqlGroups:
        return SqlGroups(self.connection)

    @cached_property
    def inbox(self) -> SqlInbox:
        return SqlInbox(self.connection)

    @cached_property
    def slots(self) -> SqlSlots:
        return SqlSlots(self.connection)

    @cached_property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self.connection, self.slots)
