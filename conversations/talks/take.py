"""“Ambil Tiket”: one question before the ticket is theirs."""

from __future__ import annotations

from conversations.addresses import card, work
from conversations.screen import Button, Screen, Style
from conversations.steps import ConfirmStep
from conversations.talk import LEAVE, Draft, Finished, Talk
from conversations.talks.remarks import opens
from conversations.world import World
from core.lifecycle import Action
from core.use_cases.work_ticket import Order, WorkTicket
from core.words import _


def _finish(_draft: Draft, world: World) -> Finished:
    order = Order(Action.TAKE, world.subject.id)
    ticket = WorkTicket(world.tickets, world.catalogue, world.people, world.rules)(world.me, order, world.now)
    rows = (
        (Button(_("Kerjakan"), to=work(ticket.id), style=Style.MAIN),),
        (Button(_("Detail"), to=card(ticket.id)),),
    )
    return Finished(Screen("ticket/taken.html", {"ticket": ticket}, rows), ticket)


TAKE = Talk(
    name=Action.TAKE.value,
    title=_("Ambil Tiket"),
    opens=opens(Action.TAKE),
    finish=_finish,
    parks=False,
    steps=(
        ConfirmStep(
            template="ticket/take.html",
            summary=lambda _draft, world: {"ticket": world.subject},
            back_to=LEAVE,
        ),
    ),
)
