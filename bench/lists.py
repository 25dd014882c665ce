"""A page of a list, a page of what is found, and a card, in a database of 100,000 tickets on a disk."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from bench.archive import SEED, open_archive
from bench.lives import FIRST, LAST
from bench.stage import row
from bot.settings import Settings
from bot.wiring import create_helpdesk
from conversations.screens import card as cards
from conversations.screens.lists import ticket_list
from core.lifecycle import Status
from core.numbers import normalise, part_of_number
from core.people import Person
from core.search import Filters, Scope, Sort, scope_of
from core.use_cases.read_ticket import read_ticket
from handlers.scene import Scene
from handlers.wholes import shown, whole
from storage import tables as t
from storage.lines import Page
from storage.unit import Shelf, SqlUnit

TICKETS = 100_000
ROUNDS, WARM_UP = 200, 20
# A scan takes as long as a hundred pages.
SCANS = 7
PAGE = 10

Reading = Callable[[], Page]


async def measure_lists() -> str:
    """Reads alone, on one connection, by the busiest people.

    Processor time of the reading thread: the file lies in memory after the first rounds, so that there is
    nothing to wait for but a machine that is busy with something else.
    """
    database = await open_archive(TICKETS)
    try:
        return await database.read(lambda connection: _measure(Measured(connection)))
    finally:
        await database.close()


def _measure(measured: Measured) -> str:
    return "\n".join(
        [
            *("| list | median ms | p95 ms | x the same rows by key |", "|---|---|---|---|"),
            *measured.lists(),
            *("", "| search | median ms | p95 ms | x scan with LIKE |", "|---|---|---|---|"),
            *measured.searches(),
            *("", "| screen, read and rendered | median ms | p95 ms | x row by key |", "|---|---|---|---|"),
            *measured.screens(),
            "",
        ]
    )


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Who reads: the busiest of their kind, for whom lists are longest."""

    reporters: list[Person]
    helpdesks: list[Person]
    nationals: list[Person]


