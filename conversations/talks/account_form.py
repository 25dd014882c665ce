"""“Tambah Akun” and “Ubah Akun”: who somebody is and, of a new account, in which role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from conversations.addresses import administration
from conversations.answers import Answer
from conversations.screen import Button, Note, Screen
from conversations.screens.accounts import done
from conversations.steps import ConfirmStep, ReviewStep, TextStep
from conversations.talk import Draft, Finished, Talk, administrators_only
from conversations.talks.seats import seat_in, seat_label, seat_steps
from conversations.world import World
from core.accounts import Account, found
from core.use_cases.change_account import READERS, ChangeAccount, described
from core.use_cases.open_account import OpenAccount
from core.words import _

FIELDS = {"name": _("Nama"), "email": _("E-mail"), "phone": _("Telepon"), "office": _("Instansi")}
TAKEN = Note(_("Alamat e-mail itu sudah dipakai akun lain."))
NEW: Draft = {"account": 0}


def changing(account: Account) -> Draft:
    """What the talk begins with where an account is changed."""
    fields = described(account.person)
    return {"account": account.person.id, "was": fields, **fields}


def _is_new(draft: Draft, _world: World) -> bool:
    return not draft.get("account")


@dataclass(frozen=True, kw_only=True)
class AddressStep(TextStep):
    """The address; of one that has an account already, the way to that account is shown."""

    def ask(self, draft: Draft, world: World) -> Screen:
        screen = super().ask(draft, world)
        if "?taken" not in draft:
            return screen
        there = Button(_("Lihat Akun"), to=administration("account", draft["?taken"]), icon="👤")
        return replace(screen, rows=((there,), *screen.rows), note=TAKEN)

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        heard = super().hear(draft, answer, world)
        owner = world.accounts.id_of(heard[self.name])
        if owner is None or owner == draft.get("account"):
            return heard
        return {**draft, "?taken": owner}

    def answered(self, draft: Draft) -> bool:
        return self.name in draft and "?taken" not in draft


def _current(draft: Draft, world: World) -> Draft:
    """Without an LPSE that has been retired meanwhile: where somebody serves is asked again."""
    lpse = world.offices.get(int(draft["lpse"])) if draft.get("lpse") else None
    if not draft.get("lpse") or (lpse is not None and not lpse.retired):
        return draft
    return {k: v for k, v in draft.items() if k not in ("lpse", "review", "confirm")}


def _text(name: str, *, skips: bool = False) -> TextStep:
    kind = AddressStep if name == "email" else TextStep
    read = READERS[name]
    return kind(
        name=name,
        title=FIELDS[name],
        template=f"admin/accounts/{name}.html",
        read=lambda text, _world: read(text),
        skips=skips,
    )


def _summary(draft: Draft, world: World) -> Mapping[str, object]:
    was = draft.get("was", {})
    lines = [
        (title, draft[name], was[name] if name in was and was[name] != draft[name] else None)
        for name, title in FIELDS.items()
    ]
    seat = seat_label(seat_in(draft, world), world) if _is_new(draft, world) else ""
    moves = bool(was) and was["email"] != draft["email"]
    return {"lines": lines, "seat": seat, "is_new": _is_new(draft, world), "moves": moves}


def _finish(draft: Draft, world: World) -> Finished:
    wanted = {name: draft[name] for name in FIELDS}
    if _is_new(draft, world):
        open_account = OpenAccount(world.accounts, world.offices, world.trail)
        opened = open_account(world.me, **wanted, role=seat_in(draft, world), at=world.now)
        return Finished(done(_("Akun berhasil dibuat."), opened, invites=True))
    if wanted == draft["was"]:
        return Finished(done(_("Tidak ada yang diubah."), found(world.accounts, draft["account"]).person))
    change = ChangeAccount(world.accounts, world.trail)
    changed = change(world.me, draft["account"], draft["was"], wanted, world.now)
    return Finished(done(_("Akun berhasil diubah."), changed))


ACCOUNT = Talk(
    name="account",
    title=_("Data Akun"),
    opens=administrators_only,
    finish=_finish,
    about_ticket=False,
    bare=False,
    current=_current,
    overtaken=_("LPSE itu baru saja dinonaktifkan. Pilih yang lain."),
    steps=(
        _text("name"),
        _text("email"),
        _text("phone", skips=True),
        _text("office", skips=True),
        *seat_steps(_is_new),
        ReviewStep(template="admin/accounts/review.html", send=_("Simpan"), summary=_summary),
        ConfirmStep(template="admin/accounts/confirm.html", summary=_summary, back_to="review"),
    ),
)
