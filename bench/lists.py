"""Measure pages of lists and searches, and cards, in a database of 100,000 tickets on disk."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from bench.sample_database import SEED, open_sample_database
from bench.sample_tickets import FIRST, LAST
from bench.stage import row
from bot.process.settings import Settings
from bot.wiring import create_helpdesk
from conversations.screens import card as cards
from conversations.screens.lists import ticket_list
from core.pages import Page
from core.people.people import Person
from core.tickets.lifecycle import Status
from core.tickets.list_views import ListView
from core.tickets.numbers import find_number, number_part
from core.tickets.search import SortOrder, TicketFilters, TicketScope, scope_of
from core.tickets.summaries import TicketSummary
from core.use_cases.tickets.read_ticket import read_ticket
from handlers.context.transaction_context import TransactionContext
from handlers.notify.ticket_details import list_rows, ticket_details
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork

TICKETS = 100_000
ROUNDS, WARM_UP = 200, 20
# Scans for each search: few, since one takes as long as a hundred pages.
SCANS = 7
PAGE = 10

ReadPage = Callable[[], Page[TicketSummary]]


async def measure_lists() -> str:
    """Measure reads on one connection, by the busiest people.

    Times are the reading thread's processor time: the file is in memory after the first rounds, so a read
    waits for nothing but a machine that is busy with something else.
    """
    units = await open_sample_database(TICKETS)
    try:
        return await units.read(lambda unit: _measure(ReadMeasurements(unit)))
    finally:
        await units.close()


def _measure(measurements: ReadMeasurements) -> str:
    return "\n".join(
        [
            *("| list | median ms | p95 ms | x the same rows by key |", "|---|---|---|---|"),
            *measurements.lists(),
            *("", "| search | median ms | p95 ms | x scan with LIKE |", "|---|---|---|---|"),
            *measurements.searches(),
            *("", "| screen, read and rendered | median ms | p95 ms | x row by key |", "|---|---|---|---|"),
            *measurements.screens(),
            "",
        ]
    )


@dataclass(frozen=True, slots=True)
class _Readers:
    """The people who read: the busiest of their kind, who have the longest lists."""

    reporters: list[Person]
    helpdesks: list[Person]
    nationals: list[Person]


class ReadMeasurements:
    """Measure lists, searches and screens on one connection."""

    def __init__(self, unit: SqlUnitOfWork) -> None:
        self._unit = unit
        self._connection = unit.connection
        self._chance = random.Random(SEED)
        self._readers = self._busiest()
        self._last = self._connection.execute(select(func.max(t.tickets.c.id))).scalar_one()
        self._common, self._rare = self._words()

    def lists(self) -> list[str]:
        """Measure each list against reading its rows by their primary key."""
        pick, lists, readers = self._chance.choice, self._unit.lists, self._readers
        reads: Mapping[str, ReadPage] = {
            "own": lambda: lists.own(pick(readers.reporters).id),
            "own, in a status": lambda: lists.own(pick(readers.reporters).id, [pick(list(Status))]),
            "queue of an LPSE": lambda: lists.queue(pick(readers.helpdesks).desks),
            "queue of LKPP": lambda: lists.queue(pick(readers.nationals).desks),
            "held": lambda: lists.held(scope_of(pick(readers.helpdesks))),
            "past": lambda: lists.past(scope_of(pick(readers.nationals))),
            "past, a page amid it": lambda: lists.past(scope_of(pick(readers.nationals)), self._random_id()),
            "all of an LPSE": lambda: lists.all(pick(readers.helpdesks).served_lpse_ids),
            "all of an LPSE, in a status": lambda: lists.all(
                pick(readers.helpdesks).served_lpse_ids, [pick(list(Status))]
            ),
            "all": lambda: lists.all(None),
            "all, in a status": lambda: lists.all(None, [pick(list(Status))]),
            "all, a page amid it, back": lambda: lists.all(None, (), self._random_id(), back=True),
        }
        lines = []
        for name, read in reads.items():
            ours: list[float] = []
            baseline: list[float] = []
            for _ in range(WARM_UP + ROUNDS):
                took, page = _timed(read)
                ours.append(took)
                keys = [ticket.id for ticket in page.items]
                baseline.append(_timed(lambda keys=keys: self._by_key(keys))[0])  # type: ignore[misc]
            lines.append(row(name, ours[WARM_UP:], baseline[WARM_UP:]))
        return lines

    def searches(self) -> list[str]:
        """Measure each search against a scan of the tickets with LIKE."""
        pick, readers = self._chance.choice, self._readers
        everywhere = TicketScope(readers.nationals[0].id, nationwide=True)
        common, rare = self._common, self._rare
        texts: Mapping[str, Callable[[], TicketFilters]] = {
            "a common word": lambda: TicketFilters(pick(common)),
            "a rare word": lambda: TicketFilters(pick(rare)),
            "two common words": lambda: TicketFilters(f"{pick(common)} {pick(common)}"),
            "a common and a rare word": lambda: TicketFilters(f"{pick(rare)} {pick(common)}"),
            "the beginning of a word": lambda: TicketFilters(pick(common)[:4]),
            "a word that is nowhere": lambda: TicketFilters("zzyzx"),
            "a word and a month of a number": lambda: TicketFilters(f"{self._day():%y%m} {pick(common)}"),
            "a part of a number": lambda: TicketFilters(f"{self._day():%y%m%d}00"),
            "a status and an application": lambda: TicketFilters(
                statuses=frozenset({pick(list(Status))}), application="spse"
            ),
            "a month": self._month,
            "a word within ten days": lambda: self._within(pick(common)),
            "a word, in a status": lambda: TicketFilters(pick(common), statuses=frozenset({Status.WAITING})),
        }
        lines = [self._search(f"{name}, everywhere", everywhere, make) for name, make in texts.items()]
        word = texts["a common word"]
        lines.append(self._search("a common word, most urgent first", everywhere, word, SortOrder.URGENT))
        lines.append(self._search("a common word, of an LPSE", scope_of(readers.helpdesks[0]), word))
        lines.append(self._search("a common word, own", scope_of(readers.reporters[0]), word))
        return lines

    def screens(self) -> list[str]:
        """Measure screens from the database to the text and buttons of a message."""
        helpdesk = create_helpdesk(Settings(_env_file=None))
        context = TransactionContext(helpdesk, self._unit, LAST)
        reader = self._readers.nationals[0]
        longest = self._ids(
            select(t.history.c.ticket_id).group_by(t.history.c.ticket_id).order_by(func.count().desc())
        )
        random_ids = [self._chance.randrange(1, self._last) for _ in range(WARM_UP + ROUNDS)]

        def show_card(ticket_id: int) -> str:
            ticket = read_ticket(self._unit.tickets, reader, ticket_id)
            screen = cards.card(ticket_details(context, ticket, discussed=True), reader)
            return helpdesk.renderer.screen(screen, "id").text

        def show_list(_ticket_id: int) -> str:
            page = self._unit.lists.all(None)
            screen = ticket_list(ListView.ALL, list_rows(context, page))
            return helpdesk.renderer.screen(screen, "id").text

        def by_key(ticket_id: int) -> str:
            return str(self._by_key([ticket_id]))

        baseline = [_timed(lambda key=key: by_key(key))[0] for key in random_ids][WARM_UP:]  # type: ignore[misc]
        lines = []
        for name, show, ids in (
            ("card", show_card, random_ids),
            ("card of the longest discussions", show_card, longest),
            ("list of ten", show_list, random_ids),
        ):
            took = [_timed(lambda key=key, show=show: show(key))[0] for key in ids]  # type: ignore[misc]
            lines.append(row(name, took[WARM_UP:] or took, baseline))
        return lines

    def _search(
        self,
        name: str,
        scope: TicketScope,
        make: Callable[[], TicketFilters],
        sort: SortOrder = SortOrder.NEWEST,
    ) -> str:
        asked = [make() for _ in range(WARM_UP + ROUNDS)]
        ours = [_timed(lambda f=f: self._unit.search.page(scope, f, sort))[0] for f in asked]  # type: ignore[misc]
        statements = [_scan(scope, filters, sort) for filters in asked[-SCANS:]]
        scans = [_timed(lambda s=s: self._connection.execute(s).all())[0] for s in statements]  # type: ignore[misc]
        return row(name, ours[WARM_UP:], scans)

    def _by_key(self, ids: list[int]) -> object:
        return self._connection.execute(select(t.tickets).where(t.tickets.c.id.in_(ids))).all()

    def _busiest(self) -> _Readers:
        counted = select(t.parties.c.person_id).group_by(t.parties.c.person_id).order_by(func.count().desc())
        people = [p for i in self._ids(counted, 1000) if isinstance(p := self._unit.people.get(i), Person)]
        return _Readers(
            [p for p in people if not p.is_staff][:50],
            [p for p in people if p.served_lpse_ids][:50],
            [p for p in people if p.is_national][:50],
        )

    def _ids(self, statement: Select[Any], most: int = ROUNDS) -> list[int]:
        return list(self._connection.execute(statement.limit(most)).scalars())

    def _words(self) -> tuple[list[str], list[str]]:
        """Return twenty words that stand in most titles, and twenty that stand in few."""
        titles = self._connection.execute(select(t.tickets.c.title).limit(5_000)).scalars()
        counts = Counter(word for title in titles for word in title.lower().split() if word.isalpha())
        by_count = [word for word, _count in counts.most_common() if len(word) > 3]
        return by_count[:20], by_count[-20:]

    def _random_id(self) -> str:
        return str(self._chance.randrange(1, self._last))

    def _day(self) -> date:
        return FIRST.date() + timedelta(days=self._chance.randrange((LAST - FIRST).days))

    def _month(self) -> TicketFilters:
        """Return a filter for the days of one month up to a day that has tickets."""
        day = self._day()
        return TicketFilters(since=day.replace(day=1), until=day)

    def _within(self, word: str) -> TicketFilters:
        day = self._day()
        return TicketFilters(word, since=day, until=day + timedelta(days=9))


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.thread_time()
    result = work()
    return time.thread_time() - start, result


def _scan(scope: TicketScope, filters: TicketFilters, sort: SortOrder) -> Select[Any]:
    """Return the baseline of a search: a query with the same meaning on the table of tickets alone."""
    c = t.tickets.c
    conditions: list[ColumnElement[bool]] = []
    if not scope.nationwide:
        own = select(t.parties.c.ticket_id).where(t.parties.c.person_id == scope.person_id)
        conditions.append(or_(c.lpse_id.in_(scope.lpse_ids), c.id.in_(own)))
    if part := find_number(filters.text) or number_part(filters.text):
        conditions.append(c.number.contains(part))
    else:
        words = filters.text.split()
        conditions += [
            or_(c.title.icontains(word), c.description.icontains(word), c.number.contains(word))
            for word in words
        ]
    if filters.statuses:
        conditions.append(c.status.in_(status.value for status in filters.statuses))
    if filters.application:
        conditions.append(c.application == filters.application)
    if filters.since and filters.until:
        day = func.substr(c.number, 4, 6)
        conditions.append(day.between(f"{filters.since:%y%m%d}", f"{filters.until:%y%m%d}"))
    order = (c.rank, c.id) if sort is SortOrder.URGENT else (c.id.desc(),)
    return select(c.id, c.number, c.title).where(*conditions).order_by(*order).limit(PAGE + 1)
