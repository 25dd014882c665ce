"""Add a month of tickets at one LPSE, worked and rated by the bot's own rules, to give a report figures."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.imports.sandbox_people import CAST, SURABAYA
from bot.imports.shipped_data import load_catalogue
from core.people.people import Person
from core.tickets.attachments import Remark
from core.tickets.draft import TicketDraft
from core.tickets.lifecycle import Action
from core.tickets.rating import Rating
from core.use_cases.tickets.file_ticket import FileTicket
from core.use_cases.tickets.work_ticket import ActionRequest, WorkTicket
from storage.unit import SqlUnitOfWork

DAYS, MOST_A_DAY = 29, 4
RINA, BUDI, SARI, AGUS = 1001, 1002, 2001, 2002
REMARK = Remark("Sudah kami periksa bersama, mohon dicoba sekali lagi.")
BY_REPORTER = frozenset({Action.GIVE_FEEDBACK, Action.CONFIRM, Action.RATE})
SOLVED = (Action.TAKE, Action.SOLVE, Action.CONFIRM, Action.RATE)
ASKED = (Action.TAKE, Action.ASK_FEEDBACK, Action.GIVE_FEEDBACK, *SOLVED[1:])
CLOSED = (SOLVED, SOLVED, ASKED)
# What happened to tickets of the last days, of which some are still open.
OPEN = ((), (Action.TAKE,), (Action.TAKE, Action.SOLVE), (Action.TAKE, Action.ASK_FEEDBACK))
STILL_OPEN = 2
# Applications with the weights by which they are chosen.
APPLICATIONS = {"spse": 60, "katalog": 20, "sirup": 12, "sikap": 8}


def fill_past(unit: SqlUnitOfWork, now: datetime) -> None:
    """Add the tickets of the last weeks, always the same ones; most of them are closed and rated."""
    chance = random.Random(2)
    for day in range(DAYS, 0, -1):
        for _ in range(chance.randint(1, MOST_A_DAY)):
            at = now - timedelta(days=day) + timedelta(minutes=chance.randrange(360))
            _add_ticket(unit, at, chance.choice(OPEN if day <= STILL_OPEN else CLOSED), chance)


def _add_ticket(unit: SqlUnitOfWork, at: datetime, actions: Sequence[Action], chance: random.Random) -> None:
    catalogue = load_catalogue()
    reporter, helper = _person(unit, chance.choice((RINA, BUDI))), _person(unit, chance.choice((SARI, AGUS)))
    [code] = chance.choices(list(APPLICATIONS), list(APPLICATIONS.values()))
    application = catalogue.application(code)
    category = chance.choice(application.categories[:4])
    draft = TicketDraft(
        title=category.name,
        lpse_id=SURABAYA,
        application=code,
        version=application.versions[-1] if application.versions else "",
        category=category.code,
        subcategory=category.subcategories[0] if category.subcategories else "",
        description=f"Mohon bantuan untuk {category.name}.",
        email=reporter.email,
    )
    ticket = FileTicket(unit.tickets, unit.numbers, unit.lpses, catalogue)(reporter, draft, at)
    work = WorkTicket(unit.tickets, catalogue, unit.people)
    rating = Rating(chance.choices((5, 4, 3), (6, 3, 1))[0], ("speed",))
    for action in actions:
        at += timedelta(minutes=chance.randrange(3, 100))
        person = reporter if action in BY_REPORTER else helper
        work(person, ActionRequest(action, ticket.id, REMARK, rating=rating), at)


def _person(unit: SqlUnitOfWork, telegram_id: int) -> Person:
    email = next(player.email for player in CAST if player.id == telegram_id)
    person = unit.people.by_email(email)
    assert person is not None
    return person
