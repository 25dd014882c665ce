"""“Cari Akun”: a name, an address or an office, and with “Lanjutan” a role or an LPSE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conversations.addresses import administration
from conversations.answers import Answer, Pressed, Typed
from conversations.screen import Button, Screen
from conversations.steps import ChoiceStep, Option, ReviewStep, SearchStep
from conversations.talk import Draft, Finished, Goto, Step, Talk, administrators_only
from conversations.talks.seats import find_lpses, lpse_name
from conversations.world import World
from core.accounts import AccountFilters
from core.audit import require_administrator
from core.errors import Refusal
from core.roles import Role
from core.words import _

LONGEST = 200
ADVANCED = "advanced"
NOTHING: Draft = {"words": "", "role": "", "lpse": ""}


def account_filters_in(kept: Mapping[str, object]) -> AccountFilters:
    """What accounts have been narrowed down to, as the talk kept it."""
    found = whole(kept)
    role = Role(found["role"]) if found["role"] else None
    return AccountFilters(found["words"], role, int(found["lpse"]) if found["lpse"] else None)


def whole(kept: Mapping[str, object]) -> dict[str, str]:
    """All of a search: what is not looked for is empty."""
    return {name: str(kept.get(name, "")) for name in NOTHING}


def accounts_said(kept: Mapping[str, object], world: World) -> list[tuple[str, str]]:
    """What is looked for: what it is called and its value, for what is set."""
    found = whole(kept)
    role = world.translate(Role(found["role"]).label) if found["role"] else ""
    said = [
        (_("Kata"), found["words"]),
        (_("Peran"), role),
        (_("LPSE"), lpse_name(found["lpse"], world)),
    ]
    return [(title, value) for title, value in said if value]


@dataclass(frozen=True, kw_only=True)
class WordsStep(Step):
    """The words, with the ways to everything else about accounts."""

    def ask(self, draft: Draft, _world: World) -> Screen:
        every = Button(_("Semua Akun"), says="all", icon="👥")
        more = () if draft.get(ADVANCED) else (Button(_("Lanjutan"), says="more", icon="🔎"),)
        add = (
            Button(_("Tambah Akun"), to=administration("account_add"), icon="🆕"),
            Button(_("Impor Akun"), to=administration("account_import"), icon="📥"),
        )
        current = draft.get(self.name, "")
        return Screen("admin/accounts/search.html", {"current": current}, ((every, *more), add))

    def hear(self, draft: Draft, answer: Answer, _world: World) -> Draft | Goto:
        match answer:
            case Pressed("more"):
                return Goto("review", {**NOTHING, **draft, ADVANCED: True})
            case Pressed("all"):
                return self.keep({**NOTHING, **draft}, "")
            case Typed(text=text) if words := " ".join(text.split()):
                return self.keep({**NOTHING, **draft}, words[:LONGEST].rstrip())
            case _:
                raise Refusal("text_expected")


def _roles(_draft: Draft, _world: World) -> Sequence[Option]:
    return [Option("", _("Semua Peran")), *(Option(role.value, role.label) for role in Role)]


def _finish(draft: Draft, world: World) -> Finished:
    require_administrator(world.me)
    return Finished(None, accounts=whole(draft))


ACCOUNT_SEARCH = Talk(
    name="account_search",
    title=_("Cari Akun"),
    opens=administrators_only,
    finish=_finish,
    parks=False,
    about_ticket=False,
    in_order=False,
    steps=(
        WordsStep(name="words", title=_("Nama, e-mail, atau instansi")),
        ChoiceStep(
            name="role",
            title=_("Peran"),
            template="admin/accounts/search_role.html",
            options=_roles,
            width=2,
        ),
        SearchStep(
            name="lpse",
            title=_("LPSE"),
            template="admin/accounts/search_lpse.html",
            own=lambda _world: [Option("", _("Semua LPSE"))],
            find=find_lpses,
            label=lpse_name,
        ),
        ReviewStep(
            template="admin/accounts/search_review.html",
            send=_("Cari Akun"),
            summary=lambda draft, world: {"said": accounts_said(draft, world)},
            when=lambda draft, _world: ADVANCED in draft,
        ),
    ),
)
