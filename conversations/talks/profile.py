"""“Ubah Profil”: one's own name, telephone and office, confirmed before they change."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.addresses import menu, profile
from conversations.screen import Button, Screen
from conversations.steps import ConfirmStep, ReviewStep, TextStep
from conversations.talk import Draft, Finished, Talk
from conversations.world import World
from core.use_cases.change_profile import read_name, read_office, read_phone
from core.words import _


def _seed(world: World) -> Draft:
    return {"name": world.me.name, "phone": world.me.phone, "office": world.me.office}


def _summary(draft: Draft, world: World) -> Mapping[str, object]:
    return {"draft": draft, "email": world.me.email}


def _finish(draft: Draft, world: World) -> Finished:
    world.sign_in.change(draft["name"], draft["phone"], draft["office"])
    rows = ((Button(_("Profil"), to=profile()), Button(_("Menu"), to=menu())),)
    return Finished(Screen("profile/changed.html", {}, rows))


PROFILE = Talk(
    name="profile",
    title=_("Ubah Profil"),
    seed=_seed,
    finish=_finish,
    parks=False,
    about_ticket=False,
    steps=(
        TextStep(
            name="name",
            title=_("Nama"),
            template="profile/name.html",
            read=lambda text, _world: read_name(text),
        ),
        TextStep(
            name="phone",
            title=_("Telepon"),
            template="profile/phone.html",
            read=lambda text, _world: read_phone(text),
            skips=True,
        ),
        TextStep(
            name="office",
            title=_("Instansi"),
            template="profile/office.html",
            read=lambda text, _world: read_office(text),
            skips=True,
        ),
        ReviewStep(template="profile/review.html", send=_("Simpan"), summary=_summary),
        ConfirmStep(template="profile/confirm.html", summary=_summary, back_to="review"),
    ),
)
