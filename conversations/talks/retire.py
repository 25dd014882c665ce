"""“Nonaktifkan” and “Aktifkan”: an application, a category or an LPSE is offered no longer, or again."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.addresses import administration, menu, number_in
from conversations.screen import Button, Screen
from conversations.steps import ConfirmStep
from conversations.talk import LEAVE, Draft, Finished, Talk, administrators_only
from conversations.world import World
from core.errors import Refusal
from core.use_cases.keep_applications import KeepApplications
from core.use_cases.keep_categories import KeepCategories
from core.use_cases.keep_offices import KeepOffices
from core.words import _

# The place where a thing of each kind is looked at, and what it is called.
KINDS = {"app": _("Aplikasi"), "cat": _("Kategori"), "lpse": _("LPSE")}


def retiring(kind: str, key: str, world: World, *, retired: bool) -> Draft:
    """What the talk begins with; refuses where there is no such thing."""
    draft = {"kind": kind, "key": key, "retired": retired}
    name_of(draft, world)
    return draft


def name_of(draft: Draft, world: World) -> str:
    """What people call the thing that is talked about."""
    match draft["kind"]:
        case "app":
            return world.catalogue.application(draft["key"]).name
        case "cat":
            return world.catalogue.with_category(draft["key"])[1].name
        case _:
            lpse = world.offices.get(number_in(draft["key"]) or 0)
            if lpse is None:
                raise Refusal("lpse_unknown")
            return lpse.name


def _summary(draft: Draft, world: World) -> Mapping[str, object]:
    kind = KINDS[draft["kind"]]
    return {"kind": kind, "name": name_of(draft, world), "retired": draft["retired"], "of": draft["kind"]}


def _finish(draft: Draft, world: World) -> Finished:
    retired = draft["retired"]
    match draft["kind"]:
        case "app":
            KeepApplications(world.master, world.trail).retire(
                world.me, draft["key"], world.now, retired=retired
            )
        case "cat":
            KeepCategories(world.master, world.trail).retire(
                world.me, draft["key"], world.now, retired=retired
            )
        case _:
            number = number_in(draft["key"]) or 0
            KeepOffices(world.offices, world.trail).retire(world.me, number, world.now, retired=retired)
    detail = Button(_("Detail"), to=administration(draft["kind"], draft["key"]))
    return Finished(
        Screen("admin/retired.html", _summary(draft, world), ((detail, Button(_("Menu"), to=menu())),))
    )


RETIRE = Talk(
    name="retire",
    title=_("Nonaktifkan"),
    opens=administrators_only,
    finish=_finish,
    parks=False,
    about_ticket=False,
    bare=False,
    steps=(ConfirmStep(template="admin/retire.html", summary=_summary, back_to=LEAVE),),
)
