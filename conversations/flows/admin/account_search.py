"""“Cari Akun”: search by name, address or office, by standing, and behind “Lanjutan” by role or LPSE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conversations.addressing.admin_addresses import AdminPlace, AdminScreen
from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import (
    ASK_TEMPLATE,
    Conversation,
    ConversationEnd,
    Draft,
    Goto,
    Step,
    administrators_only,
)
from conversations.flows.admin.role_assignment import find_lpses, lpse_name
from conversations.flows.tickets.lpse_choice import check_offered
from conversations.rendering.screen import Button, Screen, columns
from conversations.steps import ChoiceStep, Option, ReviewStep, SearchStep
from core.administration.accounts import AccountFilters, AccountStanding
from core.administration.audit import require_administrator
from core.errors import Refusal
from core.organisation.roles import Role
from core.words import _

LONGEST = 200
ADVANCED = "advanced"
DEFAULTS: Draft = {"words": "", "standing": "", "role": "", "lpse": ""}
STANDING = "standing:"


def account_filters_from(stored: Mapping[str, object]) -> AccountFilters:
    """Return the filters that a stored search stands for."""
    fields = with_defaults(stored)
    role = Role(fields["role"]) if fields["role"] else None
    lpse_id = int(fields["lpse"]) if fields["lpse"] else None
    standing = AccountStanding(fields["standing"]) if fields["standing"] else None
    return AccountFilters(fields["words"], role, lpse_id, standing)


def with_defaults(stored: Mapping[str, object]) -> dict[str, str]:
    """Return all fields of a search; those that are not set are empty."""
    return {name: str(stored.get(name, "")) for name in DEFAULTS}


def describe_account_filters(
    stored: Mapping[str, object], context: ConversationContext
) -> list[tuple[str, str]]:
    """Return the title and the value of each filter that is set."""
    fields = with_defaults(stored)
    role = context.translate(Role(fields["role"]).label) if fields["role"] else ""
    standing = context.translate(AccountStanding(fields["standing"]).label) if fields["standing"] else ""
    filters = [
        (_("Kata"), fields["words"]),
        (_("Keadaan"), standing),
        (_("Peran"), role),
        (_("LPSE"), lpse_name(fields["lpse"], context)),
    ]
    return [(title, value) for title, value in filters if value]


@dataclass(frozen=True, kw_only=True)
class WordsStep(Step):
    """Ask for words, beside buttons for all accounts, those of a standing, filters, adding and importing."""

    def ask(self, draft: Draft, _context: ConversationContext) -> Screen:
        all_accounts = Button(_("Semua Akun"), says="all", icon="👥")
        more = () if draft.get(ADVANCED) else (Button(_("Lanjutan"), says="more", icon="🔎"),)
        add = (
            Button(_("Tambah Akun"), to=AdminScreen(AdminPlace.ADD_ACCOUNT), icon="🆕"),
            Button(_("Impor Akun"), to=AdminScreen(AdminPlace.IMPORT_ACCOUNTS), icon="📥"),
        )
        current = draft.get(self.name, "")
        standings = columns([Button(one.label, says=f"{STANDING}{one}") for one in AccountStanding], 2)
        return Screen(ASK_TEMPLATE, {"current": current}, ((all_accounts, *more), *standings, add))

    def handle(self, draft: Draft, answer: Answer, _context: ConversationContext) -> Draft | Goto:
        match answer:
            case PressAnswer("more"):
                return Goto("review", {**DEFAULTS, **draft, ADVANCED: True})
            case PressAnswer("all"):
                return self.with_answer({**DEFAULTS, **draft}, "")
            case PressAnswer(says) if says.removeprefix(STANDING) in set(AccountStanding):
                return self.with_answer({**DEFAULTS, **draft, "standing": says.removeprefix(STANDING)}, "")
            case TextAnswer(text=text) if words := " ".join(text.split()):
                return self.with_answer({**DEFAULTS, **draft}, words[:LONGEST].rstrip())
            case _:
                raise Refusal("text_expected")


def _roles(_draft: Draft, _context: ConversationContext) -> Sequence[Option]:
    return [Option("", _("Semua Peran")), *(Option(role.value, role.label) for role in Role)]


def _standings(_draft: Draft, _context: ConversationContext) -> Sequence[Option]:
    return [Option("", _("Semua Keadaan")), *(Option(one.value, one.label) for one in AccountStanding)]


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    require_administrator(context.me)
    return ConversationEnd(None, account_filters=with_defaults(draft))


ACCOUNT_SEARCH = Conversation(
    name="account_search",
    title=_("Cari Akun"),
    check_access=administrators_only,
    finish=_finish,
    keeps_draft=False,
    about_ticket=False,
    in_order=False,
    steps=(
        WordsStep(
            name="words",
            title=_("Nama, e-mail, atau instansi"),
            prompt=_("Ketik sebagian nama, alamat e-mail, atau instansi."),
        ),
        ChoiceStep(
            name="standing",
            title=_("Keadaan"),
            prompt=_("Akun dengan keadaan apa?"),
            options=_standings,
            width=2,
        ),
        ChoiceStep(
            name="role",
            title=_("Peran"),
            prompt=_("Akun dengan peran apa?"),
            options=_roles,
            width=2,
        ),
        SearchStep(
            name="lpse",
            title=_("LPSE"),
            prompt=_("Akun LPSE mana? Ketik sebagian namanya."),
            suggest=lambda _context: [Option("", _("Semua LPSE"))],
            find=find_lpses,
            label=lpse_name,
            check=check_offered,
        ),
        ReviewStep(
            template="admin/accounts/search_review.html",
            send=_("Cari Akun"),
            summary=lambda draft, context: {"filters": describe_account_filters(draft, context)},
            when=lambda draft, _context: ADVANCED in draft,
        ),
    ),
)
