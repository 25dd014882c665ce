"""“Tambah Akun” and “Ubah Akun”: a person's data and, for a new account, the role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from conversations.addressing.admin_addresses import AccountPlace, AccountScreen
from conversations.answers import Answer
from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft, administrators_only
from conversations.flows.admin.account_edition import data_edition
from conversations.flows.admin.editions import guard_edition
from conversations.flows.admin.role_assignment import assignment_from, assignment_label, assignment_steps
from conversations.rendering.screen import Button, Note, Screen
from conversations.screens.admin.accounts import account_changed
from conversations.steps import ConfirmStep, ReviewStep, TextStep
from core.administration.accounts import Account, find_account
from core.use_cases.accounts.change_account import READERS, ChangeAccount
from core.use_cases.accounts.open_account import OpenAccount
from core.words import _

FIELDS = {"name": _("Nama"), "email": _("E-mail"), "phone": _("Telepon"), "office": _("Instansi")}
PROMPTS = {
    "name": _("Siapa nama lengkapnya?"),
    "email": _("Apa alamat e-mailnya? Alamat ini dipakai untuk masuk."),
    "phone": _("Nomor teleponnya, misalnya 081234567890. Boleh dilewati."),
    "office": _("Nama instansi atau perusahaannya. Boleh dilewati."),
}
ADDRESS_TAKEN = Note(_("Alamat e-mail itu sudah dipakai akun lain."))
NEW_DRAFT: Draft = {"account": 0}


def change_draft(account: Account) -> Draft:
    """Return the draft for changing this account."""
    return {"account": account.person.id}


def _is_new(draft: Draft, _context: ConversationContext) -> bool:
    return not draft.get("account")


@dataclass(frozen=True, kw_only=True)
class AddressStep(TextStep):
    """Ask for an e-mail address; if another account has it, offer the way to that account."""

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        screen = super().ask(draft, context)
        if "?taken" not in draft:
            return screen
        to_owner = Button(_("Lihat Akun"), to=AccountScreen(AccountPlace.CARD, draft["?taken"]), icon="👤")
        return replace(screen, rows=((to_owner,), *screen.rows), note=ADDRESS_TAKEN)

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        changed = super().handle(draft, answer, context)
        owner = context.accounts.id_of(changed[self.name])
        if owner is None or owner == draft.get("account"):
            return changed
        return {**draft, "?taken": owner}

    def answered(self, draft: Draft) -> bool:
        return self.name in draft and "?taken" not in draft


def _refresh_draft(draft: Draft, context: ConversationContext) -> Draft:
    """Return the draft without an LPSE that was retired meanwhile, so that it is asked for again."""
    lpse = context.lpses.get(int(draft["lpse"])) if draft.get("lpse") else None
    if not draft.get("lpse") or (lpse is not None and not lpse.retired):
        return draft
    return {k: v for k, v in draft.items() if k not in ("lpse", "review", "confirm")}


def _text(name: str, *, skippable: bool = False) -> TextStep:
    step_class = AddressStep if name == "email" else TextStep
    read = READERS[name]
    return step_class(
        name=name,
        title=FIELDS[name],
        prompt=PROMPTS[name],
        read=lambda text, _context: read(text),
        skippable=skippable,
    )


def _summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    former = draft.get("was", {})
    lines = [
        (title, draft[name], former[name] if name in former and former[name] != draft[name] else None)
        for name, title in FIELDS.items()
    ]
    assignment = assignment_label(assignment_from(draft, context), context) if _is_new(draft, context) else ""
    moves = bool(former) and former["email"] != draft["email"]
    return {"lines": lines, "assignment": assignment, "is_new": _is_new(draft, context), "moves": moves}


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    fields = {name: draft[name] for name in FIELDS}
    if _is_new(draft, context):
        open_account = OpenAccount(context.accounts, context.lpses, context.trail)
        opened = open_account(context.me, **fields, role=assignment_from(draft, context), at=context.now)
        return ConversationEnd(account_changed(_("Akun berhasil dibuat."), opened, invites=True))
    if fields == draft["was"]:
        return ConversationEnd(
            account_changed(
                _("Tidak ada yang diubah."), find_account(context.accounts, draft["account"]).person
            )
        )
    change = ChangeAccount(context.accounts, context.trail)
    changed = change(context.me, draft["account"], draft["was"], fields, context.now)
    return ConversationEnd(account_changed(_("Akun berhasil diubah."), changed))


_FORM = Conversation(
    name="account",
    title=_("Data Akun"),
    check_access=administrators_only,
    finish=_finish,
    about_ticket=False,
    needs_draft=True,
    refresh_draft=_refresh_draft,
    outdated_message=_("LPSE itu baru saja dinonaktifkan. Pilih yang lain."),
    steps=(
        _text("name"),
        _text("email"),
        _text("phone", skippable=True),
        _text("office", skippable=True),
        *assignment_steps(_is_new),
        ReviewStep(template="admin/accounts/review.html", send=_("Simpan"), summary=_summary),
        ConfirmStep(template="admin/accounts/confirm.html", summary=_summary, back_to="review"),
    ),
)
ACCOUNT_FORM = guard_edition(_FORM, data_edition)