class Measured:
    """The archive as one reader sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._unit = SqlUnit(connection, Shelf())
        self._chance = random.Random(SEED)
        self._crowd = self._busiest()
        self._last = connection.execute(select(func.max(t.tickets.c.id))).scalar_one()
        self._common, self._rare = self._words()

    def lists(self) -> list[str]:
        """Each list, beside its own rows by their primary key."""
        pick, lists, crowd = self._chance.choice, self._unit.lists, self._crowd
        readings: Mapping[str, Reading] = {
            "own": lambda: lists.own(pick(crowd.reporters).id),
            "own, in a status": lambda: lists.own(pick(crowd.reporters).id, [pick(list(Status))]),
            "queue of an LPSE": lambda: lists.queue(pick(crowd.helpdesks).desks),
            "queue of LKPP": lambda: lists.queue(pick(crowd.nationals).desks),
            "held": lambda: lists.held(pick(crowd.helpdesks).id),
            "past": lambda: lists.past(pick(crowd.nationals).id),
            "past, a page amid it": lambda: lists.past(pick(crowd.nationals).id, self._anywhere()),
            "all of an LPSE": lambda: lists.all(pick(crowd.helpdesks).served_lpse_ids),
            "all of an LPSE, in a status": lambda: lists.all(
                pick(crowd.helpdesks).served_lpse_ids, [pick(list(Status))]
            ),
            "all": lambda: lists.all(None),
            "all, in a status": lambda: lists.all(None, [pick(list(Status))]),
            "all, a page amid it, back": lambda: lists.all(None, (), self._anywhere(), back=True),
        }
        lines = []
        for name, read in readings.items():
            ours: list[float] = []
            rival: list[float] = []
            for _ in range(WARM_UP + ROUNDS):
                took, page = _timed(read)
                ours.append(took)
                rival.append(_timed(lambda page=page: self._by_key([line.id for line in page.lines]))[0])  # type: ignore[misc]
            lines.append(row(name, ours[WARM_UP:], rival[WARM_UP:]))
        return lines

    def searches(self) -> list[str]:
        """Each search, beside a scan of the tickets that asks the same with LIKE."""
        pick, crowd = self._chance.choice, self._crowd
        everywhere = Scope(crowd.nationals[0].id, nationwide=True)
        common, rare = self._common, self._rare
        texts: Mapping[str, Callable[[], Filters]] = {
            "a common word": lambda: Filters(pick(common)),
            "a rare word": lambda: Filters(pick(rare)),
            "two common words": lambda: Filters(f"{pick(common)} {pick(common)}"),
            "a common and a rare word": lambda: Filters(f"{pick(rare)} {pick(common)}"),
            "the beginning of a word": lambda: Filters(pick(common)[:4]),
            "a word that is nowhere": lambda: Filters("zzyzx"),
            "a word and a month of a number": lambda: Filters(f"{self._day():%y%m} {pick(common)}"),
            "a part of a number": lambda: Filters(f"{self._day():%y%m%d}00"),
            "a status and an application": lambda: Filters(
                statuses=frozenset({pick(list(Status))}), application="spse"
            ),
            "a month": lambda: Filters(since=self._day().replace(day=1), until=self._day()),
            "a word within ten days": lambda: self._within(pick(common)),
            "a word, in a status": lambda: Filters(pick(common), statuses=frozenset({Status.WAITING})),
        }
        lines = [self._search(f"{name}, everywhere", everywhere, make) for name, make in texts.items()]
        word = texts["a common word"]
        lines.append(self._search("a common word, most urgent first", everywhere, word, Sort.URGENT))
        lines.append(self._search("a common word, of an LPSE", scope_of(crowd.helpdesks[0]), word))
        lines.append(self._search("a common word, own", scope_of(crowd.reporters[0]), word))
        return lines

    def screens(self) -> list[str]:
        """From the database to the text and buttons of a message."""
        helpdesk = create_helpdesk(Settings(_env_file=None))
        scene = Scene(helpdesk, self._unit, LAST)
        me = self._crowd.nationals[0]
        longest = self._ids(
            select(t.history.c.ticket_id).group_by(t.history.c.ticket_id).order_by(func.count().desc())
        )
        anywhere = [self._chance.randrange(1, self._last) for _ in range(WARM_UP + ROUNDS)]

        def show_card(ticket_id: int) -> str:
            ticket = read_ticket(self._unit.tickets, me, ticket_id)
            screen = cards.card(whole(scene, ticket, discussed=True), me)
            return helpdesk.renderer.screen(screen, "id").text

        def show_list(_ticket_id: int) -> str:
            page = self._unit.lists.all(None)
            screen = ticket_list("all", page, shown(scene, page.lines))
            return helpdesk.renderer.screen(screen, "id").text

        def by_key(ticket_id: int) -> str:
            return str(self._by_key([ticket_id]))

        rival = [_timed(lambda key=key: by_key(key))[0] for key in anywhere][WARM_UP:]  # type: ignore[misc]
        lines = []
        for name, show, ids in (
            ("card", show_card, anywhere),
            ("card of the longest discussions", show_card, longest),
            ("list of ten", show_list, anywhere),
        ):
            took = [_timed(lambda key=key, show=show: show(key))[0] for key in ids]  # type: ignore[misc]
            lines.append(row(name, took[WARM_UP:] or took, rival))
        return lines

    def _search(self, name: str, scope: Scope, make: Callable[[], Filters], sort: Sort = Sort.NEWEST) -> str:
        asked = [make() for _ in range(WARM_UP + ROUNDS)]
        ours = [_timed(lambda f=f: self._unit.search.page(scope, f, sort))[0] for f in asked]  # type: ignore[misc]
        statements = [_scan(scope, filters, sort) for filters in asked[-SCANS:]]
        scans = [_timed(lambda s=s: self._connection.execute(s).all())[0] for s in statements]  # type: ignore[misc]
        return row(name, ours[WARM_UP:], scans)

    def _by_key(self, ids: list[int]) -> object:
        return self._connection.execute(select(t.tickets).where(t.tickets.c.id.in_(ids))).all()

    def _busiest(self) -> _Crowd:
        counted = select(t.parties.c.person_id).group_by(t.parties.c.person_id).order_by(func.count().desc())
        people = [p for i in self._ids(counted, 1000) if isinstance(p := self._unit.people.get(i), Person)]
        return _Crowd(
            [p for p in people if not p.is_staff][:50],
            [p for p in people if p.served_lpse_ids][:50],
            [p for p in people if p.is_national][:50],
        )

    def _ids(self, statement: Select[Any], most: int = ROUNDS) -> list[int]:
        return list(self._connection.execute(statement.limit(most)).scalars())

    def _words(self) -> tuple[list[str], list[str]]:
        """Words that stand in most titles, and words that stand in few."""
        titles = self._connection.execute(select(t.tickets.c.title).limit(5_000)).scalars()
        counts = Counter(word for title in titles for word in title.lower().split() if word.isalpha())
        by_count = [word for word, _count in counts.most_common() if len(word) > 3]
        return by_count[:20], by_count[-20:]

    def _anywhere(self) -> str:
        return str(self._chance.randrange(1, self._last))

    def _day(self) -> date:
        return FIRST.date() + timedelta(days=self._chance.randrange((LAST - FIRST).days))

    def _within(self, word: str) -> Filters:
        day = self._day()
        return Filters(word, since=day, until=day + timedelta(days=9))


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.thread_time()
    result = work()
    return time.thread_time() - start, result


def _scan(scope: Scope, filters: Filters, sort: Sort) -> Select[Any]:
    """The rival: what the search means, asked of the table of tickets as anybody would at first."""
    c = t.tickets.c
    conditions: list[ColumnElement[bool]] = []
    if not scope.nationwide:
        own = select(t.parties.c.ticket_id).where(t.parties.c.person_id == scope.person_id)
        conditions.append(or_(c.lpse_id.in_(scope.lpse_ids), c.id.in_(own)))
    if part := normalise(filters.text) or part_of_number(filters.text):
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
    order = (c.rank, c.id) if sort is Sort.URGENT else (c.id.desc(),)
    return select(c.id, c.number, c.title).where(*conditions).order_by(*order).limit(PAGE + 1)
