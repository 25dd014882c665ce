"""“Konfirmasi”: the reporter says whether it is solved; if not, why."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.steps import ChoiceStep, ConfirmStep, FilesStep, Option
from conversations.talk import Draft, Finished, Talk
from conversations.talks.remarks import ANSWERED, done, opens, remark_in, summary, text_step
from conversations.world import World
from core.lifecycle import Action
from core.use_cases.work_ticket import Order, WorkTicket
from core.words import _

SOLVED = "solved"
AGAIN = "again"
VERDICTS = (Option(SOLVED, _("Ya, Sudah Selesai")), Option(AGAIN, _("Belum, Ajukan Lagi")))
CONFIRMED = _("Tiket selesai. Terima kasih atas konfirmasinya.")


def _again(draft: Draft, _world: World) -> bool:
    return draft.get("verdict") == AGAIN


def _summary(draft: Draft, world: World) -> Mapping[str, object]:
    verdict = next(o.label for o in VERDICTS if o.value == draft["verdict"])
    # Reasons and files of somebody who then changed their mind stay in the draft, but go nowhere.
    said = draft if _again(draft, world) else {}
    return {**summary(said, world), "decision": verdict}


def _finish(draft: Draft, world: World) -> Finished:
    again = draft["verdict"] == AGAIN
    action = Action.REJECT if again else Action.CONFIRM
    order = Order(action, world.subject.id, remark_in(draft) if again else None)
    ticket = WorkTicket(world.tickets, world.catalogue, world.people, world.rules)(world.me, order, world.now)
    return done(world, ticket, ANSWERED if again else CONFIRMED)


CONFIRM = Talk(
    name=Action.CONFIRM.value,
    title=_("Konfirmasi"),
    opens=opens(Action.CONFIRM),
    finish=_finish,
    steps=(
        ChoiceStep(
            name="verdict",
            title=_("Konfirmasi"),
            template="ticket/verdict.html",
            options=lambda _draft, _world: VERDICTS,
        ),
        text_step("ticket/reject.html", when=_again),
        FilesStep(template="files.html", when=_again),
        ConfirmStep(template="ticket/confirm.html", summary=_summary),
    ),
)
