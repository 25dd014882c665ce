"""One unit of work: every repository over one connection, each made when it is first used."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from storage.engine.edition_cache import EditionCache
from storage.engine.news import Topic
from storage.master_data.bulk_import import SqlBulkImport
from storage.master_data.catalogue_documents import SqlMasterData
from storage.master_data.category_uses import SqlCategoryUses
from storage.master_data.faq_counts import SqlFaqCounts
from storage.master_data.lpses import SqlLpses
from storage.master_data.package_answers import SqlPackageAnswers
from storage.master_data.package_records import SqlPackageRecords
from storage.master_data.retirements import SqlRetirements
from storage.messaging.chats import SqlChatLinks, SqlChats, SqlParkedDrafts
from storage.messaging.event_queue import SqlEventQueue
from storage.messaging.groups import SqlGroups
from storage.messaging.inbox import SqlInbox
from storage.messaging.job_queue import SqlJobQueue
from storage.messaging.letters import SqlLetters
from storage.messaging.live_messages import SqlLiveMessages
from storage.messaging.outbox import SqlOutbox
from storage.messaging.problems import SqlProblems
from storage.messaging.send_queue import SqlSendQueue
from storage.messaging.sends import SqlSends
from storage.messaging.ticket_messages import SqlTicketMessages
from storage.messaging.waiting_alerts import SqlWaitingAlerts
from storage.messaging.waiting_sends import SqlWaitingSends
from storage.people.account_search import SqlAccountSearch
from storage.people.accounts import SqlAccounts
from storage.people.alarms import SqlAlarms
from storage.people.audit import SqlAudit
from storage.people.looks import SqlLooks
from storage.people.people import SqlPeople
from storage.people.reachability import SqlReachability
from storage.people.service_faults import SqlServiceFaults
from storage.people.sign_in import SqlInvitations, SqlSignInCodes, SqlSignInLimits
from storage.people.sign_in_trail import SqlSignInTrail
from storage.privacy.erasure import SqlErasures
from storage.privacy.exporting import SqlPersonalData
from storage.queries.backlog import SqlBacklog
from storage.queries.counts import SqlCounts
from storage.queries.lists import SqlLists
from storage.queries.reports import SqlReports
from storage.queries.search import SqlSearch
from storage.retention import SqlRetention
from storage.tickets.copies import SqlCopies
from storage.tickets.due_priorities import SqlDuePriorities
from storage.tickets.history import SqlDiscussion
from storage.tickets.numbers import SqlNumbers
from storage.tickets.tickets import SqlTickets
from storage.tickets.unheld_tickets import SqlUnheldTickets
from storage.tickets.volumes import SqlVolumes
from storage.tickets.watch_links import SqlWatchLinks


class SqlUnitOfWork:
    """Give access to everything that one transaction may touch, and end with that transaction.

    Only `UnitsOfWork` makes it, and nothing outside of storage and tests uses `connection`. `topics` say what
    was put out so far: whoever sends, tells, makes or fetches that is woken after the commit.
    """

    def __init__(self, connection: Connection, editions: EditionCache) -> None:
        self.connection = connection
        self._editions = editions
        self.topics: set[Topic] = set()

    @cached_property
    def tickets(self) -> SqlTickets:
        return SqlTickets(self.connection, self.topics)

    @cached_property
    def numbers(self) -> SqlNumbers:
        return SqlNumbers(self.connection)

    @cached_property
    def ticket_messages(self) -> SqlTicketMessages:
        return SqlTicketMessages(self.connection)

    @cached_property
    def volumes(self) -> SqlVolumes:
        return SqlVolumes(self.connection)

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
    def backlog(self) -> SqlBacklog:
        return SqlBacklog(self.connection)

    @cached_property
    def reports(self) -> SqlReports:
        return SqlReports(self.connection)

    @cached_property
    def faq_counts(self) -> SqlFaqCounts:
        return SqlFaqCounts(self.connection)

    @cached_property
    def category_uses(self) -> SqlCategoryUses:
        return SqlCategoryUses(self.connection, self._editions)

    @cached_property
    def releases(self) -> SqlUnheldTickets:
        return SqlUnheldTickets(self.connection)

    @cached_property
    def due_priorities(self) -> SqlDuePriorities:
        return SqlDuePriorities(self.connection)

    @cached_property
    def discussion(self) -> SqlDiscussion:
        return SqlDiscussion(self.connection)

    @cached_property
    def copies(self) -> SqlCopies:
        return SqlCopies(self.connection)

    @cached_property
    def lpses(self) -> SqlLpses:
        return SqlLpses(self.connection, self._editions)

    @cached_property
    def master(self) -> SqlMasterData:
        return SqlMasterData(self.connection, self._editions)

    @cached_property
    def bulk(self) -> SqlBulkImport:
        return SqlBulkImport(self.connection)

    @cached_property
    def looks(self) -> SqlLooks:
        return SqlLooks(self.connection)

    @cached_property
    def audit(self) -> SqlAudit:
        return SqlAudit(self.connection)

    @cached_property
    def service_faults(self) -> SqlServiceFaults:
        return SqlServiceFaults(self.connection)

    @cached_property
    def alarms(self) -> SqlAlarms:
        return SqlAlarms(self.connection)

    @cached_property
    def people(self) -> SqlPeople:
        return SqlPeople(self.connection)

    @cached_property
    def personal_data(self) -> SqlPersonalData:
        return SqlPersonalData(self.connection)

    @cached_property
    def erasures(self) -> SqlErasures:
        return SqlErasures(self.connection)

    @cached_property
    def reachability(self) -> SqlReachability:
        return SqlReachability(self.connection)

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
    def sign_in_limits(self) -> SqlSignInLimits:
        return SqlSignInLimits(self.connection)

    @cached_property
    def sign_in_trail(self) -> SqlSignInTrail:
        return SqlSignInTrail(self.connection)

    @cached_property
    def invitations(self) -> SqlInvitations:
        return SqlInvitations(self.connection)

    @cached_property
    def watch_links(self) -> SqlWatchLinks:
        return SqlWatchLinks(self.connection)

    @cached_property
    def retirements(self) -> SqlRetirements:
        return SqlRetirements(self.connection)

    @cached_property
    def links(self) -> SqlChatLinks:
        return SqlChatLinks(self.connection)

    @cached_property
    def chats(self) -> SqlChats:
        return SqlChats(self.connection)

    @cached_property
    def parked_drafts(self) -> SqlParkedDrafts:
        return SqlParkedDrafts(self.connection)

    @cached_property
    def groups(self) -> SqlGroups:
        return SqlGroups(self.connection)

    @cached_property
    def inbox(self) -> SqlInbox:
        return SqlInbox(self.connection)

    @cached_property
    def problems(self) -> SqlProblems:
        return SqlProblems(self.connection, self.topics)

    @cached_property
    def live_messages(self) -> SqlLiveMessages:
        return SqlLiveMessages(self.connection)

    @cached_property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self.connection, self.live_messages, self.topics)

    @cached_property
    def jobs(self) -> SqlJobQueue:
        return SqlJobQueue(self.connection)

    @cached_property
    def waiting_alerts(self) -> SqlWaitingAlerts:
        return SqlWaitingAlerts(self.connection, self.topics)

    @cached_property
    def tells(self) -> SqlEventQueue:
        return SqlEventQueue(self.connection)

    @cached_property
    def sends(self) -> SqlSends:
        return SqlSends(self.connection)

    @cached_property
    def waiting_sends(self) -> SqlWaitingSends:
        return SqlWaitingSends(self.connection)

    @cached_property
    def retention(self) -> SqlRetention:
        return SqlRetention(self.connection)

    @cached_property
    def letters(self) -> SqlLetters:
        return SqlLetters(self.connection)

    @cached_property
    def send_queue(self) -> SqlSendQueue:
        return SqlSendQueue(self.connection)
